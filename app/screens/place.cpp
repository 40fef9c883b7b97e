// SPDX-License-Identifier: Apache-2.0
#include "app/screens/place.h"

#include "app/screens/typed_page.h"
#include "app/screens/typing.h"
#include "app/screens/words.h"

namespace sunbooth::app::screens {
namespace {

/// Below a service or window where it is; below a unit alone, that no window of it is meant.
std::string where_text(const View& view, const flow::Place& place) {
    if (place.window.empty()) return view.tr("place_list.unit"_key);
    return window_text(view, place.window);
}

}  // namespace

std::optional<Intent> draw_queue_number(const View& view) {
    begin_page(view);
    title(view, view.tr("queue_number.title"_key), view.tr("queue_number.lead"_key));
    ui::FieldView look;
    look.label = view.tr("queue_number.label"_key);
    look.hint = view.tr("queue_number.hint"_key);
    std::optional<Intent> intent = draw_field(view, id::kQueueField, look);
    view.ui.note("visibility_off", view.tr("queue_number.why"_key));
    return end_typed_page(view, std::move(intent), continue_button(view));
}

std::optional<Intent> draw_place_words(const View& view) {
    begin_page(view);
    title(view, view.tr("place_words.title"_key), view.tr("place_words.lead"_key));
    ui::FieldView look;
    look.label = view.tr("place_words.label"_key);
    std::optional<Intent> intent = draw_field(view, id::kPlaceField, look);
    return end_typed_page(view, std::move(intent), look_up_button(view, "place_words.find"_key));
}

std::optional<Intent> draw_place_list(const View& view) {
    const auto& places = view.visit().places;
    begin_page(view);
    title(view, view.tr("place_list.title"_key),
          view.tr("place_list.lead"_key, {{"n", static_cast<std::int64_t>(places.size())}}));
    view.ui.bottom();
    std::optional<Intent> intent;
    const Shown shown = shown_of(view, places.size());
    for (std::size_t i = shown.first; i < shown.last; ++i) {
        if (view.ui.row(id_of(id::kPlaceRow, std::to_string(i + 1)), {}, view.in(places[i].name),
                        where_text(view, places[i]))) {
            intent = flow::ChoosePlace{i};
        }
    }
    if (auto turned = draw_pager(view, id::kPlacePager)) intent = turned;
    if (auto pressed = end_page(view, {.secondary = {back_button(view)}, .primary = {}})) {
        intent = std::move(pressed);
    }
    return intent;
}

}  // namespace sunbooth::app::screens
