// SPDX-License-Identifier: Apache-2.0
#include "sync/center/verify_store.h"

#include "sync/center/documents/documents.h"
#include "sync/center/intake/submissions.h"
#include "sync/center/intake/verify.h"
#include "sync/center/monitoring/issues.h"
#include "sync/center/supervision/card_events.h"
#include "sync/center/tickets/desk.h"
#include "sync/center/tickets/marks.h"

namespace sunbooth::center {
namespace {

constexpr std::string_view kOriginals = R"sql(
    SELECT record_id, kiosk, seq FROM submission WHERE sealed IS NOT NULL ORDER BY row_no)sql";

Error at_record(const std::string& kiosk, std::uint64_t seq, const std::string& what) {
    return {ErrorCode::Corrupt, "kiosk " + kiosk + ", record " + std::to_string(seq) + ": " + what,
            "chain"};
}

Status verify_originals(store::Database& db, const registry::Keys& keys) {
    store::Statement select = db.prepare(kOriginals);
    while (true) {
        const Result<bool> row = select.step();
        if (!row.ok()) return row.error().in("verify.originals");
        if (!row.value()) return ok_status();
        const Status same = intake::verify_original(db, keys, select.fixed<domain::RecordId>(0));
        if (same.ok()) continue;
        return at_record(select.text(1), static_cast<std::uint64_t>(select.integer(2)),
                         same.error().detail);
    }
}

}  // namespace

Result<StoreReport> verify_store(store::Database& db, const registry::Keys& keys) {
    const Status whole = db.check_indexes();
    if (!whole.ok()) return whole.error().in("verify.file");
    const auto chains = intake::verify_chains(db, keys.signers());
    if (!chains.ok()) return chains.error();
    if (chains.value().fault) {
        const intake::ChainFault& fault = *chains.value().fault;
        return at_record(fault.kiosk, fault.seq, fault.what);
    }
    const Status originals = verify_originals(db, keys);
    if (!originals.ok()) return originals.error();
    // The marks first: they name the event that was touched, columns only what it led to.
    const Status marked = tickets::verify_marks(db, keys.signers());
    if (!marked.ok()) return marked.error();
    const Result<std::int64_t> tickets = tickets::verify_chains(db);
    if (!tickets.ok()) return tickets.error();
    const Result<std::int64_t> issues = monitoring::verify_issues(db);
    if (!issues.ok()) return issues.error();
    const Result<std::int64_t> cards = supervision::verify_cards(db);
    if (!cards.ok()) return cards.error();
    const Result<std::int64_t> papers = documents::verify_numbers(db);
    if (!papers.ok()) return papers.error();
    return StoreReport{chains.value().records, chains.value().kiosks, tickets.value()};
}

}  // namespace sunbooth::center
