// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/clock.h"
#include "sync/base/random.h"
#include "sync/base/result.h"
#include "sync/center/backups.h"
#include "sync/store/database.h"

#include <filesystem>
#include <functional>
#include <map>
#include <string>

namespace sunbooth::center {

// A verb that writes is an errand. While the center is stopped the verb's own process runs it,
// under the folder's lock. While `serve` runs, exactly one connection may write, and it is not the
// verb's: the errand travels over the socket DIR/errands.sock, the running center does the part
// that needs no writing on a thread of its own and the rest on its writer, between two batches of
// requests, and the report travels back. Both ways run the same two functions, so that report and
// exit code are the same.

/// What a verb asks for. Values only.
struct Errand {
    std::string verb;  ///< enrol, revoke, account, badge, pin, import hall, import cases, backup,
                       ///< calendar import|withdraw, rules import, quarantine take|erase,
                       ///< update add|resume|abort.
    std::map<std::string, std::string> words{};  ///< Options by name, without dashes.
    std::string body{};                          ///< The bytes of FILE, where there is one.
};

struct ErrandReport {
    std::string out;       ///< For standard output.
    std::string notes;     ///< For standard error: rows that did not go in.
    bool goes_on = false;  ///< The step is to be run once more; others may write before it is.
};

/// What errands are run with; outlives them.
struct ErrandTools {
    std::filesystem::path folder;
    Random& random;
    Clock& clock;
    std::function<Result<Backup>()> back_up;
    /// Ends the sessions of an account whose password was reset.
    std::function<void(const std::string& account)> sign_out;
};

/// The writing half. Runs outside any transaction and begins its own. What would keep others who
/// write waiting is done in pieces: it is run until its report does not go on.
using ErrandStep = std::function<Result<ErrandReport>(store::Database&)>;

/// The half that needs no writing: checks the words, reads the file, makes the backup's copy.
/// @return InvalidInput naming the option or FILE; whatever the copy fails of.
Result<ErrandStep> prepare(Errand errand, const ErrandTools& tools);

/// Runs an errand in a center's folder, or has the running center do it.
/// @return as prepare() and the step; Conflict when another verb is at work in the folder; Offline
/// when the center stopped before it answered.
Result<ErrandReport> run_errand(const std::filesystem::path& folder, Errand errand);

}  // namespace sunbooth::center
