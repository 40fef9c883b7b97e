// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/screens/view.h"

#include <vector>

namespace sunbooth::app::screens {

/// What is wrong and how to mend it. @pre the visit has a trouble.
std::string trouble_text(const View& view);
/// How many of the page's answers are to be mended (kiosk-ux C3); 0: what is wrong is no answer's.
std::int64_t fault_count(const View& view);
/// The trouble as the error of the page's field; empty when all is well.
std::string field_error(const View& view);

/// "3 号窗口 · 企业开办"
std::string window_text(const View& view, const domain::Window& window);
/// The same by code; the code alone when the hall does not know it.
std::string window_text(const View& view, const std::string& code);
/// "138****5678", isolated.
std::string masked_phone(std::string_view phone);
/// A telephone to call: on one line, and in the order of its digits also among Arabic letters.
std::string phone_text(std::string_view phone);
/// "9:00"; `minute` of the day.
std::string clock_text(int minute);
/// "周一至周五 9:00–12:00，14:30–18:00"
std::string hours_text(const View& view);
/// That there is no network, since when, and what works all the same.
std::string offline_text(const View& view);
/// Where a person helps: window and telephone.
std::string help_text(const View& view);
/// The same and when, as lines of a card.
std::vector<ui::GuideLine> helper_lines(const View& view);
/// The card of these lines, on pages of choices and of what is told (kiosk-ux C11, C12); where
/// there is no room for a card they are notes.
void draw_helper(const View& view);
/// "第 1 / 3 页"; `page` counts from 0.
ui::PagerWords pager_words(const View& view, int page, int pages);
/// Marks facts as one person's own; under the idle warning they are covered.
void hide_facts(const View& view, std::vector<ui::Fact>& facts);
/// What is only said besides: nothing where the visitor wants it simple (kiosk-ux 1.9).
std::string hint(const View& view, std::string text);

/// Which of a page's choices stand on the glass at once (flow::list_rows).
struct Shown {
    std::size_t first = 0, last = 0;
};
Shown shown_of(const View& view, std::size_t choices);
/// The buttons that turn a page's choices, where there are more than are shown.
std::optional<Intent> draw_pager(const View& view, std::string_view element);

}  // namespace sunbooth::app::screens
