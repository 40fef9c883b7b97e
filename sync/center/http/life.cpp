// SPDX-License-Identifier: Apache-2.0
#include "sync/center/http/life.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

namespace sunbooth::center::http {

void ask_for_life(int socket) {
    // What cannot be set leaves the system's own hours: no reason to hang up.
    const auto set = [socket](int level, int option, int value) {
        ::setsockopt(socket, level, option, &value, sizeof value);
    };
    set(SOL_SOCKET, SO_KEEPALIVE, 1);
    set(IPPROTO_TCP, TCP_KEEPIDLE, 5);           // Seconds of silence before the first question,
    set(IPPROTO_TCP, TCP_KEEPINTVL, 2);          // between two,
    set(IPPROTO_TCP, TCP_KEEPCNT, 3);            // and so many without an answer.
    set(IPPROTO_TCP, TCP_USER_TIMEOUT, 10'000);  // Milliseconds, for what was sent meanwhile.
}

}  // namespace sunbooth::center::http
