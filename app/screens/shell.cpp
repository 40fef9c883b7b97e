// SPDX-License-Identifier: Apache-2.0
#include "app/screens/shell.h"

#include "app/flow/idle.h"
#include "app/screens/dialogs.h"
#include "app/screens/words.h"

#include <array>

namespace sunbooth::app::screens {
namespace {

ui::Shell header(const View& view) {
    const bool online = view.state.standing.online;
    ui::Shell shell;
    if (view.state.hall) shell.hall_name = view.in(view.hall().name);
    shell.status_icon = online ? "wifi" : "cloud_off";
    shell.status_text = online ? view.tr("shell.online"_key) : view.tr("shell.offline"_key);
    shell.clock_text =
        view.tr("shell.clock"_key,
                {{"time", view.words.formats().time(view.state.wall)},
                 {"weekday", view.words.formats().weekday(domain::date_of(view.state.wall))}});
    if (view.visit().warned) {
        shell.countdown_left = static_cast<float>(flow::seconds_left(view.state)) /
                               static_cast<float>(flow::warn_time(view.visit()).count());
    }
    shell.pager = [&view](int page, int pages) { return pager_words(view, page, pages); };
    if (const int step = flow::step_of(view.visit().page); step > 0) {
        shell.step_text = view.tr("shell.step"_key, {{"step", std::int64_t{step}},
                                                     {"steps", std::int64_t{flow::kSteps}}});
    }
    if (flow::is_marked_staff(view.visit())) {
        shell.step_text = view.tr("shell.staff"_key);
        shell.staff_edge = true;
    }
    return shell;
}

std::vector<ui::Action> actions_of(const std::vector<Button>& buttons) {
    std::vector<ui::Action> actions;
    for (const Button& button : buttons) actions.push_back(button.action);
    return actions;
}

std::optional<Intent> intent_of(const std::string& pressed, const Bar& bar) {
    if (bar.primary && bar.primary->action.id == pressed) return bar.primary->intent;
    for (const Button& button : bar.secondary) {
        if (button.action.id == pressed) return button.intent;
    }
    return std::nullopt;
}

/// Nobody is there to be helped, or nothing works: the places of help, staff and end stay empty.
bool is_nobodys(flow::Page page) {
    return page == flow::Page::Closed || page == flow::Page::OutOfOrder;
}

/// What is being saved cannot be called back: only after a while the way out is offered.
bool can_exit(const View& view) {
    const auto& waiting = view.visit().waiting;
    return !waiting || waiting->what != flow::Waiting::For::Filing ||
           flow::waited(view.state) >= flow::kCancelAfter;
}

std::vector<ui::Action> strip_keys(const View& view) {
    const flow::Page page = flow::page_of(view.state);
    std::vector<ui::Action> keys = language_keys(view);
    keys.push_back({.id = std::string(id::kModes),
                    .label = view.tr("modes.key"_key),
                    .icon = "accessibility_new"});
    if (is_nobodys(page)) {
        keys.resize(keys.size() + 3);
        return keys;
    }
    keys.push_back({.id = std::string(id::kHelp),
                    .label = view.tr("shell.help"_key),
                    .icon = "help",
                    .selected = page == flow::Page::Help});
    keys.push_back({.id = std::string(id::kCall),
                    .label = view.tr("shell.call_long"_key),
                    .icon = "support_agent",
                    .selected = page == flow::Page::CallStaff});
    keys.push_back({.id = std::string(can_exit(view) ? id::kExit : std::string_view()),
                    .label = view.tr("shell.exit"_key),
                    .icon = "logout"});
    return keys;
}

std::optional<Intent> strip_intent(std::string_view pressed) {
    if (pressed == id::kModes) return flow::OpenModes{};
    if (pressed == id::kHelp) return flow::OpenHelp{};
    if (pressed == id::kCall) return flow::CallPerson{};
    if (pressed == id::kExit) return flow::Exit{};
    return language_intent(pressed);
}

i18n::Key name_of(domain::Language language) {
    switch (language) {
        case domain::Language::Zh:
            return "languages.zh"_key;
        case domain::Language::En:
            return "languages.en"_key;
        case domain::Language::Ug:
            return "languages.ug"_key;
    }
    return "languages.zh"_key;
}

}  // namespace

Button back_button(const View& view) {
    return {
        {.id = std::string(id::kBack), .label = view.tr("shell.back"_key), .icon = "arrow_back"},
        flow::Back{}};
}

Button continue_button(const View& view) {
    return {{.id = std::string(id::kContinue),
             .label = view.tr("shell.continue"_key),
             .icon = "arrow_forward",
             .icon_after = true},
            flow::Continue{}};
}

Button submit_button(const View& view, std::string_view element, i18n::Key label) {
    return {{.id = std::string(element), .label = view.tr(label), .icon = "send"}, flow::Submit{}};
}

void begin_page(const View& view) {
    view.ui.begin(flow::to_string(flow::page_of(view.state)), header(view));
}

void begin_message(const View& view) {
    ui::Shell shell = header(view);
    shell.message = true;
    view.ui.begin(flow::to_string(flow::page_of(view.state)), shell);
}

void draw_trouble(const View& view) {
    if (!view.visit().trouble) return;
    const std::string text = trouble_text(view);
    if (const std::int64_t faults = fault_count(view); faults > 0) {
        view.ui.faults(id::kErrorBanner, view.tr("trouble.count"_key, {{"n", faults}}), text);
    } else {
        view.ui.banner(id::kErrorBanner, ui::Tone::Danger, "error", text);
    }
}

void title(const View& view, std::string_view heading, std::string_view lead) {
    view.ui.heading(heading);
    draw_trouble(view);
    if (view.visit().trouble) {
        // Who helps is named wherever something goes wrong (kiosk-ux C12); some pages always do.
        using enum flow::Page;
        const flow::Page page = view.visit().page;
        const bool names = page == Home || page == CaseStart || page == CaseNumber ||
                           page == ComplaintStart || page == RatingWindow || page == ReceiptCode ||
                           page == Receipt || page == StaffCode || page == StaffPin;
        // Keys need the room that the hours would take.
        const bool types = flow::field_of(page).has_value();
        if (!names && types) view.ui.note("support_agent", help_text(view));
        if (!names && !types) draw_helper(view);
    }
    // Where something is to be typed, the lead says what: that is not secondary.
    const bool types = flow::field_of(view.visit().page).has_value();
    if (!lead.empty() && (types || !view.visit().modes.simple)) view.ui.lead(lead);
}

std::vector<ui::Action> language_keys(const View& view) {
    std::vector<ui::Action> keys;
    for (const domain::Language language : domain::kLanguages) {
        // A key that nobody could read, to pages that nobody could read: its place stays empty.
        const bool readable = flow::is_readable(view.state, language);
        keys.push_back({.id = std::string(readable ? id::of(language) : std::string_view()),
                        .label = view.tr(name_of(language)),
                        .icon = {},
                        .selected = language == view.words.language(),
                        .language = language,
                        .own_language = true});
    }
    return keys;
}

std::optional<Intent> language_intent(std::string_view pressed) {
    for (const domain::Language language : domain::kLanguages) {
        if (pressed == id::of(language)) return flow::ChooseLanguage{language};
    }
    return std::nullopt;
}

bool has_room_above(const View& view) {
    const flow::Modes& modes = view.visit().modes;
    return view.ui.screen().portrait() && !modes.simple && !modes.reach &&
           modes.text == flow::TextSize::Standard;
}

std::optional<Intent> end_page(const View& view, const Bar& bar) {
    std::optional<Intent> intent;
    if (const auto pressed = view.ui.utilities(strip_keys(view))) intent = strip_intent(*pressed);
    const auto primary = bar.primary ? std::optional(bar.primary->action) : std::nullopt;
    if (const auto pressed = view.ui.actions(actions_of(bar.secondary), primary)) {
        intent = intent_of(*pressed, bar);
    }
    if (auto pressed = draw_dialogs(view)) intent = std::move(pressed);
    view.ui.end();
    return intent;
}

}  // namespace sunbooth::app::screens
