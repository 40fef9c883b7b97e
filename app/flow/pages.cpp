// SPDX-License-Identifier: Apache-2.0
#include "app/flow/pages.h"

#include "sync/base/assert.h"

namespace sunbooth::app::flow {

const char* to_string(Page page) {
    switch (page) {
        case Page::Attract:
            return "attract";
        case Page::Home:
            return "home";
        case Page::CaseStart:
            return "case_start";
        case Page::CaseNumber:
            return "case_number";
        case Page::CaseSecret:
            return "case_secret";
        case Page::CaseIdCard:
            return "case_id_card";
        case Page::CasePhone:
            return "case_phone";
        case Page::CaseList:
            return "case_list";
        case Page::CaseResult:
            return "case_result";
        case Page::CaseMissing:
            return "case_missing";
        case Page::ComplaintStart:
            return "complaint_start";
        case Page::ComplaintTopic:
            return "complaint_topic";
        case Page::ComplaintWindow:
            return "complaint_window";
        case Page::ComplaintDay:
            return "complaint_day";
        case Page::ComplaintDate:
            return "complaint_date";
        case Page::ComplaintText:
            return "complaint_text";
        case Page::ComplaintReply:
            return "complaint_reply";
        case Page::ComplaintPhone:
            return "complaint_phone";
        case Page::ComplaintCheck:
            return "complaint_check";
        case Page::RatingWindow:
            return "rating_window";
        case Page::RatingLevel:
            return "rating_level";
        case Page::RatingReason:
            return "rating_reason";
        case Page::RatingComment:
            return "rating_comment";
        case Page::RatingReply:
            return "rating_reply";
        case Page::RatingPhone:
            return "rating_phone";
        case Page::QueueNumber:
            return "queue_number";
        case Page::PlaceWords:
            return "place_words";
        case Page::PlaceList:
            return "place_list";
        case Page::ReceiptCode:
            return "receipt_code";
        case Page::Receipt:
            return "receipt";
        case Page::Busy:
            return "busy";
        case Page::OutOfOrder:
            return "out_of_order";
        case Page::StaffSignIn:
            return "staff_sign_in";
        case Page::StaffCode:
            return "staff_code";
        case Page::StaffPin:
            return "staff_pin";
        case Page::StaffHome:
            return "staff_home";
        case Page::IssueKind:
            return "issue_kind";
        case Page::IssueWindow:
            return "issue_window";
        case Page::IssueSeverity:
            return "issue_severity";
        case Page::IssueAspect:
            return "issue_aspect";
        case Page::IssueText:
            return "issue_text";
        case Page::IssueCheck:
            return "issue_check";
        case Page::IssueDone:
            return "issue_done";
        case Page::StaffRecords:
            return "staff_records";
        case Page::StaffRecord:
            return "staff_record";
        case Page::StaffLock:
            return "staff_lock";
        case Page::Help:
            return "help";
        case Page::CallStaff:
            return "call_staff";
        case Page::Closed:
            return "closed";
    }
    SUNBOOTH_ASSERT(false);
    return "";
}

std::string_view id::of(domain::Language language) {
    switch (language) {
        case domain::Language::Zh:
            return kZh;
        case domain::Language::En:
            return kEn;
        case domain::Language::Ug:
            return kUg;
    }
    SUNBOOTH_ASSERT(false);
    return {};
}

}  // namespace sunbooth::app::flow
