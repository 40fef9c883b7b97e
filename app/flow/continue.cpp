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

void continue_look_up(const Turn& turn) {
    switch (turn.visit().page) {
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
        default:
            return;
    }
}

void continue_complaint(const Turn& turn) {
    const ComplaintDraft& draft = turn.visit().complaint;
    switch (turn.visit().page) {
        case Page::ComplaintStart:
            return enter(turn.state, Page::ComplaintTopic);
        case Page::ComplaintTopic:
            return draft.topic ? go_on(turn, Page::ComplaintWindow) : turn.fail(Trouble::NoTopic);
        case Page::ComplaintWindow:
            return draft.window ? go_on(turn, Page::ComplaintText) : turn.fail(Trouble::NoWindow);
        case Page::ComplaintText:
            return go_on(turn, Page::ComplaintReply);
        case Page::ComplaintReply:
            return leave_reply(turn);
        case Page::ComplaintPhone:
            return leave_phone(turn);
        default:
            return;
    }
}

void continue_rating(const Turn& turn) {
    const RatingDraft& draft = turn.visit().rating;
    switch (turn.visit().page) {
        case Page::RatingWindow:
            if (!draft.window) return turn.fail(Trouble::NoWindow);
            return enter(turn.state, Page::RatingLevel);
        case Page::RatingReason:
            if (is_bad(draft)) enter(turn.state, Page::RatingComment);
            return;
        case Page::RatingComment:
            return enter(turn.state, Page::RatingReply);
        case Page::RatingReply:
            if (!draft.call) return turn.fail(Trouble::NoReply);
            if (*draft.call) enter(turn.state, Page::RatingPhone);
            return;
        default:
            return;
    }
}

void continue_staff(const Turn& turn) {
    switch (turn.visit().page) {
        case Page::StaffCode:
            if (turn.visit().entry(Field::StaffCode).text.empty()) {
                return turn.fail(Trouble::StaffCodeShape);
            }
            return enter(turn.state, Page::StaffPin);
        case Page::StaffPin:
            return ask_pin(turn);
        default:
            return;
    }
}

}  // namespace

void continue_page(const Turn& turn) {
    const Page page = turn.visit().page;
    // Each knows the pages of its own way alone.
    continue_look_up(turn);
    if (turn.visit().page != page) return;
    continue_complaint(turn);
    if (turn.visit().page != page) return;
    continue_rating(turn);
    if (turn.visit().page != page) return;
    continue_staff(turn);
    if (is_issue_page(page)) continue_issue(turn);
}

}  // namespace sunbooth::app::flow
