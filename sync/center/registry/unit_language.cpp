// SPDX-License-Identifier: Apache-2.0
#include "sync/center/registry/unit_language.h"

#include "sync/center/registry/entry_rows.h"
#include "sync/center/registry/event_chain.h"

namespace sunbooth::center::registry {
namespace {

constexpr std::string_view kSelect =
    "SELECT fields FROM registry_entry WHERE kind = 'unit' AND code = :code";

}  // namespace

Result<domain::Language> unit_language(store::Database& db, const std::string& unit) {
    store::Statement select = db.prepare(kSelect);
    const Result<bool> row = select.bind(":code", unit).step();
    if (!row.ok()) return row.error().in("registry.unit_language");
    if (!row.value()) return domain::Language::Zh;
    const auto fields = read_fields(select.text(0), "registry");
    if (!fields.ok()) return fields.error().in("registry.unit_language");
    return domain::language_of(text_in(fields.value(), "language")).value_or(domain::Language::Zh);
}

}  // namespace sunbooth::center::registry
