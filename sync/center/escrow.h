// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/random.h"
#include "sync/base/result.h"
#include "sync/seal/keys.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace sunbooth::center {

// A lost key is lost data: backups hold no keys. So all secrets of a center are sealed to two or
// more officers, any one of whom opens them; their own keys never touch the center's machine.
//
//   escrow  = "sunbooth-escrow/1" LF { "officer " public LF "box " box LF }    all base64
//   box     = sealed box to the officer over the bundle
//   bundle  = "SBES1" count:u32 { name_len:u32 name bytes_len:u32 bytes }
//   name    = path below the center's folder: keys/…, vault/….key, tls/…, center.toml

inline constexpr std::size_t kOfficersMin = 2;

/// An officer's key: 32 bytes in base64. @return InvalidInput naming "--officer".
Result<seal::BoxPublicKey> officer_of(std::string_view text);

/// The text of an escrow of everything secret in a center's folder.
/// @return InvalidInput with fewer than two officers, or the same one twice; Io.
Result<std::string> make_escrow(const std::filesystem::path& folder,
                                const std::vector<seal::BoxPublicKey>& officers);

/// Puts the secrets back into a folder that has none.
/// @return Unauthorized when the officer is not one of this escrow's; Corrupt; Conflict when there
/// are keys already; Io.
Status recover_keys(const std::filesystem::path& folder, std::string_view escrow,
                    const seal::BoxKey& officer);

}  // namespace sunbooth::center
