// SPDX-License-Identifier: Apache-2.0
// How pages ask, and how they say what is wrong (the rows C of kiosk-ux 1.6 that no layout tells).
#include "app/flow/reduce.h"
#include "tests/app/screens/drawn.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>

using namespace sunbooth;
using namespace sunbooth::app;
using namespace sunbooth::app::screens;
using namespace sunbooth::app::screens::tests;
namespace id = flow::id;

TEST_CASE("asked C1: no two pages ask by the same heading") {
    for (const domain::Language language : domain::kLanguages) {
        std::map<std::string, std::string> pages;
        for (const Sample& one : samples_of(language)) {
            const FakeUi ui = drawn(one.state, language);
            if (ui.heading_text.empty()) continue;  // The invitation.
            const auto [known, fresh] = pages.try_emplace(ui.heading_text, ui.page);
            CHECK_MESSAGE(known->second == ui.page, ui.heading_text);
        }
        CHECK(pages.size() >= flow::kPages.size() - 1);
    }
}

TEST_CASE(
    "asked C3: nothing is called wrong while it is typed, only when the visitor goes on, and what "
    "was typed is kept") {
    const struct {
        const char* sample;
        flow::Field field;
        std::string_view wrong;
    } pages[] = {{"complaint_phone", flow::Field::ComplaintPhone, "999"},
                 {"case_number", flow::Field::CaseNumber, "1"},
                 {"receipt_code", flow::Field::ReceiptCode, "0000"},
                 {"queue_number", flow::Field::QueueNumber, "0"},
                 {"case_id_card", flow::Field::IdCard, "999999999999999999"},
                 {"case_phone", flow::Field::PhoneTail, "1"}};
    for (const auto& page : pages) {
        CAPTURE(page.sample);
        flow::State state = sample(page.sample);
        const std::size_t size = state.visit.entry(page.field).text.size();
        flow::reduce(state, flow::Edit{page.field, 0, size, {}}, state.now);
        for (const char c : page.wrong) {
            const std::size_t at = state.visit.entry(page.field).text.size();
            flow::reduce(state, flow::Edit{page.field, at, at, SecretText(std::string(1, c))},
                         state.now);
            CHECK_FALSE(state.visit.trouble);
            CHECK(drawn(state).find(id::kErrorBanner) == nullptr);
        }
        flow::reduce(state, flow::Continue{}, state.now);
        CHECK(state.visit.trouble);
        CHECK(drawn(state).find(id::kErrorBanner) != nullptr);
        CHECK(state.visit.entry(page.field).text.view() == page.wrong);
        // The first character that mends it takes the error away again.
        const std::size_t at = state.visit.entry(page.field).text.size();
        flow::reduce(state, flow::Edit{page.field, at - 1, at, {}}, state.now);
        CHECK(drawn(state).find(id::kErrorBanner) == nullptr);
    }
}

TEST_CASE("asked P8: no page asks for a face, a finger or a voice") {
    for (const domain::Language language : domain::kLanguages) {
        for (const Sample& one : samples_of(language)) {
            CAPTURE(one.name);
            for (const std::string& text : drawn(one.state, language).texts) {
                for (const char* body :
                     {"人脸", "刷脸", "指纹", "虹膜", "声纹", "fingerprint", "iris", "ingerprint",
                      "ace recognition", "بارماق ئىزى", "چىراي تونۇش"}) {
                    CHECK_MESSAGE(text.find(body) == std::string::npos, text);
                }
            }
        }
    }
}
