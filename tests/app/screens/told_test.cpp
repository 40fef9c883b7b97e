// SPDX-License-Identifier: Apache-2.0
// What pages tell is true and of one piece: where a record is, how far a matter has come, who is on
// the way, and who a page is for.
#include "app/flow/reduce.h"
#include "app/screens/slip.h"
#include "app/screens/words.h"
#include "tests/app/screens/drawn.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace sunbooth;
using namespace sunbooth::app;
using namespace sunbooth::app::screens;
using namespace sunbooth::app::screens::tests;
using namespace sunbooth::app::i18n::literals;
namespace id = flow::id;

namespace {

std::string zh(i18n::Key key) {
    return words_of(domain::Language::Zh).tr(key);
}

/// Where in the order of the page it stands; the number of all when it does not.
std::size_t place_of(const FakeUi& ui, std::string_view id) {
    return static_cast<std::size_t>(std::ranges::find(ui.nodes, id, &FakeUi::Node::id) -
                                    ui.nodes.begin());
}

flow::State with_ticket(domain::TicketState state) {
    flow::State made = sample("receipt-accepted");
    std::get<flow::LookedUp>(made.visit.receipt).found.view.state = state;
    return made;
}

}  // namespace

TEST_CASE("told: a record waits for the network only where there is none") {
    const struct {
        const char* sample;
        std::string_view standing;
    } pages[] = {{"receipt-offline", id::kReceiptStanding},
                 {"receipt-queued", id::kReceiptStanding},
                 {"issue_done", id::kIssueStanding}};
    for (const auto& page : pages) {
        CAPTURE(page.sample);
        for (const bool online : {false, true}) {
            CAPTURE(online);
            flow::State state = sample(page.sample);
            state.standing.online = online;
            const FakeUi ui = drawn(state);
            const FakeUi::Node* banner = ui.find(page.standing);
            REQUIRE(banner != nullptr);
            CHECK(banner->name == zh(online ? "receipt.sending"_key : "receipt.unsent"_key));
            CHECK(banner->value == (online ? "cloud_upload info" : "cloud_off warn"));
            CHECK(ui.shows("联网后") != online);
            if (page.standing == id::kIssueStanding) continue;
            const receipt::Slip slip = slip_of(state, words_of(domain::Language::Zh));
            for (const std::string& note : slip.notes) {
                CHECK((note.find("联网后") == std::string::npos || !online));
            }
        }
    }
}

TEST_CASE("told: what a head calls under way is not ticked in the steps below it") {
    using domain::TicketState;
    using State = ui::Step::State;
    for (const TicketState state :
         {TicketState::Accepted, TicketState::Rechecking, TicketState::Merged,
          TicketState::Reviewing, TicketState::Appealed}) {
        CAPTURE(static_cast<int>(state));
        const FakeUi ui = drawn(with_ticket(state));
        REQUIRE(ui.steps.size() == 4);
        CHECK(ui.steps[1].state == State::Done);
        CHECK(ui.steps[2].label == zh("step.taken_up"_key));
        CHECK(ui.steps[2].state == State::Active);
        CHECK(ui.steps[3].state == State::Ahead);
    }
    for (const TicketState state : {TicketState::Replied, TicketState::Closed}) {
        CHECK(drawn(with_ticket(state)).steps[3].state == State::Done);
    }
}

TEST_CASE("told A4 V7: lateness is said first, by a sign, in words, with an excuse") {
    const struct {
        const char* late;
        const char* in_time;
        std::string_view banner;
    } pages[] = {{"case_result-overdue", "case_result", id::kCaseLate},
                 {"receipt-overdue", "receipt-accepted", id::kReceiptStanding}};
    for (const auto& page : pages) {
        CAPTURE(page.late);
        const FakeUi ui = drawn(page.late);
        const FakeUi::Node* banner = ui.find(page.banner);
        REQUIRE(banner != nullptr);
        CHECK(banner->value == "schedule danger");
        CHECK(banner->name.find("对不起") != std::string::npos);
        const std::string_view head =
            page.banner == id::kCaseLate ? id::kCaseProgress : id::kReceiptCard;
        CHECK(place_of(ui, page.banner) < place_of(ui, head));
        CHECK(drawn(page.in_time).find(page.banner) == nullptr);
    }
}

TEST_CASE("told X4: how a call stands is the page's heading; a window is named to who is alone") {
    const struct {
        const char* sample;
        i18n::Key heading;
        bool alone;
    } pages[] = {{"call_staff", "call_staff.ringing"_key, false},
                 {"call_staff-coming", "call_staff.coming"_key, false},
                 {"call_staff-unheard", "call_staff.unheard"_key, true},
                 {"call_staff-nobody", "call_staff.nobody"_key, true}};
    for (const auto& page : pages) {
        CAPTURE(page.sample);
        const FakeUi ui = drawn(page.sample);
        CHECK(ui.heading_text == zh(page.heading));
        CHECK((ui.find(id::kCallWho) != nullptr) == page.alone);
        CHECK(ui.shows("号窗口") == page.alone);
    }
}

TEST_CASE("told 1.9: Simple shows the four tasks, and lists without search and queue number") {
    for (const bool simple : {false, true}) {
        CAPTURE(simple);
        const auto shown = [simple](const char* name) {
            flow::State state = sample(name);
            state.visit.modes.simple = simple;
            return drawn(state);
        };
        const FakeUi rating = shown("rating_window");
        CHECK((rating.find(id::kRatingQueue) == nullptr) == simple);
        CHECK((rating.find(id::kRatingFind) == nullptr) == simple);
        CHECK((shown("complaint_window").find(id::kComplaintFind) == nullptr) == simple);
        const FakeUi home = shown("home");
        CHECK((home.find(id::kHomeStaff) == nullptr) == simple);
        CHECK((home.find(id::kHomeBoard) == nullptr) == simple);
        for (const std::string_view task :
             {id::kHomeCase, id::kHomeComplaint, id::kHomeRating, id::kHomeReceipt, id::kCall}) {
            CHECK(home.find(task) != nullptr);
        }
    }
}

TEST_CASE("told X10: out of order, the nearest terminal and who helps, in the visitor's language") {
    for (const domain::Language language : domain::kLanguages) {
        flow::State state = sample("out_of_order");
        state.visit.language = language;
        const FakeUi ui = drawn(state, language);
        const i18n::Catalogue& words = words_of(language);
        const domain::KioskPlace* other = state.hall->nearest_kiosk(state.kiosk);
        REQUIRE(other != nullptr);
        CHECK(ui.shows(words.tr("out_of_order.other"_key,
                                {{"place", words.as_value(other->place.in(language))}})));
        CHECK(ui.shows(words.tr("out_of_order.lead"_key)));
        CHECK(ui.shows(phone_text(state.hall->help_phone)));
        CHECK(ui.find(id::kOutOnline) != nullptr);
        for (const std::string_view key : {id::kZh, id::kEn, id::kUg, id::kModes}) {
            CHECK(ui.find(key) != nullptr);
        }
        // Nobody hears a call that this terminal cannot send, and there is no visit to be ended.
        CHECK(ui.find(id::kCall) == nullptr);
        CHECK(ui.find(id::kExit) == nullptr);
    }
}

TEST_CASE("told X11: a closed hall says when it opens, and names no window where nobody sits") {
    for (const domain::Language language : domain::kLanguages) {
        flow::State state = sample("closed");
        state.visit.language = language;
        const FakeUi ui = drawn(state, language);
        const auto next = state.hall->next_opening(domain::date_of(state.wall),
                                                   domain::minute_of_day(state.wall));
        REQUIRE(next);
        CHECK(ui.shows(clock_text(next->minute)));
        CHECK(ui.shows(phone_text(state.hall->help_phone)));
        CHECK(ui.find(id::kClosedOnline) != nullptr);
        CHECK(ui.find(id::kClosedReceipt) != nullptr);
        for (const char* window : {"窗口", "indow", "كۆزنەك"}) CHECK_FALSE(ui.shows(window));
        // Nor does the page behind it.
        state.visit.page = flow::Page::ReceiptCode;
        const FakeUi code = drawn(state, language);
        for (const char* window : {"窗口", "indow", "كۆزنەك"}) CHECK_FALSE(code.shows(window));
        CHECK(code.shows(phone_text(state.hall->help_phone)));
    }
}
