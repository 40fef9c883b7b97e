// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/flow/modes.h"
#include "app/shell/stage.h"
#include "sync/base/result.h"

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace sunbooth::app::shell {

struct TourOptions {
    std::filesystem::path folder;  ///< Made when it is not there.
    std::string only;              ///< Pages whose name begins so; empty: all.
    std::filesystem::path hall;    ///< hall/1 file; empty: the demo hall that is built in.
    std::filesystem::path data;    ///< Of the input methods.
    int width = 1080;
    int height = 1920;
    Panel panel;
    bool sheet = false;  ///< Besides: all pages of a language on one picture, small.
    flow::Modes modes;   ///< Of the visitor in every picture but those of nobody's pages.
};

/// Walks every page in every language offscreen and writes a PNG of each, and of each kind of slip:
/// documentation, goldens and smoke test in one. Needs no configuration and no center.
/// @return how many pictures were written; InvalidInput, Io.
Result<int> run_tour(const TourOptions& options);

/// A page that no visitor sees, with a sample of what it shows.
struct OperatorPage {
    std::string name;
    std::function<void(ui::Ui&)> draw;
};
/// @param words must outlive the pages.
std::vector<OperatorPage> operator_pages(const i18n::Catalogues& words);

}  // namespace sunbooth::app::shell
