// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/center/rules/course.h"
#include "sync/center/rules/deadline.h"
#include "sync/center/rules/issue_life.h"
#include "sync/center/rules/life.h"
#include "sync/center/tickets/counted.h"
#include "sync/center/tickets/events.h"
#include "sync/domain/ids.h"
#include "sync/domain/ticket.h"

#include <optional>
#include <string>
#include <vector>

namespace sunbooth::center::tickets {

// What staff see of tickets and do with them. What the citizen sees is in tickets.h.

/// A ticket as lists show it. No time finer than the half-day, no kiosk.
struct Ticket {
    std::int64_t id = 0;
    std::string ticket_no;
    domain::RecordId record;
    domain::RecordKind kind = domain::RecordKind::Complaint;
    std::string unit, window, topic, category;
    std::string handled_by;        ///< The unit that it was dispatched to; empty: none yet.
    std::int64_t merged_into = 0;  ///< The ticket that it goes with; 0: none.
    domain::Language language = domain::Language::Zh;
    domain::Date filed_on;
    bool filed_pm = false;
    bool has_contact = false;
    std::string profile;  ///< Id of the rule profile.
    domain::TicketState state = domain::TicketState::Registered;
    std::int64_t version = 0;  ///< Number of events.
    int callbacks = 0;
    int unreached = 0;
    rules::Course course{};
    rules::Deadlines deadlines{};
    bool sealed = false;  ///< Never shown to the accused unit.

    /// Until when its unit may say that it is not its matter.
    std::optional<WallTime> return_until{};

    const rules::Profile& rules() const;
    rules::Standing standing() const;
    bool is_seen_by(const rules::Viewer& viewer) const;
    bool awaits_callback() const;
    bool awaits_closing_call() const;
    /// What somebody of this role may do with it now, in the order of Action.
    std::vector<rules::Action> allowed(rules::Role role, WallTime now) const;
};

struct Filter {
    std::optional<domain::TicketState> state{};
    std::optional<domain::RecordKind> kind{};
    std::string unit{};                    ///< That is complained of; empty: any.
    std::string handler{};                 ///< That it was dispatched to; empty: any.
    std::string number{};                  ///< Beginning of the ticket number; empty: any.
    std::string window{};                  ///< That is complained of; empty: any.
    std::string topic{};                   ///< That was chosen at the terminal; empty: any.
    std::string filed_from{}, filed_to{};  ///< Days of filing, both included; empty: any.
    /// Only those that nobody has verified by a call yet although a number was left, and those that
    /// have waited longest first.
    bool awaits_callback = false;
    /// Only those that were answered and whose citizen was not heard about it yet.
    bool awaits_closing_call = false;
    Counted counted{};   ///< Only those that a picture counted.
    bool ended = false;  ///< Only those that are at their end: nothing is due any more.
    bool oldest_first = false;
    std::int64_t before = 0;  ///< Cursor: what comes after this id; 0: from the beginning.
    int limit = 50;           ///< 1..kListMax
};
inline constexpr int kListMax = 200;

struct Page {
    std::vector<Ticket> items;  ///< Newest first, unless the filter says otherwise; by number where
                                ///< a number is asked for.
    std::int64_t next = 0;      ///< Cursor of the page after; 0 when this is the last.
};
/// The tickets that `viewer` may see. @return NotFound until a hall was imported.
Result<Page> list(store::Database& db, const rules::Viewer& viewer, const Filter& filter);

/// How long a list is, from its beginning, as far as it was counted.
struct Total {
    std::int64_t n = 0;
    bool more = false;  ///< Counting ended early: there may be more.
};
/// Rows that are read to count a list: a long one costs no more than its first thousands.
inline constexpr std::int64_t kCountedMax = 10'000;
/// The same where each row is judged by itself: of a unit's handler, of what a picture counted.
inline constexpr std::int64_t kJudgedMax = 2'000;
/// How many tickets list() has on all its pages.
Result<Total> count(store::Database& db, const rules::Viewer& viewer, const Filter& filter);

/// @return NotFound also when `viewer` may not see it: that it exists is a secret too.
Result<Ticket> find(store::Database& db, const rules::Viewer& viewer, std::int64_t id);

/// Every day of its reply limit, counted or not, and why.
Result<std::vector<rules::ClockDay>> clock_of(store::Database& db, const Ticket& ticket);
/// Every clock that has begun, span by span.
Result<std::vector<rules::Explained>> explain(store::Database& db, const Ticket& ticket);

/// What somebody does with a ticket. Words are for the record: never in logs.
struct Deed {
    rules::Action action = rules::Action::Accept;
    std::optional<rules::Outcome> outcome{};  ///< Callback.
    std::string reason_code{};                ///< Refuse: one of the profile's.
    std::string words{};  ///< Refuse, NeedInfo, Extend, Transfer, Uphold: to the citizen. Reply:
                          ///< the answer.
    std::string unit{};   ///< Dispatch, Designate: to which.
    std::string into{};   ///< Merge: the number of the ticket that it shall go with.
    std::optional<rules::RatingClass> found{};  ///< Classify.
    /// Reply, Approve, Close: what the complaint was found to be; nothing: not said.
    std::optional<domain::Finding> finding{};
    std::string result{};  ///< Close; empty: as the calls ended.
    std::string note{};    ///< For colleagues; the reason of what needs one.
    std::optional<std::chrono::seconds> lasted{};  ///< Callback: how long it was spoken.
    std::optional<WallTime> agreed_at{};           ///< Callback, Rescheduled: when to call again.
    std::string recording{};  ///< Callback, ClosingCall: what the telephones' own system calls it.
    int satisfaction = 0;     ///< ClosingCall that reached: 1..5.
    std::string solved{};     ///< ClosingCall that reached: yes, partly, no.
    bool was_contacted = false;  ///< ClosingCall: by the unit.
    bool was_told = false;       ///< ClosingCall: the result.
    bool was_pressed = false;    ///< ClosingCall: to withdraw.
};
inline constexpr std::size_t kWordsMax = 2000;  ///< Code points of a reply.
inline constexpr std::size_t kNoteMax = 1000;
inline constexpr std::size_t kRecordingMax = 64;
inline constexpr std::chrono::seconds kCallMax = std::chrono::hours{4};
/// A call cannot be agreed on for later than this: the complaint must have been answered by then.
inline constexpr std::chrono::hours kAgreedAheadMax{24 * 30};

struct Actor {
    std::string account;
    rules::Viewer viewer;
};
/// A ticket after a deed, and every ticket that has another event for it.
struct Done {
    Ticket ticket;
    std::vector<std::int64_t> touched;
};
/// Does it: checks role, version, state and words, adds the event and derives the state from it;
/// then what follows by rule: what a closing call leads to, what a withdrawal means for those that
/// were merged. Inside the caller's transaction.
/// @return NotFound; Forbidden (the role never does this; field "account": this person may not,
/// having had a part in it); Conflict (field "expected_version": it has changed since; field
/// "action": it does not stand for this); InvalidInput.
Result<Done> act(store::Database& db, const Actor& actor, std::int64_t id,
                 std::int64_t expected_version, const Deed& deed, WallTime now);

/// Checks a ticket's events, and that its columns are what they say and lead to.
/// @return Corrupt whose field names the first bad event ("event.3"), or else the column.
Status verify_chain(store::Database& db, std::int64_t id);
/// All of them. @return the number checked; Corrupt, field "ticket.<id>.event.3".
Result<std::int64_t> verify_chains(store::Database& db);

}  // namespace sunbooth::center::tickets
