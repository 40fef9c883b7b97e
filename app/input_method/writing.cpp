// SPDX-License-Identifier: Apache-2.0
#include "app/input_method/writing.h"

#include "sync/base/mutant.h"
#include "sync/domain/text.h"

namespace sunbooth::input_method {
namespace {

namespace text = app::text;

/// A byte that begins a character, or the end.
bool is_border(std::string_view words, std::size_t at) {
    if (at >= words.size()) return at == words.size();
    return (static_cast<unsigned char>(words[at]) & 0xc0U) != 0x80U;
}

}  // namespace

void Writing::wipe() {
    text.wipe();
    caret = anchor = 0;
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
    writing.text = std::move(words);
    writing.caret = writing.anchor = span.from + added.size();
    return Change::Done;
}

text::Span typed_over(const Writing& writing) {
    return writing.selection();
}

text::Span rubbed_out(const Writing& writing) {
    if (writing.has_selection()) return writing.selection();
    std::size_t from = text::former_grapheme(writing.text.view(), writing.caret);
    if (mutant("writing.rubs_out_a_code_point") && writing.caret > 0) {
        from = writing.caret - 1;
        while (!is_border(writing.text.view(), from)) --from;
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
    writing.anchor = word.from;
    writing.caret = word.to;
}

void step(Writing& writing, bool to_the_right, text::Language language) {
    const std::string_view words = writing.text.view();
    std::size_t at = writing.caret;
    if (writing.has_selection()) {
        // The edge that lies on that side, by the direction of what is selected.
        const text::Span span = writing.selection();
        const bool rtl = text::visual_step(words, span.from, true, language) <= span.from;
        at = to_the_right != rtl ? span.to : span.from;
    } else {
        at = text::visual_step(words, at, to_the_right, language);
    }
    set_caret(writing, at);
}

}  // namespace sunbooth::input_method
