// SPDX-License-Identifier: Apache-2.0
#include "sync/center/documents/words.h"

#include "document_words.h"
#include "sync/base/assert.h"
#include "sync/center/documents/texts.h"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <map>
#include <utility>

namespace sunbooth::center::documents {
namespace {

using Values = std::map<std::string, std::string>;

Both filled_both(const Both& words, const Values& values) {
    return {filled_in(words.zh, values), filled_in(words.en, values)};
}

const Words& all_words() {
    static const Words kWords = [] {
        auto read = read_words(assets::words_toml);
        SUNBOOTH_ASSERT(read.ok());  // They are compiled in, and a test reads them.
        return std::move(read).value();
    }();
    return kWords;
}

}  // namespace

Result<Words> read_words(std::string_view toml) {
    Words words;
    try {
        for (const auto& [table, node] : toml::parse(toml)) {
            const toml::table* names = node.as_table();
            if (names == nullptr)
                return invalid_input(std::string(table), "must be a table of words");
            for (const auto& [name, value] : *names) {
                const std::string path = std::string(table) + "." + std::string(name);
                const toml::node_view<const toml::node> both(value);
                Both one{both["zh"].value_or(std::string()), both["en"].value_or(std::string())};
                if (one.zh.empty() || one.en.empty()) {
                    return invalid_input(path, "must be said in zh and en");
                }
                words[path] = std::move(one);
            }
        }
    } catch (const toml::parse_error& failed) {
        return invalid_input("words", std::string(failed.description()));
    }
    return words;
}

const Both& word(std::string_view name) {
    const auto found = all_words().find(name);
    SUNBOOTH_ASSERT(found != all_words().end());
    return found->second;
}

Both word_or_code(std::string_view table, const std::string& code) {
    const auto found = all_words().find(std::string(table) + "." + code);
    return found == all_words().end() ? Both{code, code} : found->second;
}

Both word_of(std::string_view name, std::int64_t n) {
    return filled_both(word(name), {{"n", std::to_string(n)}});
}

Both word_of(std::string_view name, domain::Date day) {
    return filled_both(word(name), {{"y", std::to_string(day.year())},
                                    {"m", std::to_string(day.month())},
                                    {"mm", fmt::format("{:02}", day.month())},
                                    {"d", std::to_string(day.day())},
                                    {"dd", fmt::format("{:02}", day.day())}});
}

}  // namespace sunbooth::center::documents
