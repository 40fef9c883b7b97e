// SPDX-License-Identifier: Apache-2.0
#include "sync/center/monitoring/issues.h"

#include "sync/base/mutant.h"
#include "sync/center/registry/calendar.h"
#include "sync/center/registry/event_chain.h"
#include "sync/center/registry/hall.h"
#include "sync/center/registry/monitors.h"
#include "sync/center/rules/profile.h"
#include "sync/center/tickets/number.h"
#include "sync/domain/receipt_code.h"
#include "sync/domain/text.h"

#include <limits>

namespace sunbooth::center::monitoring {
namespace {

constexpr std::string_view kNextSerial = R"sql(
    INSERT INTO issue_serial (day, last) VALUES (:day, 1)
        ON CONFLICT (day) DO UPDATE SET last = last + 1
    RETURNING last)sql";

constexpr std::string_view kInsert = R"sql(
    INSERT INTO issue (issue_no, record_id, receipt_code, monitor, point, kind, window, unit,
                       aspect, severity, occurred_on, language, filed_on, filed_half, in_term,
                       state, version, profile)
    VALUES (:issue_no, :record, :code, :monitor, :point, :kind, :window, :unit, :aspect,
            :severity, :occurred, :language, :filed_on, :half, :in_term, :state, 1,
            :profile))sql";

// What leads an index stands in the statement; the rest is asked of each row.
#define SUNBOOTH_ISSUE                                                                       \
    "SELECT id, issue_no, record_id, monitor, point, kind, window, unit, aspect, severity,"  \
    "       occurred_on, language, filed_on, filed_half, in_term, state, finding, outcomes," \
    "       version, sent_to, profile FROM issue WHERE "
#define SUNBOOTH_ISSUES(lead)                                                        \
    SUNBOOTH_ISSUE lead                                                              \
        "id < :before"                                                               \
        "   AND (:state = '' OR state = :state) AND (:point = '' OR point = :point)" \
        "   AND (:monitor = '' OR monitor = :monitor) ORDER BY id DESC LIMIT :limit"
constexpr std::string_view kList = SUNBOOTH_ISSUES("");
constexpr std::string_view kListOfPoint = SUNBOOTH_ISSUES("point = :point AND ");
constexpr std::string_view kListOfState = SUNBOOTH_ISSUES("state = :state AND ");

constexpr std::string_view kFind = SUNBOOTH_ISSUE "id = :id";
constexpr std::string_view kOpen = SUNBOOTH_ISSUE "state <> 'closed' ORDER BY id";

constexpr std::string_view kUpdate = R"sql(
    UPDATE issue SET state = :state, finding = :finding, outcomes = :outcomes, version = :version,
                     sent_to = :sent_to
     WHERE id = :id AND version = :version - 1)sql";

constexpr std::string_view kCount = "SELECT count(*) FROM issue WHERE state = :state";

Result<std::int64_t> next_serial(store::Database& db, domain::Date day) {
    store::Statement next = db.prepare(kNextSerial);
    const Result<bool> row = next.bind(":day", day.iso()).step();
    if (!row.ok()) return row.error();
    const std::int64_t serial = next.integer(0);
    const Result<bool> end = next.step();  // The write ends with the statement.
    if (!end.ok()) return end.error();
    return serial;
}

/// A report's number, and the rules that gave it.
struct IssueNumber {
    std::string number, profile;
};
Result<IssueNumber> issue_number(store::Database& db, domain::Date today) {
    const auto hall = registry::hall_in_force(db);
    if (!hall.ok()) return hall.error();
    const rules::Profile& profile = rules::profile_on(hall.value()->promises.profile, today);
    const Result<std::int64_t> serial = next_serial(db, today);
    if (!serial.ok()) return serial.error();
    return IssueNumber{
        "JC" + tickets::ticket_number(profile.division, today, serial.value()).substr(2),
        profile.id};
}

domain::Date day_of(const std::string& iso) {
    const Result<domain::Date> day = domain::Date::parse(iso);
    return day.ok() ? day.value() : domain::Date{};
}

std::vector<std::string> split(const std::string& joined) {
    std::vector<std::string> parts;
    for (std::size_t at = 0; at < joined.size();) {
        const std::size_t end = std::min(joined.find(' ', at), joined.size());
        parts.push_back(joined.substr(at, end - at));
        at = end + 1;
    }
    return parts;
}

IssueFile file_in(const store::Statement& row) {
    IssueFile file;
    file.id = row.integer(0);
    file.issue_no = row.text(1);
    file.record = row.fixed<domain::RecordId>(2);
    file.monitor = row.text(3);
    file.point = row.text(4);
    file.standing.kind = domain::issue_kind_of(row.text(5)).value_or(domain::IssueKind::Problem);
    file.window = row.text(6);
    file.unit = row.text(7);
    file.aspect = domain::aspect_of(row.text(8)).value_or(domain::Aspect::Efficiency);
    file.severity = domain::severity_of(row.text(9)).value_or(domain::Severity::Ordinary);
    file.occurred_on = row.text(10);
    file.language = domain::language_of(row.text(11)).value_or(domain::Language::Zh);
    file.filed_on = day_of(row.text(12));
    file.filed_pm = row.text(13) == "pm";
    file.in_term = row.integer(14) != 0;
    file.standing.state =
        rules::issue_state_of(row.text(15)).value_or(rules::IssueState::Registered);
    file.standing.finding = domain::finding_of(row.text(16));
    file.outcomes = split(row.text(17));
    file.version = row.integer(18);
    file.sent_to = row.text(19);
    file.profile = row.text(20);
    return file;
}

/// What its events have led to: its clocks, and what the rules allow besides its state.
Status complete(store::Database& db, IssueFile& file) {
    const auto calendar = registry::calendar_in_force(db);
    if (!calendar.ok()) return calendar.error();
    if (file.profile.empty()) {
        const auto hall = registry::hall_in_force(db);
        if (!hall.ok()) return hall.error();
        file.profile = hall.value()->promises.profile;
    }
    const auto events = events_of(db, file.id);
    if (!events.ok()) return events.error();
    file.course = course_of(file, events.value());
    file.running = rules::running(file.course, file.rules(), *calendar.value());
    file.standing.may_extend = rules::may_extend(file.course, file.rules());
    file.standing.may_send_back = rules::may_send_back(file.course, file.rules());
    return ok_status();
}

Result<IssueFile> whole_file(store::Database& db, const store::Statement& row) {
    IssueFile file = file_in(row);
    const Status completed = complete(db, file);
    if (!completed.ok()) return completed.error();
    return file;
}

Status insert(store::Database& db, const NewIssue& issue, const IssueNumber& number,
              const domain::Monitor& monitor) {
    const domain::Date filed_on = domain::date_of(issue.filed_at);
    const bool in_term = monitor.from <= filed_on && filed_on <= monitor.until;
    store::Statement insert = db.prepare(kInsert);
    insert.bind(":issue_no", number.number)
        .bind(":profile", number.profile)
        .bind(":record", issue.record.view())
        .bind(":code", issue.receipt_code)
        .bind(":monitor", issue.monitor)
        .bind(":point", monitor.point)
        .bind(":kind", domain::to_string(issue.kind))
        .bind(":window", issue.window)
        .bind(":unit", issue.unit)
        .bind(":aspect", domain::to_string(issue.aspect))
        .bind(":severity", domain::to_string(issue.severity))
        .bind(":occurred", issue.occurred_on ? issue.occurred_on->iso() : std::string())
        .bind(":language", domain::tag_of(issue.language))
        .bind(":filed_on", filed_on.iso())
        .bind(":half", domain::is_afternoon(issue.filed_at) ? "pm" : "am")
        .bind(":in_term", in_term ? 1 : 0)
        .bind(":state", rules::to_string(rules::first_state(issue.kind)));
    return insert.run();
}

Status check_words(const IssueDeed& deed) {
    const auto length = domain::count_code_points(deed.words);
    if (!length || *length > kDeedWordsMax) {
        return invalid_input("words", "must have at most 1000 characters");
    }
    if (deed.words.find_first_not_of(" \n\t") == std::string::npos) {
        return invalid_input("words", "must say how it was found or what was decided");
    }
    // Of a report that nobody could look into nothing may follow: it is looked into again.
    const bool is_found = deed.finding && *deed.finding != domain::Finding::Unclear;
    if (deed.action == rules::IssueAction::Verify && !is_found) {
        return invalid_input("finding", "must be true, partly or untrue");
    }
    if (deed.action == rules::IssueAction::Act && !deed.outcome) {
        return invalid_input("outcome",
                             "must be bulletin, rectify, supervise, investigate or expose");
    }
    return ok_status();
}

std::string joined(const std::vector<std::string>& parts) {
    std::string all;
    for (const std::string& part : parts) all += (all.empty() ? "" : " ") + part;
    return all;
}

Status write(store::Database& db, const IssueFile& file) {
    store::Statement update = db.prepare(kUpdate);
    const auto& finding = file.standing.finding;
    update.bind(":state", rules::to_string(file.standing.state))
        .bind(":finding", finding ? domain::to_string(*finding) : "")
        .bind(":outcomes", joined(file.outcomes))
        .bind(":version", file.version)
        .bind(":sent_to", file.sent_to)
        .bind(":id", file.id);
    return update.run();
}

/// More time is given before the unit's days are over.
Status check_day(const IssueFile& file, const IssueDeed& deed, domain::Date today) {
    const bool late = file.running && file.running->due < today;
    if (deed.action != rules::IssueAction::Extend || !late) return ok_status();
    return Error{ErrorCode::Conflict,
                 "the answer was due by " + file.running->due.iso() +
                     ": more time is given before that day is over",
                 "action"};
}

/// A 整改建议书 goes to a unit of the hall.
Status put_unit(store::Database& db, IssueFile& file, const IssueDeed& deed) {
    if (deed.outcome != rules::IssueOutcome::Rectify) return ok_status();
    const std::string& unit = deed.unit.empty() ? file.unit : deed.unit;
    const auto hall = registry::hall_in_force(db);
    if (!hall.ok()) return hall.error();
    if (hall.value()->unit(unit) == nullptr) {
        return invalid_input("unit", "must be the unit of this hall that is to put it right");
    }
    file.sent_to = unit;
    return ok_status();
}

/// Changes the file, and tells it as an event.
IssueEvent take(IssueFile& file, const IssueDeed& deed, rules::IssueState to,
                const std::string& account, WallTime now) {
    IssueEvent event{
        ++file.version, now, rules::to_string(deed.action), account, {{"words", deed.words}}};
    file.standing.state = to;
    if (deed.action == rules::IssueAction::Verify) {
        file.standing.finding = deed.finding;
        event.fields["finding"] = domain::to_string(*deed.finding);
    }
    if (deed.action == rules::IssueAction::Act) {
        file.outcomes.emplace_back(rules::to_string(*deed.outcome));
        event.fields["outcome"] = rules::to_string(*deed.outcome);
        if (deed.outcome == rules::IssueOutcome::Rectify) event.fields["unit"] = file.sent_to;
    }
    return event;
}

/// What somebody else did first.
Error overtaken(store::Database& db, const IssueFile& file) {
    std::string detail = "the report has changed since";
    if (const auto events = events_of(db, file.id); events.ok() && !events.value().empty()) {
        const IssueEvent& last = events.value().back();
        detail = registry::came_first(last.by, last.type, last.at, last.n);
    }
    return {ErrorCode::Conflict, detail, "expected_version"};
}

}  // namespace

Status open_issue(store::Database& db, const NewIssue& issue, WallTime now) {
    const Result<registry::MonitorRow> monitor = registry::find_monitor(db, issue.monitor);
    if (!monitor.ok()) return monitor.error().in("monitoring.open");
    const Result<IssueNumber> number = issue_number(db, domain::date_of(now));
    if (!number.ok()) return number.error().in("monitoring.open");
    const Status inserted = insert(db, issue, number.value(), monitor.value().monitor);
    if (!inserted.ok()) return inserted.error().in("monitoring.open");
    const std::map<std::string, std::string> filed = {
        {"issue_no", number.value().number},
        {"record", to_hex(issue.record.view())},
        {"monitor", issue.monitor},
        {"kind", domain::to_string(issue.kind)},
        {"window", issue.window},
        {"unit", issue.unit},
        {"aspect", domain::to_string(issue.aspect)},
        {"severity", domain::to_string(issue.severity)},
        {"kiosk", issue.kiosk},
        {"filed_at_ms", std::to_string(to_ms(issue.filed_at))}};
    return append_event(db, db.last_insert_row(), {1, now, "registered", "kiosk", filed});
}

bool is_seen_by(const IssueFile& file, const rules::Viewer& viewer) {
    if (!rules::may_see_issues(viewer.role)) return false;
    return !viewer.avoids.contains(file.unit) || mutant("monitoring.sees_related");
}

Result<IssuePage> list(store::Database& db, const IssueFilter& filter) {
    store::Statement select = db.prepare(!filter.point.empty() ? kListOfPoint
                                         : filter.state        ? kListOfState
                                                               : kList);
    const std::int64_t newest = std::numeric_limits<std::int64_t>::max();
    select.bind(":before", filter.before == 0 ? newest : filter.before)
        .bind(":state", filter.state ? rules::to_string(*filter.state) : "")
        .bind(":point", filter.point)
        .bind(":monitor", filter.monitor)
        .bind(":limit", filter.limit + 1);
    IssuePage page;
    while (true) {
        const Result<bool> more = select.step();
        if (!more.ok()) return more.error().in("monitoring.list");
        if (!more.value()) return page;
        if (static_cast<int>(page.items.size()) == filter.limit) {
            page.next = page.items.back().id;
            return page;
        }
        Result<IssueFile> file = whole_file(db, select);
        if (!file.ok()) return file.error().in("monitoring.list");
        page.items.push_back(std::move(file).value());
    }
}

Result<IssueFile> find(store::Database& db, std::int64_t id) {
    store::Statement select = db.prepare(kFind);
    const Result<bool> row = select.bind(":id", id).step();
    if (!row.ok()) return row.error().in("monitoring.find");
    if (!row.value()) return Error{ErrorCode::NotFound, "there is no such report", "id"};
    return whole_file(db, select);
}

Status each_open(store::Database& db, const std::function<void(const IssueFile&)>& each) {
    store::Statement select = db.prepare(kOpen);
    while (true) {
        const Result<bool> row = select.step();
        if (!row.ok()) return row.error().in("monitoring.each_open");
        if (!row.value()) return ok_status();
        const Result<IssueFile> file = whole_file(db, select);
        if (!file.ok()) return file.error().in("monitoring.each_open");
        each(file.value());
    }
}

Result<int> waiting(store::Database& db, rules::Role role) {
    int count = 0;
    using rules::IssueState;
    for (const IssueState state :
         {IssueState::Registered, IssueState::Verified, IssueState::Acted, IssueState::Answered}) {
        if (!rules::may_see_issues(role)) break;
        if (rules::allowed({state, domain::IssueKind::Problem, {}}, role).empty()) continue;
        store::Statement select = db.prepare(kCount);
        const Result<bool> row = select.bind(":state", rules::to_string(state)).step();
        if (!row.ok()) return row.error().in("monitoring.waiting");
        count += static_cast<int>(select.integer(0));
    }
    return count;
}

Result<IssueFile> act(store::Database& db, const IssueActor& actor, std::int64_t id,
                      std::int64_t expected_version, const IssueDeed& deed, WallTime now) {
    if (!rules::may_see_issues(actor.role)) {
        return Error{ErrorCode::NotFound, "there is no such report", "id"};
    }
    Result<IssueFile> found = find(db, id);
    if (!found.ok()) return found;
    IssueFile file = std::move(found).value();
    if (!rules::may(actor.role, deed.action)) {
        return Error{ErrorCode::Forbidden, "this role does not do that", "action"};
    }
    if (const Status words = check_words(deed); !words.ok()) return words.error();
    if (file.version != expected_version) {
        return overtaken(db, file);
    }
    const auto to = rules::next(file.standing, deed.action, deed.outcome);
    if (!to) return Error{ErrorCode::Conflict, "it does not stand for this", "action"};
    if (const Status day = check_day(file, deed, domain::date_of(now)); !day.ok()) {
        return day.error();
    }
    if (const Status unit = put_unit(db, file, deed); !unit.ok()) return unit.error();
    const IssueEvent event = take(file, deed, *to, actor.account, now);
    if (const Status added = append_event(db, id, event); !added.ok()) return added.error();
    const Status written = write(db, file);
    if (!written.ok()) return written.error().in("monitoring.act");
    const Status completed = complete(db, file);
    if (!completed.ok()) return completed.error().in("monitoring.act");
    return file;
}

}  // namespace sunbooth::center::monitoring
