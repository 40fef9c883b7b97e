// SPDX-License-Identifier: Apache-2.0
// The end of a report: everything once more, then its number.
#include "app/screens/delivery.h"
#include "app/screens/issue.h"
#include "app/screens/issue_words.h"
#include "app/screens/shell.h"
#include "app/screens/words.h"
#include "sync/base/assert.h"

namespace sunbooth::app::screens {
namespace {

std::string window_answer(const View& view, const std::optional<std::string>& window) {
    if (!window || window->empty()) return view.tr("issue_window.none"_key);
    return window_text(view, *window);
}

std::optional<Intent> draw_answers(const View& view, const flow::IssueDraft& draft) {
    const std::string change = view.tr("complaint_check.change"_key);
    std::optional<Intent> intent;
    const auto row = [&](std::string_view element, i18n::Key label, std::string_view value,
                         flow::Page page, bool is_private = false) {
        if (view.ui.answer(element, view.tr(label), value, change, is_private)) {
            intent = flow::Change{page};
        }
    };
    row(id::kIssueCheckKind, "issue_check.kind"_key, kind_text(view, *draft.kind),
        flow::Page::IssueKind);
    if (draft.kind == domain::IssueKind::Nil) return intent;
    row(id::kIssueCheckWindow, "complaint_check.window"_key, window_answer(view, draft.window),
        flow::Page::IssueWindow);
    if (draft.severity) {
        row(id::kIssueCheckSeverity, "issue_check.severity"_key,
            severity_text(view, *draft.severity), flow::Page::IssueSeverity);
    }
    if (draft.aspect) {
        const std::string when = draft.when ? " · " + when_text(view, *draft.when) : std::string();
        row(id::kIssueCheckAspect, "issue_check.aspect"_key,
            aspect_text(view, *draft.aspect) + when, flow::Page::IssueAspect);
    }
    const SecretText& words = view.visit().entry(flow::Field::IssueText).text;
    const std::string no_words = view.tr("complaint_check.no_words"_key);
    row(id::kIssueCheckText, "complaint_check.text"_key, words.empty() ? no_words : words.view(),
        flow::Page::IssueText, true);
    return intent;
}

}  // namespace

std::optional<Intent> draw_issue_check(const View& view) {
    const flow::IssueDraft& draft = view.visit().staff->issue;
    begin_page(view);
    title(view, view.tr("issue_check.title"_key), view.tr("complaint_check.lead"_key));
    std::optional<Intent> intent;
    if (draft.kind) intent = draw_answers(view, draft);
    view.ui.bottom();
    const Button submit = submit_button(view, id::kIssueSubmit, "issue_check.submit"_key);
    const Bar bar{.secondary = {back_button(view)}, .primary = submit};
    if (auto pressed = end_page(view, bar)) intent = std::move(pressed);
    return intent;
}

std::optional<Intent> draw_issue_done(const View& view) {
    const auto* filed = std::get_if<flow::Filed>(&view.visit().receipt);
    SUNBOOTH_ASSERT(filed != nullptr);
    begin_page(view);
    view.ui.heading(view.tr("issue_done.title"_key), "check", ui::Tone::Success);
    view.ui.receipt(id::kIssueCard, view.tr("issue_done.number"_key), filed->saved.code.grouped(),
                    view.tr("issue_done.hint"_key), filed->saved.qr);
    draw_delivery(view, id::kIssueStanding, filed->delivered);
    view.ui.bottom();
    const Button home{{.id = std::string(id::kIssueHome),
                       .label = view.tr("issue_done.home"_key),
                       .icon = "home"},
                      flow::GoHome{}};
    const Button again{{.id = std::string(id::kIssueAgain),
                        .label = view.tr("issue_done.again"_key),
                        .icon = "edit_note"},
                       flow::OpenIssue{{}, true}};
    return end_page(view, {.secondary = {home}, .primary = again});
}

}  // namespace sunbooth::app::screens
