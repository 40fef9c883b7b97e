// SPDX-License-Identifier: Apache-2.0
#include "sync/center/registry/hall.h"

#include "sync/center/registry/monitors.h"
#include "sync/center/rules/profile.h"
#include "sync/wire/hall.h"

#include <algorithm>

namespace sunbooth::center::registry {
namespace {

constexpr std::string_view kSelectLast = R"sql(
    SELECT hall_id, version, digest FROM hall ORDER BY import DESC LIMIT 1)sql";

constexpr std::string_view kSelectJson = R"sql(
    SELECT hall_json, digest, version FROM hall ORDER BY import DESC LIMIT 1)sql";

constexpr std::string_view kInsert = R"sql(
    INSERT INTO hall (hall_id, version, digest, hall_json, imported_at_ms)
    VALUES (:hall_id, :version, :digest, :hall_json, :now_ms))sql";

constexpr std::string_view kLearn = R"sql(
    INSERT INTO hall_code (kind, code, belongs) VALUES (:kind, :code, :belongs)
        ON CONFLICT (kind, code) DO UPDATE SET belongs = excluded.belongs)sql";

constexpr std::string_view kSelectCode = R"sql(
    SELECT belongs FROM hall_code WHERE kind = :kind AND code = :code)sql";

const char* name_of(CodeKind kind) {
    switch (kind) {
        case CodeKind::Unit:
            return "unit";
        case CodeKind::Window:
            return "window";
        case CodeKind::Topic:
            return "topic";
        case CodeKind::Level:
            return "level";
        case CodeKind::Tag:
            return "tag";
    }
    return "";
}

Error no_hall() {
    return {ErrorCode::NotFound, "no hall was imported: run `import hall FILE`", "hall"};
}

/// Whether other bytes may follow the hall in force. True: they are the same bytes.
Result<bool> is_same_or_may_follow(store::Database& db, const domain::Hall& hall,
                                   const seal::Digest& digest) {
    store::Statement last = db.prepare(kSelectLast);
    const Result<bool> row = last.step();
    if (!row.ok()) return row.error();
    if (!row.value()) return false;
    if (last.fixed<seal::Digest>(2) == digest) return true;
    if (last.text(0) != hall.id) {
        return Error{
            ErrorCode::Conflict,
            "this center serves the hall \"" + last.text(0) + "\", not \"" + hall.id + "\"", "id"};
    }
    if (last.integer(1) >= hall.version) {
        return Error{ErrorCode::Conflict,
                     "the hall in force has version " + std::to_string(last.integer(1)) +
                         ": give the changed file a higher one",
                     "version"};
    }
    return false;
}

Status learn(store::Database& db, CodeKind kind, std::string_view code, std::string_view belongs) {
    store::Statement insert = db.prepare(kLearn);
    insert.bind(":kind", name_of(kind)).bind(":code", code).bind(":belongs", belongs);
    return insert.run();
}

Status learn_all(store::Database& db, const domain::Hall& hall) {
    for (const domain::Unit& unit : hall.units) {
        const Status done = learn(db, CodeKind::Unit, unit.code, "");
        if (!done.ok()) return done;
    }
    for (const domain::Window& window : hall.windows) {
        const Status done = learn(db, CodeKind::Window, window.code, window.unit);
        if (!done.ok()) return done;
    }
    for (const domain::Topic& topic : hall.topics) {
        const std::string category = topic.categories.empty() ? "" : topic.categories.front();
        const Status done = learn(db, CodeKind::Topic, topic.code, category);
        if (!done.ok()) return done;
    }
    for (const domain::RatingLevel& level : hall.scale.levels) {
        const std::string code = hall.scale.code + "/" + std::to_string(level.level);
        const Status done = learn(db, CodeKind::Level, code, "");
        if (!done.ok()) return done;
        for (const domain::RatingTag& tag : level.tags) {
            const Status tagged = learn(db, CodeKind::Tag, tag.code, "");
            if (!tagged.ok()) return tagged;
        }
    }
    return ok_status();
}

/// Deadlines are counted by the hall's profile: one that nobody has would be another's.
Status check_profile(const domain::Hall& hall) {
    const auto known = rules::editions();
    const bool there = std::ranges::any_of(
        known, [&](const rules::Profile* one) { return one->id == hall.promises.profile; });
    if (there) return ok_status();
    return invalid_input("promises.profile",
                         "no edition of the rule profile \"" + hall.promises.profile +
                             "\" is known: bring it in first, with `rules import FILE`");
}

Status insert_hall(store::Database& db, const domain::Hall& hall, std::string_view json,
                   WallTime now) {
    store::Statement insert = db.prepare(kInsert);
    insert.bind(":hall_id", hall.id)
        .bind(":version", hall.version)
        .bind(":digest", seal::digest(as_bytes(json)).view())
        .bind(":hall_json", as_bytes(json))
        .bind(":now_ms", to_ms(now));
    return insert.run();
}

}  // namespace

Result<domain::Hall> import_hall(store::Database& db, std::string_view json, WallTime now) {
    Result<domain::Hall> hall = wire::read_hall(json);
    if (!hall.ok()) return hall;
    if (const Status known = check_profile(hall.value()); !known.ok()) return known.error();
    Result<store::Transaction> transaction = store::Transaction::begin(db);
    if (!transaction.ok()) return transaction.error();
    const Result<bool> same = is_same_or_may_follow(db, hall.value(), seal::digest(as_bytes(json)));
    if (!same.ok()) return same.error();
    if (same.value()) return hall;
    const Status inserted = insert_hall(db, hall.value(), json, now);
    if (!inserted.ok()) return inserted.error().in("registry.import_hall");
    const Status learnt = learn_all(db, hall.value());
    if (!learnt.ok()) return learnt.error().in("registry.import_hall");
    const Status taken = take_monitors(db, hall.value(), domain::date_of(now));
    if (!taken.ok()) return taken.error().in("registry.import_hall");
    const Status committed = transaction.value().commit();
    if (!committed.ok()) return committed.error();
    return hall;
}

Status put_hall(store::Database& db, std::string_view json, WallTime now) {
    const Result<domain::Hall> hall = wire::read_hall(json);
    if (!hall.ok()) return hall.error();
    const Result<bool> same = is_same_or_may_follow(db, hall.value(), seal::digest(as_bytes(json)));
    if (!same.ok()) return same.error();
    if (same.value()) return ok_status();
    const Status inserted = insert_hall(db, hall.value(), json, now);
    if (!inserted.ok()) return inserted.error().in("registry.put_hall");
    return learn_all(db, hall.value());
}

Result<std::shared_ptr<const domain::Hall>> hall_in_force(store::Database& db) {
    // A memory of one parsed hall a thread, found by the digest of its bytes: a pure function of
    // them, so it can never be stale, and no thread waits for another.
    thread_local seal::Digest known;
    thread_local std::shared_ptr<const domain::Hall> parsed;
    const Result<seal::Digest> digest = hall_digest(db);
    if (!digest.ok()) return digest.error();
    if (parsed && known == digest.value()) return parsed;
    const Result<HallBytes> bytes = hall_bytes(db);
    if (!bytes.ok()) return bytes.error();
    Result<domain::Hall> hall = wire::read_hall(as_text(bytes.value().json));
    if (!hall.ok()) return hall.error().in("registry.hall_in_force");
    parsed = std::make_shared<const domain::Hall>(std::move(hall).value());
    known = bytes.value().digest;
    return parsed;
}

Result<HallBytes> hall_bytes(store::Database& db) {
    store::Statement select = db.prepare(kSelectJson);
    const Result<bool> row = select.step();
    if (!row.ok()) return row.error().in("registry.hall_bytes");
    if (!row.value()) return no_hall();
    return HallBytes{select.blob(0), select.fixed<seal::Digest>(1),
                     static_cast<int>(select.integer(2))};
}

Result<seal::Digest> hall_digest(store::Database& db) {
    store::Statement select = db.prepare(kSelectLast);
    const Result<bool> row = select.step();
    if (!row.ok()) return row.error().in("registry.hall_digest");
    if (!row.value()) return no_hall();
    return select.fixed<seal::Digest>(2);
}

Result<std::string> known_code(store::Database& db, CodeKind kind, std::string_view code) {
    store::Statement select = db.prepare(kSelectCode);
    select.bind(":kind", name_of(kind)).bind(":code", code);
    const Result<bool> row = select.step();
    if (!row.ok()) return row.error().in("registry.known_code");
    if (!row.value()) return Error{ErrorCode::NotFound, "no hall names this code", name_of(kind)};
    return select.text(0);
}

}  // namespace sunbooth::center::registry
