// SPDX-License-Identifier: Apache-2.0
// What must be true when everything has settled.
#include "sync/center/intake/submissions.h"
#include "sync/center/intake/verify.h"
#include "sync/center/vault/mask.h"
#include "tests/sim/town.h"

#include <map>

namespace sunbooth::sim {
namespace {

using namespace center;

constexpr std::size_t kQuestions = 10;

std::int64_t number(store::Database& db, std::string_view sql, const domain::RecordId& record) {
    store::Statement select = db.prepare(sql);
    const Result<bool> row = select.bind(":record", record.view()).step();
    return row.ok() && row.value() ? select.integer(0) : -1;
}

std::vector<domain::RecordId> all_records(store::Database& db) {
    store::Statement select = db.prepare("SELECT record_id FROM submission ORDER BY row_no");
    std::vector<domain::RecordId> records;
    while (true) {
        const Result<bool> row = select.step();
        if (!row.ok() || !row.value()) return records;
        records.push_back(select.fixed<domain::RecordId>(0));
    }
}

}  // namespace

void Town::count() {
    if (!center_.is_running()) return world_.blame("the center is down in good weather");
    count_forms();
    for (const std::string& one : center_.parked()) world_.blame("parked for ever: " + one);
    count_queues();
    ask_again();
    const auto chains = intake::verify_chains(center_.db(), center_.keys().signers());
    if (!chains.ok()) return world_.blame("chains: " + chains.error().line());
    if (chains.value().fault) world_.blame("chain: " + chains.value().fault->what);
    if (chains.value().alarmed > 0) world_.blame("the center saw gaps or forks");
}

/// Every form that was thanked is there exactly once with its own words, and nothing else is.
void Town::count_forms() {
    std::map<std::string, std::vector<domain::RecordId>> found;
    for (const domain::RecordId& record : all_records(center_.db())) {
        const auto words = intake::read_words(center_.db(), center_.keys(), record);
        if (!words.ok()) return world_.blame("unreadable: " + words.error().line());
        found[std::string(words.value().view())].push_back(record);
    }
    for (const Form& form : ledger_) {
        const auto there = found.extract(form.text);
        const std::size_t times = there.empty() ? 0 : there.mapped().size();
        if (form.refused && times > 0) world_.blame("refused and kept: " + form.text);
        if (times > 1) world_.blame("doubled: " + form.text);
        if (form.is_thanked() && times == 0) world_.blame("lost: " + form.text);
        if (times != 1) continue;
        const domain::RecordId record = there.mapped().front();
        if (form.is_thanked() && record != *form.id) world_.blame("another id: " + form.text);
        count_tickets(record, form);
    }
    for (const auto& [words, records] : found) world_.blame("nobody filed: " + words);
}

void Town::count_tickets(const domain::RecordId& record, const Form& form) {
    const bool issue = form.kind == domain::RecordKind::Issue;
    const auto tickets = number(center_.db(),
                                issue ? "SELECT count(*) FROM issue WHERE record_id = :record"
                                      : "SELECT count(*) FROM ticket WHERE record_id = :record",
                                record);
    if (tickets != 1) world_.blame("tickets of one form: " + std::to_string(tickets));
    const Result<std::string> mask = center_.vault().mask(record);
    if (!mask.ok()) return world_.blame("contact lost: " + mask.error().line());
    if (mask.value() != vault::masked(form.phone)) world_.blame("another contact: " + form.text);
}

/// Delivered, backed up, and only then let go.
void Town::count_queues() {
    for (const auto& kiosk : kiosks_) {
        if (!kiosk->is_running()) {
            world_.blame(kiosk->name() + " is down in good weather");
            continue;
        }
        const client::OutboxCounts& counts = kiosk->courier().outbox()->counts();
        if (counts.unsent > 0) world_.blame(kiosk->name() + " never sent everything");
        if (counts.held > 0) world_.blame(kiosk->name() + " still holds records");
        if (counts.parked > 0) world_.blame(kiosk->name() + " still holds what was refused");
    }
}

/// Citizens come back with their receipts, to any kiosk.
void Town::ask_again() {
    std::size_t asked = 0;
    for (const Form& form : ledger_) {
        if (!form.is_thanked() || world_.chance().between(0, 9) != 0) continue;
        if (++asked > kQuestions) return;
        Kiosk& kiosk = *kiosks_[asked % kiosks_.size()];
        if (!kiosk.is_running()) return;
        bool found = false;
        kiosk.look_up(*form.code, [&found](const client::News& news) {
            const auto* view = std::get_if<client::ReceiptFound>(&news);
            found = view != nullptr && !view->queued;
        });
        world_.run_until(world_.now() + std::chrono::minutes{1});
        if (!found) world_.blame("no answer for a receipt of " + form.text);
    }
}

}  // namespace sunbooth::sim
