// SPDX-License-Identifier: Apache-2.0
#include "sync/center/rules/profile.h"

#include "rule_profiles.h"

#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <optional>

namespace sunbooth::center::rules {
namespace {

constexpr int kDaysMax = 366;
constexpr int kAttemptsMax = 10;
constexpr int kTimesMax = 5;
constexpr std::size_t kSealedMax = 50;

/// Reads fields of a TOML table and keeps the first error.
class Fields {
public:
    explicit Fields(const toml::table& table) : table_(table) {}

    std::string text(std::string_view path) {
        const auto value = table_.at_path(path).value<std::string>();
        if (!value || value->empty()) fail(path, "must be a text");
        return value.value_or("");
    }
    int number(std::string_view path, int max) {
        const auto value = table_.at_path(path).value<std::int64_t>();
        if (!value || *value < 1 || *value > max) {
            fail(path, "must be a whole number from 1 to " + std::to_string(max));
            return 0;
        }
        return static_cast<int>(*value);
    }
    Limit limit(const std::string& path) {
        Limit limit{number(path + ".n", kDaysMax), Limit::Unit::WorkingDays};
        const std::string unit = text(path + ".unit");
        if (unit == "D") limit.unit = Limit::Unit::Days;
        if (unit != "D" && unit != "WD") fail(path + ".unit", "must be WD or D");
        return limit;
    }
    /// A table that may be missing: then it is never allowed.
    Allowance allowance(const std::string& path) {
        if (!table_.at_path(path)) return {};
        return {limit(path), number(path + ".times", kTimesMax)};
    }
    domain::Date date(std::string_view path) {
        const Result<domain::Date> date = domain::Date::parse(text(path));
        if (!date.ok()) fail(path, "must be a date such as 2026-01-01");
        return date.ok() ? date.value() : domain::Date{};
    }
    std::set<std::string> texts(std::string_view path) {
        std::set<std::string> all;
        const toml::array* items = table_.at_path(path).as_array();
        if (items == nullptr || items->size() > kSealedMax) {
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
    void fail(std::string_view path, std::string why) {
        if (!error_) error_ = invalid_input(std::string(path), std::move(why));
    }
    const std::optional<Error>& error() const { return error_; }

private:
    const toml::table& table_;
    std::optional<Error> error_;
};

bool is_division(const std::string& text) {
    return text.size() == 6 &&
           std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

CardRules cards_in(Fields& in) {
    constexpr int kShareMax = 90;
    constexpr int kWarningMax = 10;
    constexpr int kYellowMax = 60;
    constexpr int kRedMax = 90;
    CardRules cards;
    cards.notice_share = in.number("cards.notice_share", kShareMax);
    cards.warning_left = in.number("cards.warning_left", kWarningMax);
    cards.yellow_after = in.number("cards.yellow_after", kYellowMax);
    cards.red_after = in.number("cards.red_after", kRedMax);
    cards.answer = in.limit("cards.answer");
    if (cards.red_after <= cards.yellow_after) {
        in.fail("cards.red_after", "must be more than cards.yellow_after");
    }
    return cards;
}

/// A table that may be missing: then the figures of domain.md 5 hold.
MonitoringRules monitoring_in(const toml::table& table, Fields& in) {
    MonitoringRules rules;
    if (!table.contains("monitoring")) return rules;
    constexpr int kRemindMax = 8;
    constexpr int kCallMax = 12;
    rules.remind_after_weeks = in.number("monitoring.remind_after_weeks", kRemindMax);
    rules.call_after_weeks = in.number("monitoring.call_after_weeks", kCallMax);
    rules.visit_days = in.number("monitoring.visit_days", kDaysMax);
    if (rules.call_after_weeks < rules.remind_after_weeks) {
        in.fail("monitoring.call_after_weeks", "must not be less than remind_after_weeks");
    }
    return rules;
}

Result<Profile> read_table(const toml::table& table) {
    Fields in(table);
    Profile profile;
    profile.id = in.text("id");
    profile.name = in.text("name");
    profile.from = in.date("from");
    profile.source = in.text("source");
    profile.division = in.text("division");
    if (!is_division(profile.division)) in.fail("division", "must be six digits");
    profile.verify = in.limit("verify");
    profile.reply = in.limit("reply");
    profile.pause = in.allowance("pause");
    profile.extension = in.allowance("extension");
    profile.rework = in.allowance("rework");
    profile.attempts_min = in.number("callback.attempts_min", kAttemptsMax);
    profile.sealed_categories = in.texts("sealed.categories");
    profile.cards = cards_in(in);
    profile.monitoring = monitoring_in(table, in);
    if (profile.verify.unit == profile.reply.unit && profile.verify.n > profile.reply.n) {
        in.fail("verify.n", "must not be longer than reply.n");
    }
    if (in.error()) return *in.error();
    return profile;
}

std::vector<Profile> read_built_in() {
    std::vector<Profile> profiles;
    for (const std::string_view text :
         {assets::hubei_xiangyang_toml, assets::national_toml, assets::xinjiang_county_toml}) {
        Result<Profile> profile = read_profile(text);
        SUNBOOTH_ASSERT(profile.ok());  // They are compiled in, and a test reads each.
        profiles.push_back(std::move(profile).value());
    }
    return profiles;
}

}  // namespace

Result<Profile> read_profile(std::string_view text) {
    try {
        return read_table(toml::parse(text));
    } catch (const toml::parse_error& error) {
        return invalid_input("toml", std::string(error.description()));
    }
}

std::span<const Profile> built_in_profiles() {
    static const std::vector<Profile> kProfiles = read_built_in();
    return kProfiles;
}

const Profile& profile_on(std::string_view id, domain::Date day) {
    const Profile* best = nullptr;
    const Profile* oldest = nullptr;
    for (const Profile& profile : built_in_profiles()) {
        if (profile.id != id) continue;
        if (oldest == nullptr || profile.from < oldest->from) oldest = &profile;
        if (profile.from <= day && (best == nullptr || best->from < profile.from)) best = &profile;
    }
    if (best != nullptr) return *best;
    if (oldest != nullptr) return *oldest;
    SUNBOOTH_ASSERT(id != "national");
    return profile_on("national", day);
}

}  // namespace sunbooth::center::rules
