// SPDX-License-Identifier: Apache-2.0
#include "sync/center/intake/parked.h"

#include "sync/base/mutant.h"
#include "sync/center/intake/marks.h"

namespace sunbooth::center::intake {
namespace {

constexpr std::string_view kInsert = R"sql(
    INSERT INTO parked (kiosk, epoch, digest, record_id, seq, previous, verdict, reason, in_chain,
                        parked_at_ms, kiosk_wall_ms, kiosk_monotonic_ms, kiosk_boot, sealed)
    VALUES (:kiosk, :epoch, :digest, :record, :seq, :previous, :verdict, :reason, :in_chain,
            :now_ms, :wall_ms, :monotonic_ms, :boot, :sealed)
        ON CONFLICT (kiosk, epoch, digest) DO NOTHING)sql";

constexpr std::string_view kFind = R"sql(
    SELECT verdict, reason, in_chain, id, erased_on, parked_at_ms, kiosk_wall_ms,
           kiosk_monotonic_ms, kiosk_boot
      FROM parked WHERE kiosk = :kiosk AND epoch = :epoch AND digest = :digest)sql";

/// The mutant's: whoever sent these bytes first decides about them.
constexpr std::string_view kFindAnybodys = R"sql(
    SELECT verdict, reason, in_chain, id, erased_on, parked_at_ms, kiosk_wall_ms,
           kiosk_monotonic_ms, kiosk_boot
      FROM parked WHERE :kiosk <> '' AND :epoch > 0 AND digest = :digest)sql";

constexpr std::string_view kDelete = "DELETE FROM parked WHERE id = :id";

constexpr std::string_view kWaiting = R"sql(
    SELECT id, kiosk, epoch, sealed
      FROM parked
     WHERE id > :after AND in_chain = 1 AND verdict = 'refused' AND sealed IS NOT NULL
     ORDER BY id
     LIMIT :limit)sql";

constexpr std::string_view kList = R"sql(
    SELECT verdict, reason, in_chain, id, record_id, kiosk, seq, parked_at_ms, erased_on
      FROM parked
     WHERE (:before = 0 OR id < :before) AND (:kiosk = '' OR kiosk = :kiosk)
       AND (:waiting = 0 OR (in_chain = 1 AND verdict = 'refused' AND sealed IS NOT NULL))
     ORDER BY id DESC
     LIMIT :limit)sql";

constexpr std::string_view kCount = R"sql(
    SELECT in_chain = 1 AND verdict = 'refused', count(*), min(parked_at_ms)
      FROM parked WHERE sealed IS NOT NULL GROUP BY 1)sql";

constexpr std::string_view kPlace = R"sql(
    SELECT record_id, in_chain FROM parked WHERE id = :id AND sealed IS NOT NULL)sql";

constexpr std::string_view kErase = R"sql(
    UPDATE parked SET sealed = NULL, erased_on = :today WHERE id = :id)sql";

constexpr std::string_view kOnlySaysErased = R"sql(
    UPDATE parked SET erased_on = :today WHERE id = :id)sql";

constexpr std::string_view kHolds = "SELECT sealed IS NOT NULL FROM parked WHERE id = :id";

Parking parking_of(const store::Statement& row) {
    const bool conflict = row.text(0) == "conflict";
    return {conflict ? wire::Verdict::Conflict : wire::Verdict::Refused, row.text(1),
            row.integer(2) != 0};
}

/// Of what an older program parked, the kiosk's clocks are unknown: no boot is the same as none.
Arrival arrival_of(const store::Statement& row) {
    const WallTime at = wall_ms(row.integer(5));
    if (row.is_null(6)) return {{at, Instant::min(), {}}, at};
    return {{wall_ms(row.integer(6)), instant_ms(row.integer(7)), row.text(8)}, at};
}

Error no_such() {
    return {ErrorCode::NotFound, "no record of this number is parked", "id"};
}

}  // namespace

Status park(store::Database& db, const fleet::Kiosk& kiosk, const CheckedRecord& record,
            const Parking& parking, const Arrival& arrival) {
    const bool conflict = parking.verdict == wire::Verdict::Conflict;
    store::Statement insert = db.prepare(kInsert);
    insert.bind(":kiosk", kiosk.name)
        .bind(":epoch", kiosk.epoch)
        .bind(":digest", record.digest.view())
        .bind(":record", record.parts.id.view())
        .bind(":seq", static_cast<std::int64_t>(record.parts.seq))
        .bind(":previous", record.parts.previous.view())
        .bind(":verdict", conflict ? "conflict" : "refused")
        .bind(":reason", parking.reason)
        .bind(":in_chain", parking.in_chain ? 1 : 0)
        .bind(":now_ms", to_ms(arrival.at))
        .bind(":wall_ms", to_ms(arrival.clocks.wall))
        .bind(":monotonic_ms", to_ms(arrival.clocks.monotonic))
        .bind(":boot", arrival.clocks.boot_id)
        .bind(":sealed", record.sealed);
    const Status inserted = insert.run();
    return inserted.ok() ? inserted : Status(inserted.error().in("intake.park"));
}

Result<std::optional<Parked>> find_parked(store::Database& db, const fleet::Kiosk& kiosk,
                                          const seal::Digest& digest) {
    store::Statement select =
        db.prepare(mutant("intake.parked_by_anybody") ? kFindAnybodys : kFind);
    select.bind(":kiosk", kiosk.name).bind(":epoch", kiosk.epoch).bind(":digest", digest.view());
    const Result<bool> row = select.step();
    if (!row.ok()) return row.error().in("intake.find_parked");
    if (!row.value()) return std::optional<Parked>{};
    return std::optional<Parked>{
        {select.integer(3), parking_of(select), arrival_of(select), !select.is_null(4)}};
}

Status unpark(store::Database& db, std::int64_t id) {
    return db.prepare(kDelete).bind(":id", id).run();
}

Result<std::vector<WaitingRecord>> waiting_records(store::Database& db, std::int64_t after,
                                                   int limit) {
    store::Statement select = db.prepare(kWaiting);
    select.bind(":after", after).bind(":limit", limit);
    std::vector<WaitingRecord> all;
    while (true) {
        const Result<bool> row = select.step();
        if (!row.ok()) return row.error().in("intake.waiting_records");
        if (!row.value()) return all;
        all.push_back({select.integer(0), select.text(1), select.integer(2), select.blob(3)});
    }
}

namespace {

Result<ParkedLine> line_of(const store::Statement& row) {
    ParkedLine line{row.integer(3),
                    row.fixed<domain::RecordId>(4),
                    row.text(5),
                    static_cast<std::uint64_t>(row.integer(6)),
                    parking_of(row),
                    domain::date_of(wall_ms(row.integer(7))),
                    {}};
    if (row.is_null(8)) return line;
    const auto erased = domain::Date::parse(row.text(8));
    if (!erased.ok()) return erased.error();
    line.erased_on = erased.value();
    return line;
}

}  // namespace

Result<ParkedPage> parked(store::Database& db, const ParkedFilter& filter) {
    store::Statement select = db.prepare(kList);
    select.bind(":before", filter.before)
        .bind(":kiosk", filter.kiosk)
        .bind(":waiting", filter.waiting ? 1 : 0)
        .bind(":limit", filter.limit + 1);
    ParkedPage page;
    while (true) {
        const Result<bool> row = select.step();
        if (!row.ok()) return row.error().in("intake.parked");
        if (!row.value()) return page;
        if (page.items.size() == static_cast<std::size_t>(filter.limit)) {
            page.next = page.items.back().id;
            return page;
        }
        Result<ParkedLine> line = line_of(select);
        if (!line.ok()) return line.error().in("intake.parked");
        page.items.push_back(std::move(line).value());
    }
}

Result<ParkedCount> count_parked(store::Database& db) {
    store::Statement select = db.prepare(kCount);
    ParkedCount count;
    while (true) {
        const Result<bool> row = select.step();
        if (!row.ok()) return row.error().in("intake.count_parked");
        if (!row.value()) return count;
        const bool waits = select.integer(0) != 0;
        (waits ? count.waiting : count.aside) = select.integer(1);
        if (waits) count.oldest_on = domain::date_of(wall_ms(select.integer(2)));
    }
}

Status erase_parked(store::Database& db, const registry::Keys& keys, std::int64_t id,
                    WallTime now) {
    store::Statement place = db.prepare(kPlace);
    const Result<bool> row = place.bind(":id", id).step();
    if (!row.ok()) return row.error().in("intake.erase_parked");
    if (!row.value()) return no_such();
    const auto record = place.fixed<domain::RecordId>(0);
    const bool in_chain = place.integer(1) != 0;
    place.reset();
    store::Statement erase =
        db.prepare(mutant("intake.keeps_erased_parked") ? kOnlySaysErased : kErase);
    const Status erased = erase.bind(":id", id).bind(":today", domain::date_of(now).iso()).run();
    if (!erased.ok()) return erased.error().in("intake.erase_parked");
    // Without a place in a chain the id is somebody's claim, perhaps on another's record: no mark.
    return in_chain ? mark_erasure(db, record, now, keys.center) : ok_status();
}

Result<bool> holds_parked(store::Database& db, std::int64_t id) {
    store::Statement select = db.prepare(kHolds);
    const Result<bool> row = select.bind(":id", id).step();
    if (!row.ok()) return row.error().in("intake.holds_parked");
    if (!row.value()) return no_such();
    return select.integer(0) != 0;
}

}  // namespace sunbooth::center::intake
