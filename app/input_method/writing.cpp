// SPDX-License-Identifier: Apache-2.0
#include "app/input_method/writing.h"

#include "sync/base/mutant.h"
#include "sync/domain/text.h"

#include <algorithm>
#include <utility>

namespace sunbooth::input_method {
namespace {

namespace text = app::text;

/// A byte that begins a character, or the end.
bool is_border(std::string_view words, std::size_t at) {
    if (at >= words.size()) return at == words.size();
    return (static_cast<unsigned char>(words[at]) & 0xc0U) != 0x80U;
}

/// Keeps what a change takes away, before it is made.
void remember(Writing& writing, text::Span span, std::size_t added) {
    const std::string_view gone = writing.text.view().substr(span.from, span.to - span.from);
    if (gone.empty() && added == 0) return;
    const bool rubs_out = added == 0 && !writing.has_selection() && span.to == writing.caret &&
                          span.from == text::former_grapheme(writing.text.view(), span.to);
    Past* last = writing.past.empty() ? nullptr : &writing.past.back();
    if (rubs_out && last != nullptr && last->added == 0 && last->from == span.to &&
        last->caret == last->anchor) {
        last->removed.insert(0, gone);
        last->from = span.from;
        return;
    }
    if (writing.past.size() >= Writing::kPastMax) writing.past.erase(writing.past.begin());
    writing.past.push_back({span.from, SecretText(gone), added, writing.caret, writing.anchor});
}

}  // namespace

void Writing::wipe() {
    text.wipe();
    caret = anchor = 0;
    if (!mutant("writing.past_stays")) past.clear();
}

Change replace(Writing& writing, text::Span span, std::string_view added, std::size_t length_max) {
    const std::string_view old = writing.text.view();
    if (span.from > span.to || !is_border(old, span.from) || !is_border(old, span.to)) {
        return Change::None;
    }
    SecretText words = writing.text;
    words.erase(span.from, span.to - span.from);
    words.insert(span.from, added);
    const auto length = domain::count_code_points(words.view());
    if (!length) return Change::None;
    if (*length > length_max && words.size() > writing.text.size()) return Change::Full;
    remember(writing, span, added.size());
    writing.text = std::move(words);
    writing.caret = span.from + (mutant("writing.caret_stays") ? 0 : added.size());
    writing.anchor = writing.caret;
    return Change::Done;
}

bool take_back(Writing& writing) {
    if (writing.past.empty()) return false;
    const Past last = std::move(writing.past.back());
    writing.past.pop_back();
    writing.text.erase(last.from, last.added);
    writing.text.insert(last.from, last.removed.view());
    writing.caret = mutant("writing.undo_leaves_the_caret") ? writing.caret : last.caret;
    writing.anchor = mutant("writing.undo_leaves_the_caret") ? writing.caret : last.anchor;
    return true;
}

text::Span typed_over(const Writing& writing) {
    if (mutant("writing.types_beside")) return {writing.caret, writing.caret};
    return writing.selection();
}

text::Span rubbed_out(const Writing& writing) {
    if (writing.has_selection()) return writing.selection();
    std::size_t from = text::former_grapheme(writing.text.view(), writing.caret);
    if (mutant("writing.rubs_out_a_code_point") && writing.caret > 0) {
        from = writing.caret - 1;
        while (!is_border(writing.text.view(), from)) --from;
    }
    if (mutant("writing.rubs_out_by_sight")) {
        const std::size_t left =
            text::visual_step(writing.text.view(), writing.caret, false, text::Language::Ug);
        return {std::min(left, writing.caret), std::max(left, writing.caret)};
    }
    return {from, writing.caret};
}

void set_caret(Writing& writing, std::size_t at) {
    if (is_border(writing.text.view(), at)) writing.caret = writing.anchor = at;
}

void tap(Writing& writing, std::size_t at) {
    if (!is_border(writing.text.view(), at)) return;
    const bool again = at == writing.caret && !writing.has_selection();
    writing.caret = writing.anchor = at;
    if (!again) return;
    const text::Span word = text::word_at(writing.text.view(), at);
    writing.anchor = mutant("writing.selects_half") ? at : word.from;
    writing.caret = word.to;
}

void step(Writing& writing, bool to_the_right, text::Language language) {
    const std::string_view words = writing.text.view();
    std::size_t at = writing.caret;
    if (writing.has_selection()) {
        // The edge that lies on that side, by the direction of what is selected.
        const text::Span span = writing.selection();
        const bool rtl = text::visual_step(words, span.from, true, language) <= span.from;
        const bool mirrored = rtl && !mutant("writing.leaves_as_stored");
        at = to_the_right != mirrored ? span.to : span.from;
    } else {
        const std::size_t next = text::visual_step(words, at, to_the_right, language);
        // As stored: right is onward, whichever way the letters run.
        const bool back = mutant("writing.steps_as_stored") && (next < at) == to_the_right;
        at = back ? text::visual_step(words, at, !to_the_right, language) : next;
    }
    set_caret(writing, at);
}

}  // namespace sunbooth::input_method
