// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/center/tickets/desk.h"

#include <functional>

namespace sunbooth::center::tickets {

// What there is to do today. Only tickets that are not at their end are looked at: a center has
// thousands of those among its millions. When each is due follows from the rules; the day stands in
// a column too, made again at every step and after every change of the calendar, so that a page of
// fifty reads about fifty rows.

/// A part of the open tickets, always in the order in which they are due.
enum class View {
    Open,     ///< Every one that is not at its end.
    Mine,     ///< Those for which this role has a next step.
    Overdue,  ///< Past the day on which the next step was due.
    Soon,     ///< Due today or in the next kSoonDays days.
    Retry,    ///< Called in vain, and to be called again in this half-day.
};
std::optional<View> view_of(std::string_view name);  ///< "open" ..
/// Of the page, not of the law: what a team sees coming beside what is late.
inline constexpr int kSoonDays = 3;

struct WorkFilter {
    View view = View::Open;
    std::optional<domain::TicketState> state{};
    std::optional<domain::RecordKind> kind{};
    std::string unit{};                    ///< That is complained of; empty: any.
    std::string handler{};                 ///< That it was dispatched to; empty: any.
    std::string window{};                  ///< That is complained of; empty: any.
    std::string topic{};                   ///< Empty: any.
    std::string filed_from{}, filed_to{};  ///< Days of filing, both included; empty: any.
    bool latest_first = false;             ///< What waits for nothing stands last all the same.
    std::string after{};  ///< Cursor of the page before; empty: from the beginning.
    WallTime now{};       ///< Retry: who was tried in this half-day already is left out.
    int limit = 50;       ///< 1..kListMax
};
struct WorkPage {
    std::vector<Ticket> items;
    std::string next;  ///< Cursor; empty when this is the last page.
};
/// @return InvalidInput, field "cursor", when it is none of this list's.
Result<WorkPage> work_list(store::Database& db, const rules::Viewer& viewer,
                           const WorkFilter& filter, domain::Date today);

/// All tickets that `filter` asks for, whatever their state: first the open ones as work_list() has
/// them, then those that are at their end, the newest first. Its number, its waiting, its counted
/// and its order ask for nothing here.
/// @return InvalidInput, field "cursor", when it is none of this list's.
Result<WorkPage> list_by_due(store::Database& db, const rules::Viewer& viewer, const Filter& filter,
                             const WorkFilter& open, domain::Date today);

/// How many tickets work_list() has on all its pages; reads at most kOpenCountedMax.
Result<Total> count_work(store::Database& db, const rules::Viewer& viewer, const WorkFilter& filter,
                         domain::Date today);
inline constexpr std::int64_t kOpenCountedMax = 10'000;

/// Calls `each` with every open ticket that `viewer` may see, by state and then by age.
Status each_open(store::Database& db, const rules::Viewer& viewer,
                 const std::function<void(Ticket)>& each);

/// Calls `each` with every open ticket whose next step is due on a day up to `until`.
Status each_due_by(store::Database& db, domain::Date until,
                   const std::function<void(const Ticket&)>& each);
/// Calls `each` with every ticket that waits for the center itself: with a unit's answer to be
/// read, or answered and its citizen to be called.
Status each_with_center(store::Database& db, const std::function<void(const Ticket&)>& each);

/// How many tickets each view has, and those that this role is to work on first.
struct Workload {
    int open = 0, mine = 0, overdue = 0, soon = 0;
    int in_vain = 0;            ///< Called in vain, in whatever half-day.
    int calls = 0;              ///< That wait for a verification call.
    int closing = 0;            ///< That were answered and wait for a closing call.
    std::vector<Ticket> first;  ///< Of Mine, at most `first_max`.
};
Result<Workload> workload(store::Database& db, const rules::Viewer& viewer, domain::Date today,
                          std::size_t first_max);
/// How many of Workload::in_vain were tried in this half-day already, and wait for the next one:
/// the others are those of View::Retry. Counted apart, because it ends with the half-day and not
/// with an event.
Result<int> tried_now(store::Database& db, const rules::Viewer& viewer, WallTime now);
/// Whether a call of this half-day reached nobody (domain.md 2.6: attempts fall on different ones).
bool is_tried_now(const Ticket& ticket, WallTime now);
/// How many open tickets complain of a unit.
Result<std::int64_t> count_open_of_unit(store::Database& db, const std::string& unit);
/// The same of a window.
Result<std::int64_t> count_open_of_window(store::Database& db, const std::string& window);
/// Changes whenever a ticket has another event, and after every count of due dates: while it is the
/// same, so is what a viewer's workload says of a day. Costs two looks at an index.
Result<std::string> work_mark(store::Database& db);

}  // namespace sunbooth::center::tickets
