// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/center/intake/check.h"

#include <vector>

namespace sunbooth::center::intake {

/// The part of check_batch() that comes after the signature: opens and judges what is in those that
/// are not refused yet, and keeps the contacts of the good ones. @return Io and the like.
Status check_contents(CheckTools tools, std::vector<CheckedRecord>& records);

}  // namespace sunbooth::center::intake
