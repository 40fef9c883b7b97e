// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/screens/view.h"

namespace sunbooth::app::screens {

// A monitor's report, one question a page (E2-E7).

std::optional<Intent> draw_issue_kind(const View& view);
std::optional<Intent> draw_issue_window(const View& view);
std::optional<Intent> draw_issue_severity(const View& view);
/// What it is about, and when it happened.
std::optional<Intent> draw_issue_aspect(const View& view);
std::optional<Intent> draw_issue_text(const View& view);
std::optional<Intent> draw_issue_check(const View& view);
std::optional<Intent> draw_issue_done(const View& view);

/// "问题", "建议" …
std::string kind_text(const View& view, domain::IssueKind kind);

}  // namespace sunbooth::app::screens
