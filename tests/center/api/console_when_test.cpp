// SPDX-License-Identifier: Apache-2.0
// What a ticket's page says of the day on which it happened.
#include "console_world.h"
#include "contract.h"

using namespace sunbooth;
using namespace sunbooth::tests;
using namespace sunbooth::center;
namespace json = boost::json;
using rules::Role;

TEST_CASE(
    "ticket B3: it says when it happened as far as the citizen remembered, or that nobody said") {
    ConsoleWorld world;
    const std::string silent = world.file("窗口没人", "");
    domain::Complaint complaint;
    complaint.topic = "slow";
    complaint.window = "2";
    complaint.text = SecretText("办得慢");
    complaint.occurred_from = domain::Date::of(2026, 10, 26);
    complaint.occurred_to = domain::Date::of(2026, 11, 2);
    world.take(complaint);
    world.sit_down(Role::Supervisor);
    const json::value nothing = world.get("/api/v1/tickets/" + silent).json();
    CHECK(departure(nothing, "Ticket") == "");
    CHECK(nothing.at("occurred_from").is_null());
    CHECK(nothing.at("occurred_to").is_null());
    const auto told = world.get("/api/v1/tickets/" + std::to_string(std::stoi(silent) + 1));
    REQUIRE(told.status == 200);
    CHECK(departure(told.json(), "Ticket") == "");
    CHECK(told.json().at("text").as_string() == "办得慢");
    CHECK(told.json().at("occurred_from").as_string() == "2026-10-26");
    CHECK(told.json().at("occurred_to").as_string() == "2026-11-02");
}
