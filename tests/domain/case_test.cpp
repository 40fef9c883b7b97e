// SPDX-License-Identifier: Apache-2.0
#include "sync/domain/case.h"

#include "sync/domain/hall.h"
#include "sync/domain/record.h"
#include "sync/domain/ticket.h"

#include <doctest/doctest.h>

using namespace sunbooth;

TEST_CASE("case: numbers and last fours are taken in their one spelling") {
    CHECK(domain::checked_case_no(" xy-2026 0001 ").value() == "XY-20260001");
    CHECK(domain::checked_case_no("11440232MB2D06811W4000117051000202010200008").ok());
    CHECK(domain::checked_last4("002x").value() == "002X");
    CHECK(domain::checked_last4(" 0021").value() == "0021");
    for (const char* wrong : {"", "12345", "办件123456", "ABC_123", "A'B--123;"}) {
        CAPTURE(wrong);
        REQUIRE_FALSE(domain::checked_case_no(wrong).ok());
        CHECK(domain::checked_case_no(wrong).error().field == "case_no");
    }
    CHECK_FALSE(domain::checked_case_no(std::string(51, '1')).ok());
    for (const char* wrong : {"", "123", "12345", "X123", "12X4", "１２３４"}) {
        CAPTURE(wrong);
        REQUIRE_FALSE(domain::checked_last4(wrong).ok());
        CHECK(domain::checked_last4(wrong).error().field == "last4");
    }
}

TEST_CASE("names: every stage, state and language reads back from its name") {
    for (const char* name :
         {"received", "accepted", "supplement", "reviewing", "decided", "completed", "returned"}) {
        CAPTURE(name);
        REQUIRE(domain::case_stage_of(name).has_value());
        CHECK(std::string_view(to_string(*domain::case_stage_of(name))) == name);
    }
    for (const char* name :
         {"registered", "verified", "accepted", "not_accepted", "replied", "closed"}) {
        CAPTURE(name);
        REQUIRE(domain::ticket_state_of(name).has_value());
        CHECK(std::string_view(to_string(*domain::ticket_state_of(name))) == name);
    }
    for (const char* name : {"zh-CN", "en", "ug"}) {
        CAPTURE(name);
        REQUIRE(domain::language_of(name).has_value());
        CHECK(std::string_view(tag_of(*domain::language_of(name))) == name);
    }
    CHECK_FALSE(domain::case_stage_of("Received").has_value());
    CHECK_FALSE(domain::ticket_state_of("").has_value());
    CHECK_FALSE(domain::language_of("zh").has_value());
}

TEST_CASE("names: a missing translation falls back to Chinese") {
    const domain::LocalText text{.zh = "窗口", .en = "Window", .ug = ""};
    CHECK(text.in(domain::Language::En) == "Window");
    CHECK(text.in(domain::Language::Ug) == "窗口");
}

TEST_CASE("record: the kind follows the filing") {
    CHECK(domain::kind_of(domain::Complaint{}) == domain::RecordKind::Complaint);
    CHECK(domain::kind_of(domain::Rating{}) == domain::RecordKind::Rating);
}

TEST_CASE("hall: its services are found by code and by window, and their names are words too") {
    domain::Hall hall;
    hall.name.zh = "政务大厅";
    hall.units = {{.code = "scjg", .name = {"市场监管局", "", ""}, .phone = ""}};
    hall.windows = {{.code = "3", .unit = "scjg", .name = {"企业开办", "", ""}}};
    hall.services = {{"qysl", "scjg", {"企业设立登记", "", ""}, {"2", "3"}},
                     {"spjy", "scjg", {"食品经营许可", "", ""}, {}}};
    CHECK(hall.service("spjy")->name.zh == "食品经营许可");
    CHECK(hall.service("none") == nullptr);
    REQUIRE(hall.services_at("3").size() == 1);
    CHECK(hall.services_at("3").front()->code == "qysl");
    CHECK(hall.services_at("1").empty());
    CHECK(hall.names_zh() == std::vector<std::string>{"政务大厅", "市场监管局", "企业开办",
                                                      "企业设立登记", "食品经营许可"});
}

TEST_CASE("hall: units, windows and topics are found by code") {
    domain::Hall hall;
    hall.units = {{.code = "scjg", .name = {"市场监管局", "", ""}, .phone = ""}};
    hall.windows = {{.code = "3", .unit = "scjg", .name = {"企业开办", "", ""}}};
    REQUIRE(hall.window("3") != nullptr);
    CHECK(hall.unit(hall.window("3")->unit)->name.zh == "市场监管局");
    CHECK(hall.window("4") == nullptr);
    CHECK(hall.topic("absent") == nullptr);
}
