// SPDX-License-Identifier: Apache-2.0
#include "tests/app/screens/audit.h"

#include "tests/app/screens/demo.h"

#include <array>
#include <set>

namespace sunbooth::app::screens::tests {
namespace {

using namespace i18n::literals;

constexpr ui::Screen kUpright{.width_px = 1080, .height_px = 1920, .diagonal_in = 27};
constexpr ui::Screen kWide{.width_px = 1920, .height_px = 1080, .diagonal_in = 27};
/// The smallest that is hung across: as dear as height is anywhere.
constexpr ui::Screen kLow{.width_px = 1920, .height_px = 1080, .diagonal_in = 21.5F};
/// The smallest and the largest that each way of standing is made for, and the usual one at the
/// upper end of where it is hung (kiosk-ux 1.1: 850 to 900 mm).
constexpr std::array kOthers = {
    ui::Screen{.width_px = 1080, .height_px = 1920, .diagonal_in = 21.5F},
    ui::Screen{.width_px = 1080, .height_px = 1920, .diagonal_in = 21.5F, .bottom_mm = 900},
    ui::Screen{.width_px = 1080, .height_px = 1920, .diagonal_in = 27, .bottom_mm = 900},
    ui::Screen{.width_px = 2160, .height_px = 3840, .diagonal_in = 32, .bottom_mm = 900},
    ui::Screen{.width_px = 1920, .height_px = 1080, .diagonal_in = 24},
};

struct Hands {
    bool steady, simple;
};
constexpr std::array kHands = {Hands{false, false}, Hands{true, false}, Hands{false, true},
                               Hands{true, true}};

bool is_nobodys(const flow::State& state) {
    const flow::Page page = flow::page_of(state);
    return page == flow::Page::Attract || page == flow::Page::OutOfOrder;
}

/// Offered while nobody hears the page; who reads along as it is said is heard already.
bool read_on_demand(std::string_view id) {
    return id == flow::id::kHelpRead || id == "paper.read";
}

class Walk {
public:
    explicit Walk(Findings& found) : found_(found) {}

    void panel(const ui::Screen& screen, bool whole) {
        Terminal terminal(screen);
        for (const domain::Language language : domain::kLanguages) {
            for (const Sample& one : samples_of(language)) sample(terminal, one, language, whole);
        }
    }

private:
    void sample(Terminal& terminal, const Sample& one, domain::Language language, bool whole) {
        flow::State state = one.state;
        // Steady has no ten letters in a row: its nine keys have samples of their own.
        const bool ten = state.visit.keys == flow::Keys::Pinyin;
        if (is_nobodys(state)) {
            judge(terminal, one, state, language);
            return;
        }
        state.visit.modes = {};
        const std::set<std::string> standard = judge(terminal, one, state, language);
        for (const auto text :
             {flow::TextSize::Standard, flow::TextSize::Large, flow::TextSize::Largest}) {
            for (const bool reach : {false, true}) {
                for (const Hands& hands : kHands) {
                    const bool corner = text == flow::TextSize::Largest && reach && hands.steady;
                    if ((!whole && !corner) || (ten && hands.steady)) continue;
                    state.visit.modes = {.text = text,
                                         .theme = next_theme(),
                                         .reach = reach,
                                         .steady = hands.steady,
                                         .simple = hands.simple};
                    lost(terminal, one, standard, judge(terminal, one, state, language), state);
                }
                if (whole) said(terminal, one, standard, state, language);
            }
        }
    }

    /// The same page for who has it read aloud: what is said stands on it as well. Four kinds of
    /// hands take turns over six ways of each page and language.
    void said(Terminal& terminal, const Sample& one, const std::set<std::string>& standard,
              flow::State state, domain::Language language) {
        const Hands& hands = kHands.at(said_++ % kHands.size());
        state.visit.modes.steady = hands.steady && state.visit.keys != flow::Keys::Pinyin;
        state.visit.modes.simple = hands.simple;
        state.visit.modes.theme = next_theme();
        state.visit.hearing.way = flow::Hearing::Way::Loudspeaker;  // The sheet has a row more.
        terminal.say(words_of(language).tr("help.complaint_1"_key) + " " +
                     words_of(language).tr("hearing.corner"_key));
        lost(terminal, one, standard, judge(terminal, one, state, language), state);
        terminal.say(std::nullopt);
    }

    /// All controls of all leaves.
    std::set<std::string> judge(Terminal& terminal, const Sample& one, const flow::State& state,
                                domain::Language language) {
        std::set<std::string> controls;
        std::vector<Sight> leaves = terminal.leaves(state, language);
        for (Sight& sight : leaves) sight.name = one.name;
        judge_leaves(leaves, found_);
        for (const Sight& sight : leaves) {
            judge_seeing(sight, found_);
            judge_touching(sight, found_);
            judge_words(sight, found_);
            judge_privacy(sight, found_);
            for (const ui::Node& node : sight.tree.nodes) {
                if (node.interactive) controls.insert(node.id);
            }
        }
        return controls;
    }

    /// V4, R6: what one visitor can press, every visitor can, if perhaps on another leaf.
    void lost(Terminal& terminal, const Sample& one, const std::set<std::string>& standard,
              const std::set<std::string>& all, const flow::State& state) {
        if (state.visit.modes.simple) return;  // Its lists have pages of their own.
        Sight sight = terminal.sight(state, state.visit.language);
        sight.name = one.name;
        found_.look("R6");
        for (const std::string& id : standard) {
            // Keyboards change with the hand; above the line of reach the keys move the caret.
            // What fits on one leaf has nothing to turn.
            const bool other = id.starts_with("keyboard.") || id.starts_with("leaf.") ||
                               (sight.captioned && read_on_demand(id)) ||
                               (state.visit.modes.reach && id.ends_with(".field"));
            if (!other && !all.contains(id)) found_.fault("R6", sight, id + " is out of reach");
        }
    }

    /// Colours do not move anything (a row of its own says so): the four take turns, so that every
    /// page meets each of them in each language.
    flow::Theme next_theme() { return static_cast<flow::Theme>(turn_++ % 4); }

    Findings& found_;
    unsigned turn_ = 0, said_ = 0;
};

}  // namespace

void Findings::fault(std::string_view row, const Sight& sight, const std::string& what) {
    constexpr std::size_t kKept = 12;
    ++counts_[std::string(row)];
    auto& kept = faults_[std::string(row)];
    if (kept.size() < kKept) kept.push_back(sight.where() + ": " + what);
}

int Findings::looks(std::string_view row) const {
    const auto found = looks_.find(row);
    return found == looks_.end() ? 0 : found->second;
}

int Findings::fault_count(std::string_view row) const {
    const auto found = counts_.find(row);
    return found == counts_.end() ? 0 : found->second;
}

std::string Findings::faults(std::string_view row) const {
    std::string text;
    if (const auto found = faults_.find(row); found != faults_.end()) {
        for (const std::string& one : found->second) text += "\n  " + one;
    }
    return text + "\n  " + std::to_string(fault_count(row)) + " in all";
}

const Findings& audit() {
    static const Findings found = [] {
        Findings made;
        Walk walk(made);
        walk.panel(kUpright, true);
        walk.panel(kWide, true);
        walk.panel(kLow, true);
        for (const ui::Screen& screen : kOthers) walk.panel(screen, false);
        return made;
    }();
    return found;
}

void expect_none(std::string_view row, int least) {
    const std::string name(row);
    CAPTURE(name);
    CHECK(audit().looks(row) >= least);
    CHECK_MESSAGE(audit().fault_count(row) == 0, audit().faults(row));
}

}  // namespace sunbooth::app::screens::tests
