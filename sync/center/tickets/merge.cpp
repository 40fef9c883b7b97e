// SPDX-License-Identifier: Apache-2.0
#include "sync/center/tickets/merge.h"

namespace sunbooth::center::tickets {
namespace {

constexpr std::string_view kIdOfNumber = "SELECT id FROM ticket WHERE ticket_no = :number";
constexpr std::string_view kMergedInto = R"sql(
    SELECT id FROM ticket WHERE merged_into = :main AND merged_into <> 0 AND state = 'merged'
     ORDER BY id)sql";

Result<std::vector<std::int64_t>> merged_into(store::Database& db, std::int64_t main) {
    store::Statement select = db.prepare(kMergedInto);
    select.bind(":main", main);
    std::vector<std::int64_t> ids;
    while (true) {
        const Result<bool> row = select.step();
        if (!row.ok()) return row.error();
        if (!row.value()) return ids;
        ids.push_back(select.integer(0));
    }
}

}  // namespace

Result<Ticket> main_for(store::Database& db, const rules::Viewer& viewer, const Ticket& ticket,
                        const std::string& number) {
    store::Statement select = db.prepare(kIdOfNumber);
    const Result<bool> row = select.bind(":number", number).step();
    if (!row.ok()) return row.error();
    if (!row.value()) return invalid_input("into", "no ticket has this number");
    Result<Ticket> main = find(db, viewer, select.integer(0));
    if (!main.ok()) return invalid_input("into", "no ticket has this number");
    const Ticket& other = main.value();
    if (other.id == ticket.id) return invalid_input("into", "must be another ticket");
    if (other.kind != ticket.kind) return invalid_input("into", "is of another kind");
    if (other.unit != ticket.unit) return invalid_input("into", "is about another unit");
    // Words of a sealed ticket must not be read by those who handle an open one.
    if (other.sealed != ticket.sealed) {
        return invalid_input("into", "one of the two is sealed, the other is not");
    }
    if (!rules::next(other.standing(), rules::Action::Join)) {
        return invalid_input("into", "is at its end, or goes with another itself");
    }
    return main;
}

Status tell_main(store::Database& db, std::int64_t main, rules::Action action, const Ticket& other,
                 WallTime now) {
    const Result<Ticket> told =
        step(db, main, {action, kByRule, {{"ticket_no", other.ticket_no}}}, now);
    if (!told.ok()) return told.error();
    return ok_status();
}

Status free_merged(store::Database& db, std::int64_t main, WallTime now,
                   std::vector<std::int64_t>& touched) {
    const auto ids = merged_into(db, main);
    if (!ids.ok()) return ids.error();
    for (const std::int64_t id : ids.value()) {
        const Result<Ticket> freed = step(db, id, {rules::Action::Separate, kByRule, {}}, now);
        if (!freed.ok()) return freed.error();
        const Status left = tell_main(db, main, rules::Action::Leave, freed.value(), now);
        if (!left.ok()) return left;
        touched.push_back(id);
    }
    return ok_status();
}

}  // namespace sunbooth::center::tickets
