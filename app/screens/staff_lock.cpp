// SPDX-License-Identifier: Apache-2.0
#include "app/screens/staff_lock.h"

#include "app/flow/idle.h"
#include "app/screens/shell.h"
#include "app/screens/words.h"

#include <array>
#include <chrono>

namespace sunbooth::app::screens {

std::optional<Intent> draw_staff_lock(const View& view) {
    begin_page(view);
    view.ui.heading(view.tr("staff_lock.title"_key), "lock");
    draw_trouble(view);
    const bool by_hand = view.visit().staff && view.visit().staff->by_hand;
    const auto kept =
        by_hand ? flow::kHandLock : std::chrono::seconds(flow::kStaffEnd - flow::kStaffLock);
    const auto minutes = std::chrono::ceil<std::chrono::minutes>(kept).count();
    const std::array<ui::GuideLine, 3> lines = {
        {{"qr_code_scanner", view.tr("staff_lock.lead"_key)},
         {"timer", view.tr("staff_lock.until"_key, {{"n", std::int64_t{minutes}}})},
         {"support_agent", help_text(view)}}};
    view.ui.guide(id::kLockLines, {}, lines);
    view.ui.bottom();
    std::optional<Intent> intent;
    if (view.ui.button(id::kLockPin, "dialpad", view.tr("staff_lock.pin"_key))) {
        intent = flow::UsePin{};
    }
    const Button leave{
        {.id = std::string(id::kHome), .label = view.tr("staff_lock.leave"_key), .icon = "logout"},
        flow::EndVisit{}};
    const Bar bar{.secondary = {}, .primary = leave};
    if (auto pressed = end_page(view, bar)) intent = std::move(pressed);
    return intent;
}

}  // namespace sunbooth::app::screens
