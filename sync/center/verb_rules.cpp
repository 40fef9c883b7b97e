// SPDX-License-Identifier: Apache-2.0
// Calendars and rule profiles, brought in as errands and read at any time; the sample that follows
// from the rules.
#include "sync/center/callbacks/sample.h"
#include "sync/center/errand.h"
#include "sync/center/folder.h"
#include "sync/center/registry/calendar.h"
#include "sync/center/registry/center.h"
#include "sync/center/registry/editions.h"
#include "sync/center/registry/keys.h"
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

Status sample(const SampleOptions& options) {
    Result<store::Database> db = registry::open_center_reader(options.folder);
    if (!db.ok()) return db.error();
    if (const Status loaded = registry::load_editions(db.value()); !loaded.ok()) return loaded;
    const Result<registry::Keys> keys = registry::load_keys(options.folder);
    if (!keys.ok()) return keys.error();
    Result<callbacks::Draw> draw = callbacks::draw_of(db.value(), keys.value(), options.month);
    if (!draw.ok()) return draw.error();
    if (!options.seed.empty()) {
        const auto bytes = from_hex(options.seed);
        const auto seed = bytes ? seal::SecretKey::from(*bytes) : std::nullopt;
        if (!seed) return invalid_input("--seed", "must be 64 hexadecimal digits");
        draw.value().seed = *seed;
    }
    const auto drawn = callbacks::sample_of(db.value(), draw.value());
    if (!drawn.ok()) return drawn.error();
    std::printf("seed %s\n%d %% of %lld bad ratings, %d %% of %lld others: %zu drawn\n",
                to_hex(draw.value().seed.view()).c_str(), draw.value().bad,
                static_cast<long long>(drawn.value().bad), draw.value().rest,
                static_cast<long long>(drawn.value().rest), drawn.value().items.size());
    for (const callbacks::SampleItem& item : drawn.value().items) {
        std::printf("%s  %s  %s  %s  level %d\n", to_hex(item.record.view()).c_str(),
                    item.half_day.c_str(), item.unit.c_str(), item.window.c_str(), item.level);
    }
    return ok_status();
}

}  // namespace sunbooth::center
