// SPDX-License-Identifier: Apache-2.0
#include "sync/center/errand_quarantine.h"

#include "sync/center/intake/quarantine.h"
#include "sync/center/registry/journal.h"
#include "sync/store/in_transaction.h"

#include <fmt/format.h>

#include <charconv>

namespace sunbooth::center {
namespace {

Result<std::int64_t> id_of(const Errand& errand) {
    const auto found = errand.words.find("id");
    const std::string text = found == errand.words.end() ? std::string() : found->second;
    std::int64_t id = 0;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), id);
    if (failed == std::errc{} && end == text.data() + text.size() && id > 0) return id;
    return invalid_input("--id", "give the number that the list shows");
}

Status note(store::Database& db, const intake::Quarantine& one, const char* what, WallTime now) {
    return registry::note(db, {0,
                               now,
                               registry::kByCommand,
                               what,
                               one.kiosk + " " + one.file,
                               {{"bytes", std::to_string(one.have)}}});
}

}  // namespace

Result<ErrandStep> quarantine_take(Errand errand, const ErrandTools& tools) {
    const Result<std::int64_t> id = id_of(errand);
    if (!id.ok()) return id.error();
    const bool only_asks = errand.words.contains("only_asks");
    return ErrandStep(
        [id = id.value(), only_asks, &tools](store::Database& db) -> Result<ErrandReport> {
            const auto one = intake::quarantine_of(db, id);
            if (!one.ok()) return one.error();
            if (one.value().erased_on) return intake::already_erased(one.value());
            if (only_asks) return ErrandReport{};
            const Status noted = store::in_transaction(
                db, [&] { return note(db, one.value(), "quarantine_taken", tools.clock.wall()); });
            if (!noted.ok()) return noted.error();
            return ErrandReport{};
        });
}

Result<ErrandStep> quarantine_erase(Errand errand, const ErrandTools& tools) {
    const Result<std::int64_t> id = id_of(errand);
    if (!id.ok()) return id.error();
    return ErrandStep([id = id.value(), &tools](store::Database& db) -> Result<ErrandReport> {
        const auto one = intake::quarantine_of(db, id);
        if (!one.ok()) return one.error();
        const WallTime now = tools.clock.wall();
        const Status gone = store::in_transaction(db, [&] {
            const Status erased = intake::erase_quarantine(db, id, domain::date_of(now));
            return erased.ok() ? note(db, one.value(), "quarantine_erased", now) : erased;
        });
        if (!gone.ok()) return gone.error();
        // The log would keep the pages as they were.
        if (Status folded = db.checkpoint(); !folded.ok()) return folded.error();
        return ErrandReport{
            fmt::format("{} of {} is erased; the row stays\n", one.value().file, one.value().kiosk),
            ""};
    });
}

}  // namespace sunbooth::center
