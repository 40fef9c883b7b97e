// SPDX-License-Identifier: Apache-2.0
// A walker through the whole terminal but its display: random touches, pauses and jumps of the
// clock. Whatever happens, the warning comes before the wipe, the page has its way out, and after
// every wipe nothing of the visitor is left in tree, state or widgets (kiosk-ux 4, layer 8).
#include "tests/app/screens/demo.h"
#include "tests/app/screens/journey.h"

#include <doctest/doctest.h>

#include <set>

using namespace sunbooth;
using namespace sunbooth::app;
using namespace sunbooth::app::screens;
using namespace sunbooth::app::screens::tests;
using namespace std::chrono_literals;

namespace {

constexpr std::string_view kMarker = "ZQZQZQ13800000017";

class Walker {
public:
    explicit Walker(std::uint64_t seed) : dice_(seed) {
        kiosk.on_wipe = [this] { scan(); };
    }

    void step() {
        warned_ = kiosk.state.visit.warned.has_value();
        const int wipes = kiosk.wipes;
        switch (roll(16)) {
            case 0:
                kiosk.pass(milliseconds{roll(roll(4) == 0 ? 300'000 : 20'000)});
                break;
            case 1:
                kiosk.touch({at(1080), at(1920)});
                break;
            case 2:
                leave_a_mark();
                break;
            case 3:
                jump();
                break;
            case 4:
                stuck_ = !stuck_;
                if (stuck_) kiosk.down({at(1080), at(1920)}, 7);
                break;
            default:
                press_something();
                break;
        }
        kiosk.pass(milliseconds{roll(2'000)});
        pages.insert(kiosk.tree().page);
        CHECK(kiosk.tree().page == flow::to_string(flow::page_of(kiosk.state)));
        ended += kiosk.wipes - wipes;
    }

    Kiosk kiosk;
    std::set<std::string> pages;
    int scans = 0, ended = 0;

private:
    std::uint64_t roll(std::uint64_t sides) { return dice_() % sides; }
    float at(std::uint64_t px) { return static_cast<float>(roll(px)); }

    void press_something() {
        std::vector<text::Point> points;
        for (const ui::Node& node : kiosk.tree().nodes) {
            // The ends come of themselves; pressed at random they would end every visit.
            const bool ends = node.id == "shell.exit" || node.id.ends_with(".end");
            if (!node.interactive || (ends && roll(8) != 0)) continue;
            points.push_back({node.rect.x + node.rect.w / 2, node.rect.y + node.rect.h / 2});
        }
        if (points.empty()) return;
        kiosk.touch(points[roll(points.size())], {}, stuck_ ? 7 : 1);
    }

    /// As if it had been typed: the field of the page holds something that can be searched for.
    void leave_a_mark() {
        const auto field = flow::field_of(kiosk.state.visit.page);
        if (!field || kiosk.state.visit.warned) return;
        const std::size_t end = kiosk.state.visit.entry(*field).text.size();
        flow::reduce(kiosk.state, flow::Edit{*field, 0, end, SecretText(kMarker)}, kiosk.now);
        marked_ = true;
    }

    /// The machine's wall clock is set, by a minute or by a year, forwards or backwards.
    void jump() {
        const auto by = std::chrono::hours{24 * static_cast<int>(roll(700))};
        kiosk.wall += roll(2) == 0 ? milliseconds{by} : -milliseconds{by};
    }

    void scan() {
        ++scans;
        const flow::Visit& visit = kiosk.state.visit;
        CHECK(kiosk.tree().nodes.empty());
        for (const flow::Entry& entry : visit.entries) CHECK(entry.text.empty());
        CHECK(visit.composer.empty());
        CHECK_FALSE(visit.found_case.has_value());
        CHECK(visit.receipt.index() == 0);
        CHECK_FALSE(visit.complaint.topic.has_value());
        CHECK(visit.modes == flow::Modes{});
        CHECK(visit.language == domain::Language::Zh);
        Terminal fresh({});
        fresh.draw(kiosk.state, visit.language);
        for (const ui::Node& node : fresh.ui->tree().nodes) {
            CHECK(node.words.empty());
            CHECK(node.name.find(kMarker) == std::string::npos);
        }
        marked_ = false;
    }

    Dice dice_;
    bool warned_ = false, stuck_ = false, marked_ = false;
};

}  // namespace

TEST_CASE("walker P3: 10,000 random steps leave nothing behind, and no page without a way out") {
    Walker walker(20261126);
    for (int step = 0; step < 10'000; ++step) {
        CAPTURE(step);
        walker.step();
    }
    CHECK(walker.scans == walker.ended);
    CHECK(walker.scans > 30);
    CHECK(walker.pages.size() >= 13);
}

TEST_CASE("walker P4: the first page after a wipe is the page that the terminal began with") {
    Kiosk fresh;
    const Sight first = fresh.look();
    Walker walker(7);
    for (int step = 0; step < 400; ++step) walker.step();
    walker.kiosk.pass(15min);
    walker.kiosk.pass(15min);
    walker.kiosk.wall = fresh.wall;
    const Sight again = walker.kiosk.look();
    REQUIRE(again.tree.nodes.size() == first.tree.nodes.size());
    for (std::size_t i = 0; i < first.tree.nodes.size(); ++i) {
        CHECK(again.tree.nodes[i].id == first.tree.nodes[i].id);
        CHECK(again.tree.nodes[i].name == first.tree.nodes[i].name);
        CHECK(again.tree.nodes[i].rect.y == first.tree.nodes[i].rect.y);
    }
    REQUIRE(again.texts.size() == first.texts.size());
}

TEST_CASE("walker: a finger that never lifts blocks the glass for 30 s and no longer") {
    Kiosk kiosk;
    kiosk.down({10, 10}, 3);
    kiosk.pass(31s);
    const ui::Node* zh = kiosk.tree().find("shell.zh");
    REQUIRE(zh != nullptr);
    kiosk.touch({zh->rect.x + 5, zh->rect.y + 5});
    CHECK(kiosk.tree().page == "home");
}
