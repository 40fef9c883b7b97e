// SPDX-License-Identifier: Apache-2.0
#include "sync/client/trust.h"

#include "sync/wire/hall.h"

namespace sunbooth::client {

Result<Trust> Trust::open(Outbox& outbox, const seal::SigningPublicKey& root,
                          ByteView enrolled_key_set) {
    Trust trust(root);
    Result<std::optional<Bytes>> remembered = outbox.recall(kKeySet);
    if (!remembered.ok()) return remembered.error();
    Result<seal::KeySet> enrolled = seal::read_key_set(enrolled_key_set, root);
    if (remembered.value()) {
        const Result<seal::KeySet> later = seal::read_key_set(*remembered.value(), root);
        const bool newer =
            later.ok() && (!enrolled.ok() || later.value().version >= enrolled.value().version);
        if (newer) enrolled = later;
    }
    if (!enrolled.ok()) return enrolled.error().in("trust.key_set");
    trust.keys_ = enrolled.value();
    const Result<std::optional<Bytes>> feed = outbox.recall(kHallFeed);
    if (!feed.ok()) return feed.error();
    // A feed that the disk changed is fetched again.
    if (feed.value()) (void)trust.adopt(*feed.value(), nullptr).ok();
    return trust;
}

Status Trust::adopt(ByteView bytes, Bytes* key_set) {
    const Result<wire::HallEnvelope> envelope = wire::read_hall_envelope(as_text(bytes));
    if (!envelope.ok()) return envelope.error();
    Result<wire::TrustedHall> opened = wire::open_hall_envelope(envelope.value(), root_);
    if (!opened.ok()) return opened.error();
    if (opened.value().keys.version < keys_.version) {
        return Error{ErrorCode::Corrupt, "the feed brings an older key set", ""};
    }
    keys_ = opened.value().keys;
    hall_ = std::make_shared<const domain::Hall>(std::move(opened.value().hall));
    if (key_set != nullptr) *key_set = envelope.value().key_set;
    return ok_status();
}

Status Trust::take_feed(Outbox& outbox, ByteView envelope, std::string_view tag) {
    Bytes key_set;
    const Status adopted = adopt(envelope, &key_set);
    if (!adopted.ok()) return adopted.error().in("trust.feed");
    Result<store::Transaction> transaction = store::Transaction::begin(outbox.database());
    if (!transaction.ok()) return transaction.error();
    Status kept = outbox.remember(kKeySet, key_set);
    if (kept.ok()) kept = outbox.remember(kHallFeed, envelope);
    if (kept.ok()) kept = outbox.remember(kHallTag, as_bytes(tag));
    if (!kept.ok()) return kept.error().in("trust.feed");
    return transaction.value().commit();
}

}  // namespace sunbooth::client
