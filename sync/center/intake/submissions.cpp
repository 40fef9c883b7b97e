// SPDX-License-Identifier: Apache-2.0
#include "sync/center/intake/submissions.h"

#include "sync/center/intake/marks.h"

#include <algorithm>

namespace sunbooth::center::intake {
namespace {

constexpr std::string_view kFind = R"sql(
    SELECT row_no, digest, countersignature FROM submission WHERE record_id = :record)sql";

constexpr std::string_view kSelectByDigest = R"sql(
    SELECT record_id, row_no, countersignature FROM submission WHERE digest = :digest)sql";

constexpr std::string_view kInsert = R"sql(
    INSERT INTO submission (row_no, record_id, digest, kiosk, epoch, seq, previous, kind, unit, window,
                            topic, category, language, half_day, filed_told_at_ms, filed_at_ms,
                            filed_doubt, received_at_ms, sealed, words, words_key,
                            countersignature)
    VALUES (:row, :record, :digest, :kiosk, :epoch, :seq, :previous, :kind, :unit, :window,
            :topic, :category, :language, :half_day, :told_ms, :filed_ms,
            :doubt, :now_ms, :sealed, :words, :words_key, :countersignature))sql";

// SQLite's own memory of the highest number ever given (AUTOINCREMENT): the countersignature covers
// the number, so it must be known before the row is written.
constexpr std::string_view kLastRow = R"sql(
    SELECT seq FROM sqlite_sequence WHERE name = 'submission')sql";

constexpr std::string_view kInsertRating = R"sql(
    INSERT INTO rating (record_id, scale, level, has_contact, filed_on, month, unit, window, place)
    VALUES (:record, :scale, :level, :has_contact, :filed_on, substr(:filed_on, 1, 7), :unit,
            :window, random() & 9223372036854775807))sql";

constexpr std::string_view kInsertTag = R"sql(
    INSERT INTO rating_tag (record_id, tag) VALUES (:record, :tag)
        ON CONFLICT DO NOTHING)sql";

constexpr std::string_view kSelectRating = R"sql(
    SELECT half_day FROM submission
     WHERE record_id BETWEEN :low AND :high AND kind = 2)sql";

constexpr std::string_view kNewest = "SELECT coalesce(max(row_no), 0) FROM submission";

constexpr std::string_view kSelectWords = R"sql(
    SELECT words, words_key FROM submission WHERE record_id = :record)sql";

constexpr std::string_view kSelectSealed = R"sql(
    SELECT sealed, digest, kiosk FROM submission WHERE record_id = :record)sql";

constexpr std::string_view kErase = R"sql(
    UPDATE submission SET sealed = NULL, words = x'', words_key = NULL
     WHERE record_id = :record)sql";

constexpr std::string_view kEraseOriginal =
    "UPDATE submission SET sealed = NULL WHERE record_id = :record";

std::string half_day_of(WallTime at) {
    return domain::date_of(at).iso() + (domain::is_afternoon(at) ? " pm" : " am");
}

Error no_record() {
    return {ErrorCode::NotFound, "no record of this id is stored", "record"};
}
Error erased() {
    return {ErrorCode::Refused, "the words of this record were erased", "record"};
}
Error differs(const char* what) {
    return {ErrorCode::Corrupt, std::string("the sealed original differs: ") + what, "record"};
}

/// The number that follows the highest ever given.
Result<std::uint64_t> next_row(store::Database& db) {
    store::Statement select = db.prepare(kLastRow);
    const Result<bool> row = select.step();
    if (!row.ok()) return row.error();
    return row.value() ? static_cast<std::uint64_t>(select.integer(0)) + 1 : 1;
}

Status insert_row(store::Database& db, const fleet::Kiosk& kiosk, const CheckedRecord& record,
                  const FilingTime& filed, const Stored& stored, WallTime now) {
    store::Statement insert = db.prepare(kInsert);
    insert.bind(":row", stored.row)
        .bind(":countersignature", stored.countersignature.view())
        .bind(":record", record.parts.id.view())
        .bind(":digest", record.digest.view())
        .bind(":kiosk", kiosk.name)
        .bind(":epoch", kiosk.epoch)
        .bind(":seq", record.parts.seq)
        .bind(":previous", record.parts.previous.view())
        .bind(":kind", static_cast<int>(record.parts.kind))
        .bind(":unit", record.clear.unit)
        .bind(":window", record.clear.window)
        .bind(":topic", record.clear.topic)
        .bind(":category", record.clear.category)
        .bind(":language", domain::tag_of(record.clear.language))
        .bind(":half_day", half_day_of(filed.at))
        .bind(":told_ms", to_ms(record.filed.wall))
        .bind(":filed_ms", to_ms(filed.at))
        .bind(":doubt", static_cast<int>(filed.doubt))
        .bind(":now_ms", to_ms(now))
        .bind(":sealed", record.sealed)
        .bind(":words", record.words.words)
        .bind(":words_key", record.words.key);
    return insert.run();
}

Status insert_rating(store::Database& db, const CheckedRecord& record, domain::Date filed_on) {
    store::Statement insert = db.prepare(kInsertRating);
    insert.bind(":record", record.parts.id.view())
        .bind(":scale", record.scale)
        .bind(":level", record.level)
        .bind(":has_contact", record.has_contact ? 1 : 0)
        .bind(":filed_on", filed_on.iso())
        .bind(":unit", record.clear.unit)
        .bind(":window", record.clear.window);
    const Status inserted = insert.run();
    if (!inserted.ok()) return inserted;
    for (const std::string& tag : record.tags) {
        store::Statement one = db.prepare(kInsertTag);
        const Status tagged = one.bind(":record", record.parts.id.view()).bind(":tag", tag).run();
        if (!tagged.ok()) return tagged;
    }
    return ok_status();
}

Result<bool> signed_by_any_key(store::Database& db, const std::string& kiosk, ByteView sealed) {
    const auto keys = fleet::keys_of(db, kiosk);
    if (!keys.ok()) return keys.error();
    return std::any_of(keys.value().begin(), keys.value().end(),
                       [&](const auto& key) { return seal::verify_record(sealed, key); });
}

}  // namespace

Result<std::optional<Stored>> find_stored(store::Database& db, const domain::RecordId& record) {
    store::Statement select = db.prepare(kFind);
    const Result<bool> row = select.bind(":record", record.view()).step();
    if (!row.ok()) return row.error().in("intake.find_stored");
    if (!row.value()) return std::optional<Stored>{};
    return std::optional<Stored>{Stored{static_cast<std::uint64_t>(select.integer(0)),
                                        select.fixed<seal::Digest>(1),
                                        select.fixed<seal::Signature>(2)}};
}

Result<std::optional<Acceptance>> acceptance_of(store::Database& db, const seal::Digest& record) {
    store::Statement select = db.prepare(kSelectByDigest);
    const Result<bool> row = select.bind(":digest", record.view()).step();
    if (!row.ok()) return row.error().in("intake.acceptance");
    if (!row.value()) return std::optional<Acceptance>{};
    return std::optional<Acceptance>{{select.fixed<domain::RecordId>(0),
                                      static_cast<std::uint64_t>(select.integer(1)),
                                      select.fixed<seal::Signature>(2)}};
}

Result<Stored> store_submission(store::Database& db, const registry::Keys& keys,
                                const fleet::Kiosk& kiosk, const CheckedRecord& record,
                                const FilingTime& filed, WallTime now) {
    const Result<std::uint64_t> row = next_row(db);
    if (!row.ok()) return row.error().in("intake.store");
    const Stored stored{
        row.value(), record.digest,
        seal::countersign(record.parts.id, record.digest, row.value(), keys.center)};
    const Status inserted = insert_row(db, kiosk, record, filed, stored, now);
    if (!inserted.ok()) return inserted.error().in("intake.store");
    if (record.parts.kind == domain::RecordKind::Rating) {
        const Status rated = insert_rating(db, record, domain::date_of(filed.at));
        if (!rated.ok()) return rated.error().in("intake.store");
    }
    const Status marked = mark_submission(db, stored.row, keys.center);
    if (!marked.ok()) return marked.error().in("intake.store");
    return stored;
}

Result<domain::TicketView> rating_by_receipt(store::Database& db, const domain::ReceiptCode& code) {
    const auto [low, high] = code.id_bounds();
    store::Statement select = db.prepare(kSelectRating);
    const Result<bool> row = select.bind(":low", low.view()).bind(":high", high.view()).step();
    if (!row.ok()) return row.error().in("intake.rating_by_receipt");
    if (!row.value()) return no_record();
    const Result<domain::Date> day = domain::Date::parse(select.text(0).substr(0, 10));
    if (!day.ok()) return day.error().in("intake.rating_by_receipt");
    domain::TicketView view;
    view.kind = domain::RecordKind::Rating;
    view.state = domain::TicketState::Closed;
    view.filed_on = day.value();
    return view;
}

Result<std::uint64_t> newest_row(store::Database& db) {
    store::Statement select = db.prepare(kNewest);
    const Result<bool> row = select.step();
    if (!row.ok()) return row.error().in("intake.newest_row");
    return static_cast<std::uint64_t>(select.integer(0));
}

Result<SecretText> read_words(store::Database& db, const registry::Keys& keys,
                              const domain::RecordId& record) {
    store::Statement select = db.prepare(kSelectWords);
    const Result<bool> row = select.bind(":record", record.view()).step();
    if (!row.ok()) return row.error().in("intake.read_words");
    if (!row.value()) return no_record();
    if (select.is_null(1)) return erased();
    const LockedWords locked{select.blob(0), select.blob(1)};
    Result<SecretText> words = unlock_words(locked, record, keys.intake);
    for (const seal::BoxKey& former : keys.former_intake) {
        if (!words.ok()) words = unlock_words(locked, record, former);
    }
    return words;
}

Status verify_original(store::Database& db, const registry::Keys& keys,
                       const domain::RecordId& record) {
    store::Statement select = db.prepare(kSelectSealed);
    const Result<bool> row = select.bind(":record", record.view()).step();
    if (!row.ok()) return row.error().in("intake.verify_original");
    if (!row.value()) return no_record();
    if (select.is_null(0)) return erased();
    const Bytes sealed = select.blob(0);
    if (seal::digest(sealed) != select.fixed<seal::Digest>(1)) return differs("its digest");
    const Result<seal::RecordParts> parts = seal::read_record(sealed);
    if (!parts.ok() || parts.value().id != record) return differs("its id");
    const Result<bool> ours = signed_by_any_key(db, select.text(2), sealed);
    if (!ours.ok()) return ours.error();
    if (!ours.value()) return differs("its signature");

    const seal::BoxKey* key = keys.intake_named(parts.value().intake_key);
    if (key == nullptr) return differs("the key that it was sealed to");
    const Result<Bytes> plain = seal::open_padded(parts.value().content_box, *key);
    if (!plain.ok()) return differs("its content box");
    const auto content = wire::read_content(parts.value().kind, as_text(plain.value()));
    if (!content.ok()) return differs("its content");
    const Result<SecretText> words = read_words(db, keys, record);
    if (!words.ok()) return words.error();
    if (words.value() != words_of(content.value().filing)) return differs("the words beside it");
    return ok_status();
}

Status erase_original(store::Database& db, const registry::Keys& keys,
                      const domain::RecordId& record, WallTime now) {
    store::Statement erase = db.prepare(kEraseOriginal);
    const Status done = erase.bind(":record", record.view()).run();
    if (!done.ok()) return done.error().in("intake.erase_original");
    if (db.changes() == 0) return no_record();
    return mark_erasure(db, record, now, keys.center);
}

Status erase_words(store::Database& db, const registry::Keys& keys, const domain::RecordId& record,
                   WallTime now) {
    store::Statement erase = db.prepare(kErase);
    const Status done = erase.bind(":record", record.view()).run();
    if (!done.ok()) return done.error().in("intake.erase_words");
    if (db.changes() == 0) return no_record();
    return mark_erasure(db, record, now, keys.center);
}

}  // namespace sunbooth::center::intake
