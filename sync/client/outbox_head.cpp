// SPDX-License-Identifier: Apache-2.0
#include "sync/client/outbox_head.h"

namespace sunbooth::client {
namespace {

constexpr std::string_view kMagic = "SBH1";
constexpr std::size_t kCheckBytes = 8;

Bytes check_of(ByteView bytes) {
    const seal::Digest digest = seal::digest(bytes);
    return {digest.bytes.begin(), digest.bytes.begin() + kCheckBytes};
}

}  // namespace

Bytes write_head_file(const HeadFile& head) {
    ByteWriter out;
    out.raw(as_bytes(kMagic)).u64(head.seq).raw(head.digest.view()).u64(head.counter);
    const Bytes check = check_of(out.bytes());
    return out.raw(check).take();
}

std::optional<HeadFile> read_head_file(ByteView bytes) {
    if (bytes.size() != kHeadFileBytes) return std::nullopt;
    ByteReader in(bytes);
    if (as_text(in.raw(kMagic.size())) != kMagic) return std::nullopt;
    HeadFile head;
    head.seq = in.u64();
    head.digest = in.fixed<seal::Digest>();
    head.counter = in.u64();
    const ByteView check = in.raw(kCheckBytes);
    const Bytes wanted = check_of(bytes.first(kHeadFileBytes - kCheckBytes));
    if (!std::equal(check.begin(), check.end(), wanted.begin(), wanted.end())) return std::nullopt;
    return head;
}

}  // namespace sunbooth::client
