// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/input_method/handwriting/recogniser.h"

namespace sunbooth::handwriting {

// The context file, version 1, big-endian:
//   file  = "SBHC" version:u16 checksum:u64 body          checksum as in the model file
//   body  = count:u32 single[count] count:u32 pair[count]
//   single = code:u16 rarity:u8     pair = first:u16 second:u16 rarity:u8
// Both in order of their codes. A rarity is -ln(share), in 1/8; a pair's share is among all
// characters that follow its first one within a word.

/// How characters follow each other in words.
struct Context {
    struct Single {
        std::uint16_t code;
        std::uint8_t rarity;
    };
    struct Pair {
        std::uint16_t first;
        std::uint16_t second;
        std::uint8_t rarity;
    };
    std::vector<Single> singles;
    std::vector<Pair> pairs;
};

Bytes write_context(const Context& context);
/// @return Corrupt, Unsupported.
Result<Context> read_context(ByteView file);
/// @return also Io.
Result<Context> load_context(const std::string& path);

/// The prior that a word list gives: a mixture of how common the candidate is and how often it
/// follows the last character of the text within a word. Reads only; any thread.
class PairPrior final : public Prior {
public:
    explicit PairPrior(const Context& context) : context_(context) {}
    float prior(std::string_view previous, char32_t candidate) const override;

private:
    const Context& context_;
};

}  // namespace sunbooth::handwriting
