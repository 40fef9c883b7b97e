// SPDX-License-Identifier: Apache-2.0
// What the pictures count, and what an upheld appeal leaves out of them.
#include "sync/center/statistics/pictures.h"

#include "sync/center/tickets/desk.h"
#include "tests/center/kiosk_world.h"

using namespace sunbooth;
using namespace sunbooth::tests;
using namespace sunbooth::center;
using namespace sunbooth::center::statistics;
using rules::Action;
using rules::Role;

namespace {

const rules::Viewer kSupervisor{Role::Supervisor, ""};

struct World {
    World() : kiosk(center, "hall-1") {}
    void rate(int level) {
        domain::Rating made;
        made.window = "2";
        made.unit = "scjg";
        made.scale = "national-5";
        made.level = level;
        REQUIRE(kiosk.send_one(kiosk.make(made)).verdict == wire::Verdict::Stored);
    }
    void act(std::int64_t ticket, const char* by, tickets::Deed deed) {
        const auto found = tickets::find(center.db(), kSupervisor, ticket);
        REQUIRE(found.ok());
        deed.note = deed.words = "理由";
        const auto done = tickets::act(center.db(), {by, kSupervisor}, ticket,
                                       found.value().version, deed, center.wall);
        if (!done.ok()) FAIL(done.error().line());
    }
    Pictures pictures() {
        const domain::Date today = domain::date_of(center.wall);
        const auto counted =
            count_pictures(center.db(), kSupervisor, {today.plus(-31), today}, today);
        REQUIRE(counted.ok());
        return counted.value();
    }
    Deployment center;
    TestKiosk kiosk;
};

std::int64_t stage(const Pictures& pictures, const std::string& name) {
    for (const auto& [stage, count] : pictures.funnel) {
        if (stage == name) return count;
    }
    return -1;
}

}  // namespace

TEST_CASE("pictures: an upheld appeal leaves the rating out of every figure, and says so") {
    World world;
    for (int i = 0; i < 12; ++i) world.rate(5);
    world.rate(1);
    world.rate(1);
    const Pictures before = world.pictures();
    CHECK(before.levels == Levels{2, 0, 0, 0, 12});
    CHECK(stage(before, "registered") == 2);
    tickets::Deed mistake;
    mistake.action = Action::Classify;
    mistake.found = rules::RatingClass::Mistake;
    world.act(1, "chen", mistake);
    CHECK(world.pictures().levels == before.levels);  // Not before somebody outside has judged.
    tickets::Deed overturn;
    overturn.action = Action::Overturn;
    world.act(1, "zhao", overturn);
    const Pictures after = world.pictures();
    CHECK(after.levels == Levels{1, 0, 0, 0, 12});
    CHECK(after.excluded == 1);
    CHECK(after.months.at(0).levels == after.levels);
    CHECK(after.windows.at(0).levels == after.levels);
    CHECK(stage(after, "registered") == 1);
    CHECK(stage(after, "closed") == 0);
    CHECK(after.closing_days.empty());
}

TEST_CASE("pictures: in time is the first answer by its own day, and only what the center passed") {
    World world;
    for (int i = 0; i < 5; ++i) world.rate(1);
    const auto do_all = [&](std::int64_t ticket, const std::vector<Action>& actions) {
        for (const Action action : actions) {
            tickets::Deed deed;
            deed.action = action;
            deed.found = rules::RatingClass::Valid;
            world.act(ticket, "chen", deed);
        }
    };
    const rules::Viewer unit{Role::Handler, "scjg"};
    const auto answer_by_unit = [&](std::int64_t ticket) {
        tickets::Deed deed;
        deed.action = Action::Reply;
        deed.words = "已整改";
        const auto version = tickets::find(world.center.db(), unit, ticket).value().version;
        REQUIRE(tickets::act(world.center.db(), {"zhang", unit}, ticket, version, deed,
                             world.center.wall)
                    .ok());
    };
    for (std::int64_t id = 1; id <= 5; ++id) do_all(id, {Action::Classify});
    do_all(1, {Action::Reply});  // In time, and never sent back.
    answer_by_unit(2);           // In time, but sent back by the center.
    do_all(2, {Action::SendBack});
    do_all(3, {Action::Reply, Action::Rework});  // In time, then handled anew, and late with that.
    answer_by_unit(4);                           // Lies with the center.
    world.center.pass(std::chrono::hours{24 * 26});
    do_all(2, {Action::Reply});                  // Late.
    do_all(4, {Action::Approve});                // Late: so long the citizen had no answer.
    do_all(5, {Action::Reply, Action::Rework});  // Late; the clock of the rework has just begun.
    const Pictures pictures = world.pictures();
    CHECK(pictures.fixed == Rate{2, 5});
    CHECK(pictures.answered == Rate{2, 5});
    CHECK(stage(pictures, "replied") == 5);
}

TEST_CASE("pictures: a rating that an appeal left standing counts as accepted") {
    World world;
    world.rate(1);
    tickets::Deed mistake;
    mistake.action = Action::Classify;
    mistake.found = rules::RatingClass::Mistake;
    world.act(1, "chen", mistake);
    CHECK(stage(world.pictures(), "accepted") == 0);
    tickets::Deed dismiss;
    dismiss.action = Action::Dismiss;
    world.act(1, "zhao", dismiss);
    CHECK(stage(world.pictures(), "accepted") == 1);
}

TEST_CASE("pictures: the middle of days, and nothing of too few") {
    CHECK_FALSE(median({}));
    CHECK(median({7}) == 7);
    CHECK(median({9, 1}) == 1);
    CHECK(median({3, 30, 1}) == 3);
    CHECK_FALSE(shown_median({1, 2, 3, 4, 5, 6, 7, 8, 9}));
    CHECK(shown_median({1, 2, 3, 4, 5, 6, 7, 8, 9, 10}) == 5);
    CHECK(valid({2, 1, 0, 0, 5}, {1, 2, 0, 0, 0}) == Levels{1, 0, 0, 0, 5});
}
