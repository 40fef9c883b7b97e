// SPDX-License-Identifier: Apache-2.0
#include "sync/center/tickets/worklist.h"

#include "sync/center/registry/hall.h"
#include "sync/center/tickets/row.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace sunbooth::center::tickets {
namespace {

// One state at a time, so that each runs along the index by state and its rows come by id.
constexpr std::string_view kSelectOfState = "SELECT" SUNBOOTH_TICKET_COLUMNS R"sql(
      FROM ticket
     WHERE state = :state
     ORDER BY id)sql";

constexpr std::array kOpenStates = {
    domain::TicketState::Registered,  domain::TicketState::Verified, domain::TicketState::Accepted,
    domain::TicketState::NotAccepted, domain::TicketState::Replied,  domain::TicketState::NeedInfo};

struct ViewName {
    View view;
    std::string_view name;
};
constexpr std::array kViews = {ViewName{View::Open, "open"}, ViewName{View::Mine, "mine"},
                               ViewName{View::Overdue, "overdue"}, ViewName{View::Soon, "soon"},
                               ViewName{View::Retry, "retry"}};

/// What is due first stands first; what waits for nothing but its closing stands last.
struct Place {
    domain::Date due;
    std::int64_t id = 0;
    auto operator<=>(const Place&) const = default;
};
constexpr domain::Date kNever{10'000'000};

Place place_of(const Ticket& ticket) {
    return {rules::due_on(ticket.state, ticket.deadlines).value_or(kNever), ticket.id};
}

std::string cursor_of(const Place& place) {
    return std::to_string(place.due.days) + "." + std::to_string(place.id);
}

std::optional<Place> place_at(std::string_view cursor) {
    Place place;
    const char* end = cursor.data() + cursor.size();
    const auto day = std::from_chars(cursor.data(), end, place.due.days);
    if (day.ec != std::errc{} || day.ptr == end || *day.ptr != '.') return std::nullopt;
    const auto id = std::from_chars(day.ptr + 1, end, place.id);
    if (id.ec != std::errc{} || id.ptr != end) return std::nullopt;
    return place;
}

bool is_late(const Ticket& ticket, domain::Date today) {
    return rules::is_overdue(ticket.state, ticket.deadlines, today);
}

bool is_soon(const Ticket& ticket, domain::Date today) {
    const auto due = rules::due_on(ticket.state, ticket.deadlines);
    return due && *due >= today && *due <= today.plus(kSoonDays);
}

bool is_mine(const Ticket& ticket, rules::Role role) {
    // A call may be made again and again; it is a next step only where it decides something.
    for (const rules::Action action : rules::allowed(ticket.standing(), role)) {
        const bool first_call = action == rules::Action::Callback && ticket.awaits_callback();
        const bool to_dispatch = action == rules::Action::Dispatch && ticket.handled_by.empty();
        if (rules::is_step(action) || first_call || to_dispatch) return true;
    }
    return false;
}

bool is_retry(const Ticket& ticket) {
    return ticket.awaits_callback() && ticket.unreached > 0;
}

bool is_in(const Ticket& ticket, View view, rules::Role role, domain::Date today) {
    switch (view) {
        case View::Open:
            return true;
        case View::Mine:
            return is_mine(ticket, role);
        case View::Overdue:
            return is_late(ticket, today);
        case View::Soon:
            return is_soon(ticket, today);
        case View::Retry:
            return is_retry(ticket);
    }
    return false;
}

/// Keeps the `max` that are due first, in order.
class First {
public:
    explicit First(std::size_t max) : max_(max) {}
    void take(Ticket ticket) {
        const Place place = place_of(ticket);
        const auto at = std::ranges::upper_bound(places_, place);
        const auto index = at - places_.begin();
        if (static_cast<std::size_t>(index) >= max_) return;
        places_.insert(at, place);
        tickets_.insert(tickets_.begin() + index, std::move(ticket));
        if (places_.size() > max_) {
            places_.pop_back();
            tickets_.pop_back();
        }
    }
    std::vector<Ticket>& tickets() { return tickets_; }

private:
    std::size_t max_;
    std::vector<Place> places_;  ///< Of `tickets_`, side by side.
    std::vector<Ticket> tickets_;
};

}  // namespace

std::optional<View> view_of(std::string_view name) {
    const auto* const found = std::ranges::find(kViews, name, &ViewName::name);
    if (found == kViews.end()) return std::nullopt;
    return found->view;
}

Status each_open(store::Database& db, const rules::Viewer& viewer,
                 const std::function<void(Ticket)>& each) {
    const auto hall = registry::hall_in_force(db);
    if (!hall.ok()) return hall.error();
    for (const domain::TicketState state : kOpenStates) {
        store::Statement select = db.prepare(kSelectOfState);
        select.bind(":state", domain::to_string(state));
        while (true) {
            const Result<bool> row = select.step();
            if (!row.ok()) return row.error();
            if (!row.value()) break;
            Result<Ticket> ticket = read_ticket(select, hall.value()->calendar);
            if (!ticket.ok()) return ticket.error();
            if (ticket.value().is_seen_by(viewer)) each(std::move(ticket).value());
        }
    }
    return ok_status();
}

Result<WorkPage> work_list(store::Database& db, const rules::Viewer& viewer,
                           const WorkFilter& filter, domain::Date today) {
    SUNBOOTH_ASSERT(filter.limit >= 1 && filter.limit <= kListMax);
    std::optional<Place> after;
    if (!filter.after.empty()) {
        after = place_at(filter.after);
        if (!after) return invalid_input("cursor", "is no cursor of this list");
    }
    const auto limit = static_cast<std::size_t>(filter.limit);
    First first(limit + 1);
    const Status read = each_open(db, viewer, [&](Ticket ticket) {
        if (!is_in(ticket, filter.view, viewer.role, today)) return;
        if (filter.state && ticket.state != *filter.state) return;
        if (filter.kind && ticket.kind != *filter.kind) return;
        if (!filter.unit.empty() && ticket.unit != filter.unit) return;
        if (after && place_of(ticket) <= *after) return;
        first.take(std::move(ticket));
    });
    if (!read.ok()) return read.error().in("tickets.work_list");
    WorkPage page{std::move(first.tickets()), {}};
    if (page.items.size() > limit) {
        page.items.pop_back();
        page.next = cursor_of(place_of(page.items.back()));
    }
    return page;
}

Result<Workload> workload(store::Database& db, const rules::Viewer& viewer, domain::Date today,
                          std::size_t first_max) {
    Workload load;
    First first(first_max);
    const Status read = each_open(db, viewer, [&](Ticket ticket) {
        ++load.open;
        load.overdue += is_late(ticket, today) ? 1 : 0;
        load.soon += is_soon(ticket, today) ? 1 : 0;
        load.retry += is_retry(ticket) ? 1 : 0;
        load.calls += ticket.awaits_callback() ? 1 : 0;
        if (!is_mine(ticket, viewer.role)) return;
        ++load.mine;
        first.take(std::move(ticket));
    });
    if (!read.ok()) return read.error().in("tickets.workload");
    load.first = std::move(first.tickets());
    return load;
}

}  // namespace sunbooth::center::tickets
