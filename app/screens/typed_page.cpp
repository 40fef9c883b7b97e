// SPDX-License-Identifier: Apache-2.0
#include "app/screens/typed_page.h"

#include "app/screens/typing.h"

namespace sunbooth::app::screens {

std::optional<Intent> draw_prose(const View& view, std::string_view element, i18n::Key label,
                                 const Phrases& phrases) {
    const auto most = static_cast<std::int64_t>(flow::length_max(phrases.field));
    const auto length =
        static_cast<std::int64_t>(flow::length_settled(view.visit(), phrases.field));
    ui::FieldView look;
    look.label = view.tr(label);
    look.lines = 5;
    look.counter = length <= most ? view.tr("complaint_text.left"_key, {{"n", most - length}})
                                  : view.tr("complaint_text.over"_key, {{"n", length - most}});
    std::optional<Intent> intent = draw_field(view, element, look);
    view.ui.body(view.tr("complaint_text.phrases"_key));
    if (auto pressed = draw_phrases(view, phrases)) intent = std::move(pressed);
    return intent;
}

Button look_up_button(const View& view, i18n::Key label) {
    Button button = continue_button(view);
    button.action.label = view.tr(label);
    button.action.icon = "search";
    button.action.icon_after = false;
    return button;
}

std::optional<Intent> end_typed_page(const View& view, std::optional<Intent> intent,
                                     const Button& primary) {
    view.ui.bottom();
    if (auto pressed = draw_keyboard(view)) intent = std::move(pressed);
    const Bar bar{.secondary = {back_button(view)}, .primary = primary};
    if (auto pressed = end_page(view, bar)) intent = std::move(pressed);
    return intent;
}

}  // namespace sunbooth::app::screens
