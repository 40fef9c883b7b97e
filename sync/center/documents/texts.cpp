// SPDX-License-Identifier: Apache-2.0
#include "sync/center/documents/texts.h"

#include "document_texts.h"
#include "sync/base/assert.h"

#include <toml++/toml.h>

#include <array>

namespace sunbooth::center::documents {
namespace {

struct KindName {
    SubjectKind kind;
    const char* name;
};
constexpr std::array kKinds = {
    KindName{SubjectKind::Ticket, "ticket"}, KindName{SubjectKind::Issue, "issue"},
    KindName{SubjectKind::Card, "card"}, KindName{SubjectKind::Month, "month"}};

Error wrong(const std::string& kind, const char* field, const char* why) {
    return invalid_input("document." + kind + "." + field, why);
}

Result<Template> read_one(const toml::table& table) {
    const auto text = [&](const char* name) { return table[name].value_or(std::string()); };
    Template one;
    one.kind = text("kind");
    if (one.kind.empty()) return wrong("?", "kind", "must be given");
    const auto of = subject_kind_of(text("of"));
    if (!of) return wrong(one.kind, "of", "must be ticket, issue, card or month");
    one.of = *of;
    one.after = text("after");
    one.level = text("level");
    if ((*of == SubjectKind::Card) == one.level.empty()) {
        return wrong(one.kind, "level", "belongs to a paper of a card, and to no other");
    }
    if (const toml::array* makers = table["makers"].as_array()) {
        for (const toml::node& maker : *makers) {
            const auto role = rules::role_of(maker.value_or(std::string()));
            if (!role) return wrong(one.kind, "makers", "names no role");
            one.makers.insert(*role);
        }
    }
    if (one.makers.empty()) return wrong(one.kind, "makers", "must name at least one role");
    one.unit_sees = table["unit_sees"].value_or(true);
    one.by_unit = table["by_unit"].value_or(false);
    one.needs_words = table["needs_words"].value_or(false);
    one.basis_zh = text("basis_zh");
    one.basis_en = text("basis_en");
    one.zh = text("zh");
    one.en = text("en");
    if (one.zh.empty() || one.en.empty()) return wrong(one.kind, "zh", "and en must be given");
    return one;
}

/// Fills one line. @return nothing when it names values and all of them are empty.
std::optional<std::string> filled_line(std::string_view line,
                                       const std::map<std::string, std::string>& values) {
    std::string out;
    bool names = false;
    bool has = false;
    std::size_t at = 0;
    while (at < line.size()) {
        const std::size_t open = line.find('{', at);
        const std::size_t close = line.find('}', open);
        if (open == std::string_view::npos || close == std::string_view::npos) break;
        out += line.substr(at, open - at);
        const auto value = values.find(std::string(line.substr(open + 1, close - open - 1)));
        names = true;
        if (value != values.end() && !value->second.empty()) {
            has = true;
            out += value->second;
        }
        at = close + 1;
    }
    out += line.substr(at);
    if (names && !has) return std::nullopt;
    return out;
}

}  // namespace

const char* to_string(SubjectKind kind) {
    for (const KindName& one : kKinds) {
        if (one.kind == kind) return one.name;
    }
    return "";
}

std::optional<SubjectKind> subject_kind_of(std::string_view name) {
    for (const KindName& one : kKinds) {
        if (one.name == name) return one.kind;
    }
    return std::nullopt;
}

Result<std::map<std::string, Template, std::less<>>> read_templates(std::string_view text) {
    std::map<std::string, Template, std::less<>> all;
    try {
        const toml::table root = toml::parse(text);
        const toml::array* list = root["document"].as_array();
        if (list == nullptr) return invalid_input("document", "must be a list of papers");
        for (const toml::node& node : *list) {
            const toml::table* table = node.as_table();
            if (table == nullptr) return invalid_input("document", "must be a list of papers");
            Result<Template> one = read_one(*table);
            if (!one.ok()) return one.error();
            const std::string kind = one.value().kind;
            if (!all.try_emplace(kind, std::move(one).value()).second) {
                return wrong(kind, "kind", "is there twice");
            }
        }
    } catch (const toml::parse_error& failed) {
        return invalid_input("document", std::string(failed.description()));
    }
    return all;
}

const std::map<std::string, Template, std::less<>>& templates() {
    static const auto kTemplates = [] {
        auto read = read_templates(assets::texts_toml);
        SUNBOOTH_ASSERT(read.ok());  // They are compiled in, and a test reads them.
        return std::move(read).value();
    }();
    return kTemplates;
}

std::string filled(std::string_view words, const std::map<std::string, std::string>& values) {
    std::string out;
    while (!words.empty()) {
        const std::size_t end = std::min(words.find('\n'), words.size());
        if (const auto line = filled_line(words.substr(0, end), values)) out += *line + "\n";
        words.remove_prefix(std::min(end + 1, words.size()));
    }
    return out;
}

std::string filled_in(std::string_view words, const std::map<std::string, std::string>& values) {
    return filled_line(words, values).value_or(std::string());
}

}  // namespace sunbooth::center::documents
