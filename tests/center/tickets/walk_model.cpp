// SPDX-License-Identifier: Apache-2.0
#include "walk_model.h"

namespace sunbooth::tests {
namespace {

using center::rules::Action;
using center::rules::Outcome;
using center::rules::RatingClass;
using One = WalkModel::One;

constexpr std::size_t kAttempts = 3, kCallers = 2;
constexpr int kAsks = 2;

/// Who may give a command, and from where to where it leads ("*": stays, "?": it depends).
struct Rule {
    const char* roles;  ///< i c h s
    std::map<std::string, std::string> way;
    char kind = 'b';  ///< b: both, c: complaints, r: ratings
};

std::map<std::string, std::string> each(std::initializer_list<const char*> states, const char* to) {
    std::map<std::string, std::string> way;
    for (const char* state : states) way[state] = to;
    return way;
}

const std::map<Action, Rule>& rules() {
    static const std::map<Action, Rule> kRules = {
        {Action::Accept, {"is", each({"registered", "verified"}, "accepted"), 'c'}},
        {Action::Refuse, {"is", each({"registered", "verified"}, "not_accepted"), 'c'}},
        {Action::Transfer,
         {"is", each({"registered", "verified", "accepted"}, "transferred"), 'c'}},
        {Action::Classify, {"is", each({"registered", "verified"}, "?"), 'r'}},
        {Action::Appeal, {"h", each({"accepted"}, "appealed"), 'r'}},
        {Action::Dismiss, {"s", each({"appealed"}, "accepted"), 'r'}},
        {Action::Overturn, {"s", each({"appealed"}, "closed"), 'r'}},
        {Action::Reply, {"hs", each({"accepted"}, "?")}},
        {Action::Approve, {"cs", each({"reviewing"}, "replied")}},
        {Action::SendBack, {"cs", each({"reviewing"}, "accepted")}},
        {Action::Sign, {"h", each({"accepted"}, "*")}},
        {Action::Return, {"h", each({"accepted"}, "*")}},
        {Action::Dispatch, {"is", each({"accepted"}, "*")}},
        {Action::Designate, {"is", each({"accepted"}, "*")}},
        {Action::AskExtension, {"h", each({"accepted"}, "*")}},
        {Action::DenyExtension, {"s", each({"accepted"}, "*")}},
        {Action::Extend, {"s", each({"accepted"}, "*")}},
        {Action::Withdraw,
         {"ics", each({"registered", "verified", "accepted", "need_info", "merged"}, "withdrawn")}},
        {Action::NeedInfo, {"ihs", each({"registered", "verified", "accepted"}, "need_info")}},
        {Action::Supplement, {"ichs", each({"need_info"}, "?")}},
        {Action::Merge, {"is", each({"registered", "verified", "accepted"}, "merged")}},
        {Action::Separate, {"is", each({"merged"}, "?")}},
        {Action::Close, {"cs", each({"replied", "not_accepted"}, "closed")}},
        {Action::Rework, {"cs", each({"replied"}, "accepted")}},
        {Action::Recheck, {"cs", each({"replied", "closed"}, "rechecking")}},
        {Action::Reopen, {"s", each({"rechecking"}, "accepted")}},
        {Action::Uphold, {"s", each({"rechecking"}, "closed")}},
        {Action::Archive, {"is", each({"closed", "withdrawn", "transferred"}, "archived")}},
        {Action::Supervise,
         {"cs", each({"registered", "verified", "accepted", "reviewing", "replied"}, "*")}},
        {Action::Callback,
         {"cs", each({"registered", "verified", "accepted", "need_info", "replied"}, "*")}},
        {Action::ClosingCall, {"cs", each({"replied"}, "*")}},
    };
    return kRules;
}

/// The state that decides who works on it: of one that waits, where it waited.
const std::string& place_of(const One& one) {
    return one.state == "need_info" || one.state == "merged" ? one.resumes : one.state;
}

bool is_taken_in(const One& one) {
    return place_of(one) == "registered" || place_of(one) == "verified";
}

bool is_in_vain(Outcome outcome) {
    return outcome == Outcome::RefusedTalk || outcome == Outcome::NoAnswer ||
           outcome == Outcome::SwitchedOff || outcome == Outcome::WrongNumber;
}

bool is_reached(Outcome outcome) {
    return outcome == Outcome::Verified || outcome == Outcome::Partly;
}

void begin_anew(One& one) {
    one.state = "accepted";
    ++one.reworks;
    one.asked_more = false;
    one.closing_halves.clear();
    one.closing_callers.clear();
    one.heard = 0;
}

void hand_over(One& one, bool has_unit, int half) {
    one.with_unit = has_unit;
    one.dispatched = has_unit ? half : -1;
    one.is_signed = one.asked_more = false;
}

bool is_weekday(int half) {
    constexpr int kFive = 5;
    return (half / 2) % 7 < kFive;  // The first day of a walk is a Monday.
}

/// Open hours between the beginnings of two half-days, ten thirty and half past ten at night.
double open_hours(int from, int to) {
    constexpr double kHalf = 12, kEvening = 1.5;
    double hours = 0;
    for (int half = from; half < to; ++half) {
        if (half % 2 == 0) {
            hours += is_weekday(half) ? kHalf : 0;
        } else {
            hours += is_weekday(half) ? kEvening : 0;
            hours += is_weekday(half + 1) ? kHalf - kEvening : 0;
        }
    }
    return hours;
}

}  // namespace

bool WalkModel::Now::is_open() const {
    return half % 2 == 0 && is_weekday(half);
}

WalkModel::WalkModel(bool is_rating, bool first_contact, bool second_contact, bool watches)
    : is_rating_(is_rating), watches_(watches) {
    tickets_[0].contact = first_contact;
    tickets_[1].contact = second_contact;
}

bool WalkModel::is_seen(const One& one, const Person& person) const {
    if (person.role == 'n') return false;  // An administrator.
    if (person.role != 'h') return true;
    static const std::set<std::string> kShown = {"accepted", "reviewing",  "replied", "closed",
                                                 "appealed", "rechecking", "archived"};
    return person.of_unit && one.with_unit && kShown.contains(place_of(one));
}

bool WalkModel::is_ready(const Command& command, const Person& person, Now now) const {
    constexpr double kReturnHours = 24;
    const One& one = tickets_[command.ticket];
    const bool unheard = one.contact && one.state == "registered";
    const bool tried = one.halves.size() >= kAttempts && one.callers.size() >= kCallers;
    const bool tried_again =
        one.closing_halves.size() >= kAttempts && one.closing_callers.size() >= kCallers;
    switch (command.action) {
        case Action::Callback:
            return one.contact;
        case Action::ClosingCall:
            return one.contact && one.answer_by != person.account;
        case Action::Accept:
        case Action::Classify:
            return !unheard || tried;
        case Action::NeedInfo:
            return !unheard && one.asked < kAsks;
        case Action::Sign:
            return one.with_unit && !one.is_signed;
        case Action::Return:
            return one.with_unit && !one.is_signed && !one.returned && !one.designated &&
                   open_hours(one.dispatched, now.half) <= kReturnHours;
        case Action::AskExtension:
            return one.with_unit && one.extensions < 1 && !one.asked_more;
        case Action::DenyExtension:
            return one.asked_more;
        case Action::Extend:
            return one.extensions < 1;
        case Action::Close:
            return one.state != "replied" || !one.contact || tried_again;
        case Action::Rework:
            return one.reworks < 1;
        case Action::Recheck:
            if (is_rating_ && one.state == "closed") return false;
            return one.rechecks < 1 && (one.state != "replied" || one.reworks >= 1);
        case Action::Archive:
            return one.state != "closed" || one.rechecks >= 1;  // A recheck may be asked for still.
        case Action::Appeal:
            return one.with_unit && !one.appealed;
        case Action::Dismiss:
        case Action::Overturn:
        case Action::Reopen:
        case Action::Uphold:
            return !one.parts.contains(person.account);
        default:
            return true;
    }
}

bool WalkModel::may_join(const Command& command, bool other_is_later) const {
    static const std::set<std::string> kLeads = {"registered", "verified",  "accepted",
                                                 "need_info",  "reviewing", "replied"};
    const One& other = tickets_[1 - command.ticket];
    if (tickets_[command.ticket].joined || !kLeads.contains(other.state)) return false;
    return other.state == "replied" || !other_is_later;
}

bool WalkModel::is_legal(const Command& command, const Person& person, Now now,
                         bool other_is_later) const {
    const auto rule = rules().find(command.action);
    if (rule == rules().end()) return false;  // The citizen's alone, or told by rule.
    const One& one = tickets_[command.ticket];
    if (std::string(rule->second.roles).find(person.role) == std::string::npos) return false;
    if (rule->second.kind == (is_rating_ ? 'c' : 'r')) return false;
    if (!rule->second.way.contains(one.state) || !is_seen(one, person)) return false;
    static const std::set<Action> kGoesOn = {Action::Dispatch, Action::Designate, Action::Merge,
                                             Action::Separate, Action::Archive};
    if (person.role == 'i' && !is_taken_in(one) && !kGoesOn.contains(command.action)) return false;
    if (command.action == Action::Merge && !may_join(command, other_is_later)) return false;
    return is_ready(command, person, now);
}

void WalkModel::take_call(One& one, const Command& command, const Person& person, Now now) {
    if (one.state != "registered") return;
    if (is_reached(*command.outcome)) one.state = "verified";
    if (!is_in_vain(*command.outcome) || !now.is_open()) return;
    one.halves.insert(now.half);
    one.callers.insert(person.account);
}

void WalkModel::take_closing_call(One& one, const Command& command, const Person& person, Now now) {
    constexpr int kFair = 3;
    if (is_reached(*command.outcome)) {
        one.heard = command.satisfaction;
        const bool watched = watches_ && command.satisfaction < kFair;
        if (command.pressed || watched) ++one.version, ++one.supervised;
        ++one.version;  // Each of these ways is a step of its own.
        if (one.heard >= kFair) {
            one.state = "closed";
        } else if (one.reworks < 1) {
            begin_anew(one);
        } else if (one.rechecks < 1) {
            ++one.rechecks;
            one.state = "rechecking";
        } else {
            one.state = "closed";
        }
        return;
    }
    if (!is_in_vain(*command.outcome) || !now.is_open()) return;
    one.closing_halves.insert(now.half);
    one.closing_callers.insert(person.account);
    if (one.closing_halves.size() < kAttempts || one.closing_callers.size() < kCallers) return;
    one.state = "closed";
    ++one.version;
}

void WalkModel::take_class(One& one, const Command& command, const Person& person, Now now) {
    one.parts.insert(person.account);
    const bool outside = command.found == RatingClass::Mistake ||  //
                         command.found == RatingClass::Malicious;
    one.state = outside ? "appealed" : "not_accepted";
    one.appealed = one.appealed || outside;
    if (command.found != RatingClass::Valid) return;
    one.state = "accepted";
    hand_over(one, true, now.half);
}

void WalkModel::take_answer(One& one, const Person& person) {
    one.parts.insert(person.account);
    one.answer_by = person.account;
    one.approved_by.clear();
    one.state = person.role == 'h' ? "reviewing" : "replied";
    one.is_signed = one.is_signed || person.role == 'h';
}

/// What becomes of the one that goes with `main`.
void WalkModel::tell_other(std::size_t main) {
    One& one = tickets_[main];
    One& other = tickets_[1 - main];
    static const std::set<std::string> kTold = {"replied", "not_accepted", "transferred",
                                                "closed",  "withdrawn",    "appealed"};
    if (!one.joined || !kTold.contains(one.state)) return;
    one.joined = false;
    ++one.version;
    ++other.version;
    if (one.state == "replied") {
        other.state = "replied";
        other.answer_by = one.answer_by;
        other.approved_by = one.approved_by;
        other.parts.insert(one.answer_by);
        if (one.approved_by.empty()) return;
        other.parts.insert(one.approved_by);
        other.is_signed = true;
        ++other.version;
        return;
    }
    const bool refused = one.state == "not_accepted" && !is_rating_ && other.resumes != "accepted";
    other.state = refused || one.state == "transferred" ? one.state : other.resumes;
}

/// What waits for the citizen or for another, and goes on.
void WalkModel::take_waiting(const Command& command, const std::string& from) {
    One& one = tickets_[command.ticket];
    One& other = tickets_[1 - command.ticket];
    switch (command.action) {
        case Action::NeedInfo:
            one.resumes = from;
            ++one.asked;
            break;
        case Action::Supplement:
            one.state = one.resumes;
            break;
        case Action::Merge:
            one.resumes = from;
            other.joined = true;
            ++other.version;
            break;
        case Action::Separate:
        case Action::Withdraw:
            if (command.action == Action::Separate) one.state = one.resumes;
            if (from == "merged") other.joined = false, ++other.version;
            break;
        default:
            break;
    }
}

void WalkModel::take(const Command& command, const Person& person, Now now) {
    One& one = tickets_[command.ticket];
    const std::string from = one.state;
    const std::string to = rules().at(command.action).way.at(from);
    ++one.version;
    if (to != "*" && to != "?") one.state = to;
    switch (command.action) {
        case Action::Callback:
            take_call(one, command, person, now);
            break;
        case Action::ClosingCall:
            take_closing_call(one, command, person, now);
            break;
        case Action::Classify:
            take_class(one, command, person, now);
            break;
        case Action::Reply:
            take_answer(one, person);
            break;
        case Action::Approve:
            one.parts.insert(person.account);
            one.approved_by = person.account;
            break;
        case Action::Accept:
        case Action::Dispatch:
        case Action::Designate:
            hand_over(one, true, now.half);
            one.designated = one.designated || command.action == Action::Designate;
            break;
        case Action::Dismiss:
            if (one.dispatched < 0) hand_over(one, true, now.half);
            break;
        case Action::Return:
            hand_over(one, false, now.half);
            one.returned = true;
            break;
        case Action::Sign:
            one.is_signed = true;
            break;
        case Action::AskExtension:
        case Action::DenyExtension:
        case Action::Extend:
            one.asked_more = command.action == Action::AskExtension;
            one.extensions += command.action == Action::Extend ? 1 : 0;
            break;
        case Action::Rework:
            begin_anew(one);
            if (watches_) ++one.version, ++one.supervised;
            break;
        case Action::Reopen:
            begin_anew(one);
            break;
        case Action::Recheck:
            ++one.rechecks;
            break;
        case Action::Appeal:
            one.parts.insert(person.account);
            one.appealed = true;
            break;
        case Action::Overturn:
            one.excluded = true;
            break;
        case Action::Supervise:
            ++one.supervised;
            break;
        default:
            take_waiting(command, from);
            break;
    }
    tell_other(0);
    tell_other(1);
}

}  // namespace sunbooth::tests
