// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/text/text.h"
#include "sync/base/secret.h"

#include <cstddef>
#include <vector>

namespace sunbooth::input_method {

/// One change of the words, so that it can be taken back: what stood there, and what came in its
/// place.
struct Past {
    std::size_t from = 0;
    SecretText removed;
    std::size_t added = 0;  ///< Bytes.
    std::size_t caret = 0, anchor = 0;
};

/// Words that a visitor writes, where the next ones go, and what is selected: from the anchor to
/// the caret, in either order. All three are bytes on grapheme borders.
struct Writing {
    static constexpr std::size_t kPastMax = 200;  ///< Changes; the oldest ones are forgotten.

    SecretText text;
    std::size_t caret = 0;
    std::size_t anchor = 0;
    std::vector<Past> past;  ///< Oldest first.

    bool has_selection() const { return caret != anchor; }
    app::text::Span selection() const {
        return caret < anchor ? app::text::Span{caret, anchor} : app::text::Span{anchor, caret};
    }
    /// Overwrites every byte, then forgets them.
    void wipe();
};

/// None: a border was none, or the words were no UTF-8. Full: they would have grown past the limit.
enum class Change { Done, None, Full };

/// Puts `added` in the place of the bytes [from, to), and the caret behind it. A row of Backspaces
/// is one change of the past, every other call one of its own.
/// @param length_max in code points.
Change replace(Writing& writing, app::text::Span span, std::string_view added,
               std::size_t length_max);
/// Takes the last change back: words, caret and selection stand as before it. False: there is none.
bool take_back(Writing& writing);

/// What typing replaces: the selection, or nothing at the caret.
app::text::Span typed_over(const Writing& writing);
/// What Backspace takes away: the selection, else the character before the caret, in the order of
/// writing, whichever side of the caret it stands on.
app::text::Span rubbed_out(const Writing& writing);

/// Sets the caret, and ends the selection. A byte that is no border changes nothing.
void set_caret(Writing& writing, std::size_t at);
/// A tap into the words sets the caret; a tap where it stands selects the word round it, and the
/// next one ends that.
void tap(Writing& writing, std::size_t at);
/// One step on the glass; a selection ends at its edge on that side.
void step(Writing& writing, bool to_the_right, app::text::Language language);

}  // namespace sunbooth::input_method
