// SPDX-License-Identifier: Apache-2.0
#include "app/input_method/handwriting/train/source.h"

#include <boost/json.hpp>
#include <unicode/translit.h>
#include <unicode/ucnv.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <memory>
#include <set>
#include <string_view>

namespace sunbooth::handwriting::train {

namespace {

namespace json = boost::json;

/// Below this weight a character beyond GB 2312 is in the word list by chance.
constexpr double kWeightMin = 20;

/// Given names are full of these; the rule below would leave some out as traditional or too rare.
constexpr std::u32string_view kNames =
    U"昇彣玥喆堃祎珮瑄烜翀旻旸晞昉昕昶暐湉淏浠濛滢溁炘煊焜犇玎玗玙玘珅珉珣珩珺琎琤琬琰瑀瑗瑭璟瓒甡"
    U"畯"
    U"禛竑筠缊翊翾翛芃莛蓁蘅袆鄢锟镕锴頔颢飏韫垚淼焱湦媖婳嫄嬛姮妍婧翯骉羴鱻麤燊焯堉塬峣崟嵘岚栩桢"
    U"棪楠樾沄沅洳涵淯渟漪澍澔澂瀚灏";

/// The bytes of the EUC form say whether and where a character stands in GB 2312: rows 16 to 87.
bool in_gb2312(char32_t code, UConverter& converter) {
    const icu::UnicodeString text(static_cast<UChar32>(code));
    char bytes[8];
    UErrorCode error = U_ZERO_ERROR;
    ucnv_reset(&converter);
    const int length =
        ucnv_fromUChars(&converter, bytes, sizeof(bytes), text.getBuffer(), text.length(), &error);
    const auto row = static_cast<unsigned char>(bytes[0]);
    return U_SUCCESS(error) && length == 2 && row >= 0xB0 && row <= 0xF7;
}

/// GB 2312 and the characters beyond it; the second only where the data has them.
struct Wanted {
    std::set<char32_t> needed;
    std::set<char32_t> more;
};

Result<Wanted> wanted_characters(const Usage& usage) {
    UErrorCode error = U_ZERO_ERROR;
    const std::unique_ptr<UConverter, decltype(&ucnv_close)> converter(ucnv_open("GB2312", &error),
                                                                       &ucnv_close);
    const std::unique_ptr<icu::Transliterator> simplify(
        icu::Transliterator::createInstance("Traditional-Simplified", UTRANS_FORWARD, error));
    if (U_FAILURE(error)) return Error{ErrorCode::Internal, u_errorName(error), {}};
    // A character that ICU cannot map must not come back as a substitute.
    ucnv_setFromUCallBack(converter.get(), UCNV_FROM_U_CALLBACK_STOP, nullptr, nullptr, nullptr,
                          &error);
    Wanted wanted;
    for (char32_t code = 0x4E00; code <= 0x9FFF; ++code) {
        if (in_gb2312(code, *converter)) {
            wanted.needed.insert(code);
            continue;
        }
        const auto used = usage.characters.find(code);
        if (used == usage.characters.end() || used->second < kWeightMin) continue;
        const icu::UnicodeString as_is(static_cast<UChar32>(code));
        icu::UnicodeString simplified = as_is;
        simplify->transliterate(simplified);
        if (simplified == as_is) wanted.more.insert(code);
    }
    for (const char32_t code : kNames) {
        if (!wanted.needed.contains(code)) wanted.more.insert(code);
    }
    return wanted;
}

/// The data's square runs from 0 to 1024 and, upwards, from -124 to 900.
Glyph glyph_from(const json::value& value) {
    Glyph glyph;
    for (const json::value& median : value.at("medians").as_array()) {
        Stroke stroke;
        for (const json::value& point : median.as_array()) {
            stroke.push_back({point.at(0).to_number<double>() / 1024,
                              (900 - point.at(1).to_number<double>()) / 1024});
        }
        if (!stroke.empty()) glyph.push_back(std::move(stroke));
    }
    return glyph;
}

std::string read_text(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

std::string to_utf8(char32_t code) {
    std::string utf8;
    icu::UnicodeString(static_cast<UChar32>(code)).toUTF8String(utf8);
    return utf8;
}

std::u32string to_characters(const std::string& utf8) {
    const icu::UnicodeString text = icu::UnicodeString::fromUTF8(utf8);
    std::u32string characters;
    for (int at = 0; at < text.length(); at = text.moveIndex32(at, 1)) {
        characters.push_back(static_cast<char32_t>(text.char32At(at)));
    }
    return characters;
}

Result<Usage> read_usage(const std::string& path) {
    std::ifstream file(path);
    if (!file) return Error{ErrorCode::Io, "cannot read the word list " + path, {}};
    Usage usage;
    std::string line;
    while (std::getline(file, line) && line != "...") {
    }
    while (std::getline(file, line)) {
        const std::size_t first = line.find('\t');
        const std::size_t last = line.rfind('\t');
        if (first == std::string::npos || last == first) continue;
        const double weight = std::strtod(line.c_str() + last + 1, nullptr);
        const std::u32string word = to_characters(line.substr(0, first));
        for (std::size_t i = 0; i < word.size(); ++i) {
            usage.characters[word[i]] += weight;
            if (i > 0) usage.pairs[{word[i - 1], word[i]}] += weight;
        }
    }
    if (usage.characters.empty()) return Error{ErrorCode::Corrupt, "no words in " + path, {}};
    return usage;
}

Result<std::vector<Template>> read_templates(const std::string& folder, const Usage& usage) {
    const Result<Wanted> wanted = wanted_characters(usage);
    if (!wanted.ok()) return wanted.error();
    std::vector<Template> templates = own_templates();
    const auto take = [&](char32_t code) {
        const std::string text = read_text(folder + "/" + to_utf8(code) + ".json");
        if (text.empty()) return false;
        templates.push_back({code, glyph_from(json::parse(text))});
        return !templates.back().glyph.empty();
    };
    try {
        for (const char32_t code : wanted.value().needed) {
            if (!take(code)) {
                return Error{ErrorCode::Io,
                             to_utf8(code) + " is not in " + folder +
                                 "; are the npm packages of the trainer installed?",
                             {}};
            }
        }
        for (const char32_t code : wanted.value().more) take(code);
    } catch (const std::exception& problem) {
        return Error{ErrorCode::Corrupt, problem.what(), {}};
    }
    std::stable_sort(templates.begin(), templates.end(),
                     [](const Template& a, const Template& b) { return a.code < b.code; });
    return templates;
}

std::uint8_t rarity_from(double share) {
    return static_cast<std::uint8_t>(
        std::lround(std::clamp(-8 * std::log(share + 1e-12), 0., 255.)));
}

Context context_of(const Usage& usage) {
    const auto fits = [](char32_t code) { return code <= 0xFFFF; };
    double total = 0;
    std::map<char32_t, double> after;
    for (const auto& [code, weight] : usage.characters) total += weight;
    for (const auto& [pair, weight] : usage.pairs) after[pair.first] += weight;
    Context context;
    for (const auto& [code, weight] : usage.characters) {
        if (!fits(code) || weight <= 0) continue;
        context.singles.push_back({static_cast<std::uint16_t>(code), rarity_from(weight / total)});
    }
    for (const auto& [pair, weight] : usage.pairs) {
        if (!fits(pair.first) || !fits(pair.second) || weight <= 0) continue;
        context.pairs.push_back({static_cast<std::uint16_t>(pair.first),
                                 static_cast<std::uint16_t>(pair.second),
                                 rarity_from(weight / after[pair.first])});
    }
    return context;
}

}  // namespace sunbooth::handwriting::train
