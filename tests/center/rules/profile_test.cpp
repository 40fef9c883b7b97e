// SPDX-License-Identifier: Apache-2.0
#include "sync/center/rules/profile.h"

#include <doctest/doctest.h>

using namespace sunbooth;
using namespace sunbooth::center;

namespace {

const std::string kGood = R"(
id = "a"
name = "A"
from = "2026-01-01"
source = "paper"
division = "420600"
verify = { n = 3, unit = "WD" }
reply = { n = 15, unit = "WD" }
callback = { attempts_min = 3 }
sealed = { categories = ["06"] }
cards = { notice_share = 20, warning_left = 1, yellow_after = 1, red_after = 4, answer = { n = 3, unit = "WD" } }
)";

std::string with(const std::string& from, const std::string& to) {
    std::string text = kGood;
    return text.replace(text.find(from), from.size(), to);
}

}  // namespace

TEST_CASE("rules: a profile is read as it stands") {
    const auto profile = rules::read_profile(kGood);
    REQUIRE(profile.ok());
    CHECK(profile.value().division == "420600");
    CHECK(profile.value().verify == rules::Limit{3, rules::Limit::Unit::WorkingDays});
    CHECK(profile.value().sealed_categories == std::set<std::string>{"06"});
    CHECK(profile.value().extension == rules::Allowance{});
    const auto more =
        rules::read_profile(kGood + "extension = { n = 5, unit = \"WD\", times = 1 }");
    REQUIRE(more.ok());
    CHECK(more.value().extension.times == 1);
    CHECK(more.value().extension.limit.n == 5);
    const auto wrong = rules::read_profile(kGood + "pause = { n = 5, unit = \"WD\", times = 9 }");
    CHECK(wrong.error().field == "pause.times");
}

TEST_CASE("rules: a profile that cannot be right names its field") {
    struct Row {
        std::string from, to, field;
    };
    for (const Row& row : {Row{"id = \"a\"", "", "id"}, Row{"2026-01-01", "2026-02-30", "from"},
                           Row{"420600", "42060", "division"},
                           Row{"n = 15, unit = \"WD\"", "n = 0, unit = \"WD\"", "reply.n"},
                           Row{"n = 15, unit = \"WD\"", "n = 15, unit = \"wd\"", "reply.unit"},
                           Row{"n = 15, unit = \"WD\"", "n = 2, unit = \"WD\"", "verify.n"},
                           Row{"attempts_min = 3", "attempts_min = 99", "callback.attempts_min"},
                           Row{"[\"06\"]", "6", "sealed.categories"},
                           Row{"red_after = 4", "red_after = 1", "cards.red_after"},
                           Row{"notice_share = 20", "notice_share = 0", "cards.notice_share"},
                           Row{"n = 3, unit = \"WD\" } }", "n = 3 } }", "cards.answer.unit"},
                           Row{"name", "=", "toml"}}) {
        CAPTURE(row.to);
        const auto profile = rules::read_profile(with(row.from, row.to));
        REQUIRE_FALSE(profile.ok());
        CHECK(profile.error().code == ErrorCode::InvalidInput);
        CHECK(profile.error().field == row.field);
    }
}

TEST_CASE("rules: every profile that comes along is dated, sourced and found by its name") {
    REQUIRE(rules::built_in_profiles().size() == 3);
    for (const rules::Profile& profile : rules::built_in_profiles()) {
        CAPTURE(profile.id);
        CHECK_FALSE(profile.source.empty());
        CHECK(profile.pause.times > 0);
        CHECK(profile.rework.times > 0);
        CHECK(rules::profile_on(profile.id, profile.from).id == profile.id);
    }
    const rules::Profile& hubei =
        rules::profile_on("hubei-xiangyang", domain::Date::of(2026, 11, 26));
    CHECK(hubei.verify == rules::Limit{3, rules::Limit::Unit::WorkingDays});
    CHECK(hubei.reply == rules::Limit{15, rules::Limit::Unit::WorkingDays});
}

TEST_CASE("rules: an unknown place falls back to the national rules, an early day to the oldest") {
    const domain::Date day = domain::Date::of(2026, 11, 26);
    CHECK(rules::profile_on("atlantis", day).id == "national");
    CHECK(rules::profile_on("hubei-xiangyang", domain::Date::of(1999, 1, 1)).id ==
          "hubei-xiangyang");
}
