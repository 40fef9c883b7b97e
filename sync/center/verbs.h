// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/result.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace sunbooth::center {

// The verbs of the command line, one function each. They print their result on standard output and
// return the error to be told. `init`, `serve`, `rotate` and `restore` need the folder for
// themselves; the others that write are errands (errand.h) and work at a stopped and at a running
// center alike; the `verify` ones only read.

struct InitOptions {
    std::filesystem::path folder;
    std::string host = "127.0.0.1";
    std::uint16_t port = 8443;
    std::string admin = "admin";
};
Status init(const InitOptions& options);

struct ServeOptions {
    std::filesystem::path folder;
    int port = -1;                    ///< Instead of the configured one; 0: any free port.
    std::filesystem::path console{};  ///< Folder of the built page; empty: none is served.
};
Status serve(const ServeOptions& options);

struct VaultOptions {
    std::filesystem::path folder;
    std::filesystem::path socket{};  ///< Empty: DIR/vault/vault.sock.
    std::string center_user{};       ///< The user that asks, when it is another than the vault's.
    int parent = 0;                  ///< The process with which it ends; 0: none.
};
Status run_vault(const VaultOptions& options);

struct EnrolOptions {
    std::filesystem::path folder;
    std::string kiosk;
    std::filesystem::path config{};  ///< Where to write a kiosk.toml; empty: none.
};
Status enrol(const EnrolOptions& options);

struct ServiceCardOptions {
    std::filesystem::path folder;
    std::string kiosk = "*";           ///< "*": every terminal of the deployment.
    std::string last_day{};            ///< "2027-01-31"
    std::filesystem::path root_key{};  ///< Empty: keys/root.key of the folder.
};
/// Prints the text of a service card (seal/service_card.h), to be made a QR code.
/// @return InvalidInput, NotFound naming the option.
Status service_card(const ServiceCardOptions& options);

struct ProvisionOptions {
    std::filesystem::path folder;
    std::string kiosk;
    std::filesystem::path out;         ///< The setup file to write.
    std::string address{};             ///< IP address, where the center's host is a name.
    int port = -1;                     ///< Instead of the configured one.
    bool ntp = false;                  ///< The center's address serves the time too.
    std::filesystem::path settings{};  ///< TOML: screen, input, keypad, network; empty: defaults.
    std::filesystem::path root_key{};  ///< Empty: keys/root.key of the folder.
};
/// Makes a one-time code and writes it, with all else that a terminal must know, into one file that
/// the root key signs (provision/1).
/// @return InvalidInput, NotFound naming the option; as enrol().
Status provision(const ProvisionOptions& options);

/// Every further request of this kiosk is refused; another code enrols it again.
Status revoke(const std::filesystem::path& folder, const std::string& kiosk);

struct AccountOptions {
    std::filesystem::path folder;
    std::string name, display{}, role = "intake", unit{};
    bool reset = false;
};
Status account(const AccountOptions& options);

/// Another badge, or another PIN, for a monitor of a monitoring point: told once, kept as a hash.
Status badge(const std::filesystem::path& folder, const std::string& monitor);
Status pin(const std::filesystem::path& folder, const std::string& monitor);

Status import_hall_file(const std::filesystem::path& folder, const std::filesystem::path& file);
Status import_cases_file(const std::filesystem::path& folder, const std::filesystem::path& file);

struct RuleFileOptions {
    std::filesystem::path folder, file;
    bool dry_run = false;  ///< Only tells what would move.
};
/// Puts a calendar (.ics) in force in the place of that of its name; tells what due dates move.
Status calendar_import_file(const RuleFileOptions& options);
Status calendar_withdraw_name(const std::filesystem::path& folder, const std::string& name,
                              bool dry_run);
/// Writes a calendar to standard output; an empty name: all layers laid upon each other.
Status calendar_export(const std::filesystem::path& folder, const std::string& name);
Status calendar_list(const std::filesystem::path& folder);
/// Brings an edition of a rule profile (.toml) in, for what is filed from its day on.
Status rules_import_file(const RuleFileOptions& options);
Status rules_list(const std::filesystem::path& folder);

struct SampleOptions {
    std::filesystem::path folder;
    std::string month;   ///< "2026-10"
    std::string seed{};  ///< Hex, as an auditor was told it; empty: this center's.
};
/// Draws the month's sample of ratings and prints it: the seed, then a line for each that was
/// drawn.
Status sample(const SampleOptions& options);

struct UpdateOptions {
    std::filesystem::path folder, file;
    std::filesystem::path ca{};  ///< The office's update-ca.pem; empty: the one that is kept.
    std::vector<std::string> waves{"10%", "100%"};  ///< fleet/rollout.h
    int stop_at = 2;
    int soak_hours = 24;
};
/// Takes an update bundle of the terminals' image over and rolls it out in waves.
/// @return as read_update_bundle(); Conflict when it is no newer version.
Status update_add(const UpdateOptions& options);
/// A rollout that stopped by itself goes on; who failed is offered it again.
Status update_resume(const std::filesystem::path& folder, const std::string& version);
Status update_abort(const std::filesystem::path& folder, const std::string& version);
/// Every version, and for each terminal what runs there, in which slot, and what came of it.
Status update_list(const std::filesystem::path& folder);

/// Replaces a key (intake, callback, signing or tls) of a stopped center.
Status rotate(const std::filesystem::path& folder, const std::string& key);
/// An officer's key pair: the secret half into a file, the public half on standard output.
Status officer(const std::filesystem::path& out);
struct EscrowOptions {
    std::filesystem::path folder, out;
    std::vector<std::string> officers;  ///< What `officer` printed; two or more.
};
/// Seals all secrets of a center to its officers.
Status escrow(const EscrowOptions& options);
struct RecoverOptions {
    std::filesystem::path folder, from, officer_key;
};
/// Puts the secrets of an escrow into an empty folder.
Status recover(const RecoverOptions& options);
/// Every public key that a kiosk ever had, newest first, as PEM: what receipts are verified with.
Result<std::string> kiosk_keys_pem(const std::filesystem::path& folder, const std::string& kiosk);
Status export_kiosk_keys(const std::filesystem::path& folder, const std::string& kiosk);

struct QuarantineOptions {
    std::filesystem::path folder;
    std::int64_t id = 0;         ///< 0: lists them.
    std::filesystem::path to{};  ///< The file to write; must not exist.
    bool erase = false;          ///< Instead of writing it.
};
/// Damaged queues that terminals set aside and sent: their list, with the day on which each goes by
/// the schedule of retention; or one of the files, taken out or erased, which the journal tells.
/// @return InvalidInput, NotFound, Refused or Conflict naming the option; Corrupt; Io.
Status take_quarantine(const QuarantineOptions& options);

Status verify_receipt_text(const std::filesystem::path& folder, const std::string& text);
Status verify_all_chains(const std::filesystem::path& folder);

Status backup(const std::filesystem::path& folder);
struct RestoreOptions {
    std::filesystem::path folder;
    std::filesystem::path from;  ///< One folder that `backup` made.
    bool force = false;          ///< Also when the center holds more records than the backup.
};
Status restore(const RestoreOptions& options);

}  // namespace sunbooth::center
