// SPDX-License-Identifier: Apache-2.0
// Leaving in the middle of writing, by the button that every page has for it: composition,
// candidates (as drawn too), ink, the words so far and what caches and engines keep are then
// nowhere in this process. Each kind of remains has a defect that the search must find.
#include "sync/base/mutant.h"
#include "tests/app/shell/composed.h"

#include <doctest/doctest.h>

using namespace sunbooth;
using namespace sunbooth::app;
using namespace sunbooth::app::shell::tests;
using namespace sunbooth::app::text::tests;

namespace {

/// A finger presses a control, by the way that fingers take.
void touch(Booth& booth, std::string_view id) {
    using Kind = input::TouchEvent::Kind;
    const text::Box box = box_of(booth, id);
    booth.state.now += std::chrono::seconds{1};  // No second press of the same one.
    for (const Kind kind : {Kind::Down, Kind::Up}) {
        booth.state.now += milliseconds{40};
        booth.stage->ui().touch({kind, 1, box.x + box.w / 2, box.y + box.h / 2, booth.state.now});
        booth.draw();
    }
}

/// "Leave", and "yes" to the question that follows because something was entered.
void leave_by_exit(Booth& booth) {
    touch(booth, flow::id::kExit);
    REQUIRE(booth.state.visit.leaving);
    touch(booth, flow::id::kLeaveEnd);
    REQUIRE(booth.state.visit.page == flow::Page::Attract);
}

/// Nobody answers for a while; then somebody says that they are done.
void leave_by_warning(Booth& booth) {
    booth.wait(std::chrono::seconds{91});
    REQUIRE(booth.state.visit.warned);
    touch(booth, flow::id::kIdleEnd);
    REQUIRE(booth.state.visit.page == flow::Page::Attract);
}

/// By exit, but no frame is drawn over the last one.
void exit_undrawn(Booth& booth) {
    booth.apply(flow::reduce(booth.state, flow::Exit{}, booth.state.now));
    booth.apply(flow::reduce(booth.state, flow::EndVisit{}, booth.state.now));
    REQUIRE(booth.state.visit.page == flow::Page::Attract);
}

/// Chosen words, and behind them a sentence that was begun: the middle of writing.
std::vector<Needle> write_and_begin(Booth& booth, flow::Keys keys) {
    std::vector<Needle> all = begin_by_sounds(booth, keys);
    booth.act(flow::ChooseCandidate{0});
    const auto& entry = booth.state.visit.entry(flow::Field::ComplaintText);
    REQUIRE(entry.text.size() >= 20);
    const text::Box field = box_of(booth, flow::id::kTextField);
    all.push_back(drawn_in({field.x + 20, field.y + 10, field.w - 40, field.h - 20}));
    for (const char key :
         keys == flow::Keys::Nine ? std::string_view("248264568") : std::string_view("chuangkou"))
        booth.act(flow::TypeSound{key});
    REQUIRE_FALSE(booth.state.visit.composer.empty());
    return all;
}

}  // namespace

TEST_CASE("wipe: who leaves by Exit with a character half written leaves nothing of it behind") {
    Booth booth;
    const std::vector<Needle> ink = write_by_hand(booth, 0);
    for (const std::size_t i : {0U, 2U, 3U}) CHECK(is_in_process(ink[i]));  // Not blind.
    leave_by_exit(booth);
    check_gone(ink);
}

TEST_CASE("wipe: who leaves by Exit in the middle of sounds leaves nothing of them behind") {
    for (const flow::Keys keys : {flow::Keys::Pinyin, flow::Keys::Nine}) {
        Booth booth;
        const std::vector<Needle> begun = begin_by_sounds(booth, keys);
        // Keys, their reading, another one, and the reading as it was drawn.
        for (const std::size_t i : {0U, 1U, 2U, 4U}) CHECK(is_in_process(begun[i]));
        leave_by_exit(booth);
        check_gone(begun);
    }
}

TEST_CASE("wipe: who leaves by Exit behind a chosen word leaves no words and no offers behind") {
    {
        Booth booth;
        const std::vector<Needle> words = write_and_begin(booth, flow::Keys::Pinyin);
        CHECK(is_in_process(words[1]));  // In the field.
        leave_by_exit(booth);
        check_gone(words);
    }
    Booth booth;
    const std::vector<Needle> offered = be_offered_more(booth);
    CHECK(is_in_process(offered.back()));
    leave_by_exit(booth);
    check_gone(offered);
}

TEST_CASE("wipe: who answers the warning with \"done\" in the middle of writing, likewise") {
    Booth booth;
    const std::vector<Needle> words = write_and_begin(booth, flow::Keys::Nine);
    leave_by_warning(booth);
    check_gone(words);
}

TEST_CASE("wipe: an Exit that only turns the page would be found") {
    const MutantScope scope("flow.exit_turns_the_page");
    Booth booth;
    const std::vector<Needle> words = write_and_begin(booth, flow::Keys::Pinyin);
    leave_by_exit(booth);
    CHECK(is_in_process(words[1]));
}

TEST_CASE(
    "wipe: an Exit that leaves the composer, an engine or the caches unwiped would be found") {
    {
        const MutantScope scope("flow.composer_stays");
        Booth booth;
        const std::vector<Needle> begun = begin_by_sounds(booth, flow::Keys::Nine);
        leave_by_exit(booth);
        for (const std::size_t i : {0U, 1U, 2U}) CHECK(is_in_process(begun[i]));
    }
    {
        const MutantScope scope("pinyin.keys_stay");
        Booth booth;
        const std::vector<Needle> begun = begin_by_sounds(booth, flow::Keys::Pinyin);
        leave_by_exit(booth);
        CHECK(is_in_process(begun[0]));
    }
    {
        // The driver's own copy of the last long frame, whose end no short frame writes over.
        const MutantScope scope("window.driver_keeps");
        Booth booth;
        const std::vector<Needle> ink = write_by_hand(booth, 0);
        exit_undrawn(booth);
        CHECK(is_in_process(ink[2]));
    }
    Booth booth;
    booth.wipes = false;
    const std::vector<Needle> begun = begin_by_sounds(booth, flow::Keys::Pinyin);
    exit_undrawn(booth);
    CHECK(is_in_process(begun[1]));  // Laid-out texts: the key of the first candidate.
    CHECK(is_in_process(begun[4]));  // That candidate in the frame's buffer.
    booth.stage->wipe();
    check_gone(begun);  // The stage's part alone does it, before anything else is drawn.
}
