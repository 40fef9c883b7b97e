// SPDX-License-Identifier: Apache-2.0
// The candidates above the keys: words and sentences, each as wide as it is, in as many rows as the
// page has room to spare for (kiosk-ux 2.4). How many that is comes out when the page is laid, so
// the rows are made when they are painted; a page of them is so many rows.
#include "app/ui/page.h"

#include <algorithm>

namespace sunbooth::app::ui {
namespace {

constexpr float kGapMm = 3;
constexpr float kRowMm = 20;             ///< kiosk-ux R1.
constexpr float kLargeRowMm = 24;        ///< In large words.
constexpr std::size_t kCharacters = 12;  ///< In a row, where they fit.
constexpr float kCandidateMm = 10;       ///< kiosk-ux 2.8
constexpr float kBesideMm = 8;           ///< Of a word's ink, both sides together.
constexpr std::size_t kRowsMost = 3;     ///< A fourth would be looked for longer than typed.

}  // namespace

float PageUi::candidate_height() const {
    return mm(press_mm(is_large() && !look_.reach ? kLargeRowMm : kRowMm));
}

/// Where large keys stand low, tabs and candidates share one row; see fold().
bool PageUi::folds() const {
    return look_.steady && look_.reach && screen_.portrait();
}

float PageUi::candidate_room() const {
    return folds() ? room() - mm(kSteadyMm + kGapMm) : room();
}

KeyCap PageUi::candidate_of(std::string_view id, const PanelView& view, std::size_t index) const {
    const std::string number = std::to_string(index + 1);
    KeyCap cap;
    cap.id = std::string(id) + ".candidate." + number;
    cap.label = view.candidate + " " + number;
    cap.said = SecretText(view.candidates[index]);
    cap.press.kind = KeyPress::Kind::Candidate;
    cap.press.index = index;
    cap.selected = index == 0 && !view.suggests;
    cap.language = domain::Language::Zh;
    return cap;
}

/// How wide a candidate is. One that is wider than the row is set on two lines.
float PageUi::candidate_width(std::string_view words, float wide) const {
    const Words how{.em_mm = kCandidateMm, .line = 1.2F, .language = domain::Language::Zh};
    const float set_px = set_within(words, how, candidate_height())->width();
    return std::clamp(set_px + mm(kBesideMm), mm(press_mm(kRowMm)), wide);
}

std::size_t PageUi::turned_to(std::string_view id, const PanelView& view) {
    if (view.page == 0 || view.candidates.empty()) turned_back_ = 0;
    if (pressed(std::string(id) + ".less")) {
        tapped_ = true;  // The page's owner hears of no press.
        turned_back_ = std::min(turned_back_ + 1, view.page);
    }
    return static_cast<std::size_t>(std::max(0, view.page - turned_back_));
}

Offers PageUi::offers_of(std::string_view id, const PanelView& view, std::size_t page) const {
    Offers made;
    made.wide = candidate_room();
    made.height = candidate_height();
    made.page = page;
    // By hand the pad takes the room; below the line of reach there is none. All rows come with the
    // first word and stay while there are any, whether they are filled or not.
    const bool hand = view.layout == Keyboard::Hand;
    made.rows_most = hand || look_.reach || view.candidates.empty() ? 1 : kRowsMost;
    made.back.id = std::string(id) + ".less";
    made.back.icon = "keyboard_arrow_up";
    made.back.units = mm(press_mm(kRowMm));
    const float gap = mm(kGapMm);
    float character = 0;
    if (hand && !view.suggests) {  // Read ink: single characters, as many as fit, all alike.
        const auto fit = static_cast<std::size_t>((made.wide + gap) / (made.height + gap));
        const auto shown = static_cast<float>(std::clamp<std::size_t>(fit, 1, kCharacters));
        character = (made.wide - (shown - 1) * gap) / shown;
    }
    // Hundreds are offered, for rare names; only those up to the page that is shown are set.
    const std::size_t enough = (made.page + 1) * made.rows_most + 1;
    std::size_t rows = 1;
    float left = made.wide;
    for (std::size_t i = 0; i < view.candidates.size() && rows <= enough; ++i) {
        KeyCap cap = candidate_of(id, view, i);
        cap.units = character > 0 ? character : candidate_width(view.candidates[i], made.wide);
        if (cap.units > left + 1) {
            left = made.wide;
            ++rows;
        }
        left -= cap.units + gap;
        made.all.push_back(std::move(cap));
    }
    return made;
}

/// The rows of one page, in so many rows each; on every page but the first the last row ends with
/// the way back.
std::vector<KeyRow> PageUi::rows_of(const Offers& offers, std::size_t rows) const {
    const float gap = mm(kGapMm);
    std::vector<std::vector<KeyRow>> pages(1);
    float left = offers.wide;
    const auto room_of = [&](std::size_t page, std::size_t row) {
        return page > 0 && row + 1 == rows ? offers.wide - offers.back.units - gap : offers.wide;
    };
    pages.back().emplace_back();
    for (const KeyCap& cap : offers.all) {
        if (cap.units > left + 1 && !pages.back().back().empty()) {
            if (pages.back().size() == rows) {
                if (pages.size() > offers.page) break;
                pages.emplace_back();
            }
            left = room_of(pages.size() - 1, pages.back().size());
            pages.back().emplace_back();
        }
        KeyCap placed = cap;
        placed.units = std::min(cap.units, left);  // As wide as a row, beside the way back.
        left -= placed.units + gap;
        pages.back().back().push_back(std::move(placed));
    }
    // Past the last page they begin again.
    const std::size_t page = offers.page % pages.size();
    std::vector<KeyRow> shown = std::move(pages[page]);
    shown.resize(rows);
    if (page > 0) shown.back().push_back(offers.back);
    return shown;
}

/// One row for both: the candidates while there are any, behind a key that brings the tabs back.
void PageUi::fold(Panel& panel) {
    Offers& offers = panel.offers;
    if (!folds() || panel.tabs.rows.empty() || offers.height <= 0) return;
    const std::string id = panel.id + ".tabs";
    const bool any = !offers.all.empty();
    if (pressed(id)) tapped_ = true;  // The page's owner hears of no press.
    unfolded_ = any && (unfolded_ || pressed(id));
    if (!any || unfolded_) {
        offers = {};
        return;
    }
    panel.tabs = {};
    offers.front.id = id;
    offers.front.icon = "keyboard";
    offers.front.units = mm(kSteadyMm);
}

void PageUi::paint_offers(const Offers& offers, std::size_t rows, const Box& box) {
    const float gap = mm(kGapMm);
    Keys keys{rows_of(offers, rows), offers.height, offers.height};
    for (KeyRow& row : keys.rows) {
        if (!offers.front.id.empty()) row.insert(row.begin(), offers.front);
        float used = 0;
        for (KeyCap& cap : row) {
            used += cap.units + gap;
            cap.units = (cap.units + gap) / (keys.unit + gap);  // Their widths, as keys have them.
        }
        const bool back = !row.empty() && row.back().id == offers.back.id;
        KeyCap rest;  // Keeps the words at the start of their row, and the way back at its end.
        rest.units = std::max(0.0F, box.w + gap - used) / (keys.unit + gap);
        if (rest.units > 0.01F) row.insert(back ? row.end() - 1 : row.end(), std::move(rest));
    }
    paint_keys(keys, box);
}

}  // namespace sunbooth::app::ui
