// SPDX-License-Identifier: Apache-2.0
// What an operator does now and then: enrol a kiosk, make an account, bring in a hall or cases.
#include "sync/center/accounts/accounts.h"
#include "sync/center/cases/cases.h"
#include "sync/center/config.h"
#include "sync/center/fleet/enrolment.h"
#include "sync/center/folder.h"
#include "sync/center/registry/center.h"
#include "sync/center/registry/hall.h"
#include "sync/center/registry/keys.h"
#include "sync/center/verbs.h"
#include "sync/domain/ids.h"
#include "sync/wire/routes.h"

#include <fmt/format.h>

#include <cstdio>

namespace sunbooth::center {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kCasesBytesMax = std::size_t{256} * 1024 * 1024;

/// The center's folder, locked, with its database open for writing.
struct Office {
    FolderLock lock;
    store::Database db;
};
Result<Office> enter(const fs::path& folder) {
    Result<FolderLock> lock = enter_folder(folder);
    if (!lock.ok()) return lock.error();
    Result<store::Database> db = registry::open_center(folder);
    if (!db.ok()) return db.error();
    return Office{std::move(lock).value(), std::move(db).value()};
}

std::string kiosk_toml(const EnrolOptions& options, const Config& config,
                       const registry::Keys& keys) {
    return fmt::format(
        "# One terminal. Paths count from this file's folder.\n"
        "[kiosk]\nid = \"{}\"\nfolder = \"{}\"\n\n"
        "[center]\nhost = \"{}\"\nport = {}\nca_file = \"{}\"\nroot_key = \"{}\"\n\n"
        "[screen]\ndiagonal_in = 27\norientation = \"portrait\"\n",
        options.kiosk, options.kiosk, config.host, config.port, fs::absolute(config.ca).string(),
        to_base64(keys.root.view()));
}

}  // namespace

Status enrol(const EnrolOptions& options) {
    if (!domain::KioskId::parse(options.kiosk).ok()) {
        return invalid_input("--kiosk", "must be 1 to 18 of a-z, 0-9 and \"-\"");
    }
    Result<Office> office = enter(options.folder);
    if (!office.ok()) return office.error();
    const Result<Config> config = read_config(options.folder);
    if (!config.ok()) return config.error();
    const Result<registry::Keys> keys = registry::load_keys(options.folder);
    if (!keys.ok()) return keys.error();
    OsRandom random;
    SystemClock clock;
    const Result<std::string> code =
        fleet::make_code(office.value().db, options.kiosk, random, clock.wall());
    if (!code.ok()) return code.error();
    if (!options.config.empty()) {
        const Status written =
            write_file(options.config, kiosk_toml(options, config.value(), keys.value()));
        if (!written.ok()) return written;
    }
    std::printf("one-time code: %s\nvalid for 15 minutes, once, for %s\n", code.value().c_str(),
                options.kiosk.c_str());
    return ok_status();
}

Status revoke(const fs::path& folder, const std::string& kiosk) {
    Result<Office> office = enter(folder);
    if (!office.ok()) return office.error();
    SystemClock clock;
    const Status revoked = fleet::revoke(office.value().db, kiosk, clock.wall());
    if (!revoked.ok()) return revoked;
    std::printf("%s is refused from here on\n", kiosk.c_str());
    return ok_status();
}

Status account(const AccountOptions& options) {
    const auto role = rules::role_of(options.role);
    if (!role) {
        return invalid_input("--role",
                             "must be intake, callback, handler, supervisor, auditor or "
                             "administrator");
    }
    Result<Office> office = enter(options.folder);
    if (!office.ok()) return office.error();
    OsRandom random;
    SystemClock clock;
    const std::string& display = options.display.empty() ? options.name : options.display;
    const Result<std::string> password =
        options.reset
            ? accounts::reset_password(office.value().db, options.name, random, clock.wall())
            : accounts::create_account(office.value().db,
                                       {options.name, display, *role, options.unit, true}, random,
                                       clock.wall());
    if (!password.ok()) return password.error();
    std::printf("account: %s\none-time password: %s\n", options.name.c_str(),
                password.value().c_str());
    return ok_status();
}

Status import_hall_file(const fs::path& folder, const fs::path& file) {
    const Result<std::string> text = read_file(file, "FILE", wire::kHallBytesMax);
    if (!text.ok()) return text.error();
    Result<Office> office = enter(folder);
    if (!office.ok()) return office.error();
    SystemClock clock;
    const auto hall = registry::import_hall(office.value().db, text.value(), clock.wall());
    if (!hall.ok()) return hall.error().in(file.string());
    std::printf("%s: version %d, %zu units, %zu windows\n", hall.value().name.zh.c_str(),
                hall.value().version, hall.value().units.size(), hall.value().windows.size());
    return ok_status();
}

Status import_cases_file(const fs::path& folder, const fs::path& file) {
    const Result<std::string> text = read_file(file, "FILE", kCasesBytesMax);
    if (!text.ok()) return text.error();
    Result<Office> office = enter(folder);
    if (!office.ok()) return office.error();
    const Result<registry::Keys> keys = registry::load_keys(folder);
    if (!keys.ok()) return keys.error();
    OsRandom random;
    const auto report =
        cases::import_csv(office.value().db, text.value(), cases::case_key(keys.value()), random);
    if (!report.ok()) return report.error().in(file.string());
    for (const cases::ImportError& wrong : report.value().errors) {
        std::fprintf(stderr, "%s: line %d: %s %s\n", file.c_str(), wrong.line, wrong.column.c_str(),
                     wrong.why.c_str());
    }
    std::printf("%d cases added, %d updated, %zu errors\n", report.value().added,
                report.value().updated, report.value().errors.size());
    return ok_status();
}

}  // namespace sunbooth::center
