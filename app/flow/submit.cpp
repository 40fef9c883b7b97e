// SPDX-License-Identifier: Apache-2.0
#include "app/flow/turn.h"
#include "sync/domain/text.h"

namespace sunbooth::app::flow {
namespace {

/// The unit behind a window; empty when the window is not known.
std::string unit_of(const domain::Hall& hall, const std::string& window) {
    const domain::Window* found = hall.window(window);
    return found != nullptr ? found->unit : std::string();
}

/// Posts once: while the answer is awaited the page is Busy, which takes no second submission.
void file(const Turn& turn, domain::Filing filing) {
    Visit& visit = turn.visit();
    visit.waiting =
        Waiting{Waiting::For::Filing, ++turn.state.last_token, turn.state.now, visit.page};
    turn.effects.post.emplace_back(client::FileRecord{turn.state.last_token, std::move(filing)});
    enter(turn.state, Page::Busy);
}

/// Sends the visitor to the page that holds a wrong answer.
void mend(const Turn& turn, Page page, Trouble trouble) {
    turn.visit().changing = true;
    enter(turn.state, page);
    turn.fail(trouble);
}

}  // namespace

bool may_begin_form(const Turn& turn) {
    if (turn.state.standing.accepting) return true;
    turn.fail(Trouble::NotAccepting);
    return false;
}

void submit_complaint(const Turn& turn) {
    const Visit& visit = turn.visit();
    if (!visit.complaint.topic) return mend(turn, Page::ComplaintTopic, Trouble::NoTopic);
    if (!visit.complaint.window) return mend(turn, Page::ComplaintWindow, Trouble::NoWindow);
    if (!visit.complaint.happened) return mend(turn, Page::ComplaintDay, Trouble::NoDay);
    const std::optional<Days> days = days_of(visit.complaint, domain::date_of(turn.state.wall));
    const std::string_view typed = visit.entry(Field::ComplaintText).text.view();
    auto text = domain::checked_text(typed, domain::Complaint::kTextMax, "text");
    if (!text.ok()) return mend(turn, Page::ComplaintText, Trouble::TextFull);
    SecretText phone;
    if (!visit.complaint.call) return mend(turn, Page::ComplaintReply, Trouble::NoReply);
    if (*visit.complaint.call) {
        auto checked = domain::checked_phone(visit.entry(Field::ComplaintPhone).text.view());
        if (!checked.ok()) return mend(turn, Page::ComplaintPhone, Trouble::PhoneShape);
        phone = std::move(checked).value();
    }
    if (!may_begin_form(turn)) return;
    file(turn, domain::Complaint{.topic = *visit.complaint.topic,
                                 .window = *visit.complaint.window,
                                 .unit = visit.complaint.window->empty()
                                             ? visit.complaint.unit
                                             : unit_of(turn.hall(), *visit.complaint.window),
                                 .occurred_from = days ? std::optional(days->first) : std::nullopt,
                                 .occurred_to = days ? std::optional(days->last) : std::nullopt,
                                 .text = std::move(text).value(),
                                 .phone = std::move(phone),
                                 .assisted = visit.assisted,
                                 .language = visit.language});
}

void submit_issue(const Turn& turn) {
    const Visit& visit = turn.visit();
    if (!visit.staff) return;
    const IssueDraft& draft = visit.staff->issue;
    if (!draft.kind) return mend(turn, Page::IssueKind, Trouble::NoIssueKind);
    domain::Issue issue;
    issue.monitor = visit.staff->monitor;
    issue.kind = *draft.kind;
    issue.language = visit.language;
    if (issue.kind != domain::IssueKind::Nil) {
        if (!draft.window) return mend(turn, Page::IssueWindow, Trouble::NoWindow);
        if (!draft.severity) return mend(turn, Page::IssueSeverity, Trouble::NoSeverity);
        if (!draft.aspect) return mend(turn, Page::IssueAspect, Trouble::NoAspect);
        const std::string_view typed = visit.entry(Field::IssueText).text.view();
        auto text = domain::checked_text(typed, domain::Issue::kTextMax, "text");
        if (!text.ok()) return mend(turn, Page::IssueText, Trouble::TextFull);
        issue.window = *draft.window;
        issue.unit = unit_of(turn.hall(), issue.window);
        issue.severity = *draft.severity;
        issue.aspect = *draft.aspect;
        if (draft.when) issue.occurred_on = day_of(*draft.when, turn.state.wall);
        issue.text = std::move(text).value();
    }
    if (!may_begin_form(turn)) return;
    file(turn, std::move(issue));
}

void submit_rating(const Turn& turn) {
    const Visit& visit = turn.visit();
    if (!visit.rating.level) return turn.fail(Trouble::NoLevel);
    SecretText comment, phone;
    // Whoever went back and chose a better level is no longer asked, and sends nothing of it.
    if (is_bad(visit.rating)) {
        auto words = domain::checked_text(visit.entry(Field::RatingComment).text.view(),
                                          domain::Complaint::kTextMax, "comment");
        if (!words.ok()) {
            enter(turn.state, Page::RatingComment);
            return turn.fail(Trouble::TextFull);
        }
        comment = std::move(words).value();
    }
    if (is_bad(visit.rating) && visit.rating.call == true) {
        auto number = domain::checked_phone(visit.entry(Field::RatingPhone).text.view());
        if (!number.ok()) {
            enter(turn.state, Page::RatingPhone);
            return turn.fail(Trouble::PhoneShape);
        }
        phone = std::move(number).value();
    }
    if (!may_begin_form(turn)) return;
    const std::string window = visit.rating.window.value_or("");
    file(turn, domain::Rating{.window = window,
                              .unit = unit_of(turn.hall(), window),
                              .scale = turn.hall().scale.code,
                              .level = *visit.rating.level,
                              .tags = visit.rating.tags,
                              .comment = std::move(comment),
                              .phone = std::move(phone),
                              .language = visit.language});
}

}  // namespace sunbooth::app::flow
