// SPDX-License-Identifier: Apache-2.0
#include "app/flow/intents.h"

namespace sunbooth::app::flow {

Intent::Intent(const Intent&) = default;
Intent::Intent(Intent&&) noexcept = default;
Intent& Intent::operator=(const Intent&) = default;
Intent& Intent::operator=(Intent&&) noexcept = default;
Intent::~Intent() = default;

}  // namespace sunbooth::app::flow
