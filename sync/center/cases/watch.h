// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/result.h"
#include "sync/store/database.h"

#include <cstdint>
#include <string>

namespace sunbooth::center::cases {

// Who of the center's people keeps an eye on a case. The case itself is the approval system's and
// is changed by nobody here.

struct Watch {
    std::string account;       ///< Empty: nobody.
    std::int64_t version = 1;  ///< Rises with every change; 1 where nobody ever watched.
};

/// A change of it, on the version that was read.
struct Watching {
    std::string case_no;
    std::string account;  ///< Empty: nobody any more.
    std::int64_t version = 0;
    std::string by;
};
/// Inside the caller's transaction. @return what it was before; NotFound when there is no such
/// case; Conflict, field "expected_version", when somebody else was quicker.
Result<Watch> set_watch(store::Database& db, const Watching& wanted);

/// How many cases somebody keeps an eye on.
Result<std::int64_t> count_watched(store::Database& db, const std::string& account);

}  // namespace sunbooth::center::cases
