// SPDX-License-Identifier: Apache-2.0
#include "sync/center/registry/center.h"

#include "sync/center/registry/schema.h"

namespace sunbooth::center::registry {
namespace {

constexpr std::string_view kFound = R"sql(
    INSERT INTO center (only, generation) VALUES (1, :generation))sql";

constexpr std::string_view kRenew = R"sql(
    UPDATE center
       SET generation = :generation, backed_up_row = 0, backed_up_at_ms = NULL)sql";

constexpr std::string_view kSelect = R"sql(
    SELECT generation, backed_up_row, backed_up_at_ms FROM center)sql";

constexpr std::string_view kBackedUp = R"sql(
    UPDATE center
       SET backed_up_row = max(backed_up_row, :row), backed_up_at_ms = :at_ms)sql";

wire::Generation make_generation(Random& random) {
    wire::Generation generation;
    random.fill(generation.bytes);
    return generation;
}

}  // namespace

Result<store::Database> open_center(const std::filesystem::path& folder) {
    Result<store::Database> db = store::Database::open(folder / "center.db", {});
    if (!db.ok()) return db.error().in("center.db");
    const Status migrated = store::migrate(db.value(), center_schema());
    if (!migrated.ok()) return migrated.error().in("center.db");
    const Status whole = store::check_schema(db.value(), center_schema());
    if (!whole.ok()) return whole.error().in("center.db");
    return db;
}

Result<store::Database> open_center_reader(const std::filesystem::path& folder) {
    Result<store::Database> db =
        store::Database::open(folder / "center.db", {.access = store::Access::Reader});
    if (!db.ok()) return db.error().in("center.db");
    const Status whole = store::check_schema(db.value(), center_schema());
    if (!whole.ok()) return whole.error().in("center.db");
    return db;
}

Status found_center(store::Database& db, Random& random) {
    store::Statement insert = db.prepare(kFound);
    insert.bind(":generation", make_generation(random).view());
    return insert.run();
}

Status begin_generation(store::Database& db, Random& random) {
    store::Statement update = db.prepare(kRenew);
    update.bind(":generation", make_generation(random).view());
    return update.run();
}

Result<CenterState> center_state(store::Database& db) {
    store::Statement select = db.prepare(kSelect);
    const Result<bool> row = select.step();
    if (!row.ok()) return row.error().in("registry.center_state");
    if (!row.value()) {
        return Error{ErrorCode::NotFound, "center.db has no generation: run init first", ""};
    }
    CenterState state;
    state.generation = select.fixed<wire::Generation>(0);
    state.backed_up_row = static_cast<std::uint64_t>(select.integer(1));
    if (!select.is_null(2)) state.backed_up_at = wall_ms(select.integer(2));
    return state;
}

Status set_backed_up(store::Database& db, std::uint64_t row, WallTime at) {
    store::Statement update = db.prepare(kBackedUp);
    update.bind(":row", row).bind(":at_ms", to_ms(at));
    return update.run();
}

}  // namespace sunbooth::center::registry
