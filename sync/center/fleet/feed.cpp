// SPDX-License-Identifier: Apache-2.0
#include "sync/center/fleet/feed.h"

#include "sync/center/registry/hall.h"
#include "sync/wire/hall.h"

namespace sunbooth::center::fleet {

Result<std::string> feed_tag(store::Database& db, const registry::Keys& keys) {
    const Result<seal::Digest> hall = registry::hall_digest(db);
    if (!hall.ok()) return hall.error();
    const seal::Digest both =
        seal::digest(ByteWriter{}.raw(hall.value().view()).raw(keys.key_set).bytes());
    return "\"" + to_base64url(both.view().first(16)) + "\"";
}

Result<Feed> hall_feed(store::Database& db, const registry::Keys& keys) {
    Result<registry::HallBytes> hall = registry::hall_bytes(db);
    if (!hall.ok()) return hall.error();
    wire::HallEnvelope envelope;
    envelope.signature = seal::sign(keys.center, hall.value().json);
    envelope.hall = std::move(hall.value().json);
    envelope.key_set = keys.key_set;
    return Feed{wire::write_hall_envelope(envelope), hall.value().version};
}

}  // namespace sunbooth::center::fleet
