// SPDX-License-Identifier: Apache-2.0
#include "sync/center/tickets/worklist.h"

#include "sync/center/registry/calendar.h"
#include "sync/center/tickets/asked.h"
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
#define SUNBOOTH_FITS                                                        \
    " AND due_on <> '' AND due_on >= :from AND due_on <= :to" SUNBOOTH_ASKED \
    " AND (:retry = 0 OR (state = 'registered' AND has_contact = 1 AND unreached > 0))"
#define SUNBOOTH_WORK(lead, place, order)                                      \
    "SELECT" SUNBOOTH_TICKET_COLUMNS ", due_on, stand FROM ticket WHERE " lead \
    " AND (due_on, id) " place " (:after_due, :after_id)" SUNBOOTH_FITS " ORDER BY " order
struct BothWays {
    std::string_view soonest, latest;
};
#define SUNBOOTH_BOTH(lead) \
    { SUNBOOTH_WORK(lead, ">", "due_on, id"), SUNBOOTH_WORK(lead, "<", "due_on DESC, id DESC") }
constexpr BothWays kOpen = SUNBOOTH_BOTH("1");
constexpr BothWays kOpenOfHandler = SUNBOOTH_BOTH("handled_by = :handler");
constexpr BothWays kOpenOfUnit = SUNBOOTH_BOTH("unit = :unit");
constexpr BothWays kOpenOfWindow = SUNBOOTH_BOTH("window = :window");
constexpr BothWays kOpenOfTopic = SUNBOOTH_BOTH("topic = :topic");
constexpr BothWays kOpenOfState = SUNBOOTH_BOTH("state = :state");
constexpr int kUnit = 4;
constexpr int kHandledBy = 18;
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

/// Rows of some statements, each in the order of (due_on, id) or against it, as if they were of
/// one.
class Merged {
public:
    explicit Merged(bool latest_first) : latest_first_(latest_first) {}
    void add(store::Statement select) { heads_.push_back({std::move(select), false, {}}); }
    /// The next row, or nothing at the end; good until the next call.
    Result<const store::Statement*> next() {
        Head* first = nullptr;
        for (Head& head : heads_) {
            if (const Status read = fill(head); !read.ok()) return read.error();
            if (head.at_end) continue;
            if (first == nullptr || is_before(head, *first)) first = &head;
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
    bool is_before(const Head& one, const Head& other) const {
        return latest_first_ ? other.place < one.place : one.place < other.place;
    }
    static Status fill(Head& head) {
        if (head.is_read || head.at_end) return ok_status();
        const Result<bool> row = head.select.step();
        if (!row.ok()) return row.error();
        head.at_end = !row.value();
        head.is_read = row.value();
        if (row.value()) head.place = {head.select.text(kDueOn), head.select.integer(0)};
        return ok_status();
    }
    bool latest_first_;
    std::vector<Head> heads_;
};

/// Where to walk along the open tickets, and which way.
struct Way {
    Place after;
    bool latest_first = false;
};

void bind_work(store::Statement& select, const WorkFilter& filter, const Way& way,
               domain::Date today, std::optional<domain::TicketState> state) {
    const Range range = range_of(filter.view, today);
    bind_asked(select, filter, state)
        .bind(":from", way.latest_first ? range.from : std::max(range.from, way.after.due))
        .bind(":to", way.latest_first ? std::min(range.to, way.after.due) : range.to)
        .bind(":after_due", way.after.due)
        .bind(":after_id", way.after.id)
        .bind(":retry", filter.view == View::Retry ? 1 : 0);
}

/// The states that a list shows, when it shows only some.
std::vector<domain::TicketState> states_in(const rules::Viewer& viewer, const WorkFilter& filter) {
    if (filter.state) return {*filter.state};
    if (filter.view == View::Retry) return {domain::TicketState::Registered};
    return filter.view == View::Mine ? states_of(viewer.role) : std::vector<domain::TicketState>{};
}

/// The index that leaves out most, unless it is that of states.
const BothWays* walk_of(const WorkFilter& filter) {
    if (!filter.handler.empty()) return &kOpenOfHandler;
    if (!filter.window.empty()) return &kOpenOfWindow;
    if (!filter.unit.empty()) return &kOpenOfUnit;
    return filter.topic.empty() ? nullptr : &kOpenOfTopic;
}

/// Along the index that leaves out most; where that is one of states, one walk for each.
Merged select_work(store::Database& db, const rules::Viewer& viewer, const WorkFilter& asked,
                   const Way& way, domain::Date today) {
    const WorkFilter filter = narrowed(asked, viewer);
    Merged merged(way.latest_first);
    const auto add = [&](const BothWays& walk, std::optional<domain::TicketState> state) {
        store::Statement select = db.prepare(way.latest_first ? walk.latest : walk.soonest);
        bind_work(select, filter, way, today, state);
        merged.add(std::move(select));
    };
    if (const BothWays* const walk = walk_of(filter)) {
        add(*walk, filter.state);
        return merged;
    }
    const auto states = states_in(viewer, filter);
    if (states.empty() && filter.view != View::Mine) add(kOpen, {});
    for (const domain::TicketState state : states) add(kOpenOfState, state);
    return merged;
}

/// Whether a row is on a list, by its columns alone: of thousands of open tickets few stands
/// differ, and only what was called in vain is read whole.
class Judge {
public:
    Judge(const rules::Viewer& viewer, const WorkFilter& filter)
        : viewer_(viewer), filter_(filter) {}
    Result<bool> is_mine(const store::Statement& select) {
        const Result<const Known*> known = known_of(select.text(kStand));
        if (!known.ok()) return known.error();
        return known.value()->mine;
    }
    Result<bool> row(const store::Statement& select) {
        const Result<const Known*> known = known_of(select.text(kStand));
        if (!known.ok()) return known.error();
        if (filter_.view == View::Mine && !known.value()->mine) return false;
        const Stand& stand = known.value()->stand;
        if (!is_seen_by(viewer_, stand, select.text(kUnit), select.text(kHandledBy))) return false;
        if (filter_.view != View::Retry) return true;
        const Result<Ticket> ticket = read_undated(select);
        if (!ticket.ok()) return ticket.error();
        return !is_tried_now(ticket.value(), filter_.now);
    }

private:
    struct Known {
        Stand stand;
        bool mine = false;
    };
    Result<const Known*> known_of(std::string text) {
        if (const auto found = known_.find(text); found != known_.end()) return &found->second;
        const Result<Stand> stand = read_stand(text);
        if (!stand.ok()) return stand.error();
        const Known known{stand.value(), tickets::is_mine(stand.value(), viewer_.role)};
        return &known_.emplace(std::move(text), known).first->second;
    }
    const rules::Viewer& viewer_;
    const WorkFilter& filter_;
    std::map<std::string, Known> known_;
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
    Merged select = select_work(db, viewer, {}, {}, {});
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

namespace {

/// Takes rows of a walk into a page. @return whether it is full and others follow.
class Filler {
public:
    Filler(const domain::WorkingCalendar& calendar, const rules::Viewer& viewer,
           const WorkFilter& filter)
        : calendar_(calendar), viewer_(viewer), filter_(filter), judge_(viewer, filter) {}
    Result<bool> take(Merged select) {
        while (true) {
            const auto row = select.next();
            if (!row.ok()) return row.error();
            if (row.value() == nullptr) return false;
            if (filter_.view == View::Mine) {
                const Result<bool> is = judge_.is_mine(*row.value());
                if (!is.ok()) return is.error();
                if (!is.value()) continue;
            }
            Result<Ticket> ticket = read_ticket(*row.value(), calendar_);
            if (!ticket.ok()) return ticket.error();
            if (!ticket.value().is_seen_by(viewer_)) continue;
            if (filter_.view == View::Retry && is_tried_now(ticket.value(), filter_.now)) continue;
            if (page.items.size() == static_cast<std::size_t>(filter_.limit)) return true;
            page.items.push_back(std::move(ticket).value());
        }
    }
    WorkPage page;

private:
    const domain::WorkingCalendar& calendar_;
    const rules::Viewer& viewer_;
    const WorkFilter& filter_;
    Judge judge_;
};

/// The walks that a list is made of, one after the other, from a place on. The latest first: what
/// waits for nothing stands behind what has a day.
std::vector<Way> ways_of(const WorkFilter& filter, const std::optional<Place>& after) {
    if (!filter.latest_first) return {{after.value_or(Place{})}};
    const Place undated{std::string(kNeverDue), 0};
    if (after && after->due == kNeverDue) return {{*after}};
    return {{after.value_or(undated), true}, {undated}};
}

}  // namespace

Result<WorkPage> work_list(store::Database& db, const rules::Viewer& viewer,
                           const WorkFilter& filter, domain::Date today) {
    SUNBOOTH_ASSERT(filter.limit >= 1 && filter.limit <= kListMax);
    std::optional<Place> after;
    if (!filter.after.empty()) {
        after = place_at(filter.after);
        if (!after) return invalid_input("cursor", "is no cursor of this list");
    }
    const auto calendar = registry::calendar_in_force(db);
    if (!calendar.ok()) return calendar.error().in("tickets.work_list");
    Filler filler(*calendar.value(), viewer, filter);
    for (const Way& way : ways_of(filter, after)) {
        const Result<bool> full = filler.take(select_work(db, viewer, filter, way, today));
        if (!full.ok()) return full.error().in("tickets.work_list");
        if (!full.value()) continue;
        filler.page.next = cursor_of(place_of(filler.page.items.back()));
        break;
    }
    return std::move(filler.page);
}

Result<Total> count_work(store::Database& db, const rules::Viewer& viewer, const WorkFilter& filter,
                         domain::Date today) {
    const auto calendar = registry::calendar_in_force(db);
    if (!calendar.ok()) return calendar.error().in("tickets.count_work");
    Merged select = select_work(db, viewer, filter, {}, today);
    Judge judge(viewer, filter);
    Total total;
    for (std::int64_t read = 0;; ++read) {
        const auto row = select.next();
        if (!row.ok()) return row.error().in("tickets.count_work");
        if (row.value() == nullptr) return total;
        total.more = read == kOpenCountedMax;
        if (total.more) return total;
        const Result<bool> listed = judge.row(*row.value());
        if (!listed.ok()) return listed.error().in("tickets.count_work");
        total.n += listed.value() ? 1 : 0;
    }
}

}  // namespace sunbooth::center::tickets
