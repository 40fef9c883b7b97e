// SPDX-License-Identifier: Apache-2.0
// Who is told, when, and that each is told once.
#include "sync/center/supervision/notices.h"

#include "sync/base/mutant.h"
#include "sync/center/registry/editions.h"
#include "sync/center/registry/entries.h"
#include "sync/center/supervision/sweep.h"
#include "tests/center/tickets/office.h"

#include <boost/json.hpp>
#include <doctest/doctest.h>

using namespace sunbooth;
using namespace sunbooth::tests;
using namespace sunbooth::center;
using namespace sunbooth::center::supervision;
using rules::Level;
using rules::Recipient;
using rules::Role;
namespace json = boost::json;

namespace {

constexpr std::chrono::hours kDay{24};
const rules::Viewer kUnit{Role::Handler, "scjg"};

void sweep(Office& office) {
    const auto found = judge(office.db(), domain::date_of(office.now()));
    REQUIRE(found.ok());
    REQUIRE(carry_out(office.db(), found.value(), office.now()).ok());
}

/// Whom the notices of each level went to.
std::map<std::string, std::set<std::string>> told(Office& office) {
    std::map<std::string, std::set<std::string>> all;
    const auto page = notices(office.db(), kSupervisor, {.limit = kNoticesMax});
    for (const Notice& one : page.value().items) {
        all[rules::to_string(one.level)].insert(rules::to_string(one.recipient));
    }
    return all;
}

std::vector<Line> send(Office& office) {
    auto lines = due_lines(office.db(), office.now());
    REQUIRE(lines.ok());
    for (const Line& line : lines.value()) {
        REQUIRE(mark_sent(office.db(), line.notices, office.now()).ok());
    }
    return std::move(lines).value();
}

void pass_to_minute(Office& office, int minute) {
    office.pass(std::chrono::minutes{minute - domain::minute_of_day(office.now())});
}

}  // namespace

TEST_CASE("notices: each level has recipients of its own, told once however often it is judged") {
    Office office;
    signed_for(office);
    for (int day = 0; day < 40; ++day) {
        for (int i = 0; i < 2; ++i) sweep(office);
        office.pass(kDay);
    }
    const auto all = told(office);
    CHECK(all.at("notice") == std::set<std::string>{"handler"});
    CHECK(all.at("warning") == std::set<std::string>{"handler", "window_head"});
    CHECK(all.at("yellow") == std::set<std::string>{"unit_leader"});
    CHECK(all.at("red") == std::set<std::string>{"center", "unit_leader"});
    // Six for the clock of the law, two for the late step of the center's own limit.
    CHECK(notices(office.db(), kSupervisor, {.limit = kNoticesMax}).value().items.size() == 8);
    CHECK(send(office).size() == 8);
    CHECK(send(office).empty());
}

TEST_CASE("notices: what comes at night waits for one digest, but a red card does not") {
    Office office;
    signed_for(office);
    signed_for(office);
    office.pass(18 * kDay);  // The limit of fifteen working days is nearly over.
    pass_to_minute(office, 22 * 60);
    sweep(office);
    REQUIRE_FALSE(notices(office.db(), kSupervisor, {}).value().items.empty());
    CHECK(send(office).empty());
    {
        const MutantScope loud("supervision.no_quiet_hours");
        CHECK_FALSE(due_lines(office.db(), office.now()).value().empty());
    }
    office.pass(std::chrono::hours{11});  // 09:00
    for (const Line& line : send(office)) {
        CHECK(line.notices.size() == 2);
        CHECK(json::parse(line.json).at("digest").as_array().size() == 2);
        CHECK(json::parse(line.json).at("unit").as_string() == "scjg");
    }
    office.pass(60 * kDay);
    pass_to_minute(office, 23 * 60);
    sweep(office);
    const auto lines = send(office);
    CHECK(lines.size() == 4);  // Two red cards, the leader and the center each.
    for (const Line& line : lines) {
        CHECK(json::parse(line.json).at("level").as_string() == "red");
        CHECK(json::parse(line.json).at("text").as_string().starts_with("红牌"));
    }
}

TEST_CASE("notices: each is told in both languages of the office") {
    Office office;
    signed_for(office);
    office.pass(60 * kDay);
    sweep(office);
    const auto red = notices(office.db(), kSupervisor, {.level = Level::Red}).value().items;
    REQUIRE_FALSE(red.empty());
    for (const Notice& one : red) {
        CHECK(one.text.zh.starts_with("红牌：" + one.about));
        CHECK(one.text.en.starts_with("Red card: " + one.about));
        CHECK(one.text.en.find('{') == std::string::npos);
    }
    for (const Line& line : send(office)) {
        CHECK(json::parse(line.json).at("text_en").as_string().starts_with("Red card: "));
    }
    // An edition that has Chinese words alone keeps the national ones in English.
    rules::Profile edition = rules::profile_on("national", domain::Date::of(2026, 11, 2));
    const std::size_t at = edition.toml.find("text_en = \"Red card");
    REQUIRE(at != std::string::npos);
    edition.toml.erase(at, edition.toml.find('\n', at) - at);
    CHECK(rules::notice_text(Level::Red, {"A", "reply", "B", "C"}, rules::notice_rules(edition))
              .en.starts_with("Red card: A"));
}

TEST_CASE("notices: a unit's people are written to in their own language, the center in Chinese") {
    Office office;
    const auto unit = registry::find_entry(office.db(), registry::EntryKind::Unit, "scjg");
    REQUIRE(unit.ok());
    registry::Edit edit{registry::EntryKind::Unit, "scjg", unit.value().version, true,
                        unit.value().fields,       "wu"};
    edit.fields["language"] = "fr";
    CHECK(registry::save_entry(office.db(), edit, office.now()).error().field == "fields.language");
    edit.fields["language"] = "ug";
    const auto saved = registry::save_entry(office.db(), edit, office.now());
    REQUIRE(saved.ok());
    edit.expected_version = saved.value().version;
    edit.fields.erase("language");  // As a form sends it that does not know of it.
    edit.fields["phone"] = "0710-1234567";
    const auto later = registry::save_entry(office.db(), edit, office.now());
    REQUIRE(later.ok());
    CHECK(later.value().fields.at("language") == "ug");
    signed_for(office);
    office.pass(60 * kDay);
    sweep(office);
    std::map<std::string, std::string> lines;  // By whom it goes to.
    for (const Line& line : send(office)) {
        const auto told = json::parse(line.json);
        const std::string to(told.at("to").as_string());
        lines[to] = std::string(told.at("language").as_string()) + " " +
                    std::string(told.at("text").as_string());
        CHECK(told.at("text_zh").as_string().starts_with("红牌"));
    }
    CHECK(lines.at("unit_leader").starts_with("ug قىزىل كارتا: TS"));
    CHECK(lines.at("unit_leader").find("جاۋاب قايتۇرۇش") != std::string::npos);
    CHECK(lines.at("center").starts_with("zh-CN 红牌：TS"));
}

TEST_CASE("notices: each says which limit it is about, a duty of the center's too") {
    const auto& profile = rules::profile_on("hubei-xiangyang", domain::Date::of(2026, 11, 2));
    const rules::NoticeRules told = rules::notice_rules(profile);
    const auto said = [&](Level level, const char* clock) {
        return rules::notice_text(level, {"TS1", clock, "2026-11-04", "2026-11-09"}, told);
    };
    CHECK(said(Level::Warning, "sign").zh == "预警：TS1 的签收期限为 2026-11-04，请立即办理。");
    CHECK(said(Level::Yellow, "reply.1").zh ==
          "黄牌：TS1 已超过 2026-11-04 的答复期限，请于 2026-11-09 前书面答复。");
    CHECK(said(Level::Warning, "review").en.find("reviewing the unit's answer") !=
          std::string::npos);
    for (const char* clock :
         {"verify", "reply", "reply.2", "sign", "sign.1", "recheck", "appeal", "promise", "review",
          "callback", "visit", "weekly_report", "publication", "of another program"}) {
        CAPTURE(clock);
        for (const Level level : {Level::Notice, Level::Warning, Level::Yellow, Level::Red}) {
            const domain::LocalText words = said(level, clock);
            for (const std::string& one : {words.zh, words.en, words.ug}) {
                CHECK_FALSE(one.empty());
                CHECK(one.find('{') == std::string::npos);
            }
        }
    }
}

TEST_CASE("notices: a list of what was asked for alone, page by page") {
    Office office;
    signed_for(office);
    for (int day = 0; day < 40; ++day) {
        sweep(office);
        office.pass(kDay);
    }
    REQUIRE(tell_moved(office.db(), {"3.1", {{"rlzy", 2}}},
                       rules::profile_on("national", domain::Date::of(2026, 11, 2)), office.now())
                .ok());
    const auto count = [&](const NoticeFilter& filter, const rules::Viewer& viewer = kSupervisor) {
        return notices(office.db(), viewer, filter).value().items.size();
    };
    CHECK(count({}) == 9);
    CHECK(count({.unit = "scjg"}) == 8);
    CHECK(count({.unit = "rlzy"}) == 1);
    CHECK(count({.what = "moved"}) == 1);
    CHECK(count({.held = true}) == 0);  // All of it in the daytime.
    CHECK(count({.level = Level::Warning}) == 4);
    CHECK(count({.level = Level::Warning, .to = Recipient::WindowHead}) == 2);
    CHECK(count({.unit = "rlzy"}, kUnit) == 0);
    CHECK(count({.unit = "scjg"}, kUnit) == count({}, kUnit));
    NoticeFilter pages{.open = true, .limit = 2};
    std::vector<std::int64_t> ids;
    do {
        const auto page = notices(office.db(), kSupervisor, pages).value();
        for (const Notice& one : page.items) ids.push_back(one.id);
        pages.before = page.next;
    } while (pages.before != 0);
    CHECK(ids.size() == 9);
    CHECK(std::ranges::is_sorted(ids, std::greater{}));
}

TEST_CASE("notices: the unit acknowledges its own, the center the center's, the first one counts") {
    Office office;
    signed_for(office);
    office.pass(60 * kDay);
    sweep(office);
    const rules::Viewer other{Role::Handler, "rlzy"};
    CHECK(notices(office.db(), other, {}).value().items.empty());
    CHECK(notices(office.db(), {Role::Administrator, ""}, {}).value().items.empty());
    const auto own = notices(office.db(), kUnit, {}).value().items;
    REQUIRE(own.size() == 1);
    const auto ack = [&](const rules::Viewer& viewer, std::int64_t id, const char* by) {
        return acknowledge(office.db(), by, viewer, id, office.now());
    };
    CHECK(ack(other, own[0].id, "x").error().code == ErrorCode::NotFound);
    CHECK(ack(kSupervisor, own[0].id, "li").error().field == "role");
    CHECK(ack({Role::Auditor, ""}, own[0].id, "au").error().field == "role");
    CHECK(ack(kUnit, own[0].id, "chen").value().acked_by == "chen");
    CHECK(ack(kUnit, own[0].id, "wu").value().acked_by == "chen");
    CHECK(notices(office.db(), kUnit, {.open = true}).value().items.empty());
    const auto open = notices(office.db(), kSupervisor, {.open = true}).value().items;
    REQUIRE(open.size() == 1);
    CHECK(open[0].recipient == Recipient::Center);
    CHECK(ack(kUnit, open[0].id, "chen").error().code == ErrorCode::NotFound);
    CHECK(ack(kSupervisor, open[0].id, "li").ok());
}

TEST_CASE("notices: that dates moved is told each unit once") {
    Office office;
    const rules::Profile& profile =
        rules::profile_on("hubei-xiangyang", domain::Date::of(2026, 11, 2));
    for (int i = 0; i < 2; ++i) {
        REQUIRE(
            tell_moved(office.db(), {"3.1", {{"scjg", 14}, {"", 2}}}, profile, office.now()).ok());
    }
    const auto all = notices(office.db(), kSupervisor, {}).value().items;
    REQUIRE(all.size() == 2);
    CHECK(all[0].text.zh.find("14") != std::string::npos);
    CHECK(all[0].text.en.find(" 14 due dates") != std::string::npos);
    CHECK(all[1].recipient == Recipient::Center);
}

TEST_CASE("notices: quiet hours across midnight, and a digest that is the next one to come") {
    const rules::Quiet quiet{20 * 60, 8 * 60, 8 * 60 + 30};
    const domain::Date day = domain::Date::of(2026, 11, 2);
    struct Row {
        int minute;
        Level level;
        int waits;
    };
    for (const Row& row : {Row{10 * 60, Level::Notice, 0}, Row{19 * 60 + 59, Level::Yellow, 0},
                           Row{20 * 60, Level::Yellow, 750}, Row{23 * 60, Level::Notice, 570},
                           Row{1, Level::Warning, 509}, Row{7 * 60 + 59, Level::Yellow, 31},
                           Row{8 * 60, Level::Yellow, 0}, Row{23 * 60, Level::Red, 0}}) {
        CAPTURE(row.minute);
        const WallTime now = at_hall(day, row.minute);
        const rules::SendAt when = rules::send_at(now, row.level, quiet);
        CHECK(when.at == now + std::chrono::minutes{row.waits});
        CHECK(when.held == (row.waits > 0));
    }
    // A digest in the middle of the night, of an edition from before it was refused, goes at its
    // end.
    const rules::Quiet odd{20 * 60, 8 * 60, 3 * 60};
    const WallTime late = at_hall(day, 23 * 60);
    CHECK(rules::send_at(late, Level::Notice, odd).at == late + std::chrono::hours{9});
}

TEST_CASE("notices: an edition whose digest lies in its own quiet hours is refused") {
    const auto refused = [](const std::string& quiet) {
        std::string toml = source_file("assets/rules/hubei-xiangyang.toml");
        toml.replace(toml.find("\nfrom = \"") + 9, 10, "2099-01-01");
        const auto read = registry::read_edition("quiet = " + quiet + "\n" + toml,
                                                 at_hall(domain::Date::of(2026, 11, 2), 0));
        return read.ok() ? std::string() : read.error().field;
    };
    CHECK(refused(R"({ from = "20:00", to = "08:00", digest = "03:00" })") == "quiet.digest");
    CHECK(refused(R"({ from = "20:00", to = "08:00", digest = "20:00" })") == "quiet.digest");
    CHECK(refused(R"({ from = "20:00", to = "08:00", digest = "08:00" })").empty());
    CHECK(refused(R"({ from = "12:00", to = "14:00", digest = "13:00" })") == "quiet.digest");
}
