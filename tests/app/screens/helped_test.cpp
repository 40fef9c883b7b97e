// SPDX-License-Identifier: Apache-2.0
// Who helps and when, what a quiet week is, and what a lock keeps (kiosk-ux B1, C11, C12, 2.6, E1,
// E9).
#include "app/flow/reduce.h"
#include "app/screens/view.h"
#include "app/screens/words.h"
#include "tests/app/screens/drawn.h"

#include <doctest/doctest.h>

#include <array>

using namespace sunbooth;
using namespace sunbooth::app;
using namespace sunbooth::app::screens;
using namespace sunbooth::app::screens::tests;
using namespace sunbooth::app::i18n::literals;
namespace id = flow::id;

namespace {

/// Whether the page tells window, telephone and hours.
bool tells_helper(const flow::State& state, domain::Language language) {
    FakeUi ui(language);
    const View view{state, words_of(language), ui};
    const FakeUi page = drawn(state, language);
    return page.shows(help_text(view)) && page.shows(hours_text(view));
}

const std::string& nil_kind() {
    static const std::string id = id_of(id::kIssueKind, domain::to_string(domain::IssueKind::Nil));
    return id;
}

flow::State in_week(flow::State state, int reported) {
    state.visit.staff->own->this_week = reported;
    return state;
}

}  // namespace

TEST_CASE(
    "C11 C12: who helps, by which telephone and when stands where a matter begins and on help") {
    constexpr std::array kPages = {
        "attract",         "case_start",     "complaint_start", "rating_window", "receipt_code",
        "case_number",     "help",           "help-case",       "case_missing",  "receipt-accepted",
        "receipt-replied", "receipt-refused"};
    for (const domain::Language language : domain::kLanguages) {
        for (const char* page : kPages) {
            CAPTURE(page);
            CHECK(tells_helper(sample(page, language), language));
        }
    }
}

TEST_CASE("C12: and on every page of a matter that says that something is wrong") {
    int wrong = 0;
    for (const domain::Language language : domain::kLanguages) {
        for (const Sample& one : samples_of(language)) {
            const bool staff = one.name.starts_with("staff_");
            if (staff || drawn(one.state, language).find(id::kErrorBanner) == nullptr) continue;
            CAPTURE(one.name);
            ++wrong;
            // Beside keys there is no room for the hours.
            const FakeUi page = drawn(one.state, language);
            FakeUi ui(language);
            const View view{one.state, words_of(language), ui};
            const bool types = flow::field_of(one.state.visit.page).has_value();
            CHECK(page.shows(help_text(view)));
            CHECK((types || page.shows(hours_text(view))));
        }
    }
    CHECK(wrong >= 3 * 6);
}

TEST_CASE("C12: what it says comes from the hall feed") {
    flow::State state = sample("receipt-accepted");
    auto hall = std::make_shared<domain::Hall>(*state.hall);
    hall->help_window = "88";
    hall->hours = {{6, 10 * 60, 11 * 60 + 15}};
    state.hall = hall;
    const FakeUi ui = drawn(state);
    CHECK(ui.shows("88"));
    CHECK(ui.shows("周六"));
    CHECK(ui.shows("11:15"));
}

TEST_CASE(
    "E1: a quiet week is offered until something was reported, and refused after, by any way") {
    const flow::State home = sample("staff_home");
    CHECK(drawn(in_week(home, 0)).find(id::kStaffNil) != nullptr);
    CHECK(drawn(in_week(home, 1)).find(id::kStaffNil) == nullptr);
    const flow::State kind = sample("issue_kind");
    CHECK(drawn(in_week(kind, 0)).find(nil_kind()) != nullptr);
    CHECK(drawn(in_week(kind, 1)).find(nil_kind()) == nullptr);
    for (const int reported : {0, 1}) {
        CAPTURE(reported);
        flow::State state = in_week(home, reported);
        flow::reduce(state, flow::OpenIssue{domain::IssueKind::Nil}, state.now);
        CHECK((flow::page_of(state) == flow::Page::StaffHome) == (reported > 0));
        state = in_week(kind, reported);
        flow::reduce(state, flow::ChooseIssueKind{domain::IssueKind::Nil}, state.now);
        flow::reduce(state, flow::Continue{}, state.now);
        CHECK((flow::page_of(state) == flow::Page::IssueKind) == (reported > 0));
    }
}

TEST_CASE("E1: staff sees what waits, for how long and why, in every language") {
    for (const domain::Language language : domain::kLanguages) {
        const i18n::Catalogue& words = words_of(language);
        flow::State state = sample("staff_records-waiting", language);
        const FakeUi list = drawn(state, language);
        const auto waits = [&](std::int64_t days, i18n::Key why) {
            return words.tr("own.waits"_key, {{"n", days}, {"why", words.as_value(words.tr(why))}});
        };
        CHECK(list.find(id::kOwnQueue) != nullptr);
        CHECK(list.find(id_of(id::kOwnRow, "2")) != nullptr);
        CHECK(list.find(id_of(id::kOwnRow, "3")) == nullptr);
        const auto opened = [&](std::size_t row, bool online) {
            flow::State one = state;
            one.standing.online = online;
            flow::reduce(one, flow::ChooseOwn{row}, one.now);
            return drawn(one, language);
        };
        CHECK(opened(0, false).shows(waits(0, "own.why_offline"_key)));
        CHECK(opened(0, true).shows(waits(0, "own.why_sending"_key)));
        CHECK(opened(1, true).shows(waits(3, "own.why_parked"_key)));
        state.visit.staff->own->items.clear();
        CHECK(drawn(state, language).shows(words.tr("own.none_waiting"_key)));
    }
    const flow::State home = sample("staff_home");
    FakeUi ui(domain::Language::Zh);
    ui.pressed = id::kStaffWaiting;
    const auto intent = draw(home, words_of(domain::Language::Zh), ui);
    REQUIRE(intent);
    REQUIRE(std::holds_alternative<flow::OpenOwn>(*intent));
    CHECK(std::get<flow::OpenOwn>(*intent).show == flow::Staff::Show::Waiting);
}

TEST_CASE("E9: the locked page says for how long the work is kept, by whoever locked it") {
    flow::State state = sample("staff_lock");
    REQUIRE(state.visit.staff->by_hand);
    const auto kept = [](std::int64_t minutes) {
        return words_of(domain::Language::Zh).tr("staff_lock.until"_key, {{"n", minutes}});
    };
    CHECK(drawn(state).shows(kept(10)));
    state.visit.staff->by_hand = false;
    CHECK(drawn(state).shows(kept(3)));
}

TEST_CASE("2.6: receipts and results offer to be read to who does not hear them yet") {
    for (const char* page : {"receipt", "receipt-rating", "receipt-replied", "case_result"}) {
        CAPTURE(page);
        flow::State state = sample(page);
        FakeUi ui(domain::Language::Zh);
        ui.pressed = "paper.read";
        const auto intent = draw(state, words_of(domain::Language::Zh), ui);
        REQUIRE(intent);
        CHECK(std::holds_alternative<flow::StartSpeech>(*intent));
        flow::reduce(state, *intent, state.now);
        CHECK(state.visit.hearing.on());
        CHECK(drawn(state).find("paper.read") == nullptr);
        state.visit.hearing.way = flow::Hearing::Way::Off;
        state.has_sound = false;
        CHECK(drawn(state).find("paper.read") == nullptr);
    }
}

TEST_CASE("B1: who cannot say which it is finds a card that says so, in every language") {
    const domain::Topic& last = demo_hall()->topics.back();
    REQUIRE(demo_hall()->topics.size() <= 7);
    CHECK(last.name.in(domain::Language::Zh).find("说不清") != std::string::npos);
    CHECK(last.name.in(domain::Language::En).find("not sure") != std::string::npos);
    CHECK(last.name.in(domain::Language::Ug).find("دېيەلمەيمەن") != std::string::npos);
    flow::State state = sample("complaint_topic");
    flow::reduce(state, flow::ChooseTopic{last.code}, state.now);
    flow::reduce(state, flow::Continue{}, state.now);
    CHECK(flow::page_of(state) == flow::Page::ComplaintWindow);
}
