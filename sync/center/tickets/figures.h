// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/center/tickets/desk.h"

#include <functional>
#include <set>
#include <string>
#include <vector>

namespace sunbooth::center::tickets {

/// Days of filing from the first to the last, both included; of one unit or (empty) of all.
struct FiledSpan {
    domain::Date from, to;
    std::string unit{};
};

/// A ticket and the days on which it came on.
struct Course {
    Ticket ticket;
    bool accepted = false;
    /// When the citizen first had an answer: a unit's own only once the center has passed it.
    std::optional<domain::Date> replied_on{};
    /// When that was due; an answer that was sent back has another clock.
    domain::Date reply_by{};
    std::optional<domain::Date> closed_on{};  ///< The last time, unless it was sent back since.
    std::string result{};                     ///< What the citizen said at the end.
};

bool has_reached(const Course& course, Stage stage);
/// Days from filing to closing. @return nothing while it is not closed.
std::optional<int> days_to_close(const Course& course);
/// Whether a closed ticket was answered after its day.
bool is_late(const Course& course);
/// Whether it is a rate's part; nothing: the rate is not of it.
std::optional<bool> is_met(const Course& course, RateOf rate, domain::Date today);
/// Whether it is one of those that are asked for.
bool is_counted(const Course& course, const Counted& asked);
/// The days on which a ticket came on, from its events.
Result<Course> course_of(store::Database& db, const domain::WorkingCalendar& calendar,
                         Ticket ticket);

/// Calls `each` with every ticket that was filed in the span and that `viewer` may see, by day.
Status each_filed(store::Database& db, const rules::Viewer& viewer, const FiledSpan& span,
                  const std::function<void(const Course&)>& each);

/// Ratings that an upheld appeal has left out of all figures, whoever may see their tickets.
struct ExcludedCount {
    std::string month;  ///< "2026-11"
    std::string unit, window;
    int level = 0;
    std::int64_t count = 0;
};
Result<std::vector<ExcludedCount>> count_excluded(store::Database& db, const FiledSpan& span);
/// The same ratings one by one, by their records.
Result<std::set<domain::RecordId>> excluded_records(store::Database& db, const FiledSpan& span);

}  // namespace sunbooth::center::tickets
