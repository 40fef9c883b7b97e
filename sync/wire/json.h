// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/bytes.h"
#include "sync/base/result.h"

#include <boost/json.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace sunbooth::wire {

/// Parses one JSON document: at most `bytes_max` long and 16 deep, UTF-8 checked.
/// @return InvalidInput, field "body".
Result<boost::json::value> parse_json(std::string_view text, std::size_t bytes_max);

/// Reads the fields of one JSON object with a limit for each. Keeps the first error, which names
/// the path to the field ("records.3.text"); later reads return blanks. Unknown fields are skipped.
class FieldReader {
public:
    explicit FieldReader(const boost::json::value& value, std::string path = {});

    std::string text(std::string_view name, std::size_t bytes_max);           ///< Required.
    std::string text_or_empty(std::string_view name, std::size_t bytes_max);  ///< Optional.
    std::int64_t integer(std::string_view name, std::int64_t min, std::int64_t max);
    std::int64_t integer_or(std::string_view name, std::int64_t min, std::int64_t max,
                            std::int64_t fallback);
    bool boolean(std::string_view name);
    bool boolean_or(std::string_view name, bool fallback);
    Bytes base64(std::string_view name, std::size_t bytes_max);
    /// A fixed run of bytes in base64.
    template <class F>
    F fixed(std::string_view name) {
        const Bytes bytes = base64(name, F::kSize);
        const auto value = F::from(bytes);
        if (!value) fail(name, "has another length than expected");
        return value.value_or(F{});
    }
    /// Each element of an array in turn, as a reader of its own; `each` may be called 0..max times.
    template <class Each>
    void objects(std::string_view name, std::size_t max, Each each) {
        const boost::json::array* items = array(name, max);
        if (items == nullptr) return;
        for (std::size_t i = 0; i < items->size() && !error_; ++i) {
            FieldReader item((*items)[i], path_of(name) + "." + std::to_string(i));
            if (!item.error_) each(item);
            adopt(item);
        }
    }
    std::vector<std::string> texts(std::string_view name, std::size_t max, std::size_t bytes_max);
    bool has(std::string_view name) { return find(name, false) != nullptr; }
    /// The object under `name`, or nothing (an error is kept unless `required` is false).
    std::optional<FieldReader> object(std::string_view name, bool required = true);
    /// Takes over the error of a nested reader.
    void adopt(const FieldReader& nested);

    void fail(std::string_view name, std::string_view why);
    const std::optional<Error>& error() const { return error_; }

private:
    const boost::json::value* find(std::string_view name, bool required);
    const boost::json::array* array(std::string_view name, std::size_t max);
    std::string path_of(std::string_view name) const;

    const boost::json::object* object_ = nullptr;
    std::string path_;
    std::optional<Error> error_;
};

}  // namespace sunbooth::wire
