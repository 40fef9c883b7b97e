// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/clock.h"
#include "sync/base/result.h"
#include "sync/center/rules/issue_clock.h"
#include "sync/center/rules/issue_life.h"
#include "sync/domain/ids.h"
#include "sync/domain/issue.h"
#include "sync/store/database.h"
#include "sync/wire/staff.h"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace sunbooth::center::monitoring {

/// What intake knows of a report. The words are encrypted under the record's own key elsewhere.
struct NewIssue {
    domain::RecordId record;
    std::string receipt_code;  ///< Compact.
    std::string monitor;
    domain::IssueKind kind = domain::IssueKind::Problem;
    std::string window, unit;
    domain::Aspect aspect = domain::Aspect::Efficiency;
    domain::Severity severity = domain::Severity::Ordinary;
    std::optional<domain::Date> occurred_on;
    domain::Language language = domain::Language::Zh;
    WallTime filed_at;  ///< Corrected.
    std::string kiosk;  ///< For the event's audit.
};

/// Makes the file with its number and first event; inside the caller's transaction.
/// @return NotFound when no such monitor was ever known; Conflict when the record has one already.
Status open_issue(store::Database& db, const NewIssue& issue, WallTime now);

/// A file as lists show it. No time finer than the half-day, no kiosk.
struct IssueFile {
    std::int64_t id = 0;
    std::string issue_no;  ///< "JC" and what ticket numbers have.
    domain::RecordId record;
    std::string monitor, point, window, unit;
    rules::IssueStanding standing;
    domain::Aspect aspect = domain::Aspect::Efficiency;
    domain::Severity severity = domain::Severity::Ordinary;
    std::string occurred_on;  ///< Empty: not told.
    domain::Language language = domain::Language::Zh;
    domain::Date filed_on;
    bool filed_pm = false;
    bool in_term = true;
    std::vector<std::string> outcomes;  ///< Names of rules::IssueOutcome, in order.
    std::int64_t version = 0;
    std::string sent_to{};        ///< The unit that was given a 整改建议书; empty: none.
    std::string profile{};        ///< The rules that it is judged by.
    rules::IssueCourse course{};  ///< By its events,
    std::optional<rules::IssueRunning> running{};  ///< and the clock that runs.

    const rules::Profile& rules() const { return rules::profile_on(profile, filed_on); }
};

/// Whether somebody may see it: nobody sees what is about a unit that they are related to.
bool is_seen_by(const IssueFile& file, const rules::Viewer& viewer);

struct IssueFilter {
    std::optional<rules::IssueState> state{};
    std::string point{};  ///< Empty: any.
    std::string monitor{};
    std::int64_t before = 0;  ///< Cursor.
    int limit = 50;
};
struct IssuePage {
    std::vector<IssueFile> items;  ///< Newest first.
    std::int64_t next = 0;         ///< 0: this is the last.
};
Result<IssuePage> list(store::Database& db, const IssueFilter& filter);
/// @return NotFound.
Result<IssueFile> find(store::Database& db, std::int64_t id);
/// Every one that is not closed, in order.
Status each_open(store::Database& db, const std::function<void(const IssueFile&)>& each);

/// How many wait for somebody of this role.
Result<int> waiting(store::Database& db, rules::Role role);

struct IssueDeed {
    rules::IssueAction action = rules::IssueAction::Verify;
    std::optional<domain::Finding> finding{};      ///< Verify.
    std::optional<rules::IssueOutcome> outcome{};  ///< Act.
    std::string words;                             ///< How it was found, what was decided.
    std::string unit{};  ///< Act, of a 整改建议书: to whom; empty: the unit that it is about.
};
inline constexpr std::size_t kDeedWordsMax = 1000;  ///< Code points.

/// Checks role, version, standing and words, adds the event and derives the state. Inside the
/// caller's transaction. @return NotFound; Forbidden; Conflict (field "expected_version" or
/// "action"); InvalidInput. More time is given before the unit's days are over.
struct IssueActor {
    std::string account;
    rules::Role role = rules::Role::Auditor;
};
Result<IssueFile> act(store::Database& db, const IssueActor& actor, std::int64_t id,
                      std::int64_t expected_version, const IssueDeed& deed, WallTime now);

struct IssueEvent {
    std::int64_t n = 0;
    WallTime at;
    std::string type;  ///< "registered", or a rules::IssueAction's name.
    std::string by;
    std::map<std::string, std::string> fields;
};
Result<std::vector<IssueEvent>> events_of(store::Database& db, std::int64_t issue);
/// What they led to, for its clocks.
rules::IssueCourse course_of(const IssueFile& file, const std::vector<IssueEvent>& events);
/// Adds the next event, chained to the one before. Inside the caller's transaction.
Status append_event(store::Database& db, std::int64_t issue, const IssueEvent& event);
/// Every event of every file, and that the state is what they lead to.
/// @return the number of files; Corrupt naming the file and the event.
Result<std::int64_t> verify_issues(store::Database& db);

/// What a monitor sees by receipt code. @return NotFound.
Result<domain::TicketView> view_by_receipt(store::Database& db, const std::string& code);
/// What a monitor filed, newest first: number, kind, day and state, never the words.
Result<wire::StaffRecords> records_of(store::Database& db, const std::string& monitor,
                                      domain::Date today);

/// Monday of a day's week.
inline domain::Date week_of(domain::Date day) {
    return day.plus(1 - day.weekday());
}

}  // namespace sunbooth::center::monitoring
