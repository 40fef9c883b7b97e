// SPDX-License-Identifier: Apache-2.0
#include "sync/client/outbox_check.h"

#include "sync/base/mutant.h"
#include "sync/store/files.h"

#include <algorithm>

namespace sunbooth::client {
namespace {

using store::Statement;

constexpr std::string_view kSelectChain = R"sql(
    SELECT seq, id, kind, digest, state, payload, bytes, day + minus_day,
           center_row = 0 AND generation IS NULL AND reason = ''
      FROM record ORDER BY seq)sql";

constexpr std::string_view kSelectPayloads = R"sql(
    SELECT payload, day FROM record WHERE payload IS NOT NULL ORDER BY seq)sql";

constexpr std::string_view kSelectPayloadsBackwards = R"sql(
    SELECT payload, day FROM record WHERE payload IS NOT NULL ORDER BY seq DESC)sql";

constexpr std::string_view kSelectMemory = R"sql(
    SELECT name, value FROM memory
     WHERE name IN ('key_set', 'hall_feed') OR name GLOB 'aside/quarantine-*')sql";

constexpr std::string_view kInsertUnsent = R"sql(
    INSERT INTO record (seq, id, kind, day, minus_day, digest, state, bytes, payload)
    VALUES (:seq, :id, :kind, :day, -:day, :digest, 1, :bytes, :payload))sql";

Error bad(std::uint64_t seq, std::string_view why) {
    return {ErrorCode::Corrupt, "record " + std::to_string(seq) + ": " + std::string(why), ""};
}

/// Keeps a record that is this kiosk's own and unchanged, unless it was found before.
void keep(Bytes record, domain::Date day, const Identity& identity, Salvage& into) {
    const Result<seal::RecordParts> parts = seal::read_record(record);
    if (!parts.ok() || parts.value().kiosk != identity.kiosk.text()) return;
    const auto found = into.records.find(parts.value().seq);
    if (found != into.records.end()) {
        if (std::ranges::find(found->second, record, &Salvage::Record::record) !=
            found->second.end())
            return;
    }
    if (!seal::verify_record(record, identity.key.public_key)) return;
    into.records[parts.value().seq].push_back({std::move(record), day});
}

/// The parts of a payload that is this kiosk's own and unchanged.
std::optional<seal::RecordParts> own_record(const Bytes& payload, const Identity& identity) {
    Result<seal::RecordParts> parts = seal::read_record(payload);
    if (!parts.ok() || parts.value().kiosk != identity.kiosk.text()) return std::nullopt;
    if (!seal::verify_record(payload, identity.key.public_key)) return std::nullopt;
    return std::move(parts).value();
}

/// Why a row does not agree with its payload; empty when it does.
std::string_view objection(const Statement& row, const seal::RecordParts& parts,
                           const Bytes& payload) {
    if (static_cast<std::uint64_t>(row.integer(0)) != parts.seq) return "has another number";
    if (row.fixed<domain::RecordId>(1) != parts.id) return "has another id";
    if (row.integer(2) != static_cast<int>(parts.kind)) return "is of another kind";
    if (row.fixed<seal::Digest>(3) != seal::digest(payload)) return "has another digest";
    if (row.integer(6) != static_cast<std::int64_t>(payload.size())) return "has another length";
    return {};
}

/// Checks the row under the cursor by itself and against the one before.
Status check_row(const Statement& row, const Identity& identity, const ChainEnd& start,
                 const ChainEnd& before) {
    const auto seq = static_cast<std::uint64_t>(row.integer(0));
    const bool linked = seq > start.seq;
    if (linked && seq != before.seq + 1) return bad(before.seq + 1, "is missing");
    const auto state = static_cast<RecordState>(row.integer(4));
    if (row.integer(7) != 0) return bad(seq, "has another day");
    if (state == RecordState::Unsent && row.integer(8) == 0) {
        return bad(seq, "is unsent, but has an answer");
    }
    if (row.is_null(5)) {
        if (state == RecordState::Stored) return ok_status();
        return bad(seq, "was erased before the center had it");
    }
    const Bytes payload = row.blob(5);
    const std::optional<seal::RecordParts> parts = own_record(payload, identity);
    if (!parts) return bad(seq, "is not as it was signed");
    const std::string_view why = objection(row, *parts, payload);
    if (!why.empty()) return bad(seq, why);
    if (linked && parts->previous != before.digest && !mutant("client.skip_prev_hash"))
        return bad(seq, "does not follow the one before");
    return ok_status();
}

/// Reads until the end or the damage.
void gather(store::Database& db, const Identity& identity, std::string_view sql, Salvage& into) {
    Statement rows = db.prepare(sql);
    while (true) {
        const Result<bool> row = rows.step();
        if (!row.ok() || !row.value()) return;
        keep(rows.blob(0), {static_cast<std::int32_t>(rows.integer(1))}, identity, into);
    }
}

}  // namespace

Result<ChainEnd> check_chain(store::Database& db, const Identity& identity, const ChainEnd& start) {
    Statement rows = db.prepare(kSelectChain);
    ChainEnd end = start;
    while (true) {
        const Result<bool> row = rows.step();
        if (!row.ok()) return row.error().in("outbox.check");
        if (!row.value()) return end;
        const Status checked = check_row(rows, identity, start, end);
        if (!checked.ok()) return checked.error().in("outbox.check");
        const auto seq = static_cast<std::uint64_t>(rows.integer(0));
        if (seq > end.seq) end = {seq, rows.fixed<seal::Digest>(3)};
    }
}

void salvage_tables(store::Database& db, const Identity& identity, Salvage& into) {
    gather(db, identity, kSelectPayloads, into);
    gather(db, identity, kSelectPayloadsBackwards, into);
    Statement memory = db.prepare(kSelectMemory);
    while (true) {
        const Result<bool> row = memory.step();
        if (!row.ok() || !row.value()) return;
        into.memory.insert_or_assign(memory.text(0), memory.blob(1));
    }
}

void settle(Salvage& found, const std::optional<ChainEnd>& head) {
    std::optional<ChainEnd> named = head;
    for (auto one = found.records.rbegin(); one != found.records.rend(); ++one) {
        auto& [seq, twins] = *one;
        if (named && named->seq == seq && !mutant("client.first_twin")) {
            const auto right =
                std::ranges::find(twins, named->digest,
                                  [](const Salvage::Record& r) { return seal::digest(r.record); });
            if (right != twins.end()) std::iter_swap(twins.begin(), right);
        }
        twins.resize(1);
        const Result<seal::RecordParts> parts = seal::read_record(twins.front().record);
        SUNBOOTH_ASSERT(parts.ok());
        named = ChainEnd{seq - 1, parts.value().previous};
    }
}

Status salvage_bytes(const std::filesystem::path& file, const std::string& vfs,
                     const Identity& identity, domain::Date day, Salvage& into) {
    constexpr std::string_view kMagic = "SBR1";
    const auto look = [&](ByteView piece) {
        const std::string_view text = as_text(piece);
        for (std::size_t at = text.find(kMagic); at != text.npos; at = text.find(kMagic, at + 1)) {
            const ByteView rest = piece.subspan(at);
            const std::optional<std::size_t> size = seal::record_size(rest);
            if (!size || *size > seal::kRecordBytesMax) continue;
            keep({rest.begin(), rest.begin() + static_cast<std::ptrdiff_t>(*size)}, day, identity,
                 into);
        }
    };
    return store::scan_file(file, vfs, seal::kRecordBytesMax, look);
}

Status restore(store::Database& db, const Salvage& found) {
    Statement insert = db.prepare(kInsertUnsent);
    for (const auto& [seq, twins] : found.records) {
        const Salvage::Record& one = twins.front();
        const Result<seal::RecordParts> parts = seal::read_record(one.record);
        SUNBOOTH_ASSERT(parts.ok());
        const domain::RecordId& id = parts.value().id;
        const Status inserted = insert.bind(":seq", seq)
                                    .bind(":id", id.view())
                                    .bind(":kind", static_cast<int>(parts.value().kind))
                                    .bind(":day", one.day.days)
                                    .bind(":digest", seal::digest(one.record).view())
                                    .bind(":bytes", std::uint64_t{one.record.size()})
                                    .bind(":payload", ByteView{one.record})
                                    .run();
        if (!inserted.ok()) return inserted;
    }
    return ok_status();
}

}  // namespace sunbooth::client
