// SPDX-License-Identifier: Apache-2.0
#include "sync/center/rules/profile_fields.h"

#include "sync/base/named.h"

#include <array>
#include <charconv>

namespace sunbooth::center::rules {
namespace {

constexpr int kDaysMax = 366;
constexpr int kTimesMax = 5;
constexpr std::size_t kListMax = 100;
constexpr int kDayMinutes = 24 * 60;

constexpr std::array kStarts = {Named{Start::Filing, "filing"},
                                Named{Start::Acceptance, "acceptance"},
                                Named{Start::Dispatch, "dispatch"}};
static_assert(named_in_order(kStarts, Start::Dispatch));

std::optional<int> two(std::string_view digits) {
    int value = 0;
    const auto [stop, failed] =
        std::from_chars(digits.data(), digits.data() + digits.size(), value);
    const bool whole = digits.size() == 2 && failed == std::errc{} && stop == digits.end();
    if (!whole || value < 0) return std::nullopt;
    return value;
}

/// "08:30"; "24:00" is the end of a day.
std::optional<int> minute_of(std::string_view text) {
    if (text.size() != 5 || text[2] != ':') return std::nullopt;
    const auto hour = two(text.substr(0, 2));
    const auto minute = two(text.substr(3));
    if (!hour || !minute || *minute > 59 || *hour * 60 + *minute > kDayMinutes) return std::nullopt;
    return *hour * 60 + *minute;
}

std::optional<std::pair<int, int>> span_of(std::string_view text) {
    constexpr std::size_t kLength = 11;
    if (text.size() != kLength || text[5] != '-') return std::nullopt;
    const auto from = minute_of(text.substr(0, 5));
    const auto to = minute_of(text.substr(6));
    if (!from || !to || *from >= *to) return std::nullopt;
    return std::pair(*from, *to);
}

}  // namespace

const char* to_string(Start start) {
    return name_in(kStarts, start);
}

std::string Fields::text(std::string_view path) {
    const auto value = table_.at_path(path).value<std::string>();
    if (!value || value->empty()) fail(path, "must be a text");
    return value.value_or("");
}

std::string Fields::text_or(std::string_view path, std::string otherwise) {
    return has(path) ? text(path) : std::move(otherwise);
}

int Fields::number(std::string_view path, int min, int max) {
    const auto value = table_.at_path(path).value<std::int64_t>();
    if (!value || *value < min || *value > max) {
        fail(path, fmt::format("must be a whole number from {} to {}", min, max));
        return min;
    }
    return static_cast<int>(*value);
}

Limit Fields::limit(const std::string& path) {
    if (has(path + ".from")) {
        fail(path + ".from",
             "only the limit of the answer (reply, rating.reply) says what it is counted from: "
             "leave this one out");
    }
    return limit_from_start(path);
}

Start Fields::start(const std::string& path) {
    if (!has(path + ".from")) return Start::Filing;
    const auto start = value_in(kStarts, text(path + ".from"));
    if (!start) fail(path + ".from", "must be filing, acceptance or dispatch");
    return start.value_or(Start::Filing);
}

Limit Fields::limit_from_start(const std::string& path) {
    Limit limit{number(path + ".n", 1, kDaysMax), Limit::Unit::WorkingDays};
    const std::string unit = text(path + ".unit");
    if (unit == "D") limit.unit = Limit::Unit::Days;
    if (unit != "D" && unit != "WD") fail(path + ".unit", "must be WD or D");
    return limit;
}

Limit Fields::limit_or_none(const std::string& path) {
    return has(path) ? limit(path) : Limit{0, Limit::Unit::WorkingDays};
}

Allowance Fields::allowance(const std::string& path) {
    if (!has(path)) return {};
    return {limit(path), number(path + ".times", 1, kTimesMax)};
}

domain::Date Fields::date(std::string_view path) {
    const Result<domain::Date> date = domain::Date::parse(text(path));
    if (!date.ok()) fail(path, "must be a date such as 2026-01-01");
    return date.ok() ? date.value() : domain::Date{};
}

std::set<std::string> Fields::texts(std::string_view path) {
    std::set<std::string> all;
    const toml::array* items = table_.at_path(path).as_array();
    if (items == nullptr || items->size() > kListMax) {
        fail(path, "must be a list of texts");
        return all;
    }
    for (const toml::node& item : *items) {
        const auto value = item.value<std::string>();
        if (!value) fail(path, "must be a list of texts");
        all.insert(value.value_or(""));
    }
    return all;
}

int Fields::minute(std::string_view path) {
    const auto minute = minute_of(text(path));
    if (!minute) fail(path, "must be a time such as 08:30");
    return minute.value_or(0);
}

int Fields::month_day(std::string_view path) {
    const auto day = domain::Date::parse("2028-" + text(path));  // A leap year has every day.
    if (!day.ok()) {
        fail(path, "must be a day of the year such as 05-01");
        return 101;
    }
    return static_cast<int>(day.value().month() * 100 + day.value().day());
}

std::vector<std::pair<int, int>> Fields::spans(std::string_view path) {
    constexpr std::size_t kSpansMax = 4;
    std::vector<std::pair<int, int>> all;
    const toml::array* items = table_.at_path(path).as_array();
    if (items != nullptr) {
        for (const toml::node& item : *items) {
            const auto span = span_of(item.value<std::string>().value_or(""));
            const bool follows = span && (all.empty() || all.back().second <= span->first);
            if (!follows) {
                fail(path, "must be spans in order, as [\"09:00-12:00\", \"14:30-18:00\"]");
                break;
            }
            all.push_back(*span);
        }
    }
    if (all.empty() || all.size() > kSpansMax) fail(path, "must be 1 to 4 spans of the day");
    if (all.empty()) all.emplace_back(0, kDayMinutes);
    return all;
}

bool Fields::choice(std::string_view path, std::string_view yes, std::string_view no) {
    const std::string word = text(path);
    if (word != yes && word != no) fail(path, fmt::format("must be {} or {}", yes, no));
    return word == yes;
}

void Fields::each(std::string_view path, const std::function<void(Fields&)>& row) {
    const toml::array* items = table_.at_path(path).as_array();
    if (items == nullptr || items->size() > kListMax) {
        return fail(path, "must be a list of tables");
    }
    for (std::size_t i = 0; i < items->size(); ++i) {
        const toml::table* one = items->get(i)->as_table();
        if (one == nullptr) return fail(path, "must be a list of tables");
        Fields in(*one, fmt::format("{}{}[{}].", prefix_, path, i));
        row(in);
        if (in.error() && !error_) error_ = in.error();
    }
}

}  // namespace sunbooth::center::rules
