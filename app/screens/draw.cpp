// SPDX-License-Identifier: Apache-2.0
#include "app/screens/draw.h"

#include "app/screens/attract.h"
#include "app/screens/busy.h"
#include "app/screens/call_staff.h"
#include "app/screens/case_number.h"
#include "app/screens/case_result.h"
#include "app/screens/case_secret.h"
#include "app/screens/closed.h"
#include "app/screens/complaint_check.h"
#include "app/screens/complaint_phone.h"
#include "app/screens/complaint_text.h"
#include "app/screens/complaint_topic.h"
#include "app/screens/complaint_window.h"
#include "app/screens/help.h"
#include "app/screens/home.h"
#include "app/screens/issue.h"
#include "app/screens/out_of_order.h"
#include "app/screens/rating_level.h"
#include "app/screens/rating_reason.h"
#include "app/screens/rating_window.h"
#include "app/screens/receipt.h"
#include "app/screens/receipt_code.h"
#include "app/screens/staff_home.h"
#include "app/screens/staff_lock.h"
#include "app/screens/staff_records.h"
#include "app/screens/staff_sign_in.h"

namespace sunbooth::app::screens {

std::optional<Intent> draw(const State& state, const i18n::Catalogue& words, ui::Ui& ui) {
    const View view{state, words, ui};
    switch (flow::page_of(state)) {
        case flow::Page::Attract:
            return draw_attract(view);
        case flow::Page::Home:
            return draw_home(view);
        case flow::Page::CaseNumber:
            return draw_case_number(view);
        case flow::Page::CaseSecret:
            return draw_case_secret(view);
        case flow::Page::CaseResult:
            return draw_case_result(view);
        case flow::Page::ComplaintTopic:
            return draw_complaint_topic(view);
        case flow::Page::ComplaintWindow:
            return draw_complaint_window(view);
        case flow::Page::ComplaintText:
            return draw_complaint_text(view);
        case flow::Page::ComplaintPhone:
            return draw_complaint_phone(view);
        case flow::Page::ComplaintCheck:
            return draw_complaint_check(view);
        case flow::Page::RatingWindow:
            return draw_rating_window(view);
        case flow::Page::RatingLevel:
            return draw_rating_level(view);
        case flow::Page::RatingReason:
            return draw_rating_reason(view);
        case flow::Page::ReceiptCode:
            return draw_receipt_code(view);
        case flow::Page::Receipt:
            return draw_receipt(view);
        case flow::Page::Busy:
            return draw_busy(view);
        case flow::Page::OutOfOrder:
            return draw_out_of_order(view);
        case flow::Page::StaffSignIn:
            return draw_staff_sign_in(view);
        case flow::Page::StaffCode:
            return draw_staff_code(view);
        case flow::Page::StaffPin:
            return draw_staff_pin(view);
        case flow::Page::StaffHome:
            return draw_staff_home(view);
        case flow::Page::IssueKind:
            return draw_issue_kind(view);
        case flow::Page::IssueWindow:
            return draw_issue_window(view);
        case flow::Page::IssueSeverity:
            return draw_issue_severity(view);
        case flow::Page::IssueAspect:
            return draw_issue_aspect(view);
        case flow::Page::IssueText:
            return draw_issue_text(view);
        case flow::Page::IssueCheck:
            return draw_issue_check(view);
        case flow::Page::IssueDone:
            return draw_issue_done(view);
        case flow::Page::StaffRecords:
            return draw_staff_records(view);
        case flow::Page::StaffRecord:
            return draw_staff_record(view);
        case flow::Page::StaffLock:
            return draw_staff_lock(view);
        case flow::Page::Help:
            return draw_help(view);
        case flow::Page::CallStaff:
            return draw_call_staff(view);
        case flow::Page::Closed:
            return draw_closed(view);
    }
    return std::nullopt;
}

}  // namespace sunbooth::app::screens
