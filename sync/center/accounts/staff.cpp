// SPDX-License-Identifier: Apache-2.0
#include "sync/center/accounts/staff.h"

#include "sync/center/accounts/misses.h"

#include <algorithm>

namespace sunbooth::center::accounts {
namespace {

constexpr std::string_view kNames = "SELECT name, changed_at_ms FROM account ORDER BY name";
constexpr std::string_view kChange =
    "UPDATE account SET display = :display, role = :role, unit = :unit WHERE name = :name";
constexpr std::string_view kDisable =
    "UPDATE account SET disabled_at_ms = :now_ms WHERE name = :name AND disabled_at_ms IS NULL";
constexpr std::string_view kEnable = "UPDATE account SET disabled_at_ms = NULL WHERE name = :name";
constexpr std::string_view kRelate = R"sql(
    INSERT INTO account_relation (account, unit, reason) VALUES (:name, :unit, :reason)
        ON CONFLICT (account, unit) DO UPDATE SET reason = :reason)sql";
constexpr std::string_view kUnrelate =
    "DELETE FROM account_relation WHERE account = :name AND unit = :unit";

constexpr std::string_view kViews = R"sql(
    SELECT id, list, name, query FROM saved_view WHERE account = :account ORDER BY list, id)sql";
constexpr std::string_view kSaveView = R"sql(
    INSERT INTO saved_view (account, list, name, query) VALUES (:account, :list, :name, :query)
        ON CONFLICT (account, list, name) DO UPDATE SET query = :query)sql";
constexpr std::string_view kFindView =
    "SELECT id FROM saved_view WHERE account = :account AND list = :list AND name = :name";
constexpr std::string_view kForgetView =
    "DELETE FROM saved_view WHERE account = :account AND id = :id";

Status found(store::Database& db, const Status& done) {
    if (!done.ok()) return done.error().in("accounts.staff");
    if (db.changes() == 0) return Error{ErrorCode::NotFound, "there is no such account", "name"};
    return ok_status();
}

}  // namespace

Result<std::vector<Standing>> all_accounts(store::Database& db, WallTime now) {
    store::Statement select = db.prepare(kNames);
    std::vector<Standing> all;
    while (true) {
        const Result<bool> row = select.step();
        if (!row.ok()) return row.error().in("accounts.all");
        if (!row.value()) return all;
        Result<Account> account = find_account(db, select.text(0));
        if (!account.ok()) return account.error();
        const Status open = check_lock(db, select.text(0), now);
        if (!open.ok() && open.error().code != ErrorCode::TooMany) return open.error();
        all.push_back({std::move(account).value(), !open.ok(), wall_ms(select.integer(1))});
    }
}

Status change_account(store::Database& db, const Account& changed) {
    if (changed.role == rules::Role::Handler && changed.unit.empty()) {
        return invalid_input("unit", "is needed for a handler: the code of their unit");
    }
    store::Statement update = db.prepare(kChange);
    update.bind(":display", changed.display).bind(":role", rules::to_string(changed.role));
    return found(db, update.bind(":unit", changed.unit).bind(":name", changed.name).run());
}

Status set_disabled(store::Database& db, const std::string& name, bool disabled, WallTime now) {
    store::Statement update = db.prepare(disabled ? kDisable : kEnable);
    if (disabled) update.bind(":now_ms", to_ms(now));
    return found(db, update.bind(":name", name).run());
}

Status relate(store::Database& db, const std::string& name, const std::string& unit,
              const std::string& reason) {
    store::Statement insert = db.prepare(kRelate);
    insert.bind(":name", name).bind(":unit", unit).bind(":reason", reason);
    return insert.run();
}

Status unrelate(store::Database& db, const std::string& name, const std::string& unit) {
    store::Statement remove = db.prepare(kUnrelate);
    const Status done = remove.bind(":name", name).bind(":unit", unit).run();
    if (done.ok() && db.changes() == 0) {
        return Error{ErrorCode::NotFound, "no relation to this unit was declared", "unit"};
    }
    return done;
}

Result<std::vector<SavedView>> saved_views(store::Database& db, const std::string& account) {
    store::Statement select = db.prepare(kViews);
    select.bind(":account", account);
    std::vector<SavedView> all;
    while (true) {
        const Result<bool> row = select.step();
        if (!row.ok()) return row.error().in("accounts.views");
        if (!row.value()) return all;
        all.push_back({select.integer(0), select.text(1), select.text(2), select.text(3)});
    }
}

Result<SavedView> save_view(store::Database& db, const std::string& account,
                            const SavedView& view) {
    const auto kept = saved_views(db, account);
    if (!kept.ok()) return kept.error();
    const bool is_there = std::ranges::any_of(kept.value(), [&](const SavedView& one) {
        return one.list == view.list && one.name == view.name;
    });
    if (!is_there && kept.value().size() >= static_cast<std::size_t>(kSavedViewsMax)) {
        return Error{ErrorCode::Conflict, "there are fifty already: forget one first", "name"};
    }
    store::Statement save = db.prepare(kSaveView);
    save.bind(":account", account).bind(":list", view.list).bind(":name", view.name);
    if (Status done = save.bind(":query", view.query).run(); !done.ok()) return done.error();
    store::Statement find = db.prepare(kFindView);
    find.bind(":account", account).bind(":list", view.list).bind(":name", view.name);
    const Result<bool> row = find.step();
    if (!row.ok()) return row.error();
    SavedView saved = view;
    saved.id = find.integer(0);
    return saved;
}

Status forget_view(store::Database& db, const std::string& account, std::int64_t id) {
    store::Statement forget = db.prepare(kForgetView);
    const Status done = forget.bind(":account", account).bind(":id", id).run();
    if (done.ok() && db.changes() == 0) {
        return Error{ErrorCode::NotFound, "there is no such saved view", "id"};
    }
    return done;
}

}  // namespace sunbooth::center::accounts
