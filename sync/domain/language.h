// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace sunbooth::domain {

/// The languages of the kiosk, in the order of the language keys.
enum class Language { Zh, En, Ug };
inline constexpr std::array kLanguages = {Language::Zh, Language::En, Language::Ug};

const char* tag_of(Language language);  ///< "zh-CN", "en", "ug"
std::optional<Language> language_of(std::string_view tag);

/// A text in each language. zh is always there; a missing one falls back to zh.
struct LocalText {
    std::string zh, en, ug;
    const std::string& in(Language language) const;
    bool operator==(const LocalText&) const = default;
};

}  // namespace sunbooth::domain
