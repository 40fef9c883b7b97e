// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/result.h"

#include <filesystem>

namespace sunbooth::app::shell {

/// Takes a signed setup file (provision/1, sync/wire/provision.h) over: checks it against the root
/// key in `trust`, reads it as a terminal's configuration, and only when all of it is right writes
/// into `folder`:
///
///     ca.pem        the deployment's CA (center.ca)
///     kiosk.toml    the signed body itself; app/shell/config.h
///     center.env    NAME=value lines for the machine's own scripts: center_address, center_port,
///     center_host, ntp, address,
///                   gateway; every value is checked to be letters, digits and ".:/-" alone
///
/// kiosk.toml comes last, so that its being there means that the terminal is set up.
/// @return as read_provision() and read_config(); InvalidInput naming what is missing; Io.
Status provision(const std::filesystem::path& file, const std::filesystem::path& trust,
                 const std::filesystem::path& folder);

}  // namespace sunbooth::app::shell
