// SPDX-License-Identifier: Apache-2.0
// Terminals that are not heard while the hall is open: a duty of the center's own, told as every
// other one, and settled when the terminal is heard again.
#include "sync/base/mutant.h"
#include "sync/center/fleet/kiosks.h"
#include "sync/center/registry/hall.h"
#include "sync/center/supervision/cards.h"
#include "sync/center/supervision/sweep.h"

#include <set>

namespace sunbooth::center::supervision {
namespace {

/// A hall that switches its terminals off at night is told of none before they had time to start.
bool was_open_long_enough(const domain::Hall& hall, WallTime now) {
    const auto open = [&hall](WallTime at) {
        return hall.is_open(domain::date_of(at), domain::minute_of_day(at));
    };
    return open(now) && open(now - fleet::kSilentAfter);
}

Due silence_of(const fleet::Standing& kiosk) {
    const domain::Date since = domain::date_of(*kiosk.seen_at);
    Due due;
    due.subject = rules::Subject::Duty;
    due.about = kiosk.name + " " + since.iso();
    due.clock = kSilence;
    due.level = rules::Level::Warning;
    due.due_on = since;
    return due;
}

}  // namespace

Result<Findings> judge_kiosks(store::Database& db, WallTime now) {
    const auto hall = registry::hall_in_force(db);
    if (!hall.ok()) return hall.error().in("supervision.judge_kiosks");
    const auto kiosks = fleet::standings(db);
    if (!kiosks.ok()) return kiosks.error().in("supervision.judge_kiosks");
    const bool tells = was_open_long_enough(*hall.value(), now) ||
                       mutant("supervision.kiosks_are_told_of_at_night");
    Findings found;
    std::set<std::string> silent;
    for (const fleet::Standing& kiosk : kiosks.value()) {
        ++found.looked_at;
        if (fleet::health_of(kiosk, now) != fleet::Health::Silent) continue;
        const Due due = silence_of(kiosk);
        silent.insert(due.about);
        if (!tells) continue;
        if (const Status kept = keep_if_higher(db, due, found); !kept.ok()) return kept.error();
    }
    const auto cards = unsettled(db, rules::Subject::Duty);
    if (!cards.ok()) return cards.error().in("supervision.judge_kiosks");
    for (const Unsettled& card : cards.value()) {
        const bool over = card.clock == kSilence && !silent.contains(card.about);
        if (over) found.settled.push_back(card.id);
    }
    return found;
}

}  // namespace sunbooth::center::supervision
