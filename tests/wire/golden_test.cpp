// SPDX-License-Identifier: Apache-2.0
#include "tests/wire/golden.h"

#include "sync/wire/content.h"
#include "sync/wire/health.h"
#include "sync/wire/messages.h"
#include "sync/wire/staff.h"
#include "sync/wire/update.h"

#include <boost/json.hpp>
#include <doctest/doctest.h>

#include <set>
#include <string>
#include <tuple>

using namespace sunbooth;
using namespace sunbooth::wire;
using sunbooth::test::golden;

namespace {

/// Bytes that are easy to tell apart in a file.
template <class F>
F counting(std::uint8_t from) {
    F fixed;
    for (std::uint8_t& byte : fixed.bytes) byte = from++;
    return fixed;
}

domain::FiledAt filed_at() {
    return {wall_ms(1'795'600'000'123), instant_ms(86'400'001), "boot-7"};
}

domain::Complaint complaint() {
    domain::Complaint made;
    made.topic = "absent";
    made.window = "3";
    made.unit = "scjg";
    made.text = SecretText("窗口没人，\n等了\"一小时\" 𠮷");
    made.phone = SecretText("13812345678");
    return made;
}

domain::Rating rating() {
    domain::Rating made;
    made.window = "3";
    made.unit = "scjg";
    made.scale = "national-5";
    made.level = 2;
    made.tags = {"208", "209"};
    made.comment = SecretText("ئاستا");
    made.language = domain::Language::Ug;
    return made;
}

domain::Issue issue() {
    domain::Issue made;
    made.monitor = "1001";
    made.kind = domain::IssueKind::Problem;
    made.window = "3";
    made.unit = "scjg";
    made.aspect = domain::Aspect::Manner;
    made.severity = domain::Severity::Urgent;
    made.occurred_on = domain::Date::of(2026, 11, 25);
    made.text = SecretText("窗口没人");
    return made;
}

BatchAnswer batch_answer() {
    BatchAnswer answer;
    answer.generation = counting<Generation>(1);
    answer.backed_up_row = 41;
    answer.center_time_ms = 1'795'600'001'000;
    answer.verdicts.push_back(
        {counting<domain::RecordId>(2), Verdict::Stored, "", 42, counting<seal::Signature>(3)});
    answer.verdicts.push_back(
        {counting<domain::RecordId>(4), Verdict::Duplicate, "", 40, counting<seal::Signature>(5)});
    answer.verdicts.push_back(
        {counting<domain::RecordId>(6), Verdict::Conflict, "other_digest", 0, {}});
    answer.verdicts.push_back(
        {counting<domain::RecordId>(7), Verdict::Refused, "bad_signature", 0, {}});
    return answer;
}

domain::TicketView ticket() {
    domain::TicketView view;
    view.state = domain::TicketState::Replied;
    view.ticket_no = "20261126-0007";
    view.filed_on = domain::Date::of(2026, 11, 26);
    view.verify_by = domain::Date::of(2026, 12, 3);
    view.reply_by = domain::Date::of(2027, 1, 8);
    view.provisional = true;
    view.overdue = true;
    view.reply = "已改正。";
    view.finding = domain::Finding::Partly;
    view.extension = "要向外省核对。";
    view.needed = "哪一天？";
    view.needed_by = domain::Date::of(2026, 12, 4);
    view.wishes = {domain::Wish::Urge, domain::Wish::Withdraw};
    return view;
}

domain::CaseView case_view() {
    domain::CaseView view;
    view.case_no = "XY20261103-0042";
    view.service = "食品经营许可";
    view.unit = "scjg";
    view.window = "3";
    view.masked_name = "王*";
    view.stage = domain::CaseStage::Supplement;
    view.accepted_on = domain::Date::of(2026, 11, 3);
    view.promised_days = 5;
    view.updated_at = wall_ms(1'795'500'000'000);
    return view;
}

/// A body is written as its golden file says, and reading that file and writing it again changes
/// nothing: nothing is lost on the way.
template <class Message, class Read>
void round_trip(const char* name, const Message& message, Read read) {
    CAPTURE(name);
    const std::string text = golden(name, write(message));
    CHECK(write(message) == text);
    const auto back = read(text);
    REQUIRE(back.ok());
    CHECK(write(back.value()) == text);
}

}  // namespace

TEST_CASE("golden: every body is written and read as its file says") {
    round_trip("enrol_request.json",
               EnrolRequest{"K7Q2-M9XA", "xy-hall-01", counting<seal::SigningPublicKey>(1)},
               read_enrol_request);
    round_trip(
        "enrol_answer.json",
        EnrolAnswer{"xy-hall-01", Bytes(9, 0xAB), counting<Generation>(1), 1'795'600'000'000},
        read_enrol_answer);
    round_trip("batch_request.json",
               BatchRequest{wall_ms(1'795'600'000'000),
                            instant_ms(86'500'000),
                            "boot-7",
                            {to_bytes("first"), to_bytes("second")}},
               read_batch_request);
    round_trip("batch_answer.json", batch_answer(), read_batch_answer);
    round_trip("receipt_question.json", ReceiptQuestion{"A7K29QXM4T8R"}, read_receipt_question);
    round_trip("case_question.json", CaseQuestion{"XY20261103-0042", "123X"}, read_case_question);
    round_trip("terminal_health.json",
               domain::TerminalHealth{.machine = {.version = "0.1.7",
                                                  .slot = "b",
                                                  .screens = "HDMI-A-1 1080x1920",
                                                  .printer = "lp0",
                                                  .sound = "HDA Intel PCH",
                                                  .temperature_c = 53,
                                                  .disk_free_mb = 24'000,
                                                  .memory_free_mb = 1'800,
                                                  .up_minutes = 480,
                                                  .starts = 1},
                                      .unsent = 3,
                                      .parked = 1,
                                      .oldest_unsent_days = 2,
                                      .accepting = false,
                                      .quarantined = true},
               read_terminal_health);
    round_trip("update_question.json",
               UpdateQuestion{
                   "0.1.7", "a", {domain::UpdateState::Failed, "0.1.8", "signature verification"}},
               read_update_question);
    round_trip("update_answer.json",
               UpdateAnswer{UpdateOffer{"0.1.9", 180'000'000, counting<seal::Digest>(1)}},
               read_update_answer);
    round_trip("part_question.json", PartQuestion{"0.1.9", 524'288}, read_part_question);
    round_trip("person_question.json", PersonQuestion{"11010519491231002X", "5678"},
               read_person_question);
    round_trip("case_list.json", std::vector{case_view(), case_view()}, read_case_list);
    round_trip("ticket_view.json", ticket(), read_ticket_view);
    round_trip("case_view.json", case_view(), read_case_view);
}

TEST_CASE("golden D1: what a receipt code opens holds nothing of a person, so no second question") {
    // kiosk-ux D1 asks for the end of a telephone number only where personal data would be shown.
    // Whoever left no number has their code alone (design.md 3.9). A field that is added here must
    // be none of the citizen's: neither name nor number nor their own words.
    const std::set<std::string> kKnown = {"kind",      "state",    "ticket_no", "filed_on",
                                          "verify_by", "reply_by", "overdue",   "provisional",
                                          "reply",     "refusal",  "needed",    "needed_by",
                                          "wishes",    "finding",  "extension"};
    const boost::json::value told = boost::json::parse(write(ticket()));
    for (const auto& field : told.as_object()) {
        CAPTURE(std::string(field.key()));
        CHECK(kKnown.contains(std::string(field.key())));
    }
}

TEST_CASE("golden: a finding that is not told, or not of this version, leaves the reply readable") {
    const std::string told = golden("ticket_view.json");
    const std::string_view field = ",\"finding\":\"partly\"";
    for (const char* instead : {"", ",\"finding\":null", ",\"finding\":\"proven\""}) {
        CAPTURE(instead);
        std::string other = told;
        other.replace(other.find(field), field.size(), instead);
        const auto read = read_ticket_view(other);
        REQUIRE(read.ok());
        CHECK_FALSE(read.value().finding);
        CHECK(read.value().reply == "已改正。");
    }
}

TEST_CASE("golden: a center that does not say why an answer takes longer is read all the same") {
    std::string told = golden("ticket_view.json");
    const std::string_view field = ",\"extension\":\"要向外省核对。\"";
    told.erase(told.find(field), field.size());
    const auto read = read_ticket_view(told);
    REQUIRE(read.ok());
    CHECK(read.value().extension.empty());
    CHECK(read.value().reply_by == domain::Date::of(2027, 1, 8));
}

TEST_CASE("golden: a verdict without a row carries no countersignature") {
    const BatchAnswer read = read_batch_answer(golden("batch_answer.json")).value();
    REQUIRE(read.verdicts.size() == 4);
    CHECK(read.verdicts[0].countersignature == counting<seal::Signature>(3));
    CHECK(read.verdicts[2].reason == "other_digest");
    CHECK(read.verdicts[2].row == 0);
    CHECK(read.verdicts[3].countersignature.is_zero());
}

TEST_CASE("golden: what a visitor typed comes out of the boxes as it went in") {
    const Boxes boxes = write_boxes(complaint(), filed_at());
    CHECK(boxes.content.view() == golden("complaint.json", boxes.content.view()));
    CHECK(boxes.contact.view() == golden("contact.json", boxes.contact.view()));
    const OpenedContent opened =
        read_content(domain::RecordKind::Complaint, golden("complaint.json")).value();
    const auto& filed = std::get<domain::Complaint>(opened.filing);
    CHECK(filed.topic == "absent");
    CHECK(filed.window == "3");
    CHECK(filed.unit == "scjg");
    CHECK(filed.text == complaint().text);
    CHECK(filed.phone.empty());
    CHECK(filed.language == domain::Language::Zh);
    CHECK(opened.filed_at.wall == filed_at().wall);
    CHECK(opened.filed_at.monotonic == filed_at().monotonic);
    CHECK(opened.filed_at.boot_id == "boot-7");
    CHECK(read_contact(golden("contact.json")).value().view() == "13812345678");
}

TEST_CASE("golden B3: when it happened comes out of the box, and who did not say it, did not") {
    domain::Complaint told = complaint();
    told.occurred_from = domain::Date::of(2026, 11, 19);
    told.occurred_to = domain::Date::of(2026, 11, 26);
    const Boxes boxes = write_boxes(told, filed_at());
    CHECK(boxes.content.view() == golden("complaint_when.json", boxes.content.view()));
    const std::string text = golden("complaint_when.json");
    const auto read = [](std::string_view json) {
        return read_content(domain::RecordKind::Complaint, json);
    };
    const OpenedContent opened = read(text).value();
    const auto& filed = std::get<domain::Complaint>(opened.filing);
    CHECK(filed.occurred_from == told.occurred_from);
    CHECK(filed.occurred_to == told.occurred_to);
    // A terminal that never asked writes, and is read, as its golden file always said.
    const OpenedContent old = read(golden("complaint.json")).value();
    CHECK_FALSE(std::get<domain::Complaint>(old.filing).occurred_from.has_value());
    CHECK_FALSE(std::get<domain::Complaint>(old.filing).occurred_to.has_value());
    for (const auto& [from, to, field] :
         {std::tuple{"2026-11-19", "2026-02-30", "occurred_from"},
          std::tuple{"2026-11-19", "2026-11-27", "occurred_to"},
          std::tuple{"2026-11-26", "yesterday", "occurred_to"},
          std::tuple{"\"occurred_from\":\"2026-11-19\",", "", "occurred_to"}}) {
        CAPTURE(from);
        CAPTURE(to);
        std::string wrong = text;
        wrong.replace(wrong.find(from), std::string_view(from).size(), to);
        CHECK(read(wrong).error().field == field);
    }
}

TEST_CASE("golden: a rating comes out of the boxes as it went in") {
    const Boxes boxes = write_boxes(rating(), filed_at());
    CHECK(boxes.content.view() == golden("rating.json", boxes.content.view()));
    const OpenedContent opened =
        read_content(domain::RecordKind::Rating, golden("rating.json")).value();
    const auto& filed = std::get<domain::Rating>(opened.filing);
    CHECK(filed.scale == "national-5");
    CHECK(filed.level == 2);
    CHECK(filed.tags == rating().tags);
    CHECK(filed.comment == rating().comment);
    CHECK(filed.language == domain::Language::Ug);
    CHECK(read_contact(boxes.contact.view()).value().empty());
}

TEST_CASE(
    "golden: a monitor's report comes out of the boxes as it went in, and names what is wrong") {
    const Boxes boxes = write_boxes(issue(), filed_at());
    CHECK(boxes.content.view() == golden("issue.json", boxes.content.view()));
    const std::string text = golden("issue.json");
    const OpenedContent opened = read_content(domain::RecordKind::Issue, text).value();
    const auto& filed = std::get<domain::Issue>(opened.filing);
    CHECK(filed.monitor == "1001");
    CHECK(filed.kind == domain::IssueKind::Problem);
    CHECK(filed.aspect == domain::Aspect::Manner);
    CHECK(filed.severity == domain::Severity::Urgent);
    CHECK(filed.occurred_on == domain::Date::of(2026, 11, 25));
    CHECK(filed.text == issue().text);
    CHECK(read_contact(boxes.contact.view()).value().empty());
    for (const auto& [from, to, field] :
         {std::tuple{"\"1001\"", "\"\"", "monitor"}, std::tuple{"problem", "rumour", "issue"},
          std::tuple{"manner", "looks", "aspect"}, std::tuple{"urgent", "dire", "severity"},
          std::tuple{"2026-11-25", "2026-13-25", "occurred_on"}}) {
        CAPTURE(field);
        std::string wrong = text;
        wrong.replace(wrong.find(from), std::string_view(from).size(), to);
        CHECK(read_content(domain::RecordKind::Issue, wrong).error().field == field);
    }
}

TEST_CASE("golden: what monitors and callers ask is written and read as its file says") {
    round_trip("staff_sign_in.json", StaffSignIn{"1001", "482193"}, read_staff_sign_in);
    StaffRecords records{2, {}};
    records.records.push_back(
        {"A7K29QXM4T8R", domain::IssueKind::Nil, domain::Date::of(2026, 11, 25), "closed"});
    round_trip("staff_records.json", records, read_staff_records);
    round_trip("staff_call.json", StaffCall{StaffCall::What::Ask}, read_staff_call);
    for (const auto state : {StaffCallState::Nobody, StaffCallState::Ringing,
                             StaffCallState::Coming, StaffCallState::Unheard}) {
        CHECK(read_call_state(write_call_state(state)).value() == state);
    }
    CHECK(read_staff_call(R"({"what":"shout"})").error().field == "what");
}

TEST_CASE(
    "golden: a problem document tells code, field and wait; anything else is a plain refusal") {
    const Error error{ErrorCode::TooMany, "too many tries", "last4", std::chrono::seconds(90)};
    const std::string text = golden("problem.json", write_problem(error, 429));
    CHECK(write_problem(error, 429) == text);
    const Error read = read_problem(429, text);
    CHECK(read.code == ErrorCode::TooMany);
    CHECK(read.field == "last4");
    CHECK(read.retry_after == std::chrono::seconds(90));
    for (const char* page : {"", "<html>Sign in to the guest network</html>", "[]", "{}",
                             R"({"type":5})", R"({"type":"tag:somebody,2020:else"})"}) {
        CAPTURE(page);
        CHECK(read_problem(500, page).code == ErrorCode::Refused);
    }
}
