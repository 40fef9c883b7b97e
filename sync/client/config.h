// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/client/client.h"
#include "sync/client/courier.h"
#include "sync/client/link.h"

namespace sunbooth::client {

/// What client.cpp and enrol.cpp make of a Config once it was checked.
struct CheckedConfig {
    domain::KioskId kiosk;
    seal::SigningPublicKey root;
    std::filesystem::path folder;
};

/// Checks the values and makes the folder, mode 0700. @return InvalidInput naming "kiosk",
/// "root_key", "host", "port" or "folder"; Internal when libsodium does not start.
Result<CheckedConfig> check_config(const Config& config);

OutboxOptions outbox_of(const CheckedConfig& config);
LinkOptions link_of(const Config& config, std::function<WallTime()> known_time);

/// keyset/1 as enrolment left it in the folder. @return NotFound; Io.
Result<Bytes> load_key_set(const CheckedConfig& config);
/// @return Io or Full.
Status keep_key_set(const CheckedConfig& config, ByteView key_set);

/// Keeps the envelope of a feed that was checked, for last_hall(). @return Io or Full.
Status keep_feed(const std::filesystem::path& folder, ByteView envelope);

}  // namespace sunbooth::client
