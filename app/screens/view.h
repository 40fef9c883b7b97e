// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/flow/intents.h"
#include "app/i18n/catalogue.h"
#include "app/ui/ui.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace sunbooth::app::screens {

using flow::Intent;
using flow::State;
using flow::Visit;
using namespace i18n::literals;
namespace id = flow::id;

/// All that a page may look at while it is drawn, and where it draws.
struct View {
    const State& state;
    const i18n::Catalogue& words;
    ui::Ui& ui;

    const Visit& visit() const { return state.visit; }
    const domain::Hall& hall() const { return *state.hall; }
    std::string tr(i18n::Key key, i18n::Args args = {}) const { return words.tr(key, args); }
    /// A text of the hall feed in the page's language.
    const std::string& in(const domain::LocalText& text) const { return text.in(words.language()); }
    std::string day(domain::Date date) const { return words.formats().day(date); }
};

/// "complaint_topic.topic." + "absent"
inline std::string id_of(std::string_view prefix, std::string_view code) {
    return std::string(prefix) + std::string(code);
}

}  // namespace sunbooth::app::screens
