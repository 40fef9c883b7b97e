// SPDX-License-Identifier: Apache-2.0
// A complaint that its answer calls true earns its unit a card by rule; nobody has to make it.
#include "sync/base/mutant.h"
#include "sync/center/supervision/cards.h"
#include "sync/center/supervision/sweep.h"
#include "tests/center/tickets/office.h"

#include <doctest/doctest.h>

#include <array>

using namespace sunbooth;
using namespace sunbooth::tests;
using namespace sunbooth::center;
using namespace sunbooth::center::supervision;
using domain::Finding;

namespace {

/// As the running center does it after every deed.
void heed(Office& office, std::int64_t id) {
    const std::array touched{id};
    const auto found = judge_some(office.db(), domain::date_of(office.now()), touched);
    REQUIRE(found.ok());
    REQUIRE(carry_out(office.db(), found.value(), office.now()).ok());
}

/// The cards that nobody made by hand: level and unit of each.
std::vector<std::string> proven(Office& office, std::int64_t id) {
    const auto page = supervision::list(office.db(), kSupervisor, {.ticket = id, .limit = 50});
    REQUIRE(page.ok());
    std::vector<std::string> all;
    for (const Card& card : page.value().items) {
        if (card.clock == "proven") all.push_back(rules::to_string(card.level) + (" " + card.unit));
    }
    return all;
}

tickets::Deed answer(Finding finding) {
    tickets::Deed deed = reply("已查实，已处理。");
    deed.finding = finding;
    return deed;
}

std::vector<std::string> earned(const char* category, Finding finding) {
    Office office;
    const std::int64_t id = accepted(office, {.category = category});
    REQUIRE(office.act(id, answer(finding)).ok());
    for (int again = 0; again < 3; ++again) heed(office, id);
    return proven(office, id);
}

using Cards = std::vector<std::string>;

}  // namespace

TEST_CASE("proven: an answer that calls it true earns one card of its category, once") {
    CHECK(earned("02", Finding::True) == Cards{"yellow scjg"});
    CHECK(earned("08", Finding::True) == Cards{"red scjg"});
    CHECK(earned("08", Finding::Partly) == Cards{"yellow scjg"});
    CHECK(earned("02", Finding::Untrue).empty());
    CHECK(earned("02", Finding::Unclear).empty());
    CHECK(earned("99", Finding::True).empty());
    const MutantScope blind("rules.untrue_earns_a_card");
    CHECK_FALSE(earned("02", Finding::Untrue).empty());
}

TEST_CASE("proven: what was found of a sealed complaint is the center's own card") {
    CHECK(earned("06", Finding::True) == Cards{"red "});
    const MutantScope open("supervision.proven_unseals");
    CHECK(earned("06", Finding::True) != Cards{"red "});
}

TEST_CASE("proven: a unit's word earns nothing until the center has passed its answer") {
    const auto before_and_after = [] {
        Office office;
        const std::int64_t id = signed_for(office);
        REQUIRE(by_unit(office, id, answer(Finding::True)).ok());
        heed(office, id);
        const std::size_t before = proven(office, id).size();
        REQUIRE(office.act(id, noted(rules::Action::Approve)).ok());
        heed(office, id);
        return std::pair(before, proven(office, id).size());
    };
    CHECK(before_and_after() == std::pair<std::size_t, std::size_t>(0, 1));
}
