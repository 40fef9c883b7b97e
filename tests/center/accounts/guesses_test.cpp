// SPDX-License-Identifier: Apache-2.0
// S-7: ten thousand guesses open nothing, and neither words nor time tell whether a name exists.
// Time is the processor's own, least of several: a busy machine must not decide.
#include "sync/base/mutant.h"
#include "sync/center/accounts/accounts.h"
#include "sync/center/accounts/staff.h"
#include "tests/center/accounts/desk.h"

#include <algorithm>
#include <ctime>

using namespace sunbooth;
using namespace sunbooth::tests;
using namespace sunbooth::center;

namespace {

constexpr int kGuesses = 10'000;
constexpr int kTimed = 6, kTimedMax = 40;
constexpr double kGapMax = 0.10;   ///< Of the least time; reliability.md, S-7.
constexpr double kGapPlain = 1.0;  ///< What a center that tells must show at the least.

struct Guessed {
    int in = 0;
    int judged = 0;  ///< Told "wrong", not "locked".
};

/// One guess a second; while the name is locked, every tenth is the right password.
Guessed guess_on() {
    Desk door;
    Guessed guessed;
    bool stays_locked = false;
    for (int i = 0; i < kGuesses; ++i) {
        door.now += std::chrono::seconds{1};
        const bool right = stays_locked && i % 10 == 0;
        const auto answer = door.finish("li", right);
        guessed.in += answer.ok() ? 1 : 0;
        if (answer.ok()) continue;
        const bool locked = answer.error().code == ErrorCode::TooMany;
        guessed.judged += locked ? 0 : 1;
        const auto wait = answer.error().retry_after.value_or(std::chrono::seconds{0});
        stays_locked = locked && wait > std::chrono::seconds{1};
    }
    return guessed;
}

double processor_seconds() {
    timespec at{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &at);
    return static_cast<double>(at.tv_sec) + static_cast<double>(at.tv_nsec) / 1e9;
}

double gap_of(const std::vector<double>& times) {
    return *std::ranges::max_element(times) / *std::ranges::min_element(times) - 1;
}

/// The least time that a wrong password takes for each of these names, taken in turn. What a busy
/// machine adds only makes a time longer: where the gap may still be its doing, more are taken.
std::vector<double> times_of(Desk& door, const std::vector<std::string>& names) {
    std::vector<double> least(names.size(), 1e9);
    const auto undecided = [&] { return gap_of(least) >= kGapMax && gap_of(least) <= kGapPlain; };
    for (int turn = 0; turn < kTimed || (turn < kTimedMax && undecided()); ++turn) {
        for (std::size_t i = 0; i < names.size(); ++i) {
            door.now += accounts::kLockTime;
            const double from = processor_seconds();
            const auto answer = door.sign_in(names[i], "a wrong password");
            const double took = processor_seconds() - from;
            CHECK_FALSE(answer.ok());
            least[i] = std::min(least[i], took);
        }
    }
    return least;
}

/// How much longer the slowest name takes than the quickest: a known one, an unknown one, one that
/// may not sign in any more.
double widest_gap() {
    Desk door;
    REQUIRE(accounts::create_account(door.center.db(),
                                     {"zhao", "赵", rules::Role::Intake, {}, false}, door.random,
                                     door.now)
                .ok());
    REQUIRE(accounts::set_disabled(door.center.db(), "zhao", true, door.now).ok());
    const auto first = accounts::begin_sign_in(door.center.db(), "nobody");  // Makes nobody's hash.
    REQUIRE(first.ok());
    return gap_of(times_of(door, {"li", "nobody", "zhao"}));
}

}  // namespace

TEST_CASE("accounts S-7: ten thousand guesses open nothing, and few of them are judged") {
    const Guessed guessed = guess_on();
    CHECK(guessed.in == 0);
    const auto locks = std::chrono::seconds{kGuesses} / accounts::kLockTime + 1;
    CHECK(guessed.judged <= static_cast<int>(locks) * (accounts::kWrongTriesMax + 1));
    const MutantScope open("accounts.no_lockout");
    CHECK(guess_on().judged > kGuesses / 2);
}

TEST_CASE("accounts S-7: the right password opens nothing while the name is locked, then it does") {
    Desk door;
    for (int i = 0; i < accounts::kWrongTriesMax; ++i) CHECK_FALSE(door.finish("li", false).ok());
    CHECK(door.sign_in("li", door.password).error().code == ErrorCode::TooMany);
    door.now += accounts::kLockTime + milliseconds{1};
    CHECK(door.sign_in("li", door.password).ok());
}

TEST_CASE("accounts S-7: the time of an answer does not tell whether a name exists") {
    CHECK(widest_gap() < kGapMax);
    const MutantScope early("accounts.early_return");
    CHECK(widest_gap() > kGapPlain);
}
