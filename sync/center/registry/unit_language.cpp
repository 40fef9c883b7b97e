// SPDX-License-Identifier: Apache-2.0
#include "sync/center/registry/unit_language.h"

#include "sync/center/registry/entry_rows.h"
#include "sync/center/registry/event_chain.h"

namespace sunbooth::center::registry {
namespace {

constexpr std::string_view kSelect =
    "SELECT fields FROM registry_entry WHERE kind = 'unit' AND code = :code";

/// Empty for a unit that nobody edited here.
Result<std::string> field_of(store::Database& db, const std::string& unit, const char* field) {
    store::Statement select = db.prepare(kSelect);
    const Result<bool> row = select.bind(":code", unit).step();
    if (!row.ok()) return row.error();
    if (!row.value()) return std::string();
    const auto fields = read_fields(select.text(0), "registry");
    if (!fields.ok()) return fields.error();
    return text_in(fields.value(), field);
}

}  // namespace

Result<domain::Language> unit_language(store::Database& db, const std::string& unit) {
    const Result<std::string> language = field_of(db, unit, "language");
    if (!language.ok()) return language.error().in("registry.unit_language");
    return domain::language_of(language.value()).value_or(domain::Language::Zh);
}

Result<std::string> unit_superior(store::Database& db, const std::string& unit) {
    const Result<std::string> superior = field_of(db, unit, "superior");
    if (!superior.ok()) return superior.error().in("registry.unit_superior");
    return superior;
}

}  // namespace sunbooth::center::registry
