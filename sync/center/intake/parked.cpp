// SPDX-License-Identifier: Apache-2.0
#include "sync/center/intake/parked.h"

namespace sunbooth::center::intake {
namespace {

constexpr std::string_view kInsert = R"sql(
    INSERT INTO parked (digest, record_id, kiosk, epoch, seq, previous, verdict, reason, in_chain,
                        parked_at_ms, sealed)
    VALUES (:digest, :record, :kiosk, :epoch, :seq, :previous, :verdict, :reason, :in_chain,
            :now_ms, :sealed)
        ON CONFLICT (digest) DO NOTHING)sql";

constexpr std::string_view kFind = R"sql(
    SELECT verdict, reason, in_chain FROM parked WHERE digest = :digest)sql";

constexpr std::string_view kList = R"sql(
    SELECT verdict, reason, in_chain, id, record_id, kiosk, seq
      FROM parked ORDER BY id DESC LIMIT :limit)sql";

Parking parking_of(const store::Statement& row) {
    const bool conflict = row.text(0) == "conflict";
    return {conflict ? wire::Verdict::Conflict : wire::Verdict::Refused, row.text(1),
            row.integer(2) != 0};
}

}  // namespace

Status park(store::Database& db, const fleet::Kiosk& kiosk, const CheckedRecord& record,
            const Parking& parking, WallTime now) {
    const bool conflict = parking.verdict == wire::Verdict::Conflict;
    store::Statement insert = db.prepare(kInsert);
    insert.bind(":digest", record.digest.view())
        .bind(":record", record.parts.id.view())
        .bind(":kiosk", kiosk.name)
        .bind(":epoch", kiosk.epoch)
        .bind(":seq", static_cast<std::int64_t>(record.parts.seq))
        .bind(":previous", record.parts.previous.view())
        .bind(":verdict", conflict ? "conflict" : "refused")
        .bind(":reason", parking.reason)
        .bind(":in_chain", parking.in_chain ? 1 : 0)
        .bind(":now_ms", to_ms(now))
        .bind(":sealed", record.sealed);
    const Status inserted = insert.run();
    return inserted.ok() ? inserted : Status(inserted.error().in("intake.park"));
}

Result<std::optional<Parking>> find_parked(store::Database& db, const seal::Digest& digest) {
    store::Statement select = db.prepare(kFind);
    const Result<bool> row = select.bind(":digest", digest.view()).step();
    if (!row.ok()) return row.error().in("intake.find_parked");
    if (!row.value()) return std::optional<Parking>{};
    return std::optional<Parking>{parking_of(select)};
}

Result<std::vector<ParkedLine>> parked(store::Database& db, int limit) {
    store::Statement select = db.prepare(kList);
    select.bind(":limit", limit);
    std::vector<ParkedLine> lines;
    while (true) {
        const Result<bool> row = select.step();
        if (!row.ok()) return row.error().in("intake.parked");
        if (!row.value()) return lines;
        lines.push_back({select.integer(3), select.fixed<domain::RecordId>(4), select.text(5),
                         static_cast<std::uint64_t>(select.integer(6)), parking_of(select)});
    }
}

}  // namespace sunbooth::center::intake
