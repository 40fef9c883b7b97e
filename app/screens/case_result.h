// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/screens/view.h"

namespace sunbooth::app::screens {

/// Where the case stands, by when, what is next and who has it, in that order.
std::optional<Intent> draw_case_result(const View& view);
/// What a stage is called, and what comes next.
i18n::Key chip_of(domain::CaseStage stage);
i18n::Key next_of(domain::CaseStage stage);
/// The icon that stands with it.
std::string_view sign_of(domain::CaseStage stage);

}  // namespace sunbooth::app::screens
