// SPDX-License-Identifier: Apache-2.0
// The clocks of monitors' reports (domain.md 5): what the center owes to one, and a unit that was
// given a 整改建议书. And terminals that fall silent.
#include "sync/base/mutant.h"
#include "sync/center/monitoring/issues.h"
#include "sync/center/registry/calendar.h"
#include "sync/center/supervision/board.h"
#include "sync/center/supervision/cards.h"
#include "sync/center/supervision/notices.h"
#include "sync/center/supervision/sweep.h"
#include "tests/center/tickets/office.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace sunbooth;
using namespace sunbooth::tests;
using namespace sunbooth::center;
using namespace sunbooth::center::supervision;
using domain::Date;
using monitoring::IssueDeed;
using monitoring::IssueFile;
using rules::IssueAction;
using rules::IssueOutcome;
using rules::Role;
using rules::Subject;

namespace {

constexpr std::chrono::hours kDay{24};

/// An office with one report, filed on Monday, 2 November 2026.
class Desk : public Office {
public:
    Desk() {
        monitoring::NewIssue filed;
        filed.record.bytes.fill(7);
        filed.receipt_code = "ABCDEFGHJKMN";
        filed.monitor = "1001";
        filed.window = "3";
        filed.unit = "scjg";
        filed.filed_at = now();
        filed.kiosk = "hall-a-1";
        REQUIRE(monitoring::open_issue(db(), filed, now()).ok());
    }
    IssueFile file() {
        const auto found = monitoring::find(db(), 1);
        REQUIRE(found.ok());
        return found.value();
    }
    Result<IssueFile> act(const IssueDeed& deed) {
        const auto done =
            monitoring::act(db(), {"li", Role::Supervisor}, 1, file().version, deed, now());
        CHECK(monitoring::verify_issues(db()).ok());
        return done;
    }
    void sweep() {
        const Date today = domain::date_of(now());
        for (const auto& found : {judge_issues(db(), today), judge_own(db(), today)}) {
            REQUIRE(found.ok());
            REQUIRE(carry_out(db(), found.value(), now()).ok());
        }
    }
    void pass_until(Date day) {
        while (domain::date_of(now()) < day) {
            pass(kDay);
            sweep();
        }
    }
    /// "rectify yellow issued", oldest first, of the report alone.
    std::vector<std::string> told() {
        std::vector<std::string> all;
        for (const auto subject : {Subject::Issue, Subject::Duty}) {
            const auto page =
                supervision::list(db(), kSupervisor, {.subject = subject, .limit = kCardsMax});
            REQUIRE(page.ok());
            for (auto card = page.value().items.rbegin(); card != page.value().items.rend();
                 ++card) {
                if (!card->about.starts_with("JC")) continue;
                all.push_back(card->clock + " " + rules::to_string(card->level) + " " +
                              rules::to_string(card->state));
            }
        }
        return all;
    }
    bool has(const std::string& what) { return std::ranges::count(told(), what) == 1; }
};

const IssueDeed kVerify{IssueAction::Verify, domain::Finding::True, {}, "到窗口看过"};
const IssueDeed kRectify{IssueAction::Act, {}, IssueOutcome::Rectify, "请整改"};
const IssueDeed kAnswer{IssueAction::Answer, {}, {}, "已补岗"};
const IssueDeed kSendBack{IssueAction::SendBack, {}, {}, "只说不做"};
const IssueDeed kExtend{IssueAction::Extend, {}, {}, "需要采购"};
const IssueDeed kClose{IssueAction::Close, {}, {}, "办结"};

}  // namespace

TEST_CASE("reports: one that nobody looks into for long is the center's own to be warned of") {
    Desk desk;
    REQUIRE(desk.file().running.has_value());
    CHECK(desk.file().running->clock == "issue_verify");
    CHECK(desk.file().running->due == Date::of(2026, 11, 9));
    desk.pass_until(Date::of(2026, 11, 9));
    CHECK(desk.told().empty());
    desk.pass_until(Date::of(2026, 11, 10));
    CHECK(desk.told() == std::vector<std::string>{"issue_verify warning issued"});
    desk.pass_until(Date::of(2026, 12, 10));
    CHECK(desk.told().size() == 1);
    REQUIRE(desk.act(kVerify).ok());
    desk.sweep();
    CHECK(desk.told() == std::vector<std::string>{"issue_verify warning settled"});
    // And so is one that proved true and from which nothing follows.
    desk.pass_until(domain::date_of(desk.now()).plus(10));
    CHECK(desk.has("issue_decide warning issued"));
    REQUIRE(desk.act({IssueAction::Act, {}, IssueOutcome::Bulletin, "入简报"}).ok());
    desk.sweep();
    CHECK(desk.has("issue_decide warning settled"));
    CHECK_FALSE(desk.file().running);
}

TEST_CASE("reports: a unit earns each level on its day, and its answer ends what can end") {
    Desk desk;
    REQUIRE(desk.act(kVerify).ok());
    REQUIRE(desk.act(kRectify).ok());
    CHECK(desk.file().sent_to == "scjg");
    CHECK(desk.act(kClose).error().field == "action");  // It owes its answer.
    const Date due = desk.file().running->due;
    CHECK(due == Date::of(2026, 11, 23));  // Fifteen working days.
    const auto coming = [&](const rules::Viewer& viewer) {
        const Date today = domain::date_of(desk.now());
        return board(desk.db(), viewer, {today, today.plus(-90)}).value().coming;
    };
    REQUIRE(coming({Role::Handler, "scjg"}).size() == 1);
    const Coming next = coming(kSupervisor).front();
    CHECK(next.about == desk.file().issue_no);
    CHECK(coming({Role::Handler, "rlzy"}).empty());
    desk.pass_until(next.next.on.plus(-1));
    CHECK(desk.told().empty());
    desk.pass_until(next.next.on);
    CHECK(desk.has(std::string("rectify ") + rules::to_string(next.next.level) + " issued"));
    desk.pass_until(due);
    CHECK(desk.told() ==
          std::vector<std::string>{"rectify notice issued", "rectify warning issued"});
    desk.pass_until(due.plus(1));
    CHECK(desk.has("rectify yellow issued"));
    const auto card = supervision::list(desk.db(), {Role::Handler, "scjg"}, {}).value().items[0];
    CHECK(card.unit == "scjg");
    CHECK(card.about == desk.file().issue_no);
    CHECK(card.answer_by.has_value());
    CHECK(supervision::list(desk.db(), {Role::Handler, "rlzy"}, {}).value().items.empty());
    const auto notices = supervision::notices(desk.db(), {Role::Handler, "scjg"}, {});
    REQUIRE(notices.ok());
    CHECK(notices.value().items.front().text.zh.find("整改答复") != std::string::npos);
    REQUIRE(desk.act(kAnswer).ok());
    desk.sweep();
    CHECK(desk.has("rectify notice settled"));
    CHECK(desk.has("rectify yellow issued"));  // A card stays.
    CHECK(desk.file().running->clock == "issue_review");
    desk.pass_until(domain::date_of(desk.now()).plus(5));
    CHECK(desk.has("issue_review warning issued"));
    REQUIRE(desk.act(kClose).ok());
    desk.sweep();
    CHECK(desk.has("issue_review warning settled"));
    CHECK(verify_cards(desk.db()).ok());
}

TEST_CASE("reports: more time and another answer, as often as the rules say, each with a clock") {
    Desk desk;
    REQUIRE(desk.act(kVerify).ok());
    CHECK(desk.act(kExtend).error().field == "action");
    IssueDeed elsewhere = kRectify;
    elsewhere.unit = "nowhere";
    CHECK(desk.act(elsewhere).error().field == "unit");
    elsewhere.unit = "rlzy";
    REQUIRE(desk.act(elsewhere).ok());
    CHECK(desk.file().sent_to == "rlzy");
    CHECK(desk.act(kRectify).error().field == "action");  // It has its advice.
    CHECK(desk.act(kSendBack).error().field == "action");
    REQUIRE(desk.act(kExtend).ok());
    CHECK(desk.file().running->clock == "rectify+1");
    CHECK(desk.file().running->due == Date::of(2026, 12, 7));  // Fifteen and ten.
    CHECK(desk.act(kExtend).error().field == "action");        // Once.
    REQUIRE(desk.act(kAnswer).ok());
    REQUIRE(desk.act(kSendBack).ok());
    CHECK(desk.file().running->clock == "rectify.1");
    CHECK(desk.file().running->due == Date::of(2026, 11, 16));  // Ten from today.
    REQUIRE(desk.act(kAnswer).ok());
    CHECK(desk.act(kSendBack).error().field == "action");  // Once, too.
    const auto calendar = registry::calendar_in_force(desk.db());
    const auto clocks =
        rules::explain_issue(desk.file().course, desk.file().rules(), *calendar.value());
    std::vector<std::string> names;
    for (const auto& one : clocks) {
        names.push_back(one.clock);
        int counted = 0;
        for (const auto& span : one.spans) counted += span.counted ? span.days : 0;
        CHECK(counted == one.limit.n + one.extensions * 10);
        CHECK(one.spans.back().to == one.due);
    }
    CHECK(names == std::vector<std::string>{"issue_verify", "issue_decide", "rectify+1",
                                            "rectify.1", "issue_review"});
}

TEST_CASE("reports: more time is given before the days are over, not after") {
    Desk desk;
    REQUIRE(desk.act(kVerify).ok());
    REQUIRE(desk.act(kRectify).ok());
    desk.pass(kDay * 22);
    CHECK(desk.act(kExtend).error().field == "action");
    // Who does nothing can be put under supervision meanwhile; the clock runs on.
    const Date due = desk.file().running->due;
    REQUIRE(desk.act({IssueAction::Act, {}, IssueOutcome::Supervise, "督办"}).ok());
    CHECK(desk.file().running->due == due);
    CHECK(desk.file().standing.state == rules::IssueState::Rectifying);
}

TEST_CASE("reports: a change of the calendar moves their days as it does every other's") {
    Desk desk;
    REQUIRE(desk.act(kVerify).ok());
    REQUIRE(desk.act(kRectify).ok());
    registry::CalendarLayer closed;
    closed.name = "本厅";
    closed.kind = registry::CalendarLayer::Kind::Hall;
    closed.source = "停电";
    closed.days[Date::of(2026, 11, 5)] = {false, "停电"};
    REQUIRE(registry::change_calendar(desk.db(), {closed, {}}, {"li"}, desk.now()).ok());
    CHECK(desk.file().running->due == Date::of(2026, 11, 24));
}

namespace {

/// A terminal that was heard last on Monday, 2 November, at 10:30. @return how many warnings a look
/// every ten minutes made until `minutes` later.
int warned(Office& office, int minutes) {
    int issued = 0;
    for (int i = 0; i < minutes; i += 10) {
        office.pass(std::chrono::minutes{10});
        const auto found = judge_kiosks(office.db(), office.now());
        REQUIRE(found.ok());
        issued += carry_out(office.db(), found.value(), office.now()).value();
    }
    return issued;
}
void enrol(Office& office) {
    REQUIRE(
        office.db()
            .run(
                "INSERT INTO kiosk (name, epoch, public_key, enrolled_at_ms, counter_max, "
                "counters_seen, last_seen_at_ms) VALUES ('hall-a-1', 1, randomblob(32), 0, 0, 0, " +
                std::to_string(to_ms(office.now())) + ")")
            .ok());
}
void hear(Office& office) {
    REQUIRE(office.db()
                .run("UPDATE kiosk SET last_seen_at_ms = " + std::to_string(to_ms(office.now())))
                .ok());
}

}  // namespace

TEST_CASE("kiosks: the center is told of a terminal that falls silent, once, until it is heard") {
    Office office;
    enrol(office);
    CHECK(warned(office, 10) == 0);
    CHECK(warned(office, 60) == 1);
    const auto cards = supervision::list(office.db(), kSupervisor, {.subject = Subject::Duty});
    REQUIRE(cards.value().items.size() == 1);
    CHECK(cards.value().items[0].about == "hall-a-1 2026-11-02");
    CHECK(cards.value().items[0].unit.empty());
    const auto lines = due_lines(office.db(), office.now());
    REQUIRE(lines.value().size() == 1);
    CHECK(lines.value()[0].json.find("自助机失联") != std::string::npos);
    const auto own = judge_own(office.db(), domain::date_of(office.now()));
    REQUIRE(own.ok());
    CHECK(own.value().settled.empty());  // It is not that sweep's to settle.
    hear(office);
    CHECK(warned(office, 10) == 0);
    CHECK(supervision::find(office.db(), kSupervisor, cards.value().items[0].id).value().state ==
          rules::CardState::Settled);
}

TEST_CASE("kiosks: at night, and before they had time to start, nobody is told") {
    const auto warned_over_night = [] {
        Office office;
        enrol(office);
        office.pass(std::chrono::minutes{8 * 60});  // 18:30; the hall is closed.
        hear(office);
        return warned(office, 14 * 60);  // Until 08:30.
    };
    CHECK(warned_over_night() == 0);
    const MutantScope loud("supervision.kiosks_are_told_of_at_night");
    CHECK(warned_over_night() == 1);
}
