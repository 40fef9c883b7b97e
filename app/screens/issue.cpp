// SPDX-License-Identifier: Apache-2.0
// The questions of a report; checking and filing stand in issue_check.cpp.
#include "app/screens/issue.h"

#include "app/screens/issue_words.h"
#include "app/screens/typed_page.h"
#include "app/screens/windows.h"
#include "app/screens/words.h"

#include <array>

namespace sunbooth::app::screens {
namespace {

constexpr std::array kPhrases = {
    "phrase.nobody"_key,      "phrase.queue"_key,        "phrase.manner"_key,
    "issue_phrase.idle"_key,  "issue_phrase.late"_key,   "issue_phrase.papers"_key,
    "issue_phrase.signs"_key, "issue_phrase.smooth"_key,
};

struct Option {
    std::string_view icon;
    i18n::Key label, hint;
};

Option option_of(domain::IssueKind kind) {
    switch (kind) {
        case domain::IssueKind::Problem:
            return {"error", "issue.problem"_key, "issue.problem_hint"_key};
        case domain::IssueKind::Suggestion:
            return {"edit_note", "issue.suggestion"_key, "issue.suggestion_hint"_key};
        case domain::IssueKind::Praise:
            return {"sentiment_satisfied", "issue.praise"_key, "issue.praise_hint"_key};
        case domain::IssueKind::Nil:
            return {"check", "issue.nil"_key, "issue.nil_hint"_key};
    }
    return {"error", "issue.problem"_key, "issue.problem_hint"_key};
}

Option option_of(domain::Severity severity) {
    switch (severity) {
        case domain::Severity::Ordinary:
            return {"info", "issue.ordinary"_key, "issue.ordinary_hint"_key};
        case domain::Severity::Serious:
            return {"error", "issue.serious"_key, "issue.serious_hint"_key};
        case domain::Severity::Urgent:
            return {"campaign", "issue.urgent"_key, "issue.urgent_hint"_key};
    }
    return {"info", "issue.ordinary"_key, "issue.ordinary_hint"_key};
}

i18n::Key label_of(domain::Aspect aspect) {
    switch (aspect) {
        case domain::Aspect::Duty:
            return "issue.duty"_key;
        case domain::Aspect::Law:
            return "issue.law"_key;
        case domain::Aspect::Efficiency:
            return "issue.efficiency"_key;
        case domain::Aspect::Manner:
            return "issue.manner"_key;
        case domain::Aspect::Quality:
            return "issue.quality"_key;
    }
    return "issue.duty"_key;
}

struct WhenOption {
    flow::When when;
    std::string_view code;
    i18n::Key label;
};
constexpr std::array kWhens = {
    WhenOption{flow::When::Today, "today", "issue.today"_key},
    WhenOption{flow::When::Yesterday, "yesterday", "issue.yesterday"_key},
};

const flow::IssueDraft& draft_of(const View& view) {
    return view.visit().staff->issue;
}

std::optional<Intent> end_question(const View& view, std::optional<Intent> intent) {
    const Bar bar{.secondary = {back_button(view)}, .primary = continue_button(view)};
    if (auto pressed = end_page(view, bar)) return pressed;
    return intent;
}

}  // namespace

std::string kind_text(const View& view, domain::IssueKind kind) {
    return view.tr(option_of(kind).label);
}

std::string severity_text(const View& view, domain::Severity severity) {
    return view.tr(option_of(severity).label);
}

std::string aspect_text(const View& view, domain::Aspect aspect) {
    return view.tr(label_of(aspect));
}

std::string when_text(const View& view, flow::When when) {
    for (const WhenOption& one : kWhens) {
        if (one.when == when) return view.tr(one.label);
    }
    return {};
}

std::optional<Intent> draw_issue_kind(const View& view) {
    begin_page(view);
    title(view, view.tr("issue_kind.title"_key));
    view.ui.bottom();
    std::optional<Intent> intent;
    const auto& own = view.visit().staff->own;
    const bool reported = own && own->this_week > 0;  // Then this week is no quiet one.
    for (const domain::IssueKind kind : domain::kIssueKinds) {
        if (reported && kind == domain::IssueKind::Nil) continue;
        const Option option = option_of(kind);
        if (view.ui.choice(id_of(id::kIssueKind, domain::to_string(kind)), option.icon,
                           view.tr(option.label), hint(view, view.tr(option.hint)),
                           draft_of(view).kind == kind)) {
            intent = flow::ChooseIssueKind{kind};
        }
    }
    return end_question(view, std::move(intent));
}

std::optional<Intent> draw_issue_window(const View& view) {
    begin_page(view);
    title(view, view.tr("issue_window.title"_key));
    view.ui.bottom();
    const auto& chosen = draft_of(view).window;
    std::optional<Intent> intent =
        draw_windows(view, {id::kIssueWindow, id::kIssueWindowPager, chosen});
    if (view.ui.choice(id::kIssueNoWindow, "help", view.tr("issue_window.none"_key),
                       hint(view, view.tr("issue_window.none_hint"_key)), chosen == "")) {
        intent = flow::ChooseWindow{""};
    }
    return end_question(view, std::move(intent));
}

std::optional<Intent> draw_issue_severity(const View& view) {
    begin_page(view);
    title(view, view.tr("issue_severity.title"_key));
    view.ui.bottom();
    std::optional<Intent> intent;
    for (const domain::Severity severity : domain::kSeverities) {
        const Option option = option_of(severity);
        if (view.ui.choice(id_of(id::kIssueSeverity, domain::to_string(severity)), option.icon,
                           view.tr(option.label), hint(view, view.tr(option.hint)),
                           draft_of(view).severity == severity)) {
            intent = flow::ChooseSeverity{severity};
        }
    }
    return end_question(view, std::move(intent));
}

std::optional<Intent> draw_issue_aspect(const View& view) {
    begin_page(view);
    title(view, view.tr("issue_aspect.title"_key));
    view.ui.bottom();
    std::optional<Intent> intent;
    const Shown shown = shown_of(view, domain::kAspects.size());
    for (std::size_t i = shown.first; i < shown.last; ++i) {
        const domain::Aspect aspect = domain::kAspects.at(i);
        if (view.ui.choice(id_of(id::kIssueAspect, domain::to_string(aspect)), {},
                           aspect_text(view, aspect), {}, draft_of(view).aspect == aspect)) {
            intent = flow::ChooseAspect{aspect};
        }
    }
    if (auto turned = draw_pager(view, id::kIssueAspectPager)) intent = turned;
    // Besides, and left out where it is to be simple. Neither day chosen: earlier, or not one day.
    if (view.visit().modes.simple) return end_question(view, std::move(intent));
    view.ui.body(view.tr("issue_aspect.when"_key));
    for (const WhenOption& one : kWhens) {
        if (view.ui.chip(id_of(id::kIssueWhen, one.code), view.tr(one.label),
                         draft_of(view).when == one.when)) {
            intent = flow::ChooseWhen{one.when};
        }
    }
    return end_question(view, std::move(intent));
}

std::optional<Intent> draw_issue_text(const View& view) {
    begin_page(view);
    title(view, view.tr("issue_text.title"_key), view.tr("issue_text.lead"_key));
    std::optional<Intent> intent = draw_prose(view, id::kIssueTextField, "issue_text.label"_key,
                                              {flow::Field::IssueText, id::kIssuePhrase, kPhrases});
    return end_typed_page(view, std::move(intent), continue_button(view));
}

}  // namespace sunbooth::app::screens
