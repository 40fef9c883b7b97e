// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/faults/system.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace sunbooth::faults {

/// Something that a program does on files, and what must be true afterwards.
class Story {
public:
    virtual ~Story() = default;
    /// Does it, while the system may fail at any point. May give up at any point, as the program
    /// would, and be started again a few times, as a supervisor would.
    virtual void act(const std::filesystem::path& folder) = 0;
    /// On a healthy system again. @return the broken promise, or nothing.
    virtual std::optional<std::string> judge(const std::filesystem::path& folder) = 0;
};

/// A kind of story: the files that it begins with, made once, and one telling of it.
struct Kind {
    std::string name;
    std::filesystem::path begins;  ///< Copied for each telling.
    std::function<std::unique_ptr<Story>()> make;
};

struct Count {
    std::uint64_t points = 0;   ///< Tellings with a fault that struck.
    std::uint64_t broken = 0;   ///< Of them, with a broken promise.
    std::uint64_t there = 0;    ///< Points that there are, once and from then on.
    std::uint64_t longest = 0;  ///< The highest point at which a fault struck.
    std::string first;
};

/// Tells the story with a fault at the 1st, 2nd, 3rd … operation to the end, once and from then on.
/// `SUNBOOTH_FAULT_POINTS=n` of the environment spreads about n points over each; 0 takes all.
Count sweep(const Kind& kind, Trouble trouble);
/// Where a search begins: a mutant that spoils the last step of a story is soon found from its end.
enum class From { Beginning, End };
/// The same until the first broken promise: for mutants.
Count sweep_until_broken(const Kind& kind, Trouble trouble, From from = From::Beginning);

}  // namespace sunbooth::faults
