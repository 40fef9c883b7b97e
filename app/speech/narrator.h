// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/i18n/catalogue.h"
#include "app/speech/line.h"
#include "app/ui/tree.h"

#include <array>
#include <optional>

namespace sunbooth::app::speech {

/// Whether a voice reads each language here, in the order of domain::kLanguages.
using Voices = std::array<bool, 3>;

/// Puts the semantic tree into words: what is said of a page that opens, of the element that the
/// focus comes to, and of what has changed since the last look (kiosk-ux S1, S7-S10, S15-S18).
/// Reads nothing but the tree, so a page needs no words for speech of its own. UI thread.
class Narrator {
public:
    void set_voices(const Voices& voices) { voices_ = voices; }

    /// What is new on the page, in the order of its elements; remembers it.
    /// @param moved the focus was moved by a key, and where it came to is to be said.
    std::vector<Line> look(const ui::Tree& tree, const i18n::Catalogue& words, bool moved);
    /// The question, what stands between it and the first control, and that control.
    std::vector<Line> page(const ui::Tree& tree, const i18n::Catalogue& words) const;
    /// One element: its visible name verbatim, what it holds, what it is and in which state.
    Line element(const ui::Tree& tree, const ui::Node& node, const i18n::Catalogue& words) const;
    /// A sentence of our own, e.g. that speech has begun.
    static Line sentence(const i18n::Catalogue& words, i18n::Key key, i18n::Args args = {});

    void wipe();

private:
    struct Seen {
        std::string page, dialog, language, focus, focus_state, error, heading;
        std::vector<std::pair<std::string, std::string>> statuses;
        std::string field;
        SecretText field_words;
        text::Span begun;     ///< Of the field's words.
        SecretText selected;  ///< Of them too: what the next words replace.
        bool masked = false;
        bool any = false;
    };
    static Seen see(const ui::Tree& tree);
    void say_changes(const ui::Tree& tree, const i18n::Catalogue& words, const Seen& now,
                     std::vector<Line>& lines) const;
    Line key(const ui::Tree& tree, const ui::Node& node, const i18n::Catalogue& words) const;
    Line echo(const ui::Node& field, const i18n::Catalogue& words) const;
    /// What of the field's words was only begun at the last look and is not any more, though it
    /// stands there: nine keys show the very words that are chosen then, and nothing else changes.
    std::string_view chosen(const Seen& now) const;
    /// What stands where words were selected at the last look.
    std::string_view put_over(std::string_view is) const;

    Voices voices_{true, true, true};
    Seen seen_;
};

/// The element of speech that is no part of the page: the words that are being said.
inline constexpr std::string_view kCaptionId = "shell.caption";

}  // namespace sunbooth::app::speech
