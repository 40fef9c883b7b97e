// SPDX-License-Identifier: Apache-2.0
#include "sync/center/registry/editions.h"

#include "sync/center/registry/hall.h"
#include "sync/center/registry/journal.h"
#include "sync/center/rules/notices.h"

#include <algorithm>

namespace sunbooth::center::registry {
namespace {

constexpr std::string_view kInsert = R"sql(
    INSERT INTO rule_edition (profile, from_day, toml, at_ms, by, lent)
    VALUES (:profile, :from_day, :toml, :at_ms, :by, :lent))sql";
constexpr std::string_view kSelectAll =
    "SELECT profile, from_day, toml, lent FROM rule_edition ORDER BY profile, from_day";
constexpr std::string_view kSelectOne = R"sql(
    SELECT toml, by, at_ms FROM rule_edition WHERE profile = :profile AND from_day = :from_day)sql";

/// Whether this very edition stands there. @return Conflict when another one does.
Result<bool> is_there(store::Database& db, const rules::Profile& edition) {
    store::Statement select = db.prepare(kSelectOne);
    const Result<bool> row =
        select.bind(":profile", edition.id).bind(":from_day", edition.from.iso()).step();
    if (!row.ok()) return row.error();
    if (!row.value()) return false;
    if (select.text(0) == edition.toml) return true;
    return Error{ErrorCode::Conflict,
                 select.text(1) + " brought another edition of \"" + edition.id + "\" from " +
                     edition.from.iso() + " on, on " +
                     domain::date_of(wall_ms(select.integer(2))).iso() +
                     ": give this one a later day",
                 "from"};
}

/// An edition as it would be kept when it is brought in today.
Result<rules::Profile> read_lent(std::string_view toml) {
    const Result<std::string> lent = rules::lender_of(toml);
    if (!lent.ok()) return lent.error();
    return rules::read_edition(toml, lent.value());
}

Status check_hall(store::Database& db) {
    const auto hall = hall_in_force(db);
    if (!hall.ok()) {
        return hall.error().code == ErrorCode::NotFound ? ok_status() : Status(hall.error());
    }
    const std::string& id = hall.value()->promises.profile;
    std::string known;
    for (const rules::Profile* one : rules::editions()) {
        if (one->id == id) return ok_status();
        if (known.find(one->id) == std::string::npos)
            known += (known.empty() ? "" : ", ") + one->id;
    }
    return invalid_input("promises.profile", "the hall names the rule profile \"" + id +
                                                 "\", which nobody has: bring it in with `rules "
                                                 "import FILE`, or name one of " +
                                                 known);
}

}  // namespace

Result<rules::Profile> read_edition(std::string_view toml, WallTime now) {
    Result<rules::Profile> read = read_lent(toml);
    if (!read.ok()) return read;
    // Not read_profile()'s: an edition that stands already must not keep a center from starting.
    if (rules::is_quiet(read.value().quiet.digest, read.value().quiet)) {
        return invalid_input("quiet.digest", "must not lie inside the quiet hours themselves");
    }
    if (read.value().from > domain::date_of(now)) return read;
    return invalid_input("from", "must be a day to come: what is filed already keeps its rules");
}

Status put_edition(store::Database& db, const std::string& toml, const std::string& by,
                   WallTime now) {
    const Result<rules::Profile> read = read_lent(toml);
    if (!read.ok()) return read.error();
    const rules::Profile& edition = read.value();
    const Result<bool> there = is_there(db, edition);
    if (!there.ok()) return there.error();
    if (there.value()) return ok_status();
    if (const auto checked = read_edition(toml, now); !checked.ok()) return checked.error();
    const auto added = rules::add_edition(toml, edition.lent);
    if (!added.ok()) return added.error();
    store::Statement insert = db.prepare(kInsert);
    insert.bind(":profile", edition.id)
        .bind(":from_day", edition.from.iso())
        .bind(":toml", toml)
        .bind(":at_ms", to_ms(now))
        .bind(":by", by)
        .bind(":lent", edition.lent);
    const Status inserted = insert.run();
    if (!inserted.ok()) return inserted.error().in("registry.put_edition");
    return note(db, {0,
                     now,
                     by,
                     "rules_changed",
                     edition.id,
                     {{"from", edition.from.iso()}, {"source", edition.source}}});
}

Status load_editions(store::Database& db) {
    store::Statement select = db.prepare(kSelectAll);
    while (true) {
        const Result<bool> row = select.step();
        if (!row.ok()) return row.error().in("registry.load_editions");
        if (!row.value()) break;
        const auto added = rules::add_edition(select.text(2), select.text(3));
        if (added.ok()) continue;
        Error wrong = added.error();
        wrong.field = "rule_edition." + select.text(0) + "." + select.text(1) + "." + wrong.field;
        return wrong;
    }
    return check_hall(db);
}

}  // namespace sunbooth::center::registry
