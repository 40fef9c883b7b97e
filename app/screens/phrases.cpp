// SPDX-License-Identifier: Apache-2.0
#include "app/screens/phrases.h"

namespace sunbooth::app::screens {
namespace {

/// Takes a phrase out again, together with the mark that joined it.
Intent without(flow::Field field, std::string_view words, std::string_view phrase,
               const std::string& joint) {
    std::size_t from = words.find(phrase);
    std::size_t to = from + phrase.size();
    if (from >= joint.size() && words.substr(from - joint.size(), joint.size()) == joint) {
        from -= joint.size();
    } else if (words.substr(to).starts_with(joint)) {
        to += joint.size();
    }
    return flow::Edit{field, from, to, {}};
}

/// Puts a phrase behind what was typed, and behind what was begun, which is written first.
Intent with(const View& view, flow::Field field, std::string_view phrase,
            const std::string& joint) {
    const std::string_view words = view.visit().entry(field).text.view();
    const bool joined = view.visit().composer.best().empty() &&
                        (words.empty() || words.ends_with(joint) || words.ends_with("\n"));
    SecretText added{joined ? std::string_view() : std::string_view(joint)};
    added.append(phrase);
    return flow::Edit{field, words.size(), words.size(), std::move(added)};
}

}  // namespace

std::optional<Intent> draw_phrases(const View& view, const Phrases& phrases) {
    const std::string_view words = view.visit().entry(phrases.field).text.view();
    const std::string joint = view.tr("common.joint"_key);
    std::optional<Intent> intent;
    // kiosk-ux 1.9: four choices at a time; the phrases stand in the order of their use.
    const std::size_t shown = view.visit().modes.simple ? std::size_t{4} : phrases.keys.size();
    for (std::size_t i = 0; i < shown; ++i) {
        const std::string phrase = view.tr(phrases.keys[i]);
        const bool chosen = words.find(phrase) != std::string_view::npos;
        if (view.ui.chip(id_of(phrases.prefix, std::to_string(i + 1)), phrase,
                         chosen && !flow::is_covered(view.state))) {
            intent = chosen ? without(phrases.field, words, phrase, joint)
                            : with(view, phrases.field, phrase, joint);
        }
    }
    return intent;
}

}  // namespace sunbooth::app::screens
