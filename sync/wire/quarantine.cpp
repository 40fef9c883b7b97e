// SPDX-License-Identifier: Apache-2.0
#include "sync/wire/quarantine.h"

#include "sync/wire/json.h"

namespace sunbooth::wire {
namespace {

namespace json = boost::json;

constexpr std::size_t kSealBytes = 48;  ///< crypto_box_SEALBYTES
constexpr std::size_t kBodyMax = 64 * 1024;

/// Files of this form alone: the name is one of a file, and an operator reads it.
bool is_name(std::string_view name) {
    if (!name.starts_with("quarantine-")) return false;
    return name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") ==
           std::string_view::npos;
}

}  // namespace

std::string write(const QuarantinePiece& message) {
    return json::serialize(json::object{{"file", message.file},
                                        {"size", message.size},
                                        {"offset", message.offset},
                                        {"intake_key", to_base64(message.intake_key.view())},
                                        {"sealed", to_base64(message.sealed)}});
}

Result<QuarantinePiece> read_quarantine_piece(std::string_view text) {
    const Result<json::value> parsed = parse_json(text, kBodyMax);
    if (!parsed.ok()) return parsed.error().in("quarantine");
    FieldReader in(parsed.value());
    QuarantinePiece message;
    message.file = in.text("file", kQuarantineNameMax);
    if (!in.error() && !is_name(message.file)) in.fail("file", "is not the name of a quarantine");
    const auto size_max = static_cast<std::int64_t>(kQuarantineBytesMax);
    message.size = static_cast<std::uint64_t>(in.integer("size", 1, size_max));
    message.offset = static_cast<std::uint64_t>(in.integer("offset", 0, size_max));
    message.intake_key = in.fixed<seal::KeyName>("intake_key");
    message.sealed = in.base64("sealed", kPieceBytes + kSealBytes);
    if (!in.error() && message.offset >= message.size) in.fail("offset", "is beyond the file");
    if (!in.error() && message.sealed.size() <= kSealBytes) in.fail("sealed", "holds nothing");
    if (in.error()) return in.error()->in("quarantine");
    return message;
}

std::string write(const QuarantineAnswer& message) {
    return json::serialize(
        json::object{{"generation", to_base64(message.generation.view())}, {"have", message.have}});
}

Result<QuarantineAnswer> read_quarantine_answer(std::string_view text) {
    const Result<json::value> parsed = parse_json(text, kBodyMax);
    if (!parsed.ok()) return parsed.error().in("quarantine");
    FieldReader in(parsed.value());
    QuarantineAnswer message;
    message.generation = in.fixed<Generation>("generation");
    message.have = static_cast<std::uint64_t>(
        in.integer("have", 0, static_cast<std::int64_t>(kQuarantineBytesMax)));
    if (in.error()) return in.error()->in("quarantine");
    return message;
}

}  // namespace sunbooth::wire
