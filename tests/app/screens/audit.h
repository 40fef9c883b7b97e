// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/app/screens/sight.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace sunbooth::app::screens::tests {

/// What was looked at for the rows of kiosk-ux section 1, and what was found.
class Findings {
public:
    void look(std::string_view row) { ++looks_[std::string(row)]; }
    void fault(std::string_view row, const Sight& sight, const std::string& what);
    int looks(std::string_view row) const;
    /// The first few; the count of all stands in the last line.
    std::string faults(std::string_view row) const;
    int fault_count(std::string_view row) const;

private:
    std::map<std::string, int, std::less<>> looks_, counts_;
    std::map<std::string, std::vector<std::string>, std::less<>> faults_;
};

/// Judges one sight by all rows. Rooms of rows: seeing, touching, understanding, keeping private.
void judge_seeing(const Sight& sight, Findings& found);
void judge_touching(const Sight& sight, Findings& found);
void judge_words(const Sight& sight, Findings& found);
void judge_privacy(const Sight& sight, Findings& found);
/// What only all leaves of a page together tell.
void judge_leaves(const std::vector<Sight>& leaves, Findings& found);

/// Every page in three languages, three sizes, four themes, two orientations, Reach on and off,
/// Steady and Simple on and off, and on the smallest and largest panels (kiosk-ux 4, layer 2).
/// Walked once; each row is then a test of its own.
const Findings& audit();

/// Fails when the row has a fault, or was looked at fewer than `least` times.
void expect_none(std::string_view row, int least);

}  // namespace sunbooth::app::screens::tests
