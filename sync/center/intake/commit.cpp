// SPDX-License-Identifier: Apache-2.0
#include "sync/center/intake/commit.h"

#include "sync/base/mutant.h"
#include "sync/center/intake/chain.h"
#include "sync/center/intake/parked.h"
#include "sync/center/intake/submissions.h"
#include "sync/center/monitoring/issues.h"
#include "sync/center/registry/center.h"
#include "sync/center/registry/journal.h"
#include "sync/center/tickets/marks.h"
#include "sync/center/tickets/tickets.h"

namespace sunbooth::center::intake {
namespace {

constexpr int kBadRatingMax = 2;  ///< Ratings of levels 1 and 2 get a ticket (domain.md 4.2).
constexpr const char* kByRule = "(rule)";

/// One batch on its way into the database.
class Writing {
public:
    Writing(store::Database& db, const registry::Keys& keys, fleet::Kiosk kiosk, Arrival arrival)
        : db_(db),
          keys_(keys),
          kiosk_(std::move(kiosk)),
          arrival_(std::move(arrival)),
          now_(arrival_.at) {}

    Result<wire::RecordVerdict> write(const CheckedRecord& record);
    /// The verdict on a record whose id or bytes are known here.
    Result<std::optional<wire::RecordVerdict>> seen_before(const CheckedRecord& record);
    std::vector<fleet::Alarm> take_raised() { return std::move(raised_); }

private:
    Result<wire::RecordVerdict> set_aside(const CheckedRecord& record, const Parking& parking,
                                          fleet::AlarmKind kind);
    Result<wire::RecordVerdict> take(const CheckedRecord& record, const Arrival& arrival);
    Result<wire::RecordVerdict> take_parked(const CheckedRecord& record, const Parked& parked);
    wire::RecordVerdict duplicate_of(const CheckedRecord& record, Stored stored);
    Status open_ticket(const CheckedRecord& record, const FilingTime& filed);
    Status open_issue(const CheckedRecord& record, const FilingTime& filed);
    Status advance(const CheckedRecord& record);
    Status raise(fleet::AlarmKind kind, const CheckedRecord& record, std::string detail);

    store::Database& db_;
    const registry::Keys& keys_;
    fleet::Kiosk kiosk_;
    const Arrival arrival_;
    const WallTime now_;
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
    const Status parked = park(db_, kiosk_, record, parking, arrival_);
    if (!parked.ok()) return parked.error();
    const Status raised = raise(kind, record, parking.reason);
    if (!raised.ok()) return raised.error();
    return parked_verdict(record.parts.id, parking);
}

/// Only what has a place in the chain can become a submission there; the rest is a claim.
bool may_be_taken(const CheckedRecord& record, const Parked& parked) {
    return parked.parking.verdict == wire::Verdict::Refused && parked.parking.in_chain &&
           !parked.erased && record.authentic && record.refusal.empty() &&
           !mutant("intake.parked_stays");
}

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
    const Result<std::optional<Parked>> parked = find_parked(db_, kiosk_, record.digest);
    if (!parked.ok()) return parked.error();
    if (!parked.value()) return Seen{};
    if (!may_be_taken(record, *parked.value())) {
        return Seen{parked_verdict(record.parts.id, parked.value()->parking)};
    }
    Result<wire::RecordVerdict> taken = take_parked(record, *parked.value());
    if (!taken.ok()) return taken.error();
    return Seen{std::move(taken).value()};
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

Result<wire::RecordVerdict> Writing::take(const CheckedRecord& record, const Arrival& arrival) {
    const FilingTime filed = correct_filing_time(record.filed, arrival.clocks, arrival.at);
    const Result<Stored> stored = store_submission(db_, keys_, kiosk_, record, filed, now_);
    if (!stored.ok()) return stored.error();
    const Status ticketed = open_ticket(record, filed);
    if (!ticketed.ok()) return ticketed.error();
    return stored_verdict(wire::Verdict::Stored, record.parts.id, stored.value());
}

/// Filed when it was filed: by the clocks of the batch in which it came first.
Result<wire::RecordVerdict> Writing::take_parked(const CheckedRecord& record,
                                                 const Parked& parked) {
    Result<wire::RecordVerdict> taken = take(record, parked.arrival);
    if (!taken.ok()) return taken;
    const Status gone = unpark(db_, parked.id);
    if (!gone.ok()) return gone.error();
    const Status noted = registry::note(
        db_, {0,
              now_,
              kByRule,
              "parked_taken",
              kiosk_.name + " " + std::to_string(record.parts.seq),
              {{"reason", parked.parking.reason}, {"row", std::to_string(taken.value().row)}}});
    if (!noted.ok()) return noted.error();
    return taken;
}

Result<wire::RecordVerdict> Writing::write(const CheckedRecord& record) {
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
    if (record.refusal.empty()) return take(record, arrival_);
    return set_aside(record, {wire::Verdict::Refused, record.refusal, true},
                     fleet::AlarmKind::Refused);
}

/// The mutant's: a backup is believed to hold whatever was filed, by the clock of its kiosk, before
/// it was finished. Numbers alone know (reliability.md 3.7).
Result<std::uint64_t> newest_row_told_before(store::Database& db, std::optional<WallTime> at) {
    store::Statement select = db.prepare(
        "SELECT coalesce(max(row_no), 0) FROM submission WHERE filed_told_at_ms <= :at_ms");
    const Result<bool> row = select.bind(":at_ms", at ? to_ms(*at) : 0).step();
    if (!row.ok()) return row.error();
    return static_cast<std::uint64_t>(select.integer(0));
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
    Writing writing(db, keys, std::move(kiosk).value(), {batch.clocks, now});
    Committed committed;
    for (const CheckedRecord& record : batch.records) {
        Result<wire::RecordVerdict> verdict = writing.write(record);
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
    if (mutant("intake.backed_up_by_clock")) {
        const Result<std::uint64_t> told = newest_row_told_before(db, state.value().backed_up_at);
        if (!told.ok()) return told.error();
        committed.answer.backed_up_row = told.value();
    }
    committed.raised = writing.take_raised();
    return committed;
}

Result<int> take_parked(store::Database& db, const registry::Keys& keys,
                        const std::vector<CheckedBatch>& good, WallTime now) {
    int taken = 0;
    for (const CheckedBatch& batch : good) {
        Result<fleet::Kiosk> kiosk = fleet::find_kiosk(db, batch.kiosk);
        if (!kiosk.ok()) return kiosk.error().in("intake.take_parked");
        // The chain in which it has its place, whoever has the name today.
        kiosk.value().epoch = batch.epoch;
        Writing writing(db, keys, std::move(kiosk).value(), {batch.clocks, now});
        for (const CheckedRecord& record : batch.records) {
            const auto verdict = writing.seen_before(record);
            if (!verdict.ok()) return verdict.error().in("intake.take_parked");
            const bool stored =
                verdict.value() && verdict.value()->verdict == wire::Verdict::Stored;
            taken += stored ? 1 : 0;
        }
    }
    return taken;
}

}  // namespace sunbooth::center::intake
