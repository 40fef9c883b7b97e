// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/result.h"
#include "sync/domain/language.h"
#include "sync/store/database.h"

#include <string>

namespace sunbooth::center::registry {

/// In which language the people of a unit are written to: the field "language" of its entry, else
/// Chinese. Terminals do not need it: there everybody chooses.
Result<domain::Language> unit_language(store::Database& db, const std::string& unit);

/// The unit that leads another one: the field "superior" of its entry. Empty: none is known.
Result<std::string> unit_superior(store::Database& db, const std::string& unit);

}  // namespace sunbooth::center::registry
