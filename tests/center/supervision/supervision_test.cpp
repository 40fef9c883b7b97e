// SPDX-License-Identifier: Apache-2.0
// What clocks earn, day by day, and what becomes of it.
#include "sync/base/mutant.h"
#include "sync/center/supervision/board.h"
#include "sync/center/supervision/card_events.h"
#include "sync/center/supervision/cards.h"
#include "sync/center/supervision/sweep.h"
#include "tests/center/tickets/office.h"

#include <doctest/doctest.h>

using namespace sunbooth;
using namespace sunbooth::tests;
using namespace sunbooth::center;
using namespace sunbooth::center::supervision;
using rules::Action;
using rules::CardAction;
using rules::CardState;
using rules::Level;
using rules::Outcome;
using rules::Role;

namespace {

constexpr std::chrono::hours kDay{24};
const rules::Viewer kAccused{Role::Handler, "scjg"};
const rules::Viewer kOther{Role::Handler, "rlzy"};

int sweep(Office& office) {
    const auto found = judge(office.db(), domain::date_of(office.now()));
    REQUIRE(found.ok());
    const auto issued = carry_out(office.db(), found.value(), office.now());
    REQUIRE(issued.ok());
    return issued.value();
}

std::vector<Card> all(Office& office, const rules::Viewer& viewer = kSupervisor) {
    const auto page = supervision::list(office.db(), viewer, {.limit = kCardsMax});
    REQUIRE(page.ok());
    return page.value().items;
}

/// With the unit that is complained of, which has signed for it and has fifteen working days.
void pass_days(Office& office, int days) {
    for (int i = 0; i < days; ++i) {
        office.pass(kDay);
        sweep(office);
    }
}

Result<Card> act(Office& office, const rules::Viewer& viewer, const Card& card, CardAction action,
                 const std::string& words = "已整改") {
    return supervision::act(office.db(), "zhang", viewer, card.id, card.version, {action, words},
                            office.now());
}

const Card& card_of(const std::vector<Card>& cards, Level level) {
    for (const Card& card : cards) {
        if (card.level == level) return card;
    }
    FAIL("no card of that level");
    return cards.front();
}

}  // namespace

TEST_CASE("supervision: a clock earns each level once, on its day, however often it is judged") {
    Office office;
    const std::int64_t id = signed_for(office);
    const domain::Date due = office.ticket(id).deadlines.reply_by;
    for (int day = 0; day < 40; ++day) {
        for (int i = 0; i < 3; ++i) sweep(office);
        office.pass(kDay);
    }
    std::vector<Card> cards = all(office);
    CHECK(std::erase_if(cards, [](const Card& one) { return one.clock == "internal_reply"; }) == 1);
    REQUIRE(cards.size() == 4);
    CHECK(cards[0].level == Level::Red);
    CHECK(cards[3].level == Level::Notice);
    CHECK(card_of(cards, Level::Warning).issued_on < due);
    CHECK(card_of(cards, Level::Yellow).issued_on > due);
    CHECK(card_of(cards, Level::Red).issued_on > card_of(cards, Level::Yellow).issued_on);
    for (const Card& card : cards) {
        CHECK(card.ticket == id);
        CHECK(card.unit == "scjg");
        CHECK(card.due_on == due);
        CHECK(card.answer_by.has_value() == rules::is_card(card.level));
        CHECK(events_of(office.db(), card.id).value().front().by == "(rule)");
    }
}

TEST_CASE("supervision: catches a sweep that forgets what it issued") {
    Office office;
    signed_for(office);
    pass_days(office, 40);
    const domain::Date today = domain::date_of(office.now());
    CHECK(judge(office.db(), today).value().due.empty());
    const MutantScope forgetful("supervision.issues_again");
    CHECK_FALSE(judge(office.db(), today).value().due.empty());
    CHECK(sweep(office) == 0);  // The database holds each level once even so.
}

TEST_CASE("supervision: after a standstill of weeks only the highest level is issued") {
    Office office;
    signed_for(office);
    office.pass(60 * kDay);
    CHECK(sweep(office) == 1);
    CHECK(all(office).front().level == Level::Red);
    CHECK(sweep(office) == 0);
}

TEST_CASE("supervision: until a unit has it, being late is the center's own doing") {
    Office office;
    office.file();
    office.pass(30 * kDay);
    REQUIRE(sweep(office) == 1);
    const Card card = all(office).front();
    CHECK(card.clock == "verify");
    CHECK(card.unit.empty());
    CHECK(all(office, kAccused).empty());
    CHECK(count_waiting(office.db(), kSupervisor).value() == 1);
}

TEST_CASE("supervision: what is answered in time settles its warning; a card stays") {
    Office office;
    const std::int64_t early = signed_for(office);
    const std::int64_t late = signed_for(office);
    const auto cards_of = [&](std::int64_t ticket) {
        return supervision::list(office.db(), kSupervisor, {.ticket = ticket}).value().items;
    };
    while (cards_of(early).empty()) pass_days(office, 1);
    REQUIRE(office.act(early, reply("好")).ok());
    sweep(office);
    CHECK(cards_of(early).front().state == CardState::Settled);
    CHECK(cards_of(late).front().state == CardState::Issued);
    while (cards_of(late).front().level != Level::Yellow) pass_days(office, 1);
    REQUIRE(office.act(late, reply("好")).ok());
    sweep(office);
    CHECK(cards_of(late).front().state == CardState::Issued);
    CHECK(cards_of(late).back().state == CardState::Settled);
    CHECK(cards_of(early).size() == 1);
}

TEST_CASE("supervision: a clock that stands for the citizen earns nothing and settles nothing") {
    Office office;
    const std::int64_t id = signed_for(office);
    while (all(office).empty()) pass_days(office, 1);
    REQUIRE(office.act(id, ask("请补充时间")).ok());
    pass_days(office, 5);
    REQUIRE(all(office).size() == 1);
    CHECK(all(office).front().state == CardState::Issued);
    REQUIRE(office.act(id, noted(Action::Supplement)).ok());
    sweep(office);
    CHECK(all(office).front().state == CardState::Issued);
}

TEST_CASE("supervision: a unit answers its own card, a supervisor decides, and all of it is kept") {
    Office office;
    signed_for(office);
    office.pass(60 * kDay);
    sweep(office);
    const Card card = all(office, kAccused).front();
    CHECK(all(office, kOther).empty());
    CHECK(count_waiting(office.db(), kAccused).value() == 1);
    CHECK(act(office, kOther, card, CardAction::Answer).error().code == ErrorCode::NotFound);
    CHECK(act(office, kAccused, card, CardAction::Remove).error().code == ErrorCode::Forbidden);
    CHECK(act(office, kAccused, card, CardAction::Answer, "").error().field == "words");
    CHECK(act(office, kAccused, card, CardAction::Object).error().field == "evidence");
    CHECK(act(office, kSupervisor, card, CardAction::Uphold).error().field == "action");
    const auto answered = act(office, kAccused, card, CardAction::Answer);
    REQUIRE(answered.ok());
    CHECK(act(office, kAccused, card, CardAction::Object).error().field == "expected_version");
    CHECK(act(office, kAccused, answered.value(), CardAction::Object).error().field == "action");
    CHECK(count_waiting(office.db(), kAccused).value() == 0);
    CHECK(count_waiting(office.db(), kSupervisor).value() == 1);
    const auto removed = act(office, kSupervisor, answered.value(), CardAction::Remove, "停电一周");
    REQUIRE(removed.ok());
    CHECK(removed.value().state == CardState::Removed);
    CHECK(act(office, kSupervisor, removed.value(), CardAction::Uphold).error().field == "action");
    CHECK(sweep(office) == 0);  // What was taken back does not come again.
    const auto events = events_of(office.db(), card.id).value();
    REQUIRE(events.size() == 3);
    CHECK(events[2].words == "停电一周");
    CHECK_FALSE(office.db().run("UPDATE card_event SET words = 'x'").ok());
    CHECK_FALSE(office.db().run("DELETE FROM card_event").ok());
}

TEST_CASE("supervision: twenty tickets page by page, each once") {
    Office office;
    for (int i = 0; i < 20; ++i) signed_for(office);
    office.pass(60 * kDay);
    CHECK(sweep(office) == 20);
    std::int64_t before = 0;
    std::size_t seen = 0;
    do {
        const auto page = supervision::list(office.db(), kSupervisor,
                                            {.wait = Wait::Open, .before = before, .limit = 7});
        REQUIRE(page.ok());
        seen += page.value().items.size();
        before = page.value().next;
    } while (before != 0);
    CHECK(seen == 20);
}

TEST_CASE(
    "board: what it says will come is what the sweep then issues, on that day and not before") {
    Office office;
    const std::int64_t id = signed_for(office);
    int seen = 0;
    for (int day = 0; day < 45; ++day) {
        sweep(office);
        const domain::Date today = domain::date_of(office.now());
        const auto now = board(office.db(), kSupervisor, {today, today.plus(-90)});
        REQUIRE(now.ok());
        if (now.value().coming.empty()) break;
        const Coming& coming = now.value().coming.front();
        CHECK(coming.ticket == id);
        CHECK(coming.unit == "scjg");
        const auto cards = all(office).size();
        while (domain::date_of(office.now()) < coming.next.on.plus(-1)) {
            office.pass(kDay);
            CHECK(sweep(office) == 0);
        }
        office.pass(kDay);
        REQUIRE(sweep(office) == 1);
        CHECK(all(office).size() == cards + 1);
        CHECK(all(office).front().level == coming.next.level);
        CHECK(all(office).front().issued_on == coming.next.on);
        ++seen;
    }
    // Notice, the step that the center's own limit makes, warning, yellow, red, and nothing more.
    CHECK(seen == 5);
}

TEST_CASE("board: each unit's line counts what stands and what was decided; a unit sees its own") {
    Office office;
    signed_for(office);
    office.file();
    pass_days(office, 40);
    const domain::Date today = domain::date_of(office.now());
    const BoardSpan span{today, today.plus(-90)};
    const auto lines = board(office.db(), kSupervisor, span).value().units;
    REQUIRE(lines.size() == 2);
    CHECK(lines[0].unit.empty());  // The complaint that nobody verified is the center's own.
    CHECK(lines[1].unit == "scjg");
    CHECK(lines[1].running == 1);
    const auto red = [&] {
        const auto units = board(office.db(), kSupervisor, span).value().units;
        return units[1].levels[static_cast<std::size_t>(Level::Red)];
    };
    CHECK(red().standing == 1);
    CHECK(red().answered == 0);
    const auto card = [&] {
        for (const Card& one : all(office, kAccused)) {
            if (one.level == Level::Red) return one;
        }
        FAIL("no red card");
        return Card{};
    };
    REQUIRE(supervision::act(office.db(), "zhang", kAccused, card().id, card().version,
                             {CardAction::Answer, "停电", "供电局通知第3号"}, office.now())
                .ok());
    CHECK(events_of(office.db(), card().id).value().back().evidence == "供电局通知第3号");
    CHECK(verify_cards(office.db()).ok());
    CHECK(red().standing == 1);
    CHECK(red().answered == 1);
    REQUIRE(act(office, kSupervisor, card(), CardAction::Remove).ok());
    CHECK(red().standing == 0);
    CHECK(red().removed == 1);

    const auto own = board(office.db(), kAccused, span).value();
    REQUIRE(own.units.size() == 1);
    CHECK(own.units.front().unit == "scjg");
    for (const Coming& one : own.coming) CHECK(one.unit == "scjg");
    CHECK(board(office.db(), kOther, span).value().units.empty());
    const rules::Viewer keeper{Role::Administrator, ""};
    CHECK(board(office.db(), keeper, span).value().coming.empty());
}
