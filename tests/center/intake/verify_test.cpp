// SPDX-License-Identifier: Apache-2.0
// Somebody with the database in hand: every edit is named by its first bad row.
#include "sync/center/intake/verify.h"

#include "tests/center/kiosk_world.h"

using namespace sunbooth;
using namespace sunbooth::tests;
using center::intake::ChainReport;

namespace {

/// Two kiosks with six records each, the third of the first one refused.
struct Filled {
    Filled() : first(center, "hall-1"), second(center, "hall-2") {
        for (int i = 0; i < 6; ++i) {
            domain::Complaint filed = complaint();
            if (i == 2) filed.topic = "no-such";
            REQUIRE(first.send({first.make(filed)}).ok());
            REQUIRE(second.send({second.make(rating(5))}).ok());
        }
    }
    ChainReport report() {
        const auto walked =
            center::intake::verify_chains(center.db(), center.keys().center.public_key);
        REQUIRE(walked.ok());
        return walked.value();
    }
    Deployment center;
    TestKiosk first;
    TestKiosk second;
};

struct Edit {
    const char* what;
    const char* sql;
    const char* kiosk;
    std::uint64_t seq;
};

}  // namespace

TEST_CASE("verify chain: an honest store has no fault, refused records included") {
    Filled filled;
    const ChainReport report = filled.report();
    CHECK_FALSE(report.fault);
    CHECK(report.kiosks == 2);
    CHECK(report.records == 12);
}

TEST_CASE("verify chain: every edit is named by kiosk and number") {
    const Edit edits[] = {
        {"a record is deleted", "DELETE FROM submission WHERE kiosk = 'hall-1' AND seq = 4",
         "hall-1", 5},
        {"the last record is deleted", "DELETE FROM submission WHERE kiosk = 'hall-1' AND seq = 6",
         "hall-1", 5},
        {"the first record is deleted", "DELETE FROM submission WHERE kiosk = 'hall-1' AND seq = 1",
         "hall-1", 2},
        {"a refused record is deleted", "DELETE FROM parked", "hall-1", 4},
        {"a sealed original is cut",
         "UPDATE submission SET sealed = substr(sealed, 1, 100) WHERE kiosk = 'hall-1' AND seq = 5",
         "hall-1", 5},
        {"a digest is changed",
         "UPDATE submission SET digest = zeroblob(32) WHERE kiosk = 'hall-1' AND seq = 2", "hall-1",
         2},
        {"a link is changed",
         "UPDATE submission SET previous = zeroblob(32) WHERE kiosk = 'hall-1' AND seq = 2",
         "hall-1", 2},
        {"a row number is changed",
         "UPDATE submission SET row_no = 99 WHERE kiosk = 'hall-1' AND seq = 2", "hall-1", 2},
        {"a record is given to another kiosk",
         "UPDATE submission SET kiosk = 'hall-2', seq = 7 WHERE kiosk = 'hall-1' AND seq = 6",
         "hall-1", 5},
        {"a rating is listed under another window",
         "UPDATE rating SET window = '99' WHERE record_id = (SELECT record_id FROM submission"
         " WHERE kiosk = 'hall-2' AND seq = 4)",
         "hall-2", 4},
        {"a whole chain is deleted",
         "DELETE FROM rating; DELETE FROM submission WHERE kiosk = 'hall-2'", "hall-2", 6},
    };
    for (const Edit& edit : edits) {
        CAPTURE(edit.what);
        Filled filled;
        REQUIRE(filled.center.db().run(edit.sql).ok());
        const ChainReport report = filled.report();
        REQUIRE(report.fault);
        CHECK(report.fault->kiosk == edit.kiosk);
        CHECK(report.fault->seq == edit.seq);
    }
}

TEST_CASE("verify chain: a gap that was alarmed on arrival is counted, not called a fault") {
    Filled filled;
    const Bytes lost = filled.first.make(complaint());
    REQUIRE(filled.first.send({filled.first.make(complaint())}).ok());
    const ChainReport report = filled.report();
    CHECK_FALSE(report.fault);
    CHECK(report.alarmed == 1);
}
