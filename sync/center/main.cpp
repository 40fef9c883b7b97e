// SPDX-License-Identifier: Apache-2.0
// sunbooth-center: the server and its command line. Each verb is one function of verbs.h.
#include "sync/center/verb_parked.h"
#include "sync/center/verb_restore.h"
#include "sync/seal/keys.h"

#include <CLI/CLI.hpp>

#include <cstdio>
#include <functional>

using namespace sunbooth;

namespace {

constexpr int kBadInput = 2;

/// Options of all verbs; each reads its own.
struct Words {
    center::InitOptions init;
    center::ServeOptions serve;
    center::VaultOptions vault;
    center::EnrolOptions enrol;
    center::ProvisionOptions provision;
    center::ServiceCardOptions card;
    center::AccountOptions account;
    center::RestoreOptions restore;
    center::EscrowOptions escrow;
    center::RecoverOptions recover;
    center::RuleFileOptions rules;
    center::SampleOptions sample;
    center::UpdateOptions update;
    center::QuarantineOptions quarantine;
    std::filesystem::path vault_folder;  // Of restore.
    std::string folder, file, text;
};

using Verb = std::function<Status()>;

void folder_option(CLI::App* verb, std::filesystem::path& folder) {
    verb->add_option("--folder", folder, "the center's folder")->required();
}

void add_serving(CLI::App& app, Words& words, Verb& chosen) {
    CLI::App* init = app.add_subcommand("init", "make a center: keys, certificates, databases");
    folder_option(init, words.init.folder);
    init->add_option("--host", words.init.host, "name or address that kiosks will use");
    init->add_option("--port", words.init.port, "port to listen on");
    init->add_option("--admin", words.init.admin, "name of the first account");
    init->callback([&] { chosen = [&] { return center::init(words.init); }; });

    CLI::App* serve = app.add_subcommand(
        "serve", "run the center until SIGINT or SIGTERM; takes the other verbs' work on");
    folder_option(serve, words.serve.folder);
    serve->add_option("--port", words.serve.port, "instead of the configured one; 0: any free one")
        ->check(CLI::Range(0, 65535));
    serve->add_option("--console", words.serve.console, "folder of the built console");
    serve->callback([&] { chosen = [&] { return center::serve(words.serve); }; });

    CLI::App* vault = app.add_subcommand(
        "vault", "run the contact vault alone, as a user of its own; serve starts one otherwise");
    folder_option(vault, words.vault.folder);
    vault->add_option("--socket", words.vault.socket, "where to listen; DIR/vault/vault.sock");
    vault->add_option("--center-user", words.vault.center_user, "the user that serve runs as");
    vault->add_option("--parent", words.vault.parent, "end together with this process");
    vault->callback([&] { chosen = [&] { return center::run_vault(words.vault); }; });
}

void add_office(CLI::App& app, Words& words, Verb& chosen) {
    CLI::App* enrol = app.add_subcommand("enrol", "make a one-time code for a kiosk");
    folder_option(enrol, words.enrol.folder);
    enrol->add_option("--kiosk", words.enrol.kiosk, "the kiosk's name")->required();
    enrol->add_option("--config", words.enrol.config, "write the kiosk's kiosk.toml here");
    enrol->callback([&] { chosen = [&] { return center::enrol(words.enrol); }; });

    CLI::App* revoke =
        app.add_subcommand("revoke", "refuse a kiosk that was stolen or retired, from now on");
    revoke->add_option("--folder", words.folder, "the center's folder")->required();
    revoke->add_option("--kiosk", words.text, "the kiosk's name")->required();
    revoke->callback([&] { chosen = [&] { return center::revoke(words.folder, words.text); }; });

    CLI::App* account = app.add_subcommand("account", "make an account, or reset its password");
    folder_option(account, words.account.folder);
    account->add_option("--name", words.account.name, "what one signs in with")->required();
    account->add_option("--display", words.account.display, "what colleagues see");
    account->add_option("--role", words.account.role,
                        "intake, callback, handler, supervisor, auditor or administrator");
    account->add_option("--unit", words.account.unit, "unit of a handler");
    account->add_flag("--reset", words.account.reset, "another one-time password");
    account->callback([&] { chosen = [&] { return center::account(words.account); }; });

    for (const bool badge : {true, false}) {
        CLI::App* sign =
            badge ? app.add_subcommand("badge", "make a monitor's badge; tells its QR's text once")
                  : app.add_subcommand("pin", "make a monitor's PIN; tells it once");
        sign->add_option("--folder", words.folder, "the center's folder")->required();
        sign->add_option("--monitor", words.text, "the monitor's code")->required();
        sign->callback([&, badge] {
            chosen = [&, badge] {
                return badge ? center::badge(words.folder, words.text)
                             : center::pin(words.folder, words.text);
            };
        });
    }

    CLI::App* bring =
        app.add_subcommand("import", "bring in a hall or cases, while the center runs or not");
    bring->require_subcommand(1);
    for (const bool hall : {true, false}) {
        CLI::App* kind = hall ? bring->add_subcommand("hall", "a hall/1 JSON file")
                              : bring->add_subcommand("cases", "a CSV or JSON file of cases");
        kind->add_option("FILE", words.file, "the file")->required();
        kind->add_option("--folder", words.folder, "the center's folder")->required();
        kind->callback([&, hall] {
            chosen = [&, hall] {
                return hall ? center::import_hall_file(words.folder, words.file)
                            : center::import_cases_file(words.folder, words.file);
            };
        });
    }
}

void add_rules(CLI::App& app, Words& words, Verb& chosen) {
    center::RuleFileOptions& given = words.rules;
    const auto bring_in = [&](CLI::App* verb, Status (*run)(const center::RuleFileOptions&)) {
        verb->add_option("FILE", given.file, "the file")->required();
        folder_option(verb, given.folder);
        verb->add_flag("--dry-run", given.dry_run, "only tell which due dates would move");
        verb->callback([&, run] { chosen = [&, run] { return run(given); }; });
    };
    CLI::App* calendar = app.add_subcommand(
        "calendar", "closures and make-up working days that deadlines are counted by");
    calendar->require_subcommand(1);
    bring_in(calendar->add_subcommand("import", "an iCalendar file, in the place of its namesake"),
             center::calendar_import_file);
    CLI::App* out = calendar->add_subcommand("export", "write iCalendar to standard output");
    folder_option(out, given.folder);
    out->add_option("--name", words.text, "one of `list`; default: all laid upon each other");
    out->callback(
        [&] { chosen = [&] { return center::calendar_export(given.folder, words.text); }; });
    CLI::App* list = calendar->add_subcommand("list", "what is in force, the lowest first");
    folder_option(list, given.folder);
    list->callback([&] { chosen = [&] { return center::calendar_list(given.folder); }; });
    CLI::App* withdraw = calendar->add_subcommand("withdraw", "take a calendar away again");
    folder_option(withdraw, given.folder);
    withdraw->add_option("NAME", words.text, "its name")->required();
    withdraw->add_flag("--dry-run", given.dry_run, "only tell which due dates would move");
    withdraw->callback([&] {
        chosen = [&] {
            return center::calendar_withdraw_name(given.folder, words.text, given.dry_run);
        };
    });
    CLI::App* sample = app.add_subcommand(
        "sample",
        "draw the ratings of a month that are called back; the same seed, the same sample");
    folder_option(sample, words.sample.folder);
    sample->add_option("--month", words.sample.month, "2026-10")->required();
    sample->add_option("--seed", words.sample.seed, "in hex; default: this center's own");
    sample->callback([&] { chosen = [&] { return center::sample(words.sample); }; });
    CLI::App* rules = app.add_subcommand("rules", "editions of rule profiles");
    rules->require_subcommand(1);
    bring_in(rules->add_subcommand("import", "a TOML file, for what is filed from its day on"),
             center::rules_import_file);
    CLI::App* editions = rules->add_subcommand("list", "every edition that is known");
    folder_option(editions, given.folder);
    editions->callback([&] { chosen = [&] { return center::rules_list(given.folder); }; });
}

void add_keeping(CLI::App& app, Words& words, Verb& chosen) {
    CLI::App* verify = app.add_subcommand("verify", "check a receipt, or every chain");
    verify->require_subcommand(1);
    CLI::App* receipt = verify->add_subcommand("receipt", "the text of a receipt's QR code");
    receipt->add_option("TEXT", words.text, "SB1.…")->required();
    receipt->add_option("--folder", words.folder, "the center's folder")->required();
    receipt->callback(
        [&] { chosen = [&] { return center::verify_receipt_text(words.folder, words.text); }; });
    CLI::App* chain =
        verify->add_subcommand("chain", "records of all kiosks, events of all tickets");
    chain->add_option("--folder", words.folder, "the center's folder")->required();
    chain->callback([&] { chosen = [&] { return center::verify_all_chains(words.folder); }; });

    CLI::App* backup = app.add_subcommand("backup", "make a backup now (serve does it by itself)");
    backup->add_option("--folder", words.folder, "the center's folder")->required();
    backup->callback([&] { chosen = [&] { return center::backup(words.folder); }; });

    CLI::App* restore = app.add_subcommand(
        "restore", "go back to a backup, in a new generation; the center must be stopped");
    folder_option(restore, words.restore.folder);
    restore->add_option("--from", words.restore.from, "one folder that backup made")->required();
    restore->add_flag("--force", words.restore.force, "even when the center holds more records");
    restore->add_option("--vault-folder", words.vault_folder,
                        "of a vault that runs by itself: the folder it was started with");
    restore->callback([&] {
        chosen = [&] { return center::restore_with_vault(words.restore, words.vault_folder); };
    });
}

void add_provision(CLI::App& app, Words& words, Verb& chosen) {
    center::ProvisionOptions& given = words.provision;
    CLI::App* verb =
        app.add_subcommand("provision", "write the signed setup file of a terminal (kiosk-os)");
    folder_option(verb, given.folder);
    verb->add_option("--kiosk", given.kiosk, "the terminal's name")->required();
    verb->add_option("--out", given.out, "the file to write")->required();
    verb->add_option("--address", given.address, "IP address, where the center's host is a name");
    verb->add_option("--port", given.port, "instead of the configured one")
        ->check(CLI::Range(1, 65535));
    verb->add_flag("--ntp", given.ntp, "the center's address serves the time (NTP) too");
    verb->add_option("--settings", given.settings,
                     "TOML file with [screen], [input], [keypad], [network]");
    verb->add_option("--root-key", given.root_key, "where the root key is kept elsewhere");
    verb->callback([&] { chosen = [&] { return center::provision(words.provision); }; });

    CLI::App* card = app.add_subcommand(
        "service-card", "print the text of a card that opens a terminal's operator page");
    folder_option(card, words.card.folder);
    card->add_option("--kiosk", words.card.kiosk, "the terminal's name; default: every terminal");
    card->add_option("--until", words.card.last_day, "its last day, 2027-01-31")->required();
    card->add_option("--root-key", words.card.root_key, "where the root key is kept elsewhere");
    card->callback([&] { chosen = [&] { return center::service_card(words.card); }; });
}

void add_updates(CLI::App& app, Words& words, Verb& chosen) {
    center::UpdateOptions& given = words.update;
    CLI::App* update = app.add_subcommand("update", "updates of the terminals' image (kiosk-os)");
    update->require_subcommand(1);
    CLI::App* add = update->add_subcommand("add", "roll a signed update.raucb out in waves");
    add->add_option("FILE", given.file, "the bundle")->required();
    folder_option(add, given.folder);
    add->add_option("--ca", given.ca, "update-ca.pem of the image's keys; once");
    add->add_option("--wave", given.waves,
                    "kiosks by name (a,b) or a share (10%); again for the next; 10% and 100%");
    add->add_option("--stop-at", given.stop_at, "so many failures stop it");
    add->add_option("--soak-hours", given.soak_hours, "how long a wave lasts at least");
    add->callback([&] { chosen = [&] { return center::update_add(given); }; });
    CLI::App* list = update->add_subcommand("list", "each version, and what came of it where");
    folder_option(list, given.folder);
    list->callback([&] { chosen = [&] { return center::update_list(given.folder); }; });
    for (const bool resume : {true, false}) {
        CLI::App* verb =
            resume ? update->add_subcommand("resume", "one that stopped by itself goes on")
                   : update->add_subcommand("abort", "it is offered to nobody from here on");
        folder_option(verb, given.folder);
        verb->add_option("VERSION", words.text, "of `update list`")->required();
        verb->callback([&, resume] {
            chosen = [&, resume] {
                return resume ? center::update_resume(given.folder, words.text)
                              : center::update_abort(given.folder, words.text);
            };
        });
    }
}

void add_keys(CLI::App& app, Words& words, Verb& chosen) {
    CLI::App* rotate = app.add_subcommand(
        "rotate", "replace a key, with records on their way; the center must be stopped");
    rotate->add_option("--folder", words.folder, "the center's folder")->required();
    rotate->add_option("--key", words.text, "intake, callback, signing or tls")->required();
    rotate->callback([&] { chosen = [&] { return center::rotate(words.folder, words.text); }; });

    CLI::App* officer = app.add_subcommand(
        "officer",
        "make an officer's key for escrow, away from the center; prints its public half");
    officer->add_option("--out", words.file, "file for the secret half")->required();
    officer->callback([&] { chosen = [&] { return center::officer(words.file); }; });

    CLI::App* escrow =
        app.add_subcommand("escrow", "seal all keys to two officers, any one of whom opens them");
    folder_option(escrow, words.escrow.folder);
    escrow->add_option("--officer", words.escrow.officers, "what officer printed")->required();
    escrow->add_option("--out", words.escrow.out, "the file to make")->required();
    escrow->callback([&] { chosen = [&] { return center::escrow(words.escrow); }; });

    CLI::App* recover = app.add_subcommand("recover", "put the keys of an escrow into a folder");
    folder_option(recover, words.recover.folder);
    recover->add_option("--from", words.recover.from, "a file that escrow made")->required();
    recover->add_option("--officer-key", words.recover.officer_key, "one officer's secret half")
        ->required();
    recover->callback([&] { chosen = [&] { return center::recover(words.recover); }; });

    CLI::App* kiosk = app.add_subcommand(
        "kiosk-key", "print a kiosk's public keys, with which its receipts are verified");
    kiosk->add_option("--folder", words.folder, "the center's folder")->required();
    kiosk->add_option("--kiosk", words.text, "the kiosk's name")->required();
    kiosk->callback(
        [&] { chosen = [&] { return center::export_kiosk_keys(words.folder, words.text); }; });
}

void add_parked(CLI::App& app, Words& words, Verb& chosen) {
    CLI::App* verb = app.add_subcommand(
        "parked",
        "list the records that could not be taken, and why; a running center tries again");
    verb->add_option("--folder", words.folder, "the center's folder")->required();
    verb->callback([&] { chosen = [&] { return center::list_parked(words.folder); }; });
}

void add_quarantine(CLI::App& app, Words& words, Verb& chosen) {
    CLI::App* verb = app.add_subcommand(
        "quarantine",
        "list the damaged queues that terminals set aside and sent, or take one out, or erase one");
    folder_option(verb, words.quarantine.folder);
    verb->add_option("--id", words.quarantine.id, "the number that the list shows");
    verb->add_option("--to", words.quarantine.to, "the file to write it to");
    verb->add_flag("--erase", words.quarantine.erase, "erase it before its time");
    verb->callback([&] { chosen = [&] { return center::take_quarantine(words.quarantine); }; });
}

int refuse(const Error& error) {
    std::fprintf(stderr, "sunbooth-center: %s\n", error.line().c_str());
    return kBadInput;
}

bool has_verb(CLI::App& app, const std::string& name) {
    const auto named = [&](CLI::App* verb) { return verb->get_name() == name; };
    return !app.get_subcommands(named).empty();
}

int run(int argc, char** argv) {
    Words words;
    Verb chosen;
    CLI::App app("Sunbooth's complaint center");
    app.footer(
        "enrol, revoke, account, badge, pin, import, calendar, rules, update, verify and backup "
        "work at a "
        "stopped and at a "
        "running center;\ninit, serve, rotate and restore need it stopped; vault runs beside "
        "serve. "
        "Exit code 0: done; 2: refused, and "
        "standard error says why.\nimport cases takes the good rows, lists the others by line and "
        "column on standard error, and ends with 0.");
    app.require_subcommand(1);
    add_serving(app, words, chosen);
    add_office(app, words, chosen);
    add_rules(app, words, chosen);
    add_keeping(app, words, chosen);
    add_provision(app, words, chosen);
    add_updates(app, words, chosen);
    add_keys(app, words, chosen);
    add_quarantine(app, words, chosen);
    add_parked(app, words, chosen);
    if (argc > 1 && argv[1][0] != '-' && !has_verb(app, argv[1])) {
        return refuse(invalid_input("verb", std::string(argv[1]) + ": is none; see --help"));
    }
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& wrong) {
        return app.exit(wrong) == 0 ? 0 : kBadInput;
    }
    if (const Status started = seal::start(); !started.ok()) return refuse(started.error());
    const Status done = chosen();
    return done.ok() ? 0 : refuse(done.error());
}

}  // namespace

int main(int argc, char** argv) {
    try {
        return run(argc, argv);
    } catch (...) {
        std::fputs("sunbooth-center: an unexpected failure\n", stderr);
        return 1;
    }
}
