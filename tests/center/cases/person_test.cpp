// SPDX-License-Identifier: Apache-2.0
// All cases of a person by id card and phone (kiosk-ux A2, A3).
#include "case_file.h"
#include "sync/base/mutant.h"

#include <fstream>
#include <sstream>

using namespace sunbooth;
using namespace sunbooth::tests;
using namespace sunbooth::center;

namespace {

// Made up; the check characters are right (GB 11643).
constexpr const char* kWangCard = "42060219700118002X";
constexpr const char* kLiCard = "420602197001046031";

std::string row(const std::string& no, const std::string& phone, const std::string& day,
                const std::string& card = kWangCard) {
    return no + ",食品经营许可,scjg,3,王," + card.substr(14) + "," + phone +
           ",XY7K-29QX-M4T8,reviewing,2026-11-09,15,20,2026-11-30," + day + "," + card + "\n";
}

/// How often it can be tried before "wait".
int tries(CaseFile& file) {
    for (int i = 0; i < 20; ++i) {
        const auto wrong =
            file.ask_person(kWangCard, "000" + std::to_string(i % 10), "k" + std::to_string(i));
        REQUIRE_FALSE(wrong.ok());
        if (wrong.error().code == ErrorCode::TooMany) return i;
    }
    return 20;
}

}  // namespace

TEST_CASE("cases: a person sees all cases with that phone, newest first, and no name") {
    CaseFile file;
    const auto report = file.import_persons(row("420600-2026-0001", "5678", "2026-11-20 09:00") +
                                            row("420600-2026-0002", "5678", "2026-11-21 09:00") +
                                            row("420600-2026-0003", "9999", "2026-11-22 09:00") +
                                            row("420600-2026-0004", "5678", "2026-11-22", kLiCard));
    REQUIRE(report.errors.empty());
    const auto found = file.ask_person("42060219700118002x", "5678");
    REQUIRE(found.ok());
    REQUIRE(found.value().size() == 2);
    CHECK(found.value()[0].case_no == "420600-2026-0002");
    CHECK(found.value()[1].case_no == "420600-2026-0001");
    for (const auto& one : found.value()) CHECK(one.masked_name.empty());
    CHECK(file.ask_person(kWangCard, "9999").value().size() == 1);
}

TEST_CASE(
    "cases: the mutant cases.any_phone, which opens a person's cases without proof, is seen") {
    CaseFile file;
    file.import_persons(row("420600-2026-0001", "5678", "2026-11-20 09:00"));
    CHECK_FALSE(file.ask_person(kWangCard, "0000").ok());
    const MutantScope mutant("cases.any_phone");
    CHECK(file.ask_person(kWangCard, "0000").ok());
}

TEST_CASE("cases: nobody learns whether a person has a case here") {
    CaseFile file;
    file.import_persons(row("420600-2026-0001", "5678", "2026-11-20 09:00"));
    const auto stranger = file.ask_person(kLiCard, "5678");
    const auto wrong = file.ask_person(kWangCard, "0000");
    REQUIRE_FALSE(stranger.ok());
    REQUIRE_FALSE(wrong.ok());
    CHECK(stranger.error().line() == wrong.error().line());
    CHECK(stranger.error().code == ErrorCode::NotFound);
}

TEST_CASE("cases: five wrong phones close a person for a minute, from every kiosk") {
    CaseFile file;
    file.import_persons(row("420600-2026-0001", "5678", "2026-11-20 09:00"));
    CHECK(tries(file) == cases::kMissesMax);
    CHECK(file.ask_person(kWangCard, "5678", "another").error().code == ErrorCode::TooMany);
    file.now += std::chrono::seconds{61};
    CHECK(file.ask_person(kWangCard, "5678", "another").ok());
    const MutantScope mutant("cases.no_attempt_limit");
    CHECK(tries(file) > cases::kMissesMax);
}

TEST_CASE("cases: strangers tried from one kiosk close that kiosk, for numbers as well") {
    CaseFile file;
    file.import(kWang);
    for (int i = 0; i < cases::kMissesMax; ++i) {
        CHECK_FALSE(file.ask_person(kLiCard, "000" + std::to_string(i), "guesser").ok());
    }
    CHECK(file.ask("420600-2026-0001", "002X", "guesser").error().code == ErrorCode::TooMany);
    CHECK(file.ask("420600-2026-0001", "002X", "other").ok());
}

TEST_CASE("cases: what is no card or no phone is told by field and not counted") {
    CaseFile file;
    file.import_persons(row("420600-2026-0001", "5678", "2026-11-20 09:00"));
    for (int i = 0; i < 10; ++i) {
        CHECK(file.ask_person("420602197001180021", "5678").error().field == "id_card");
        CHECK(file.ask_person(kWangCard, "56").error().field == "phone_last4");
    }
    CHECK(file.ask_person(kWangCard, "5678").ok());
}

TEST_CASE("cases: the number of a card lies nowhere in the database") {
    CaseFile file;
    file.import_persons(row("420600-2026-0001", "5678", "2026-11-20 09:00"));
    CHECK_FALSE(file.ask_person(kWangCard, "0000").ok());  // Wrong answers are written down too.
    REQUIRE(file.db().checkpoint().ok());
    std::ifstream stored(file.center.folder() / "center.db", std::ios::binary);
    std::stringstream bytes;
    bytes << stored.rdbuf();
    REQUIRE(bytes.str().find("420600-2026-0001") != std::string::npos);
    for (const char* secret : {kWangCard, "19700118"}) {
        CHECK(bytes.str().find(secret) == std::string::npos);
    }
}

TEST_CASE("cases: a card that does not check, or is another's, is reported by line and column") {
    CaseFile file;
    const std::string other = std::string(
                                  "420600-2026-0001,食品经营许可,scjg,3,王,002X,5678,"
                                  "XY7K-29QX-M4T8,reviewing,2026-11-09,15,20,2026-11-30,"
                                  "2026-11-20 09:00,") +
                              kLiCard + "\n";
    for (const std::string& bad :
         {row("420600-2026-0001", "5678", "2026-11-20 09:00", "42060219700118003X"), other}) {
        const auto report = file.import_persons(bad);
        REQUIRE(report.errors.size() == 1);
        CHECK(report.errors[0].line == 2);
        CHECK(report.errors[0].column == "id_no");
    }
}

TEST_CASE("cases: a file without the column, or with an empty one, goes in and finds nobody") {
    CaseFile file;
    CHECK(file.import(kWang).errors.empty());
    std::string empty = kLi;
    empty.insert(empty.size() - 1, ",");
    CHECK(file.import_persons(empty).errors.empty());
    CHECK_FALSE(file.ask_person(kLiCard, "5270").ok());
    CHECK(file.ask("420600-2026-0002", "5270").ok());
}
