// SPDX-License-Identifier: Apache-2.0
#include "app/input_method/hemze.h"

#include <algorithm>
#include <array>

namespace sunbooth::input_method {
namespace {

constexpr std::array<std::string_view, 8> kVowels = {"ا", "ە", "ې", "ى", "و", "ۇ", "ۆ", "ۈ"};
constexpr std::array<std::string_view, 24> kConsonants = {"ب", "پ", "ت", "ج", "چ", "خ", "د", "ر",
                                                          "ز", "ژ", "س", "ش", "غ", "ف", "ق", "ك",
                                                          "گ", "ڭ", "ل", "م", "ن", "ھ", "ۋ", "ي"};

bool ends_with_any(std::string_view before, const auto& letters) {
    return std::ranges::any_of(letters,
                               [&](std::string_view one) { return before.ends_with(one); });
}

}  // namespace

bool takes_hemze(std::string_view before, std::string_view letter) {
    if (std::ranges::find(kVowels, letter) == kVowels.end()) return false;
    return !before.ends_with(kHemze) && !ends_with_any(before, kConsonants);
}

}  // namespace sunbooth::input_method
