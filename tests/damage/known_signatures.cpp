// SPDX-License-Identifier: Apache-2.0
// A hundred thousand damaged images hold the same few dozen sound records, and most of a look at
// one went into checking their signatures again. Whether a signature is good depends on nothing but
// the bytes that are compared here, all of them: each that libsodium found good is remembered, and
// this program's calls come here first. What damage touched is other bytes, and is checked.
#include <sodium.h>

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <unordered_map>

namespace {

/// Key, signature and message in one, by the first bytes of the signature, which are random.
using Known = std::unordered_multimap<std::uint64_t, std::string>;

Known& known() {
    thread_local Known all;
    return all;
}

}  // namespace

extern "C" int crypto_sign_verify_detached(const unsigned char* signature,
                                           const unsigned char* message, unsigned long long size,
                                           const unsigned char* key) {
    std::uint64_t name = 0;
    std::memcpy(&name, signature, sizeof name);
    std::string whole(reinterpret_cast<const char*>(key), crypto_sign_PUBLICKEYBYTES);
    whole.append(reinterpret_cast<const char*>(signature), crypto_sign_BYTES);
    whole.append(reinterpret_cast<const char*>(message), size);
    const auto [from, to] = known().equal_range(name);
    for (auto at = from; at != to; ++at) {
        if (at->second == whole) return 0;
    }
    const int answer = crypto_sign_ed25519_verify_detached(signature, message, size, key);
    if (answer == 0) known().emplace(name, std::move(whole));
    return answer;
}
