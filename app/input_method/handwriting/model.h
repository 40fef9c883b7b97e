// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/input_method/handwriting/features.h"
#include "sync/base/bytes.h"
#include "sync/base/result.h"

#include <cstdint>
#include <string>
#include <vector>

namespace sunbooth::handwriting {

// The model file, version 1, big-endian:
//   file      = magic version checksum body
//   magic     = "SBHW"            version = u16
//   checksum  = u64                       FNV-1a of the body: finds a damaged disk, not an attacker
//   body      = classes dims step projection offset class*
//   classes   = u32                       dims = u16, kDims
//   step      = u32                       IEEE single: one unit of a mean, in standard deviations
//   projection = scale:u32 i16[dims * 512]    offset = u32[dims], IEEE singles
//   class     = code:u32 rarity:u8 size:u8 mean:i8[dims] strokes:u8 stroke*
//   stroke    = points:u8 (x:u8 y:u8)[points]
// Classes stand in order of their code; one that is written in two ways stands twice. Anything left
// over or out of range makes the file Corrupt.

constexpr std::size_t kDims = 160;  ///< Of the space in which characters are told apart.

/// What the recogniser knows. Built once by the trainer, then only read.
struct Model {
    float step = 0;  ///< Standard deviations to one unit of `means`.
    float projection_scale = 0;
    std::vector<std::int16_t> projection;  ///< [kDims][kFeatures]
    std::vector<float> offset;             ///< [kDims], taken off after projecting.
    std::vector<char32_t> codes;
    std::vector<std::uint8_t> rarities;  ///< -ln(share among all characters written), in 1/8.
    std::vector<std::uint8_t> sizes;     ///< Longer side of the character, in 1/255 of its square.
    std::vector<std::int8_t> means;      ///< [class][kDims]
    std::vector<std::uint32_t>
        outlines_at;  ///< [class + 1]: where its strokes begin in `outlines`.
    Bytes outlines;   ///< Strokes as in the file, in the unit square of Shape.

    std::size_t classes() const { return codes.size(); }
    ByteView outline(std::size_t index) const {
        return ByteView(outlines).subspan(outlines_at[index],
                                          outlines_at[index + 1] - outlines_at[index]);
    }
};

/// Outline bytes span the unit square and a quarter on each side.
constexpr float outline_from(std::uint8_t byte) {
    return static_cast<float>(byte) / 255.0F * 1.5F - 0.25F;
}

Bytes write_model(const Model& model);
/// @return Corrupt when damaged or not a model, Unsupported when of another version.
Result<Model> read_model(ByteView file);
/// @return Io when the file cannot be read, and all of read_model's.
Result<Model> load_model(const std::string& path);

/// FNV-1a, 64 bit.
std::uint64_t checksum_of(ByteView bytes);
/// The whole file. @return Io, also beyond 16 MiB.
Result<Bytes> read_data_file(const std::string& path);

}  // namespace sunbooth::handwriting
