// SPDX-License-Identifier: Apache-2.0
#include "sync/center/tickets/merge.h"

#include "sync/base/mutant.h"
#include "sync/center/tickets/event_type.h"

#include <algorithm>
#include <ranges>

namespace sunbooth::center::tickets {
namespace {

constexpr std::string_view kIdOfNumber = "SELECT id FROM ticket WHERE ticket_no = :number";
constexpr std::string_view kMergedInto = R"sql(
    SELECT id FROM ticket WHERE merged_into = :main AND merged_into <> 0 AND state = 'merged'
     ORDER BY id)sql";

Result<std::vector<std::int64_t>> merged_into(store::Database& db, std::int64_t main) {
    store::Statement select = db.prepare(kMergedInto);
    select.bind(":main", main);
    std::vector<std::int64_t> ids;
    while (true) {
        const Result<bool> row = select.step();
        if (!row.ok()) return row.error();
        if (!row.value()) return ids;
        ids.push_back(select.integer(0));
    }
}

/// Whether those that go with a ticket need to hear how it stands.
bool is_told(domain::TicketState state) {
    using enum domain::TicketState;
    return state == Replied || state == NotAccepted || state == Transferred || state == Closed ||
           state == Withdrawn || state == Appealed || state == Archived;
}

/// The deeds by which a ticket came to where it stands, as far as others come there with it: its
/// last answer with its passing, its refusal, its transfer. None: it ended in a way of its own.
Result<std::vector<Event>> shared_deeds(store::Database& db, const Ticket& main) {
    using enum domain::TicketState;
    std::vector<Event> deeds;
    if (main.state == Withdrawn || main.state == Appealed) return deeds;
    auto events = events_of(db, main.id);
    if (!events.ok()) return events.error();
    for (Event& event : std::views::reverse(events.value())) {
        if (event.type == "overturned") return deeds;
        const bool passes = event.type == "approved" && deeds.empty();
        const bool tells =
            event.type == "replied" || event.type == "refused" || event.type == "transferred";
        if (passes || tells) deeds.push_back(std::move(event));
        if (tells) break;
    }
    std::ranges::reverse(deeds);
    return deeds;
}

/// Takes one ticket along to where its main came, or lets it go. Whose deed it was stays so: who
/// wrote the answer must not be the one who asks whether it satisfies.
Status tell_one(store::Database& db, const Ticket& main, std::int64_t id,
                const std::vector<Event>& shared, WallTime now) {
    const Result<Ticket> other = find_any(db, id);
    if (!other.ok()) return other.error();
    // What the center had accepted already is not refused because another was.
    const bool refused = !shared.empty() && shared.front().type == "refused";
    const bool accepted = other.value().course.merged_from == domain::TicketState::Accepted;
    const bool goes_along = !shared.empty() && !(refused && accepted);
    if (!goes_along) {
        const auto freed = step(db, id, {rules::Action::Separate, kByRule, {}}, now);
        if (!freed.ok()) return freed.error();
    } else {
        for (const Event& deed : shared) {
            Fields fields = deed.fields;
            fields["with"] = main.ticket_no;
            const auto taken =
                step(db, id, {*action_of_event(deed.type), deed.by, std::move(fields)}, now);
            if (!taken.ok()) return taken.error();
        }
    }
    return tell_main(db, main.id, rules::Action::Leave, other.value(), now);
}

}  // namespace

Result<Ticket> main_for(store::Database& db, const rules::Viewer& viewer, const Ticket& ticket,
                        const std::string& number) {
    store::Statement select = db.prepare(kIdOfNumber);
    const Result<bool> row = select.bind(":number", number).step();
    if (!row.ok()) return row.error();
    if (!row.value()) return invalid_input("into", "no ticket has this number");
    Result<Ticket> main = find(db, viewer, select.integer(0));
    if (!main.ok()) return invalid_input("into", "no ticket has this number");
    const Ticket& other = main.value();
    if (other.id == ticket.id) return invalid_input("into", "must be another ticket");
    if (other.kind != ticket.kind) return invalid_input("into", "is of another kind");
    if (other.unit != ticket.unit) return invalid_input("into", "is about another unit");
    // Words of a sealed ticket must not be read by those who handle an open one.
    if (other.sealed != ticket.sealed) {
        return invalid_input("into", "one of the two is sealed, the other is not");
    }
    if (!rules::next(other.standing(), rules::Action::Join)) {
        return invalid_input("into", "is at its end, or goes with another itself");
    }
    const bool waits = other.state != domain::TicketState::Replied;
    const domain::Date own = ticket.deadlines.reply_by;
    if (waits && other.deadlines.reply_by > own && !mutant("tickets.merges_into_later")) {
        return invalid_input("into", "is to be answered by " + other.deadlines.reply_by.iso() +
                                         ", this one by " + own.iso() +
                                         ": merge that one into this");
    }
    return main;
}

Status tell_main(store::Database& db, std::int64_t main, rules::Action action, const Ticket& other,
                 WallTime now) {
    const Result<Ticket> told =
        step(db, main, {action, kByRule, {{"ticket_no", other.ticket_no}}}, now);
    if (!told.ok()) return told.error();
    return ok_status();
}

Status tell_merged(store::Database& db, const Ticket& main, WallTime now,
                   std::vector<std::int64_t>& touched) {
    if (!is_told(main.state)) return ok_status();
    const auto ids = merged_into(db, main.id);
    if (!ids.ok()) return ids.error();
    if (ids.value().empty()) return ok_status();
    const auto shared = shared_deeds(db, main);
    if (!shared.ok()) return shared.error();
    for (const std::int64_t id : ids.value()) {
        const Status told = tell_one(db, main, id, shared.value(), now);
        if (!told.ok()) return told;
        if (std::ranges::count(touched, id) == 0) touched.push_back(id);
    }
    return ok_status();
}

}  // namespace sunbooth::center::tickets
