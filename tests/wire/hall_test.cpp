// SPDX-License-Identifier: Apache-2.0
#include "sync/wire/hall.h"

#include "tests/where.h"
#include "tests/wire/golden.h"

#include <doctest/doctest.h>

#include <fstream>
#include <functional>
#include <iterator>

using namespace sunbooth;
using namespace sunbooth::wire;
using sunbooth::test::golden;

namespace {

domain::Hall small_hall() {
    domain::Hall hall;
    hall.id = "xiangyang";
    hall.version = 3;
    hall.name = {"政务大厅", "Service Hall", "مۇلازىمەت زالى"};
    hall.notice = {"周五下午停电检修", "", ""};
    hall.help_window = "1";
    hall.help_phone = "0710-3550000";
    hall.online_address = "https://zwfw.example.gov.cn";
    hall.kiosks.push_back({"hall-01", {"一楼东门", "East door", ""}});
    hall.units.push_back({"scjg", {"市场监管局", "Market Regulation", ""}, "0710-3550100"});
    hall.windows.push_back({"1", "scjg", {"企业开办", "Starting a business", ""}, {"A", "B1"}});
    hall.services.push_back({"qysl", "scjg", {"企业设立登记", "Setting up a company", ""}, {"1"}});
    hall.topics.push_back(
        {"slow", {"办事慢", "Slow", ""}, {"超过承诺", "", ""}, "schedule", {"02", "05"}});
    hall.scale.code = "national-5";
    for (int level = 5; level >= 1; --level) {
        hall.scale.levels.push_back({level, {"级别", "", ""}, {{"208", {"态度", "", ""}}}});
    }
    hall.hours.push_back({1, 9 * 60, 12 * 60 + 30});
    hall.hours.push_back({7, 0, 24 * 60});
    hall.figures = {domain::Date::of(2026, 10, 31), 900, 700, 890, 300, 295, 12, 11};
    hall.promises = {"hubei-xiangyang", domain::Date::of(2024, 1, 1), 5, 15};
    hall.calendar.off = {domain::Date::of(2026, 10, 1), domain::Date::of(2026, 10, 2)};
    hall.calendar.work = {domain::Date::of(2026, 9, 27)};
    hall.calendar.known_until = domain::Date::of(2026, 12, 31);
    hall.receipts_only_after_hours = true;
    hall.points.push_back({"jc01", {"企业监测点", "Company point", ""}});
    hall.monitors.push_back({"1001", "jc01", "示例甲", domain::Date::of(2026, 1, 1),
                             domain::Date::of(2026, 12, 31), std::string(64, 'a'), true});
    return hall;
}

std::string demo_hall() {
    std::ifstream in(test::source_dir() + "/assets/demo/hall.json", std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

TEST_CASE("hall: written as its golden file says, and nothing is lost on the way back") {
    const std::string text = golden("hall.json", write_hall(small_hall()));
    CHECK(write_hall(small_hall()) == text);
    const Result<domain::Hall> read = read_hall(text);
    REQUIRE(read.ok());
    CHECK(write_hall(read.value()) == text);
    CHECK(read.value().hours[1].to == 24 * 60);
    CHECK(read.value().calendar.off.size() == 2);
    REQUIRE(read.value().services.size() == 1);
    CHECK(read.value().service("qysl")->windows == std::vector<std::string>{"1"});
    CHECK(read.value().services_at("1").front()->name.zh == "企业设立登记");
    CHECK(read.value().services_at("2").empty());
    CHECK(read.value().topics[0].categories == std::vector<std::string>{"02", "05"});
}

TEST_CASE("hall: a feed from before services were told is read, and has none") {
    domain::Hall hall = small_hall();
    hall.services.clear();
    const std::string empty = R"("services":[],)";
    std::string text = write_hall(hall);
    REQUIRE(text.find(empty) != std::string::npos);
    text.erase(text.find(empty), empty.size());
    const Result<domain::Hall> read = read_hall(text);
    if (!read.ok()) FAIL(read.error().line());
    CHECK(read.value().services.empty());
    CHECK(read.value().service("qysl") == nullptr);
}

TEST_CASE("hall: a feed from before queues, terminals and an address were told is read") {
    std::string text = write_hall(small_hall());
    for (
        const std::string_view part :
        {R"(,"queue":["A","B1"])", R"("online_address":"https://zwfw.example.gov.cn",)",
         R"("kiosks":[{"kiosk":"hall-01","place":{"zh":"一楼东门","en":"East door","ug":""}}],)"}) {
        CAPTURE(part);
        REQUIRE(text.find(part) != std::string::npos);
        text.erase(text.find(part), part.size());
    }
    const Result<domain::Hall> read = read_hall(text);
    if (!read.ok()) FAIL(read.error().line());
    CHECK(read.value().online_address.empty());
    CHECK(read.value().kiosks.empty());
    CHECK_FALSE(read.value().has_queues());
}

TEST_CASE("hall: an address, a queue and a terminal that cannot be right are refused by name") {
    const struct {
        const char* field;
        std::function<void(domain::Hall&)> spoil;
    } rows[] = {
        {"online_address", [](auto& hall) { hall.online_address = "http://a.gov.cn"; }},
        {"online_address", [](auto& hall) { hall.online_address = "https://"; }},
        {"online_address", [](auto& hall) { hall.online_address = "https://政务.cn"; }},
        {"online_address",
         [](auto& hall) { hall.online_address = "https://" + std::string(120, 'a'); }},
        {"windows.0.queue.1",
         [](auto& hall) {
             hall.windows[0].queue = {"A", "甲"};
         }},
        {"windows.0.queue.0", [](auto& hall) { hall.windows[0].queue = {""}; }},
        {"kiosks.1.kiosk", [](auto& hall) { hall.kiosks.push_back(hall.kiosks.front()); }},
        {"kiosks.0.place.zh", [](auto& hall) { hall.kiosks[0].place.zh.clear(); }},
    };
    for (const auto& row : rows) {
        CAPTURE(row.field);
        domain::Hall hall = small_hall();
        row.spoil(hall);
        const Result<domain::Hall> read = read_hall(write_hall(hall));
        REQUIRE_FALSE(read.ok());
        CHECK(read.error().code == ErrorCode::InvalidInput);
        CHECK(read.error().field == row.field);
    }
}

TEST_CASE("hall: the demo hall is a good hall") {
    const Result<domain::Hall> read = read_hall(demo_hall());
    if (!read.ok()) FAIL(read.error().line());
    CHECK(write_hall(read_hall(write_hall(read.value())).value()) == write_hall(read.value()));
}

TEST_CASE("hall feed: opened only when root, key set and signature are right") {
    REQUIRE(seal::start().ok());
    SeededRandom random(3);
    const seal::SigningKey root = seal::make_signing_key(random);
    const seal::SigningKey center = seal::make_signing_key(random);
    const seal::SigningKey thief = seal::make_signing_key(random);
    seal::KeySet keys;
    keys.center = center.public_key;
    keys.version = 4;
    const Bytes json = to_bytes(write_hall(small_hall()));
    const HallEnvelope good{json, seal::write_key_set(keys, root), seal::sign(center, json)};
    const std::string text = golden("hall_envelope.json", write_hall_envelope(good));
    CHECK(write_hall_envelope(good) == text);
    const HallEnvelope read = read_hall_envelope(text).value();

    const Result<TrustedHall> trusted = open_hall_envelope(read, root.public_key);
    REQUIRE(trusted.ok());
    CHECK(trusted.value().hall.version == 3);
    CHECK(trusted.value().keys == keys);

    CHECK(open_hall_envelope(read, thief.public_key).error().code == ErrorCode::Corrupt);
    HallEnvelope other_signer = read;
    other_signer.signature = seal::sign(thief, json);
    CHECK(open_hall_envelope(other_signer, root.public_key).error().code == ErrorCode::Corrupt);
    HallEnvelope changed = read;
    changed.hall.back() ^= 1U;
    CHECK(open_hall_envelope(changed, root.public_key).error().code == ErrorCode::Corrupt);
    HallEnvelope own_keys = read;
    keys.center = thief.public_key;
    own_keys.key_set = seal::write_key_set(keys, thief);
    own_keys.signature = seal::sign(thief, json);
    CHECK(open_hall_envelope(own_keys, root.public_key).error().code == ErrorCode::Corrupt);
}
