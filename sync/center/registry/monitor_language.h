// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/result.h"
#include "sync/domain/language.h"
#include "sync/store/database.h"

#include <map>
#include <string>

namespace sunbooth::center::registry {

/// In which language each monitor is written to, by code. Terminals do not need it: there everybody
/// chooses.
Result<std::map<std::string, domain::Language>> monitor_languages(store::Database& db);
/// The tag of one; empty when there is no such monitor.
Result<std::string> monitor_language(store::Database& db, const std::string& code);
/// Inside the caller's transaction. @param tag empty: stays as it is. @return InvalidInput, field
/// "fields.language".
Status set_monitor_language(store::Database& db, const std::string& code, const std::string& tag);

}  // namespace sunbooth::center::registry
