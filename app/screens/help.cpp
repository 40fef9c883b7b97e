// SPDX-License-Identifier: Apache-2.0
#include "app/screens/help.h"

#include "app/screens/shell.h"
#include "app/screens/words.h"

#include <array>
#include <string>
#include <vector>

namespace sunbooth::app::screens {
namespace {

struct Line {
    std::string_view icon;
    i18n::Key words;
};
using Lines = std::array<Line, 3>;

constexpr Lines kHome = {{{"apps", "help.home_1"_key},
                          {"touch_app", "help.home_2"_key},
                          {"translate", "help.home_3"_key}}};
constexpr Lines kCase = {{{"receipt_long", "help.case_1"_key},
                          {"dialpad", "help.case_2"_key},
                          {"qr_code_scanner", "help.case_3"_key}}};
constexpr Lines kComplaint = {{{"touch_app", "help.complaint_1"_key},
                               {"edit_note", "help.complaint_2"_key},
                               {"qr_code", "help.complaint_3"_key}}};
constexpr Lines kRating = {{{"sentiment_satisfied", "help.rating_1"_key},
                            {"visibility_off", "help.rating_2"_key},
                            {"feedback", "help.rating_3"_key}}};
constexpr Lines kReceipt = {{{"dialpad", "help.receipt_1"_key},
                             {"qr_code_scanner", "help.receipt_2"_key},
                             {"notifications_active", "help.receipt_3"_key}}};
constexpr Lines kStaff = {
    {{"badge", "help.staff_1"_key}, {"timer", "help.staff_2"_key}, {"lock", "help.staff_3"_key}}};

/// Three lines for each stretch of the way.
const Lines& lines_of(const Visit& visit) {
    using enum flow::Page;
    const bool finds = visit.behind == PlaceWords || visit.behind == PlaceList;
    const flow::Page page = finds ? visit.finding : visit.behind;
    switch (page) {
        case CaseStart:
        case CaseNumber:
        case CaseSecret:
        case CaseIdCard:
        case CasePhone:
        case CaseList:
        case CaseResult:
        case CaseMissing:
            return kCase;
        case ComplaintStart:
        case ComplaintTopic:
        case ComplaintWindow:
        case ComplaintDay:
        case ComplaintDate:
        case ComplaintText:
        case ComplaintReply:
        case ComplaintPhone:
        case ComplaintCheck:
            return kComplaint;
        case RatingWindow:
        case RatingLevel:
        case RatingReason:
        case RatingComment:
        case RatingReply:
        case RatingPhone:
        case QueueNumber:
            return kRating;
        case ReceiptCode:
        case Receipt:
            return kReceipt;
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
            return kStaff;
        default:
            return kHome;
    }
}

}  // namespace

std::optional<Intent> draw_help(const View& view) {
    begin_page(view);
    view.ui.heading(view.tr("help.title"_key), "help");
    std::vector<ui::GuideLine> lines;
    const Lines& told = lines_of(view.visit());
    for (const Line& line : told) {
        lines.push_back({std::string(line.icon), view.tr(line.words)});
    }
    view.ui.guide(id::kHelpLines, {}, lines);
    if (&told == &kCase) {
        view.ui.slip_sketch(id::kHelpSketch, view.tr("case_number.sketch"_key), false);
    }
    view.ui.guide(id::kHelpWho, view.tr("help.who"_key), helper_lines(view));
    view.ui.bottom();
    std::optional<Intent> intent;
    const bool can_read = view.state.has_sound && !view.visit().hearing.on();
    if (can_read && view.ui.button(id::kHelpRead, "volume_up", view.tr("help.read"_key))) {
        intent = flow::StartSpeech{};
    }
    if (view.ui.button(id::kHelpCall, "support_agent", view.tr("shell.call_long"_key))) {
        intent = flow::CallPerson{};
    }
    if (auto pressed = end_page(view, {.secondary = {back_button(view)}, .primary = {}})) {
        intent = std::move(pressed);
    }
    return intent;
}

}  // namespace sunbooth::app::screens
