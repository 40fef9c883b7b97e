// SPDX-License-Identifier: Apache-2.0
// Calendars and rule profiles, brought in as errands and read at any time.
#include "sync/center/errand.h"
#include "sync/center/folder.h"
#include "sync/center/registry/calendar.h"
#include "sync/center/registry/center.h"
#include "sync/center/registry/editions.h"
#include "sync/center/verbs.h"

#include <cstdio>

namespace sunbooth::center {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kRuleBytesMax = std::size_t{1024} * 1024;

Status run_and_print(const fs::path& folder, Errand errand) {
    const Result<ErrandReport> report = run_errand(folder, std::move(errand));
    if (!report.ok()) return report.error();
    std::fputs(report.value().notes.c_str(), stderr);
    std::fputs(report.value().out.c_str(), stdout);
    return ok_status();
}

Status bring_in(const RuleFileOptions& options, const char* verb) {
    Result<std::string> text = read_file(options.file, "FILE", kRuleBytesMax);
    if (!text.ok()) return text.error();
    return run_and_print(options.folder, {.verb = verb,
                                          .words = {{"file", options.file.string()},
                                                    {"dry_run", options.dry_run ? "yes" : ""}},
                                          .body = std::move(text).value()});
}

std::string on_day(const registry::LayerInForce& one) {
    if (one.edition == 0) return "came along with the program";
    return "edition " + std::to_string(one.edition) + " by " + one.by + " on " +
           domain::date_of(one.at).iso();
}

}  // namespace

Status calendar_import_file(const RuleFileOptions& options) {
    return bring_in(options, "calendar import");
}

Status calendar_withdraw_name(const fs::path& folder, const std::string& name, bool dry_run) {
    return run_and_print(folder, {.verb = "calendar withdraw",
                                  .words = {{"name", name}, {"dry_run", dry_run ? "yes" : ""}}});
}

Status calendar_export(const fs::path& folder, const std::string& name) {
    Result<store::Database> db = registry::open_center_reader(folder);
    if (!db.ok()) return db.error();
    if (name.empty()) {
        const auto whole = registry::whole_calendar(db.value());
        if (!whole.ok()) return whole.error();
        std::fputs(registry::write_ical(whole.value()).c_str(), stdout);
        return ok_status();
    }
    const auto layers = registry::layers_in_force(db.value());
    if (!layers.ok()) return layers.error();
    for (const registry::LayerInForce& one : layers.value()) {
        if (one.layer.name != name) continue;
        std::fputs(registry::write_ical(one.layer).c_str(), stdout);
        return ok_status();
    }
    return Error{ErrorCode::NotFound, "no calendar has this name; see `calendar list`", "--name"};
}

Status calendar_list(const fs::path& folder) {
    Result<store::Database> db = registry::open_center_reader(folder);
    if (!db.ok()) return db.error();
    const auto layers = registry::layers_in_force(db.value());
    if (!layers.ok()) return layers.error();
    for (const registry::LayerInForce& one : layers.value()) {
        std::printf("%s  %s  %zu days  %s\n  %s\n", registry::to_string(one.layer.kind),
                    one.layer.name.c_str(), one.layer.days.size(), on_day(one).c_str(),
                    one.layer.source.c_str());
    }
    return ok_status();
}

Status rules_import_file(const RuleFileOptions& options) {
    return bring_in(options, "rules import");
}

Status rules_list(const fs::path& folder) {
    Result<store::Database> db = registry::open_center_reader(folder);
    if (!db.ok()) return db.error();
    if (const Status loaded = registry::load_editions(db.value()); !loaded.ok()) return loaded;
    for (const rules::Profile* one : rules::editions()) {
        std::printf("%s  from %s  %s\n  %s\n", one->id.c_str(), one->from.iso().c_str(),
                    one->name.c_str(), one->source.c_str());
    }
    return ok_status();
}

}  // namespace sunbooth::center
