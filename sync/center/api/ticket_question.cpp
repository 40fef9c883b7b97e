// SPDX-License-Identifier: Apache-2.0
#include "sync/center/api/ticket_question.h"

#include "sync/center/api/query.h"
#include "sync/center/statistics/pictures.h"
#include "sync/domain/text.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <limits>

namespace sunbooth::center::api {
namespace {

constexpr int kPageMax = 100;
constexpr std::size_t kCodeMax = 32;
constexpr std::size_t kNumberMax = 40;

struct Either {
    std::string_view first, second;
    const char* refusal;
};
/// @return whether it is the second of two words.
Result<bool> second_of(const Either& either, const std::string& name, const std::string& value) {
    if (value == either.first || value == either.second) return value == either.second;
    return invalid_input(name, either.refusal);
}

/// A bar of the picture of closed tickets, by the most days that it holds.
Status put_bar(tickets::Counted& counted, const std::string& value) {
    const auto& bars = statistics::kClosingDays;
    if (value == "more") {
        counted.closed_over = bars.back();
        return ok_status();
    }
    const auto at = std::ranges::find(bars, value, [](int days) { return std::to_string(days); });
    if (at == bars.end()) return invalid_input("closed_in", "is no bar of the picture");
    counted.closed_within = *at;
    counted.closed_over = at == bars.begin() ? std::numeric_limits<int>::min() : *std::prev(at);
    return ok_status();
}

/// What a picture counted.
Status put_counted(tickets::Counted& counted, const std::string& name, const std::string& value) {
    if (name == "reached") {
        counted.reached = tickets::stage_of(value);
        if (!counted.reached) return invalid_input(name, "is no stage of a ticket");
    } else if (name == "closed_in") {
        return put_bar(counted, value);
    } else if (name == "late") {
        const Result<bool> late =
            second_of({"false", "true", "must be true or false"}, name, value);
        if (!late.ok()) return late.error();
        counted.late = late.value();
    } else if (name == "rate") {
        counted.rate = tickets::rate_of(value);
        if (!counted.rate) return invalid_input(name, "is no rate of tickets");
    } else if (name == "met") {
        const Result<bool> met = second_of({"false", "true", "must be true or false"}, name, value);
        if (!met.ok()) return met.error();
        counted.met = met.value();
    } else if (name == "closed_from" || name == "closed_to") {
        if (!domain::Date::parse(value).ok()) return invalid_input(name, "is no date");
        (name == "closed_from" ? counted.closed_from : counted.closed_to) = value;
    }
    return ok_status();
}

/// What a ticket is now.
Status put_stand(TicketQuestion& asked, const std::string& name, const std::string& value) {
    tickets::Filter& filter = asked.filter;
    if (name == "state") {
        filter.state = domain::ticket_state_of(value);
        if (!filter.state) return invalid_input(name, "is not a state");
    } else if (name == "kind") {
        if (value != "complaint" && value != "rating") {
            return invalid_input(name, "is not a kind");
        }
        filter.kind =
            value == "rating" ? domain::RecordKind::Rating : domain::RecordKind::Complaint;
    } else if (name == "waiting") {
        const Result<bool> closing =
            second_of({"callback", "closing", "must be callback or closing"}, name, value);
        if (!closing.ok()) return closing.error();
        (closing.value() ? filter.awaits_closing_call : filter.awaits_callback) = true;
    } else if (name == "view") {
        asked.view = tickets::view_of(value);
        if (!asked.view) return invalid_input(name, "is not a view");
    }
    return ok_status();
}

Status put_order(TicketQuestion& asked, const std::string& value) {
    constexpr std::array<std::string_view, 4> kOrders = {"newest", "oldest", "due", "due_last"};
    if (std::ranges::find(kOrders, value) == kOrders.end()) {
        return invalid_input("sort", "must be newest, oldest, due or due_last");
    }
    asked.filter.oldest_first = value == "oldest";
    asked.by_due = value == "due" || value == "due_last";
    asked.latest_first = value == "due_last";
    return ok_status();
}

Status put_page(TicketQuestion& asked, const std::string& name, const std::string& value) {
    if (name == "sort") return put_order(asked, value);
    if (name == "cursor") {
        asked.cursor = value;
    } else if (name == "total") {
        const Result<bool> total =
            second_of({"false", "true", "must be true or false"}, name, value);
        if (!total.ok()) return total.error();
        asked.total = total.value();
    } else if (name == "limit") {
        const Result<std::int64_t> number = number_of(value, name);
        if (!number.ok()) return number.error();
        if (number.value() < 1 || number.value() > kPageMax) {
            return invalid_input(name, "must be from 1 to 100");
        }
        asked.filter.limit = static_cast<int>(number.value());
    }
    return ok_status();
}

/// What was filed, where and when.
Status put_filed(tickets::Filter& filter, const std::string& name, const std::string& value) {
    if (name == "from" || name == "to") {
        if (!domain::Date::parse(value).ok()) return invalid_input(name, "is no date");
        (name == "from" ? filter.filed_from : filter.filed_to) = value;
    } else if (name == "window" || name == "topic") {
        if (value.size() > kCodeMax) return invalid_input(name, "is too long");
        (name == "window" ? filter.window : filter.topic) = value;
    } else if (name == "unit" || name == "handled_by" || name == "q") {
        const auto length = domain::count_code_points(value);
        if (!length || *length > (name == "q" ? kNumberMax : kCodeMax)) {
            return invalid_input(name, "is too long");
        }
        (name == "q" ? filter.number : name == "unit" ? filter.unit : filter.handler) = value;
    }
    return ok_status();
}

}  // namespace

Result<TicketQuestion> ticket_question_of(const wire::Request& request, domain::Date today) {
    TicketQuestion asked;
    asked.filter.counted.today = today;
    const Status taken =
        each_parameter(request, [&asked](const std::string& name, const std::string& value) {
            for (const Status& put : {put_stand(asked, name, value), put_page(asked, name, value),
                                      put_filed(asked.filter, name, value),
                                      put_counted(asked.filter.counted, name, value)}) {
                if (!put.ok()) return put;
            }
            return ok_status();
        });
    if (!taken.ok()) return taken.error();
    // Among all that were ever filed, few may be those that are asked for.
    if (asked.filter.counted.asks() && asked.filter.filed_from.empty()) {
        return invalid_input("from", "must be given beside what a picture counted");
    }
    const tickets::Filter& filter = asked.filter;
    const bool has_order = !filter.number.empty() || filter.awaits_callback ||
                           filter.awaits_closing_call || filter.counted.asks();
    asked.by_due = asked.by_due && !has_order;
    return asked;
}

}  // namespace sunbooth::center::api
