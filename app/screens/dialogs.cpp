// SPDX-License-Identifier: Apache-2.0
#include "app/screens/dialogs.h"

namespace sunbooth::app::screens {

std::optional<Intent> draw_dialogs(const View& view) {
    const bool warned = view.visit().warned.has_value();
    if (!warned && !view.visit().leaving) return std::nullopt;
    const ui::Action stay{.id = std::string(warned ? id::kIdleStay : id::kLeaveStay),
                          .label = warned ? view.tr("idle.stay"_key) : view.tr("leave.stay"_key),
                          .icon = "check"};
    const ui::Action end{.id = std::string(warned ? id::kIdleEnd : id::kLeaveEnd),
                         .label = warned ? view.tr("idle.end"_key) : view.tr("leave.end"_key),
                         .icon = "logout"};
    const std::string countdown = warned ? std::to_string(flow::seconds_left(view.state)) : "";
    const auto pressed = view.ui.dialog(
        warned ? id::kIdle : id::kLeave,
        warned ? view.tr("idle.title"_key) : view.tr("leave.title"_key),
        warned ? view.tr("idle.body"_key) : view.tr("leave.body"_key), countdown, stay, end);
    if (!pressed) return std::nullopt;
    if (*pressed == end.id) return flow::EndVisit{};
    return flow::Stay{};
}

}  // namespace sunbooth::app::screens
