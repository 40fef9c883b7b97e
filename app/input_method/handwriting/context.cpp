// SPDX-License-Identifier: Apache-2.0
#include "app/input_method/handwriting/context.h"

#include "app/input_method/handwriting/signs.h"
#include "sync/base/mutant.h"

#include <algorithm>
#include <cmath>

namespace sunbooth::handwriting {

namespace {

constexpr std::string_view kMagic = "SBHC";
constexpr std::uint16_t kVersion = 1;
/// Of the characters in a text about this share goes on a word of the list that the one before
/// began.
constexpr float kWithin = 0.5F;
/// Characters that the list lacks and that are no signs.
constexpr float kUnlistedShare = 3e-4F;

Error corrupt(std::string why) {
    return {ErrorCode::Corrupt, std::move(why), "handwriting.context"};
}

/// The last character of a UTF-8 text; 0 when there is none.
char32_t last_character(std::string_view text) {
    char32_t code = 0;
    int shift = 0;
    for (std::size_t i = text.size(); i-- > 0 && shift <= 18;) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if (byte < 0x80) return shift == 0 ? byte : 0;
        if (byte >= 0xC0) {
            const unsigned lead = shift == 6 ? 0x1FU : shift == 12 ? 0x0FU : 0x07U;
            return code | (char32_t{byte & lead} << shift);
        }
        code |= char32_t{byte & 0x3FU} << shift;
        shift += 6;
    }
    return 0;
}

float share_of(std::uint8_t rarity) {
    return std::exp(-static_cast<float>(rarity) / 8);
}

Result<Context> read_body(ByteView body) {
    ByteReader in(body);
    Context context;
    const std::size_t singles = in.u32();
    if (singles > in.left() / 3) return corrupt("singles");
    for (std::size_t i = 0; i < singles; ++i) {
        const std::uint16_t code = in.u16();
        if (i > 0 && code <= context.singles.back().code) return corrupt("order");
        context.singles.push_back({code, in.u8()});
    }
    const std::size_t pairs = in.u32();
    if (pairs > in.left() / 5) return corrupt("pairs");
    const auto key = [](const Context::Pair& pair) { return std::pair(pair.first, pair.second); };
    for (std::size_t i = 0; i < pairs; ++i) {
        const std::uint16_t first = in.u16();
        const std::uint16_t second = in.u16();
        const Context::Pair pair{first, second, in.u8()};
        if (i > 0 && key(pair) <= key(context.pairs.back())) return corrupt("order");
        context.pairs.push_back(pair);
    }
    if (!in.ok() || in.left() != 0) return corrupt("length");
    return context;
}

}  // namespace

Bytes write_context(const Context& context) {
    ByteWriter body;
    body.u32(static_cast<std::uint32_t>(context.singles.size()));
    for (const auto& single : context.singles) body.u16(single.code).u8(single.rarity);
    body.u32(static_cast<std::uint32_t>(context.pairs.size()));
    for (const auto& pair : context.pairs) body.u16(pair.first).u16(pair.second).u8(pair.rarity);
    ByteWriter file;
    file.raw(as_bytes(kMagic)).u16(kVersion).u64(checksum_of(body.bytes())).raw(body.bytes());
    return file.take();
}

Result<Context> read_context(ByteView file) {
    ByteReader in(file);
    if (as_text(in.raw(kMagic.size())) != kMagic) return corrupt("magic");
    const std::uint16_t version = in.u16();
    if (in.ok() && version != kVersion) {
        return Error{ErrorCode::Unsupported, "version " + std::to_string(version),
                     "handwriting.context"};
    }
    const std::uint64_t sum = in.u64();
    const ByteView body = in.raw(in.left());
    if (checksum_of(body) != sum) return corrupt("checksum");
    return read_body(body);
}

Result<Context> load_context(const std::string& path) {
    const Result<Bytes> bytes = read_data_file(path);
    if (!bytes.ok()) return bytes.error().in("handwriting");
    return read_context(bytes.value());
}

float PairPrior::prior(std::string_view previous, char32_t candidate) const {
    const char32_t last = last_character(previous);
    const bool alone = mutant("handwriting.signs_stand_alone");
    const float sign = alone ? 0 : sign_share(last, candidate);
    if (sign > 0) return std::log(sign);
    const auto single =
        std::lower_bound(context_.singles.begin(), context_.singles.end(), candidate,
                         [](const Context::Single& a, char32_t code) { return a.code < code; });
    const bool listed = single != context_.singles.end() && single->code == candidate;
    const float common = listed ? share_of(single->rarity) : kUnlistedShare;
    const auto wanted = std::pair<char32_t, char32_t>(last, candidate);
    const auto pair =
        std::lower_bound(context_.pairs.begin(), context_.pairs.end(), wanted,
                         [](const Context::Pair& a, const std::pair<char32_t, char32_t>& b) {
                             return std::pair<char32_t, char32_t>(a.first, a.second) < b;
                         });
    const bool found =
        pair != context_.pairs.end() && pair->first == last && pair->second == candidate;
    const float share = common * (1 - kWithin) + (found ? share_of(pair->rarity) * kWithin : 0);
    return std::log(share * (alone ? 1 : word_share(last)));
}

}  // namespace sunbooth::handwriting
