// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/center/fleet/rollout.h"
#include "sync/store/database.h"
#include "sync/wire/update.h"

#include <filesystem>

namespace sunbooth::center::fleet {

/// Where the bundle of a version lies below the center's folder.
std::filesystem::path bundle_file(const std::filesystem::path& updates, const std::string& version);

/// Puts a version in the place of the one that was rolled out before, which goes no further.
/// @return Conflict when it is not newer than every version that was added.
Status add_rollout(store::Database& db, const Rollout& rollout);
/// A stopped one goes on, and its failures so far count no longer: who failed is offered it again.
/// @return NotFound; Conflict when it was not stopped.
Status resume_rollout(store::Database& db, const std::string& version, WallTime now);
/// Nobody is offered it from here on. @return NotFound.
Status abort_rollout(store::Database& db, const std::string& version);

/// The newest first.
Result<std::vector<Rollout>> rollouts(store::Database& db);
/// In the order of their names.
Result<std::vector<UpdatedKiosk>> updated_kiosks(store::Database& db, const std::string& version);

/// A terminal tells what runs and asks for more: notes what became of the newest version there,
/// stops the rollout or begins its next wave, and offers it to whom it has come.
/// @pre the kiosk is enrolled.
Result<wire::UpdateAnswer> answer_update(store::Database& db, const std::string& kiosk,
                                         const wire::UpdateQuestion& question, WallTime now);
/// @return NotFound unless this version is rolled out at present.
Result<Rollout> rolling(store::Database& db, const std::string& version);

}  // namespace sunbooth::center::fleet
