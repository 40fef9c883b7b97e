// SPDX-License-Identifier: Apache-2.0
// Visits on the real stage: words are written, then presses at random, then one of the ways in
// which a visit ends. After each the memory of this process is searched for the words (kiosk-ux P3,
// and the walker of its section 4, layer 8).
#include "tests/app/shell/wipe_rig.h"

#include <doctest/doctest.h>

using namespace sunbooth;
using namespace sunbooth::app;
using namespace sunbooth::app::shell::tests;
using namespace sunbooth::app::text::tests;

namespace {

constexpr int kVisits = 6;   ///< Each ends with a search through all memory of the process.
constexpr int kPresses = 6;  ///< At random, behind the words.

class Walk {
public:
    void visit(int number) {
        booth.act(flow::ChooseLanguage{domain::Language::Zh});
        booth.open_words();
        write();
        for (int i = 0; i < kPresses; ++i) press_something();
        end(number);
    }

    Booth booth;

private:
    std::uint32_t roll(std::uint32_t sides) {
        dice_ = dice_ * 1664525U + 1013904223U;
        return (dice_ >> 8U) % sides;
    }

    /// The words are made for this and gone with it: what is searched for lies nowhere else.
    void write() {
        const SecretText words = utf8_of(secret_units());
        for (std::size_t at = 0; at < words.size(); at += 3) {
            booth.type(flow::Field::ComplaintText, words.view().substr(at, 3));
        }
        REQUIRE(booth.state.visit.entry(flow::Field::ComplaintText).text == words);
    }

    void press(std::string_view id) {
        if (booth.stage->ui().inject_press(id)) booth.draw();
    }

    void press_something() {
        std::vector<std::string> ids;
        for (const ui::Node& node : booth.stage->ui().tree().nodes) {
            const bool ends = node.id == flow::id::kExit || node.id.ends_with(".end");
            if (node.interactive && !ends) ids.push_back(node.id);
        }
        if (!ids.empty()) press(ids[roll(static_cast<std::uint32_t>(ids.size()))]);
    }

    void end(int number) {
        if (number % 3 == 0) {
            press(flow::id::kExit);
            press(flow::id::kLeaveEnd);
        }
        if (number % 3 == 1) {
            booth.wait(std::chrono::seconds{301});  // Longer than any page waits.
            press(flow::id::kIdleEnd);
        }
        for (int i = 0; i < 4 && flow::page_of(booth.state) != flow::Page::Attract; ++i) {
            booth.wait(std::chrono::seconds{301});  // The clock, or a page without those keys.
        }
    }

    std::uint32_t dice_ = 20261127;
};

std::vector<Needle> searched_words() {
    const Secret<char16_t> units = secret_units();
    const SecretText words = utf8_of(units);
    return {needle("words, UTF-8", 1, 1, words.view()), needle("words, UTF-16", 2, 2, units),
            needle("words, code points", 4, 4, units)};
}

}  // namespace

TEST_CASE("wipe walk P3: wherever a visit went and however it ended, its words are nowhere") {
    Walk walk;
    const std::vector<Needle> needles = searched_words();
    for (int number = 0; number < kVisits; ++number) {
        CAPTURE(number);
        walk.visit(number);
        REQUIRE(flow::page_of(walk.booth.state) == flow::Page::Attract);
        check_gone(needles);
    }
}
