// SPDX-License-Identifier: Apache-2.0
// What a complaint was found to be is said with its answer, or when it is closed.
#include "sync/center/tickets/finding.h"

#include "office.h"
#include "sync/base/mutant.h"

#include <doctest/doctest.h>

using namespace sunbooth;
using namespace sunbooth::tests;
using namespace sunbooth::center;
using domain::Finding;
using rules::Action;

namespace {

std::optional<Finding> found(Office& office, std::int64_t id) {
    const auto events = tickets::events_of(office.db(), id);
    REQUIRE(events.ok());
    return tickets::finding_in(events.value());
}

tickets::Deed said(tickets::Deed deed, Finding finding) {
    deed.finding = finding;
    return deed;
}

}  // namespace

TEST_CASE("finding: a unit's word counts once the center has passed its answer, and no sooner") {
    const auto before_and_after = [] {
        Office office;
        const std::int64_t id = signed_for(office);
        REQUIRE(by_unit(office, id, said(reply("没有这回事。"), Finding::Untrue)).ok());
        const auto before = found(office, id);
        REQUIRE(office.act(id, noted(Action::Approve)).ok());
        return std::pair(before, found(office, id));
    };
    CHECK(before_and_after() ==
          std::pair(std::optional<Finding>(), std::optional(Finding::Untrue)));
    const MutantScope mutant("tickets.units_find_for_themselves");
    CHECK(before_and_after().first == Finding::Untrue);
}

TEST_CASE("finding: the center's word stands in the unit's stead, and the closing's before both") {
    Office office;
    const std::int64_t id = signed_for(office);
    REQUIRE(by_unit(office, id, said(reply("没有这回事。"), Finding::Untrue)).ok());
    REQUIRE(office.act(id, said(noted(Action::Approve), Finding::Partly)).ok());
    CHECK(found(office, id) == Finding::Partly);
    REQUIRE(office.act_as("wang", kSupervisor, id, heard(2)).ok());
    CHECK_FALSE(found(office, id));  // Sent back: what was found is looked into anew.
    REQUIRE(office.act(id, said(reply("已查实，已处理。"), Finding::True)).ok());
    CHECK(found(office, id) == Finding::True);
    CHECK(tickets::verify_chain(office.db(), id).ok());
}

TEST_CASE("finding: the citizen is told it with the reply, and no sooner") {
    Office office;
    const std::int64_t id = signed_for(office);
    REQUIRE(by_unit(office, id, said(reply("没有这回事。"), Finding::Untrue)).ok());
    CHECK_FALSE(view(office).finding);  // The center has not passed it.
    REQUIRE(office.act(id, said(noted(Action::Approve), Finding::Partly)).ok());
    CHECK(view(office).finding == Finding::Partly);
    REQUIRE_FALSE(view(office).reply.empty());
    REQUIRE(office.act_as("wang", kSupervisor, id, heard(2)).ok());
    CHECK_FALSE(view(office).finding);  // It is handled anew.
}

TEST_CASE("finding: who reported the same as another is told what was found there") {
    Office office;
    const std::int64_t main = accepted(office);
    const std::string code = office.code_of_last();
    const std::int64_t other = accepted(office);
    const std::string others = office.code_of_last();
    tickets::Deed merge = noted(Action::Merge);
    merge.into = office.ticket(main).ticket_no;
    REQUIRE(office.act(other, merge).ok());
    REQUIRE(office.act(main, said(reply("已查实，已处理。"), Finding::True)).ok());
    CHECK(view(office, code).finding == Finding::True);
    CHECK(view(office, others).finding == Finding::True);
}

TEST_CASE("finding: an answer that the center sends back to the unit says nothing") {
    Office office;
    const std::int64_t id = signed_for(office);
    REQUIRE(by_unit(office, id, said(reply("没有这回事。"), Finding::Untrue)).ok());
    REQUIRE(office.act(id, noted(Action::SendBack)).ok());
    REQUIRE(by_unit(office, id, reply("已处理。")).ok());
    REQUIRE(office.act(id, noted(Action::Approve)).ok());
    CHECK_FALSE(found(office, id));
}

TEST_CASE("finding: it belongs to complaints and to their answers, by one of four names") {
    Office office;
    const std::int64_t id = accepted(office, {.has_contact = true});
    CHECK(refused_field(office.act(id, said(noted(Action::Supervise), Finding::True))) ==
          "finding");
    const std::int64_t rated =
        office.file({.has_contact = false, .kind = domain::RecordKind::Rating});
    tickets::Deed classified;
    classified.action = Action::Classify;
    classified.found = rules::RatingClass::Valid;
    REQUIRE(office.act(rated, classified).ok());
    CHECK(refused_field(office.act(rated, said(reply("已整改。"), Finding::True))) == "finding");
    for (const char* name : {"true", "partly", "untrue", "unclear"}) {
        CHECK(domain::to_string(*domain::finding_of(name)) == std::string(name));
    }
    CHECK_FALSE(domain::finding_of("maybe"));
}
