// SPDX-License-Identifier: Apache-2.0
#include "sync/center/monitoring/issues.h"

#include "sync/base/mutant.h"
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
                       state, version)
    VALUES (:issue_no, :record, :code, :monitor, :point, :kind, :window, :unit, :aspect,
            :severity, :occurred, :language, :filed_on, :half, :in_term, :state, 1))sql";

// What leads an index stands in the statement; the rest is asked of each row.
#define SUNBOOTH_ISSUES(lead)                                                                \
    "SELECT id, issue_no, record_id, monitor, point, kind, window, unit, aspect, severity,"  \
    "       occurred_on, language, filed_on, filed_half, in_term, state, finding, outcomes," \
    "       version FROM issue WHERE " lead                                                  \
    "id < :before"                                                                           \
    "   AND (:state = '' OR state = :state) AND (:point = '' OR point = :point)"             \
    "   AND (:monitor = '' OR monitor = :monitor) ORDER BY id DESC LIMIT :limit"
constexpr std::string_view kList = SUNBOOTH_ISSUES("");
constexpr std::string_view kListOfPoint = SUNBOOTH_ISSUES("point = :point AND ");
constexpr std::string_view kListOfState = SUNBOOTH_ISSUES("state = :state AND ");

constexpr std::string_view kFind = R"sql(
    SELECT id, issue_no, record_id, monitor, point, kind, window, unit, aspect, severity,
           occurred_on, language, filed_on, filed_half, in_term, state, finding, outcomes, version
      FROM issue WHERE id = :id)sql";

constexpr std::string_view kUpdate = R"sql(
    UPDATE issue SET state = :state, finding = :finding, outcomes = :outcomes, version = :version
     WHERE id = :id AND version = :version - 1)sql";

constexpr std::string_view kCount = "SELECT count(*) FROM issue WHERE state = :state";

constexpr std::string_view kByCode = R"sql(
    SELECT issue_no, state, filed_on FROM issue WHERE receipt_code = :code)sql";

constexpr std::string_view kOfMonitor = R"sql(
    SELECT receipt_code, kind, filed_on, state FROM issue
     WHERE monitor = :monitor ORDER BY id DESC LIMIT :limit)sql";

constexpr std::string_view kSince = R"sql(
    SELECT count(*) FROM issue WHERE monitor = :monitor AND filed_on >= :since)sql";

Result<std::int64_t> next_serial(store::Database& db, domain::Date day) {
    store::Statement next = db.prepare(kNextSerial);
    const Result<bool> row = next.bind(":day", day.iso()).step();
    if (!row.ok()) return row.error();
    const std::int64_t serial = next.integer(0);
    const Result<bool> end = next.step();  // The write ends with the statement.
    if (!end.ok()) return end.error();
    return serial;
}

Result<std::string> issue_number(store::Database& db, domain::Date today) {
    const auto hall = registry::hall_in_force(db);
    if (!hall.ok()) return hall.error();
    const rules::Profile& profile = rules::profile_on(hall.value()->promises.profile, today);
    const Result<std::int64_t> serial = next_serial(db, today);
    if (!serial.ok()) return serial.error();
    return "JC" + tickets::ticket_number(profile.division, today, serial.value()).substr(2);
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
    file.standing.finding = rules::finding_of(row.text(16));
    file.outcomes = split(row.text(17));
    file.version = row.integer(18);
    return file;
}

Status insert(store::Database& db, const NewIssue& issue, const std::string& number,
              const domain::Monitor& monitor) {
    const domain::Date filed_on = domain::date_of(issue.filed_at);
    const bool in_term = monitor.from <= filed_on && filed_on <= monitor.until;
    store::Statement insert = db.prepare(kInsert);
    insert.bind(":issue_no", number)
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
    if (deed.action == rules::IssueAction::Verify && !deed.finding) {
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
        .bind(":finding", finding ? rules::to_string(*finding) : "")
        .bind(":outcomes", joined(file.outcomes))
        .bind(":version", file.version)
        .bind(":id", file.id);
    return update.run();
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
    const Result<std::string> number = issue_number(db, domain::date_of(now));
    if (!number.ok()) return number.error().in("monitoring.open");
    const Status inserted = insert(db, issue, number.value(), monitor.value().monitor);
    if (!inserted.ok()) return inserted.error().in("monitoring.open");
    const std::map<std::string, std::string> filed = {
        {"issue_no", number.value()},
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
        page.items.push_back(file_in(select));
    }
}

Result<IssueFile> find(store::Database& db, std::int64_t id) {
    store::Statement select = db.prepare(kFind);
    const Result<bool> row = select.bind(":id", id).step();
    if (!row.ok()) return row.error().in("monitoring.find");
    if (!row.value()) return Error{ErrorCode::NotFound, "there is no such report", "id"};
    return file_in(select);
}

Result<int> waiting(store::Database& db, rules::Role role) {
    int count = 0;
    using rules::IssueState;
    for (const IssueState state :
         {IssueState::Registered, IssueState::Verified, IssueState::Acted}) {
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
    const auto to = rules::next(file.standing, deed.action);
    if (!to) return Error{ErrorCode::Conflict, "it does not stand for this", "action"};
    IssueEvent event{file.version + 1,
                     now,
                     rules::to_string(deed.action),
                     actor.account,
                     {{"words", deed.words}}};
    file.standing.state = *to;
    ++file.version;
    if (deed.action == rules::IssueAction::Verify) {
        file.standing.finding = deed.finding;
        event.fields["finding"] = rules::to_string(*deed.finding);
    }
    if (deed.action == rules::IssueAction::Act) {
        file.outcomes.emplace_back(rules::to_string(*deed.outcome));
        event.fields["outcome"] = rules::to_string(*deed.outcome);
    }
    if (const Status added = append_event(db, id, event); !added.ok()) return added.error();
    const Status written = write(db, file);
    if (!written.ok()) return written.error().in("monitoring.act");
    return file;
}

Result<domain::TicketView> view_by_receipt(store::Database& db, const std::string& code) {
    store::Statement select = db.prepare(kByCode);
    const Result<bool> row = select.bind(":code", code).step();
    if (!row.ok()) return row.error().in("monitoring.view");
    if (!row.value()) return Error{ErrorCode::NotFound, "no report has this code", "code"};
    domain::TicketView view;
    view.kind = domain::RecordKind::Issue;
    view.ticket_no = select.text(0);
    view.state = rules::seen_as(
        rules::issue_state_of(select.text(1)).value_or(rules::IssueState::Registered));
    view.filed_on = day_of(select.text(2));
    return view;
}

Result<wire::StaffRecords> records_of(store::Database& db, const std::string& monitor,
                                      domain::Date today) {
    wire::StaffRecords told;
    store::Statement since = db.prepare(kSince);
    since.bind(":monitor", monitor).bind(":since", week_of(today).iso());
    const Result<bool> counted = since.step();
    if (!counted.ok()) return counted.error().in("monitoring.records_of");
    told.this_week = static_cast<int>(since.integer(0));
    store::Statement select = db.prepare(kOfMonitor);
    select.bind(":monitor", monitor).bind(":limit", std::uint64_t{wire::kStaffRecordsMax});
    while (true) {
        const Result<bool> more = select.step();
        if (!more.ok()) return more.error().in("monitoring.records_of");
        if (!more.value()) return told;
        told.records.push_back(
            {select.text(0),
             domain::issue_kind_of(select.text(1)).value_or(domain::IssueKind::Problem),
             day_of(select.text(2)), select.text(3)});
    }
}

}  // namespace sunbooth::center::monitoring
