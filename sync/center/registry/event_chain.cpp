// SPDX-License-Identifier: Apache-2.0
#include "sync/center/registry/event_chain.h"

#include "sync/domain/date.h"
#include "sync/wire/json.h"

namespace sunbooth::center::registry {
namespace {

namespace json = boost::json;

constexpr std::size_t kFieldsBytesMax = 64 * 1024;

}  // namespace

seal::Digest chained(const seal::Digest& previous, Numbers numbers, Texts texts) {
    ByteWriter out;
    out.raw(previous.view());
    for (const std::int64_t number : numbers) out.u64(static_cast<std::uint64_t>(number));
    for (const std::string_view text : texts) {
        out.u32(static_cast<std::uint32_t>(text.size())).raw(as_bytes(text));
    }
    return seal::digest(out.bytes());
}

std::string write_fields(const std::map<std::string, std::string>& fields) {
    json::object object;
    for (const auto& [name, value] : fields) object[name] = value;
    return json::serialize(object);
}

Result<std::map<std::string, std::string>> read_fields(std::string_view text,
                                                       std::string_view field) {
    const Result<json::value> parsed = wire::parse_json(text, kFieldsBytesMax);
    if (!parsed.ok() || !parsed.value().is_object()) {
        return Error{ErrorCode::Corrupt, "the fields of an entry cannot be read",
                     std::string(field)};
    }
    std::map<std::string, std::string> fields;
    for (const auto& [name, value] : parsed.value().get_object()) {
        if (value.is_string()) fields[std::string(name)] = std::string(value.get_string());
    }
    return fields;
}

std::string came_first(std::string_view by, std::string_view type, WallTime at, std::int64_t n) {
    return std::string(by) + " came first: \"" + std::string(type) + "\" on " +
           domain::date_of(at).iso() + ", version " + std::to_string(n);
}

}  // namespace sunbooth::center::registry
