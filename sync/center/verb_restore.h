// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/center/verbs.h"

namespace sunbooth::center {

/// restore() of a center whose vault runs by itself. @param vault_folder the folder that the vault
/// was started with. @return InvalidInput naming --vault-folder; Conflict while that vault runs.
Status restore_with_vault(const RestoreOptions& options, const std::filesystem::path& vault_folder);

}  // namespace sunbooth::center
