// SPDX-License-Identifier: Apache-2.0
// Whatever a request is refused for is said in Chinese too, with its reason and not only its kind:
// the words of every refusal are read out of the sources and held against assets/problems/zh.toml.
#include "sync/center/api/problem_words.h"
#include "sync/center/registry/entries.h"
#include "sync/center/registry/event_chain.h"
#include "sync/center/rules/cards.h"
#include "sync/center/rules/issue_life.h"
#include "sync/center/tickets/event_type.h"
#include "tests/where.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <optional>
#include <regex>
#include <sstream>
#include <string>
#include <vector>

using namespace sunbooth;
namespace fs = std::filesystem;

namespace {

/// Where a place in a source begins to refuse, and which of what stands in its brackets is the why.
struct Opening {
    const char* text;
    std::size_t why;
};
constexpr Opening kOpenings[] = {{"invalid_input(", 1},
                                 {".fail(", 1},
                                 {"ErrorCode::Conflict,", 0},
                                 {"ErrorCode::Forbidden,", 0},
                                 {"ErrorCode::NotFound,", 0},
                                 {"ErrorCode::Unauthorized,", 0},
                                 {"ErrorCode::Refused,", 0},
                                 {"ErrorCode::TooMany,", 0},
                                 {"ErrorCode::InvalidInput,", 0},
                                 {"ErrorCode::Unsupported,", 0},
                                 {"errors.push_back({", 2},
                                 {"keep(report_, {", 2},
                                 {" fail(", 1},
                                 {"return refuse(", 0}};

/// What is said on the command line or in a log and never to who asks over HTTP.
constexpr const char* kNotAsked[] = {"sync/center/http/", "sync/center/registry/keys.cpp",
                                     "sync/center/vault/local_vault.cpp", "sync/wire/problem.cpp",
                                     "sync/wire/provision.cpp"};

/// Takes a source apart at `mark`, outside texts and brackets, up to the bracket that closes it.
std::vector<std::string> parts_of(std::string_view text, char mark) {
    std::vector<std::string> parts(1);
    int depth = 0;
    bool quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (quoted && c == '\\') {
            parts.back() += text.substr(i++, 2);
            continue;
        }
        if (c == '"') quoted = !quoted;
        const bool opens = !quoted && (c == '(' || c == '{' || c == '[');
        const bool closes = !quoted && (c == ')' || c == '}' || c == ']');
        if (closes && depth == 0) return parts;
        depth += opens ? 1 : 0;
        depth -= closes ? 1 : 0;
        if (c == mark && !quoted && depth == 0) {
            parts.emplace_back();
        } else {
            parts.back() += c;
        }
    }
    return parts;
}

/// The text of `"one" "other"` and `std::string("one")`; nothing when it is something else.
std::optional<std::string> literal(std::string_view part) {
    std::string text;
    bool quoted = false;
    bool any = false;
    std::string outside;
    for (std::size_t i = 0; i < part.size(); ++i) {
        const char c = part[i];
        if (c == '"') {
            quoted = !quoted;
            any = true;
        } else if (quoted) {
            text += c == '\\' ? part[++i] : c;
        } else if (c != ' ' && c != '\n') {
            outside += c;
        }
    }
    const bool plain = outside.empty() || outside == "std::string()";
    return any && plain ? std::optional(text) : std::nullopt;
}

/// What an expression says, "7" in the place of what is only known when it runs; nothing when no
/// word of it stands there.
std::optional<std::string> said(std::string_view expression) {
    std::string text;
    bool any = false;
    for (const std::string& part : parts_of(expression, '+')) {
        const auto words = literal(part);
        any = any || words;
        text += words.value_or("7");
    }
    return any ? std::optional(text) : std::nullopt;
}

struct Refusal {
    std::string place, words;
};
void read_refusals(const std::string& name, const std::string& source, std::vector<Refusal>& all) {
    for (const Opening& opening : kOpenings) {
        const std::string_view text = opening.text;
        for (auto at = source.find(text); at != source.npos; at = source.find(text, at + 1)) {
            const auto parts = parts_of(std::string_view(source).substr(at + text.size()), ',');
            if (parts.size() <= opening.why) continue;
            if (const auto words = said(parts[opening.why])) all.push_back({name, *words});
        }
    }
}

/// Whether a line fitted only in part, so that English words stand among the Chinese ones. What one
/// types on the command line stays as it is.
bool is_half_english(const std::string& zh) {
    static const std::regex kPhrase("[a-z]{2,}[,;:]? [a-z]{2,}");
    static const std::regex kTyped("import hall|rules import|sunbooth-center [a-z]+");
    return std::regex_search(std::regex_replace(zh, kTyped, ""), kPhrase);
}

std::vector<Refusal> all_refusals() {
    std::vector<Refusal> all;
    const fs::path root = test::source_dir();
    for (const char* room : {"sync/center", "sync/wire", "sync/domain"}) {
        for (auto entry = fs::recursive_directory_iterator(root / room);
             entry != fs::recursive_directory_iterator(); ++entry) {
            const std::string name = fs::relative(entry->path(), root).generic_string();
            // The verbs and the composition root lie in sync/center itself; the console is no C++.
            if (entry->is_directory() && name == "sync/center/console") {
                entry.disable_recursion_pending();
            }
            if (!name.ends_with(".cpp") || entry->path().parent_path() == root / "sync/center") {
                continue;
            }
            if (std::ranges::any_of(kNotAsked,
                                    [&](const char* one) { return name.starts_with(one); })) {
                continue;
            }
            std::ifstream file(entry->path());
            std::stringstream text;
            text << file.rdbuf();
            read_refusals(name, text.str(), all);
        }
    }
    return all;
}

}  // namespace

TEST_CASE("refusals: every reason that the sources give is said in Chinese too") {
    const auto all = all_refusals();
    CHECK(all.size() > 350);  // They were found at all: 420 when this was written.
    for (const Refusal& one : all) {
        const bool is_frame = one.words.find_first_not_of("7 :") == std::string::npos;
        if (is_frame) continue;  // "<field> <why>": the why is another's words.
        const std::string zh = center::api::in_chinese(one.words);
        CHECK_MESSAGE(!zh.empty(), one.place << ": \"" << one.words << "\" is missing in zh.toml");
        CHECK_MESSAGE(!is_half_english(zh),
                      one.place << ": \"" << one.words << "\" is told as \"" << zh << "\"");
    }
    CHECK(center::api::in_chinese(std::string_view("a reason that nobody gives")).empty());
}

TEST_CASE("refusals: who came second is told in Chinese alone what the first one did") {
    const auto told = [](const std::string& what) {
        return center::api::in_chinese(
            center::registry::came_first("li", what, wall_ms(1'795'600'000'000), 4));
    };
    CHECK(told("accepted") == "li 已先办理“受理”（2026-11-25，第 4 版）：请重新读取");
    std::vector<std::string> deeds = {"registered", "account_made", "account_change",
                                      "account_relate"};
    for (const auto& one : center::tickets::kEventTypes) deeds.emplace_back(one.name);
    using center::rules::IssueAction;
    for (int i = 0; i <= static_cast<int>(IssueAction::Extend); ++i) {
        deeds.emplace_back(center::rules::to_string(static_cast<IssueAction>(i)));
    }
    for (const std::string& deed : deeds) {
        CAPTURE(deed);
        CHECK(told(deed).find(deed) == std::string::npos);
    }
    using center::rules::CardState;
    for (int i = 0; i <= static_cast<int>(CardState::Removed); ++i) {
        const std::string state = center::rules::to_string(static_cast<CardState>(i));
        CAPTURE(state);
        const std::string zh = center::api::in_chinese("li came first: the card is \"" + state +
                                                       "\" since 2026-11-26");
        CHECK(zh.find("已先处理") != std::string::npos);
        CHECK(zh.find(state) == std::string::npos);
    }
    // An account that is called as a deed is keeps its name.
    CHECK(center::api::in_chinese(center::registry::came_first("closed", "closed", {}, 2))
              .starts_with("closed 已先办理“办结”"));
}

TEST_CASE("refusals: what an entry must name is called in Chinese") {
    using center::registry::EntryKind;
    for (int i = 0; i <= static_cast<int>(EntryKind::Monitor); ++i) {
        const std::string kind = center::registry::to_string(static_cast<EntryKind>(i));
        CAPTURE(kind);
        const std::string zh = center::api::in_chinese("names no " + kind + " that is in use");
        CHECK(zh.starts_with("没有正在使用的"));
        CHECK(zh.find(kind) == std::string::npos);
    }
}

TEST_CASE("refusals: every kind of error has Chinese words of its own for what no line fits") {
    for (int code = 0; code <= static_cast<int>(ErrorCode::Internal); ++code) {
        const Error error{static_cast<ErrorCode>(code), "a reason that nobody gives", ""};
        CAPTURE(to_string(error.code));
        const std::string zh = center::api::in_chinese(error);
        CHECK(zh.find_first_not_of("abcdefghijklmnopqrstuvwxyz_") != std::string::npos);
        if (error.code != ErrorCode::Refused) CHECK(zh != "不能办理");
    }
}
