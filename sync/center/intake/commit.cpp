// SPDX-License-Identifier: Apache-2.0
#include "sync/center/intake/commit.h"

#include "sync/base/mutant.h"
#include "sync/center/intake/chain.h"
#include "sync/center/intake/parked.h"
#include "sync/center/intake/submissions.h"
#include "sync/center/monitoring/issues.h"
#include "sync/center/registry/center.h"
#include "sync/center/tickets/marks.h"
#include "sync/center/tickets/tickets.h"

namespace sunbooth::center::intake {
namespace {

constexpr int kBadRatingMax = 2;  ///< Ratings of levels 1 and 2 get a ticket (domain.md 4.2).

/// One batch on its way into the database.
class Writing {
public:
    Writing(store::Database& db, const registry::Keys& keys, fleet::Kiosk kiosk, WallTime now)
        : db_(db), keys_(keys), kiosk_(std::move(kiosk)), now_(now) {}

    Result<wire::RecordVerdict> write(const CheckedRecord& record, const BatchClocks& clocks);
    std::vector<fleet::Alarm> take_raised() { return std::move(raised_); }

private:
    Result<std::optional<wire::RecordVerdict>> seen_before(const CheckedRecord& record);
    Result<wire::RecordVerdict> set_aside(const CheckedRecord& record, const Parking& parking,
                                          fleet::AlarmKind kind);
    Result<wire::RecordVerdict> take(const CheckedRecord& record, const BatchClocks& clocks);
    wire::RecordVerdict duplicate_of(const CheckedRecord& record, Stored stored);
    Status open_ticket(const CheckedRecord& record, const FilingTime& filed);
    Status open_issue(const CheckedRecord& record, const FilingTime& filed);
    Status advance(const CheckedRecord& record);
    Status raise(fleet::AlarmKind kind, const CheckedRecord& record, std::string detail);

    store::Database& db_;
    const registry::Keys& keys_;
    fleet::Kiosk kiosk_;
    WallTime now_;
    std::vector<fleet::Alarm> raised_;
};

wire::RecordVerdict stored_verdict(wire::Verdict verdict, const domain::RecordId& id,
                                   const Stored& stored) {
    return {id, verdict, {}, stored.row, stored.countersignature};
}

/// The row that it has, under the signing key that kiosks know today: for as long as that key is
/// the one it was stored under, the same bytes as the first time.
wire::RecordVerdict Writing::duplicate_of(const CheckedRecord& record, Stored stored) {
    if (!mutant("intake.old_countersignature")) {
        stored.countersignature =
            seal::countersign(record.parts.id, record.digest, stored.row, keys_.center);
    }
    return stored_verdict(wire::Verdict::Duplicate, record.parts.id, stored);
}

wire::RecordVerdict parked_verdict(const domain::RecordId& id, const Parking& parking) {
    return {id, parking.verdict, parking.reason, 0, {}};
}

Status Writing::raise(fleet::AlarmKind kind, const CheckedRecord& record, std::string detail) {
    fleet::Alarm alarm{kind, kiosk_.name, kiosk_.epoch, record.parts.seq, std::move(detail)};
    const Status raised = fleet::raise(db_, alarm, now_);
    if (raised.ok()) raised_.push_back(std::move(alarm));
    return raised;
}

Result<wire::RecordVerdict> Writing::set_aside(const CheckedRecord& record, const Parking& parking,
                                               fleet::AlarmKind kind) {
    const Status parked = park(db_, kiosk_, record, parking, now_);
    if (!parked.ok()) return parked.error();
    const Status raised = raise(kind, record, parking.reason);
    if (!raised.ok()) return raised.error();
    return parked_verdict(record.parts.id, parking);
}

/// The verdict on a record whose id or bytes are known here.
Result<std::optional<wire::RecordVerdict>> Writing::seen_before(const CheckedRecord& record) {
    using Seen = std::optional<wire::RecordVerdict>;
    if (mutant("intake.no_dedupe")) return Seen{};
    if (record.authentic) {
        const Result<std::optional<Stored>> stored = find_stored(db_, record.parts.id);
        if (!stored.ok()) return stored.error();
        if (stored.value() && stored.value()->digest == record.digest) {
            return Seen{duplicate_of(record, *stored.value())};
        }
        if (stored.value()) {
            Result<wire::RecordVerdict> conflict = set_aside(
                record, {wire::Verdict::Conflict, "id_reused", false}, fleet::AlarmKind::Conflict);
            if (!conflict.ok()) return conflict.error();
            return Seen{std::move(conflict).value()};
        }
    }
    const Result<std::optional<Parking>> parked = find_parked(db_, record.digest);
    if (!parked.ok()) return parked.error();
    if (!parked.value()) return Seen{};
    return Seen{parked_verdict(record.parts.id, *parked.value())};
}

Status Writing::advance(const CheckedRecord& record) {
    if (record.parts.seq <= kiosk_.head_seq) return ok_status();
    kiosk_.head_seq = record.parts.seq;
    kiosk_.head = record.digest;
    return fleet::advance_head(db_, kiosk_.name, record.parts.seq, record.digest);
}

Status Writing::open_issue(const CheckedRecord& record, const FilingTime& filed) {
    const domain::Issue& filing = record.issue;
    monitoring::NewIssue issue;
    issue.record = record.parts.id;
    issue.receipt_code = domain::ReceiptCode::of(record.parts.id).compact();
    issue.monitor = filing.monitor;
    issue.kind = filing.kind;
    issue.window = record.clear.window;
    issue.unit = record.clear.unit;
    issue.aspect = filing.aspect;
    issue.severity = filing.severity;
    issue.occurred_on = filing.occurred_on;
    issue.language = filing.language;
    issue.filed_at = filed.at;
    issue.kiosk = kiosk_.name;
    return monitoring::open_issue(db_, issue, now_);
}

Status Writing::open_ticket(const CheckedRecord& record, const FilingTime& filed) {
    if (record.parts.kind == domain::RecordKind::Issue) return open_issue(record, filed);
    const bool is_rating = record.parts.kind == domain::RecordKind::Rating;
    if (is_rating && record.level > kBadRatingMax) return ok_status();
    tickets::NewTicket ticket;
    ticket.record = record.parts.id;
    ticket.kind = record.parts.kind;
    ticket.receipt_code = domain::ReceiptCode::of(record.parts.id).compact();
    ticket.unit = record.clear.unit;
    ticket.window = record.clear.window;
    ticket.topic = record.clear.topic;
    ticket.category = record.clear.category;
    ticket.language = record.clear.language;
    ticket.filed_at = filed.at;
    ticket.occurred_from = record.occurred_from;
    ticket.occurred_to = record.occurred_to;
    ticket.has_contact = record.has_contact;
    ticket.kiosk = kiosk_.name;
    const Result<std::int64_t> opened = tickets::open_ticket(db_, ticket, now_);
    if (!opened.ok()) return opened.error();
    return tickets::mark_events(db_, opened.value(), keys_.center);
}

Result<wire::RecordVerdict> Writing::take(const CheckedRecord& record, const BatchClocks& clocks) {
    const FilingTime filed = correct_filing_time(record.filed, clocks, now_);
    const Result<Stored> stored = store_submission(db_, keys_, kiosk_, record, filed, now_);
    if (!stored.ok()) return stored.error();
    const Status ticketed = open_ticket(record, filed);
    if (!ticketed.ok()) return ticketed.error();
    return stored_verdict(wire::Verdict::Stored, record.parts.id, stored.value());
}

Result<wire::RecordVerdict> Writing::write(const CheckedRecord& record, const BatchClocks& clocks) {
    Result<std::optional<wire::RecordVerdict>> seen = seen_before(record);
    if (!seen.ok()) return seen.error();
    if (seen.value()) return std::move(*seen.value());
    if (!record.authentic) {
        return set_aside(record, {wire::Verdict::Refused, record.refusal, false},
                         fleet::AlarmKind::Refused);
    }
    const Result<Place> place = place_of(db_, kiosk_, {record.parts.seq, record.parts.previous});
    if (!place.ok()) return place.error();
    if (place.value() == Place::Taken) {
        return set_aside(record, {wire::Verdict::Conflict, "seq_reused", false},
                         fleet::AlarmKind::Fork);
    }
    const std::string trouble = trouble_at(place.value(), kiosk_, record.parts.seq);
    if (!trouble.empty()) {
        const auto kind =
            place.value() == Place::Gap ? fleet::AlarmKind::Gap : fleet::AlarmKind::Fork;
        const Status raised = raise(kind, record, trouble);
        if (!raised.ok()) return raised.error();
    }
    const Status advanced = advance(record);
    if (!advanced.ok()) return advanced.error();
    if (record.refusal.empty()) return take(record, clocks);
    return set_aside(record, {wire::Verdict::Refused, record.refusal, true},
                     fleet::AlarmKind::Refused);
}

/// The kiosk as the writer sees it, if it is still the one whose signature was checked.
Result<fleet::Kiosk> same_kiosk(store::Database& db, const CheckedBatch& batch) {
    Result<fleet::Kiosk> kiosk = fleet::find_kiosk(db, batch.kiosk);
    if (!kiosk.ok()) return kiosk;
    const bool revoked = kiosk.value().revoked && !mutant("fleet.ignores_revocation");
    if (revoked || kiosk.value().epoch != batch.epoch) {
        return Error{ErrorCode::Unauthorized, "this key is not valid any more", "kiosk"};
    }
    return kiosk;
}

}  // namespace

Result<Committed> commit_batch(store::Database& db, const registry::Keys& keys,
                               const CheckedBatch& batch, WallTime now) {
    Result<fleet::Kiosk> kiosk = same_kiosk(db, batch);
    if (!kiosk.ok()) return kiosk.error().in("intake.commit");
    Writing writing(db, keys, std::move(kiosk).value(), now);
    Committed committed;
    for (const CheckedRecord& record : batch.records) {
        Result<wire::RecordVerdict> verdict = writing.write(record, batch.clocks);
        if (!verdict.ok()) return verdict.error().in("intake.commit");
        committed.answer.verdicts.push_back(std::move(verdict).value());
    }
    const Status clocked = fleet::note_clock(db, batch.kiosk, batch.clocks.wall - now);
    if (!clocked.ok()) return clocked.error().in("intake.commit");
    const Result<registry::CenterState> state = registry::center_state(db);
    if (!state.ok()) return state.error().in("intake.commit");
    committed.answer.generation = state.value().generation;
    committed.answer.backed_up_row = state.value().backed_up_row;
    committed.answer.center_time_ms = to_ms(now);
    if (mutant("intake.backed_up_is_stored")) {
        const Result<std::uint64_t> newest = newest_row(db);
        if (!newest.ok()) return newest.error();
        committed.answer.backed_up_row = newest.value();
    }
    committed.raised = writing.take_raised();
    return committed;
}

}  // namespace sunbooth::center::intake
