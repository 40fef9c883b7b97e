// SPDX-License-Identifier: Apache-2.0
#include "sync/center/tickets/worklist.h"

#include "sync/center/registry/calendar.h"
#include "sync/center/tickets/row.h"
#include "sync/center/tickets/stand.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>

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
    "SELECT" SUNBOOTH_TICKET_COLUMNS ", due_on, stand FROM ticket WHERE" lead SUNBOOTH_OPEN
constexpr std::string_view kOpen = SUNBOOTH_WORK("");
constexpr std::string_view kOpenOfHandler = SUNBOOTH_WORK(" handled_by = :handler AND");
constexpr std::string_view kOpenOfUnit = SUNBOOTH_WORK(" unit = :unit AND");
constexpr std::string_view kOpenOfState = SUNBOOTH_WORK(" state = :state AND");
constexpr int kDueOn = 24;  ///< After SUNBOOTH_TICKET_COLUMNS.
constexpr int kStand = 25;

constexpr std::string_view kDueBy =
    "SELECT" SUNBOOTH_TICKET_COLUMNS
    "FROM ticket WHERE due_on <> '' AND due_on <= :until ORDER BY due_on, id";
constexpr std::string_view kWithCenter =
    "SELECT" SUNBOOTH_TICKET_COLUMNS
    "FROM ticket WHERE state IN ('reviewing', 'replied') ORDER BY state, id";

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

/// Whether rows are somebody's next step, by their column alone: of thousands of open tickets few
/// stands differ.
class MineOf {
public:
    explicit MineOf(rules::Role role) : role_(role) {}
    Result<bool> row(const store::Statement& select) {
        std::string text = select.text(kStand);
        if (const auto found = known_.find(text); found != known_.end()) return found->second;
        const Result<Stand> stand = read_stand(text);
        if (!stand.ok()) return stand.error();
        return known_.emplace(std::move(text), is_mine(stand.value(), role_)).first->second;
    }

private:
    rules::Role role_;
    std::map<std::string, bool> known_;
};

}  // namespace

std::optional<View> view_of(std::string_view name) {
    const auto* const found = std::ranges::find(kViews, name, &ViewName::name);
    if (found == kViews.end()) return std::nullopt;
    return found->view;
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
    MineOf mine(viewer.role);
    WorkPage page;
    while (true) {
        const auto row = select.next();
        if (!row.ok()) return row.error().in("tickets.work_list");
        if (row.value() == nullptr) return page;
        if (filter.view == View::Mine) {
            const Result<bool> is = mine.row(*row.value());
            if (!is.ok()) return is.error().in("tickets.work_list");
            if (!is.value()) continue;
        }
        Result<Ticket> ticket = read_ticket(*row.value(), *calendar.value());
        if (!ticket.ok()) return ticket.error().in("tickets.work_list");
        if (!ticket.value().is_seen_by(viewer)) continue;
        if (filter.view == View::Retry && is_tried_now(ticket.value(), filter.now)) continue;
        if (page.items.size() == static_cast<std::size_t>(filter.limit)) {
            page.next = cursor_of(place_of(page.items.back()));
            return page;
        }
        page.items.push_back(std::move(ticket).value());
    }
}

}  // namespace sunbooth::center::tickets
