// SPDX-License-Identifier: Apache-2.0
#include "case_file.h"
#include "sync/base/mutant.h"
#include "sync/center/registry/hall.h"

#include <map>

using namespace sunbooth;
using namespace sunbooth::tests;
using namespace sunbooth::center;

namespace {

std::string with(std::string row, const std::string& from, const std::string& to) {
    const std::size_t at = row.find(from);
    REQUIRE(at != std::string::npos);
    return row.replace(at, from.size(), to);
}

}  // namespace

TEST_CASE("cases: good rows go in and can be looked up") {
    CaseFile file;
    const auto report = file.import(kWang + kLi);
    CHECK(report.added == 2);
    CHECK(report.updated == 0);
    CHECK(report.errors.empty());
    const auto wang = file.ask("420600-2026-0001", "002X");
    REQUIRE(wang.ok());
    CHECK(wang.value().masked_name == "王*");
    CHECK(wang.value().stage == domain::CaseStage::Reviewing);
    CHECK(wang.value().promised_days == 15);
    CHECK(wang.value().due_on == domain::Date::of(2026, 11, 30));
    CHECK(wang.value().updated_at == at_hall(domain::Date::of(2026, 11, 20), 9 * 60));
    const auto li = file.ask("420600-2026-0002", "5270");
    REQUIRE(li.ok());
    CHECK_FALSE(li.value().due_on);
}

TEST_CASE("cases: a bad field is reported by line and column, and the good rows go in") {
    struct Row {
        std::string from, to, column;
    };
    for (const Row& bad :
         {Row{"420600-2026-0001", "42", "case_no"}, Row{"002X", "02X", "id_last4"},
          Row{"5678", "56789", "phone_last4"}, Row{"XY7K-29QX-M4T8", "XY7K", "query_code"},
          Row{"reviewing", "thinking", "stage"}, Row{"2026-11-09", "2026-02-30", "accepted_on"},
          Row{",15,", ",soon,", "promised_wd"}, Row{",20,", ",-1,", "statutory_wd"},
          Row{"2026-11-30", "30.11.", "due_on"}, Row{"09:00", "25:00", "updated_at"},
          Row{"09:00", "09:00Z", "updated_at"}, Row{"09:00", "09:00:xx", "updated_at"},
          Row{"食品经营许可", "", "service"}, Row{"王", "", "applicant_surname"}}) {
        CAPTURE(bad.column);
        CaseFile file;
        const auto report = file.import(kLi + with(kWang, bad.from, bad.to));
        CHECK(report.added == 1);
        REQUIRE(report.errors.size() == 1);
        CHECK(report.errors[0].line == 3);
        CHECK(report.errors[0].column == bad.column);
        CHECK_FALSE(report.errors[0].why.empty());
        CHECK(file.ask("420600-2026-0002", "6031").ok());
    }
}

TEST_CASE("cases: a row with too few fields is reported, and lines are counted through quotes") {
    CaseFile file;
    const auto report = file.import(with(kLi, "企业设立登记", "\"企业,\n\"\"设立\"\"\"") +
                                    "only,three,fields\n" + kWang);
    CHECK(report.added == 2);
    REQUIRE(report.errors.size() == 1);
    CHECK(report.errors[0].line == 4);
    const auto li = file.ask("420600-2026-0002", "6031");
    REQUIRE(li.ok());
    CHECK(li.value().service == "企业,\n\"设立\"");
}

namespace {

/// A third good row, with a number of its own.
std::string third() {
    return with(kWang, "420600-2026-0001", "420600-2026-0003");
}

}  // namespace

TEST_CASE("cases: a stray quote costs its own row, whatever stands behind it") {
    const std::string open = with(kWang, "食品经营许可", "\"食品经营许可");
    const auto lines_of = [](const std::string& rows, int added) {
        CaseFile file;
        const auto report = file.import(rows);
        CHECK(report.added == added);
        std::vector<int> lines;
        for (const auto& wrong : report.errors) lines.push_back(wrong.line);
        return lines;
    };
    CHECK(lines_of(open + kLi + third(), 2) == std::vector{2});  // Never closed.
    // Closed by the quote of a good row, and by that of another bad one.
    const std::string quoted = with(kLi, "企业设立登记", "\"企业,设立\"");
    CHECK(lines_of(open + quoted + third(), 2) == std::vector{2});
    CHECK(lines_of(open + kLi + with(third(), "食品经营许可", "食品\""), 2) == std::vector{2});
    CHECK(lines_of(kLi + "\"", 1) == std::vector{3});
    const MutantScope eats("cases.stray_quote_eats_rows");
    lines_of(open + kLi + third(), 0);
}

TEST_CASE("cases: one byte that is not UTF-8 costs its own row") {
    CaseFile file;
    const auto report = file.import(with(kWang, "食品经营许可", "\xff") + kLi);
    CHECK(report.added == 1);
    REQUIRE(report.errors.size() == 1);
    CHECK(report.errors[0].line == 2);
    CHECK(report.errors[0].why == "is not UTF-8");
}

TEST_CASE("cases: a row from tomorrow's tomorrow does not keep out the right one that follows") {
    const auto added_then_updated = [] {
        CaseFile file;
        const auto wrong = file.import(with(kWang, "2026-11-20 09:00", "2099-01-01 09:00"));
        const auto right = file.import(kWang);
        const std::string column = wrong.errors.empty() ? "" : wrong.errors[0].column;
        return column + " " + std::to_string(right.added + right.updated);
    };
    CHECK(added_then_updated() == "updated_at 1");
    CaseFile file;
    CHECK(file.import(with(kWang, "2026-11-20 09:00", "2026-11-24 09:00")).added == 1);
    const MutantScope takes("cases.takes_the_future");
    CHECK(added_then_updated() == " 0");
}

TEST_CASE("cases: a unit that the registry does not know is an error, once it knows any") {
    const std::string nobody = with(kWang, "scjg", "nosuchunit");
    CaseFile file;
    CHECK(file.import(nobody).added == 1);  // Before the hall came; nothing is judged yet.
    REQUIRE(registry::import_hall(file.db(), source_file("assets/demo/hall.json"), file.now).ok());
    const auto report = file.import(nobody + kLi);
    CHECK(report.added == 1);
    CHECK(report.updated == 0);
    REQUIRE(report.errors.size() == 1);
    CHECK(report.errors[0].column == "unit");
    const MutantScope any("cases.takes_any_unit");
    CHECK(file.import(nobody).errors.empty());
}

TEST_CASE("cases: a file goes in piece by piece, and is told of as one") {
    CaseFile file;
    std::string rows;
    const int count = static_cast<int>(cases::kPieceRows) * 2 + 1;
    for (int i = 0; i < count; ++i) {
        std::string number = std::to_string(100'000 + i);
        rows += with(kWang, "420600-2026-0001", "420600-" + number);
    }
    auto table = cases::read_csv_cases(kHeader + "x,y\n" + rows + "z\n");
    REQUIRE(table.ok());
    cases::PiecewiseImport import(std::move(table).value());
    SeededRandom random{9};
    const cases::ImportTools tools{file.key(), random, file.now};
    const auto stored = [&] {
        store::Statement select = file.db().prepare("SELECT count(*) FROM case_file");
        REQUIRE(select.step().ok());
        return select.integer(0);
    };
    // The row of two fields is one of the first piece.
    CHECK(import.next(file.db(), tools).value());
    CHECK(stored() == static_cast<std::int64_t>(cases::kPieceRows) - 1);
    CHECK(import.next(file.db(), tools).value());
    CHECK_FALSE(import.next(file.db(), tools).value());
    CHECK(stored() == count);
    CHECK(import.report().added == count);
    REQUIRE(import.report().errors.size() == 2);
    CHECK(import.report().errors[0].line == 2);
    CHECK(import.report().errors[1].line == count + 3);
}

TEST_CASE("cases: of a name nothing but the surname is kept, whatever stands in the column") {
    for (const auto& [given, shown] : std::map<std::string, std::string>{
             {"王", "王*"}, {"欧阳", "欧阳*"}, {"王小明", "王*"}, {"Smith", "S*"}}) {
        CaseFile file;
        file.import(with(kWang, "王", given));
        CHECK(file.ask("420600-2026-0001", "002X").value().masked_name == shown);
    }
}

TEST_CASE("cases: importing again updates") {
    CaseFile file;
    file.import(kWang);
    const auto tag = cases::snapshot_tag(file.db());
    const auto report = file.import(with(kWang, "reviewing", "completed"));
    CHECK(report.added == 0);
    CHECK(report.updated == 1);
    CHECK(file.ask("420600-2026-0001", "002X").value().stage == domain::CaseStage::Completed);
    CHECK(tag.value() != cases::snapshot_tag(file.db()).value());
}

TEST_CASE("cases: a file that is none is refused as a whole, naming what is wrong") {
    CaseFile file;
    SeededRandom random{1};
    const auto field = [&](const std::string& text) {
        const auto report = cases::import_csv(file.db(), text, {file.key(), random, file.now});
        return report.ok() ? "" : report.error().field;
    };
    CHECK(field("") == "file");
    CHECK(field(kHeader + "\xff\xfe") == "file");
    CHECK(field("case_no,service\n") == "unit");
    CHECK(field("case_no,case_no\n") == "case_no");
    CHECK(field("\xEF\xBB\xBF" + kHeader + kWang).empty());  // What spreadsheets put in front.
}

TEST_CASE("cases: neither last fours nor query codes nor names lie in the database") {
    CaseFile file;
    file.import(kWang);
    REQUIRE(file.db().checkpoint().ok());
    std::ifstream stored(file.center.folder() / "center.db", std::ios::binary);
    std::stringstream bytes;
    bytes << stored.rdbuf();
    REQUIRE(bytes.str().find("420600-2026-0001") != std::string::npos);
    for (const char* secret : {"002X", "5678", "XY7K29QXM4T8", "XY7K-29QX"}) {
        CAPTURE(secret);
        CHECK(bytes.str().find(secret) == std::string::npos);
    }
}

TEST_CASE("cases: the demo file is without fault and shows every stage, two of them late") {
    CaseFile file;
    SeededRandom random{1};
    const auto report = cases::import_csv(file.db(), source_file("assets/demo/cases.csv"),
                                          {file.key(), random, file.now + std::chrono::hours{24}});
    REQUIRE(report.ok());
    CHECK(report.value().errors.empty());
    CHECK(report.value().added == 24);
    for (int stage = 0; stage < 7; ++stage) {
        store::Statement count =
            file.db().prepare("SELECT count(*) FROM case_file WHERE stage = :stage");
        count.bind(":stage", domain::to_string(static_cast<domain::CaseStage>(stage)));
        REQUIRE(count.step().ok());
        CHECK(count.integer(0) > 0);
    }
    store::Statement late = file.db().prepare(R"sql(
        SELECT count(*) FROM case_file
         WHERE due_on < '2026-11-23' AND stage NOT IN ('completed', 'returned', 'decided'))sql");
    REQUIRE(late.step().ok());
    CHECK(late.integer(0) >= 2);
}

TEST_CASE("import: JSON says what CSV says, good rows beside bad ones") {
    CaseFile cases;
    const std::string one =
        R"({"case_no":"420600-2026-0009","service":"许可","unit":"scjg","window":"3",)"
        R"("applicant_surname":"王","id_last4":"002X","phone_last4":"5678",)"
        R"("query_code":"XY7K-29QX-M4T8","stage":"reviewing","accepted_on":"2026-11-09",)"
        R"("promised_wd":15,"statutory_wd":20,"due_on":null,"updated_at":"2026-11-20 09:00"})";
    std::string bad = one;
    bad.replace(bad.find("reviewing"), 9, "lost");
    for (const bool wrapped : {false, true}) {
        const std::string list = "[" + one + "," + bad + "]";
        const std::string text = wrapped ? "{\"cases\":" + list + "}" : list;
        CHECK(center::cases::looks_like_json(text));
        const auto table = center::cases::read_json_cases(text, center::cases::kRequestCases);
        REQUIRE(table.ok());
        SeededRandom random(5);
        const auto report = center::cases::import_cases(cases.db(), table.value(),
                                                        {cases.key(), random, cases.now});
        REQUIRE(report.ok());
        CHECK(report.value().added == (wrapped ? 0 : 1));
        CHECK(report.value().updated == (wrapped ? 1 : 0));
        REQUIRE(report.value().errors.size() == 1);
        CHECK(report.value().errors[0].line == 2);
        CHECK(report.value().errors[0].column == "stage");
    }
    CHECK(cases.ask("420600-2026-0009", "XY7K29QXM4T8").ok());
    CHECK_FALSE(center::cases::looks_like_json(kHeader));
    CHECK(center::cases::read_json_cases("{}", center::cases::kRequestCases).error().field ==
          "cases");
    // What cannot be read costs its own row and no other.
    const auto table = center::cases::read_json_cases(
        "[1," + one + R"(,{"unit":[],"promised_wd":5.5}])", center::cases::kRequestCases);
    REQUIRE(table.ok());
    SeededRandom random(6);
    const auto mixed =
        center::cases::import_cases(cases.db(), table.value(), {cases.key(), random, cases.now});
    REQUIRE(mixed.ok());
    CHECK(mixed.value().updated == 1);
    REQUIRE(mixed.value().errors.size() == 3);
    CHECK(mixed.value().errors[0].line == 1);
    CHECK(mixed.value().errors[1].line == 3);
    CHECK(mixed.value().errors[1].column == "unit");
    CHECK(mixed.value().errors[2].column == "promised_wd");
    // What is too much for a request is not for a file, and the refusal says how much it may be.
    std::string many = "[" + one;
    for (std::size_t i = 0; i < center::cases::kRequestCases.cases; ++i) many += "," + one;
    many += "]";
    const auto refused = center::cases::read_json_cases(many, center::cases::kRequestCases);
    CHECK(refused.error().field == "cases");
    CHECK(refused.error().detail.find("at most 5000") != std::string::npos);
    CHECK(center::cases::read_json_cases(many, center::cases::kFileCases).value().rows.size() ==
          5001);
}

TEST_CASE("cases: of two files that cross on the way the one that was written last stays") {
    const auto stage_after = [](const std::string& time) {
        CaseFile file;
        file.import(with(kWang, "reviewing", "completed"));
        const auto report = file.import(kLi + with(kWang, "2026-11-20 09:00", time));
        CHECK(report.added == 1);
        CHECK(report.updated + static_cast<std::int64_t>(report.errors.size()) == 1);
        if (!report.errors.empty()) {
            CHECK(report.errors[0].line == 3);
            CHECK(report.errors[0].column == "updated_at");
        }
        return file.ask("420600-2026-0001", "002X").value().stage;
    };
    CHECK(stage_after("2026-11-20 08:59") == domain::CaseStage::Completed);
    CHECK(stage_after("2026-11-20 09:00") == domain::CaseStage::Reviewing);
    CHECK(stage_after("2026-11-20 09:01") == domain::CaseStage::Reviewing);
    const MutantScope mutant("cases.takes_older");
    CHECK(stage_after("2026-11-20 08:59") == domain::CaseStage::Reviewing);
}

TEST_CASE("cases: a thousand wrong rows are listed, and the rest is counted") {
    const auto told = [](int short_rows, int unreadable) {
        CaseFile file;
        std::string rows = kLi;
        for (int i = 0; i < short_rows; ++i) rows += "one field\n";
        for (int i = 0; i < unreadable; ++i) rows += with(kWang, "食品经营许可", "\xff");
        const auto report = file.import(rows);
        CHECK(report.added == 1);
        return std::pair(static_cast<int>(report.errors.size()), report.errors_more);
    };
    CHECK(told(3, 4) == std::pair(7, 0));
    CHECK(told(700, 503) == std::pair(1000, 203));
    CHECK(told(1100, 300) == std::pair(1000, 400));
}
