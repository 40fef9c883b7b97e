// SPDX-License-Identifier: Apache-2.0
#include "sync/wire/snapshot.h"

#include "sync/wire/messages.h"
#include "tests/wire/golden.h"

#include <doctest/doctest.h>

using namespace sunbooth;
using namespace sunbooth::wire;
using sunbooth::test::golden;

namespace {

domain::CaseView a_case(const std::string& number) {
    domain::CaseView view;
    view.case_no = number;
    view.service = "不动产登记";
    view.unit = "zrzy";
    view.window = "7";
    view.masked_name = "李*";
    view.stage = domain::CaseStage::Decided;
    view.promised_days = 3;
    view.updated_at = wall_ms(1'795'500'000'000);
    return view;
}

Snapshot two_cases() {
    REQUIRE(seal::start().ok());
    SeededRandom random(23);
    Snapshot snapshot;
    snapshot.made_at_ms = 1'795'600'000'000;
    snapshot.entries.push_back(lock_case(a_case("XY-0001"), "K7Q2M9XA4T8RB", random));
    snapshot.entries.push_back(lock_case(a_case("XY-0002"), "7PZ3W5NC6Y1HD", random));
    return snapshot;
}

}  // namespace

TEST_CASE("snapshot: number and query code together open one entry, as the golden file has it") {
    const std::string text = golden("snapshot.json", write_snapshot(two_cases()));
    CHECK(write_snapshot(two_cases()) == text);
    const Snapshot snapshot = read_snapshot(text).value();
    CHECK(snapshot.made_at_ms == 1'795'600'000'000);
    const Result<domain::CaseView> found = find_case(snapshot, "XY-0002", "7PZ3W5NC6Y1HD");
    REQUIRE(found.ok());
    CHECK(write(found.value()) == write(a_case("XY-0002")));
}

TEST_CASE("snapshot: half of the secret finds nothing, nor do the halves of two people") {
    const Snapshot snapshot = two_cases();
    const std::pair<const char*, const char*> wrong[] = {
        {"XY-0001", "7PZ3W5NC6Y1HD"}, {"XY-0001", ""},     {"", "K7Q2M9XA4T8RB"},
        {"XY-000", "1K7Q2M9XA4T8RB"}, {"XY-0003", "0000"},
    };
    for (const auto& [number, code] : wrong) {
        CAPTURE(number);
        CHECK(find_case(snapshot, number, code).error().code == ErrorCode::NotFound);
    }
}

TEST_CASE("snapshot: a stolen disk shows neither numbers nor names, and a changed box is seen") {
    Snapshot snapshot = two_cases();
    const std::string text = write_snapshot(snapshot);
    for (const SnapshotEntry& entry : snapshot.entries) {
        CHECK(as_text(entry.box).find("XY-") == std::string_view::npos);
        CHECK(as_text(entry.box).find("李") == std::string_view::npos);
    }
    CHECK(text.find("XY-") == std::string::npos);
    snapshot.entries[0].box.back() ^= 1U;
    CHECK(find_case(snapshot, "XY-0001", "K7Q2M9XA4T8RB").error().code == ErrorCode::Corrupt);
}
