// SPDX-License-Identifier: Apache-2.0
// Cards of a program that did not chain their events, nor knew of cases and duties.
#include "sync/center/registry/schema.h"
#include "sync/center/supervision/cards.h"
#include "tests/store/temp_folder.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace sunbooth;
using namespace sunbooth::center;
using namespace sunbooth::center::supervision;

namespace {

/// A yellow card that its unit has answered, as that program wrote it.
constexpr const char* kOld = R"sql(
    INSERT INTO ticket (id, ticket_no, record_id, receipt_code, kind, unit, window, topic, category,
                        language, filed_on, filed_half, has_contact, profile, state, version)
    VALUES (5, 'TS4206002026110200015', zeroblob(16), 'ABCDEFGH1234', 1, 'scjg', '2', 'slow', '05',
            'zh', '2026-11-02', 'am', 1, 'hubei-xiangyang', 'accepted', 3);
    INSERT INTO card (id, ticket, clock, level, unit, due_on, issued_on, answer_by, state, version)
    VALUES (7, 5, 'reply', 'yellow', 'scjg', '2026-11-23', '2026-11-24', '2026-11-27', 'answered', 2);
    INSERT INTO card_event (card, n, at_ms, by, type, words)
    VALUES (7, 1, 1795500000000, '(rule)', 'issued', ''),
           (7, 2, 1795600000000, 'chen', 'answered', '已整改');)sql";

std::span<const std::string_view> before_chains() {
    const auto all = registry::center_schema();
    const auto first = std::ranges::find_if(
        all, [](std::string_view sql) { return sql.find("card_event_unchained") != sql.npos; });
    REQUIRE(first != all.end());
    return all.first(static_cast<std::size_t>(first - all.begin()));
}

std::int64_t count(store::Database& db, const std::string& what) {
    store::Statement select = db.prepare("SELECT count(*) FROM " + what);
    REQUIRE(select.step().ok());
    return select.integer(0);
}

}  // namespace

TEST_CASE("cards: an installed center keeps every card and event, and chains them as it opens") {
    const test::TempFolder folder;
    auto opened = store::Database::open(folder / "center.db", {});
    REQUIRE(opened.ok());
    store::Database& db = opened.value();
    REQUIRE(store::migrate(db, before_chains()).ok());
    REQUIRE(db.run(kOld).ok());
    REQUIRE(store::migrate(db, registry::center_schema()).ok());
    REQUIRE(store::check_schema(db, registry::center_schema()).ok());
    CHECK(chain_old_cards(db).value() == 2);
    CHECK(chain_old_cards(db).value() == 0);
    CHECK(verify_cards(db).value() == 1);

    const rules::Viewer supervisor{rules::Role::Supervisor, ""};
    const auto card = find(db, supervisor, 7);
    REQUIRE(card.ok());
    CHECK(card.value().subject == rules::Subject::Ticket);
    CHECK(card.value().ticket == 5);
    CHECK(card.value().about == "TS4206002026110200015");
    CHECK(card.value().accused == "scjg");
    CHECK(card.value().answer_by == domain::Date::of(2026, 11, 27));
    const auto events = events_of(db, 7);
    REQUIRE(events.value().size() == 2);
    CHECK(events.value()[1].by == "chen");
    CHECK(events.value()[1].words == "已整改");

    const std::int64_t told = count(db, "change WHERE list = 'cards'");
    REQUIRE(act(db, "li", supervisor, 7, 2, {rules::CardAction::Uphold, "属实"}, wall_ms(0)).ok());
    CHECK(count(db, "change WHERE list = 'cards'") == told + 1);
    CHECK(verify_cards(db).value() == 1);
    CHECK_FALSE(db.run("DELETE FROM card_event").ok());
    CHECK_FALSE(db.run("UPDATE card_event SET words = ''").ok());
}
