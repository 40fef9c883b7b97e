// SPDX-License-Identifier: Apache-2.0
#include "sync/center/errand.h"

#include "sync/center/accounts/accounts.h"
#include "sync/center/api/problem_words.h"
#include "sync/center/cases/cases.h"
#include "sync/center/config.h"
#include "sync/center/errand_line.h"
#include "sync/center/errand_quarantine.h"
#include "sync/center/errand_rules.h"
#include "sync/center/errand_update.h"
#include "sync/center/fleet/enrolment.h"
#include "sync/center/folder.h"
#include "sync/center/monitoring/pins.h"
#include "sync/center/registry/center.h"
#include "sync/center/registry/editions.h"
#include "sync/center/registry/hall.h"
#include "sync/center/registry/journal.h"
#include "sync/center/registry/keys.h"
#include "sync/center/registry/monitors.h"
#include "sync/center/supervision/card_events.h"
#include "sync/center/tickets/step.h"
#include "sync/domain/ids.h"
#include "sync/seal/badge.h"
#include "sync/store/in_transaction.h"

#include <fmt/format.h>

#include <memory>

namespace sunbooth::center {
namespace {

namespace fs = std::filesystem;

std::string word(const Errand& errand, const char* name) {
    const auto found = errand.words.find(name);
    return found == errand.words.end() ? std::string() : found->second;
}

Result<ErrandStep> enrol(Errand errand, const ErrandTools& tools) {
    const std::string kiosk = word(errand, "kiosk");
    if (!domain::KioskId::parse(kiosk).ok()) {
        return invalid_input("--kiosk", "must be 1 to 18 of a-z, 0-9 and \"-\"");
    }
    const bool carried = word(errand, "carried") == "yes";
    return ErrandStep([kiosk, carried, &tools](store::Database& db) {
        return store::in_transaction(db, [&]() -> Result<ErrandReport> {
            const auto code =
                fleet::make_code(db, kiosk, tools.random, tools.clock.wall(),
                                 carried ? fleet::kCarriedCodeLife : fleet::kCodeLife);
            if (!code.ok()) return code.error();
            return ErrandReport{
                fmt::format("one-time code: {}\nvalid for {}, once, for {}\n", code.value(),
                            carried ? "14 days" : "15 minutes", kiosk),
                ""};
        });
    });
}

Result<ErrandStep> revoke(Errand errand, const ErrandTools& tools) {
    return ErrandStep([kiosk = word(errand, "kiosk"), &tools](store::Database& db) {
        return store::in_transaction(db, [&]() -> Result<ErrandReport> {
            const Status revoked = fleet::revoke(db, kiosk, tools.clock.wall());
            if (!revoked.ok()) return revoked.error();
            return ErrandReport{kiosk + " is refused from here on\n", ""};
        });
    });
}

/// As the page notes it: who reads the journal sees every account that came to be.
Status note(store::Database& db, const accounts::Account& account, bool reset, WallTime now) {
    registry::JournalEntry entry{.at = now,
                                 .by = registry::kByCommand,
                                 .what = reset ? "account_reset_password" : "account_made",
                                 .about = account.name};
    if (!reset) entry.fields = {{"role", rules::to_string(account.role)}, {"unit", account.unit}};
    return registry::note(db, entry);
}

Result<ErrandStep> account(Errand errand, const ErrandTools& tools) {
    const auto role = rules::role_of(word(errand, "role"));
    if (!role) {
        return invalid_input("--role",
                             "must be intake, callback, handler, supervisor, auditor or "
                             "administrator");
    }
    const std::string name = word(errand, "name"), display = word(errand, "display");
    const accounts::Account wanted{name, display.empty() ? name : display, *role,
                                   word(errand, "unit"), true};
    const bool reset = !word(errand, "reset").empty();
    return ErrandStep([wanted, reset, &tools](store::Database& db) {
        Result<ErrandReport> report = store::in_transaction(db, [&]() -> Result<ErrandReport> {
            const WallTime now = tools.clock.wall();
            const auto password = reset
                                      ? accounts::reset_password(db, wanted.name, tools.random, now)
                                      : accounts::create_account(db, wanted, tools.random, now);
            if (!password.ok()) return password.error();
            if (Status noted = note(db, wanted, reset, now); !noted.ok()) return noted.error();
            return ErrandReport{
                fmt::format("account: {}\none-time password: {}\n", wanted.name, password.value()),
                ""};
        });
        if (reset && report.ok()) tools.sign_out(wanted.name);
        return report;
    });
}

Result<ErrandStep> badge(Errand errand, const ErrandTools& tools) {
    const std::string monitor = word(errand, "monitor");
    return ErrandStep([monitor, &tools](store::Database& db) {
        return store::in_transaction(db, [&]() -> Result<ErrandReport> {
            const SecretText badge = seal::make_badge(tools.random);
            const Status set = registry::set_badge(db, monitor, seal::badge_hash(badge.view()),
                                                   domain::date_of(tools.clock.wall()));
            if (!set.ok()) return set.error();
            return ErrandReport{
                fmt::format("badge of {}: {}\nprint it as a QR code: it is kept nowhere else\n",
                            monitor, badge.view()),
                ""};
        });
    });
}

Result<ErrandStep> pin(Errand errand, const ErrandTools& tools) {
    const std::string monitor = word(errand, "monitor");
    const auto made = std::make_shared<const SecretText>(monitoring::make_pin(tools.random));
    const Result<std::string> hash = accounts::hash_secret(made->view());
    if (!hash.ok()) return hash.error();
    return ErrandStep([monitor, made, hash = hash.value()](store::Database& db) {
        return store::in_transaction(db, [&]() -> Result<ErrandReport> {
            const Status set = registry::set_pin(db, monitor, hash);
            if (!set.ok()) return set.error();
            return ErrandReport{fmt::format("PIN of {}: {}\n", monitor, made->view()), ""};
        });
    });
}

Result<ErrandStep> import_hall(Errand errand, const ErrandTools& tools) {
    const std::string file = word(errand, "file");
    return ErrandStep(
        [file, json = std::move(errand.body), &tools](store::Database& db) -> Result<ErrandReport> {
            const auto hall = registry::import_hall(db, json, tools.clock.wall());
            if (!hall.ok()) return hall.error().in(file);
            return ErrandReport{fmt::format("{}: version {}, {} units, {} windows\n",
                                            hall.value().name.zh, hall.value().version,
                                            hall.value().units.size(), hall.value().windows.size()),
                                ""};
        });
}

ErrandReport told(const std::string& file, const cases::ImportReport& report) {
    ErrandReport text;
    for (const cases::ImportError& wrong : report.errors) {
        text.notes += fmt::format("{}: line {}: {} {} ({})\n", file, wrong.line, wrong.column,
                                  wrong.why, api::in_chinese(wrong.why));
    }
    if (report.errors_more > 0) {
        text.notes +=
            fmt::format("{}: and {} more that are not listed\n", file, report.errors_more);
    }
    text.out = fmt::format("{} cases added, {} updated, {} errors\n", report.added, report.updated,
                           report.errors.size() + static_cast<std::size_t>(report.errors_more));
    return text;
}

Result<ErrandStep> import_cases(Errand errand, const ErrandTools& tools) {
    const std::string file = word(errand, "file");
    const Result<registry::Keys> keys = registry::load_keys(tools.folder);
    if (!keys.ok()) return keys.error();
    Result<cases::CaseTable> read = cases::looks_like_json(errand.body)
                                        ? cases::read_json_cases(errand.body, cases::kFileCases)
                                        : cases::read_csv_cases(errand.body);
    if (!read.ok()) return read.error().in(file);
    const auto import = std::make_shared<cases::PiecewiseImport>(std::move(read).value());
    return ErrandStep([file, import, key = cases::case_key(keys.value()),
                       &tools](store::Database& db) -> Result<ErrandReport> {
        const auto more = import->next(db, {key, tools.random, tools.clock.wall()});
        if (!more.ok()) return more.error().in(file);
        ErrandReport report = told(file, import->report());
        report.goes_on = more.value();
        return report;
    });
}

Result<ErrandStep> backup(Errand, const ErrandTools& tools) {
    const Result<Backup> made = tools.back_up();
    if (!made.ok()) return made.error();
    return ErrandStep([made = made.value(), &tools](store::Database& db) -> Result<ErrandReport> {
        const Status marked = registry::set_backed_up(db, made.row, tools.clock.wall());
        if (!marked.ok()) return marked.error();
        return ErrandReport{made.folder.string() + "\n", ""};
    });
}

/// The center is stopped, and the lock is ours.
Result<ErrandReport> run_here(const fs::path& folder, Errand errand) {
    const Result<Config> config = read_config(folder);
    if (!config.ok()) return config.error();
    OsRandom random;
    SystemClock clock;
    const ErrandTools tools{folder, random, clock,
                            [&] { return make_backup(folder, config.value(), clock.wall()); },
                            [](const std::string&) {}};  // Nobody is signed in at a stopped center.
    // First of all the database: an errand may read in it, by a reader that migrates nothing.
    Result<store::Database> db = registry::open_center(folder);
    if (!db.ok()) return db.error();
    // What mends a rule profile that is missing must work without it.
    const bool mends = errand.verb == "import hall" || errand.verb == "rules import";
    if (const Status loaded = registry::load_editions(db.value()); !loaded.ok() && !mends) {
        return loaded.error();
    }
    const Result<std::int64_t> brought = tickets::bring_columns_up(db.value());
    if (!brought.ok()) return brought.error();
    const Result<std::int64_t> chained = supervision::chain_old_cards(db.value());
    if (!chained.ok()) return chained.error();
    const Result<ErrandStep> step = prepare(std::move(errand), tools);
    if (!step.ok()) return step.error();
    while (true) {
        Result<ErrandReport> report = step.value()(db.value());
        if (!report.ok() || !report.value().goes_on) return report;
    }
}

}  // namespace

Result<ErrandStep> prepare(Errand errand, const ErrandTools& tools) {
    const std::map<std::string, Result<ErrandStep> (*)(Errand, const ErrandTools&)> verbs = {
        {"enrol", enrol},
        {"revoke", revoke},
        {"account", account},
        {"badge", badge},
        {"pin", pin},
        {"import hall", import_hall},
        {"import cases", import_cases},
        {"backup", backup},
        {"calendar import", calendar_import},
        {"calendar withdraw", calendar_withdraw},
        {"rules import", rules_import},
        {"quarantine take", quarantine_take},
        {"quarantine erase", quarantine_erase},
        {"update add", update_add},
        {"update resume", update_resume},
        {"update abort", update_abort},
    };
    const auto found = verbs.find(errand.verb);
    if (found == verbs.end()) return invalid_input("verb", "is not one of this version");
    return found->second(std::move(errand), tools);
}

Result<ErrandReport> run_errand(const fs::path& folder, Errand errand) {
    const Result<FolderLock> lock = enter_folder(folder);
    if (lock.ok()) return run_here(folder, std::move(errand));
    if (lock.error().code != ErrorCode::Conflict) return lock.error();
    return hand_over(folder, errand);
}

}  // namespace sunbooth::center
