// SPDX-License-Identifier: Apache-2.0
#include "case_file.h"
#include "sync/base/mutant.h"

using namespace sunbooth;
using namespace sunbooth::tests;
using namespace sunbooth::center;

namespace {

constexpr const char* kWangNo = "420600-2026-0001";

/// How the sixth question after five wrong ones is answered.
ErrorCode sixth_answer(CaseFile& file) {
    for (int i = 0; i < cases::kMissesMax; ++i) {
        const auto wrong = file.ask(kWangNo, "000" + std::to_string(i), "k" + std::to_string(i));
        REQUIRE_FALSE(wrong.ok());
        CHECK(wrong.error().code == ErrorCode::NotFound);
    }
    const auto sixth = file.ask(kWangNo, "0009", "another");
    REQUIRE_FALSE(sixth.ok());
    return sixth.error().code;
}

}  // namespace

TEST_CASE("cases: id, phone and query code each prove a case, however they are written") {
    CaseFile file;
    file.import(kWang);
    for (const char* proof :
         {"002X", "002x", "5678", "XY7K-29QX-M4T8", "xy7k29qxm4t8", "XY7K 29QX M4T8"}) {
        CAPTURE(proof);
        CHECK(file.ask(kWangNo, proof).ok());
    }
    CHECK(file.ask(" 420600-2026-0001 ", "002X").ok());
}

TEST_CASE("cases: a wrong number and a wrong proof get one and the same answer") {
    CaseFile file;
    file.import(kWang);
    const auto no_case = file.ask("420600-2026-9999", "002X");
    const auto no_proof = file.ask(kWangNo, "0000");
    REQUIRE_FALSE(no_case.ok());
    REQUIRE_FALSE(no_proof.ok());
    CHECK(no_case.error().line() == no_proof.error().line());
    CHECK(no_case.error().code == ErrorCode::NotFound);
}

TEST_CASE("cases: the proof of one case does not open another") {
    CaseFile file;
    file.import(kWang + kLi);
    CHECK_FALSE(file.ask("420600-2026-0002", "002X").ok());
    CHECK_FALSE(file.ask(kWangNo, "JNXM23H3YFCY").ok());
}

TEST_CASE("cases: five wrong answers on a number close it for a minute, from every kiosk") {
    CaseFile file;
    file.import(kWang);
    CHECK(sixth_answer(file) == ErrorCode::TooMany);
    const auto right = file.ask(kWangNo, "002X", "another");
    REQUIRE_FALSE(right.ok());
    CHECK(right.error().retry_after == std::chrono::seconds{60});
    file.now += std::chrono::seconds{61};
    CHECK(file.ask(kWangNo, "002X", "another").ok());
}

TEST_CASE("cases: the mutant cases.no_attempt_limit is caught") {
    const MutantScope mutant("cases.no_attempt_limit");
    CaseFile file;
    file.import(kWang);
    CHECK(sixth_answer(file) != ErrorCode::TooMany);
}

TEST_CASE("cases: five wrong answers from a kiosk close that kiosk alone") {
    CaseFile file;
    file.import(kWang + kLi);
    for (int i = 0; i < cases::kMissesMax; ++i) {
        CHECK_FALSE(file.ask("420600-2026-100" + std::to_string(i), "0000", "guesser").ok());
    }
    CHECK(file.ask(kWangNo, "002X", "guesser").error().code == ErrorCode::TooMany);
    CHECK(file.ask(kWangNo, "002X", "other").ok());
}

TEST_CASE("cases: the count of wrong answers outlives a restart") {
    CaseFile file;
    file.import(kWang);
    CHECK(sixth_answer(file) == ErrorCode::TooMany);
    file.center.reopen();
    CHECK(file.ask(kWangNo, "002X").error().code == ErrorCode::TooMany);
}

TEST_CASE("cases: what cannot be a proof or a number is told by field and not counted") {
    CaseFile file;
    file.import(kWang);
    for (int i = 0; i < 10; ++i) {
        CHECK(file.ask("x", "0000").error().field == "case_no");
        CHECK(file.ask(kWangNo, "12").error().code == ErrorCode::InvalidInput);
    }
    CHECK(file.ask(kWangNo, "002X").ok());
}

TEST_CASE("cases: the snapshot answers with number and query code, and with nothing else") {
    CaseFile file;
    file.import(kWang + kLi);
    SeededRandom random{5};
    const auto snapshot = cases::snapshot(file.db(), file.key(), random, file.now);
    REQUIRE(snapshot.ok());
    CHECK(snapshot.value().entries.size() == 2);
    const auto found = wire::find_case(snapshot.value(), kWangNo, "XY7K29QXM4T8");
    REQUIRE(found.ok());
    CHECK(found.value().masked_name == "王*");
    CHECK_FALSE(wire::find_case(snapshot.value(), kWangNo, "JNXM23H3YFCY").ok());
    CHECK_FALSE(wire::find_case(snapshot.value(), kWangNo, "002X").ok());
}
