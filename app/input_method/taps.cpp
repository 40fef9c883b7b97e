// SPDX-License-Identifier: Apache-2.0
#include "app/input_method/taps.h"

#include <array>
#include <vector>

namespace sunbooth::input_method {
namespace {

using Table = std::array<std::vector<std::string_view>, 10>;

const Table& table_of(Alphabet alphabet) {
    static const Table latin = {{{" ", "0"},
                                 {".", ",", "?", "!", "'", "-", "1"},
                                 {"a", "b", "c", "2"},
                                 {"d", "e", "f", "3"},
                                 {"g", "h", "i", "4"},
                                 {"j", "k", "l", "5"},
                                 {"m", "n", "o", "6"},
                                 {"p", "q", "r", "s", "7"},
                                 {"t", "u", "v", "8"},
                                 {"w", "x", "y", "z", "9"}}};
    static const Table capitals = {{{" ", "0"},
                                    {".", ",", "?", "!", "'", "-", "1"},
                                    {"A", "B", "C", "2"},
                                    {"D", "E", "F", "3"},
                                    {"G", "H", "I", "4"},
                                    {"J", "K", "L", "5"},
                                    {"M", "N", "O", "6"},
                                    {"P", "Q", "R", "S", "7"},
                                    {"T", "U", "V", "8"},
                                    {"W", "X", "Y", "Z", "9"}}};
    static const Table uyghur = {{{" ", "0"},
                                  {"ئ", ".", "،", "؟", "!", "-", "1"},
                                  {"ا", "ە", "ب", "پ", "2"},
                                  {"ت", "ج", "چ", "خ", "3"},
                                  {"د", "ر", "ز", "ژ", "4"},
                                  {"س", "ش", "غ", "ف", "5"},
                                  {"ق", "ك", "گ", "ڭ", "6"},
                                  {"ل", "م", "ن", "ھ", "7"},
                                  {"و", "ۇ", "ۆ", "ۈ", "8"},
                                  {"ۋ", "ې", "ى", "ي", "9"}}};
    switch (alphabet) {
        case Alphabet::Latin:
            return latin;
        case Alphabet::Capitals:
            return capitals;
        case Alphabet::Uyghur:
            return uyghur;
    }
    return latin;
}

}  // namespace

std::span<const std::string_view> letters_on(Alphabet alphabet, char digit) {
    if (digit < '0' || digit > '9') return {};
    return table_of(alphabet)[static_cast<std::size_t>(digit - '0')];
}

}  // namespace sunbooth::input_method
