// SPDX-License-Identifier: Apache-2.0
#include "app/input_method/handwriting/model.h"

#include <bit>
#include <fstream>
#include <iterator>

namespace sunbooth::handwriting {

namespace {

constexpr std::string_view kMagic = "SBHW";
constexpr std::uint16_t kVersion = 1;
constexpr std::size_t kClassesMax = 30000;
constexpr std::size_t kFileMax = 16U << 20U;

Error corrupt(std::string why) {
    return {ErrorCode::Corrupt, std::move(why), "handwriting.model"};
}

void write_float(ByteWriter& out, float value) {
    out.u32(std::bit_cast<std::uint32_t>(value));
}
float read_float(ByteReader& in) {
    return std::bit_cast<float>(in.u32());
}

/// The strokes of one class are copied as they stand, their counts checked.
bool read_outline(ByteReader& in, Model& model) {
    const std::uint8_t strokes = in.u8();
    model.outlines.push_back(strokes);
    for (std::size_t s = 0; s < strokes; ++s) {
        const std::uint8_t points = in.u8();
        if (points == 0) return false;
        const ByteView view = in.raw(std::size_t{points} * 2);
        model.outlines.push_back(points);
        model.outlines.insert(model.outlines.end(), view.begin(), view.end());
    }
    return in.ok() && strokes > 0;
}

bool read_class(ByteReader& in, Model& model) {
    const char32_t code = in.u32();
    if (!model.codes.empty() && code < model.codes.back()) return false;
    if (code > 0x10FFFF) return false;
    model.codes.push_back(code);
    model.rarities.push_back(in.u8());
    model.sizes.push_back(in.u8());
    for (const std::uint8_t byte : in.raw(kDims)) {
        model.means.push_back(static_cast<std::int8_t>(byte));
    }
    if (!read_outline(in, model)) return false;
    model.outlines_at.push_back(static_cast<std::uint32_t>(model.outlines.size()));
    return true;
}

Result<Model> read_body(ByteView body) {
    ByteReader in(body);
    Model model;
    const std::size_t classes = in.u32();
    if (in.u16() != kDims || classes == 0 || classes > kClassesMax) return corrupt("sizes");
    model.step = read_float(in);
    model.projection_scale = read_float(in);
    if (!(model.step > 0 && model.step < 16) ||
        !(model.projection_scale > 0 && model.projection_scale < 16)) {
        return corrupt("scales");
    }
    for (std::size_t i = 0; i < kDims * kFeatures && in.ok(); ++i) {
        model.projection.push_back(static_cast<std::int16_t>(in.u16()));
    }
    for (std::size_t i = 0; i < kDims; ++i) model.offset.push_back(read_float(in));
    model.outlines_at.push_back(0);
    for (std::size_t i = 0; i < classes; ++i) {
        if (!read_class(in, model)) return corrupt("class");
    }
    if (in.left() != 0) return corrupt("length");
    return model;
}

}  // namespace

std::uint64_t checksum_of(ByteView bytes) {
    std::uint64_t sum = 0xcbf29ce484222325;
    for (const std::uint8_t byte : bytes) sum = (sum ^ byte) * 0x100000001b3;
    return sum;
}

Bytes write_model(const Model& model) {
    ByteWriter body;
    body.u32(static_cast<std::uint32_t>(model.classes())).u16(kDims);
    write_float(body, model.step);
    write_float(body, model.projection_scale);
    for (const std::int16_t value : model.projection) body.u16(static_cast<std::uint16_t>(value));
    for (const float value : model.offset) write_float(body, value);
    for (std::size_t c = 0; c < model.classes(); ++c) {
        body.u32(model.codes[c]).u8(model.rarities[c]).u8(model.sizes[c]);
        for (std::size_t k = 0; k < kDims; ++k) {
            body.u8(static_cast<std::uint8_t>(model.means[c * kDims + k]));
        }
        body.raw(model.outline(c));
    }
    ByteWriter file;
    file.raw(as_bytes(kMagic)).u16(kVersion).u64(checksum_of(body.bytes())).raw(body.bytes());
    return file.take();
}

Result<Model> read_model(ByteView file) {
    ByteReader in(file);
    if (as_text(in.raw(kMagic.size())) != kMagic) return corrupt("magic");
    const std::uint16_t version = in.u16();
    if (in.ok() && version != kVersion) {
        return Error{ErrorCode::Unsupported, "version " + std::to_string(version),
                     "handwriting.model"};
    }
    const std::uint64_t sum = in.u64();
    const ByteView body = in.raw(in.left());
    if (checksum_of(body) != sum) return corrupt("checksum");
    return read_body(body);
}

Result<Bytes> read_data_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    Bytes bytes{std::istreambuf_iterator<char>(file), {}};
    if (!file.good() && !file.eof()) return Error{ErrorCode::Io, "cannot read " + path, {}};
    if (bytes.empty() || bytes.size() > kFileMax) {
        return Error{ErrorCode::Io, path + " is missing, empty or too large", {}};
    }
    return bytes;
}

Result<Model> load_model(const std::string& path) {
    const Result<Bytes> bytes = read_data_file(path);
    if (!bytes.ok()) return bytes.error().in("handwriting");
    return read_model(bytes.value());
}

}  // namespace sunbooth::handwriting
