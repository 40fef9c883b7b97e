// SPDX-License-Identifier: Apache-2.0
// Dial entry (kiosk-ux 2.4): Left and Right choose a character, Select takes it. Three keys write
// everything that fingers write.
#include "tests/app/speech/booth.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace sunbooth;
using namespace sunbooth::app;
using namespace sunbooth::app::tests;
using flow::Field;
using input::Key;

namespace {

/// Walks to an element by Left and Right. @return what was heard on the way there, last.
std::string dial_to(Booth& booth, const std::string& id) {
    // Select on a field goes down to its keys.
    const ui::Node* here = booth.tree().find(booth.focus());
    if (here != nullptr && here->role == ui::Role::Field && id.starts_with("keyboard."))
        booth.key(Key::Select);
    for (const Key way : {Key::Right, Key::Left}) {
        for (int keys = 0; booth.focus() != id && keys < 60; ++keys) booth.key(way);
        if (booth.focus() == id) break;  // The ends hold: there one turns round.
    }
    REQUIRE(booth.focus() == id);
    booth.listen();
    const auto heard = booth.heard();
    return heard.empty() ? "" : heard.back();
}

void dial(Booth& booth, const std::string& id) {
    dial_to(booth, id);
    booth.key(Key::Select);
}

/// Empties the page's field and goes down to its keys.
void go_to_keys(Booth& booth, Field field, std::string_view id, bool headset) {
    booth.state.visit.entry(field).wipe();
    if (headset) booth.plug(true);
    booth.key(Key::Help);
    booth.listen();
    dial(booth, std::string(id));
    REQUIRE(booth.tree().find(booth.focus())->role == ui::Role::Key);
}

}  // namespace

TEST_CASE("issue 4, 5: dial entry: a number is written by Left, Right and Select alone") {
    for (const bool headset : {false, true}) {
        CAPTURE(headset);
        Booth booth(screens::tests::sample("complaint_phone", domain::Language::Zh));
        go_to_keys(booth, Field::ComplaintPhone, flow::id::kPhoneField, headset);
        for (const char digit : std::string_view("13904")) {
            const std::string said = dial_to(booth, std::string("keyboard.") + digit);
            // Which digit one stands on is for nobody else's ears.
            if (!said.empty()) CHECK((said.find(digit) != std::string::npos) == headset);
            booth.key(Key::Select);
        }
        CHECK(booth.state.visit.entry(Field::ComplaintPhone).text.view() == "13904");
        dial(booth, "keyboard.backspace");
        CHECK(booth.state.visit.entry(Field::ComplaintPhone).text.view() == "1390");
        CHECK(booth.keys_pressed < 60);
    }
}

TEST_CASE("issue 4, 5: dial entry: words are written in Uyghur and English, right as they stand") {
    Booth uyghur(screens::tests::sample("complaint_text-uyghur", domain::Language::Ug));
    go_to_keys(uyghur, Field::ComplaintText, flow::id::kTextField, true);
    for (const char* letter : {"س", "ا", "ل"}) dial(uyghur, std::string("keyboard.") + letter);
    CHECK(uyghur.state.visit.entry(Field::ComplaintText).text.view() == "سال");
    Booth english(screens::tests::sample("complaint_text-latin", domain::Language::En));
    go_to_keys(english, Field::ComplaintText, flow::id::kTextField, true);
    for (const char* letter : {"l", "o", "u", "d"})
        dial(english, std::string("keyboard.") + letter);
    dial(english, "keyboard.space");
    CHECK(english.state.visit.entry(Field::ComplaintText).text.view() == "loud ");
}

TEST_CASE("issue 4, 5: dial entry: a Select without a choice writes nothing") {
    Booth booth(screens::tests::sample("complaint_phone", domain::Language::Zh));
    go_to_keys(booth, Field::ComplaintPhone, flow::id::kPhoneField, true);
    dial_to(booth, "keyboard.5");
    CHECK(booth.state.visit.entry(Field::ComplaintPhone).text.empty());
    booth.key(Key::Back);
    CHECK(booth.state.visit.entry(Field::ComplaintPhone).text.empty());
}

TEST_CASE("issue 4, 5: dial entry: one arrow leads through field, keys and bar, the other back") {
    const struct {
        const char* page;
        domain::Language language;
        Key on, back;
    } rows[] = {
        {"complaint_text-uyghur", domain::Language::Ug, Key::Left, Key::Right},
        {"complaint_text-latin", domain::Language::Ug, Key::Left, Key::Right},
        {"complaint_phone", domain::Language::Ug, Key::Left, Key::Right},
        {"receipt_code", domain::Language::Ug, Key::Left, Key::Right},
        {"complaint_phone", domain::Language::Zh, Key::Right, Key::Left},
    };
    for (const auto& row : rows) {
        CAPTURE(std::string(row.page));
        Booth booth(screens::tests::sample(row.page, row.language));
        booth.plug(true);
        booth.key(Key::Help);
        const auto walk = [&booth](Key arrow) {
            std::vector<std::string> ids{booth.focus()};
            for (int keys = 0; keys < 100; ++keys) {
                booth.key(arrow);
                if (booth.focus() == ids.back()) break;  // The ends hold.
                ids.push_back(booth.focus());
            }
            return ids;
        };
        walk(row.back);  // To the beginning.
        std::vector<std::string> there = walk(row.on);
        std::string path;
        for (const std::string& id : there) path += id + " ";
        CAPTURE(path);
        for (const ui::Node& node : booth.tree().nodes) {
            CAPTURE(node.id);
            if (node.interactive) CHECK(std::count(there.begin(), there.end(), node.id) == 1);
        }
        std::reverse(there.begin(), there.end());
        CHECK(walk(row.back) == there);
    }
}
