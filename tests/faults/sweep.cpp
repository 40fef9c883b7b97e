// SPDX-License-Identifier: Apache-2.0
#include "tests/faults/sweep.h"

#include "sync/base/assert.h"
#include "tests/store/temp_folder.h"

#include <algorithm>
#include <cstdlib>

namespace sunbooth::faults {
namespace {

namespace fs = std::filesystem;

/// Points of one trouble, once and from then on, that a change must pass. SQLite asks for memory a
/// hundred times as often as it goes to the disk: a slice of that is spread over the whole story.
constexpr std::uint64_t kPoints = 60;

std::uint64_t points() {
    const char* text = std::getenv("SUNBOOTH_FAULT_POINTS");
    return text != nullptr ? std::strtoull(text, nullptr, 10) : kPoints;
}

/// One telling.
void tell(const Kind& kind, const Plan& plan, Count& count) {
    const test::TempFolder run;
    const fs::path folder = run / "files";
    fs::copy(kind.begins, folder, fs::copy_options::recursive);
    const std::unique_ptr<Story> story = kind.make();
    arm(plan);
    story->act(folder);
    const bool struck = disarm();
    const std::optional<std::string> broken = story->judge(folder);
    if (broken && count.broken++ == 0) {
        count.first = to_string(plan.trouble) + (plan.from_then_on ? " from " : " at ") +
                      std::to_string(plan.at) + ": " + *broken;
    }
    if (!struck) return;
    ++count.points;
    count.longest = std::max(count.longest, plan.at);
}

/// How many operations a telling without a fault has.
std::uint64_t length_of(const Kind& kind, Trouble trouble) {
    Count ignored;
    tell(kind, {trouble, ~std::uint64_t{0}, false}, ignored);
    return operations();
}

}  // namespace

Count sweep(const Kind& kind, Trouble trouble) {
    Count count;
    const std::uint64_t length = length_of(kind, trouble);
    count.there = 2 * length;
    const std::uint64_t wanted = points();
    const std::uint64_t step = wanted == 0 ? 1 : std::max<std::uint64_t>(1, length / wanted);
    for (const bool from_then_on : {false, true}) {
        for (std::uint64_t at = 0; at < length; at += step) {
            tell(kind, {trouble, at, from_then_on}, count);
        }
    }
    return count;
}

// A mutant may break at one point alone, so it is looked for at each.
Count sweep_until_broken(const Kind& kind, Trouble trouble, From from) {
    Count count;
    const std::uint64_t length = length_of(kind, trouble);
    for (const bool from_then_on : {false, true}) {
        for (std::uint64_t i = 0; i < length && count.broken == 0; ++i) {
            const std::uint64_t at = from == From::End ? length - 1 - i : i;
            tell(kind, {trouble, at, from_then_on}, count);
        }
    }
    return count;
}

}  // namespace sunbooth::faults
