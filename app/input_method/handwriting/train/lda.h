// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/input_method/handwriting/features.h"

#include <vector>

namespace sunbooth::handwriting::train {

/// Finds the directions in which classes differ most compared with how much their copies differ
/// (Fisher's linear discriminants), scaled so that copies of a class spread by 1 along each.
class Discriminants {
public:
    Discriminants();
    /// All copies of one class.
    void add_class(const std::vector<Features>& copies);
    /// @return [dims][kFeatures].
    std::vector<double> solve(std::size_t dims) const;

private:
    std::vector<float> within_;  ///< Lower triangle sums, [kFeatures][kFeatures].
    std::vector<Features> means_;
    std::size_t copies_ = 0;
};

}  // namespace sunbooth::handwriting::train
