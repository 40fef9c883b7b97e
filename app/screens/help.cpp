// SPDX-License-Identifier: Apache-2.0
#include "app/screens/help.h"

#include "app/screens/shell.h"
#include "app/screens/words.h"

#include <array>

namespace sunbooth::app::screens {
namespace {

/// Three lines for each stretch of the way.
std::array<i18n::Key, 3> lines_of(flow::Page page) {
    using enum flow::Page;
    switch (page) {
        case CaseStart:
        case CaseNumber:
        case CaseSecret:
        case CaseIdCard:
        case CasePhone:
        case CaseList:
        case CaseResult:
            return {"help.case_1"_key, "help.case_2"_key, "help.case_3"_key};
        case ComplaintStart:
        case ComplaintTopic:
        case ComplaintWindow:
        case ComplaintDay:
        case ComplaintDate:
        case ComplaintText:
        case ComplaintReply:
        case ComplaintPhone:
        case ComplaintCheck:
            return {"help.complaint_1"_key, "help.complaint_2"_key, "help.complaint_3"_key};
        case RatingWindow:
        case RatingLevel:
        case RatingReason:
        case RatingComment:
        case RatingReply:
        case RatingPhone:
            return {"help.rating_1"_key, "help.rating_2"_key, "help.rating_3"_key};
        case ReceiptCode:
        case Receipt:
            return {"help.receipt_1"_key, "help.receipt_2"_key, "help.receipt_3"_key};
        case StaffSignIn:
        case StaffCode:
        case StaffPin:
        case StaffHome:
        case IssueKind:
        case IssueWindow:
        case IssueSeverity:
        case IssueAspect:
        case IssueText:
        case IssueCheck:
        case IssueDone:
        case StaffRecords:
        case StaffRecord:
            return {"help.staff_1"_key, "help.staff_2"_key, "help.staff_3"_key};
        default:
            return {"help.home_1"_key, "help.home_2"_key, "help.home_3"_key};
    }
}

}  // namespace

std::optional<Intent> draw_help(const View& view) {
    begin_page(view);
    view.ui.heading(view.tr("help.title"_key), "help");
    constexpr std::array<std::string_view, 3> kMarks = {"looks_one", "looks_two", "looks_3"};
    for (std::size_t i = 0; const i18n::Key& line : lines_of(view.visit().behind)) {
        view.ui.note(kMarks.at(i++), view.tr(line));
    }
    view.ui.note("info", help_text(view));
    view.ui.bottom();
    std::optional<Intent> intent;
    if (view.ui.button(id::kHelpCall, "support_agent", view.tr("shell.call_long"_key))) {
        intent = flow::CallPerson{};
    }
    if (auto pressed = end_page(view, {.secondary = {back_button(view)},
                                       .primary = {},
                                       .exit_in_strip = true,
                                       .aids = false})) {
        intent = std::move(pressed);
    }
    return intent;
}

}  // namespace sunbooth::app::screens
