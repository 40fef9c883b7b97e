// SPDX-License-Identifier: Apache-2.0
#include "sync/center/api/problem_words.h"

#include "problem_words_zh.h"
#include "sync/base/assert.h"

#include <toml++/toml.h>

#include <map>
#include <optional>
#include <vector>

namespace sunbooth::center::api {
namespace {

constexpr std::string_view kHole = "{}";

struct Line {
    std::string en, zh;
};
struct Words {
    std::vector<Line> lines;
    std::map<std::string, std::string> otherwise;
};

Words read_words() {
    Words words;
    const toml::table root = toml::parse(assets::zh_toml);
    for (const toml::node& node : *root["words"].as_array()) {
        const toml::array& pair = *node.as_array();
        words.lines.push_back(
            {pair.get(0)->value_or(std::string()), pair.get(1)->value_or(std::string())});
    }
    for (const auto& [code, zh] : *root["otherwise"].as_table()) {
        words.otherwise[std::string(code.str())] = zh.value_or(std::string());
    }
    SUNBOOTH_ASSERT(!words.lines.empty());  // It is compiled in, and a test reads it.
    return words;
}

const Words& words() {
    static const Words kWords = read_words();
    return kWords;
}

/// What stands in the holes of a line that fits the whole text.
std::optional<std::vector<std::string>> fitted(std::string_view line, std::string_view text) {
    std::vector<std::string> found;
    while (true) {
        const std::size_t hole = line.find(kHole);
        if (hole == std::string_view::npos) {
            if (line != text) return std::nullopt;
            return found;
        }
        if (!text.starts_with(line.substr(0, hole))) return std::nullopt;
        text.remove_prefix(hole);
        line.remove_prefix(hole + kHole.size());
        const std::string_view next = line.substr(0, line.find(kHole));
        // The last hole takes all the rest; one before another ends where its words begin.
        const std::size_t end = next.empty()                 ? text.size()
                                : line.size() == next.size() ? text.rfind(next)
                                                             : text.find(next);
        if (end == std::string_view::npos) return std::nullopt;
        found.emplace_back(text.substr(0, end));
        text.remove_prefix(end);
    }
}

std::string filled(std::string_view line, const std::vector<std::string>& holes) {
    std::string out;
    std::size_t which = 0;
    while (true) {
        const std::size_t hole = line.find(kHole);
        out += line.substr(0, hole);
        if (hole == std::string_view::npos) return out;
        if (which < holes.size()) out += holes[which++];
        line.remove_prefix(hole + kHole.size());
    }
}

/// Without the place in the code that an error came by ("tickets.find: ").
std::string_view without_places(std::string_view detail) {
    constexpr std::string_view kPlace = "abcdefghijklmnopqrstuvwxyz_.";
    while (true) {
        const std::size_t end = detail.find_first_not_of(kPlace);
        if (end == 0 || end == std::string_view::npos) return detail;
        if (!detail.substr(end).starts_with(": ")) return detail;
        detail.remove_prefix(end + 2);
    }
}

std::string found(std::string_view detail) {
    for (const Line& line : words().lines) {
        auto holes = fitted(line.en, detail);
        if (!holes) continue;
        // "line 3: has no day in it": what stands in a hole may be such words itself.
        for (std::string& hole : *holes) {
            if (std::string zh = found(hole); !zh.empty()) hole = std::move(zh);
        }
        return filled(line.zh, *holes);
    }
    return {};
}

}  // namespace

std::string in_chinese(std::string_view detail) {
    const std::string_view plain = without_places(detail);
    std::string zh = found(plain);
    if (!zh.empty()) return zh;
    // A reader of JSON says the field's name first; it stands in the document by itself.
    const std::size_t blank = plain.find(' ');
    return blank == std::string_view::npos ? std::string() : found(plain.substr(blank + 1));
}

std::string in_chinese(const Error& error) {
    std::string zh = in_chinese(std::string_view(error.detail));
    if (!zh.empty()) return zh;
    const auto kind = words().otherwise.find(to_string(error.code));
    return kind == words().otherwise.end() ? "不能办理" : kind->second;
}

}  // namespace sunbooth::center::api
