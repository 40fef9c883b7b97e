// SPDX-License-Identifier: Apache-2.0
#include "app/screens/complaint_text.h"

#include "app/screens/shell.h"
#include "app/screens/typing.h"
#include "sync/domain/text.h"

#include <array>

namespace sunbooth::app::screens {
namespace {

constexpr auto kField = flow::Field::ComplaintText;
constexpr std::array kPhrases = {
    "phrase.nobody"_key,    "phrase.errands"_key, "phrase.manner"_key, "phrase.queue"_key,
    "phrase.differing"_key, "phrase.fees"_key,    "phrase.papers"_key, "phrase.overdue"_key,
};

/// Takes a phrase out again, together with the mark that joined it.
Intent without(std::string_view words, std::string_view phrase, const std::string& joint) {
    std::size_t from = words.find(phrase);
    std::size_t to = from + phrase.size();
    if (from >= joint.size() && words.substr(from - joint.size(), joint.size()) == joint) {
        from -= joint.size();
    } else if (words.substr(to).starts_with(joint)) {
        to += joint.size();
    }
    return flow::Edit{kField, from, to, {}};
}

/// Puts a phrase behind what was typed.
Intent with(std::string_view words, std::string_view phrase, const std::string& joint) {
    const bool joined = words.empty() || words.ends_with(joint) || words.ends_with("\n");
    SecretText added{joined ? std::string_view() : std::string_view(joint)};
    added.append(phrase);
    return flow::Edit{kField, words.size(), words.size(), std::move(added)};
}

std::optional<Intent> draw_phrases(const View& view) {
    const std::string_view words = view.visit().entry(kField).text.view();
    const std::string joint = view.tr("common.joint"_key);
    std::optional<Intent> intent;
    // kiosk-ux 1.9: four choices at a time; the phrases stand in the order of their use.
    const std::size_t shown = view.visit().modes.simple ? 4 : kPhrases.size();
    for (std::size_t i = 0; i < shown; ++i) {
        const std::string phrase = view.tr(kPhrases[i]);
        const bool chosen = words.find(phrase) != std::string_view::npos;
        if (view.ui.chip(id_of(id::kTextPhrase, std::to_string(i + 1)), phrase,
                         chosen && !flow::is_covered(view.state))) {
            intent = chosen ? without(words, phrase, joint) : with(words, phrase, joint);
        }
    }
    return intent;
}

}  // namespace

std::optional<Intent> draw_complaint_text(const View& view) {
    begin_page(view);
    title(view, view.tr("complaint_text.title"_key), view.tr("complaint_text.lead"_key));
    const std::size_t used =
        domain::count_code_points(view.visit().entry(kField).text.view()).value_or(0);
    ui::FieldView look;
    look.label = view.tr("complaint_text.label"_key);
    look.lines = 5;
    look.counter = view.tr("complaint_text.left"_key,
                           {{"n", static_cast<std::int64_t>(flow::length_max(kField) - used)}});
    std::optional<Intent> intent = draw_field(view, id::kTextField, look);
    view.ui.body(view.tr("complaint_text.phrases"_key));
    if (auto pressed = draw_phrases(view)) intent = std::move(pressed);
    view.ui.bottom();
    if (auto pressed = draw_keyboard(view)) intent = std::move(pressed);
    const Bar bar{.secondary = {back_button(view)}, .primary = continue_button(view)};
    if (auto pressed = end_page(view, bar)) intent = std::move(pressed);
    return intent;
}

}  // namespace sunbooth::app::screens
