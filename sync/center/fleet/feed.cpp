// SPDX-License-Identifier: Apache-2.0
#include "sync/center/fleet/feed.h"

#include "sync/center/registry/hall.h"
#include "sync/center/registry/monitors.h"
#include "sync/wire/hall.h"

namespace sunbooth::center::fleet {

Result<std::string> feed_tag(store::Database& db, const registry::Keys& keys) {
    const Result<seal::Digest> hall = registry::hall_digest(db);
    if (!hall.ok()) return hall.error();
    const Result<registry::MonitorState> monitors = registry::monitor_state(db);
    if (!monitors.ok()) return monitors.error();
    ByteWriter all;
    all.raw(hall.value().view()).raw(keys.key_set).raw(as_bytes(monitors.value().digest_text));
    return "\"" + to_base64url(seal::digest(all.bytes()).view().first(16)) + "\"";
}

Result<Feed> hall_feed(store::Database& db, const registry::Keys& keys) {
    Result<registry::HallBytes> hall = registry::hall_bytes(db);
    if (!hall.ok()) return hall.error();
    const Result<registry::MonitorState> monitors = registry::monitor_state(db);
    if (!monitors.ok()) return monitors.error();
    if (monitors.value().any) {
        // Who may sign in changes between imports, so the center's own list goes out.
        Result<domain::Hall> read = wire::read_hall(as_text(hall.value().json));
        if (!read.ok()) return read.error().in("fleet.hall_feed");
        const Status put = registry::put_monitors(db, read.value());
        if (!put.ok()) return put.error().in("fleet.hall_feed");
        hall.value().json = to_bytes(wire::write_hall(read.value()));
    }
    wire::HallEnvelope envelope;
    envelope.signature = seal::sign(keys.center, hall.value().json);
    envelope.hall = std::move(hall.value().json);
    envelope.key_set = keys.key_set;
    return Feed{wire::write_hall_envelope(envelope), hall.value().version};
}

}  // namespace sunbooth::center::fleet
