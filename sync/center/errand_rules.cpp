// SPDX-License-Identifier: Apache-2.0
#include "sync/center/errand_rules.h"

#include "sync/center/registry/center.h"
#include "sync/center/registry/editions.h"
#include "sync/center/registry/journal.h"
#include "sync/center/tickets/moves.h"

#include <fmt/format.h>

namespace sunbooth::center {
namespace {

const rules::Viewer kOperator{rules::Role::Supervisor, ""};

std::string word(const Errand& errand, const char* name) {
    const auto found = errand.words.find(name);
    return found == errand.words.end() ? std::string() : found->second;
}

std::string told(const tickets::Moves& moves, const char* verb) {
    std::string text = fmt::format("{} of {} open due dates {}", moves.moved, moves.open, verb);
    if (moves.settled > 0) {
        text += fmt::format("; {} provisional ones become certain", moves.settled);
    }
    if (moves.provisional > 0) text += fmt::format("; {} are provisional", moves.provisional);
    text += "\n";
    for (const tickets::DueMove& one : moves.list) {
        text += fmt::format("{}  {} -> {}\n", one.ticket_no, one.before.iso(), one.after.iso());
    }
    const auto rest = moves.moved - static_cast<std::int64_t>(moves.list.size());
    if (rest > 0) text += fmt::format("and {} more\n", rest);
    return text;
}

/// Before the first hall is imported there is nothing that could move.
Result<tickets::Moves> none_without_hall(Result<tickets::Moves> moves) {
    if (!moves.ok() && moves.error().code == ErrorCode::NotFound && moves.error().field == "hall") {
        return tickets::Moves{};
    }
    return moves;
}

Result<tickets::Moves> moves_of(const ErrandTools& tools, const registry::CalendarChange& change) {
    Result<store::Database> db = registry::open_center_reader(tools.folder);
    if (!db.ok()) return db.error();
    const auto would = registry::calendar_with(db.value(), change);
    if (!would.ok()) return none_without_hall(would.error());
    return tickets::moves_under(db.value(), kOperator, would.value());
}

/// In a transaction of its own, kept when it is ok.
Status write(store::Database& db, const std::function<Status()>& work) {
    Result<store::Transaction> transaction = store::Transaction::begin(db);
    if (!transaction.ok()) return transaction.error();
    if (Status done = work(); !done.ok()) return done;
    return transaction.value().commit();
}

Result<ErrandStep> change_step(registry::CalendarChange change, bool dry_run,
                               const ErrandTools& tools) {
    const Result<tickets::Moves> moves = moves_of(tools, change);
    if (!moves.ok()) return moves.error();
    if (dry_run) {
        return ErrandStep([text = told(moves.value(), "would move")](store::Database&) {
            return Result<ErrandReport>(ErrandReport{text, ""});
        });
    }
    return ErrandStep([change = std::move(change), text = told(moves.value(), "move"),
                       &tools](store::Database& db) -> Result<ErrandReport> {
        std::int64_t edition = 0;
        const Status written = write(db, [&]() -> Status {
            const auto put =
                registry::change_calendar(db, change, {registry::kByCommand}, tools.clock.wall());
            if (!put.ok()) return put.error();
            edition = put.value();
            return ok_status();
        });
        if (!written.ok()) return written.error();
        return ErrandReport{fmt::format("{}: edition {}\n{}", change.name(), edition, text), ""};
    });
}

}  // namespace

Result<ErrandStep> calendar_import(Errand errand, const ErrandTools& tools) {
    const auto layer = registry::read_ical(errand.body);
    if (!layer.ok()) return layer.error().in(word(errand, "file"));
    return change_step({layer.value(), {}}, word(errand, "dry_run") == "yes", tools);
}

Result<ErrandStep> calendar_withdraw(Errand errand, const ErrandTools& tools) {
    return change_step({{}, word(errand, "name")}, word(errand, "dry_run") == "yes", tools);
}

Result<ErrandStep> rules_import(Errand errand, const ErrandTools& tools) {
    const std::string file = word(errand, "file");
    const auto edition = registry::read_edition(errand.body, tools.clock.wall());
    if (!edition.ok()) return edition.error().in(file);
    Result<store::Database> reader = registry::open_center_reader(tools.folder);
    if (!reader.ok()) return reader.error();
    const auto moves =
        none_without_hall(tickets::moves_under(reader.value(), kOperator, edition.value()));
    if (!moves.ok()) return moves.error();
    const std::string head = fmt::format(
        "{} from {} on, for what is filed then\nstood what is open "
        "under it: ",
        edition.value().id, edition.value().from.iso());
    const std::string text = head + told(moves.value(), "would be others");
    const bool dry_run = word(errand, "dry_run") == "yes";
    return ErrandStep([text, dry_run, file, toml = std::move(errand.body),
                       &tools](store::Database& db) -> Result<ErrandReport> {
        if (dry_run) return ErrandReport{text, ""};
        const Status put = write(db, [&] {
            return registry::put_edition(db, toml, registry::kByCommand, tools.clock.wall());
        });
        if (!put.ok()) return put.error().in(file);
        return ErrandReport{text, ""};
    });
}

}  // namespace sunbooth::center
