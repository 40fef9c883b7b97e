// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/center/rules/profile.h"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <functional>
#include <optional>

namespace sunbooth::center::rules {

/// Reads fields of a TOML table and keeps the first error, by its whole path:
/// "level[2].tags[0].zh".
class Fields {
public:
    explicit Fields(const toml::table& table, std::string prefix = {})
        : table_(table), prefix_(std::move(prefix)) {}

    bool has(std::string_view path) const { return static_cast<bool>(table_.at_path(path)); }
    std::string text(std::string_view path);
    std::string text_or(std::string_view path, std::string otherwise);
    int number(std::string_view path, int min, int max);
    Limit limit(const std::string& path);
    /// The day that a limit is counted from, "from" beside its "n"; that of the filing where it is
    /// not said. limit() refuses it everywhere else.
    Start start(const std::string& path);
    /// A limit that is counted from `start()`.
    Limit limit_from_start(const std::string& path);
    /// A limit that may be missing: then n is 0.
    Limit limit_or_none(const std::string& path);
    /// A table that may be missing: then it is never allowed.
    Allowance allowance(const std::string& path);
    domain::Date date(std::string_view path);
    std::set<std::string> texts(std::string_view path);
    /// "08:30", as minutes of the day.
    int minute(std::string_view path);
    /// "05-01", as month * 100 + day.
    int month_day(std::string_view path);
    /// ["09:00-12:00", "14:30-18:00"]: 1 to 4, in order.
    std::vector<std::pair<int, int>> spans(std::string_view path);
    /// One of two words. @return whether it is the first.
    bool choice(std::string_view path, std::string_view yes, std::string_view no);
    /// Every table of a list; an error in one is this one's, with the place before its path.
    void each(std::string_view path, const std::function<void(Fields&)>& row);

    void fail(std::string_view path, std::string why) {
        if (!error_) error_ = invalid_input(prefix_ + std::string(path), std::move(why));
    }
    const std::optional<Error>& error() const { return error_; }

private:
    const toml::table& table_;
    std::string prefix_;
    std::optional<Error> error_;
};

struct NoticeRules;
/// Takes over what the tables [notices] and [publication] say (notices.h).
void read_notices(Fields& in, NoticeRules& rules);

}  // namespace sunbooth::center::rules
