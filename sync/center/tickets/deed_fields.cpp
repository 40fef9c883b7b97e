// SPDX-License-Identifier: Apache-2.0
// What a deed must say.
#include "sync/center/tickets/deed_fields.h"

#include "sync/base/mutant.h"
#include "sync/center/tickets/agreed.h"
#include "sync/domain/text.h"

namespace sunbooth::center::tickets {
namespace {

using rules::Action;

/// Words for the citizen must be there; a note may be empty.
Status put_words(Fields& fields, const char* name, std::string_view words, bool required) {
    const std::string_view called = name;
    const std::size_t max = called == "note"        ? kNoteMax
                            : called == "recording" ? kRecordingMax
                                                    : kWordsMax;
    const auto checked = domain::checked_text(words, max, name);
    if (!checked.ok()) return checked.error();
    if (required && checked.value().empty()) return invalid_input(name, "must not be empty");
    if (!checked.value().empty()) fields[name] = std::string(checked.value().view());
    return ok_status();
}

/// How a call ended, how long it took, what was agreed, and where its recording is found.
Status put_call(Fields& fields, const Deed& deed, WallTime now) {
    if (!deed.outcome) return invalid_input("outcome", "must be one of the outcomes");
    fields["outcome"] = rules::to_string(*deed.outcome);
    if (deed.lasted) {
        if (deed.lasted->count() < 0 || *deed.lasted > kCallMax) {
            return invalid_input("duration_s", "must be from 0 to 14400");
        }
        fields["duration_s"] = std::to_string(deed.lasted->count());
    }
    if (deed.agreed_at) {
        const bool agreed = *deed.outcome == rules::Outcome::Rescheduled;
        if (!agreed) return invalid_input("agreed_at", "belongs to the outcome rescheduled");
        if (*deed.agreed_at <= now || *deed.agreed_at > now + kAgreedAheadMax) {
            return invalid_input("agreed_at", "must lie in the next 30 days");
        }
        fields["agreed_at"] = agreed_text(*deed.agreed_at);
    }
    const Status recorded = put_words(fields, "recording", deed.recording, false);
    if (!recorded.ok()) return recorded;
    return put_words(fields, "note", deed.note, false);
}

/// What the citizen said about the answer (domain.md 2.6).
Status put_heard(Fields& fields, const Deed& deed, WallTime now) {
    constexpr int kBest = 5;
    const Status call = put_call(fields, deed, now);
    if (!call.ok()) return call;
    if (!rules::confirms(*deed.outcome)) return ok_status();
    if (deed.satisfaction < 1 || deed.satisfaction > kBest) {
        return invalid_input("satisfaction", "must be from 1 to 5");
    }
    if (deed.solved != "yes" && deed.solved != "partly" && deed.solved != "no") {
        return invalid_input("solved", "must be yes, partly or no");
    }
    fields["satisfaction"] = std::to_string(deed.satisfaction);
    fields["solved"] = deed.solved;
    fields["contacted"] = deed.was_contacted ? "yes" : "no";
    fields["told"] = deed.was_told ? "yes" : "no";
    if (deed.was_pressed) fields["pressed"] = "yes";
    return ok_status();
}

Status put_refusal(Fields& fields, const Deed& deed, const rules::Profile& profile) {
    if (!profile.refuses_for(deed.reason_code)) {
        return invalid_input("reason_code", "is no reason of the rules in force");
    }
    fields["reason_code"] = deed.reason_code;
    return put_words(fields, "words", deed.words, true);
}

Status put_class(Fields& fields, const Deed& deed) {
    if (!deed.found) return invalid_input("class", "must be one of the classes");
    fields["class"] = rules::to_string(*deed.found);
    // Who gave the rating is told why it is not followed.
    const bool ends =
        *deed.found == rules::RatingClass::NoBasis || *deed.found == rules::RatingClass::NotOurs;
    if (const Status put = put_words(fields, "words", deed.words, ends); !put.ok()) return put;
    return put_words(fields, "note", deed.note, *deed.found != rules::RatingClass::Valid);
}

Status put_close(Fields& fields, const Deed& deed, const Ticket& ticket) {
    const std::string told = rules::closing_result(ticket.standing(), ticket.course.satisfaction);
    const bool is_issue = ticket.kind == domain::RecordKind::Issue;
    const bool may_close = rules::next(ticket.standing(), Action::Close).has_value();
    const std::string result = deed.result.empty() && !is_issue ? told : deed.result;
    if (!rules::is_closing_result(result, ticket.kind)) {
        return invalid_input("result", "must be one of the results");
    }
    const bool is_told = is_issue || !may_close || result == told;
    if (!is_told && !mutant("tickets.closes_as_it_likes")) {
        return invalid_input("result", "must be " + told + ": so the calls ended");
    }
    fields["result"] = result;
    return put_words(fields, "note", deed.note, false);
}

/// What a complaint was found to be stands beside its answer, or its closing, and nowhere else.
Status put_finding(Fields& fields, const Deed& deed, const Ticket& ticket) {
    if (!deed.finding) return ok_status();
    const bool answers = deed.action == Action::Reply || deed.action == Action::Approve ||
                         deed.action == Action::Close;
    if (!answers || ticket.kind != domain::RecordKind::Complaint) {
        return invalid_input("finding", "belongs to the answer to a complaint, or to its closing");
    }
    fields["finding"] = domain::to_string(*deed.finding);
    return ok_status();
}

/// Whether a deed that needs no other words needs its reason.
bool needs_reason(Action action) {
    switch (action) {
        case Action::Accept:
        case Action::Sign:
        case Action::Approve:
        case Action::Archive:
        case Action::Separate:
        case Action::Dispatch:
        case Action::Designate:
        case Action::Merge:
            return false;
        default:
            return true;
    }
}

}  // namespace

Result<Fields> fields_of(const Deed& deed, const Ticket& ticket, const rules::Viewer& viewer,
                         WallTime now) {
    Fields fields;
    Status put = ok_status();
    switch (deed.action) {
        case Action::Callback:
            put = put_call(fields, deed, now);
            break;
        case Action::ClosingCall:
            put = put_heard(fields, deed, now);
            break;
        case Action::Refuse:
            put = put_refusal(fields, deed, ticket.rules());
            break;
        case Action::Reply:
            if (viewer.role == rules::Role::Handler) fields["review"] = "pending";
            put = put_words(fields, "text", deed.words, true);
            break;
        case Action::Uphold:
            put = put_words(fields, "text", deed.words, true);
            break;
        case Action::Close:
            put = put_close(fields, deed, ticket);
            break;
        case Action::NeedInfo:
            put = put_words(fields, "asks", deed.words, true);
            break;
        case Action::Transfer:
            put = put_words(fields, "words", deed.words, true);
            if (put.ok()) put = put_words(fields, "note", deed.note, true);
            break;
        case Action::Extend:  // The citizen is told why (信访工作条例 art. 34).
            put = put_words(fields, "words", deed.words, true);
            if (put.ok()) put = put_words(fields, "note", deed.note, false);
            break;
        case Action::Classify:
            put = put_class(fields, deed);
            break;
        case Action::Dispatch:
        case Action::Designate:
            fields["unit"] = deed.unit;
            put = put_words(fields, "note", deed.note, false);
            break;
        default:
            put = put_words(fields, "note", deed.note, needs_reason(deed.action));
            break;
    }
    if (put.ok()) put = put_finding(fields, deed, ticket);
    if (!put.ok()) return put.error();
    return fields;
}

}  // namespace sunbooth::center::tickets
