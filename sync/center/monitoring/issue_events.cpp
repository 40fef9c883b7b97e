// SPDX-License-Identifier: Apache-2.0
// The chain of a report's events, laid out as that of tickets (tickets/events.h).
#include "sync/base/mutant.h"
#include "sync/center/monitoring/issues.h"
#include "sync/center/registry/event_chain.h"

namespace sunbooth::center::monitoring {
namespace {

constexpr std::string_view kInsert = R"sql(
    INSERT INTO issue_event (issue, n, at_ms, type, by, fields, digest)
    VALUES (:issue, :n, :at_ms, :type, :by, :fields, :digest))sql";

constexpr std::string_view kDigest =
    "SELECT digest FROM issue_event WHERE issue = :issue AND n = :n";

constexpr std::string_view kSelect = R"sql(
    SELECT n, at_ms, type, by, fields, digest
      FROM issue_event WHERE issue = :issue ORDER BY n)sql";

constexpr std::string_view kSelectIds = "SELECT id, state, version FROM issue ORDER BY id";

/// What a digest covers, as it stands in the row.
struct Row {
    std::int64_t issue, n, at_ms;
    std::string type, by, fields;
};

seal::Digest digest_of(const Row& row, const seal::Digest& previous) {
    return registry::chained(mutant("monitoring.skip_prev_hash") ? seal::Digest{} : previous,
                             {row.issue, row.n, row.at_ms}, {row.type, row.by, row.fields});
}

Row row_of(const store::Statement& select, std::int64_t issue) {
    return {issue,          select.integer(0), select.integer(1),
            select.text(2), select.text(3),    select.text(4)};
}

Result<seal::Digest> digest_at(store::Database& db, std::int64_t issue, std::int64_t n) {
    if (n == 0) return seal::Digest{};
    store::Statement select = db.prepare(kDigest);
    const Result<bool> row = select.bind(":issue", issue).bind(":n", n).step();
    if (!row.ok()) return row.error();
    if (!row.value()) return Error{ErrorCode::Conflict, "the event before is missing", "event"};
    return select.fixed<seal::Digest>(0);
}

Error wrong(std::int64_t issue, std::int64_t n) {
    return {ErrorCode::Corrupt, "this is not the event that was written",
            "issue." + std::to_string(issue) + ".event." + std::to_string(n)};
}

/// The type of the last event; what the chain leads to is told by it.
Result<std::string> verify_one(store::Database& db, std::int64_t issue, std::int64_t version) {
    store::Statement select = db.prepare(kSelect);
    select.bind(":issue", issue);
    seal::Digest previous;
    std::string last;
    for (std::int64_t n = 1;; ++n) {
        const Result<bool> more = select.step();
        if (!more.ok()) return more.error();
        if (!more.value()) {
            if (n != version + 1) return wrong(issue, n);
            return last;
        }
        const Row row = row_of(select, issue);
        const auto stored = select.fixed<seal::Digest>(5);
        if (row.n != n || stored != digest_of(row, previous)) return wrong(issue, n);
        previous = stored;
        last = row.type;
    }
}

bool leads_to(const std::string& last, const std::string& state) {
    using rules::IssueAction;
    if (last == "registered") return state == "registered" || state == "closed";
    const auto action = rules::issue_action_of(last);
    if (!action) return false;
    switch (*action) {
        case IssueAction::Verify:
            return state == "verified";
        case IssueAction::Act:
            return state == "acted" || state == "rectifying" || state == "answered";
        case IssueAction::Answer:
            return state == "answered";
        case IssueAction::SendBack:
        case IssueAction::Extend:
            return state == "rectifying";
        case IssueAction::Close:
            return state == "closed";
    }
    return false;
}

}  // namespace

Status append_event(store::Database& db, std::int64_t issue, const IssueEvent& event) {
    const Result<seal::Digest> previous = digest_at(db, issue, event.n - 1);
    if (!previous.ok()) return previous.error().in("monitoring.append_event");
    const Row row{issue,      event.n,  to_ms(event.at),
                  event.type, event.by, registry::write_fields(event.fields)};
    store::Statement insert = db.prepare(kInsert);
    insert.bind(":issue", row.issue).bind(":n", row.n).bind(":at_ms", row.at_ms);
    insert.bind(":type", row.type).bind(":by", row.by).bind(":fields", row.fields);
    const Status inserted = insert.bind(":digest", digest_of(row, previous.value()).view()).run();
    return inserted.ok() ? inserted : Status(inserted.error().in("monitoring.append_event"));
}

Result<std::vector<IssueEvent>> events_of(store::Database& db, std::int64_t issue) {
    store::Statement select = db.prepare(kSelect);
    select.bind(":issue", issue);
    std::vector<IssueEvent> events;
    while (true) {
        const Result<bool> more = select.step();
        if (!more.ok()) return more.error().in("monitoring.events_of");
        if (!more.value()) return events;
        IssueEvent event{
            select.integer(0), wall_ms(select.integer(1)), select.text(2), select.text(3), {}};
        auto fields = registry::read_fields(select.text(4), "event");
        if (!fields.ok()) return wrong(issue, event.n);
        event.fields = std::move(fields).value();
        events.push_back(std::move(event));
    }
}

rules::IssueCourse course_of(const IssueFile& file, const std::vector<IssueEvent>& events) {
    const auto field = [](const IssueEvent& event, const char* name) {
        const auto found = event.fields.find(name);
        return found == event.fields.end() ? std::string() : found->second;
    };
    rules::IssueCourse course{file.filed_on, rules::first_state(file.standing.kind)};
    rules::IssueStanding standing{course.state, file.standing.kind};
    for (const IssueEvent& event : events) {
        const auto action = rules::issue_action_of(event.type);
        if (!action) continue;  // That it was registered.
        if (const auto finding = domain::finding_of(field(event, "finding"))) {
            standing.finding = finding;
        }
        const auto outcome = rules::issue_outcome_of(field(event, "outcome"));
        // What the rules allowed was asked when it was done.
        standing.may_extend = standing.may_send_back = true;
        // From before a unit was named with its advice nobody waits for an answer.
        const bool is_old = outcome == rules::IssueOutcome::Rectify && field(event, "unit").empty();
        const auto asked = is_old ? std::optional(rules::IssueOutcome::Bulletin) : outcome;
        standing.state = rules::next(standing, *action, asked).value_or(standing.state);
        course =
            rules::after(std::move(course), {*action, asked, standing, domain::date_of(event.at)});
    }
    return course;
}

Result<std::int64_t> verify_issues(store::Database& db) {
    store::Statement select = db.prepare(kSelectIds);
    std::int64_t count = 0;
    while (true) {
        const Result<bool> more = select.step();
        if (!more.ok()) return more.error().in("monitoring.verify");
        if (!more.value()) return count;
        const std::int64_t id = select.integer(0);
        const Result<std::string> last = verify_one(db, id, select.integer(2));
        if (!last.ok()) return last.error();
        if (!leads_to(last.value(), select.text(1))) {
            return Error{ErrorCode::Corrupt, "the state is not what the events lead to",
                         "issue." + std::to_string(id) + ".state"};
        }
        ++count;
    }
}

}  // namespace sunbooth::center::monitoring
