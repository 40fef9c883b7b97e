// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

namespace sunbooth::center::statistics {

// The rates of domain.md 1.5, each by its name, and what must not be shown: no official text gives
// the formulas, so that each stands here to be read, tested and changed alone. Every rate carries
// its n; a percentage of fewer than ten says more of chance than of work, and a count below five
// may point at a person (reliability.md 5.4 #13), so that neither is shown.

inline constexpr int kPercentFrom = 10;
inline constexpr int kCountFrom = 5;

/// `part` of `n`.
struct Rate {
    std::int64_t part = 0;
    std::int64_t n = 0;
    bool operator==(const Rate&) const = default;
};
/// n as it may be shown: nothing from 1 to 4; that there was none at all points at nobody.
std::optional<std::int64_t> shown_count(std::int64_t n);
/// Part and per mille as they may be shown: nothing below ten.
std::optional<std::int64_t> shown_part(const Rate& rate);
std::optional<std::int64_t> shown_permille(const Rate& rate);

/// Ratings by level; index 0 is level 1 (非常不满意), index 4 is level 5 (非常满意).
using Levels = std::array<std::int64_t, 5>;
std::int64_t total(const Levels& levels);

/// Ratings less those that an upheld appeal excluded (domain.md 1.5: "valid"); never below none.
Levels valid(const Levels& given, const Levels& excluded);
/// The middle one of days counted: half were so quick or quicker. Nothing of none.
std::optional<std::int64_t> median(std::vector<std::int32_t> days);
std::optional<std::int64_t> shown_median(const std::vector<std::int32_t>& days);

/// 参评率: ratings given of cases that became ratable. More ratings than cases (walk-ins rate too)
/// is no rate above one: the n is then the ratings.
Rate participation(std::int64_t ratings, std::int64_t ratable_cases);
/// Levels that count as satisfied (the founding document counts 基本满意 among them), and as bad.
inline constexpr std::array kSatisfiedLevels = {3, 4, 5};
inline constexpr std::array kBadLevels = {1, 2};
/// 满意率: levels 5, 4 and 3 of all.
Rate satisfied(const Levels& valid);
/// 很满意率: level 5 alone.
Rate very_satisfied(const Levels& valid);
/// 差评率: levels 2 and 1.
Rate bad(const Levels& valid);
/// 差评按期整改率: answered by the day on which it was due, of those that were due.
Rate fixed_in_time(std::int64_t in_time, std::int64_t due);
/// 实名差评回访率: called back, of the bad ratings that left a number.
Rate called_back(std::int64_t called, std::int64_t real_name_bad);
/// 回访满意率: satisfied at the closing call, of those who were reached.
Rate callback_satisfied(std::int64_t satisfied, std::int64_t reached);

}  // namespace sunbooth::center::statistics
