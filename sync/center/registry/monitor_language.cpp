// SPDX-License-Identifier: Apache-2.0
#include "sync/center/registry/monitor_language.h"

namespace sunbooth::center::registry {
namespace {

constexpr std::string_view kSelect = "SELECT code, language FROM monitor";
constexpr std::string_view kSelectOne = "SELECT language FROM monitor WHERE code = :code";
constexpr std::string_view kSet = "UPDATE monitor SET language = :tag WHERE code = :code";

}  // namespace

Result<std::map<std::string, domain::Language>> monitor_languages(store::Database& db) {
    store::Statement select = db.prepare(kSelect);
    std::map<std::string, domain::Language> languages;
    while (true) {
        const Result<bool> row = select.step();
        if (!row.ok()) return row.error().in("registry.monitor_languages");
        if (!row.value()) return languages;
        languages[select.text(0)] =
            domain::language_of(select.text(1)).value_or(domain::Language::Zh);
    }
}

Result<std::string> monitor_language(store::Database& db, const std::string& code) {
    store::Statement select = db.prepare(kSelectOne);
    const Result<bool> row = select.bind(":code", code).step();
    if (!row.ok()) return row.error().in("registry.monitor_language");
    return row.value() ? select.text(0) : std::string();
}

Status set_monitor_language(store::Database& db, const std::string& code, const std::string& tag) {
    if (tag.empty()) return ok_status();
    if (!domain::language_of(tag)) {
        return invalid_input("fields.language", "must be zh-CN, en or ug");
    }
    store::Statement update = db.prepare(kSet);
    const Status set = update.bind(":code", code).bind(":tag", tag).run();
    return set.ok() ? set : Status(set.error().in("registry.set_monitor_language"));
}

}  // namespace sunbooth::center::registry
