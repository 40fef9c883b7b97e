// SPDX-License-Identifier: Apache-2.0
// Signing in with code and PIN (kiosk-ux A2), badges, and what the hall feed says of both.
#include "sync/center/monitoring/pins.h"

#include "sync/base/mutant.h"
#include "sync/center/accounts/accounts.h"
#include "sync/center/fleet/feed.h"
#include "sync/center/registry/calendar.h"
#include "sync/center/registry/monitors.h"
#include "sync/seal/badge.h"
#include "sync/wire/hall.h"
#include "tests/center/kiosk_world.h"

#include <cctype>

using namespace sunbooth;
using namespace sunbooth::tests;
using namespace sunbooth::center;

namespace {

Status attempt(Deployment& center, const std::string& monitor, bool good) {
    const auto begun = monitoring::begin_pin(center.db(), monitor);
    REQUIRE(begun.ok());
    return monitoring::finish_pin(center.db(), begun.value(), good, center.wall);
}

domain::Hall fed(Deployment& center) {
    const auto feed = fleet::hall_feed(center.db(), center.keys(), domain::date_of(center.wall));
    REQUIRE(feed.ok());
    const auto envelope = wire::read_hall_envelope(feed.value().body);
    REQUIRE(envelope.ok());
    auto opened = wire::open_hall_envelope(envelope.value(), center.keys().root);
    REQUIRE(opened.ok());
    return std::move(opened).value().hall;
}

}  // namespace

TEST_CASE("pins: the right one of somebody in office is taken, and no other") {
    Deployment center;
    const SecretText pin = monitoring::make_pin(center.random);
    CHECK(pin.size() == 6);
    REQUIRE(registry::set_pin(center.db(), "1001", accounts::hash_secret(pin.view()).value()).ok());
    const auto begun = monitoring::begin_pin(center.db(), "1001").value();
    CHECK(accounts::check_password(begun.hash, pin.view()).value());
    CHECK_FALSE(accounts::check_password(begun.hash, "000000x").value());
    CHECK(attempt(center, "1001", true).ok());
    CHECK(attempt(center, "1001", false).error().field == "pin");
    CHECK(attempt(center, "1002", true).error().code == ErrorCode::NotFound);  // Has none.
    CHECK(attempt(center, "7777", true).error().code == ErrorCode::NotFound);
    center.wall += std::chrono::hours{24 * 800};
    CHECK(attempt(center, "1001", true).error().code == ErrorCode::NotFound);  // The term is over.
}

TEST_CASE("pins: five wrong ones close a code for a minute, five more for longer") {
    Deployment center;
    REQUIRE(registry::set_pin(center.db(), "1001", "x").ok());
    for (int i = 0; i < 5; ++i) CHECK(attempt(center, "1001", false).error().field == "pin");
    const auto locked = attempt(center, "1001", true);
    CHECK(locked.error().code == ErrorCode::TooMany);
    CHECK(locked.error().retry_after == std::chrono::seconds{60});
    center.pass(std::chrono::seconds{60});
    for (int i = 0; i < 5; ++i) {
        CHECK(attempt(center, "1001", false).error().code == ErrorCode::NotFound);
    }
    CHECK(attempt(center, "1001", true).error().retry_after == std::chrono::seconds{120});
    center.pass(std::chrono::seconds{120});
    CHECK(attempt(center, "1001", true).ok());
    CHECK(attempt(center, "1001", false).error().code == ErrorCode::NotFound);
}

TEST_CASE("mutants: a code that never closes is found") {
    const MutantScope guard("monitoring.no_pin_lock");
    Deployment center;
    REQUIRE(registry::set_pin(center.db(), "1001", "x").ok());
    for (int i = 0; i < 5; ++i) CHECK(attempt(center, "1001", false).error().field == "pin");
    CHECK(attempt(center, "1001", true).ok());  // What the case above would not let pass.
}

TEST_CASE("badges: the feed holds the hash alone, of the last badge, and its tag changes") {
    Deployment center;
    const auto tag = [&] {
        return fleet::feed_tag(center.db(), center.keys(), domain::date_of(center.wall)).value();
    };
    const std::string before = tag();
    CHECK(fed(center).monitors.size() == 2);
    const SecretText badge = seal::make_badge(center.random);
    CHECK(domain::is_badge(badge.view()));
    const std::string hash = seal::badge_hash(badge.view());
    const domain::Date today = domain::date_of(center.wall);
    REQUIRE(registry::set_badge(center.db(), "1001", hash, today).ok());
    CHECK(tag() != before);
    const domain::Hall hall = fed(center);
    REQUIRE(hall.monitor_of_badge(hash, today) != nullptr);
    CHECK(hall.monitor_of_badge(hash, today)->code == "1001");
    CHECK(hall.monitor_of_badge("", today) == nullptr);
    CHECK(wire::write_hall(hall).find(std::string(badge.view())) == std::string::npos);
    std::string typed(badge.view());
    for (char& c : typed) c = static_cast<char>(std::tolower(c));
    CHECK(seal::badge_hash(typed) == hash);  // A scanner without capitals.
    REQUIRE(registry::set_badge(center.db(), "1001", "", today).ok());
    CHECK(fed(center).monitor_of_badge(hash, today) == nullptr);
}

TEST_CASE("calendar: what was brought in reaches the terminals, which promise by the same days") {
    Deployment center;
    const domain::Date closed = domain::Date::of(2026, 12, 7);  // A Monday.
    CHECK(fed(center).calendar.is_working(closed));
    const std::string before =
        fleet::feed_tag(center.db(), center.keys(), domain::date_of(center.wall)).value();
    registry::CalendarLayer layer{"本厅", registry::CalendarLayer::Kind::Hall, "通知", {}, {}};
    layer.days[closed] = {false, "停电"};
    REQUIRE(registry::change_calendar(center.db(), {layer, {}}, {"li"}, center.wall).ok());
    CHECK(fleet::feed_tag(center.db(), center.keys(), domain::date_of(center.wall)).value() !=
          before);
    CHECK_FALSE(fed(center).calendar.is_working(closed));
    CHECK(fed(center).calendar.known_until == domain::Date::of(2026, 12, 31));
}

TEST_CASE("points: a point that rests takes its monitors out of the feed") {
    Deployment center;
    auto point = registry::find_point(center.db(), "jc01").value();
    point.active = false;
    REQUIRE(registry::save_point(center.db(), point).ok());
    const domain::Hall hall = fed(center);
    CHECK(hall.point("jc01") == nullptr);
    CHECK(hall.monitor("1001") == nullptr);
    CHECK(hall.monitor("1002") != nullptr);
    CHECK(registry::save_point(center.db(), {"Jc 9", {"点", "", ""}, "other", "", true, {}})
              .error()
              .field == "code");
    CHECK(registry::save_point(center.db(), {"jc9", {"点", "", ""}, "shop", "", true, {}})
              .error()
              .field == "kind");
}

TEST_CASE("feed: a receipt promises what the center counts by, from the day of a new edition on") {
    Deployment center;
    const auto tag = [&] {
        return fleet::feed_tag(center.db(), center.keys(), domain::date_of(center.wall)).value();
    };
    center.wall = at_hall(domain::Date::of(2026, 11, 30), 9 * 60);
    CHECK(fed(center).promises.reply_days == 15);
    const std::string before = tag();
    center.wall += std::chrono::hours{24};
    CHECK(tag() != before);
    const domain::Hall hall = fed(center);
    CHECK(hall.promises.profile_from == domain::Date::of(2026, 12, 1));
    CHECK(hall.promises.verify_days == 3);
    CHECK(hall.promises.reply_days == 23);  // Three, fifteen from the dispatch, and five.
    center.wall += std::chrono::hours{24};
    CHECK(tag() != before);
}
