// SPDX-License-Identifier: Apache-2.0
#include "sync/base/mutant.h"
#include "sync/center/errand.h"
#include "sync/center/intake/quarantine.h"
#include "sync/center/registry/center.h"
#include "sync/center/retention/schedule.h"
#include "sync/center/verbs.h"

#include <cstdio>

namespace sunbooth::center {
namespace {

/// "gone on 2027-05-26", or when it will be; nothing when no rule takes it.
std::string end_of(const intake::Quarantine& one) {
    if (one.erased_on) return "erased on " + one.erased_on->iso();
    for (const retention::Keep& rule : retention::schedule().rules) {
        if (rule.what != retention::What::Queue) continue;
        const domain::Date since = domain::date_of(one.whole_at.value_or(one.begun_at));
        return "kept until " + since.plus(rule.days).iso();
    }
    return "kept";
}

Status list_quarantines(const std::filesystem::path& folder) {
    Result<store::Database> db = registry::open_center_reader(folder);
    if (!db.ok()) return db.error();
    const auto all = intake::quarantines(db.value());
    if (!all.ok()) return all.error();
    if (all.value().empty()) std::printf("no terminal set a damaged queue aside\n");
    for (const intake::Quarantine& one : all.value()) {
        std::printf("%lld  %s  %s  %llu of %llu bytes, since %s, %s\n",
                    static_cast<long long>(one.id), one.kiosk.c_str(), one.file.c_str(),
                    static_cast<unsigned long long>(one.have),
                    static_cast<unsigned long long>(one.size),
                    domain::date_of(one.begun_at).iso().c_str(), end_of(one).c_str());
    }
    return ok_status();
}

Status run(const QuarantineOptions& options, Errand errand) {
    errand.words["id"] = std::to_string(options.id);
    const Result<ErrandReport> report = run_errand(options.folder, std::move(errand));
    if (!report.ok()) return report.error();
    std::fputs(report.value().out.c_str(), stdout);
    return ok_status();
}

Status write_out(const QuarantineOptions& options, intake::NewFile& file) {
    const Result<registry::Keys> keys = registry::load_keys(options.folder);
    if (!keys.ok()) return keys.error();
    Result<store::Database> db = registry::open_center_reader(options.folder);
    if (!db.ok()) return db.error();
    return intake::write_quarantine(db.value(), keys.value(), options.id, file);
}

/// Nothing leaves the house untold, and nothing is told that did not leave: the journal comes
/// between the last byte and the file's name. The first question also brings the tables of a
/// stopped center up to this version.
Status take_out(const QuarantineOptions& options) {
    const Errand told{.verb = "quarantine take"};
    const bool too_early = mutant("center.told_before_written");
    const Errand asked{.verb = told.verb, .words = {{"only_asks", "yes"}}};
    if (Status there = run(options, too_early ? told : asked); !there.ok()) return there;
    intake::NewFile file(options.to);
    if (Status written = write_out(options, file); !written.ok()) return written;
    if (!too_early) {
        if (Status noted = run(options, told); !noted.ok()) return noted;
    }
    if (Status named = file.publish(); !named.ok()) return named;
    std::printf("%s is written; every form in it is still sealed\n", options.to.c_str());
    return ok_status();
}

}  // namespace

Status take_quarantine(const QuarantineOptions& options) {
    const bool names_one = options.erase || !options.to.empty();
    if (options.id == 0 && !names_one) return list_quarantines(options.folder);
    if (options.id == 0) return invalid_input("--id", "give the number that the list shows");
    if (options.erase && !options.to.empty()) {
        return invalid_input("--erase", "is instead of --to: take it out first");
    }
    if (options.erase) return run(options, {.verb = "quarantine erase"});
    if (options.to.empty()) return invalid_input("--to", "give the file to write it to");
    return take_out(options);
}

}  // namespace sunbooth::center
