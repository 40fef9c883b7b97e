// SPDX-License-Identifier: Apache-2.0
#include "sync/client/outbox.h"

#include "sync/base/buggify.h"
#include "sync/base/mutant.h"
#include "sync/client/outbox_head.h"
#include "sync/store/files.h"
#include "sync/wire/content.h"
#include "sync/wire/routes.h"

#include <algorithm>

namespace sunbooth::client {
namespace {

using store::Statement;
using store::Transaction;

/// Request numbers set aside by one write, so that most requests cost none.
constexpr std::uint64_t kCounterBlock = 1000;
constexpr std::uint64_t kCounterSkip = std::uint64_t{1} << 20U;

constexpr std::string_view kInsertRecord = R"sql(
    INSERT INTO record (seq, id, kind, day, minus_day, digest, state, bytes, payload)
    VALUES (:seq, :id, :kind, :day, -:day, :digest, 1, :bytes, :payload))sql";

constexpr std::string_view kSelectInState = R"sql(
    SELECT id, payload, seq FROM record
     WHERE seq >= :first AND seq < :end AND state = :state AND payload IS NOT NULL
     ORDER BY seq LIMIT :limit)sql";

constexpr std::string_view kSelectOldestDay = R"sql(
    SELECT day FROM record WHERE seq >= :first AND state = 1 ORDER BY seq LIMIT 1)sql";

constexpr std::string_view kSelectFirstHeld = R"sql(
    SELECT seq FROM record WHERE seq >= :first AND payload IS NOT NULL ORDER BY seq LIMIT 1)sql";

constexpr std::string_view kSelectCounts = R"sql(
    SELECT state, count(*), sum(bytes) FROM record
     WHERE seq >= :first AND payload IS NOT NULL
     GROUP BY state)sql";

constexpr std::string_view kSelectByCode = R"sql(
    SELECT id, kind, day, state FROM record
     WHERE id BETWEEN :low AND :high
     ORDER BY seq DESC LIMIT 1)sql";

constexpr std::string_view kSelectById = "SELECT 1 FROM record WHERE id = :id";

constexpr std::string_view kSelectMemory = "SELECT value FROM memory WHERE name = :name";

constexpr std::string_view kUpsertMemory = R"sql(
    INSERT INTO memory (name, value) VALUES (:name, :value)
    ON CONFLICT (name) DO UPDATE SET value = excluded.value)sql";

}  // namespace

void Outbox::prepare_ahead(const seal::KeySet& keys) {
    if (!content_ || content_->to() != keys.intake) content_.emplace(keys.intake);
    if (!contact_ || contact_->to() != keys.callback) contact_.emplace(keys.callback);
}

Result<PreparedRecord> Outbox::prepare(const domain::Filing& filing,
                                       const domain::FiledAt& filed_at, const seal::KeySet& keys,
                                       Random& random) {
    const wire::Boxes boxes = wire::write_boxes(filing, filed_at);
    prepare_ahead(keys);
    Result<Bytes> content = content_->seal_padded(as_bytes(boxes.content.view()));
    if (!content.ok()) return content.error().in("outbox.prepare");
    if (mutant("client.stores_plain")) content = to_bytes(boxes.content.view());
    content_.reset();
    Result<Bytes> contact = contact_->seal_padded(as_bytes(boxes.contact.view()));
    if (!contact.ok()) return contact.error().in("outbox.prepare");
    contact_.reset();

    seal::RecordParts parts;
    parts.kind = domain::kind_of(filing);
    random.fill(parts.id.bytes);
    parts.seq = head_.seq + 1;
    parts.previous = head_.digest;
    parts.kiosk = identity_.kiosk.text();
    parts.intake_key = seal::name_of(keys.intake);
    parts.callback_key = seal::name_of(keys.callback);
    parts.content_box = std::move(content).value();
    parts.contact_box = std::move(contact).value();

    const domain::Date day = domain::date_of(filed_at.wall);
    Bytes record = seal::write_record(parts, identity_.key);
    const seal::Digest digest = seal::digest(record);
    return PreparedRecord{
        .kind = parts.kind,
        .id = parts.id,
        .seq = parts.seq,
        .day = day,
        .record = std::move(record),
        .digest = digest,
        .receipt = seal::write_receipt(parts, digest, day.days, identity_.key),
    };
}

Status Outbox::commit(const PreparedRecord& made) {
    SUNBOOTH_ASSERT(made.seq == head_.seq + 1);
    Result<Transaction> transaction = Transaction::begin(db_);
    if (!transaction.ok()) return transaction.error();
    Statement insert = db_.prepare(kInsertRecord);
    const Status inserted = insert.bind(":seq", made.seq)
                                .bind(":id", made.id.view())
                                .bind(":kind", static_cast<int>(made.kind))
                                .bind(":day", made.day.days)
                                .bind(":digest", made.digest.view())
                                .bind(":bytes", std::uint64_t{made.record.size()})
                                .bind(":payload", ByteView{made.record})
                                .run();
    if (!inserted.ok()) return inserted.error().in("outbox.commit");
    const Status committed = transaction.value().commit();
    if (!committed.ok()) return committed.error().in("outbox.commit");
    head_ = {made.seq, made.digest};
    ++counts_.unsent;
    counts_.bytes_held += made.record.size();
    return ok_status();
}

/// The database is the truth; a head file that cannot be written costs only its help.
void Outbox::write_head() {
    if (buggify("client.head_file_late")) return;
    (void)write_head(store::Durable::No).ok();
}

Status Outbox::write_head(store::Durable durable) {
    const HeadFile head{head_.seq, head_.digest, counter_reserved_};
    std::filesystem::path path = options_.path;
    path += "-head";
    return store::write_small_file(path, options_.vfs, write_head_file(head), durable);
}

Result<std::vector<SentRecord>> Outbox::select(RecordState state, Places places,
                                               std::size_t limit) {
    SUNBOOTH_ASSERT(limit >= 1 && limit <= wire::kBatchMax);
    Statement rows = db_.prepare(kSelectInState);
    rows.bind(":first", std::max(first_held_, places.first))
        .bind(":end", places.end)
        .bind(":state", static_cast<int>(state))
        .bind(":limit", std::uint64_t{limit});
    std::vector<SentRecord> records;
    while (true) {
        const Result<bool> row = rows.step();
        if (!row.ok()) return row.error().in("outbox.select");
        if (!row.value()) return records;
        records.push_back({rows.fixed<domain::RecordId>(0), rows.blob(1),
                           static_cast<std::uint64_t>(rows.integer(2))});
    }
}

Result<std::vector<SentRecord>> Outbox::unsent(std::size_t limit) {
    return select(RecordState::Unsent, {first_held_, head_.seq + 1}, limit);
}

/// Those that the center does not know a word of must not keep the others from being asked about:
/// each question goes on where the one before it ended, and begins again behind the last.
Result<std::vector<SentRecord>> Outbox::parked_in_turn(std::size_t limit) {
    if (mutant("client.asks_for_the_oldest_parked")) next_parked_ = first_held_;
    const std::uint64_t turn = next_parked_;
    Result<std::vector<SentRecord>> some =
        select(RecordState::Parked, {turn, head_.seq + 1}, limit);
    if (some.ok() && some.value().size() < limit && turn > first_held_) {
        Result<std::vector<SentRecord>> rest =
            select(RecordState::Parked, {first_held_, turn}, limit - some.value().size());
        if (!rest.ok()) return rest;
        for (SentRecord& one : rest.value()) some.value().push_back(std::move(one));
    }
    if (some.ok() && !some.value().empty()) next_parked_ = some.value().back().seq + 1;
    return some;
}

/// With those that were refused: the center may have learnt their words since, and a restored one
/// is noticed by whoever asks.
Result<std::vector<SentRecord>> Outbox::oldest_held() {
    Result<std::vector<SentRecord>> asked =
        select(RecordState::Stored, {first_held_, head_.seq + 1}, 1);
    if (!asked.ok() || counts_.parked == 0) return asked;
    Result<std::vector<SentRecord>> parked = parked_in_turn(wire::kBatchMax - 1);
    if (!parked.ok()) return parked;
    for (SentRecord& one : parked.value()) asked.value().push_back(std::move(one));
    return asked;
}

Result<std::optional<domain::Date>> Outbox::oldest_unsent_day() {
    if (counts_.unsent == 0) return std::optional<domain::Date>{};
    Statement oldest = db_.prepare(kSelectOldestDay);
    const Result<bool> row = oldest.bind(":first", first_held_).step();
    if (!row.ok()) return row.error().in("outbox.oldest_unsent");
    if (!row.value()) return std::optional<domain::Date>{};
    return std::optional(domain::Date{static_cast<std::int32_t>(oldest.integer(0))});
}

/// After anything but a press: where what is held begins, and how much it is. A payload that is
/// gone never comes back, so the walk goes on from where it stood.
Status Outbox::take_stock() {
    Statement first = db_.prepare(kSelectFirstHeld);
    const Result<bool> any = first.bind(":first", first_held_).step();
    if (!any.ok()) return any.error().in("outbox.stock");
    first_held_ = any.value() ? static_cast<std::uint64_t>(first.integer(0)) : head_.seq + 1;
    Statement rows = db_.prepare(kSelectCounts);
    rows.bind(":first", first_held_);
    OutboxCounts counts;
    while (true) {
        const Result<bool> row = rows.step();
        if (!row.ok()) return row.error().in("outbox.stock");
        if (!row.value()) break;
        const auto count = static_cast<std::size_t>(rows.integer(1));
        counts.bytes_held += static_cast<std::uint64_t>(rows.integer(2));
        switch (static_cast<RecordState>(rows.integer(0))) {
            case RecordState::Unsent:
                counts.unsent = count;
                break;
            case RecordState::Stored:
                counts.held = count;
                break;
            case RecordState::Parked:
                counts.parked = count;
                break;
        }
    }
    counts_ = counts;
    return ok_status();
}

Result<std::optional<OutboxEntry>> Outbox::find(const domain::ReceiptCode& code) {
    Statement rows = db_.prepare(kSelectByCode);
    const auto [low, high] = code.id_bounds();
    const Result<bool> row = rows.bind(":low", low.view()).bind(":high", high.view()).step();
    if (!row.ok()) return row.error().in("outbox.find");
    if (!row.value()) return std::optional<OutboxEntry>{};
    return std::optional<OutboxEntry>{{
        .id = rows.fixed<domain::RecordId>(0),
        .kind = static_cast<domain::RecordKind>(rows.integer(1)),
        .day = {static_cast<std::int32_t>(rows.integer(2))},
        .state = static_cast<RecordState>(rows.integer(3)),
    }};
}

Result<bool> Outbox::holds(const domain::RecordId& id) {
    Statement rows = db_.prepare(kSelectById);
    Result<bool> row = rows.bind(":id", id.view()).step();
    if (!row.ok()) return row.error().in("outbox.holds");
    return row;
}

Result<std::uint64_t> Outbox::next_counter() {
    if (buggify("client.counter_gap")) counter_ = counter_reserved_;
    if (counter_ == counter_reserved_) {
        const std::uint64_t end = counter_reserved_ + kCounterBlock;
        const Status kept = remember("counter", ByteWriter{}.u64(end).bytes());
        if (!kept.ok()) return kept.error().in("outbox.counter");
        counter_reserved_ = end;
        write_head();
    }
    return ++counter_;
}

Status Outbox::skip_counters() {
    counter_reserved_ += kCounterSkip;
    counter_ = counter_reserved_;
    return ok_status();
}

Result<std::optional<Bytes>> Outbox::recall(std::string_view name) {
    Statement rows = db_.prepare(kSelectMemory);
    const Result<bool> row = rows.bind(":name", name).step();
    if (!row.ok()) return row.error().in("outbox.recall");
    if (!row.value()) return std::optional<Bytes>{};
    return std::optional<Bytes>{rows.blob(0)};
}

Status Outbox::remember(std::string_view name, ByteView value) {
    Statement upsert = db_.prepare(kUpsertMemory);
    return upsert.bind(":name", name).bind(":value", value).run();
}

}  // namespace sunbooth::client
