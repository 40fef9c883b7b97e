// SPDX-License-Identifier: Apache-2.0
#include "sync/base/mutant.h"
#include "tests/explorer/story.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <thread>

using namespace sunbooth;
using namespace sunbooth::explorer;

namespace {

/// Of both stories together; promise R-1 of the plan wants a million at each landing. A center's
/// image is ten times as large as a kiosk's, so it gets a tenth.
std::uint64_t images() {
    const char* text = std::getenv("SUNBOOTH_IMAGES");
    return text != nullptr ? std::strtoull(text, nullptr, 10) : 1'050'000;
}

unsigned cores() {
    return std::max(1U, std::thread::hardware_concurrency());
}

/// A mutant breaks a tenth of all images and more: some hundreds cannot miss it.
std::uint64_t mutant_images() {
    return std::max<std::uint64_t>(images() / 500, 400);
}

void must_hold(const std::string& name, const Story& story, std::uint64_t wanted) {
    const Count count = explore(story, wanted, cores(), Drive::Honest);
    MESSAGE("R-1 " << name << ": " << story.operations.size() << " operations, " << count.images
                   << " images, " << count.opened << " opened by the program, " << count.broken
                   << " broken promises");
    CHECK_MESSAGE(count.broken == 0, count.first);
    CHECK(count.crashed == 0);
    CHECK(count.images > wanted * 8 / 10);
}

void must_be_caught(const std::string& name, const Story& story, Drive drive) {
    const Count count = explore(story, mutant_images(), cores(), drive);
    MESSAGE("R-1 mutant " << name << ": " << count.broken << " of " << count.images
                          << " broken, first " << count.first);
    CHECK(count.broken > 0);
    CHECK(count.crashed == 0);
}

}  // namespace

TEST_CASE("explorer R-1: what the terminal thanked for survives a cut at any instant") {
    must_hold("outbox", outbox_story(), images() / 10 * 9);
}

TEST_CASE("explorer R-1: what the center answered for survives a cut at any instant") {
    must_hold("center", center_story(),
              images() / 8);  // More than the rest: a share is met roughly.
}

TEST_CASE("explorer R-1: catches commits that do not wait for the disk") {
    for (const char* name : {"store.synchronous_normal", "store.synchronous_off"}) {
        const MutantScope on(name);
        must_be_caught(name, outbox_story(), Drive::Honest);
        must_be_caught(name, center_story(), Drive::Honest);
    }
}

TEST_CASE("explorer R-1: catches a drive that says synced and is not") {
    must_be_caught("lying drive", outbox_story(), Drive::Lying);
}

TEST_CASE(
    "explorer R-1 R-8: a damaged queue that a cut interrupts in being set aside loses nothing") {
    for (const Damage damage : {Damage::Row, Damage::File}) {
        const Story story = aside_story(damage);
        must_hold(damage == Damage::Row ? "damaged row" : "damaged file", story, images() / 500);
        const MutantScope on("client.aside_unnoted");
        must_be_caught("client.aside_unnoted", aside_story(damage), Drive::Honest);
    }
}

TEST_CASE("explorer R-1: a sound queue is not set aside when a cut interrupts a taking back") {
    must_hold("taking back", taken_back_story(), images() / 2000);
    const MutantScope on("client.head_ahead");
    must_be_caught("client.head_ahead", taken_back_story(), Drive::Honest);
}

TEST_CASE("explorer R-9: an upgrade from any version survives a cut at any instant") {
    // A little more than a hundredth of R-1's images, because a share is met roughly: 10,000 at
    // least on every change, 100,000 by the campaign.
    const auto stories = migration_stories();
    Count all;
    for (const auto& [name, story] : stories) {
        CAPTURE(name);
        const Count count = explore(story, images() / 85 / stories.size(), cores(), Drive::Honest);
        CHECK_MESSAGE(count.broken == 0, count.first);
        CHECK(count.crashed == 0);
        CHECK(count.images > 0);
        all.images += count.images;
        all.opened += count.opened;
        all.broken += count.broken;
    }
    MESSAGE("R-9 " << stories.size() << " upgrades: " << all.images << " images, " << all.opened
                   << " opened by the program, " << all.broken << " broken promises");
}

TEST_CASE("explorer R-9: catches a migration whose number is written apart") {
    const MutantScope on("store.two_transaction_migration");
    const auto stories = migration_stories();
    const Count count = explore(stories.front().second, mutant_images(), cores(), Drive::Honest);
    MESSAGE("R-9 mutant store.two_transaction_migration: " << count.broken << " of " << count.images
                                                           << " broken, first " << count.first);
    CHECK(count.broken > 0);
}
