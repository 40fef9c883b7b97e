// SPDX-License-Identifier: Apache-2.0
#include "app/screens/call_staff.h"

#include "app/screens/shell.h"
#include "app/screens/words.h"

namespace sunbooth::app::screens {
namespace {

using Call = flow::Calling::State;

/// How the call stands, in the page's largest words, and what to do meanwhile.
struct Standing {
    ui::Tone tone;
    std::string_view icon;
    i18n::Key words, more;
};
Standing standing_of(Call state) {
    switch (state) {
        case Call::Asking:
            return {ui::Tone::Info, "hourglass_top", "call_staff.asking"_key,
                    "call_staff.asking_more"_key};
        case Call::Ringing:
            return {ui::Tone::Info, "notifications_active", "call_staff.ringing"_key,
                    "call_staff.ringing_more"_key};
        case Call::Coming:
            return {ui::Tone::Success, "support_agent", "call_staff.coming"_key,
                    "call_staff.coming_more"_key};
        case Call::Unheard:
            return {ui::Tone::Warn, "info", "call_staff.unheard"_key,
                    "call_staff.unheard_more"_key};
        case Call::Nobody:
            break;
    }
    return {ui::Tone::Warn, "info", "call_staff.nobody"_key, "call_staff.nobody_more"_key};
}

}  // namespace

std::optional<Intent> draw_call_staff(const View& view) {
    const Call state = view.visit().calling ? view.visit().calling->state : Call::Nobody;
    const Standing standing = standing_of(state);
    begin_message(view);
    view.ui.heading(view.tr(standing.words), standing.icon, standing.tone);
    view.ui.banner(id::kCallStanding, standing.tone, standing.icon, view.tr(standing.more));
    // While somebody comes nobody is sent away.
    const bool alone = state == Call::Unheard || state == Call::Nobody;
    if (alone) view.ui.guide(id::kCallWho, {}, helper_lines(view));
    view.ui.bottom();
    std::optional<Intent> intent;
    if (state == Call::Unheard &&
        view.ui.button(id::kCallAgain, "support_agent", view.tr("call_staff.again"_key))) {
        intent = flow::CallPerson{};
    }
    Button back = back_button(view);
    const bool waits = state == Call::Ringing || state == Call::Asking;
    if (waits) {
        back.action.label = view.tr("call_staff.cancel"_key);
        back.action.icon = "close";
    }
    if (auto pressed = end_page(view, {.secondary = {back}, .primary = {}})) {
        intent = std::move(pressed);
    }
    return intent;
}

}  // namespace sunbooth::app::screens
