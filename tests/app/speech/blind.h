// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/app/speech/booth.h"

#include <doctest/doctest.h>

namespace sunbooth::app::tests {

inline constexpr domain::RecordId kBlindRecord{{0x5a, 0x1c, 0x93, 0x0e, 0x77, 0x42, 0xd8, 0x6b,
                                                0x21, 0xf4, 0x09, 0xbe, 0x35, 0xc0, 0x88, 0x11}};

/// Somebody who listens, and decides by what was heard.
struct Blind {
    explicit Blind(bool headset, flow::State from = screens::tests::sample("attract"))
        : booth(std::move(from)) {
        if (headset) {
            booth.plug(true);
        } else {
            booth.key(input::Key::Down);  // Any key starts speech.
        }
        hear();
    }
    /// The lines since the last act, to their end.
    std::vector<std::string> hear() {
        booth.listen();
        last = booth.heard();
        return last;
    }
    bool heard(std::string_view words) const {
        for (const std::string& line : last) {
            if (line.find(words) != std::string::npos) return true;
        }
        return false;
    }
    /// Walks on until the words are heard last; goes back through the page once when it ends.
    void find(std::string_view words) {
        for (const input::Key way : {input::Key::Down, input::Key::Up}) {
            for (int i = 0; i < 90; ++i) {
                if (!last.empty() && last.back().find(words) != std::string::npos) return;
                booth.key(way);
                if (hear().empty()) break;  // The end: only a low tone.
            }
        }
        FAIL("nothing is heard of " << words << "; last: " << (last.empty() ? "" : last.back()));
    }
    /// The same for a button that begins with words which others hold as well.
    void choose_button(std::string_view words) {
        for (int i = 0; i < 90; ++i) {
            const bool there = !last.empty() && last.back().starts_with(words) &&
                               last.back().find("按钮") != std::string::npos;
            if (there) break;
            booth.key(input::Key::Down);
            REQUIRE_FALSE(hear().empty());
        }
        booth.key(input::Key::Select);
        hear();
    }
    void choose(std::string_view words) {
        find(words);
        booth.key(input::Key::Select);
        hear();
    }
    /// An answer, and on to the next question.
    void answer(std::string_view words) {
        choose(words);
        choose("继续");
    }
    /// The sync thread saves whatever was filed.
    void save() {
        REQUIRE(booth.state.visit.waiting);
        booth.tell(client::Saved{booth.state.visit.waiting->token, kBlindRecord,
                                 domain::ReceiptCode::of(kBlindRecord), "SB1.x.y",
                                 domain::Date::of(2026, 11, 24)});
        hear();
    }
    void check_no_public_secret() const {
        for (const speech::Heard& one : booth.log()) {
            if (one.channel == speech::Channel::Private) continue;
            CHECK(one.text.view().find("13800000017") == std::string_view::npos);
        }
    }

    Booth booth;
    std::vector<std::string> last;
};

}  // namespace sunbooth::app::tests
