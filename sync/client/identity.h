// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/random.h"
#include "sync/base/result.h"
#include "sync/domain/ids.h"
#include "sync/seal/keys.h"

#include <filesystem>
#include <string_view>

namespace sunbooth::client {

/// Who this kiosk is: its name and the key that signs its records, receipts and requests.
struct Identity {
    domain::KioskId kiosk;
    seal::SigningKey key;
};

/// Makes a file of mode 0600 whole or not at all, and synced. @return Io; Full.
Status write_file(const std::filesystem::path& path, std::string_view text);

/// Reads `kiosk.key` of the folder. @return NotFound; Corrupt when the file has another form or is
/// another kiosk's; Io.
Result<Identity> load_identity(const std::filesystem::path& folder, const domain::KioskId& kiosk);

/// Makes a key and keeps it in `kiosk.key`, mode 0600, synced to disk. @return Conflict when there
/// is one; Io; Full.
Result<Identity> make_identity(const std::filesystem::path& folder, const domain::KioskId& kiosk,
                               Random& random);

}  // namespace sunbooth::client
