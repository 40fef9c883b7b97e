// SPDX-License-Identifier: Apache-2.0
// Fields of numbers: their groups, what of them is covered and for how long, and how they are
// mended.
#include "app/flow/numbers.h"

#include "app/flow/turn.h"
#include "tests/app/flow/visitor.h"

#include <doctest/doctest.h>

#include <string>

using namespace sunbooth;
using namespace sunbooth::app::flow;
using namespace sunbooth::app::flow::tests;

namespace {

/// A visitor at the page of the last four digits.
Visitor at_secret() {
    Visitor visitor;
    visitor.online(true);
    visitor.open(Task::Case);
    visitor.type(Field::CaseNumber, "420600-2026-17");
    visitor.go_on();
    REQUIRE(visitor.page() == Page::CaseSecret);
    return visitor;
}

/// What stands in a field, with a star for each covered character.
std::string seen(const State& state, Field field) {
    std::string text(state.visit.entry(field).text.view());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (hides(state, field, i)) text[i] = '*';
    }
    return text;
}

void put(State& state, std::string_view card) {
    Entry& entry = state.visit.entry(Field::IdCard);
    entry.text = SecretText(card);
    entry.caret = entry.anchor = card.size();
}

}  // namespace

TEST_CASE("numbers: a card is grouped 6-8-4, a mobile 3-4-4, a receipt code 4-4-4") {
    const auto sizes = [](Field field, std::string_view typed) {
        const auto groups = groups_of(field, typed);
        return std::vector<std::size_t>(groups.begin(), groups.end());
    };
    CHECK(sizes(Field::IdCard, "4") == std::vector<std::size_t>{6, 8, 4});
    CHECK(sizes(Field::ComplaintPhone, "138") == std::vector<std::size_t>{3, 4, 4});
    CHECK(sizes(Field::ComplaintPhone, "0710").empty());
    CHECK(sizes(Field::ReceiptCode, "") == std::vector<std::size_t>{4, 4, 4});
    CHECK(sizes(Field::CaseSecret, "002X").empty());
}

TEST_CASE("numbers: the last digit is seen for a second, then covered; time alone does it") {
    Visitor visitor = at_secret();
    visitor.type(Field::CaseSecret, "00");
    CHECK(seen(visitor.state, Field::CaseSecret) == "*0");
    visitor.type(Field::CaseSecret, "2");
    CHECK(seen(visitor.state, Field::CaseSecret) == "**2");
    const auto wake = next_wake(visitor.state);
    REQUIRE(wake);
    CHECK(*wake <= visitor.now + kFreshTime);
    CHECK_FALSE(visitor.wait(kFreshTime - 1ms).redraw);
    CHECK(seen(visitor.state, Field::CaseSecret) == "**2");
    CHECK(visitor.wait(1ms).redraw);
    CHECK(seen(visitor.state, Field::CaseSecret) == "***");
    visitor.type(Field::CaseSecret, "X");
    const std::size_t size = visitor.text(Field::CaseSecret).size();
    visitor.act(Edit{Field::CaseSecret, size - 1, size, {}});
    CHECK(seen(visitor.state, Field::CaseSecret) == "***");  // Backspace uncovers nothing.
}

TEST_CASE("numbers P5: the eye shows all for ten seconds, or until it is pressed again") {
    Visitor visitor = at_secret();
    visitor.type(Field::CaseSecret, "002X");
    visitor.act(ShowField{});
    CHECK(seen(visitor.state, Field::CaseSecret) == "002X");
    CHECK_FALSE(visitor.wait(9999ms).redraw);
    CHECK(seen(visitor.state, Field::CaseSecret) == "002X");
    CHECK(visitor.wait(1ms).redraw);
    CHECK(seen(visitor.state, Field::CaseSecret) == "****");
    visitor.act(ShowField{});
    visitor.act(ShowField{});
    CHECK(seen(visitor.state, Field::CaseSecret) == "****");
    visitor.act(ShowField{});
    visitor.act(Back{});
    visitor.go_on();
    CHECK(seen(visitor.state, Field::CaseSecret) == "****");  // Not on the next page either.
    visitor.act(ShowField{});
    visitor.wait(5s);
    visitor.state.visit.warned = visitor.now;
    CHECK(seen(visitor.state, Field::CaseSecret) == "****");  // Nor under the idle warning.
}

TEST_CASE("numbers A1 P5: a PIN is seen when it is asked for, for ten seconds, and not before") {
    Visitor visitor;
    visitor.state.visit.page = Page::StaffPin;
    visitor.type(Field::StaffPin, "48");
    CHECK(seen(visitor.state, Field::StaffPin) == "**");  // Nor the character typed last.
    visitor.act(ShowField{});
    CHECK(seen(visitor.state, Field::StaffPin) == "48");
    visitor.wait(9s);
    CHECK(seen(visitor.state, Field::StaffPin) == "48");
    visitor.wait(1s);
    CHECK(seen(visitor.state, Field::StaffPin) == "**");
    visitor.act(ShowField{});
    visitor.act(ShowField{});
    CHECK(seen(visitor.state, Field::StaffPin) == "**");
}

TEST_CASE("numbers: fields of words are not covered") {
    Visitor visitor;
    visitor.state.visit.page = Page::ComplaintPhone;
    visitor.type(Field::ComplaintPhone, "138");
    CHECK(seen(visitor.state, Field::ComplaintPhone) == "138");
}

TEST_CASE("numbers: of a card the day of birth is seen until it is whole") {
    Visitor visitor;
    put(visitor.state, "4206021990030");
    CHECK(seen(visitor.state, Field::IdCard) == "******1990030");
    put(visitor.state, "42060219900307");
    CHECK(seen(visitor.state, Field::IdCard) == "**************");
    put(visitor.state, "42060219900307123X");
    CHECK(seen(visitor.state, Field::IdCard) == "******************");
}

TEST_CASE("numbers: a card that is wrong names the mend, never the right character") {
    const struct {
        const char* typed;
        std::optional<Trouble> trouble;
    } rows[] = {
        // domain.md 6.5
        {"11010519491231002X", std::nullopt},
        {"42060219900307123X", std::nullopt},
        {"420606198512240020", std::nullopt},
        {"652828197805153640", std::nullopt},
        {"652828197805153641", Trouble::IdCardCheck},
        {"420606198513240020", Trouble::IdCardDay},
        {"420606198502290020", Trouble::IdCardDay},
        {"42060619851224002", Trouble::IdCardLength},
        {"", Trouble::IdCardLength},
        {"000105194912310021", Trouble::IdCardLength},
    };
    for (const auto& row : rows) {
        CAPTURE(row.typed);
        Visitor visitor;
        visitor.state.wall = wall_ms(1'793'590'620'000);
        put(visitor.state, row.typed);
        Effects effects;
        const auto card = leave_id_card(Turn{visitor.state, effects});
        CHECK(visitor.state.visit.trouble == row.trouble);
        CHECK(card.has_value() == !row.trouble);
        if (card) CHECK(card->view() == row.typed);
    }
}

TEST_CASE("numbers: clearing asks once more, and anything else takes the question back") {
    Visitor visitor = at_secret();
    visitor.type(Field::CaseSecret, "002X");
    visitor.act(ClearField{Field::CaseSecret});
    CHECK(visitor.text(Field::CaseSecret).size() == 4);
    visitor.type(Field::CaseSecret, "7");
    visitor.act(ClearField{Field::CaseSecret});
    CHECK(visitor.text(Field::CaseSecret).size() == 5);
    visitor.act(ClearField{Field::CaseSecret});
    CHECK(visitor.text(Field::CaseSecret).empty());
    visitor.act(ClearField{Field::CaseSecret});
    CHECK_FALSE(visitor.state.visit.clearing);  // Nothing to ask about.
}

TEST_CASE("numbers: what was covered is wiped with the visit") {
    Visitor visitor = at_secret();
    visitor.type(Field::CaseSecret, "002X");
    put(visitor.state, "42060219900307123X");
    visitor.act(ShowField{});
    wipe(visitor.state, visitor.now);
    CHECK(visitor.text(Field::IdCard).empty());
    CHECK_FALSE(visitor.state.visit.shown);
    CHECK_FALSE(visitor.state.visit.fresh);
}
