// SPDX-License-Identifier: Apache-2.0
#include "sync/center/intake/quarantine.h"
#include "sync/center/registry/center.h"
#include "sync/center/verbs.h"
#include "sync/domain/date.h"

#include <cstdio>

namespace sunbooth::center {
namespace {

Status list_quarantines(const std::filesystem::path& folder) {
    Result<store::Database> db = registry::open_center_reader(folder);
    if (!db.ok()) return db.error();
    const auto all = intake::quarantines(db.value());
    if (!all.ok()) return all.error();
    if (all.value().empty()) std::printf("no terminal set a damaged queue aside\n");
    for (const intake::Quarantine& one : all.value()) {
        std::printf("%lld  %s  %s  %llu of %llu bytes, since %s\n", static_cast<long long>(one.id),
                    one.kiosk.c_str(), one.file.c_str(), static_cast<unsigned long long>(one.have),
                    static_cast<unsigned long long>(one.size),
                    domain::date_of(one.begun_at).iso().c_str());
    }
    return ok_status();
}

}  // namespace

Status take_quarantine(const QuarantineOptions& options) {
    if (options.id == 0 && options.to.empty()) return list_quarantines(options.folder);
    if (options.id == 0) return invalid_input("--id", "give the number that the list shows");
    if (options.to.empty()) return invalid_input("--to", "give the file to write it to");
    const Result<registry::Keys> keys = registry::load_keys(options.folder);
    if (!keys.ok()) return keys.error();
    Result<store::Database> db = registry::open_center_reader(options.folder);
    if (!db.ok()) return db.error();
    const Status written =
        intake::write_quarantine(db.value(), keys.value(), options.id, options.to);
    if (!written.ok()) return written;
    std::printf("%s is written; every form in it is still sealed\n", options.to.c_str());
    return ok_status();
}

}  // namespace sunbooth::center
