// SPDX-License-Identifier: Apache-2.0
// What else earns a warning or a card than one long clock: one step that is late, a clock that a
// question to the citizen holds up no longer, and cards that follow from cards
// (domain.md 3.1, 3.3).
#include "sync/base/mutant.h"
#include "sync/center/monitoring/duties.h"
#include "sync/center/supervision/board.h"
#include "sync/center/supervision/card_events.h"
#include "sync/center/supervision/cards_by_hand.h"
#include "sync/center/supervision/sweep.h"
#include "tests/center/tickets/office.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>

using namespace sunbooth;
using namespace sunbooth::tests;
using namespace sunbooth::center;
using namespace sunbooth::center::supervision;
using domain::Date;
using rules::Action;
using rules::CardAction;
using rules::CardState;
using rules::Level;
using rules::Outcome;
using rules::Role;

namespace {

constexpr std::chrono::hours kDay{24};
const rules::Viewer kUnit{Role::Handler, "scjg"};

/// As the running center does it every hour.
void sweep(Office& office) {
    const Date today = domain::date_of(office.now());
    for (const auto& found : {judge(office.db(), today), judge_cards(office.db(), today)}) {
        REQUIRE(found.ok());
        REQUIRE(carry_out(office.db(), found.value(), office.now()).ok());
    }
}
void pass_days(Office& office, int days) {
    for (int i = 0; i < days; ++i) {
        office.pass(kDay);
        sweep(office);
    }
}

std::int64_t given(Office& office) {
    const std::int64_t id = office.file();
    REQUIRE(office.act(id, call(Outcome::Verified)).ok());
    REQUIRE(office.act(id, accept()).ok());
    return id;
}
std::vector<Card> cards_of(Office& office, std::int64_t ticket) {
    auto page = supervision::list(office.db(), kSupervisor, {.ticket = ticket, .limit = kCardsMax});
    REQUIRE(page.ok());
    return page.value().items;
}
/// "reply yellow issued", oldest first.
std::vector<std::string> told(Office& office, std::int64_t ticket) {
    std::vector<std::string> all;
    for (const Card& card : cards_of(office, ticket)) {
        all.push_back(card.clock + " " + rules::to_string(card.level) + " " +
                      rules::to_string(card.state));
    }
    std::ranges::reverse(all);
    return all;
}
bool has(Office& office, std::int64_t ticket, const std::string& what) {
    return std::ranges::count(told(office, ticket), what) == 1;
}

}  // namespace

TEST_CASE(
    "steps: a unit that does not sign for what it was given is warned, though nothing is due") {
    Office office;
    const std::int64_t id = given(office);  // Monday; to be signed for on Tuesday.
    pass_days(office, 1);
    CHECK(told(office, id).empty());
    pass_days(office, 1);
    CHECK(told(office, id) == std::vector<std::string>{"sign warning issued"});
    const Card card = cards_of(office, id).front();
    CHECK(card.unit == "scjg");
    CHECK(card.due_on == Date::of(2026, 11, 3));
    pass_days(office, 3);
    CHECK(cards_of(office, id).size() == 1);
    REQUIRE(office.act_as("zhang", kUnit, id, noted(Action::Sign)).ok());
    sweep(office);
    CHECK(told(office, id) == std::vector<std::string>{"sign warning settled"});
    // What was given back is another unit's to sign for.
    const std::int64_t back = given(office);
    REQUIRE(office.act_as("zhang", kUnit, back, noted(Action::Return)).ok());
    REQUIRE(office.act(back, dispatch("rlzy")).ok());
    pass_days(office, 5);
    CHECK(told(office, back) == std::vector<std::string>{"sign.1 warning issued"});
    CHECK(cards_of(office, back).front().unit == "rlzy");
}

TEST_CASE("steps: asking the citizen is no way of never being late") {
    Office office;
    const std::int64_t id = signed_for(office);
    REQUIRE(office.act_as("zhang", kUnit, id, ask("请补充")).ok());
    const Date until = *office.ticket(id).deadlines.paused_until;
    const Date due = office.ticket(id).deadlines.reply_by;
    while (domain::date_of(office.now()) <= until) {
        pass_days(office, 1);
        if (domain::date_of(office.now()) <= until) CHECK(told(office, id).empty());
    }
    const auto board_now = [&] {
        const Date today = domain::date_of(office.now());
        return board(office.db(), kSupervisor, {today, today.plus(-90)}).value();
    };
    REQUIRE(board_now().coming.size() == 1);
    CHECK(board_now().coming.front().due_on == due);
    CHECK(board_now().coming.front().unit == "scjg");
    pass_days(office, 40);
    CHECK(told(office, id) == std::vector<std::string>{"reply notice issued",
                                                       "internal_reply warning issued",
                                                       "reply warning issued",
                                                       "reply yellow issued", "reply red issued"});
    for (const Card& card : cards_of(office, id)) {
        CHECK(card.unit == "scjg");
        if (card.clock == "reply") CHECK(card.due_on == due);
    }
}

TEST_CASE("steps: who is late by the center's own limit is warned before the law asks, and once") {
    Office office;
    const std::int64_t id = signed_for(office);
    const Date own = *office.ticket(id).deadlines.internal_reply_by;
    while (domain::date_of(office.now()) < own) pass_days(office, 1);
    CHECK_FALSE(has(office, id, "internal_reply warning issued"));
    pass_days(office, 1);
    REQUIRE(has(office, id, "internal_reply warning issued"));
    CHECK(cards_of(office, id).front().unit == "scjg");
    CHECK(cards_of(office, id).front().due_on == own);
    const std::size_t before = cards_of(office, id).size();
    sweep(office);
    CHECK(cards_of(office, id).size() == before);
    REQUIRE(office.act(id, reply("好")).ok());
    sweep(office);
    CHECK(has(office, id, "internal_reply warning settled"));
    // The center's own: it verifies late. The law says so first here, and once is enough.
    const std::int64_t filed = office.file();
    pass_days(office, 4);
    CHECK_FALSE(has(office, filed, "internal_verify warning issued"));
    CHECK(has(office, filed, "verify warning issued"));
}

namespace {

/// A bad rating with its unit: these are the rules' only clocks that may be given more time.
std::int64_t rated_badly(Office& office) {
    const std::int64_t id = office.file({.kind = domain::RecordKind::Rating});
    REQUIRE(office.act(id, call(Outcome::Verified)).ok());
    tickets::Deed valid = noted(Action::Classify);
    valid.found = rules::RatingClass::Valid;
    valid.words = "属实";
    REQUIRE(office.act(id, valid).ok());
    REQUIRE(office.act_as("zhang", kUnit, id, noted(Action::Sign)).ok());
    return id;
}

/// Warned of its answer, given ten days more, and left alone until the next card.
std::vector<std::string> told_after_extension() {
    Office office;
    const std::int64_t id = rated_badly(office);
    while (!has(office, id, "reply warning issued")) pass_days(office, 1);
    REQUIRE(office.act_as("zhang", kUnit, id, noted(Action::AskExtension)).ok());
    REQUIRE(office.act(id, extend("要向外省核对。")).ok());
    const Date due = office.ticket(id).deadlines.reply_by;
    const auto settled =
        judge_some(office.db(), domain::date_of(office.now()), std::array<std::int64_t, 1>{id});
    REQUIRE(settled.ok());
    REQUIRE(carry_out(office.db(), settled.value(), office.now()).ok());
    while (domain::date_of(office.now()) <= due.plus(1)) pass_days(office, 1);
    return told(office, id);
}

}  // namespace

TEST_CASE("clocks: who was given more time is warned anew, and the former warning settles") {
    const std::vector<std::string> whole = {
        "reply notice settled",  "internal_reply warning settled", "reply warning settled",
        "reply+1 notice issued", "reply+1 warning issued",         "reply+1 yellow issued"};
    CHECK(told_after_extension() == whole);
    const MutantScope nameless("rules.extended_clock_keeps_its_name");
    CHECK(told_after_extension() != whole);
}

TEST_CASE("clocks: cards of an extended clock from before it had a name are not issued anew") {
    Office office;
    const std::int64_t id = rated_badly(office);
    REQUIRE(office.act_as("zhang", kUnit, id, noted(Action::AskExtension)).ok());
    REQUIRE(office.act(id, extend("要向外省核对。")).ok());
    {
        const MutantScope former("rules.extended_clock_keeps_its_name");
        while (!has(office, id, "reply yellow issued")) pass_days(office, 1);
    }
    const std::size_t before = cards_of(office, id).size();
    sweep(office);
    CHECK(cards_of(office, id).size() == before);
    CHECK(has(office, id, "reply yellow issued"));
    pass_days(office, 6);
    CHECK(has(office, id, "reply+1 red issued"));
}

TEST_CASE("cards: a second yellow one on the same ticket is red, unless the first was taken back") {
    for (const bool removed : {false, true}) {
        CAPTURE(removed);
        Office office;
        const std::int64_t id = signed_for(office);
        while (!has(office, id, "reply yellow issued")) pass_days(office, 1);
        const Card first = cards_of(office, id).front();
        const auto answered = supervision::act(office.db(), "zhang", kUnit, first.id, first.version,
                                               {CardAction::Answer, "已整改"}, office.now());
        REQUIRE(answered.ok());
        if (removed) {
            REQUIRE(supervision::act(office.db(), "li", kSupervisor, first.id,
                                     answered.value().version, {CardAction::Remove, "停电"},
                                     office.now())
                        .ok());
        }
        REQUIRE(office.act(id, reply("一")).ok());
        REQUIRE(office.act(id, noted(Action::Rework)).ok());
        Level said = Level::Notice;
        while (cards_of(office, id).front().clock != "reply.1" ||
               !rules::is_card(cards_of(office, id).front().level)) {
            const Date today = domain::date_of(office.now());
            said = board(office.db(), kSupervisor, {today, today.plus(-90)})
                       .value()
                       .coming.front()
                       .next.level;
            pass_days(office, 1);
        }
        CHECK(said == (removed ? Level::Yellow : Level::Red));
        CHECK(has(office, id, removed ? "reply.1 yellow issued" : "reply.1 red issued"));
        CHECK(has(office, id, "reply.1 yellow issued") == removed);
        const std::size_t before = cards_of(office, id).size();
        sweep(office);
        CHECK(cards_of(office, id).size() == before);
    }
}

TEST_CASE(
    "cards: a yellow one that its unit leaves unanswered is red; one that was answered is not") {
    Office office;
    const std::int64_t silent = signed_for(office);
    const std::int64_t heard_of = signed_for(office);
    while (!has(office, silent, "reply yellow issued")) pass_days(office, 1);
    // Both are answered a day late: no clock of theirs runs any more.
    REQUIRE(office.act(silent, reply("一")).ok());
    REQUIRE(office.act(heard_of, reply("一")).ok());
    const Card card = cards_of(office, heard_of).front();
    REQUIRE(supervision::act(office.db(), "zhang", kUnit, card.id, card.version,
                             {CardAction::Object, "系统故障", "运维日志"}, office.now())
                .ok());
    const Date answer_by = *cards_of(office, silent).front().answer_by;
    while (domain::date_of(office.now()) < answer_by) pass_days(office, 1);
    CHECK_FALSE(has(office, silent, "reply red issued"));
    pass_days(office, 1);
    CHECK(has(office, silent, "reply red issued"));
    CHECK_FALSE(has(office, heard_of, "reply red issued"));
    pass_days(office, 10);
    CHECK_FALSE(has(office, heard_of, "reply red issued"));
    CHECK(verify_cards(office.db()).ok());
}

TEST_CASE("cards: a complaint that was found true earns its unit what its category is worth") {
    const auto level_of = [](const char* category, domain::Finding finding) {
        Office office;
        const std::int64_t id = office.file({.category = category});
        const auto prove = [&] {
            return issue_by_hand(office.db(), {"li", kSupervisor, office.now()}, id,
                                 {.finding = finding, .words = "已查实"});
        };
        const auto card = prove();
        if (!card.ok()) return card.error().field;
        CHECK(prove().error().code == ErrorCode::Conflict);  // Once is enough.
        CHECK(card.value().unit == "scjg");
        return told(office, id).front();
    };
    using domain::Finding;
    CHECK(level_of("08", Finding::True) == "proven red issued");
    CHECK(level_of("08", Finding::Partly) == "proven yellow issued");
    CHECK(level_of("02", Finding::True) == "proven yellow issued");
    CHECK(level_of("02", Finding::Untrue) == "finding");
    CHECK(level_of("99", Finding::True) == "finding");
    const MutantScope blind("rules.untrue_earns_a_card");
    CHECK(level_of("02", Finding::Untrue) != "finding");
}

TEST_CASE("cards: what was found true of a sealed complaint is not told to its unit") {
    const auto unit_told = [] {
        Office office;
        const std::int64_t id = office.file({.category = "06"});
        for (const ByHand& hand : {ByHand{.finding = domain::Finding::True, .words = "查账"},
                                   ByHand{.level = Level::Yellow, .words = "查账"}}) {
            REQUIRE(issue_by_hand(office.db(), {"li", kSupervisor, office.now()}, id, hand).ok());
        }
        CHECK(cards_of(office, id).size() == 2);
        return supervision::list(office.db(), kUnit, {}).value().items.size();
    };
    CHECK(unit_told() == 0);
    const MutantScope open("supervision.proven_unseals");
    CHECK(unit_told() > 0);
}

TEST_CASE(
    "cards: a supervisor issues one by hand, with a reason, and again when it happens again") {
    Office office;
    const std::int64_t id = signed_for(office);
    const auto by_hand = [&](const rules::Viewer& viewer, Level level, const std::string& words) {
        return issue_by_hand(office.db(), {"li", viewer, office.now()}, id,
                             {.level = level, .words = words});
    };
    CHECK(by_hand(kUnit, Level::Yellow, "x").error().code == ErrorCode::Forbidden);
    CHECK(by_hand({Role::Handler, "rlzy"}, Level::Yellow, "x").error().code == ErrorCode::NotFound);
    CHECK(by_hand(kSupervisor, Level::Warning, "x").error().field == "level");
    CHECK(by_hand(kSupervisor, Level::Yellow, "").error().field == "words");
    REQUIRE(by_hand(kSupervisor, Level::Yellow, "系统外审批").ok());
    REQUIRE(by_hand(kSupervisor, Level::Yellow, "又一次").ok());
    CHECK(told(office, id) ==
          std::vector<std::string>{"manual yellow issued", "manual.1 yellow issued"});
    const Card card = cards_of(office, id).front();
    CHECK(card.unit == "scjg");
    CHECK(card.answer_by.has_value());
    const auto events = events_of(office.db(), card.id).value();
    CHECK(events.front().by == "li");
    CHECK(events.front().words == "又一次");
    sweep(office);
    CHECK(cards_of(office, id).size() == 2);
    CHECK(verify_cards(office.db()).ok());
    // It waits for its unit as every other card does.
    while (!has(office, id, "manual red issued")) pass_days(office, 1);
}

TEST_CASE("own duties: a visit that is owed is not lost among a thousand reminders") {
    Office office;
    office.pass(kDay * 40);
    REQUIRE(monitoring::judge_duties(office.db(), office.now()).ok());
    REQUIRE(
        office.db()
            .run("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1200) "
                 "INSERT INTO monitoring_duty (kind, subject, period, raised_on) "
                 "SELECT 'remind', 'm' || i, '2026-11-02', '2026-11-09' FROM n")
            .ok());
    office.pass(kDay);
    const auto found = judge_own(office.db(), domain::date_of(office.now()));
    REQUIRE(found.ok());
    CHECK(std::ranges::any_of(found.value().due,
                              [](const Due& due) { return due.clock == "visit"; }));
}
