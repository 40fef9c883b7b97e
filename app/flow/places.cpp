// SPDX-License-Identifier: Apache-2.0
// A window that is looked for by a name (kiosk-ux B2) or by the number that one was called by (C0).
//
// The number of a queue only leads to its window: it is not kept and not sent, for a queue knows
// who drew it, and a rating is nobody's (C1).
//
// Names are compared in all three languages, whatever the page's. Of Chinese words each character
// must follow the one before it, with others between them, since people leave out what an office
// does not: 食品许可 finds 食品经营许可. In the other scripts each word must stand in the name.
#include "app/flow/turn.h"

#include <algorithm>
#include <array>

namespace sunbooth::app::flow {
namespace {

constexpr std::size_t kPlacesMax = 15;  ///< Three pages; more is no answer to a question.

/// The bytes of each character, small letters for capitals.
std::vector<std::string> characters_of(std::string_view utf8) {
    std::vector<std::string> all;
    for (const char c : utf8) {
        const bool goes_on = (static_cast<unsigned char>(c) & 0xc0U) == 0x80;
        const bool capital = c >= 'A' && c <= 'Z';
        if (!goes_on || all.empty()) all.emplace_back();
        all.back() += capital ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return all;
}

bool is_blank(const std::string& character) {
    return character == " " || character == "\u3000";
}

/// U+2E80 and above takes three bytes or more, and is written without blanks.
bool is_han(const std::string& character) {
    return character.size() >= 3;
}

using Words = std::vector<std::vector<std::string>>;
Words words_of(std::string_view typed) {
    Words words(1);
    for (std::string& one : characters_of(typed)) {
        if (is_blank(one)) {
            if (!words.back().empty()) words.emplace_back();
        } else {
            words.back().push_back(std::move(one));
        }
    }
    if (words.back().empty()) words.pop_back();
    return words;
}

enum class Fit { None, Parts, Whole };

Fit fit_of(const std::vector<std::string>& word, const std::vector<std::string>& name) {
    if (std::ranges::search(name, word).begin() != name.end()) return Fit::Whole;
    if (std::ranges::none_of(word, is_han)) return Fit::None;
    auto at = name.begin();
    for (const std::string& one : word) {
        at = std::find(at, name.end(), one);
        if (at == name.end()) return Fit::None;
        ++at;
    }
    return Fit::Parts;
}

/// How well the worst of the words stands in the best of the names.
Fit fit_of(const Words& words, const domain::LocalText& text) {
    Fit best = Fit::None;
    for (const std::string* name : {&text.zh, &text.en, &text.ug}) {
        const std::vector<std::string> all = characters_of(*name);
        Fit worst = Fit::Whole;
        for (const auto& word : words) worst = std::min(worst, fit_of(word, all));
        best = std::max(best, worst);
    }
    return best;
}

class Search {
public:
    Search(const domain::Hall& hall, std::string_view typed, bool units)
        : hall_(hall), words_(words_of(typed)), typed_(typed), units_(units) {}

    /// What fits as it was typed first; of each, services before windows before units.
    std::vector<Place> found() {
        for (const domain::Window& window : hall_.windows) {
            if (window.code == typed_) add({window.name, window.code, window.unit});
        }
        for (const Fit wanted : {Fit::Whole, Fit::Parts}) {
            for (const domain::Service& one : hall_.services) {
                if (fit_of(words_, one.name) != wanted) continue;
                for (const std::string& at : one.windows) add({one.name, at, one.unit});
            }
            for (const domain::Window& one : hall_.windows) {
                if (fit_of(words_, one.name) == wanted) add_window(one);
            }
            for (const domain::Unit& one : hall_.units) {
                if (fit_of(words_, one.name) == wanted) add_unit(one);
            }
        }
        if (places_.size() > kPlacesMax) places_.resize(kPlacesMax);
        return std::move(places_);
    }

private:
    void add(Place place) {
        const bool known = std::ranges::any_of(places_, [&](const Place& one) {
            return one.window == place.window && one.unit == place.unit &&
                   one.name.zh == place.name.zh;
        });
        if (!known) places_.push_back(std::move(place));
    }
    void add_window(const domain::Window& window) {
        const bool known = std::ranges::any_of(
            places_, [&](const Place& one) { return one.window == window.code; });
        if (!known) add({window.name, window.code, window.unit});
    }
    void add_unit(const domain::Unit& unit) {
        for (const domain::Window& window : hall_.windows) {
            if (window.unit == unit.code) add_window(window);
        }
        if (units_) add({unit.name, "", unit.code});
    }

    const domain::Hall& hall_;
    Words words_;
    std::string_view typed_;
    bool units_;
    std::vector<Place> places_;
};

/// The chosen row of the list is the one that is shown.
void show_window(const Turn& turn, const std::string& code) {
    const auto& windows = turn.hall().windows;
    const auto at = std::ranges::find(windows, code, &domain::Window::code);
    if (at == windows.end()) return;
    turn.visit().list_page =
        static_cast<int>(at - windows.begin()) / std::max(1, list_rows(turn.visit()));
}

void rate(const Turn& turn, const std::string& window) {
    turn.visit().rating.window = window;
    enter(turn.state, Page::RatingLevel);
}

/// One window is the answer; of several the visitor knows which it was.
void take_queue(const Turn& turn, const std::vector<const domain::Window*>& calling) {
    Visit& visit = turn.visit();
    if (calling.size() == 1) return rate(turn, calling.front()->code);
    visit.places.clear();
    for (const domain::Window* one : calling) {
        visit.places.push_back({one->name, one->code, one->unit});
    }
    visit.finding = Page::RatingWindow;
    visit.sought = visit.page;
    enter(turn.state, Page::PlaceList);
}

}  // namespace

bool takes_queue(Page page) {
    return page == Page::RatingWindow || page == Page::QueueNumber;
}

void open_queue(const Turn& turn) {
    if (turn.visit().page != Page::RatingWindow || !turn.hall().has_queues()) return;
    turn.visit().finding = Page::RatingWindow;
    enter(turn.state, Page::QueueNumber);
}

void find_place(const Turn& turn) {
    Visit& visit = turn.visit();
    if (visit.page != Page::ComplaintWindow && visit.page != Page::RatingWindow) return;
    visit.finding = visit.page;
    enter(turn.state, Page::PlaceWords);
}

void ask_queue(const Turn& turn) {
    const auto calling =
        turn.hall().windows_calling(turn.visit().entry(Field::QueueNumber).text.view());
    if (calling.empty()) return turn.fail(Trouble::QueueUnknown);
    take_queue(turn, calling);
}

void scan_queue(const Turn& turn, std::string_view text) {
    const auto calling = turn.hall().windows_calling(text);
    if (calling.empty()) return turn.fail(Trouble::ScanUnknown);
    take_queue(turn, calling);
}

void ask_place(const Turn& turn) {
    Visit& visit = turn.visit();
    const std::string_view typed = visit.entry(Field::PlaceWords).text.view();
    if (words_of(typed).empty()) return turn.fail(Trouble::NoPlaceWords);
    visit.places = Search(turn.hall(), typed, visit.finding == Page::ComplaintWindow).found();
    if (visit.places.empty()) return turn.fail(Trouble::PlaceNotFound);
    visit.sought = Page::PlaceWords;
    enter(turn.state, Page::PlaceList);
}

void choose_place(const Turn& turn, const ChoosePlace& intent) {
    Visit& visit = turn.visit();
    if (visit.page != Page::PlaceList || intent.index >= visit.places.size()) return;
    const Place place = visit.places[intent.index];
    if (visit.finding == Page::RatingWindow && visit.sought != Page::PlaceWords) {
        return rate(turn, place.window);
    }
    if (visit.finding == Page::RatingWindow) visit.rating.window = place.window;
    if (visit.finding == Page::ComplaintWindow) {
        visit.complaint.window = place.window;
        visit.complaint.unit = place.window.empty() ? place.unit : std::string();
    }
    // The page that asked shows what was chosen: from there it goes on, or is chosen otherwise.
    enter(turn.state, visit.finding);
    show_window(turn, place.window);
}

}  // namespace sunbooth::app::flow
