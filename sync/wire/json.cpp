// SPDX-License-Identifier: Apache-2.0
#include "sync/wire/json.h"

namespace sunbooth::wire {
namespace {

constexpr std::size_t kDepthMax = 16;

}  // namespace

Result<boost::json::value> parse_json(std::string_view text, std::size_t bytes_max) {
    if (text.size() > bytes_max) return invalid_input("body", "is longer than allowed");
    boost::json::parse_options options;
    options.max_depth = kDepthMax;
    boost::json::error_code failed;
    boost::json::value value = boost::json::parse(text, failed, {}, options);
    if (failed) return invalid_input("body", "is not JSON: " + failed.message());
    return value;
}

FieldReader::FieldReader(const boost::json::value& value, std::string path)
    : object_(value.if_object()), path_(std::move(path)) {
    if (object_ == nullptr) {
        error_ = invalid_input(path_.empty() ? "body" : path_, "must be an object");
    }
}

std::string FieldReader::path_of(std::string_view name) const {
    return path_.empty() ? std::string(name) : path_ + "." + std::string(name);
}

void FieldReader::fail(std::string_view name, std::string_view why) {
    if (!error_) error_ = invalid_input(path_of(name), path_of(name) + " " + std::string(why));
}

void FieldReader::adopt(const FieldReader& nested) {
    if (!error_ && nested.error_) error_ = nested.error_;
}

const boost::json::value* FieldReader::find(std::string_view name, bool required) {
    if (object_ == nullptr || error_) return nullptr;
    const boost::json::value* found = object_->if_contains(name);
    if (found != nullptr && found->is_null()) found = nullptr;
    if (found == nullptr && required) fail(name, "is missing");
    return found;
}

const boost::json::array* FieldReader::array(std::string_view name, std::size_t max) {
    const boost::json::value* found = find(name, true);
    if (found == nullptr) return nullptr;
    const boost::json::array* items = found->if_array();
    if (items == nullptr || items->size() > max) {
        fail(name, "must be a list of at most " + std::to_string(max));
        return nullptr;
    }
    return items;
}

std::string FieldReader::text(std::string_view name, std::size_t bytes_max) {
    const boost::json::value* found = find(name, true);
    if (found == nullptr) return {};
    const boost::json::string* words = found->if_string();
    if (words == nullptr || words->size() > bytes_max) {
        fail(name, "must be a text of at most " + std::to_string(bytes_max) + " bytes");
        return {};
    }
    return std::string(words->begin(), words->end());
}

std::string FieldReader::text_or_empty(std::string_view name, std::size_t bytes_max) {
    return find(name, false) == nullptr ? std::string() : text(name, bytes_max);
}

std::int64_t FieldReader::integer(std::string_view name, std::int64_t min, std::int64_t max) {
    const boost::json::value* found = find(name, true);
    if (found == nullptr) return min;
    boost::json::error_code failed;
    const auto value = found->to_number<std::int64_t>(failed);
    if (failed || !(found->is_int64() || found->is_uint64()) || value < min || value > max) {
        fail(name,
             "must be a whole number from " + std::to_string(min) + " to " + std::to_string(max));
        return min;
    }
    return value;
}

std::int64_t FieldReader::integer_or(std::string_view name, std::int64_t min, std::int64_t max,
                                     std::int64_t fallback) {
    return find(name, false) == nullptr ? fallback : integer(name, min, max);
}

bool FieldReader::boolean(std::string_view name) {
    const boost::json::value* found = find(name, true);
    if (found == nullptr) return false;
    if (!found->is_bool()) {
        fail(name, "must be true or false");
        return false;
    }
    return found->get_bool();
}

bool FieldReader::boolean_or(std::string_view name, bool fallback) {
    return find(name, false) == nullptr ? fallback : boolean(name);
}

Bytes FieldReader::base64(std::string_view name, std::size_t bytes_max) {
    const std::string coded = text(name, (bytes_max + 2) / 3 * 4);
    const auto bytes = from_base64(coded);
    if (!bytes || bytes->size() > bytes_max) {
        fail(name, "must be at most " + std::to_string(bytes_max) + " bytes in base64");
        return {};
    }
    return *bytes;
}

std::vector<std::string> FieldReader::texts(std::string_view name, std::size_t max,
                                            std::size_t bytes_max) {
    std::vector<std::string> words;
    const boost::json::array* items = array(name, max);
    if (items == nullptr) return words;
    for (std::size_t i = 0; i < items->size(); ++i) {
        const boost::json::string* word = (*items)[i].if_string();
        if (word == nullptr || word->size() > bytes_max) {
            fail(std::string(name) + "." + std::to_string(i),
                 "must be a text of at most " + std::to_string(bytes_max) + " bytes");
            return {};
        }
        words.emplace_back(word->begin(), word->end());
    }
    return words;
}

std::optional<FieldReader> FieldReader::object(std::string_view name, bool required) {
    const boost::json::value* found = find(name, required);
    if (found == nullptr) return std::nullopt;
    FieldReader nested(*found, path_of(name));
    adopt(nested);
    return nested;
}

}  // namespace sunbooth::wire
