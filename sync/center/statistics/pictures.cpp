// SPDX-License-Identifier: Apache-2.0
#include "sync/center/statistics/pictures.h"

#include "sync/center/cases/count.h"
#include "sync/center/intake/rating_count.h"
#include "sync/center/tickets/figures.h"

#include <algorithm>

namespace sunbooth::center::statistics {
namespace {

using tickets::Stage;
using Key = std::pair<std::string, std::string>;

domain::Date monday_of(domain::Date day) {
    return day.plus(1 - day.weekday());
}

/// Ratings and ratable cases, by month and by window.
class Ratings {
public:
    void add(const intake::RatingCount& one) {
        if (one.level < 1 || one.level > 5) return;
        const auto at = static_cast<std::size_t>(one.level - 1);
        months_[one.month].levels[at] += one.count;
        windows_[{one.unit, one.window}].levels[at] += one.count;
        all_.levels[at] += one.count;
    }
    void add(const cases::CompletedCount& one) {
        months_[one.month].ratable += one.count;
        windows_[{one.unit, one.window}].ratable += one.count;
        all_.ratable += one.count;
    }
    void exclude(const tickets::ExcludedCount& one) {
        if (one.level < 1 || one.level > 5) return;
        const auto at = static_cast<std::size_t>(one.level - 1);
        months_[one.month].excluded[at] += one.count;
        windows_[{one.unit, one.window}].excluded[at] += one.count;
        all_.excluded[at] += one.count;
    }
    void put_into(Pictures& pictures) {
        all_.levels = valid(all_.levels, all_.excluded);
        for (auto& [month, line] : months_) line.levels = valid(line.levels, line.excluded);
        for (auto& [key, line] : windows_) line.levels = valid(line.levels, line.excluded);
        pictures.levels = all_.levels;
        pictures.excluded = total(all_.excluded);
        pictures.ratable = all_.ratable;
        for (auto& [month, line] : months_) {
            line.month = month;
            pictures.months.push_back(line);
        }
        for (auto& [key, line] : windows_) {
            line.unit = key.first;
            line.window = key.second;
            if (total(line.levels) > 0) pictures.windows.push_back(line);
        }
    }

private:
    std::map<std::string, RatingLine> months_;
    std::map<Key, RatingLine> windows_;
    RatingLine all_;
};

/// What tickets lead to, one after the other.
class Tickets {
public:
    explicit Tickets(domain::Date today) : today_(today) {}

    void add(const tickets::Course& course) {
        const tickets::Ticket& ticket = course.ticket;
        if (ticket.course.is_excluded) return;
        for (std::size_t i = 0; i < stages_.size(); ++i) {
            if (tickets::has_reached(course, static_cast<Stage>(i))) ++stages_.at(i);
        }
        ++categories_[ticket.category];
        if (!ticket.window.empty()) {
            ++heat_[{ticket.unit, ticket.window}][monday_of(ticket.filed_on)];
        }
        add_rate(course, tickets::RateOf::Answered, answered_);
        add_rate(course, tickets::RateOf::Fixed, fixed_);
        add_rate(course, tickets::RateOf::CalledBack, real_name_);
        add_rate(course, tickets::RateOf::Pleased, pleased_);
        limits_.push_back(course.reply_by.days - ticket.filed_on.days);
        ++flow_[monday_of(ticket.filed_on)].filed;
        if (course.closed_on) add_closing(course);
        if (ticket.kind == domain::RecordKind::Complaint) {
            limit_ = ticket.rules().clocks(ticket.kind).reply;
        }
    }

    void put_into(Pictures& pictures) {
        pictures.answered = answered_;
        pictures.fixed = fixed_in_time(fixed_.part, fixed_.n);
        pictures.called = called_back(real_name_.part, real_name_.n);
        pictures.pleased = callback_satisfied(pleased_.part, pleased_.n);
        for (std::size_t i = 0; i < stages_.size(); ++i) {
            pictures.funnel.emplace_back(tickets::to_string(static_cast<Stage>(i)), stages_.at(i));
        }
        pictures.closing = closing_;
        pictures.limit = limit_;
        pictures.limit_days = median(limits_);
        pictures.flow = std::move(flow_);
        pictures.categories = std::move(categories_);
        pictures.closing_days = closing_days_;
        for (auto& [key, weeks] : heat_) pictures.heat.push_back({key.first, key.second, weeks});
    }

private:
    void add_rate(const tickets::Course& course, tickets::RateOf of, Rate& rate) const {
        const auto met = tickets::is_met(course, of, today_);
        rate.n += met ? 1 : 0;
        rate.part += met.value_or(false) ? 1 : 0;
    }
    void add_closing(const tickets::Course& course) {
        const std::int32_t days = tickets::days_to_close(course).value_or(0);
        closing_days_.push_back(days);
        const auto at = std::ranges::lower_bound(kClosingDays, days) - kClosingDays.begin();
        Closed& closed = closing_[static_cast<std::size_t>(at)];
        ++closed.all;
        if (tickets::is_late(course)) ++closed.late;
        ++flow_[monday_of(*course.closed_on)].closed;
    }

    domain::Date today_;
    std::array<std::int64_t, 5> stages_{};
    Rate answered_, fixed_, real_name_, pleased_;
    std::array<Closed, 7> closing_{};
    std::vector<std::int32_t> closing_days_;
    std::optional<rules::Limit> limit_;
    std::vector<std::int32_t> limits_;
    std::map<domain::Date, Flow> flow_;
    std::map<std::string, std::int64_t> categories_;
    std::map<Key, std::map<domain::Date, std::int64_t>> heat_;
};

}  // namespace

Result<Pictures> count_pictures(store::Database& db, const rules::Viewer& viewer, const Span& span,
                                domain::Date today) {
    Ratings ratings;
    const auto rated = intake::count_ratings(db, {span.from, span.to, span.unit});
    if (!rated.ok()) return rated.error().in("statistics");
    for (const auto& one : rated.value()) ratings.add(one);
    const auto excluded = tickets::count_excluded(db, {span.from, span.to, span.unit});
    if (!excluded.ok()) return excluded.error().in("statistics");
    for (const auto& one : excluded.value()) ratings.exclude(one);
    const auto completed = cases::count_completed(db, {span.from, span.to, span.unit});
    if (!completed.ok()) return completed.error().in("statistics");
    for (const auto& one : completed.value()) ratings.add(one);
    Tickets counted(today);
    const Status read =
        tickets::each_filed(db, viewer, {span.from, span.to, span.unit},
                            [&counted](const tickets::Course& course) { counted.add(course); });
    if (!read.ok()) return read.error().in("statistics");
    Pictures pictures;
    ratings.put_into(pictures);
    counted.put_into(pictures);
    for (domain::Date week = monday_of(span.from); week <= span.to; week = week.plus(7)) {
        pictures.flow.try_emplace(week);  // A week without a ticket is a nought, not a gap.
    }
    return pictures;
}

}  // namespace sunbooth::center::statistics
