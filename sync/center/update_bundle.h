// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/result.h"
#include "sync/seal/keys.h"

#include <cstdint>
#include <filesystem>
#include <string>

namespace sunbooth::center {

/// Folder of the bundles below the center's, and in it the office's CA that they are checked by.
inline constexpr const char* kUpdatesFolder = "updates";
inline constexpr const char* kUpdateCa = "update-ca.pem";

/// An update bundle (RAUC, format verity, as kiosk-os/update/bundle.sh makes it):
///
///   squashfs and its hash tree | signature: CMS in DER, the manifest in it | its length: u64, big
///   end
///
/// so that the office's CA vouches for the manifest, and the manifest (by a root hash that the
/// terminal's kernel checks) for the rest.
struct UpdateBundle {
    std::string version;
    std::int64_t bytes = 0;
    seal::Digest digest;
};

/// Reads a bundle as a terminal would: the signature is checked against `ca`, version and product
/// come from the signed manifest.
/// @return InvalidInput, field "FILE" or "--ca", that says what a terminal would refuse.
Result<UpdateBundle> read_update_bundle(const std::filesystem::path& file,
                                        const std::filesystem::path& ca);

}  // namespace sunbooth::center
