// SPDX-License-Identifier: Apache-2.0
#include "app/i18n/catalogue.h"

#include <doctest/doctest.h>

using namespace sunbooth;
using namespace sunbooth::app::i18n;
using namespace sunbooth::app::i18n::literals;

namespace {

const std::string kFsi = "\u2068";
const std::string kPdi = "\u2069";

Catalogue parsed(Language language, std::string_view toml) {
    auto catalogue = Catalogue::parse(language, toml);
    REQUIRE(catalogue.ok());
    return std::move(catalogue).value();
}

std::string error_of(std::string_view toml) {
    const auto catalogue = Catalogue::parse(Language::En, toml);
    REQUIRE_FALSE(catalogue.ok());
    return catalogue.error().field + ": " + catalogue.error().detail;
}

const domain::Date kDay = domain::Date::of(2026, 11, 26);  // A Thursday.

}  // namespace

TEST_CASE("i18n: every value put into a text is isolated, in each kind of placeholder") {
    const Catalogue words = parsed(Language::En, R"toml(
        [page]
        name = "Window {code}"
        count = "{n, plural, one {# case} other {# cases}}"
        both = "{a} and {b, number}")toml");
    CHECK(words.tr("page.name"_key, {{"code", std::string("3")}}) == "Window " + kFsi + "3" + kPdi);
    CHECK(words.tr("page.count"_key, {{"n", 1}}) == kFsi + "1" + kPdi + " case");
    CHECK(words.tr("page.count"_key, {{"n", 9412}}) == kFsi + "9,412" + kPdi + " cases");
    CHECK(words.tr("page.both"_key, {{"a", std::string("x")}, {"b", 2}}) ==
          kFsi + "x" + kPdi + " and " + kFsi + "2" + kPdi);
}

TEST_CASE("i18n: a value cannot bring a pattern of its own") {
    const Catalogue words = parsed(Language::En, "[p]\nx = \"<{a}>\"");
    CHECK(words.tr("p.x"_key, {{"a", std::string("{b} '#")}}) ==
          "<" + kFsi + "{b} '#" + kPdi + ">");
}

TEST_CASE("i18n: a text that is put into another brings its direction with it") {
    const Catalogue ug = parsed(Language::Ug, "[p]\nx = \"{a} – {b}\"");
    const Catalogue en = parsed(Language::En, "[p]\nx = \"{a} – {b}\"");
    CHECK(ug.as_value("x") == "\u200fx");
    CHECK(en.as_value("x") == "x");
}

TEST_CASE("i18n: a file that cannot be read says where") {
    CHECK(error_of("[page]\nbad = \"{open\"").starts_with("page.bad: "));
    CHECK(error_of("[page]\nbad = 3").starts_with("page.bad: is no text"));
    CHECK(error_of("bare = \"x\"").starts_with("bare: is no table"));
    CHECK(error_of("[page\n").find("line 1") != std::string::npos);
}

TEST_CASE("i18n: an unknown key is shown as itself, so that it is seen") {
    CHECK(parsed(Language::Zh, "[p]\nx = \"y\"").tr("p.z"_key) == "p.z");
}

TEST_CASE("i18n: days, weekdays and times are those of the hall in the way of the language") {
    struct Row {
        Language language;
        const char *day, *weekday;
    };
    for (const Row& row :
         {Row{Language::Zh, "11月26日", "周四"}, Row{Language::En, "26 November", "Thursday"},
          Row{Language::Ug, "26-نويابىر", "پەيشەنبە"}}) {
        const Formats formats(row.language);
        CHECK(formats.day(kDay) == row.day);
        CHECK(formats.weekday(kDay) == row.weekday);
        // 2026-11-26 18:05 UTC is five past two in the morning at the hall, whatever TZ says.
        CHECK(formats.time(wall_ms(1'795'716'300'000)) == "02:05");
    }
}

TEST_CASE("i18n: a rate is never rounded up, so 100% means all") {
    const Formats formats(Language::Zh);
    CHECK(formats.percent(9411, 9412) == "99.9%");
    CHECK(formats.percent(9412, 9412) == "100%");
    CHECK(formats.percent(211, 214) == "98.5%");
    CHECK(formats.percent(0, 5) == "0%");
    CHECK(formats.number(9412) == "9,412");
}

TEST_CASE("i18n: Uyghur runs from right to left, Chinese and English do not") {
    CHECK(is_right_to_left(Language::Ug));
    CHECK_FALSE(is_right_to_left(Language::Zh));
    CHECK_FALSE(is_right_to_left(Language::En));
}
