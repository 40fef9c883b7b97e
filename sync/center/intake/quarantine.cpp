// SPDX-License-Identifier: Apache-2.0
#include "sync/center/intake/quarantine.h"

#include "sync/base/mutant.h"
#include "sync/center/fleet/alarms.h"

namespace sunbooth::center::intake {
namespace {

constexpr std::string_view kBegin = R"sql(
    INSERT INTO quarantine (kiosk, epoch, file, size, begun_at_ms)
    VALUES (:kiosk, :epoch, :file, :size, :now_ms)
        ON CONFLICT DO NOTHING)sql";

constexpr std::string_view kHeld = R"sql(
    SELECT coalesce(sum(have), 0) FROM quarantine
     WHERE kiosk = :kiosk AND erased_on IS NULL)sql";

constexpr std::string_view kFind = R"sql(
    SELECT id, have FROM quarantine
     WHERE kiosk = :kiosk AND epoch = :epoch AND file = :file AND size = :size)sql";

constexpr std::string_view kInsertPiece = R"sql(
    INSERT INTO quarantine_piece (quarantine, offset, sealed)
    VALUES (:quarantine, :offset, :sealed))sql";

constexpr std::string_view kAdvance = R"sql(
    UPDATE quarantine
       SET have = :have, whole_at_ms = iif(:have = size, :now_ms, NULL), erased_on = NULL,
           begun_at_ms = iif(:offset = 0, :now_ms, begun_at_ms)
     WHERE id = :id)sql";

constexpr std::string_view kList = R"sql(
    SELECT id, kiosk, file, size, have, begun_at_ms, whole_at_ms, erased_on
      FROM quarantine
     ORDER BY id DESC)sql";

constexpr std::string_view kOne = R"sql(
    SELECT id, kiosk, file, size, have, begun_at_ms, whole_at_ms, erased_on
      FROM quarantine
     WHERE id = :id)sql";

constexpr std::string_view kErasePieces = "DELETE FROM quarantine_piece WHERE quarantine = :id";

constexpr std::string_view kErased = R"sql(
    UPDATE quarantine
       SET erased_on = :today, have = iif(whole_at_ms IS NULL, 0, have)
     WHERE id = :id)sql";

constexpr std::string_view kCountPieces = R"sql(
    SELECT count(*) FROM quarantine_piece WHERE quarantine = :id)sql";

constexpr std::string_view kPieces = R"sql(
    SELECT sealed FROM quarantine_piece WHERE quarantine = :id ORDER BY offset)sql";

Result<Bytes> open_piece(const registry::Keys& keys, ByteView sealed) {
    Result<Bytes> plain = seal::open_bytes(sealed, keys.intake);
    for (const seal::BoxKey& former : keys.former_intake) {
        if (!plain.ok()) plain = seal::open_bytes(sealed, former);
    }
    return plain;
}

/// Somebody of the office must know: forms may be in it that nothing else holds.
Status tell(store::Database& db, const fleet::Kiosk& kiosk, const std::string& file, WallTime now) {
    if (mutant("intake.quarantine_untold")) return ok_status();
    return fleet::raise(db,
                        {fleet::AlarmKind::SetAside, kiosk.name, kiosk.epoch, 0,
                         file + ": a damaged queue; `sunbooth-center quarantine` takes it out"},
                        now);
}

store::Statement& name(store::Statement& statement, const fleet::Kiosk& kiosk,
                       const wire::QuarantinePiece& piece) {
    return statement.bind(":kiosk", kiosk.name)
        .bind(":epoch", kiosk.epoch)
        .bind(":file", piece.file)
        .bind(":size", piece.size);
}

Status begin_file(store::Database& db, const fleet::Kiosk& kiosk,
                  const wire::QuarantinePiece& piece, WallTime now) {
    store::Statement begin = db.prepare(kBegin);
    return name(begin, kiosk, piece).bind(":now_ms", to_ms(now)).run();
}

struct Found {
    std::int64_t id = 0;
    std::uint64_t have = 0;
};
/// Nothing of it: it is to begin at its beginning.
Result<Found> find_file(store::Database& db, const fleet::Kiosk& kiosk,
                        const wire::QuarantinePiece& piece) {
    store::Statement find = db.prepare(kFind);
    const Result<bool> row = name(find, kiosk, piece).step();
    if (!row.ok()) return row.error();
    if (!row.value()) return Found{};
    return Found{find.integer(0), static_cast<std::uint64_t>(find.integer(1))};
}

/// One terminal that has gone mad must not fill the disk that all others need.
Status check_room(store::Database& db, const fleet::Kiosk& kiosk, std::uint64_t bytes) {
    store::Statement held = db.prepare(kHeld);
    const Result<bool> row = held.bind(":kiosk", kiosk.name).step();
    if (!row.ok()) return row.error().in("intake.quarantine");
    if (static_cast<std::uint64_t>(held.integer(0)) + bytes <= kKioskBytesMax) return ok_status();
    return Error{ErrorCode::Full, "the center keeps no more damaged queues of this terminal", "",
                 std::chrono::hours{1}};
}

Result<Quarantine> read_row(store::Statement& row) {
    Quarantine one{row.integer(0),
                   row.text(1),
                   row.text(2),
                   static_cast<std::uint64_t>(row.integer(3)),
                   static_cast<std::uint64_t>(row.integer(4)),
                   wall_ms(row.integer(5))};
    if (!row.is_null(6)) one.whole_at = wall_ms(row.integer(6));
    if (row.is_null(7)) return one;
    const auto erased_on = domain::Date::parse(row.text(7));
    if (!erased_on.ok()) return erased_on.error();
    one.erased_on = erased_on.value();
    return one;
}

}  // namespace

Result<CheckedPiece> check_piece(const registry::Keys& keys, wire::QuarantinePiece piece) {
    const seal::BoxKey* key = keys.intake_named(piece.intake_key);
    if (key == nullptr) return invalid_input("intake_key", "is not one of this center");
    const Result<Bytes> plain = seal::open_bytes(piece.sealed, *key);
    if (!plain.ok()) return invalid_input("sealed", "does not open with the key it names");
    const std::uint64_t bytes = plain.value().size();
    if (bytes > piece.size - piece.offset) {
        return invalid_input("sealed", "reaches beyond the end of the file");
    }
    return CheckedPiece{std::move(piece), bytes};
}

Result<std::uint64_t> keep_piece(store::Database& db, const fleet::Kiosk& kiosk,
                                 const CheckedPiece& checked, WallTime now) {
    const wire::QuarantinePiece& piece = checked.piece;
    if (piece.offset == 0) {
        const Status begun = begin_file(db, kiosk, piece, now);
        if (!begun.ok()) return begun.error().in("intake.quarantine");
    }
    const Result<Found> found = find_file(db, kiosk, piece);
    if (!found.ok()) return found.error().in("intake.quarantine");
    const auto [id, have] = found.value();
    if (piece.offset != have) return have;
    const Status roomy = check_room(db, kiosk, checked.bytes);
    if (!roomy.ok()) return roomy.error();
    store::Statement insert = db.prepare(kInsertPiece);
    const Status kept = insert.bind(":quarantine", id)
                            .bind(":offset", piece.offset)
                            .bind(":sealed", ByteView{piece.sealed})
                            .run();
    if (!kept.ok()) return kept.error().in("intake.quarantine");
    store::Statement advance = db.prepare(kAdvance);
    const Status advanced = advance.bind(":have", have + checked.bytes)
                                .bind(":offset", piece.offset)
                                .bind(":now_ms", to_ms(now))
                                .bind(":id", id)
                                .run();
    if (!advanced.ok()) return advanced.error().in("intake.quarantine");
    const bool whole = have + checked.bytes == piece.size;
    const Status raised = whole ? tell(db, kiosk, piece.file, now) : ok_status();
    if (!raised.ok()) return raised.error().in("intake.quarantine");
    return have + checked.bytes;
}

Result<std::vector<Quarantine>> quarantines(store::Database& db) {
    store::Statement select = db.prepare(kList);
    std::vector<Quarantine> all;
    while (true) {
        const Result<bool> row = select.step();
        if (!row.ok()) return row.error().in("intake.quarantines");
        if (!row.value()) return all;
        Result<Quarantine> one = read_row(select);
        if (!one.ok()) return one.error().in("intake.quarantines");
        all.push_back(std::move(one).value());
    }
}

Result<Quarantine> quarantine_of(store::Database& db, std::int64_t id) {
    store::Statement select = db.prepare(kOne);
    const Result<bool> row = select.bind(":id", id).step();
    if (!row.ok()) return row.error().in("intake.quarantine");
    if (row.value()) return read_row(select);
    return Error{ErrorCode::NotFound, "there is no quarantine " + std::to_string(id), "--id"};
}

Error already_erased(const Quarantine& one) {
    return {ErrorCode::Refused,
            "quarantine " + std::to_string(one.id) + " was erased on " + one.erased_on->iso(),
            "--id"};
}

Status erase_quarantine(store::Database& db, std::int64_t id, domain::Date today) {
    const Result<Quarantine> one = quarantine_of(db, id);
    if (!one.ok()) return one.error();
    if (one.value().erased_on) return already_erased(one.value());
    if (!mutant("intake.keeps_erased_queue")) {
        store::Statement pieces = db.prepare(kErasePieces);
        const Status gone = pieces.bind(":id", id).run();
        if (!gone.ok()) return gone.error().in("intake.erase_quarantine");
    }
    store::Statement erased = db.prepare(kErased);
    return erased.bind(":id", id).bind(":today", today.iso()).run();
}

Result<std::int64_t> count_pieces(store::Database& db, std::int64_t id) {
    store::Statement select = db.prepare(kCountPieces);
    const Result<bool> row = select.bind(":id", id).step();
    if (!row.ok()) return row.error().in("intake.quarantine");
    return select.integer(0);
}

Status write_quarantine(store::Database& db, const registry::Keys& keys, std::int64_t id,
                        NewFile& to) {
    const Result<Quarantine> one = quarantine_of(db, id);
    if (!one.ok()) return one.error();
    if (one.value().erased_on) return already_erased(one.value());
    store::Statement pieces = db.prepare(kPieces);
    pieces.bind(":id", id);
    while (true) {
        const Result<bool> row = pieces.step();
        if (!row.ok()) return row.error().in("intake.quarantine");
        if (!row.value()) return to.finish();
        const Result<Bytes> plain = open_piece(keys, pieces.blob(0));
        if (!plain.ok()) return plain.error().in("a piece of quarantine " + std::to_string(id));
        if (Status written = to.write(plain.value()); !written.ok()) return written;
    }
}

}  // namespace sunbooth::center::intake
