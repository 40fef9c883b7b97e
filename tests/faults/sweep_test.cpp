// SPDX-License-Identifier: Apache-2.0
#include "sync/base/mutant.h"
#include "sync/seal/keys.h"
#include "tests/faults/stories.h"
#include "tests/store/temp_folder.h"

#include <doctest/doctest.h>

using namespace sunbooth;
using namespace sunbooth::faults;

namespace {

const bool kInstalled = [] {
    install();
    return seal::start().ok();
}();

struct Part {
    std::string mutant;
    Trouble trouble;  ///< Under which the mutant must be caught.
    From from = From::Beginning;
};

/// A failing system at every point: refused or done, never a lie, and all is well afterwards.
void must_hold(const Kind& kind) {
    Count all;
    std::string longest;
    for (const Trouble trouble : kTroubles) {
        const Count count = sweep(kind, trouble);
        all.points += count.points;
        all.there += count.there;
        all.broken += count.broken;
        if (all.first.empty()) all.first = count.first;
        longest += (longest.empty() ? "" : ", ") + to_string(trouble) + " up to the " +
                   std::to_string(count.longest + 1) + ".";
        CHECK(count.points > 0);
        CHECK_MESSAGE(count.broken == 0, count.first);
    }
    MESSAGE("R-6 " << kind.name << ": " << all.points << " faults of " << all.there
                   << " that there are (" << longest << "), once and from then on, " << all.broken
                   << " broken promises");
}

void must_be_caught(const Kind& kind, const Part& part) {
    const MutantScope on(part.mutant);
    const Count count = sweep_until_broken(kind, part.trouble, part.from);
    CHECK(count.broken > 0);
    MESSAGE("R-6 mutant " << part.mutant << " in " << kind.name << ": caught after " << count.points
                          << " faults, " << count.first);
}

}  // namespace

TEST_CASE("faults R-6: a terminal's queue on a failing system refuses or keeps, never lies") {
    REQUIRE(kInstalled);
    const test::TempFolder folder;
    const Kind kind = outbox(folder.path());
    must_hold(kind);
    must_be_caught(kind, {"store.ignores_full", Trouble::NoRoom});
    must_be_caught(kind, {"store.ignores_io", Trouble::Sync});
    must_be_caught(kind, {"client.keeps_refused", Trouble::Io});
}

TEST_CASE("faults R-6 R-8: a damaged queue is set aside and goes on, whatever fails on the way") {
    const test::TempFolder folder;
    const Kind kind = damaged_queue(folder.path());
    must_hold(kind);
    must_be_caught(kind, {"client.aside_unnoted", Trouble::Io});
}

TEST_CASE("faults R-6 R-9: an old queue is brought forward whole, whatever fails on the way") {
    const test::TempFolder folder;
    const Kind kind = old_queue(folder.path());
    must_hold(kind);
    must_be_caught(kind, {"client.one_look", Trouble::Io});
}

TEST_CASE("faults R-6 R-9: an old center is brought forward whole, whatever fails on the way") {
    const test::TempFolder folder;
    const Kind kind = old_center(folder.path());
    must_hold(kind);
    must_be_caught(kind, {"store.two_transaction_migration", Trouble::Io});
}

TEST_CASE("faults R-6: intake on a failing system answers for nothing that is not there") {
    const test::TempFolder folder;
    const Kind kind = intake(folder.path());
    must_hold(kind);
    must_be_caught(kind, {"store.ignores_io", Trouble::Io});
}

TEST_CASE("faults R-6: a backup is whole or not there, and the earlier ones stay") {
    const test::TempFolder folder;
    const Kind kind = backup(folder.path());
    must_hold(kind);
    must_be_caught(kind, {"backup.ignores_errors", Trouble::NoRoom});
    must_be_caught(kind, {"backup.drops_in_place", Trouble::Io, From::End});
}

TEST_CASE("faults R-6: a restore happens whole, in another generation, or not at all") {
    const test::TempFolder folder;
    const Kind kind = restore(folder.path());
    must_hold(kind);
    must_be_caught(kind, {"restore.ignores_errors", Trouble::Io});
}
