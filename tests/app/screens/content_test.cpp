// SPDX-License-Identifier: Apache-2.0
// What pages hold beside their question: states on chips, faults that are counted, and who works
// at the terminal (kiosk-ux A3, C3, E0).
#include "app/flow/reduce.h"
#include "app/screens/words.h"
#include "tests/app/screens/drawn.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>

using namespace sunbooth;
using namespace sunbooth::app;
using namespace sunbooth::app::screens;
using namespace sunbooth::app::screens::tests;
using namespace sunbooth::app::i18n::literals;
namespace id = flow::id;

namespace {

std::vector<FakeUi::Node> records_of(const FakeUi& ui) {
    std::vector<FakeUi::Node> records;
    std::ranges::copy_if(ui.nodes, std::back_inserter(records),
                         [](const FakeUi::Node& node) { return node.kind == "record"; });
    return records;
}

std::string faults_said(domain::Language language) {
    return words_of(language).tr("trouble.count"_key, {{"n", std::int64_t{1}}});
}

}  // namespace

TEST_CASE("A3 V7: a row of the list of cases says service, day and state, and nobody's name") {
    for (const domain::Language language : domain::kLanguages) {
        flow::State state = sample("case_list", language);
        for (domain::CaseView& one : state.visit.cases) one.masked_name = "周*";
        const std::size_t cases = state.visit.cases.size();
        REQUIRE(cases == 7);
        FakeUi ui = drawn(state, language);
        std::vector<FakeUi::Node> rows = records_of(ui);
        CHECK(rows.size() == 5);
        flow::reduce(state, flow::TurnPage{1}, state.now);
        const FakeUi second = drawn(state, language);
        for (const FakeUi::Node& row : records_of(second)) rows.push_back(row);
        REQUIRE(rows.size() == cases);
        for (std::size_t i = 0; i < cases; ++i) {
            CHECK(rows[i].name == state.visit.cases[i].service);
            const std::size_t blank = rows[i].value.find(' ');
            REQUIRE(blank != std::string::npos);
            CHECK(blank > 0);                         // A sign,
            CHECK(rows[i].value.size() > blank + 1);  // and a word.
        }
        CHECK_FALSE(ui.shows("周*"));
        CHECK_FALSE(second.shows("周*"));
        CHECK(
            std::ranges::any_of(rows, [&](const auto& row) { return row.value != rows[0].value; }));
    }
}

TEST_CASE("A3 P6: under the warning a row keeps its day alone") {
    flow::State state = sample("case_list");
    state.visit.warned = state.now;
    for (const FakeUi::Node& row : records_of(drawn(state))) {
        CHECK(row.name == "••••");
        CHECK(row.value == " ");
    }
}

TEST_CASE("C3: a page with a fault counts it at its top, and says the mend in the field's words") {
    for (const domain::Language language : domain::kLanguages) {
        for (const char* page : {"case_number-error", "case_id_card-error", "complaint_phone-error",
                                 "receipt_code-error", "queue_number-error"}) {
            CAPTURE(page);
            const FakeUi ui = drawn(sample(page, language), language);
            const FakeUi::Node* top = ui.find(id::kErrorBanner);
            REQUIRE(top != nullptr);
            CHECK(top->kind == "faults");
            CHECK(top->value == faults_said(language));
            CHECK(top->name == ui.last_field.error);
        }
        // A page of answers has no field: its top says it all.
        const FakeUi ui = drawn(sample("complaint_topic-error", language), language);
        REQUIRE(ui.find(id::kErrorBanner) != nullptr);
        CHECK(ui.find(id::kErrorBanner)->value == faults_said(language));
    }
    CHECK(faults_said(domain::Language::Zh).ends_with(" 处需要修改"));
    CHECK(faults_said(domain::Language::En).ends_with(" thing to correct"));
}

TEST_CASE("C3: what is no fault of the visitor's is not counted as one") {
    for (const flow::Trouble trouble :
         {flow::Trouble::NoAnswer, flow::Trouble::NeedsNetwork, flow::Trouble::NotSaved,
          flow::Trouble::TooMany, flow::Trouble::ScanNotHere, flow::Trouble::TextFull}) {
        flow::State state = sample("receipt_code");
        state.visit.trouble = trouble;
        const FakeUi ui = drawn(state);
        REQUIRE(ui.find(id::kErrorBanner) != nullptr);
        CHECK(ui.find(id::kErrorBanner)->kind == "banner");
    }
}

TEST_CASE("E0: everybody sees and hears that staff is signed in; no citizen's page says so") {
    int staff = 0, citizens = 0;
    for (const domain::Language language : domain::kLanguages) {
        const std::string words = words_of(language).tr("shell.staff"_key);
        for (const Sample& one : samples_of(language)) {
            CAPTURE(one.name);
            const FakeUi ui = drawn(one.state, language);
            const bool marked = flow::is_marked_staff(one.state.visit);
            const bool theirs = one.name.starts_with("staff_") || one.name.starts_with("issue_");
            if (theirs) CHECK(marked);
            CHECK(ui.staff_edge == marked);
            CHECK(ui.shows(words) == marked);
            ++(marked ? staff : citizens);
        }
    }
    CHECK(staff >= 3 * 12);
    CHECK(citizens > staff);
}
