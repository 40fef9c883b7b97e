// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/center/errand.h"

namespace sunbooth::center {

// The errands about updates of the terminals' image. A bundle's bytes do not travel with its
// errand: the verb has put the file into the center's folder before (verb_update.cpp), and it is
// read there.

Result<ErrandStep> update_add(Errand errand, const ErrandTools& tools);
Result<ErrandStep> update_resume(Errand errand, const ErrandTools& tools);
Result<ErrandStep> update_abort(Errand errand, const ErrandTools& tools);

}  // namespace sunbooth::center
