// SPDX-License-Identifier: Apache-2.0
#include "app/screens/staff_sign_in.h"

#include "app/screens/typed_page.h"
#include "app/screens/typing.h"
#include "app/screens/words.h"

#include <array>

namespace sunbooth::app::screens {
namespace {

std::optional<Intent> draw_digits(const View& view, std::string_view element, ui::FieldView look,
                                  const Button& primary) {
    std::optional<Intent> intent = draw_field(view, element, std::move(look));
    view.ui.note("badge", view.tr("staff_sign_in.lost"_key));
    if (view.visit().trouble) {
        for (const ui::GuideLine& line : helper_lines(view)) view.ui.note(line.icon, line.text);
    }
    return end_typed_page(view, std::move(intent), primary);
}

}  // namespace

std::optional<Intent> draw_staff_sign_in(const View& view) {
    begin_page(view);
    view.ui.heading(view.tr("staff_sign_in.title"_key), "badge");
    draw_trouble(view);
    const std::array<ui::GuideLine, 3> lines = {
        {{"qr_code_scanner", view.tr("staff_sign_in.lead"_key)},
         {"badge", view.tr("staff_sign_in.who"_key)},
         {"support_agent", help_text(view)}}};
    view.ui.guide(id::kSignInLines, {}, lines);
    view.ui.bottom();
    std::optional<Intent> intent;
    if (view.ui.button(id::kStaffUsePin, "dialpad", view.tr("staff_sign_in.pin"_key))) {
        intent = flow::UsePin{};
    }
    if (auto pressed = end_page(view, {.secondary = {back_button(view)}, .primary = {}})) {
        intent = std::move(pressed);
    }
    return intent;
}

std::optional<Intent> draw_staff_code(const View& view) {
    begin_page(view);
    title(view, view.tr("staff_code.title"_key), view.tr("staff_code.lead"_key));
    ui::FieldView look;
    look.label = view.tr("staff_code.label"_key);
    return draw_digits(view, id::kStaffCodeField, look, continue_button(view));
}

std::optional<Intent> draw_staff_pin(const View& view) {
    begin_page(view);
    title(view, view.tr("staff_pin.title"_key), view.tr("staff_pin.lead"_key));
    ui::FieldView look;
    look.label = view.tr("staff_pin.label"_key);
    Button sign_in = continue_button(view);
    sign_in.action.label = view.tr("staff_pin.sign_in"_key);
    return draw_digits(view, id::kStaffPinField, look, sign_in);
}

}  // namespace sunbooth::app::screens
