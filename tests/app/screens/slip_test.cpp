// SPDX-License-Identifier: Apache-2.0
// What the pages put on paper.
#include "app/screens/slip.h"

#include "app/receipt/escpos.h"
#include "app/receipt/raster.h"
#include "app/screens/draw.h"
#include "tests/app/receipt/paper.h"
#include "tests/app/screens/demo.h"
#include "tests/app/screens/fake_ui.h"
#include "tests/app/text/rig.h"
#include "tests/store/temp_folder.h"

#include <doctest/doctest.h>

using namespace sunbooth;
using namespace sunbooth::app;
using namespace sunbooth::app::screens;
using namespace sunbooth::app::screens::tests;
using namespace sunbooth::app::i18n::literals;
namespace id = flow::id;

namespace {

bool has_slip(const flow::State& state) {
    const flow::Page page = flow::page_of(state);
    return page == flow::Page::CaseResult || page == flow::Page::Receipt;
}

std::string all_words(const receipt::Slip& slip) {
    std::string all = slip.hall + slip.title + slip.code_label + slip.code + slip.state +
                      slip.facts_title + slip.foot;
    for (const receipt::SlipFact& fact : slip.facts) all += fact.label + fact.value + fact.sub;
    for (const std::string& note : slip.notes) all += note;
    return all;
}

template <class Check>
void for_each_slip(Check check) {
    for (const domain::Language language : domain::kLanguages) {
        for (const Sample& one : samples_of(language)) {
            if (!has_slip(one.state)) continue;
            CAPTURE(domain::tag_of(language));
            CAPTURE(one.name);
            check(one.state, language, slip_of(one.state, words_of(language)));
        }
    }
}

FakeUi drawn(flow::State state, flow::Paper paper, std::optional<flow::Slip> slip = {}) {
    state.paper = paper;
    state.visit.slip = slip;
    FakeUi ui(domain::Language::Zh);
    draw(state, words_of(domain::Language::Zh), ui);
    return ui;
}

}  // namespace

TEST_CASE("slip: paper says what finds the matter again, and nothing of who it is") {
    int slips = 0;
    for_each_slip([&](const flow::State& state, domain::Language language,
                      const receipt::Slip& slip) {
        ++slips;
        const std::string words = all_words(slip);
        CHECK_FALSE(slip.code.empty());
        CHECK_FALSE(slip.title.empty());
        CHECK_FALSE(slip.hall.empty());
        CHECK_FALSE(slip.foot.empty());
        CHECK(words.find("._") == std::string::npos);
        for (const flow::Entry& entry : state.visit.entries) {
            const std::string_view typed = entry.text.view();
            if (typed.empty() || typed == slip.code) continue;
            // The code itself is typed without its dashes.
            if (slip.code.size() == 14 && typed.size() == 12) continue;
            CHECK(words.find(typed) == std::string::npos);
        }
        CHECK(words.find("138") == std::string::npos);
        CHECK(words.find("王") == std::string::npos);
        CHECK(words.find("10:24") == std::string::npos);
        for (const i18n::Key key :
             {"sample.text"_key, "sample.reply"_key, "sample.refusal"_key, "sample.needed"_key}) {
            CHECK(words.find(words_of(language).tr(key)) == std::string::npos);
        }
    });
    CHECK(slips >= 3 * 12);
}

TEST_CASE("slip: every slip is set whole, no letter of it is missing, and its QR code is read") {
    const test::TempFolder folder;
    text::tests::Rig rig;
    for_each_slip([&](const flow::State&, domain::Language, const receipt::Slip& slip) {
        text::Style style;
        style.language = slip.language;
        CHECK(rig.shaper.layout(all_words(slip), style)->missing_glyphs() == 0);
        const receipt::Raster raster =
            receipt::set_slip(slip, {}, rig.shaper, text::tests::fonts());
        CHECK(raster.height > 400);
        CHECK(raster.height < 2'000);  // A quarter of a metre: nobody carries more.
        if (slip.qr.empty()) return;
        receipt::tests::save(receipt::tests::printed(receipt::job_of(raster)),
                             folder.path() / "slip.pgm");
        CHECK(receipt::tests::read_by_zbar(folder.path() / "slip.pgm") == slip.qr);
    });
}

TEST_CASE("slip: what is not sent yet says so on paper too") {
    const auto words = words_of(domain::Language::Zh).tr("slip.unsent"_key);
    const auto kept = slip_of(sample("receipt-offline"), words_of(domain::Language::Zh));
    CHECK(all_words(kept).find(words) != std::string::npos);
    const auto sent = slip_of(sample("receipt"), words_of(domain::Language::Zh));
    CHECK(all_words(sent).find(words) == std::string::npos);
}

TEST_CASE("paper: pages offer it where a printer is able to, and name the lack where it is not") {
    using flow::Paper;
    for (const char* name : {"receipt", "receipt-replied", "case_result"}) {
        CAPTURE(name);
        CHECK(drawn(sample(name), Paper::Ready).find(id::kPrint) != nullptr);
        CHECK(drawn(sample(name), Paper::Ready).find(id::kPaper) == nullptr);
        CHECK(drawn(sample(name), Paper::None).find(id::kPrint) == nullptr);
        CHECK(drawn(sample(name), Paper::None).find(id::kPaper) == nullptr);
        for (const Paper lack : {Paper::Out, Paper::Open, Paper::Fault}) {
            CHECK(drawn(sample(name), lack).find(id::kPrint) == nullptr);
            CHECK(drawn(sample(name), lack).find(id::kPaper) != nullptr);
        }
    }
    CHECK(drawn(sample("home"), Paper::Ready).find(id::kHomePaper) == nullptr);
    CHECK(drawn(sample("home"), Paper::None).find(id::kHomePaper) == nullptr);
    CHECK(drawn(sample("home"), Paper::Out).find(id::kHomePaper) != nullptr);
    CHECK(drawn(sample("complaint_check"), Paper::Ready).find(id::kPrint) == nullptr);
}

TEST_CASE("paper: the page tells what becomes of a slip, and offers another only after a failure") {
    using Stands = flow::Slip::Stands;
    const auto look = [](Stands stands) {
        return drawn(sample("receipt"), flow::Paper::Ready, flow::Slip{stands, 1});
    };
    CHECK(look(Stands::Printing).find(id::kPrint) == nullptr);
    CHECK(look(Stands::Printed).find(id::kPrint) == nullptr);
    CHECK(look(Stands::Failed).find(id::kPrint) != nullptr);
    for (const Stands stands : {Stands::Printing, Stands::Printed, Stands::Failed}) {
        CHECK(look(stands).find(id::kPaper) != nullptr);
    }
}
