// SPDX-License-Identifier: Apache-2.0
#include "sync/center/tickets/worklist.h"

#include "sync/center/registry/calendar.h"
#include "sync/center/tickets/marks.h"
#include "sync/center/tickets/row.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace sunbooth::center::tickets {
namespace {

// Along the index of open tickets by the day on which the next step is due, so that a page costs
// about as many rows as it shows; `due_on` is kept by every step and by every change of the
// calendar.
#define SUNBOOTH_OPEN                                                                   \
    " due_on <> '' AND due_on >= :from AND due_on <= :to"                               \
    " AND (due_on, id) > (:after_due, :after_id)"                                       \
    " AND (:state = '' OR state = :state)"                                              \
    " AND (:kind = 0 OR kind = :kind)"                                                  \
    " AND (:unit = '' OR unit = :unit)"                                                 \
    " AND (:retry = 0 OR (state = 'registered' AND has_contact = 1 AND unreached > 0))" \
    " ORDER BY due_on, id"
#define SUNBOOTH_WORK(lead) \
    "SELECT" SUNBOOTH_TICKET_COLUMNS ", due_on FROM ticket WHERE" lead SUNBOOTH_OPEN
constexpr std::string_view kOpen = SUNBOOTH_WORK("");
constexpr std::string_view kOpenOfHandler = SUNBOOTH_WORK(" handled_by = :handler AND");
constexpr std::string_view kOpenOfUnit = SUNBOOTH_WORK(" unit = :unit AND");
constexpr std::string_view kOpenOfState = SUNBOOTH_WORK(" state = :state AND");
constexpr int kDueOn = 24;  ///< After SUNBOOTH_TICKET_COLUMNS.

constexpr std::string_view kDueBy =
    "SELECT" SUNBOOTH_TICKET_COLUMNS
    "FROM ticket WHERE due_on <> '' AND due_on <= :until ORDER BY due_on, id";
constexpr std::string_view kWithCenter =
    "SELECT" SUNBOOTH_TICKET_COLUMNS
    "FROM ticket WHERE state IN ('reviewing', 'replied') ORDER BY state, id";

// What counts depend on, and no more: neither words nor dates are made.
constexpr std::string_view kStandings = R"sql(
    SELECT state, kind, has_contact, unreached, course, handled_by, profile, filed_on, due_on, unit,
           category
      FROM ticket WHERE due_on <> '')sql";

struct ViewName {
    View view;
    std::string_view name;
};
constexpr std::array kViews = {ViewName{View::Open, "open"}, ViewName{View::Mine, "mine"},
                               ViewName{View::Overdue, "overdue"}, ViewName{View::Soon, "soon"},
                               ViewName{View::Retry, "retry"}};

/// What is due first stands first; what waits for nothing but its closing stands last.
struct Place {
    std::string due;
    std::int64_t id = 0;
};

Place place_of(const Ticket& ticket) {
    return {due_column(ticket), ticket.id};
}

std::string cursor_of(const Place& place) {
    return place.due + "." + std::to_string(place.id);
}

std::optional<Place> place_at(std::string_view cursor) {
    constexpr std::size_t kDateLength = 10;
    if (cursor.size() < kDateLength + 2 || cursor[kDateLength] != '.') return std::nullopt;
    if (!domain::Date::parse(cursor.substr(0, kDateLength)).ok()) return std::nullopt;
    Place place{std::string(cursor.substr(0, kDateLength)), 0};
    const std::string_view digits = cursor.substr(kDateLength + 1);
    const char* end = digits.data() + digits.size();
    const auto id = std::from_chars(digits.data(), end, place.id);
    if (id.ec != std::errc{} || id.ptr != end) return std::nullopt;
    return place;
}

/// What decides whether a ticket is somebody's work.
struct Stand {
    rules::Standing standing;
    bool awaits_callback = false;
    bool has_handler = false;
};
bool is_mine(const Stand& stand, rules::Role role) {
    // A call may be made again and again; it is a next step only where it decides something.
    for (const rules::Action action : rules::allowed(stand.standing, role)) {
        const bool first_call = action == rules::Action::Callback && stand.awaits_callback;
        const bool to_dispatch = action == rules::Action::Dispatch && !stand.has_handler;
        const bool asked = action == rules::Action::Extend && stand.standing.extension_asked;
        if (rules::is_step(action) || first_call || to_dispatch || asked) return true;
    }
    return false;
}
Stand stand_of(const Ticket& ticket) {
    return {ticket.standing(), ticket.awaits_callback(), !ticket.handled_by.empty()};
}

constexpr std::array kOpenStates = {
    domain::TicketState::Registered, domain::TicketState::Verified,
    domain::TicketState::Accepted,   domain::TicketState::NotAccepted,
    domain::TicketState::Replied,    domain::TicketState::NeedInfo,
    domain::TicketState::Reviewing,  domain::TicketState::Appealed,
    domain::TicketState::Rechecking};

/// A standing in which all is possible that its state may ever allow.
bool could_be_mine(domain::TicketState state, rules::Role role) {
    for (const auto kind : {domain::RecordKind::Complaint, domain::RecordKind::Rating}) {
        for (const bool contact : {false, true}) {
            for (const bool handler : {false, true}) {
                rules::Standing standing{state, contact, 0, 0};
                standing.kind = kind;
                standing.has_handler = handler;
                standing.was_heard = standing.may_extend = true;
                standing.extension_asked = true;
                const bool calls = contact && state == domain::TicketState::Registered;
                if (is_mine({standing, calls, handler}, role)) return true;
            }
        }
    }
    return false;
}

/// The states in which this role may have a next step; one in which it never has need not be read.
std::vector<domain::TicketState> states_of(rules::Role role) {
    std::vector<domain::TicketState> states;
    for (const domain::TicketState state : kOpenStates) {
        if (could_be_mine(state, role)) states.push_back(state);
    }
    return states;
}

/// Days within which a view's tickets are due.
struct Range {
    std::string from = "0000-00-00";
    std::string to{kNeverDue};
};
Range range_of(View view, domain::Date today) {
    switch (view) {
        case View::Overdue:
            return {"0000-00-00", today.plus(-1).iso()};
        case View::Soon:
            return {today.iso(), today.plus(kSoonDays).iso()};
        case View::Open:
        case View::Mine:
        case View::Retry:
            return {};
    }
    return {};
}

/// Rows of some statements, each in the order of (due_on, id), as if they were of one.
class Merged {
public:
    void add(store::Statement select) { heads_.push_back({std::move(select), false, {}}); }
    /// The next row, or nothing at the end; good until the next call.
    Result<const store::Statement*> next() {
        Head* first = nullptr;
        for (Head& head : heads_) {
            if (const Status read = fill(head); !read.ok()) return read.error();
            if (head.at_end) continue;
            if (first == nullptr || head.place < first->place) first = &head;
        }
        if (first == nullptr) return static_cast<const store::Statement*>(nullptr);
        first->is_read = false;
        return static_cast<const store::Statement*>(&first->select);
    }

private:
    struct Head {
        store::Statement select;
        bool is_read = false;
        std::pair<std::string, std::int64_t> place;
        bool at_end = false;
    };
    static Status fill(Head& head) {
        if (head.is_read || head.at_end) return ok_status();
        const Result<bool> row = head.select.step();
        if (!row.ok()) return row.error();
        head.at_end = !row.value();
        head.is_read = row.value();
        if (row.value()) head.place = {head.select.text(kDueOn), head.select.integer(0)};
        return ok_status();
    }
    std::vector<Head> heads_;
};

void bind_work(store::Statement& select, const WorkFilter& filter, const Place& after,
               domain::Date today, std::optional<domain::TicketState> state) {
    const Range range = range_of(filter.view, today);
    select.bind(":from", std::max(range.from, after.due))
        .bind(":to", range.to)
        .bind(":after_due", after.due)
        .bind(":after_id", after.id)
        .bind(":state", state ? domain::to_string(*state) : "")
        .bind(":kind", filter.kind ? static_cast<int>(*filter.kind) : 0)
        .bind(":unit", filter.unit)
        .bind(":retry", filter.view == View::Retry ? 1 : 0);
}

/// The states that a list shows, when it shows only some.
std::vector<domain::TicketState> states_in(const rules::Viewer& viewer, const WorkFilter& filter) {
    if (filter.state) return {*filter.state};
    if (filter.view == View::Retry) return {domain::TicketState::Registered};
    return filter.view == View::Mine ? states_of(viewer.role) : std::vector<domain::TicketState>{};
}

/// Along the index that leaves out most; where that is one of states, one walk for each.
Merged select_work(store::Database& db, const rules::Viewer& viewer, const WorkFilter& filter,
                   const Place& after, domain::Date today) {
    Merged merged;
    if (viewer.role == rules::Role::Handler || !filter.unit.empty()) {
        const bool of_unit = viewer.role != rules::Role::Handler;
        store::Statement select = db.prepare(of_unit ? kOpenOfUnit : kOpenOfHandler);
        if (!of_unit) select.bind(":handler", viewer.unit);
        bind_work(select, filter, after, today, filter.state);
        merged.add(std::move(select));
        return merged;
    }
    const auto states = states_in(viewer, filter);
    const bool some = !states.empty() || filter.view == View::Mine;
    if (!some) {
        store::Statement select = db.prepare(kOpen);
        bind_work(select, filter, after, today, {});
        merged.add(std::move(select));
    }
    for (const domain::TicketState state : states) {
        store::Statement select = db.prepare(kOpenOfState);
        bind_work(select, filter, after, today, state);
        merged.add(std::move(select));
    }
    return merged;
}

/// An open ticket as far as counting needs it.
struct Light {
    Stand stand;
    std::string due;
    bool retry = false;
    bool closing = false;
    bool seen = false;
};
Result<Light> read_light(const store::Statement& row, const rules::Viewer& viewer) {
    const auto state = domain::ticket_state_of(row.text(0));
    const auto filed_on = domain::Date::parse(row.text(7));
    Result<rules::Course> course = rules::read_course(row.text(4));
    if (!state || !filed_on.ok() || !course.ok()) {
        return Error{ErrorCode::Corrupt, "a ticket cannot be read", "ticket"};
    }
    const rules::Profile& profile = rules::profile_on(row.text(6), filed_on.value());
    const std::string handler = row.text(5);
    const bool has_contact = row.integer(2) != 0;
    const auto kind = static_cast<domain::RecordKind>(row.integer(1));
    Light light;
    light.stand = {
        rules::standing_of({*state, kind, has_contact, !handler.empty()}, profile, course.value()),
        *state == domain::TicketState::Registered && has_contact, !handler.empty()};
    light.due = row.text(8);
    light.retry = light.stand.awaits_callback && row.integer(3) > 0;
    light.closing =
        *state == domain::TicketState::Replied && has_contact && !light.stand.standing.was_heard;
    const std::string unit = row.text(9);
    const bool sealed = profile.sealed_categories.contains(row.text(10));
    light.seen = rules::may_see(
        viewer, {light.stand.standing.resumes_to.value_or(*state), unit, sealed, handler});
    return light;
}

}  // namespace

std::optional<View> view_of(std::string_view name) {
    const auto* const found = std::ranges::find(kViews, name, &ViewName::name);
    if (found == kViews.end()) return std::nullopt;
    return found->view;
}

Result<std::string> work_mark(store::Database& db) {
    const Result<std::int64_t> place = newest_place(db);
    if (!place.ok()) return place.error();
    store::Statement select = db.prepare("SELECT count(*) FROM due_recount");
    const Result<bool> row = select.step();
    if (!row.ok()) return row.error().in("tickets.work_mark");
    return std::to_string(place.value()) + "." + std::to_string(select.integer(0));
}

Status each_open(store::Database& db, const rules::Viewer& viewer,
                 const std::function<void(Ticket)>& each) {
    const auto calendar = registry::calendar_in_force(db);
    if (!calendar.ok()) return calendar.error();
    Merged select = select_work(db, viewer, {}, {"", 0}, {});
    while (true) {
        const auto row = select.next();
        if (!row.ok()) return row.error();
        if (row.value() == nullptr) return ok_status();
        Result<Ticket> ticket = read_ticket(*row.value(), *calendar.value());
        if (!ticket.ok()) return ticket.error();
        if (ticket.value().is_seen_by(viewer)) each(std::move(ticket).value());
    }
}

namespace {

Status each_row(store::Database& db, store::Statement select,
                const std::function<void(const Ticket&)>& each) {
    const auto calendar = registry::calendar_in_force(db);
    if (!calendar.ok()) return calendar.error();
    while (true) {
        const Result<bool> row = select.step();
        if (!row.ok()) return row.error();
        if (!row.value()) return ok_status();
        const Result<Ticket> ticket = read_ticket(select, *calendar.value());
        if (!ticket.ok()) return ticket.error();
        each(ticket.value());
    }
}

}  // namespace

Status each_due_by(store::Database& db, domain::Date until,
                   const std::function<void(const Ticket&)>& each) {
    store::Statement select = db.prepare(kDueBy);
    select.bind(":until", until.iso());
    return each_row(db, std::move(select), each);
}

Status each_with_center(store::Database& db, const std::function<void(const Ticket&)>& each) {
    return each_row(db, db.prepare(kWithCenter), each);
}

Result<WorkPage> work_list(store::Database& db, const rules::Viewer& viewer,
                           const WorkFilter& filter, domain::Date today) {
    SUNBOOTH_ASSERT(filter.limit >= 1 && filter.limit <= kListMax);
    Place after{"", 0};
    if (!filter.after.empty()) {
        const auto place = place_at(filter.after);
        if (!place) return invalid_input("cursor", "is no cursor of this list");
        after = *place;
    }
    const auto calendar = registry::calendar_in_force(db);
    if (!calendar.ok()) return calendar.error().in("tickets.work_list");
    Merged select = select_work(db, viewer, filter, after, today);
    WorkPage page;
    while (true) {
        const auto row = select.next();
        if (!row.ok()) return row.error().in("tickets.work_list");
        if (row.value() == nullptr) return page;
        Result<Ticket> ticket = read_ticket(*row.value(), *calendar.value());
        if (!ticket.ok()) return ticket.error().in("tickets.work_list");
        if (!ticket.value().is_seen_by(viewer)) continue;
        if (filter.view == View::Mine && !is_mine(stand_of(ticket.value()), viewer.role)) continue;
        if (page.items.size() == static_cast<std::size_t>(filter.limit)) {
            page.next = cursor_of(place_of(page.items.back()));
            return page;
        }
        page.items.push_back(std::move(ticket).value());
    }
}

Result<Workload> workload(store::Database& db, const rules::Viewer& viewer, domain::Date today,
                          std::size_t first_max) {
    Workload load;
    const std::string now = today.iso();
    const std::string soon = today.plus(kSoonDays).iso();
    store::Statement select = db.prepare(kStandings);
    while (true) {
        const Result<bool> row = select.step();
        if (!row.ok()) return row.error().in("tickets.workload");
        if (!row.value()) break;
        const Result<Light> light = read_light(select, viewer);
        if (!light.ok()) return light.error().in("tickets.workload");
        if (!light.value().seen) continue;
        ++load.open;
        load.overdue += light.value().due < now ? 1 : 0;
        load.soon += light.value().due >= now && light.value().due <= soon ? 1 : 0;
        load.retry += light.value().retry ? 1 : 0;
        load.calls += light.value().stand.awaits_callback ? 1 : 0;
        load.closing += light.value().closing ? 1 : 0;
        load.mine += is_mine(light.value().stand, viewer.role) ? 1 : 0;
    }
    if (first_max == 0 || load.mine == 0) return load;
    WorkFilter mine{.view = View::Mine, .limit = static_cast<int>(first_max)};
    auto page = work_list(db, viewer, mine, today);
    if (!page.ok()) return page.error().in("tickets.workload");
    load.first = std::move(page).value().items;
    return load;
}

}  // namespace sunbooth::center::tickets
