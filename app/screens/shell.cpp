// SPDX-License-Identifier: Apache-2.0
#include "app/screens/shell.h"

#include "app/flow/idle.h"
#include "app/screens/dialogs.h"
#include "app/screens/words.h"

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
    if (flow::is_staff_page(view.visit().page)) shell.step_text = view.tr("shell.staff"_key);
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

Button help_button(const View& view) {
    return {{.id = std::string(id::kHelp), .label = view.tr("shell.help"_key), .icon = "help"},
            flow::OpenHelp{}};
}

Button submit_button(const View& view, std::string_view element, i18n::Key label) {
    return {{.id = std::string(element), .label = view.tr(label), .icon = "send"}, flow::Submit{}};
}

Button exit_button(const View& view) {
    return {{.id = std::string(id::kExit), .label = view.tr("shell.exit"_key), .icon = "logout"},
            flow::Exit{}};
}

void begin_page(const View& view) {
    view.ui.begin(flow::to_string(flow::page_of(view.state)), header(view));
}

void begin_message(const View& view) {
    ui::Shell shell = header(view);
    shell.message = true;
    view.ui.begin(flow::to_string(flow::page_of(view.state)), shell);
}

void title(const View& view, std::string_view heading, std::string_view lead) {
    view.ui.heading(heading);
    if (view.visit().trouble) {
        view.ui.banner(id::kErrorBanner, ui::Tone::Danger, "error", trouble_text(view));
        // Who helps is named wherever something goes wrong (kiosk-ux C12); some pages always do.
        const flow::Page page = view.visit().page;
        const bool names = page == flow::Page::Home || page == flow::Page::CaseNumber ||
                           page == flow::Page::ReceiptCode;
        if (!names) view.ui.note("info", help_text(view));
    }
    // Where something is to be typed, the lead says what: that is not secondary.
    const bool types = flow::field_of(view.visit().page).has_value();
    if (!lead.empty() && (types || !view.visit().modes.simple)) view.ui.lead(lead);
}

std::vector<ui::Action> language_keys(const View& view) {
    std::vector<ui::Action> keys;
    for (const domain::Language language : domain::kLanguages) {
        // A key that nobody could read, to pages that nobody could read: its place stays empty.
        if (!flow::is_readable(view.state, language)) {
            keys.emplace_back();
            continue;
        }
        keys.push_back({.id = std::string(id::of(language)),
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

std::optional<Intent> end_page(const View& view, const Bar& asked) {
    Bar bar = asked;
    if (bar.aids) bar.secondary.push_back(help_button(view));
    std::vector<ui::Action> strip = language_keys(view);
    strip.push_back({.id = std::string(id::kModes),
                     .label = view.tr("modes.key"_key),
                     .icon = "accessibility_new"});
    // Without it its place stays empty: the others stand where they stand on every page.
    strip.push_back(bar.exit_in_strip ? exit_button(view).action : ui::Action{});
    std::optional<Intent> intent;
    if (const auto pressed = view.ui.utilities(strip)) {
        if (*pressed == id::kExit) {
            intent = flow::Exit{};
        } else if (*pressed == id::kModes) {
            intent = flow::OpenModes{};
        } else {
            intent = language_intent(*pressed);
        }
    }
    const auto primary = bar.primary ? std::optional(bar.primary->action) : std::nullopt;
    if (const auto pressed = view.ui.actions(actions_of(bar.secondary), primary)) {
        intent = intent_of(*pressed, bar);
    }
    if (auto pressed = draw_dialogs(view)) intent = std::move(pressed);
    view.ui.end();
    return intent;
}

}  // namespace sunbooth::app::screens
