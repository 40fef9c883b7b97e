// SPDX-License-Identifier: Apache-2.0
// The order of the pages: where Back leads, what a check page may send back to, and the keyboard
// that each begins with.
#include "app/flow/turn.h"

namespace sunbooth::app::flow {
namespace {

/// A week without anything to report asks nothing more.
Page before_check(const Visit& visit) {
    const bool nothing = visit.staff && visit.staff->issue.kind == domain::IssueKind::Nil;
    return nothing ? Page::StaffHome : Page::IssueText;
}

}  // namespace

Page former(const Visit& visit) {
    switch (visit.page) {
        case Page::CaseStart:
        case Page::ComplaintStart:
        case Page::RatingWindow:
        case Page::ReceiptCode:
            return Page::Home;
        case Page::CaseNumber:
            return Page::CaseStart;
        case Page::CaseSecret:
            return Page::CaseNumber;
        case Page::CaseIdCard:
        case Page::CaseList:
            return Page::CaseStart;
        case Page::CasePhone:
            return Page::CaseIdCard;
        case Page::CaseResult:
            if (visit.cases.size() > 1) return Page::CaseList;
            return visit.cases.empty() ? Page::CaseNumber : Page::CaseStart;
        case Page::CaseMissing:
            return visit.missing == Waiting::For::Person ? Page::CasePhone : Page::CaseSecret;
        case Page::QueueNumber:
        case Page::PlaceWords:
            return visit.finding;
        case Page::PlaceList:
            return visit.sought;
        case Page::ComplaintTopic:
            return Page::ComplaintStart;
        case Page::ComplaintWindow:
            return Page::ComplaintTopic;
        case Page::ComplaintDay:
            return Page::ComplaintWindow;
        case Page::ComplaintDate:
            return Page::ComplaintDay;
        case Page::ComplaintText:
            return visit.complaint.happened == Happened::OnDay ? Page::ComplaintDate
                                                               : Page::ComplaintDay;
        case Page::ComplaintReply:
            return Page::ComplaintText;
        case Page::ComplaintPhone:
            return Page::ComplaintReply;
        case Page::ComplaintCheck:
            return visit.complaint.call == true ? Page::ComplaintPhone : Page::ComplaintReply;
        case Page::RatingLevel:
            return Page::RatingWindow;
        case Page::RatingReason:
            return Page::RatingLevel;
        case Page::RatingComment:
            return Page::RatingReason;
        case Page::RatingReply:
            return Page::RatingComment;
        case Page::RatingPhone:
            return Page::RatingReply;
        case Page::Receipt:
            return std::holds_alternative<LookedUp>(visit.receipt) ? Page::ReceiptCode : visit.page;
        case Page::StaffSignIn:
            return Page::Home;
        case Page::StaffCode:
            return Page::StaffSignIn;
        case Page::StaffPin:
            return Page::StaffCode;
        case Page::IssueKind:
        case Page::StaffRecords:
        case Page::IssueDone:
            return Page::StaffHome;
        case Page::StaffRecord:
            return Page::StaffRecords;
        case Page::IssueWindow:
            return Page::IssueKind;
        case Page::IssueSeverity:
            return Page::IssueWindow;
        case Page::IssueAspect:
            return Page::IssueSeverity;
        case Page::IssueText:
            return Page::IssueAspect;
        case Page::IssueCheck:
            return before_check(visit);
        case Page::Help:
        case Page::CallStaff:
            return visit.behind;
        case Page::Attract:
        case Page::Home:
        case Page::Busy:
        case Page::OutOfOrder:
        case Page::StaffHome:
        case Page::StaffLock:
        case Page::Closed:
            return visit.page;
    }
    return visit.page;
}

bool is_issue_page(Page page) {
    return page == Page::IssueKind || page == Page::IssueWindow || page == Page::IssueSeverity ||
           page == Page::IssueAspect || page == Page::IssueText;
}

bool is_answer_page(Page page) {
    return page == Page::ComplaintTopic || page == Page::ComplaintWindow ||
           page == Page::ComplaintDay || page == Page::ComplaintDate ||
           page == Page::ComplaintText || page == Page::ComplaintReply ||
           page == Page::ComplaintPhone;
}

Keys first_keys(const Visit& visit) {
    const Page page = visit.page;
    // Case numbers, receipt codes, query codes and queues mix capitals and digits.
    if (page == Page::CaseNumber || page == Page::CaseSecret || page == Page::ReceiptCode ||
        page == Page::QueueNumber) {
        return Keys::LatinUpper;
    }
    const auto field = field_of(page);
    if (field == Field::IdCard) return Keys::Card;
    if (!field || !is_prose(*field)) return Keys::Digits;
    if (visit.prose_keys) return *visit.prose_keys;
    switch (visit.language) {
        case domain::Language::Zh:
            return Keys::Hand;
        case domain::Language::En:
            return Keys::Latin;
        case domain::Language::Ug:
            return Keys::Uyghur;
    }
    return Keys::Latin;
}

}  // namespace sunbooth::app::flow
