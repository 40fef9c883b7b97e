// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/result.h"
#include "sync/center/rules/life.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace sunbooth::center::documents {

enum class SubjectKind { Ticket, Issue, Card, Month };
const char* to_string(SubjectKind kind);  ///< "ticket" ..; stored: never rename.
std::optional<SubjectKind> subject_kind_of(std::string_view name);

/// One kind of paper.
struct Template {
    std::string kind;
    SubjectKind of = SubjectKind::Ticket;
    std::string after;  ///< Type of the event that must have been; empty: none.
    std::string level;  ///< Of a card: the only one that it fits.
    std::set<rules::Role> makers;
    bool unit_sees = true;     ///< Whether the unit that has the ticket may read it.
    bool by_unit = false;      ///< The unit writes and signs it; the center gets it.
    bool needs_words = false;  ///< Without words of its maker it would say nothing.
    std::string basis_zh, basis_en;
    std::string zh, en;
};

/// The words that come along, by kind; parsed once. Any thread.
const std::map<std::string, Template, std::less<>>& templates();
/// @return InvalidInput naming the paper and the field.
Result<std::map<std::string, Template, std::less<>>> read_templates(std::string_view toml);

/// Puts values in; a line whose every value is empty is left out.
std::string filled(std::string_view words, const std::map<std::string, std::string>& values);
/// The same for words of one line, which has no end.
std::string filled_in(std::string_view words, const std::map<std::string, std::string>& values);

}  // namespace sunbooth::center::documents
