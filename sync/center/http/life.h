// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace sunbooth::center::http {

/// A caller without power or cable says no goodbye. Asked for a sign of life from here on, one that
/// listens is missed within some ten seconds, and is not taken for somebody who hears a citizen's
/// call (fleet/call_board.h).
/// @param socket of a TCP connection
void ask_for_life(int socket);

}  // namespace sunbooth::center::http
