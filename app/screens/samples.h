// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/flow/state.h"
#include "app/i18n/catalogue.h"

#include <memory>
#include <string>
#include <vector>

namespace sunbooth::app::screens {

/// One picture of the tour.
struct Sample {
    std::string name;  ///< "home", "home-offline": the page, and what is special about it.
    flow::State state;
};

/// Every page and every notable state of it, reached by playing a visit through app/flow, so that
/// no picture shows what a visitor could not see. For `--tour` and for tests of the pages. The
/// words that a visitor or the center would write come from the catalogue's examples.
///
/// The second half of them, in samples_staff.cpp, is for those who work there, and what lies beside
/// the way: help, calling somebody, a closed hall.
///
/// @param engines what reads the ink of the pictures; null: a terminal whose pad does not work.
std::vector<Sample> sample_states(std::shared_ptr<const domain::Hall> hall,
                                  const i18n::Catalogue& words,
                                  std::shared_ptr<input_method::Engines> engines = nullptr);

}  // namespace sunbooth::app::screens
