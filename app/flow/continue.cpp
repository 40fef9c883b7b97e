// SPDX-License-Identifier: Apache-2.0
// "Continue": what a page must know before the next one, and which that is.
#include "app/flow/turn.h"
#include "sync/domain/text.h"

namespace sunbooth::app::flow {
namespace {

/// Whoever mends one answer goes back to the check page.
void go_on(const Turn& turn, Page next) {
    enter(turn.state, turn.visit().changing ? Page::ComplaintCheck : next);
    turn.visit().changing = false;
}

void leave_case_number(const Turn& turn) {
    const auto& typed = turn.visit().entry(Field::CaseNumber).text;
    if (!domain::checked_case_no(typed.view()).ok()) return turn.fail(Trouble::CaseNumberShape);
    enter(turn.state, Page::CaseSecret);
}

void leave_day(const Turn& turn) {
    const std::optional<Happened>& happened = turn.visit().complaint.happened;
    if (!happened) return turn.fail(Trouble::NoDay);
    if (*happened == Happened::OnDay) return enter(turn.state, Page::ComplaintDate);
    go_on(turn, Page::ComplaintText);
}

/// "No" forgets a number that was typed before; "yes" asks for it, also when an answer is mended.
void leave_reply(const Turn& turn) {
    Visit& visit = turn.visit();
    if (!visit.complaint.call) return turn.fail(Trouble::NoReply);
    if (*visit.complaint.call) return enter(turn.state, Page::ComplaintPhone);
    visit.entry(Field::ComplaintPhone).wipe();
    go_on(turn, Page::ComplaintCheck);
}

void leave_phone(const Turn& turn) {
    const auto& typed = turn.visit().entry(Field::ComplaintPhone).text;
    if (!domain::checked_phone(typed.view()).ok()) return turn.fail(Trouble::PhoneShape);
    go_on(turn, Page::ComplaintCheck);
}

void leave_staff_code(const Turn& turn) {
    const bool typed = !turn.visit().entry(Field::StaffCode).text.empty();
    return typed ? enter(turn.state, Page::StaffPin) : turn.fail(Trouble::StaffCodeShape);
}

void leave_rating_reply(const Turn& turn) {
    const std::optional<bool>& call = turn.visit().rating.call;
    if (!call) return turn.fail(Trouble::NoReply);
    if (*call) enter(turn.state, Page::RatingPhone);
}

}  // namespace

void continue_page(const Turn& turn) {
    const Visit& visit = turn.visit();
    switch (visit.page) {
        case Page::CaseNumber:
            return leave_case_number(turn);
        case Page::CaseSecret:
            return ask_case(turn);
        case Page::CaseIdCard:
            if (leave_id_card(turn)) enter(turn.state, Page::CasePhone);
            return;
        case Page::CasePhone:
            return ask_person(turn);
        case Page::ReceiptCode:
            return ask_receipt(turn);
        case Page::ComplaintStart:
            return enter(turn.state, Page::ComplaintTopic);
        case Page::ComplaintTopic:
            if (!visit.complaint.topic) return turn.fail(Trouble::NoTopic);
            return go_on(turn, Page::ComplaintWindow);
        case Page::ComplaintWindow:
            if (!visit.complaint.window) return turn.fail(Trouble::NoWindow);
            return go_on(turn, Page::ComplaintDay);
        case Page::ComplaintDay:
            return leave_day(turn);
        case Page::ComplaintDate:
            if (!visit.complaint.day) return turn.fail(Trouble::NoDay);
            return go_on(turn, Page::ComplaintText);
        case Page::ComplaintText:
            return go_on(turn, Page::ComplaintReply);
        case Page::ComplaintReply:
            return leave_reply(turn);
        case Page::ComplaintPhone:
            return leave_phone(turn);
        case Page::RatingWindow:
            if (!visit.rating.window) return turn.fail(Trouble::NoWindow);
            return enter(turn.state, Page::RatingLevel);
        case Page::QueueNumber:
            return ask_queue(turn);
        case Page::PlaceWords:
            return ask_place(turn);
        case Page::RatingReason:
            if (is_bad(visit.rating)) enter(turn.state, Page::RatingComment);
            return;
        case Page::RatingComment:
            return enter(turn.state, Page::RatingReply);
        case Page::RatingReply:
            return leave_rating_reply(turn);
        case Page::StaffCode:
            return leave_staff_code(turn);
        case Page::StaffPin:
            return ask_pin(turn);
        default:
            if (is_issue_page(visit.page)) continue_issue(turn);
    }
}

}  // namespace sunbooth::app::flow
