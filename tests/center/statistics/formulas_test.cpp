// SPDX-License-Identifier: Apache-2.0
#include "sync/center/statistics/formulas.h"

#include "sync/base/mutant.h"

#include <doctest/doctest.h>

using namespace sunbooth;
using namespace sunbooth::center::statistics;

namespace {

// The founding document: 现场评价1278次,其中非常满意1217次,基本满意61次,满意率为100%.
constexpr Levels kSeed = {0, 0, 61, 0, 1217};

}  // namespace

TEST_CASE("formulas: the figures of the founding document come out as it has them") {
    CHECK(total(kSeed) == 1278);
    CHECK(satisfied(kSeed) == Rate{1278, 1278});
    CHECK(shown_permille(satisfied(kSeed)) == 1000);
    CHECK(very_satisfied(kSeed) == Rate{1217, 1278});
    CHECK(shown_permille(very_satisfied(kSeed)) == 952);  // 95.23 %
    CHECK(bad(kSeed) == Rate{0, 1278});
    // 74 711 cases, 1278 ratings: the honest bulletin says 2 %.
    CHECK(shown_permille(participation(1278, 74'711)) == 17);
}

TEST_CASE("formulas: bad are the lowest two of five, satisfied the upper three") {
    const Levels levels = {1, 2, 3, 4, 5};
    CHECK(bad(levels) == Rate{3, 15});
    CHECK(satisfied(levels) == Rate{12, 15});
    CHECK(very_satisfied(levels) == Rate{5, 15});
    CHECK(fixed_in_time(7, 9) == Rate{7, 9});
    CHECK(called_back(3, 4) == Rate{3, 4});
    CHECK(callback_satisfied(2, 3) == Rate{2, 3});
}

TEST_CASE("formulas: more ratings than cases are no participation above one") {
    CHECK(participation(30, 20) == Rate{30, 30});
    CHECK(participation(0, 0) == Rate{0, 0});
    CHECK_FALSE(shown_permille(participation(0, 0)));
}

TEST_CASE("formulas: no percentage of fewer than ten, no count below five") {
    for (std::int64_t n = 0; n <= 12; ++n) {
        CAPTURE(n);
        CHECK(shown_count(n).has_value() == (n == 0 || n >= 5));
        CHECK(shown_part({1, n}).has_value() == (n >= 10));
        CHECK(shown_permille({1, n}).has_value() == (n >= 10));
    }
    const MutantScope open("statistics.shows_few");
    CHECK(shown_count(1));
    CHECK(shown_permille({1, 2}));
}

TEST_CASE("formulas: half a per mille is rounded up") {
    CHECK(shown_permille({1, 2000}) == 1);
    CHECK(shown_permille({1, 2001}) == 0);
    CHECK(shown_permille({1999, 2000}) == 1000);
}
