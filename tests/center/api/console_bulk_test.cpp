// SPDX-License-Identifier: Apache-2.0
// Many tickets at once: done together, each with a verdict of its own; and lists as files (S-9).
#include "console_world.h"
#include "contract.h"
#include "sync/base/mutant.h"
#include "sync/center/api/export_file.h"
#include "sync/center/registry/journal.h"

#include <fstream>

using namespace sunbooth;
using namespace sunbooth::tests;
using namespace sunbooth::center;
using rules::Role;
namespace json = boost::json;

namespace {

std::string bulk_of(const std::vector<std::pair<std::string, int>>& tickets, json::object deed) {
    json::array named;
    for (const auto& [id, version] : tickets) {
        named.push_back(json::object{{"id", id}, {"expected_version", version}});
    }
    return json::serialize(json::object{{"deed", std::move(deed)}, {"tickets", std::move(named)}});
}

/// RFC 4180 back into cells, by another hand than the one that wrote them.
std::vector<std::vector<std::string>> read_csv(std::string_view text) {
    REQUIRE(text.starts_with("\xEF\xBB\xBF"));
    text.remove_prefix(3);
    std::vector<std::vector<std::string>> rows(1);
    std::string cell;
    bool quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (quoted && text[i] == '"' && i + 1 < text.size() && text[i + 1] == '"') {
            cell += text[i++];
        } else if (text[i] == '"') {
            quoted = !quoted;
        } else if (!quoted && (text[i] == ',' || text[i] == '\n')) {
            rows.back().push_back(std::exchange(cell, {}));
            if (text[i] == '\n') rows.emplace_back();
        } else if (quoted || text[i] != '\r') {
            cell += text[i];
        }
    }
    CHECK_FALSE(quoted);
    rows.pop_back();
    return rows;
}

/// What a spreadsheet would do with a cell: LibreOffice and Excel skip blanks before they look.
bool is_formula(std::string_view cell) {
    while (!cell.empty() && (cell[0] == ' ' || cell[0] == '"')) cell.remove_prefix(1);
    for (const std::string_view start : {"=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"}) {
        if (cell.starts_with(start)) return true;
    }
    return false;
}

std::string hostile_cell(SeededRandom& random) {
    static const std::vector<std::string> kParts = {"=",
                                                    "+",
                                                    "-",
                                                    "@",
                                                    "\t",
                                                    "\r",
                                                    "\n",
                                                    "\"",
                                                    "'",
                                                    " ",
                                                    "＝",
                                                    "＋",
                                                    "－",
                                                    "＠",
                                                    "1",
                                                    "cmd|'/C calc'!A0",
                                                    "HYPERLINK(\"http://x\",\"y\")",
                                                    ",",
                                                    ";",
                                                    "窗口",
                                                    "x",
                                                    "|",
                                                    "%"};
    std::string cell;
    for (std::uint64_t n = random.between(0, 6); n > 0; --n) {
        cell += kParts[random.between(0, kParts.size() - 1)];
    }
    return cell;
}

int formulas_in_hostile_file() {
    SeededRandom random(9);
    const auto file = api::csv_file();
    constexpr int kRows = 10'000;
    constexpr int kColumns = 10;
    std::vector<std::vector<std::string>> given;
    for (int row = 0; row < kRows; ++row) {
        std::vector<std::string> cells;
        for (int column = 0; column < kColumns; ++column) cells.push_back(hostile_cell(random));
        REQUIRE(file->add(cells).ok());
        given.push_back(std::move(cells));
    }
    const auto bytes = file->finish();
    REQUIRE(bytes.ok());
    const auto read = read_csv(as_text(bytes.value()));
    REQUIRE(read.size() == given.size());
    int formulas = 0;
    for (std::size_t row = 0; row < given.size(); ++row) {
        REQUIRE(read[row].size() == given[row].size());
        for (std::size_t i = 0; i < given[row].size(); ++i) {
            if (is_formula(read[row][i])) ++formulas;
            const bool same = read[row][i] == given[row][i] || read[row][i] == "'" + given[row][i];
            if (!same) FAIL("a cell has changed: " << given[row][i]);
        }
    }
    return formulas;
}

const char* const kExport = R"({"format":"csv","language":"zh-CN","query":"sort=oldest","columns":[
    {"field":"ticket_no","title":"=编号"},{"field":"state","title":"状态"},
    {"field":"window","title":"窗口"},{"field":"filed_date","title":"日期"}],
    "words":[{"code":"state.registered","text":"已登记"}]})";

}  // namespace

TEST_CASE("bulk: each ticket has its verdict, and one that refuses leaves the others done") {
    ConsoleWorld world;
    const std::string a = world.file("x", ""), b = world.file("x", ""), c = world.file("x", "");
    world.sit_down(Role::Intake);
    REQUIRE(world.act(b, {{"action", "accept"}}).status == 200);
    const auto answer =
        world.post("/api/v1/tickets/actions",
                   bulk_of({{a, 1}, {b, 1}, {c, 1}, {"99", 1}, {"x", 1}}, {{"action", "accept"}}));
    REQUIRE(answer.status == 200);
    const auto body = answer.json();
    CHECK(body.at("done") == 2);
    const json::array& items = body.at("items").as_array();
    REQUIRE(items.size() == 5);
    CHECK(items[0].at("done").as_bool());
    CHECK(items[0].at("problem").is_null());
    CHECK(items[1].at("problem").at("status") == 409);
    CHECK(items[2].at("done").as_bool());
    CHECK(items[3].at("problem").at("status") == 404);
    CHECK(items[4].at("problem").at("status") == 404);
    for (const auto& item : items) {
        if (!item.at("done").as_bool()) CHECK(departure(item.at("problem"), "Problem") == "");
    }
    CHECK(world.get("/api/v1/tickets/" + a).json().at("state").as_string() == "accepted");
}

TEST_CASE("bulk: limits") {
    ConsoleWorld world;
    world.sit_down(Role::Intake);
    const auto post = [&](const std::string& body) {
        return world.post("/api/v1/tickets/actions", body);
    };
    CHECK(post(bulk_of({}, {{"action", "accept"}})).field() == "tickets");
    CHECK(post(R"({"tickets":[{"id":"1","expected_version":1}]})").field() == "deed");
    CHECK(post(R"({"deed":{},"tickets":[{"id":"1"}]})").field() == "tickets.0.expected_version");
    CHECK(post(bulk_of(std::vector<std::pair<std::string, int>>(101, {"1", 1}), {})).field() ==
          "tickets");
    world.sit_down(Role::Auditor);
    const std::string id = world.file("x", "");
    const auto refused = post(bulk_of({{id, 1}}, {{"action", "accept"}}));
    CHECK(refused.json().at("items").at(0).at("problem").at("status") == 403);
}

TEST_CASE("export: in 100,000 hostile cells of a file there is no formula (S-9)") {
    CHECK(formulas_in_hostile_file() == 0);
    const MutantScope bare("api.export_no_prefix");
    CHECK(formulas_in_hostile_file() > 1000);
}

TEST_CASE("export: a sheet of texts has no formula element, whatever the cells say") {
    SeededRandom random(4);
    auto file = api::xlsx_file();
    REQUIRE(file.ok());
    for (int row = 0; row < 200; ++row) {
        REQUIRE(file.value()->add({hostile_cell(random), "=1+1", "@SUM(A1)"}).ok());
    }
    const auto bytes = file.value()->finish();
    REQUIRE(bytes.ok());
    FreshCenter folder;
    const auto path = folder.folder() / "list.xlsx";
    std::ofstream(path, std::ios::binary)
        .write(reinterpret_cast<const char*>(
                   bytes.value().data()),  // NOLINT: the stream's own custom.
               static_cast<std::streamsize>(bytes.value().size()));
    const std::string script =
        "import sys,zipfile; z=zipfile.ZipFile(sys.argv[1]);"
        "s=z.read('xl/worksheets/sheet1.xml').decode()+"
        "(z.read('xl/sharedStrings.xml').decode() if 'xl/sharedStrings.xml' in z.namelist() else "
        "'');"
        "sys.exit(0 if '<f' not in s and '=1+1' in s and s.count('<row')==200 else 1)";
    CHECK(std::system(("python3 -c \"" + script + "\" " + path.string()).c_str()) == 0);
}

TEST_CASE("export: a file that has no room for all rows says so") {
    ConsoleWorld world;
    for (int i = 0; i < 3; ++i) world.file("x", "");
    world.sit_down(Role::Supervisor);
    const auto take = [&](int limit) {
        json::object asked = json::parse(kExport).as_object();
        asked["limit"] = limit;
        return world.post("/api/v1/exports", json::serialize(asked));
    };
    CHECK(read_csv(take(2).body).size() == 3);
    CHECK(take(2).headers["x-sunbooth-rows"] == "2");
    CHECK(take(2).headers["x-sunbooth-more"] == "true");
    CHECK_FALSE(take(3).headers.contains("x-sunbooth-more"));  // Just as many as there are.
    CHECK(take(0).field() == "limit");
    const MutantScope silent("api.export_stops_silently");
    CHECK_FALSE(take(2).headers.contains("x-sunbooth-more"));
}

TEST_CASE("export: the file has the rows that one may see, and the journal says who took it") {
    ConsoleWorld world;
    for (int i = 0; i < 103; ++i) world.file("x", "");
    REQUIRE(accounts::create_account(world.db(), {"li", "李明", Role::Intake, {}, false},
                                     world.random, world.wall)
                .ok());
    world.sit_down(Role::Intake);
    const auto answer = world.post("/api/v1/exports", kExport);
    REQUIRE(answer.status == 200);
    const auto rows = read_csv(answer.body);
    REQUIRE(rows.size() == 104);
    CHECK(rows[0] == std::vector<std::string>{"'=编号", "状态", "窗口", "日期"});
    CHECK(rows[1][1] == "已登记");
    CHECK(rows[1][3] == "2026-11-02");
    CHECK(answer.body.find(ConsoleWorld::kKiosk) == std::string::npos);
    const auto entries = registry::journal(world.db(), 0, 1);
    REQUIRE(entries.ok());
    CHECK(entries.value().at(0).what == "exported");
    CHECK(entries.value().at(0).by == "li");
    CHECK(entries.value().at(0).fields.at("rows") == "103");
    CHECK_FALSE(answer.headers.contains("x-sunbooth-more"));
    world.sit_down(Role::Handler, "scjg");
    CHECK(read_csv(world.post("/api/v1/exports", kExport).body).size() == 1);
    world.sit_down(Role::Administrator);
    CHECK(world.post("/api/v1/exports", kExport).status == 403);
    world.sit_down(Role::Intake);
    for (
        const auto& [field, body] :
        {std::pair{"format", R"({"format":"pdf","language":"en","columns":[]})"},
         std::pair{"language", R"({"format":"csv","language":"de","columns":[]})"},
         std::pair{"columns", R"({"format":"csv","language":"en","columns":[]})"},
         std::pair{"columns.0.field",
                   R"({"format":"csv","language":"en","columns":[{"field":"kiosk","title":"x"}]})"},
         std::pair{
             "view",
             R"({"format":"csv","language":"en","query":"view=x","columns":[{"field":"unit","title":"x"}]})"}}) {
        CHECK(world.post("/api/v1/exports", body).field() == field);
    }
}
