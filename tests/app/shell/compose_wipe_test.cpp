// SPDX-License-Identifier: Apache-2.0
// What was begun and not chosen (ink, keys, all that was offered for them) and what engines keep
// for their own use: nowhere in this process once everybody has left. Each search has a defect that
// it must find, switched on in the whole program.
#include "sync/base/mutant.h"
#include "tests/app/shell/composed.h"

#include <doctest/doctest.h>

using namespace sunbooth;
using namespace sunbooth::app;
using namespace sunbooth::app::shell::tests;
using namespace sunbooth::app::text::tests;
using flow::Field;

TEST_CASE("wipe: ink, candidates and words by hand are nowhere after the idle warning") {
    Booth booth;
    const std::vector<Needle> written = write_by_hand(booth, 8);
    for (const std::size_t i : {0U, 2U, 3U}) CHECK(is_in_process(written[i]));
    leave(booth);
    check_gone(written);
}

TEST_CASE("wipe: ink that was chosen from, cleared or taken back leaves nothing behind") {
    Booth booth;
    const std::vector<Needle> written = write_by_hand(booth, 0);
    SUBCASE("chosen") {
        booth.act(flow::ChooseCandidate{0});
    }
    SUBCASE("cleared") {
        booth.act(flow::ClearInk{});
    }
    SUBCASE("taken back") {
        for (int stroke = 0; stroke < 4; ++stroke) booth.act(flow::UndoStroke{});
    }
    SUBCASE("another keyboard") {
        booth.act(flow::SwitchKeys{flow::Keys::Latin});
    }
    CHECK(finds_in_process(written[0]) == 0);
}

TEST_CASE("wipe: sounds, their readings and what is offered behind them are nowhere either") {
    for (const flow::Keys keys : {flow::Keys::Pinyin, flow::Keys::Nine}) {
        Booth booth;
        std::vector<Needle> written = begin_by_sounds(booth, keys);
        REQUIRE(written.size() == 7);  // The other sentences among them.
        for (const std::size_t i : {0U, 1U, 2U, 4U}) CHECK(is_in_process(written[i]));
        leave(booth);
        check_gone(written);
    }
    Booth booth;
    const std::vector<Needle> sounds = begin_by_sounds(booth, flow::Keys::Pinyin);
    booth.act(flow::ChooseCandidate{0});
    REQUIRE(booth.state.visit.composer.preedit().empty());
    CHECK(is_in_process(sounds[1]));  // In the field.
    leave(booth);
    check_gone(sounds);
}

TEST_CASE("wipe: words that were offered behind a chosen one are nowhere either") {
    Booth booth;
    const std::vector<Needle> offered = be_offered_more(booth);
    CHECK(is_in_process(offered.back()));  // Not blind.
    leave(booth);
    check_gone(offered);
}

TEST_CASE("wipe: readings that stay in the composer would be found") {
    const MutantScope scope("flow.composer_stays");
    Booth booth;
    const std::vector<Needle> sounds = begin_by_sounds(booth, flow::Keys::Pinyin);
    leave(booth);
    // The sounds, their reading, and two more that were offered.
    for (const std::size_t i : {0U, 1U, 2U, 3U}) CHECK(is_in_process(sounds[i]));
}

TEST_CASE("wipe: keys that stay in a decoder, and ink in a recogniser, would be found") {
    {
        const MutantScope scope("pinyin.keys_stay");
        Booth booth;
        const std::vector<Needle> sounds = begin_by_sounds(booth, flow::Keys::Nine);
        leave(booth);
        CHECK(is_in_process(sounds[0]));
    }
    {
        const MutantScope scope("handwriting.scratch_stays");
        Booth booth;
        const std::vector<Needle> ink = write_by_hand(booth, 0);
        leave(booth);
        CHECK(is_in_process(ink[1]));
    }
    const MutantScope scope("handwriting.ink_stays");
    Booth booth;
    const std::vector<Needle> ink = write_by_hand(booth, 0);
    booth.act(flow::ClearInk{});
    CHECK(is_in_process(ink[0]));
}
