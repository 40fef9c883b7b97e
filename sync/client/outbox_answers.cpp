// SPDX-License-Identifier: Apache-2.0
// How the center's answers change the outbox: stored, parked, sent again, erased.
#include "sync/base/mutant.h"
#include "sync/client/outbox.h"

#include <algorithm>

namespace sunbooth::client {
namespace {

using store::Statement;
using store::Transaction;

constexpr std::string_view kMarkStored = R"sql(
    UPDATE record SET state = 2, reason = '', center_row = :row, generation = :generation
     WHERE id = :id AND payload IS NOT NULL)sql";

constexpr std::string_view kMarkParked = R"sql(
    UPDATE record SET state = 3, reason = :reason
     WHERE id = :id AND payload IS NOT NULL)sql";

constexpr std::string_view kMarkUnsent = R"sql(
    UPDATE record SET state = 1, reason = '', center_row = 0, generation = NULL
     WHERE seq >= :first AND payload IS NOT NULL
       AND (state = 3 OR (state = 2 AND generation <> :generation)))sql";

/// The mutant's: what an earlier generation stored is believed to be in this one.
constexpr std::string_view kTakeOver = R"sql(
    UPDATE record SET generation = :generation
     WHERE seq >= :first AND state = 2 AND payload IS NOT NULL)sql";

constexpr std::string_view kEraseBackedUp = R"sql(
    UPDATE record SET payload = NULL
     WHERE seq >= :first AND state = 2 AND payload IS NOT NULL AND generation = :generation
       AND center_row <= :backed_up_row)sql";

constexpr std::size_t kReasonBytesMax = 64;

const wire::RecordVerdict* verdict_on(const domain::RecordId& id, const wire::BatchAnswer& answer) {
    const auto found = std::find_if(answer.verdicts.begin(), answer.verdicts.end(),
                                    [&](const wire::RecordVerdict& one) { return one.id == id; });
    return found == answer.verdicts.end() ? nullptr : &*found;
}

bool is_stored(wire::Verdict verdict) {
    switch (verdict) {
        case wire::Verdict::Stored:
        case wire::Verdict::Duplicate:
            return true;
        case wire::Verdict::Conflict:
        case wire::Verdict::Refused:
            return false;
    }
    return false;
}

}  // namespace

/// A center of another generation may lack whatever it stored before its restore: all that is
/// still held goes out again, whether it stood stored, parked or not: what that center refused, and
/// its parking with it, may be unknown to this one.
Status Outbox::start_generation(const wire::Generation& generation, bool& changed) {
    const Result<std::optional<Bytes>> known = recall(kGeneration);
    if (!known.ok()) return known.error();
    const ByteView told = generation.view();
    if (known.value() && std::ranges::equal(*known.value(), told)) return ok_status();
    changed = known.value().has_value();
    const Status kept = remember(kGeneration, told);
    if (!kept.ok()) return kept;
    Statement mark = db_.prepare(mutant("client.ignore_generation") ? kTakeOver : kMarkUnsent);
    return mark.bind(":first", first_held_).bind(":generation", told).run();
}

/// False when the verdict does not count.
Result<bool> Outbox::apply_verdict(const SentRecord& sent, const wire::RecordVerdict& verdict,
                                   const wire::BatchAnswer& answer,
                                   const seal::SigningPublicKey& center, Applied& applied) {
    if (!is_stored(verdict.verdict)) {
        Statement park = db_.prepare(kMarkParked);
        const std::string reason = verdict.reason.substr(0, kReasonBytesMax);
        const Status parked = park.bind(":reason", reason).bind(":id", sent.id.view()).run();
        if (!parked.ok()) return parked.error();
        applied.parked.push_back(sent.id);
        return true;
    }
    const bool proven =
        verdict.row > 0 && seal::verify_countersign(sent.id, seal::digest(sent.record), verdict.row,
                                                    verdict.countersignature, center);
    if (!proven) return false;
    Statement mark = db_.prepare(kMarkStored);
    const Status marked = mark.bind(":row", verdict.row)
                              .bind(":generation", answer.generation.view())
                              .bind(":id", sent.id.view())
                              .run();
    if (!marked.ok()) return marked.error();
    applied.delivered.push_back(sent.id);
    return true;
}

Result<Applied> Outbox::apply(const std::vector<SentRecord>& sent, const wire::BatchAnswer& answer,
                              const seal::SigningPublicKey& center) {
    Result<Transaction> transaction = Transaction::begin(db_);
    if (!transaction.ok()) return transaction.error();
    Applied applied;
    const Status started = start_generation(answer.generation, applied.generation_changed);
    if (!started.ok()) return started.error().in("outbox.apply");
    for (const SentRecord& record : sent) {
        const wire::RecordVerdict* verdict = verdict_on(record.id, answer);
        if (verdict == nullptr) {
            applied.all_answered = false;
            continue;
        }
        const Result<bool> counted = apply_verdict(record, *verdict, answer, center, applied);
        if (!counted.ok()) return counted.error().in("outbox.apply");
        applied.all_answered = applied.all_answered && counted.value();
    }
    const std::uint64_t backed_up =
        mutant("client.erase_on_stored") ? std::uint64_t{INT64_MAX} : answer.backed_up_row;
    Statement erase = db_.prepare(kEraseBackedUp);
    const Status erased = erase.bind(":first", first_held_)
                              .bind(":generation", answer.generation.view())
                              .bind(":backed_up_row", backed_up)
                              .run();
    if (!erased.ok()) return erased.error().in("outbox.apply");
    applied.erased = db_.changes() > 0;
    const auto told = static_cast<std::uint64_t>(std::max<std::int64_t>(0, answer.center_time_ms));
    const Status timed = remember(kCenterTime, ByteWriter{}.u64(told).bytes());
    if (!timed.ok()) return timed.error().in("outbox.apply");
    const Status committed = transaction.value().commit();
    if (!committed.ok()) return committed.error().in("outbox.apply");
    const Status stock = take_stock();
    if (!stock.ok()) return stock.error().in("outbox.apply");
    if (applied.generation_changed) {
        const Status listed = list_aside();
        if (!listed.ok()) return listed.error().in("outbox.apply");
    }
    return applied;
}

}  // namespace sunbooth::client
