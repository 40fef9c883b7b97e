// SPDX-License-Identifier: Apache-2.0
#include "sync/center/rules/profile.h"

#include <doctest/doctest.h>

using namespace sunbooth;
using namespace sunbooth::center;

namespace {

const std::string kGood = R"(
base = "national"
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

const rules::Profile& national() {
    return rules::profile_on("national", domain::Date::of(2026, 1, 1));
}

Result<rules::Profile> read(const std::string& text) {
    return rules::read_profile(text, &national());
}

std::string with(const std::string& from, const std::string& to) {
    std::string text = kGood;
    return text.replace(text.find(from), from.size(), to);
}

}  // namespace

TEST_CASE("rules: a profile is read as it stands") {
    const auto profile = read(kGood);
    REQUIRE(profile.ok());
    CHECK(profile.value().division == "420600");
    CHECK(profile.value().verify == rules::Limit{3, rules::Limit::Unit::WorkingDays});
    CHECK(profile.value().sealed_categories == std::set<std::string>{"06"});
    CHECK(profile.value().extension == rules::Allowance{});
    const auto more = read(kGood + "extension = { n = 5, unit = \"WD\", times = 1 }");
    REQUIRE(more.ok());
    CHECK(more.value().extension.times == 1);
    CHECK(more.value().extension.limit.n == 5);
    CHECK_FALSE(profile.value().cards.second_is_red);  // An edition that says nothing of it.
    CHECK(national().cards.second_is_red);
    CHECK(national().cards.unanswered_is_red);
    const auto wrong = read(kGood + "pause = { n = 5, unit = \"WD\", times = 9 }");
    CHECK(wrong.error().field == "pause.times");
}

TEST_CASE("rules: a profile that cannot be right names its field") {
    struct Row {
        std::string from, to, field;
    };
    for (const Row& row :
         {Row{"id = \"a\"", "", "id"}, Row{"2026-01-01", "2026-02-30", "from"},
          Row{"420600", "42060", "division"},
          Row{"n = 15, unit = \"WD\"", "n = 0, unit = \"WD\"", "reply.n"},
          Row{"n = 15, unit = \"WD\"", "n = 15, unit = \"wd\"", "reply.unit"},
          Row{"n = 15, unit = \"WD\"", "n = 2, unit = \"WD\"", "verify.n"},
          Row{"attempts_min = 3", "attempts_min = 99", "callback.attempts_min"},
          Row{"[\"06\"]", "6", "sealed.categories"},
          Row{"red_after = 4", "red_after = 1", "cards.red_after"},
          Row{"red_after = 4", "red_after = 4, second_yellow = \"blue\"", "cards.second_yellow"},
          Row{"red_after = 4", "red_after = 4, unanswered = 3", "cards.unanswered"},
          Row{"notice_share = 20", "notice_share = 0", "cards.notice_share"},
          Row{"n = 3, unit = \"WD\" } }", "n = 3 } }", "cards.answer.unit"},
          Row{"base = \"national\"", "base = \"x\"", "base"},
          Row{"base = \"national\"", "", "issuer"},
          Row{"attempts_min = 3", "attempts_min = 2, callers_min = 3", "callback.callers_min"},
          Row{"[\"06\"]", "[\"77\"]", "sealed.categories"}, Row{"name", "=", "toml"}}) {
        CAPTURE(row.to);
        const auto profile = read(with(row.from, row.to));
        REQUIRE_FALSE(profile.ok());
        CHECK(profile.error().code == ErrorCode::InvalidInput);
        CHECK(profile.error().field == row.field);
    }
}

TEST_CASE("rules: every profile that comes along is dated, sourced and found by its name") {
    REQUIRE(rules::built_in_profiles().size() == 4);
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

TEST_CASE(
    "rules: what a profile does not say, it takes from its base; each table by its own fields") {
    const auto lent = read(kGood);
    REQUIRE(lent.ok());
    CHECK(lent.value().refusals == national().refusals);
    CHECK(lent.value().levels.size() == 5);
    CHECK(lent.value().levels.back().tags.front().code == "108");
    CHECK(lent.value().rating.verify == rules::Limit{1, rules::Limit::Unit::WorkingDays});
    struct Row {
        std::string more, field;
    };
    for (const Row& row :
         {Row{"sampling = { bad = 101, rest = 5 }", "sampling.bad"},
          Row{"quiet = { from = \"20:00\", to = \"8\", digest = \"08:30\" }", "quiet.to"},
          Row{"counting = { first_day = \"maybe\", last_day = \"rolls\" }", "counting.first_day"},
          Row{"season = [{ from = \"13-01\", hours = [\"09:00-12:00\"] }]", "season[0].from"},
          Row{"season = [{ from = \"01-01\", hours = [\"12:00-09:00\"] }]", "season[0].hours"},
          Row{"season = [{ from = \"05-01\", hours = [\"09:00-12:00\"] }, { from = \"01-01\", "
              "hours = [\"09:00-12:00\"] }]",
              "season[1].from"},
          Row{"document = [{ kind = \"x\", title = \"y\", number = \"效投转号\" }]",
              "document[0].number"},
          Row{"level = [{ level = 5, name = \"a\", tags = [{ code = \"1\" }] }]",
              "level[0].tags[0].zh"},
          Row{"level = [{ level = 4, name = \"a\", tags = [] }, { level = 5, name = \"b\", tags "
              "= [] }]",
              "level[1].level"},
          Row{"refusal = [{ code = \"R1\", zh = \"a\" }, { code = \"R1\", zh = \"b\" }]",
              "refusal[1].code"},
          Row{"return = { hours = 0 }", "return.hours"},
          Row{"appeal = { ask = { n = 5, unit = \"WD\" } }", "appeal.done.n"},
          Row{"internal = { sign = { n = 1 } }", "internal.sign.unit"},
          Row{"script = { en = { verify = \"a\" } }", "script.en.closing"},
          Row{"rating = 3", "rating.verify.n"}}) {
        CAPTURE(row.more);
        const auto wrong = read(kGood + row.more);
        REQUIRE_FALSE(wrong.ok());
        CHECK(wrong.error().field == row.field);
    }
}

TEST_CASE("rules: what is sent after calls in vain is the base's, where an edition has none") {
    const auto national = read(kGood);
    REQUIRE(national.ok());
    const std::string said = national.value().calls.scripts.at(domain::Language::En).unreached;
    CHECK(said.find("receipt code") != std::string::npos);
    const std::string own = "script = { en = { verify = \"a\", closing = \"b\"";
    const auto silent = read(kGood + own + " } }");
    REQUIRE(silent.ok());
    CHECK(silent.value().calls.scripts.at(domain::Language::En).unreached == said);
    const auto other = read(kGood + own + ", unreached = \"c\" } }");
    REQUIRE(other.ok());
    CHECK(other.value().calls.scripts.at(domain::Language::En).unreached == "c");
}

TEST_CASE(
    "rules: an edition is taken in once, old days keep the old one, another for its day is "
    "refused") {
    std::string text = with("id = \"a\"", "id = \"edition-test\"");
    const auto first = rules::add_edition(text);
    REQUIRE(first.ok());
    CHECK(rules::add_edition(text).value() == first.value());
    const auto other = rules::add_edition(text + "# changed\n");
    REQUIRE_FALSE(other.ok());
    CHECK(other.error().code == ErrorCode::Conflict);
    CHECK(other.error().field == "from");
    text.replace(text.find("2026-01-01"), 10, "2027-01-01");
    text.replace(text.find("n = 15"), 6, "n = 10");
    REQUIRE(rules::add_edition(text).ok());
    const auto on = [](int year) -> const rules::Profile& {
        return rules::profile_on("edition-test", domain::Date::of(year, 6, 1));
    };
    CHECK(on(2026).reply.n == 15);
    CHECK(on(2027).reply.n == 10);
    CHECK(on(2020).reply.n == 15);
    CHECK(&on(2026) == first.value());
}

TEST_CASE("rules: office hours follow the season, and so does the half of a day") {
    const rules::Profile& xinjiang =
        rules::profile_on("xinjiang-county", domain::Date::of(2026, 6, 1));
    const auto hours = [&](unsigned month, unsigned day) {
        return xinjiang.season_on(domain::Date::of(2026, month, day)).hours.back();
    };
    CHECK(hours(5, 1) == std::pair(16 * 60, 20 * 60));
    CHECK(hours(9, 30) == std::pair(16 * 60, 20 * 60));
    CHECK(hours(10, 1) == std::pair(15 * 60 + 30, 19 * 60 + 30));
    CHECK(hours(4, 30) == std::pair(15 * 60 + 30, 19 * 60 + 30));
    CHECK(xinjiang.noon_on(domain::Date::of(2026, 7, 1)) == 14 * 60);
    CHECK(national().noon_on(domain::Date::of(2026, 7, 1)) == 12 * 60);
}
