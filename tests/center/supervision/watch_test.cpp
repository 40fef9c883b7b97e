// SPDX-License-Identifier: Apache-2.0
// Cases of the approval system and the center's own duties, by the same clocks as tickets.
#include "sync/base/mutant.h"
#include "sync/center/cases/cases.h"
#include "sync/center/monitoring/duties.h"
#include "sync/center/registry/calendar.h"
#include "sync/center/supervision/board.h"
#include "sync/center/supervision/card_events.h"
#include "sync/center/supervision/cards.h"
#include "sync/center/supervision/sweep.h"
#include "tests/center/cases/case_file.h"
#include "tests/center/tickets/office.h"

#include <doctest/doctest.h>

using namespace sunbooth;
using namespace sunbooth::tests;
using namespace sunbooth::center;
using namespace sunbooth::center::supervision;
using domain::Date;
using rules::CardState;
using rules::Level;
using rules::Subject;

namespace {

constexpr std::chrono::hours kDay{24};

/// A case as an import tells it: accepted on 2 November, promised for ten working days.
struct Told {
    const char* no = "TEST-0001";
    const char* stage = "reviewing";
    const char* accepted_on = "2026-11-02";
    int promised = 10;
    int statutory = 20;
    const char* due_on = "";
    const char* suspended = "";
};

class Hall : public Office {
public:
    void tell(const Told& told) {
        const std::string row = std::string(told.no) +
                                ",营业执照,scjg,2,王,1234,5678,ABCD1234EFGH," + told.stage + "," +
                                told.accepted_on + "," + std::to_string(told.promised) + "," +
                                std::to_string(told.statutory) + "," + told.due_on +
                                ",2026-11-02 10:00," + told.suspended + "\n";
        std::string header = kHeader;
        header.insert(header.size() - 1, ",suspended_wd");
        const auto report = cases::import_csv(db(), header + row, {key_, random_, now()});
        REQUIRE(report.ok());
        for (const auto& wrong : report.value().errors) FAIL((wrong.column + " " + wrong.why));
    }
    int sweep() {
        const auto found = judge_cases(db(), domain::date_of(now()));
        REQUIRE(found.ok());
        const auto issued = carry_out(db(), found.value(), now());
        REQUIRE(issued.ok());
        return issued.value();
    }
    int sweep_own() {
        const auto found = judge_own(db(), domain::date_of(now()));
        REQUIRE(found.ok());
        return carry_out(db(), found.value(), now()).value();
    }
    std::vector<Card> cards(Subject subject) {
        return supervision::list(db(), kSupervisor, {.subject = subject}).value().items;
    }
    std::vector<Coming> coming(const rules::Viewer& viewer) {
        const Date today = domain::date_of(now());
        const auto made = board(db(), viewer, {today, today.plus(-90)});
        REQUIRE(made.ok());
        return made.value().coming;
    }
    void pass_until(const char* iso) {
        pass(kDay * (Date::parse(iso).value().days - domain::date_of(now()).days));
    }

private:
    SeededRandom random_{3};
    seal::SecretKey key_ = seal::make_secret_key(random_);
};

}  // namespace

TEST_CASE("cases: a promised limit earns each level once on its day, for the unit") {
    Hall hall;
    hall.tell({});
    for (int day = 0; day < 40; ++day) {
        for (int i = 0; i < 2; ++i) hall.sweep();
        hall.pass(kDay);
    }
    const auto cards = hall.cards(Subject::Case);
    REQUIRE(cards.size() == 4);
    CHECK(cards[0].level == Level::Red);
    CHECK(cards[3].level == Level::Notice);
    for (const Card& card : cards) {
        CHECK(card.about == "TEST-0001");
        CHECK(card.clock == "promise");
        CHECK(card.unit == "scjg");
        CHECK(card.ticket == 0);
        CHECK(card.due_on == Date::of(2026, 11, 16));
    }
    CHECK(supervision::list(hall.db(), {rules::Role::Handler, "scjg"}, {}).value().items.size() ==
          4);
    CHECK(supervision::list(hall.db(), {rules::Role::Handler, "rlzy"}, {}).value().items.empty());
    CHECK(verify_cards(hall.db()).value() == 4);
}

TEST_CASE("board: what a case earns next is what the sweep then issues, on that day and no other") {
    // Two cards by the promise, or the red one of the law before the promise gets so far.
    for (const auto& [statutory, levels] : {std::pair{20, 4}, std::pair{11, 4}}) {
        CAPTURE(statutory);
        Hall hall;
        hall.tell({.statutory = statutory});
        hall.tell({.no = "TEST-0002", .promised = 150, .statutory = 200});  // Weeks away: not told.
        int seen = 0;
        while (domain::date_of(hall.now()) < Date::of(2026, 12, 11)) {
            hall.sweep();
            const auto coming = hall.coming(kSupervisor);
            REQUIRE(coming.size() <= 1);
            hall.pass(kDay);
            const bool comes = !coming.empty() && coming[0].next.on == domain::date_of(hall.now());
            CHECK(hall.sweep() == (comes ? 1 : 0));
            if (!comes) continue;
            CHECK(coming[0].subject == Subject::Case);
            CHECK(coming[0].about == "TEST-0001");
            CHECK(hall.cards(Subject::Case).front().level == coming[0].next.level);
            ++seen;
        }
        CHECK(seen == levels);
        CHECK(hall.coming(kSupervisor).empty());
    }
}

TEST_CASE("board: who would see a case's card sees it come, and nobody else") {
    Hall hall;
    hall.tell({});
    CHECK(hall.coming({rules::Role::Handler, "scjg"}).size() == 1);
    CHECK(hall.coming({rules::Role::Handler, "rlzy"}).empty());
    CHECK(hall.coming({rules::Role::Administrator, ""}).empty());
    const rules::Viewer related{rules::Role::Supervisor, "", {"scjg"}};
    CHECK(hall.coming(related).empty());
    {
        const MutantScope open("supervision.sees_related");
        CHECK_FALSE(hall.coming(related).empty());
    }
    REQUIRE(hall.db().run("UPDATE case_file SET unit = 'nosuchunit'").ok());
    REQUIRE(hall.coming(kSupervisor).size() == 1);
    CHECK(hall.coming(kSupervisor).front().unit.empty());  // The center's own to look into.
}

TEST_CASE("cases: past the statutory limit the card is red at once") {
    Hall hall;
    hall.tell({.promised = 10, .statutory = 10});
    hall.pass_until("2026-11-17");
    CHECK(hall.sweep() == 1);
    CHECK(hall.cards(Subject::Case).front().level == Level::Red);
}

TEST_CASE("cases: the approval system's own date counts before the count of days") {
    Hall hall;
    hall.tell({.promised = 3, .statutory = 5, .due_on = "2026-12-10"});
    hall.pass_until("2026-11-20");
    CHECK(hall.sweep() == 0);
    hall.pass_until("2026-12-11");
    CHECK(hall.sweep() == 1);
}

TEST_CASE("cases: what is not counted for the promise is not counted for the law either") {
    // Thirty working days of hearing: the department's own date says so, or a column does.
    const auto level_a_day_late = [](const Told& told) {
        Hall hall;
        hall.tell(told);
        hall.pass_until("2026-12-29");
        CHECK(hall.sweep() == 1);
        return hall.cards(Subject::Case).front().level;
    };
    // Ten working days from 2 November are 16 November; with thirty more 28 December.
    CHECK(level_a_day_late({.due_on = "2026-12-28"}) == Level::Yellow);
    CHECK(level_a_day_late({.due_on = "2026-12-28", .suspended = "30"}) == Level::Yellow);
    CHECK(level_a_day_late({.suspended = "30"}) == Level::Yellow);
    // Where the department says that it did not stand, the law's twenty days are long over.
    CHECK(level_a_day_late({.due_on = "2026-12-28", .suspended = "0"}) == Level::Red);
    const MutantScope never("supervision.law_never_stands");
    CHECK(level_a_day_late({.due_on = "2026-12-28"}) == Level::Red);
}

TEST_CASE("cases: of a unit that nobody belongs to the center itself is told") {
    Hall hall;
    hall.tell({});
    REQUIRE(hall.db().run("UPDATE case_file SET unit = 'nosuchunit'").ok());
    hall.pass_until("2026-11-18");
    REQUIRE(hall.sweep() == 1);
    CHECK(hall.cards(Subject::Case).front().unit.empty());
}

TEST_CASE("cases: what is done, sent back or waits for the citizen earns nothing and settles") {
    for (const char* stage : {"completed", "returned", "supplement", "received"}) {
        CAPTURE(stage);
        Hall hall;
        hall.tell({});
        hall.pass_until("2026-11-13");
        CHECK(hall.sweep() == 1);
        hall.tell({.stage = stage});
        hall.pass_until("2026-12-31");
        CHECK(hall.sweep() == 0);
        CHECK(hall.cards(Subject::Case).front().state == CardState::Settled);
    }
}

TEST_CASE(
    "cases: a closure that is brought in later moves the clock, and nothing is issued twice") {
    Hall hall;
    hall.tell({});
    hall.pass_until("2026-11-16");  // The due day.
    CHECK(hall.sweep() == 1);
    registry::CalendarLayer closed{"本厅", registry::CalendarLayer::Kind::Hall, "通知", {}, {}};
    for (int i = 9; i <= 13; ++i)
        closed.days[Date::of(2026, 11, static_cast<unsigned>(i))] = {false, ""};
    REQUIRE(registry::change_calendar(hall.db(), {closed, {}}, {"li"}, hall.now()).ok());
    hall.pass_until("2026-11-20");
    CHECK(hall.sweep() == 0);
    CHECK(hall.cards(Subject::Case).size() == 1);
}

TEST_CASE(
    "own duties: an answer that is not read and a citizen who is not called warn the center") {
    Hall hall;
    const std::int64_t id = hall.file();
    REQUIRE(hall.act(id, call(rules::Outcome::Verified)).ok());
    REQUIRE(hall.act(id, accept()).ok());
    REQUIRE(hall.act_as("chen", {rules::Role::Handler, "scjg"}, id, reply("已改")).ok());
    const auto of_ticket = [&] {
        std::vector<Card> own;
        for (const Card& card : hall.cards(Subject::Duty)) {
            if (card.ticket == id) own.push_back(card);
        }
        return own;
    };
    hall.sweep_own();
    CHECK(of_ticket().empty());
    hall.pass(4 * kDay);
    hall.sweep_own();
    REQUIRE(of_ticket().size() == 1);
    CHECK(of_ticket()[0].clock == "review");
    CHECK(of_ticket()[0].unit.empty());
    REQUIRE(hall.act(id, noted(rules::Action::Approve)).ok());
    hall.sweep_own();
    CHECK(of_ticket()[0].state == CardState::Settled);
    hall.pass(5 * kDay);
    hall.sweep_own();
    REQUIRE(of_ticket().size() == 2);
    CHECK(of_ticket()[0].clock == "callback");
    hall.sweep_own();
    CHECK(of_ticket().size() == 2);
}

TEST_CASE("own duties: figures that are not published and points that are not visited") {
    Hall hall;
    hall.pass_until("2027-01-05");
    const auto has = [&](const std::string& clock) {
        for (const Card& card : hall.cards(Subject::Duty)) {
            if (card.clock == clock && card.state == CardState::Issued) return true;
        }
        return false;
    };
    hall.sweep_own();
    CHECK_FALSE(has("visit"));
    hall.pass_until("2027-01-11");
    hall.sweep_own();
    CHECK(has("publication"));
    CHECK(hall.cards(Subject::Duty).front().level == Level::Warning);
    REQUIRE(monitoring::judge_duties(hall.db(), hall.now()).ok());
    hall.sweep_own();
    CHECK_FALSE(has("visit"));  // The day on which it comes up is there to do it.
    hall.pass(kDay);
    hall.sweep_own();
    CHECK(has("visit"));
    const auto duties = monitoring::duties(hall.db(), true, 100);
    REQUIRE(duties.ok());
    for (const auto& duty : duties.value()) {
        if (duty.kind != "visit") continue;
        REQUIRE(monitoring::log_contact(
                    hall.db(),
                    {0, duty.subject, "", "visit", domain::date_of(hall.now()), "li", "", "走访"},
                    hall.now())
                    .ok());
    }
    hall.sweep_own();
    CHECK_FALSE(has("visit"));
}

TEST_CASE("cards: the chain shows a changed card, a changed event and a missing one") {
    for (const char* hand :
         {"UPDATE card SET unit = 'rlzy'", "UPDATE card SET state = 'removed'",
          "DROP TRIGGER card_event_stays; UPDATE card_event SET at_ms = at_ms + 1",
          "DROP TRIGGER card_event_remains; DELETE FROM card_event"}) {
        CAPTURE(hand);
        Hall hall;
        hall.tell({});
        hall.pass_until("2026-11-13");
        REQUIRE(hall.sweep() == 1);
        REQUIRE(verify_cards(hall.db()).ok());
        REQUIRE(hall.db().run(hand).ok());
        CHECK(verify_cards(hall.db()).error().code == ErrorCode::Corrupt);
    }
}

namespace {

/// Whether another card's first event, with its own right digest, can take the place of a card's.
bool exchanged_unseen() {
    Hall hall;
    hall.tell({});
    hall.pass_until("2026-11-13");
    REQUIRE(hall.sweep() == 1);
    REQUIRE(
        append_card_event(hall.db(), {1, 2, "li", CardState::Removed, "改正"}, hall.now()).ok());
    REQUIRE(hall.db().run("UPDATE card SET state = 'removed', version = 2").ok());
    REQUIRE(verify_cards(hall.db()).ok());
    Hall other;
    other.tell({});
    other.pass_until("2026-11-13");
    other.pass(std::chrono::hours{1});
    REQUIRE(other.sweep() == 1);
    store::Statement from = other.db().prepare("SELECT at_ms, digest FROM card_event");
    REQUIRE(from.step().value());
    REQUIRE(hall.db().run("DROP TRIGGER card_event_stays").ok());
    store::Statement to =
        hall.db().prepare("UPDATE card_event SET at_ms = :at_ms, digest = :digest WHERE n = 1");
    const Bytes digest = from.blob(1);
    REQUIRE(to.bind(":at_ms", from.integer(0)).bind(":digest", ByteView{digest}).run().ok());
    return verify_cards(hall.db()).ok();
}

}  // namespace

TEST_CASE("mutants: an event of a card that does not cover the one before it can be exchanged") {
    CHECK_FALSE(exchanged_unseen());
    const MutantScope mutant("supervision.skip_prev_hash");
    CHECK(exchanged_unseen());  // What the line above would then catch.
}

TEST_CASE("cards: events of an older program are chained as they stand") {
    Hall hall;
    hall.tell({});
    hall.pass_until("2026-11-13");
    REQUIRE(hall.sweep() == 1);
    REQUIRE(hall.db()
                .run("DROP TRIGGER card_event_remains;"
                     "INSERT INTO card_event_unchained SELECT card, n, at_ms, by, type, words "
                     "FROM card_event; DELETE FROM card_event")
                .ok());
    CHECK_FALSE(verify_cards(hall.db()).ok());
    CHECK(chain_old_cards(hall.db()).value() == 1);
    CHECK(chain_old_cards(hall.db()).value() == 0);
    CHECK(verify_cards(hall.db()).value() == 1);
}

TEST_CASE("supervision: a sweep looks only at what can have earned something") {
    Hall hall;
    for (int i = 0; i < 5; ++i) {
        const std::int64_t id = hall.file();
        REQUIRE(hall.act(id, call(rules::Outcome::Verified)).ok());
        REQUIRE(hall.act(id, accept()).ok());
        const rules::Viewer unit{rules::Role::Handler, "scjg"};
        REQUIRE(hall.act_as("chen", unit, id, noted(rules::Action::Sign)).ok());
    }
    const auto early = judge(hall.db(), domain::date_of(hall.now()));
    REQUIRE(early.ok());
    const std::int64_t late = hall.file();
    hall.pass_until("2026-11-20");
    const auto some = judge_some(hall.db(), domain::date_of(hall.now()), std::vector{late});
    REQUIRE(some.ok());
    CHECK(some.value().looked_at == 1);
    CHECK(some.value().due.size() == 1);
    const auto all = judge(hall.db(), domain::date_of(hall.now()));
    CHECK(all.value().due.size() == 6);
    CHECK(all.value().looked_at == 6);
}
