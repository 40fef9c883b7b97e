// SPDX-License-Identifier: Apache-2.0
#include "sync/center/registry/hall.h"

#include "sync/center/registry/hall_merge.h"
#include "sync/center/registry/journal.h"
#include "sync/center/registry/monitors.h"
#include "sync/center/rules/profile.h"
#include "sync/wire/hall.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

namespace sunbooth::center::registry {
namespace {

constexpr std::string_view kSelectLast = R"sql(
    SELECT hall_id, version, digest FROM hall ORDER BY import DESC LIMIT 1)sql";

constexpr std::string_view kSelectJson = R"sql(
    SELECT hall_json, digest, version FROM hall ORDER BY import DESC LIMIT 1)sql";

constexpr std::string_view kInsert = R"sql(
    INSERT INTO hall (hall_id, version, digest, hall_json, imported_at_ms)
    VALUES (:hall_id, :version, :digest, :hall_json, :now_ms))sql";

constexpr std::string_view kSelectFile = R"sql(
    SELECT file FROM hall WHERE file IS NOT NULL ORDER BY import DESC LIMIT 1)sql";
constexpr std::string_view kKeepFile = R"sql(
    UPDATE hall SET file = :file WHERE import = (SELECT max(import) FROM hall))sql";

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
/// @param before the file that was imported last: its version counts, not that of edits since.
Result<bool> is_same_or_may_follow(store::Database& db, const domain::Hall& hall,
                                   std::string_view json, const std::string& before = {}) {
    const seal::Digest digest = seal::digest(as_bytes(json));
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
    std::int64_t version = last.integer(1);
    if (!before.empty()) {
        const Result<domain::Hall> file = wire::read_hall(before);
        if (!file.ok()) return file.error();
        version = file.value().version;
    }
    if (version >= hall.version) {
        return Error{ErrorCode::Conflict,
                     "the hall in force has version " + std::to_string(version) +
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

/// The file of the last import as it came; empty: there was none, or an older program read it.
Result<std::string> last_file(store::Database& db) {
    store::Statement select = db.prepare(kSelectFile);
    const Result<bool> row = select.step();
    if (!row.ok()) return row.error();
    return row.value() ? std::string(as_text(select.blob(0))) : std::string();
}

Result<std::set<std::string>> edited_entries(store::Database& db) {
    store::Statement select = db.prepare("SELECT kind || 's.' || code FROM registry_entry");
    std::set<std::string> all;
    while (true) {
        const Result<bool> row = select.step();
        if (!row.ok()) return row.error();
        if (!row.value()) return all;
        all.insert(select.text(0));
    }
}

/// The file, with what was edited in the registry since the one before.
Result<MergedHall> merged_with_registry(store::Database& db, const domain::Hall& file,
                                        const std::string& before) {
    const auto found = hall_in_force(db);
    if (!found.ok() && found.error().code == ErrorCode::NotFound) return MergedHall{file, {}};
    if (!found.ok()) return found.error();
    domain::Hall registry = *found.value();
    if (Status put = put_monitors(db, registry); !put.ok()) return put.error();
    std::optional<domain::Hall> file_before;
    if (!before.empty()) {
        Result<domain::Hall> read = wire::read_hall(before);
        if (!read.ok()) return read.error();
        file_before.emplace(std::move(read).value());
    }
    const auto edited = edited_entries(db);
    if (!edited.ok()) return edited.error();
    auto merged = merge_halls({file_before ? &*file_before : nullptr, registry, file,
                               [&edited](const std::string& list, const std::string& code) {
                                   return edited.value().contains(list + "." + code);
                               }});
    if (!merged.ok() || merged.value().kept.empty()) return merged;
    // Edits make versions of their own; kiosks must see that this is another one.
    MergedHall hall = std::move(merged).value();
    hall.hall.version = std::max(file.version, found.value()->version + 1);
    return hall;
}

/// What was kept against the file, for whoever wonders where its word went.
Status note_kept(store::Database& db, const domain::Hall& file, const MergedHall& merged,
                 WallTime now) {
    if (merged.kept.empty()) return ok_status();
    std::map<std::string, std::string> fields{{"file_version", std::to_string(file.version)}};
    std::string list;
    for (const std::string& one : merged.kept) list += (list.empty() ? "" : ", ") + one;
    fields["kept"] = list;
    return note(db, {0, now, "(command)", "hall_merged", "hall", fields});
}

/// Writes an imported hall and all that follows from it.
Status take_hall(store::Database& db, const domain::Hall& hall, std::string_view json,
                 WallTime now) {
    Status done = insert_hall(db, hall, json, now);
    if (done.ok()) done = learn_all(db, hall);
    if (done.ok()) done = take_monitors(db, hall, domain::date_of(now));
    return done;
}

}  // namespace

Result<domain::Hall> import_hall(store::Database& db, std::string_view json, WallTime now) {
    Result<domain::Hall> hall = wire::read_hall(json);
    if (!hall.ok()) return hall;
    if (const Status known = check_profile(hall.value()); !known.ok()) return known.error();
    Result<store::Transaction> transaction = store::Transaction::begin(db);
    if (!transaction.ok()) return transaction.error();
    const Result<std::string> before = last_file(db);
    if (!before.ok()) return before.error().in("registry.import_hall");
    if (before.value() == json) return hall;
    const Result<bool> same = is_same_or_may_follow(db, hall.value(), json, before.value());
    if (!same.ok()) return same.error();
    if (same.value()) return hall;
    const auto merged = merged_with_registry(db, hall.value(), before.value());
    if (!merged.ok()) return merged.error();
    std::string text(json);
    if (!merged.value().kept.empty()) text = wire::write_hall(merged.value().hall);
    // An edit and the file may each be right and the two together not: a window without its unit.
    Result<domain::Hall> checked = wire::read_hall(text);
    if (!checked.ok()) return checked.error();
    Status done = take_hall(db, checked.value(), text, now);
    if (done.ok()) done = db.prepare(kKeepFile).bind(":file", as_bytes(json)).run();
    if (done.ok()) done = note_kept(db, hall.value(), merged.value(), now);
    if (!done.ok()) return done.error().in("registry.import_hall");
    if (Status committed = transaction.value().commit(); !committed.ok()) return committed.error();
    return checked;
}

Status put_hall(store::Database& db, std::string_view json, WallTime now) {
    const Result<domain::Hall> hall = wire::read_hall(json);
    if (!hall.ok()) return hall.error();
    const Result<bool> same = is_same_or_may_follow(db, hall.value(), json);
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
