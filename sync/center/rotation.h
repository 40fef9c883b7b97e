// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/clock.h"
#include "sync/base/random.h"
#include "sync/base/result.h"

#include <filesystem>
#include <string_view>

namespace sunbooth::center {

// Replacing a key while records are on their way. The root signs a key set of a higher version;
// kiosks learn it with the hall feed, at once or after weeks without a network. Until then they
// seal to the former keys, so nothing that opens is ever thrown away: the former intake key goes to
// keys/former, the former callback key stays beside the next one in the vault, and of the former
// signing key the public half is kept for what it signed. What is filed under the first signing key
// (cases) stays under it.
//
// Power may fail at any time. The next keys are made ready whole in DIR/keys.next, and one rename
// exchanges the two folders; a center never starts with half of each.

enum class KeyKind { Intake, Callback, Signing, Tls };

/// "intake", "callback", "signing" or "tls". @return InvalidInput naming "--key".
Result<KeyKind> key_kind_of(std::string_view name);

/// Replaces one key of a stopped center. The caller holds the folder's lock. @param host for the
/// certificate of Tls.
/// @return InvalidInput when root.key is away, or the authority's key for Tls; Io, Full.
Status rotate_key(const std::filesystem::path& folder, KeyKind kind, const std::string& host,
                  Random& random, WallTime now);

}  // namespace sunbooth::center
