// SPDX-License-Identifier: Apache-2.0
#include "sync/center/retention/retention.h"

#include "sync/base/assert.h"
#include "sync/base/mutant.h"
#include "sync/center/intake/parked.h"
#include "sync/center/intake/quarantine.h"
#include "sync/center/intake/retained.h"
#include "sync/center/intake/submissions.h"
#include "sync/center/monitoring/ended.h"
#include "sync/center/registry/journal.h"
#include "sync/center/tickets/ended.h"

#include <algorithm>
#include <utility>

namespace sunbooth::center::retention {
namespace {

constexpr int kPage = 500;
constexpr const char* kByRule = "(rule)";

constexpr std::string_view kWasErased = R"sql(
    SELECT 1 FROM retention_erased WHERE record_id = :record AND what = :what)sql";
constexpr std::string_view kInsert = R"sql(
    INSERT OR IGNORE INTO retention_erased (record_id, what, rule, about, since_on, erased_on)
    VALUES (:record, :what, :rule, :about, :since, :on))sql";
constexpr std::string_view kHistory = R"sql(
    SELECT erased_on, what, count(*) FROM retention_erased
     GROUP BY erased_on, what ORDER BY erased_on DESC, what LIMIT :limit)sql";

Result<bool> was_erased(store::Database& db, const domain::RecordId& record, What what) {
    store::Statement select = db.prepare(kWasErased);
    return select.bind(":record", record.view()).bind(":what", to_string(what)).step();
}

/// Adds one to the plan unless it went before.
Status add(store::Database& db, Plan& plan, Due due, int limit) {
    const Result<bool> gone = was_erased(db, due.record, due.rule->what);
    if (!gone.ok()) return gone.error();
    if (gone.value()) return ok_status();
    ++plan.all;
    if (plan.due.size() < static_cast<std::size_t>(limit)) plan.due.push_back(std::move(due));
    return ok_status();
}

Status plan_tickets(store::Database& db, const Keep& rule, domain::Date before, Plan& plan,
                    int limit) {
    std::int64_t after = 0;
    while (true) {
        const auto page = tickets::ended_before(db, before, after, kPage);
        if (!page.ok()) return page.error();
        for (const tickets::Ended& one : page.value()) {
            after = one.id;
            if (rule.what == What::Contact && !one.has_contact) continue;
            const Status added =
                add(db, plan, {one.record, one.ticket_no, &rule, one.ended_on}, limit);
            if (!added.ok()) return added;
        }
        if (page.value().size() < std::size_t{kPage}) return ok_status();
    }
}

Status plan_ratings(store::Database& db, const Keep& rule, domain::Date before, Plan& plan,
                    int limit) {
    std::int64_t after = 0;
    while (true) {
        const auto page = intake::ratings_before(db, before, after, kPage);
        if (!page.ok()) return page.error();
        for (const intake::RetainedRating& one : page.value()) {
            after = one.row;
            // One that has a ticket goes by the ticket's end.
            const Result<bool> ticket = tickets::has_ticket(db, one.record);
            if (!ticket.ok()) return ticket.error();
            if (ticket.value()) continue;
            const Status added = add(db, plan, {one.record, "", &rule, one.filed_on}, limit);
            if (!added.ok()) return added;
        }
        if (page.value().size() < std::size_t{kPage}) return ok_status();
    }
}

Status plan_issues(store::Database& db, const Keep& rule, domain::Date before, Plan& plan,
                   int limit) {
    std::int64_t after = 0;
    while (true) {
        const auto page = monitoring::ended_before(db, before, after, kPage);
        if (!page.ok()) return page.error();
        for (const monitoring::EndedIssue& one : page.value()) {
            after = one.id;
            const Status added =
                add(db, plan, {one.record, one.issue_no, &rule, one.ended_on}, limit);
            if (!added.ok()) return added;
        }
        if (page.value().size() < std::size_t{kPage}) return ok_status();
    }
}

Status plan_of_terminals(store::Database& db, const Keep& rule, domain::Date before, Plan& plan,
                         int limit) {
    const auto page_of =
        rule.what == What::Queue ? &intake::quarantines_before : &intake::parked_before;
    std::int64_t after = 0;
    while (true) {
        const auto page = page_of(db, before, after, kPage);
        if (!page.ok()) return page.error();
        for (const intake::RetainedOfTerminal& one : page.value()) {
            after = one.id;
            ++plan.all;
            if (plan.due.size() >= static_cast<std::size_t>(limit)) continue;
            plan.due.push_back({{}, one.about, &rule, one.since_on, one.id});
        }
        if (page.value().size() < std::size_t{kPage}) return ok_status();
    }
}

Status plan_of(store::Database& db, const Keep& rule, domain::Date before, Plan& plan, int limit) {
    switch (rule.of) {
        case Of::Ticket:
            return plan_tickets(db, rule, before, plan, limit);
        case Of::Rating:
            return plan_ratings(db, rule, before, plan, limit);
        case Of::Issue:
            return plan_issues(db, rule, before, plan, limit);
        case Of::Terminal:
            return plan_of_terminals(db, rule, before, plan, limit);
    }
    return ok_status();
}

Status write_down(store::Database& db, const Due& due, domain::Date today) {
    store::Statement insert = db.prepare(kInsert);
    insert.bind(":record", due.record.view()).bind(":what", to_string(due.rule->what));
    insert.bind(":rule", due.rule->name).bind(":about", due.about);
    insert.bind(":since", due.since.iso()).bind(":on", today.iso());
    return insert.run();
}

/// A record without a contact, or without words, has nothing to erase.
Status unless_absent(const Status& done) {
    if (!done.ok() && done.error().code == ErrorCode::NotFound) return ok_status();
    return done;
}

Status erase_one(const Means& means, const Due& due, WallTime now) {
    if (mutant("retention.only_says_so")) return ok_status();
    if (due.rule->what == What::Queue) {
        return intake::erase_quarantine(means.db, due.row, domain::date_of(now));
    }
    if (due.rule->what == What::Parked) {
        return intake::erase_parked(means.db, means.keys, due.row, now);
    }
    if (due.rule->what == What::Contact) {
        if (Status gone = unless_absent(means.vault.erase(due.record)); !gone.ok()) return gone;
        return unless_absent(intake::erase_original(means.db, means.keys, due.record, now));
    }
    return unless_absent(intake::erase_words(means.db, means.keys, due.record, now));
}

/// Asks for it once more.
Status prove(const Means& means, const Due& due) {
    Error there{ErrorCode::Corrupt, due.about + ": is still there", "retention"};
    if (due.rule->what == What::Queue) {
        const auto pieces = intake::count_pieces(means.db, due.row);
        if (!pieces.ok()) return pieces.error();
        return pieces.value() == 0 ? ok_status() : Status(there);
    }
    if (due.rule->what == What::Parked) {
        const auto holds = intake::holds_parked(means.db, due.row);
        if (!holds.ok()) return holds.error();
        return holds.value() ? Status(there) : ok_status();
    }
    const auto original = intake::verify_original(means.db, means.keys, due.record);
    if (original.ok()) return there;
    if (due.rule->what == What::Contact) {
        const auto mask = means.vault.mask(due.record);
        if (mask.ok()) return mask.value().empty() ? ok_status() : Status(there);
        return mask.error().code == ErrorCode::NotFound ? ok_status() : Status(mask.error());
    }
    const auto words = intake::read_words(means.db, means.keys, due.record);
    if (words.ok()) return there;
    const ErrorCode code = words.error().code;
    const bool gone = code == ErrorCode::Refused || code == ErrorCode::NotFound;
    return gone ? ok_status() : Status(words.error());
}

int& count_of(Run& run, What what) {
    switch (what) {
        case What::Contact:
            return run.contacts;
        case What::Words:
            return run.words;
        case What::Queue:
            return run.queues;
        case What::Parked:
            return run.parked;
    }
    return run.words;
}

/// What a terminal sent in vain is named: whoever asks for it later must learn what became of it.
Status note_of_terminal(store::Database& db, const Due& due, WallTime now) {
    return registry::note(db, {0,
                               now,
                               kByRule,
                               "erased",
                               due.about,
                               {{"rule", due.rule->name}, {"since", due.since.iso()}}});
}

Status note_run(store::Database& db, const Run& run, WallTime now) {
    return registry::note(db, {0,
                               now,
                               kByRule,
                               "erased",
                               "retention",
                               {{"contacts", std::to_string(run.contacts)},
                                {"words", std::to_string(run.words)},
                                {"queues", std::to_string(run.queues)},
                                {"parked", std::to_string(run.parked)},
                                {"proved", std::to_string(run.proved)}}});
}

}  // namespace

Result<Plan> plan(store::Database& db, const Schedule& schedule, domain::Date today, int limit) {
    SUNBOOTH_ASSERT(limit >= 1);
    Plan plan;
    if (today < schedule.from) return plan;
    for (const Keep& rule : schedule.rules) {
        const domain::Date before = today.plus(-rule.days);
        const Status planned = plan_of(db, rule, before, plan, limit);
        if (!planned.ok()) return planned.error().in("retention.plan");
    }
    return plan;
}

Result<Run> carry_out(const Means& means, const Schedule& schedule, WallTime now, int limit) {
    const domain::Date today = domain::date_of(now);
    const Result<Plan> found = plan(means.db, schedule, today, limit);
    if (!found.ok()) return found.error();
    Run run;
    if (found.value().due.empty()) return run;
    Result<store::Transaction> transaction = store::Transaction::begin(means.db);
    if (!transaction.ok()) return transaction.error();
    for (const Due& due : found.value().due) {
        if (Status gone = erase_one(means, due, now); !gone.ok()) return gone.error();
        if (Status proved = prove(means, due); !proved.ok()) return proved.error();
        const Status told = due.rule->of == Of::Terminal ? note_of_terminal(means.db, due, now)
                                                         : write_down(means.db, due, today);
        if (!told.ok()) return told.error();
        ++count_of(run, due.rule->what);
        ++run.proved;
    }
    if (Status noted = note_run(means.db, run, now); !noted.ok()) return noted.error();
    if (Status kept = transaction.value().commit(); !kept.ok()) return kept.error();
    // The log would keep the pages as they were.
    if (Status folded = means.db.checkpoint(); !folded.ok()) return folded.error();
    return run;
}

Result<std::vector<Day>> history(store::Database& db, int limit) {
    store::Statement select = db.prepare(kHistory);
    select.bind(":limit", limit);
    std::vector<Day> days;
    while (true) {
        const Result<bool> row = select.step();
        if (!row.ok()) return row.error().in("retention.history");
        if (!row.value()) break;
        const auto on = domain::Date::parse(select.text(0));
        if (!on.ok()) return on.error();
        days.push_back({on.value(), select.text(1), select.integer(2)});
    }
    const auto queues = intake::quarantines_erased(db, limit);
    if (!queues.ok()) return queues.error();
    const auto parked = intake::parked_erased(db, limit);
    if (!parked.ok()) return parked.error();
    for (const auto& [what, erased] :
         {std::pair(What::Queue, &queues.value()), std::pair(What::Parked, &parked.value())}) {
        for (const intake::ErasedOnDay& one : *erased) {
            days.push_back({one.on, to_string(what), one.count});
        }
    }
    std::ranges::stable_sort(days, [](const Day& a, const Day& b) { return b.on < a.on; });
    if (days.size() > static_cast<std::size_t>(limit)) days.resize(static_cast<std::size_t>(limit));
    return days;
}

}  // namespace sunbooth::center::retention
