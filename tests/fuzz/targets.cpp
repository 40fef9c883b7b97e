// SPDX-License-Identifier: Apache-2.0
#include "tests/fuzz/targets.h"

#include "sync/base/assert.h"
#include "tests/where.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace sunbooth::fuzz {
namespace {

Bytes file(const std::string& path) {
    std::ifstream in(std::filesystem::path(test::source_dir()) / path, std::ios::binary);
    SUNBOOTH_ASSERT(in.good());
    const std::string text((std::istreambuf_iterator<char>(in)), {});
    return to_bytes(text);
}

/// What libFuzzer kept of a target, in the order of names.
std::vector<Bytes> corpus(const std::string& name) {
    const std::filesystem::path folder = std::filesystem::path("tests/fuzz/corpus") / name;
    const std::filesystem::path root = test::source_dir();
    std::vector<std::string> names;
    std::error_code none;
    for (const auto& entry : std::filesystem::directory_iterator(root / folder, none)) {
        names.push_back((folder / entry.path().filename()).string());
    }
    std::sort(names.begin(), names.end());
    std::vector<Bytes> all;
    for (const std::string& one : names) all.push_back(file(one));
    return all;
}

}  // namespace

std::vector<Bytes> files(std::initializer_list<const char*> names) {
    std::vector<Bytes> all;
    for (const char* name : names) all.push_back(file(name));
    return all;
}

std::vector<Target> with_corpus(std::vector<Target> targets) {
    for (Target& target : targets) {
        for (Bytes& found : corpus(target.name)) target.seeds.push_back(std::move(found));
    }
    return targets;
}

std::span<const std::string_view> dictionary() {
    static constexpr std::array<std::string_view, 22> kTokens = {
        "{",          "}",
        "[",          "]",
        "\"",         ":",
        ",",          "null",
        "true",       "1e999",
        "-1",         "\\ud83d",
        "\r\n",       "\"\"",
        "=",          "SBR1",
        "SB1.",       "+08:00",
        "2026-02-30", "\xef\xbb\xbf",
        "\xff",       "99999999999999999999"};
    return kTokens;
}

}  // namespace sunbooth::fuzz
