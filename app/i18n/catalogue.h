// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/i18n/formats.h"
#include "sync/base/result.h"

#include <array>
#include <initializer_list>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace sunbooth::app::i18n {

/// Names one text of the catalogues: "home.title". Written "home.title"_key, so that a test finds
/// every key that the sources use and no bare literal reaches the screen by accident.
struct Key {
    std::string_view name;
};
namespace literals {
constexpr Key operator""_key(const char* name, std::size_t size) {
    return {{name, size}};
}
}  // namespace literals

/// A value for one placeholder. Numbers are set in the way of the language ("9,412").
struct Arg {
    std::string_view name;
    std::variant<std::string, std::int64_t> value;
};
using Args = std::initializer_list<Arg>;

/// The words of one language: key -> pattern of ICU MessageFormat. Every value that is put into a
/// pattern is wrapped in FSI … PDI when the file is loaded, so that codes, numbers and names keep
/// their own direction whatever stands around them (UAX #9). Immutable; UI thread.
class Catalogue {
public:
    /// The catalogue that is built into the program.
    static Result<Catalogue> load(Language language);
    /// Reads a TOML file: tables are pages, keys are elements, values are patterns.
    /// @return InvalidInput whose field is the key that cannot be read.
    static Result<Catalogue> parse(Language language, std::string_view toml);

    Language language() const { return formats_->language(); }
    const Formats& formats() const { return *formats_; }

    /// The text in this language. A key that is in no catalogue is shown as itself; a test sees to
    /// it that there is none.
    std::string tr(Key key, Args args = {}) const;

    /// A text of this language, made ready to be put into another one. A value that consists of
    /// isolated values alone ("Monday – Friday") has no letter of its own by which the bidi
    /// algorithm could find its direction, and would run from left to right in Uyghur too.
    std::string as_value(std::string text) const;

    // For the checks over the catalogues.
    std::vector<std::string> keys() const;
    std::string pattern(std::string_view key) const;  ///< As written, without isolates.
    std::vector<std::string> placeholders(std::string_view key) const;  ///< Sorted, each once.

private:
    struct Texts;
    Catalogue(std::shared_ptr<const Formats> formats, std::shared_ptr<const Texts> texts)
        : formats_(std::move(formats)), texts_(std::move(texts)) {}

    std::shared_ptr<const Formats> formats_;
    std::shared_ptr<const Texts> texts_;
};

/// One catalogue a language; switching language is choosing another.
class Catalogues {
public:
    static Result<Catalogues> load();
    const Catalogue& of(Language language) const {
        return all_[static_cast<std::size_t>(language)];
    }

private:
    explicit Catalogues(std::vector<Catalogue> all) : all_(std::move(all)) {}
    std::vector<Catalogue> all_;
};

/// Whether the page is laid out from right to left.
bool is_right_to_left(Language language);

}  // namespace sunbooth::app::i18n
