// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/result.h"
#include "sync/store/database.h"

#include <map>
#include <string>

namespace sunbooth::center::supervision {

/// The units that a card can go to. A case of any other one is the center's own to look into.
class KnownUnits {
public:
    explicit KnownUnits(store::Database& db) : db_(db) {}
    /// Empties the code of one that the registry does not know.
    Status put_known(std::string& unit);

private:
    store::Database& db_;
    std::map<std::string, bool> known_;
};

}  // namespace sunbooth::center::supervision
