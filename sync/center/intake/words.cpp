// SPDX-License-Identifier: Apache-2.0
#include "sync/center/intake/words.h"

#include "sync/seal/secretbox.h"

namespace sunbooth::center::intake {
namespace {

seal::SecretKey wrapping_key(const seal::BoxKey& intake) {
    return seal::derive_key("sunbooth-words/1", intake.secret.view());
}

}  // namespace

LockedWords lock_words(const SecretText& text, const domain::RecordId& record,
                       const seal::BoxKey& intake, Random& random) {
    const seal::SecretKey key = seal::make_secret_key(random);
    const Bytes bound = ByteWriter{}.raw(record.view()).raw(key.view()).take();
    return {seal::encrypt(key, as_bytes(text.view()), random),
            seal::encrypt(wrapping_key(intake), bound, random)};
}

Result<SecretText> unlock_words(const LockedWords& locked, const domain::RecordId& record,
                                const seal::BoxKey& intake) {
    const Result<SecretText> bound = seal::decrypt(wrapping_key(intake), locked.key);
    if (!bound.ok()) return bound.error().in("intake.unlock_words");
    ByteReader in(as_bytes(bound.value().view()));
    const auto whose = in.fixed<domain::RecordId>();
    const auto key = in.fixed<seal::SecretKey>();
    if (!in.ok() || in.left() != 0 || whose != record) {
        return Error{ErrorCode::Corrupt, "the words belong to another record", "record"};
    }
    return seal::decrypt(key, locked.words);
}

}  // namespace sunbooth::center::intake
