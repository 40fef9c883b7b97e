// SPDX-License-Identifier: Apache-2.0
// R-8 at the center: `verify chain` sees whatever happened to a row that somebody relies on.
#include "sync/center/registry/center.h"

#include "sync/base/mutant.h"
#include "sync/center/verify_store.h"
#include "tests/damage/center_story.h"

#include <doctest/doctest.h>

using namespace sunbooth;
using namespace sunbooth::damage;
using Kind = Finding::Kind;

namespace {

constexpr std::uint64_t kMutantImages = 3'000;

class Looker {
public:
    explicit Looker(const CenterStory& story)
        : story_(story), disk_(story.root, power_), vfs_(draws_) {
        disk_.expect_no_cut();
        vfs_.mount(disk_);
    }

    Finding look(std::uint64_t number, std::string& done) {
        SeededRandom chance(number);
        Image image = story_.image;
        // Half of it anywhere, half where the rows lie: most of the file is the hall.
        done = number % 2 == 0 ? injure(image, chance) : injure_page(image, story_.pages, chance);
        put(disk_, image);
        Result<store::Database> db = center::registry::open_center_reader(story_.root);
        if (!db.ok()) return {Kind::Detected, {}};
        if (!center::verify_store(db.value(), story_.keys).ok()) return {Kind::Detected, {}};
        const auto rows = center_rows(db.value());
        if (rows && *rows == story_.rows) return {Kind::Harmless, {}};
        return {Kind::Broken, "a row is another, unnoticed"};
    }

private:
    const CenterStory& story_;
    sim::Power power_;
    sim::Disk disk_;
    SeededRandom draws_{3};
    sim::Vfs vfs_;
};

Count damage_centers(const CenterStory& story, std::uint64_t images, Until until = Until::End) {
    const auto make_look = [&]() -> Look {
        auto looker = std::make_shared<Looker>(story);
        return [looker](std::uint64_t number, std::string& done) {
            return looker->look(number, done);
        };
    };
    return sweep(images, cores(), make_look, until);
}

}  // namespace

TEST_CASE("damage R-8: a damaged center's database is seen by its verifier, or no worse for it") {
    const CenterStory story;
    const std::uint64_t wanted = wanted_images(0.05);
    const Count count = damage_centers(story, wanted);
    MESSAGE("R-8 center: " << count.line());
    CHECK_MESSAGE(count.broken == 0, count.first);
    CHECK_MESSAGE(count.crashed == 0, count.first);
    CHECK(count.images == wanted);
    CHECK(count.detected > wanted / 20);
    CHECK(count.harmless > wanted / 100);
}

TEST_CASE("damage R-8: catches a verifier that does not look at the center's marks") {
    const CenterStory story;
    const MutantScope on("intake.skip_mark_check");
    const Count count = damage_centers(story, kMutantImages, Until::Broken);
    MESSAGE("R-8 center, mutant intake.skip_mark_check: " << count.line());
    CHECK(count.broken > 0);
}
