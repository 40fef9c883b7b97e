// SPDX-License-Identifier: Apache-2.0
#include "sync/center/fleet/answers.h"

#include "sync/base/buggify.h"

namespace sunbooth::center::fleet {
namespace {

constexpr std::string_view kSelect = R"sql(
    SELECT body FROM answered
     WHERE kiosk = :kiosk AND counter = :counter AND request = :request)sql";

constexpr std::string_view kInsert = R"sql(
    INSERT INTO answered (kiosk, counter, request, body)
    VALUES (:kiosk, :counter, :request, :body))sql";

constexpr std::string_view kPrune = R"sql(
    DELETE FROM answered WHERE kiosk = :kiosk AND counter <= :counter - 64)sql";

}  // namespace

Result<std::optional<Bytes>> first_answer(store::Database& db, const RequestKey& key) {
    store::Statement select = db.prepare(kSelect);
    select.bind(":kiosk", key.kiosk)
        .bind(":counter", key.counter)
        .bind(":request", key.request.view());
    const Result<bool> row = select.step();
    if (!row.ok()) return row.error().in("fleet.first_answer");
    if (!row.value()) return std::optional<Bytes>{};
    return std::optional<Bytes>{select.blob(0)};
}

Status keep_answer(store::Database& db, const RequestKey& key, ByteView body) {
    if (buggify("fleet.answer_forgotten")) return ok_status();  // Only the last 64 are kept.
    store::Statement insert = db.prepare(kInsert);
    insert.bind(":kiosk", key.kiosk)
        .bind(":counter", key.counter)
        .bind(":request", key.request.view())
        .bind(":body", body);
    const Status inserted = insert.run();
    if (!inserted.ok()) return inserted.error().in("fleet.keep_answer");
    return db.prepare(kPrune).bind(":kiosk", key.kiosk).bind(":counter", key.counter).run();
}

Status forget_answers(store::Database& db) {
    return db.run("DELETE FROM answered");
}

}  // namespace sunbooth::center::fleet
