// SPDX-License-Identifier: Apache-2.0
#include "sync/center/verb_parked.h"

#include "sync/center/intake/parked.h"
#include "sync/center/registry/center.h"

#include <cstdio>

namespace sunbooth::center {
namespace {

constexpr int kShown = 1000;

}  // namespace

Status list_parked(const std::filesystem::path& folder) {
    Result<store::Database> db = registry::open_center_reader(folder);
    if (!db.ok()) return db.error();
    const auto lines = intake::parked(db.value(), {.limit = kShown});
    if (!lines.ok()) return lines.error();
    if (lines.value().items.empty()) std::printf("no record is parked\n");
    for (const intake::ParkedLine& line : lines.value().items) {
        const bool conflict = line.parking.verdict == wire::Verdict::Conflict;
        const std::string end = line.erased_on ? ", erased on " + line.erased_on->iso() : "";
        std::printf("%lld  %s, number %llu: %s %s, since %s%s\n", static_cast<long long>(line.id),
                    line.kiosk.c_str(), static_cast<unsigned long long>(line.seq),
                    conflict ? "conflict" : "refused", line.parking.reason.c_str(),
                    line.parked_on.iso().c_str(), end.c_str());
    }
    return ok_status();
}

}  // namespace sunbooth::center
