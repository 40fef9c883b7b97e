// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/flow/state.h"
#include "sync/domain/update.h"

#include <filesystem>
#include <string_view>

namespace sunbooth::app::shell {

/// What the machine's updater tells of the last update, from a root folder ("/" for the machine
/// itself): the file data/update/state, one line that kiosk-os/units/usr/lib/sunbooth/update and
/// `good` write.
///
///   installing VERSION BOOT | installed VERSION BOOT | good VERSION | failed VERSION WHY…
///
/// BOOT is the boot id of that start: what was being installed when the machine started again never
/// came to an end, and what was installed must run by then. @param version that runs.
domain::Update read_update(const std::filesystem::path& root, std::string_view version);

/// Whether the machine may be busy with itself and start again: nobody is at it, and its hall is
/// closed now and for the next half an hour. A hall that names no hours rests from 2 to 5.
bool is_quiet(const flow::State& state);

}  // namespace sunbooth::app::shell
