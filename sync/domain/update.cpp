// SPDX-License-Identifier: Apache-2.0
#include "sync/domain/update.h"

#include <algorithm>
#include <array>
#include <utility>

namespace sunbooth::domain {
namespace {

constexpr std::array<std::pair<UpdateState, const char*>, 8> kNames{{
    {UpdateState::None, "none"},
    {UpdateState::Fetching, "fetching"},
    {UpdateState::Installing, "installing"},
    {UpdateState::Installed, "installed"},
    {UpdateState::Trial, "trial"},
    {UpdateState::Good, "good"},
    {UpdateState::Failed, "failed"},
    {UpdateState::FellBack, "fell_back"},
}};

/// The first number, without zeros in front, and what follows its dot.
std::pair<std::string_view, std::string_view> first_number(std::string_view version) {
    const std::size_t dot = std::min(version.find('.'), version.size());
    std::string_view number = version.substr(0, dot);
    while (number.size() > 1 && number.front() == '0') number.remove_prefix(1);
    return {number, dot == version.size() ? std::string_view{} : version.substr(dot + 1)};
}

}  // namespace

const char* to_string(UpdateState state) {
    for (const auto& [one, name] : kNames) {
        if (one == state) return name;
    }
    return "none";
}

std::optional<UpdateState> update_state_of(std::string_view text) {
    for (const auto& [one, name] : kNames) {
        if (text == name) return one;
    }
    return std::nullopt;
}

bool is_version(std::string_view text) {
    if (text.empty() || text.size() > kVersionBytesMax) return false;
    if (text.front() == '.' || text.back() == '.') return false;
    if (text.find("..") != std::string_view::npos) return false;
    return text.find_first_not_of("0123456789.") == std::string_view::npos;
}

bool is_newer(std::string_view version, std::string_view than) {
    while (!version.empty() && !than.empty()) {
        const auto [mine, my_rest] = first_number(version);
        const auto [other, other_rest] = first_number(than);
        if (mine.size() != other.size()) return mine.size() > other.size();
        if (mine != other) return mine > other;
        version = my_rest;
        than = other_rest;
    }
    return !version.empty();
}

}  // namespace sunbooth::domain
