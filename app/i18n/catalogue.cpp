// SPDX-License-Identifier: Apache-2.0
#include "app/i18n/catalogue.h"

#include "app_locale.h"

#include <toml++/toml.h>
#include <unicode/messagepattern.h>
#include <unicode/msgfmt.h>
#include <unicode/uloc.h>

#include <algorithm>

namespace sunbooth::app::i18n {
namespace {

constexpr char16_t kFirstStrongIsolate = 0x2068;
constexpr char16_t kPopIsolate = 0x2069;
constexpr const char* kRightToLeftMark = "\u200f";

struct Insertion {
    int32_t at;
    char16_t mark;
};

/// Places for FSI … PDI: around `{name}`, `{n, number}` and the `#` of a plural; not around a whole
/// plural or select, whose arms are sentences of the language itself.
std::vector<Insertion> isolates(const icu::MessagePattern& pattern) {
    std::vector<Insertion> marks;
    for (int32_t i = 0; i < pattern.countParts(); ++i) {
        const icu::MessagePattern::Part& part = pattern.getPart(i);
        if (part.getType() == UMSGPAT_PART_TYPE_REPLACE_NUMBER) {
            marks.push_back({part.getIndex(), kFirstStrongIsolate});
            marks.push_back({part.getLimit(), kPopIsolate});
        }
        if (part.getType() != UMSGPAT_PART_TYPE_ARG_START) continue;
        const UMessagePatternArgType type = part.getArgType();
        if (type != UMSGPAT_ARG_TYPE_NONE && type != UMSGPAT_ARG_TYPE_SIMPLE) continue;
        const int32_t limit = pattern.getLimitPartIndex(i);
        marks.push_back({part.getIndex(), kFirstStrongIsolate});
        marks.push_back({pattern.getPart(limit).getLimit(), kPopIsolate});
    }
    return marks;
}

icu::UnicodeString isolated(const icu::MessagePattern& pattern) {
    std::vector<Insertion> marks = isolates(pattern);
    std::stable_sort(marks.begin(), marks.end(),
                     [](const Insertion& a, const Insertion& b) { return a.at > b.at; });
    icu::UnicodeString text = pattern.getPatternString();
    for (const Insertion& mark : marks) text.insert(mark.at, mark.mark);
    return text;
}

std::vector<std::string> names_in(const icu::MessagePattern& pattern) {
    std::vector<std::string> names;
    for (int32_t i = 0; i < pattern.countParts(); ++i) {
        const icu::MessagePattern::Part& part = pattern.getPart(i);
        if (part.getType() != UMSGPAT_PART_TYPE_ARG_NAME) continue;
        std::string name;
        pattern.getSubstring(part).toUTF8String(name);
        names.push_back(std::move(name));
    }
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    return names;
}

struct Text {
    std::string pattern;
    std::vector<std::string> placeholders;
    std::unique_ptr<const icu::MessageFormat> format;
};

Result<Text> compiled(const icu::Locale& locale, const std::string& key,
                      const std::string& pattern) {
    UErrorCode status = U_ZERO_ERROR;
    UParseError where{};
    const icu::MessagePattern parsed(icu::UnicodeString::fromUTF8(pattern), &where, status);
    if (U_FAILURE(status)) return invalid_input(key, "is no pattern that can be read");
    Text text{std::move(pattern), names_in(parsed), nullptr};
    text.format = std::make_unique<icu::MessageFormat>(isolated(parsed), locale, where, status);
    if (U_FAILURE(status)) return invalid_input(key, "is no pattern that can be formatted");
    return text;
}

icu::Formattable formattable(const Arg& arg) {
    if (const auto* number = std::get_if<std::int64_t>(&arg.value)) {
        return icu::Formattable(static_cast<int64_t>(*number));
    }
    return icu::Formattable(icu::UnicodeString::fromUTF8(std::get<std::string>(arg.value)));
}

std::string_view embedded_toml(Language language) {
    switch (language) {
        case Language::Zh:
            return embedded::zh_CN_toml;
        case Language::En:
            return embedded::en_toml;
        case Language::Ug:
            return embedded::ug_toml;
    }
    return {};
}

}  // namespace

struct Catalogue::Texts {
    std::map<std::string, Text, std::less<>> by_key;
    const Text* find(std::string_view key) const {
        const auto found = by_key.find(key);
        return found == by_key.end() ? nullptr : &found->second;
    }
};

Result<Catalogue> Catalogue::load(Language language) {
    return parse(language, embedded_toml(language));
}

Result<Catalogue> Catalogue::parse(Language language, std::string_view toml) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Locale locale = icu::Locale::forLanguageTag(domain::tag_of(language), status);
    auto texts = std::make_shared<Texts>();
    try {
        const toml::table file = toml::parse(toml);
        for (const auto& [page, entries] : file) {
            const toml::table* table = entries.as_table();
            if (table == nullptr) return invalid_input(std::string(page), "is no table");
            for (const auto& [element, value] : *table) {
                std::string key = std::string(page) + "." + std::string(element);
                const auto pattern = value.value<std::string>();
                if (!pattern) return invalid_input(key, "is no text");
                auto text = compiled(locale, key, *pattern);
                if (!text.ok()) return text.error();
                texts->by_key.emplace(std::move(key), std::move(text).value());
            }
        }
    } catch (const toml::parse_error& error) {
        return invalid_input({}, "line " + std::to_string(error.source().begin.line) + ": " +
                                     std::string(error.description()));
    }
    return Catalogue(std::make_shared<const Formats>(language), std::move(texts));
}

std::string Catalogue::tr(Key key, Args args) const {
    const Text* text = texts_->find(key.name);
    if (text == nullptr) return std::string(key.name);
    std::vector<icu::UnicodeString> names;
    std::vector<icu::Formattable> values;
    for (const Arg& arg : args) {
        names.push_back(icu::UnicodeString::fromUTF8(
            icu::StringPiece(arg.name.data(), static_cast<int32_t>(arg.name.size()))));
        values.push_back(formattable(arg));
    }
    UErrorCode status = U_ZERO_ERROR;
    icu::UnicodeString out;
    text->format->format(names.data(), values.data(), static_cast<int32_t>(values.size()), out,
                         status);
    std::string utf8;
    return out.toUTF8String(utf8);
}

std::string Catalogue::as_value(std::string text) const {
    return is_right_to_left(language()) ? kRightToLeftMark + std::move(text) : std::move(text);
}

std::vector<std::string> Catalogue::keys() const {
    std::vector<std::string> keys;
    for (const auto& [key, text] : texts_->by_key) keys.push_back(key);
    return keys;
}

std::string Catalogue::pattern(std::string_view key) const {
    const Text* text = texts_->find(key);
    return text == nullptr ? std::string() : text->pattern;
}

std::vector<std::string> Catalogue::placeholders(std::string_view key) const {
    const Text* text = texts_->find(key);
    return text == nullptr ? std::vector<std::string>() : text->placeholders;
}

Result<Catalogues> Catalogues::load() {
    std::vector<Catalogue> all;
    for (const Language language : domain::kLanguages) {
        auto catalogue = Catalogue::load(language);
        if (!catalogue.ok()) return catalogue.error().in(domain::tag_of(language));
        all.push_back(std::move(catalogue).value());
    }
    return Catalogues(std::move(all));
}

bool is_right_to_left(Language language) {
    return uloc_isRightToLeft(domain::tag_of(language)) != 0;
}

}  // namespace sunbooth::app::i18n
