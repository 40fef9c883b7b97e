// SPDX-License-Identifier: Apache-2.0
#include "sync/center/statistics/formulas.h"

#include "sync/base/mutant.h"

#include <algorithm>
#include <numeric>

namespace sunbooth::center::statistics {

std::optional<std::int64_t> shown_count(std::int64_t n) {
    if (n > 0 && n < kCountFrom && !mutant("statistics.shows_few")) return std::nullopt;
    return n;
}

std::optional<std::int64_t> shown_part(const Rate& rate) {
    if (rate.n < kPercentFrom && !mutant("statistics.shows_few")) return std::nullopt;
    return rate.part;
}

std::optional<std::int64_t> shown_permille(const Rate& rate) {
    if (!shown_part(rate) || rate.n == 0) return std::nullopt;
    return (rate.part * 1000 + rate.n / 2) / rate.n;
}

std::int64_t total(const Levels& levels) {
    return std::accumulate(levels.begin(), levels.end(), std::int64_t{0});
}

Levels valid(const Levels& given, const Levels& excluded) {
    Levels left{};
    for (std::size_t i = 0; i < left.size(); ++i) {
        left.at(i) = std::max<std::int64_t>(0, given.at(i) - excluded.at(i));
    }
    return left;
}

std::optional<std::int64_t> median(std::vector<std::int32_t> days) {
    if (days.empty()) return std::nullopt;
    const auto middle = days.begin() + static_cast<std::ptrdiff_t>((days.size() - 1) / 2);
    std::nth_element(days.begin(), middle, days.end());
    return *middle;
}

std::optional<std::int64_t> shown_median(const std::vector<std::int32_t>& days) {
    // Of fewer than ten it says more of chance than of work, as a percentage does.
    if (!shown_part({0, static_cast<std::int64_t>(days.size())})) return std::nullopt;
    return median(days);
}

Rate participation(std::int64_t ratings, std::int64_t ratable_cases) {
    return {ratings, std::max(ratings, ratable_cases)};
}

Rate satisfied(const Levels& valid) {
    return {valid[4] + valid[3] + valid[2], total(valid)};
}

Rate very_satisfied(const Levels& valid) {
    return {valid[4], total(valid)};
}

Rate bad(const Levels& valid) {
    return {valid[1] + valid[0], total(valid)};
}

Rate fixed_in_time(std::int64_t in_time, std::int64_t due) {
    return {in_time, due};
}

Rate called_back(std::int64_t called, std::int64_t real_name_bad) {
    return {called, real_name_bad};
}

Rate callback_satisfied(std::int64_t satisfied, std::int64_t reached) {
    return {satisfied, reached};
}

}  // namespace sunbooth::center::statistics
