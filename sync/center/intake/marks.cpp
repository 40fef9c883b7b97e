// SPDX-License-Identifier: Apache-2.0
#include "sync/center/intake/marks.h"

#include "sync/base/mutant.h"

namespace sunbooth::center::intake {
namespace {

constexpr std::string_view kText = R"sql(
    SELECT row_no || quote(record_id) || quote(digest) || quote(kiosk) || epoch || '/' || seq ||
           quote(previous) || kind || quote(unit) || quote(window) || quote(topic) ||
           quote(category) || quote(language) || quote(half_day) || filed_told_at_ms || '/' ||
           filed_at_ms || '/' || filed_doubt || '/' || received_at_ms ||
           coalesce((SELECT quote(scale) || level FROM rating AS r
                      WHERE r.record_id = s.record_id), '') ||
           coalesce((SELECT group_concat(quote(tag))
                       FROM (SELECT tag FROM rating_tag AS t
                              WHERE t.record_id = s.record_id ORDER BY tag)), '')
      FROM submission AS s WHERE row_no = :row)sql";

// What lists of ratings run along is a copy of what the mark covers.
constexpr std::string_view kStray = R"sql(
    SELECT 1 FROM submission AS s JOIN rating AS r ON r.record_id = s.record_id
     WHERE s.row_no = :row AND
           (r.filed_on <> substr(s.half_day, 1, 10) OR r.month <> substr(s.half_day, 1, 7) OR
            r.unit <> s.unit OR r.window <> s.window))sql";

constexpr std::string_view kInsert = R"sql(
    INSERT INTO submission_mark (row_no, mark) VALUES (:row, :mark))sql";

constexpr std::string_view kSelect = "SELECT mark FROM submission_mark WHERE row_no = :row";

constexpr std::string_view kInsertErasure = R"sql(
    INSERT INTO erasure (record_id, at_ms, mark) VALUES (:record, :at_ms, :mark)
        ON CONFLICT DO NOTHING)sql";

constexpr std::string_view kSelectErasure = R"sql(
    SELECT at_ms, mark FROM erasure WHERE record_id = :record)sql";

/// What a submission's mark covers.
Result<Bytes> message_of(store::Database& db, std::uint64_t row_no) {
    store::Statement select = db.prepare(kText);
    const Result<bool> row = select.bind(":row", row_no).step();
    if (!row.ok()) return row.error();
    if (!row.value()) return Error{ErrorCode::NotFound, "no such row", "row"};
    return ByteWriter{}.raw(as_bytes("SBM1")).raw(as_bytes(select.text(0))).take();
}

Bytes erasure_message(const domain::RecordId& record, std::int64_t at_ms) {
    return ByteWriter{}
        .raw(as_bytes("SBX1"))
        .raw(record.view())
        .u64(static_cast<std::uint64_t>(at_ms))
        .take();
}

}  // namespace

Status mark_submission(store::Database& db, std::uint64_t row, const seal::SigningKey& center) {
    const Result<Bytes> message = message_of(db, row);
    if (!message.ok()) return message.error().in("intake.mark");
    store::Statement insert = db.prepare(kInsert);
    const Status inserted =
        insert.bind(":row", row).bind(":mark", seal::sign(center, message.value()).view()).run();
    return inserted.ok() ? inserted : Status(inserted.error().in("intake.mark"));
}

Result<bool> is_as_marked(store::Database& db, std::uint64_t row_no, const seal::Signers& center) {
    if (mutant("intake.skip_mark_check")) return true;
    const Result<Bytes> message = message_of(db, row_no);
    if (!message.ok()) return message.error().in("intake.is_as_marked");
    store::Statement stray = db.prepare(kStray);
    const Result<bool> strays = stray.bind(":row", row_no).step();
    if (!strays.ok()) return strays.error().in("intake.is_as_marked");
    if (strays.value()) return false;
    store::Statement select = db.prepare(kSelect);
    const Result<bool> row = select.bind(":row", row_no).step();
    if (!row.ok()) return row.error().in("intake.is_as_marked");
    return row.value() && center.verify(message.value(), select.fixed<seal::Signature>(0));
}

Status mark_erasure(store::Database& db, const domain::RecordId& record, WallTime at,
                    const seal::SigningKey& center) {
    const seal::Signature mark = seal::sign(center, erasure_message(record, to_ms(at)));
    store::Statement insert = db.prepare(kInsertErasure);
    const Status inserted = insert.bind(":record", record.view())
                                .bind(":at_ms", to_ms(at))
                                .bind(":mark", mark.view())
                                .run();
    return inserted.ok() ? inserted : Status(inserted.error().in("intake.mark_erasure"));
}

Result<bool> was_erased(store::Database& db, const domain::RecordId& record,
                        const seal::Signers& center) {
    store::Statement select = db.prepare(kSelectErasure);
    const Result<bool> row = select.bind(":record", record.view()).step();
    if (!row.ok()) return row.error().in("intake.was_erased");
    return row.value() && center.verify(erasure_message(record, select.integer(0)),
                                        select.fixed<seal::Signature>(1));
}

}  // namespace sunbooth::center::intake
