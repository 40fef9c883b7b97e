// SPDX-License-Identifier: Apache-2.0
#include "contract.h"

#include "tests/center/fresh_center.h"

#include <algorithm>
#include <map>
#include <regex>

namespace sunbooth::tests {
namespace {

namespace json = boost::json;

const json::object& contract() {
    static const json::value kContract = json::parse(source_file("sync/center/api/openapi.json"));
    return kContract.as_object();
}

std::string lower(std::string text) {
    for (char& c : text) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
    return text;
}

std::string upper(std::string text) {
    for (char& c : text) c = static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
    return text;
}

const json::object& resolve(const json::object& schema) {
    const json::value* reference = schema.if_contains("$ref");
    if (reference == nullptr) return schema;
    const std::string path(reference->as_string());
    const std::string name = path.substr(path.rfind('/') + 1);
    return contract().at("components").at("schemas").at(name).as_object();
}

std::string check(const json::value& value, const json::object& raw, const std::string& at);

bool has_type(const json::value& value, std::string_view type) {
    if (type == "object") return value.is_object();
    if (type == "array") return value.is_array();
    if (type == "string") return value.is_string();
    if (type == "boolean") return value.is_bool();
    if (type == "integer") return value.is_int64() || value.is_uint64();
    return false;
}

std::string check_object(const json::object& object, const json::object& schema,
                         const std::string& at) {
    if (const json::value* required = schema.if_contains("required")) {
        for (const json::value& name : required->as_array()) {
            if (!object.contains(name.as_string())) {
                return at + "." + std::string(name.as_string()) + " is missing";
            }
        }
    }
    const json::value* properties = schema.if_contains("properties");
    const json::value* others = schema.if_contains("additionalProperties");
    for (const auto& [name, value] : object) {
        const std::string place = at + "." + std::string(name);
        const json::value* one =
            properties == nullptr ? nullptr : properties->as_object().if_contains(name);
        if (one == nullptr) one = others;
        if (one == nullptr && properties == nullptr) continue;  // Any object.
        if (one == nullptr) return place + " is not in the contract";
        if (std::string bad = check(value, one->as_object(), place); !bad.empty()) return bad;
    }
    return {};
}

/// Compiled once: that costs far more than to hold a text against it.
const std::regex& pattern_of(const json::value& pattern) {
    thread_local std::map<std::string, std::regex> kept;
    const std::string text(pattern.as_string());
    const auto found = kept.find(text);
    return found != kept.end() ? found->second : kept.emplace(text, std::regex(text)).first->second;
}

std::string check_text(const std::string& text, const json::object& schema, const std::string& at) {
    if (const json::value* max = schema.if_contains("maxLength")) {
        if (text.size() > static_cast<std::size_t>(max->as_int64()) * 4) return at + " is too long";
    }
    if (const json::value* pattern = schema.if_contains("pattern")) {
        if (!std::regex_search(text, pattern_of(*pattern))) return at + " has another pattern";
    }
    const json::value* format = schema.if_contains("format");
    if (format != nullptr && format->as_string() == "date-time" &&
        !has_shape(text, "dddd-dd-ddTdd:dd:dd+08:00")) {
        return at + " is no time";
    }
    return {};
}

std::string check(const json::value& value, const json::object& raw, const std::string& at) {
    const json::object& schema = resolve(raw);
    if (const json::value* choices = schema.if_contains("oneOf")) {
        const auto fits = [&](const json::value& one) {
            return check(value, one.as_object(), at).empty();
        };
        const auto count = std::ranges::count_if(choices->as_array(), fits);
        return count == 1 ? "" : at + " fits none or several of its shapes";
    }
    const json::value* nullable = schema.if_contains("nullable");
    if (value.is_null()) {
        return nullable != nullptr && nullable->as_bool() ? "" : at + " must not be null";
    }
    if (!has_type(value, schema.at("type").as_string())) return at + " has another type";
    if (const json::value* choices = schema.if_contains("enum")) {
        if (std::ranges::find(choices->as_array(), value) == choices->as_array().end()) {
            return at + " is none of its values";
        }
    }
    for (const char* limit : {"minimum", "maximum"}) {
        const json::value* bound = schema.if_contains(limit);
        if (bound == nullptr || !value.is_int64()) continue;
        const bool low = std::string_view(limit) == "minimum";
        if (low ? value.as_int64() < bound->as_int64() : value.as_int64() > bound->as_int64()) {
            return at + " is beyond its " + limit;
        }
    }
    if (value.is_object()) return check_object(value.as_object(), schema, at);
    if (value.is_string()) return check_text(std::string(value.as_string()), schema, at);
    if (!value.is_array()) return {};
    for (const json::value& item : value.as_array()) {
        std::string bad = check(item, schema.at("items").as_object(), at + "[]");
        if (!bad.empty()) return bad;
    }
    return {};
}

}  // namespace

bool has_shape(std::string_view text, std::string_view shape) {
    return std::ranges::equal(text, shape, [](char c, char wanted) {
        return wanted == 'd' ? c >= '0' && c <= '9' : c == wanted;
    });
}

std::string departure(const json::value& value, const std::string& schema_name) {
    return check(value, contract().at("components").at("schemas").at(schema_name).as_object(),
                 schema_name);
}

std::string departure_of_answer(const AnswerSeen& seen) {
    const json::object& responses =
        contract().at("paths").at(seen.path).at(lower(seen.method)).at("responses").as_object();
    const json::value* told = responses.if_contains(std::to_string(seen.status));
    if (told == nullptr && seen.status >= 400) told = responses.if_contains("default");
    const std::string at = seen.method + " " + seen.path + " " + std::to_string(seen.status);
    if (told == nullptr) return at + " is not in the contract";
    const json::value* content = told->as_object().if_contains("content");
    if (content == nullptr) return seen.body.empty() ? "" : at + " must have no body";
    const std::string media = seen.content_type.substr(0, seen.content_type.find(';'));
    const json::value* type = content->as_object().if_contains(media);
    if (type == nullptr) return at + " has another type: " + seen.content_type;
    if (!media.ends_with("json")) return {};  // A text or a file.
    return check(json::parse(seen.body), type->at("schema").as_object(), at);
}

const json::object& schema(const std::string& name) {
    return contract().at("components").at("schemas").at(name).as_object();
}

namespace {

/// Looks at one body's examples.
void look_at(const std::string& place, const json::value& told, std::vector<std::string>& wrong) {
    const json::value* content = told.as_object().if_contains("content");
    if (content == nullptr) return;
    for (const auto& [media, body] : content->as_object()) {
        if (!std::string_view(media).ends_with("json")) continue;
        const json::value* example = body.as_object().if_contains("example");
        if (example == nullptr) {
            wrong.push_back(place + " has no example");
            continue;
        }
        std::string bad = check(*example, body.at("schema").as_object(), place);
        if (!bad.empty()) wrong.push_back(std::move(bad));
    }
}

}  // namespace

std::vector<std::string> wrong_examples() {
    std::vector<std::string> wrong;
    for (const auto& [path, methods] : contract().at("paths").as_object()) {
        for (const auto& [method, told] : methods.as_object()) {
            if (method == "parameters") continue;
            const std::string place = upper(std::string(method)) + " " + std::string(path);
            const json::value* body = told.as_object().if_contains("requestBody");
            if (body != nullptr) look_at(place, *body, wrong);
            for (const auto& [status, answer] : told.at("responses").as_object()) {
                look_at(place + " " + std::string(status), answer, wrong);
            }
        }
    }
    return wrong;
}

std::vector<std::string> operations() {
    std::vector<std::string> all;
    for (const auto& [path, methods] : contract().at("paths").as_object()) {
        for (const auto& [method, told] : methods.as_object()) {
            if (method == "parameters") continue;
            all.push_back(upper(std::string(method)) + " " + std::string(path));
        }
    }
    std::ranges::sort(all);
    return all;
}

}  // namespace sunbooth::tests
