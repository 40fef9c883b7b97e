// SPDX-License-Identifier: Apache-2.0
// A line is cut into tokens: runs of ASCII letters and digits with the marks that hold them
// together, and everything else, character by character. A token's shape says what it is:
//
//   mask   = anything with * or •                 digits, and how many are covered
//   code   = letters with digits, or groups with "-"   spelt, group by group
//   time   = d{1,2} ":" dd     range = time|number "–" time|number     day = dddd-dd-dd
//   share  = number "%"        of = number "/" number                  decimal = d+ "." d+
//   number = up to six digits without a leading zero, commas taken out; other digits are dictated
#include "app/speech/spoken.h"

#include "app/speech/numbers.h"
#include "app/speech/polyphones.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>

namespace sunbooth::app::speech {
namespace {

constexpr std::size_t kNumberDigitsMax = 6;  ///< More are a code that somebody reads out.

/// Small words that numbers bring along.
struct Joints {
    const char *hour, *minute, *to, *of, *percent_before, *percent_after, *point, *pause;
    const char *covered_before, *covered_after;
};
const Joints& joints_of(Language language) {
    static constexpr Joints kZh{"点", "分", "到", "，共", "百分之", "", "点", "，", "隐藏", "位"};
    static constexpr Joints kEn{" ",        "",        " to ", " of ", "",
                                " percent", " point ", ", ",   "",     " hidden"};
    static constexpr Joints kUg{" دىن ",    " مىنۇت ", " دىن ", "، جەمئىي ", "",
                                " پىرسەنت", " پۈتۈن ", "، ",    "",          " خانە يوشۇرۇن"};
    switch (language) {
        case Language::Zh:
            return kZh;
        case Language::En:
            return kEn;
        case Language::Ug:
            return kUg;
    }
    return kEn;
}

bool all_digits(RuneView s) {
    return !s.empty() && std::all_of(s.begin(), s.end(), is_digit);
}
bool has(RuneView s, bool (*kind)(char32_t)) {
    return std::any_of(s.begin(), s.end(), kind);
}
std::uint64_t value_of(RuneView digits) {
    std::uint64_t value = 0;
    for (const char32_t c : digits) {
        if (is_digit(c)) value = value * 10 + (c - U'0');
    }
    return value;
}
bool is_alnum(char32_t c) {
    return is_digit(c) || is_letter(c) || is_mask(c);
}
/// Marks that hold a token together between two of its characters.
bool is_joint(char32_t c) {
    return c == '-' || c == '.' || c == ':' || c == ',' || c == '/' || c == U'–' || c == '\'';
}

/// Words under way: the piece of the voice that speaks, and the pieces before it.
class Speech {
public:
    explicit Speech(Language language) : language_(language), joints_(joints_of(language)) {}

    void token(RuneView token, char32_t next);
    void word(RuneView latin);
    /// Words that a hyphen or a stop joins.
    void words(RuneView joined);
    /// One character of a script, or a mark.
    void rune(char32_t c);
    void han(RuneView word, const char* pinyin);
    void pause() { put(joints_.pause); }
    void blank() { put(" "); }
    void put(std::string_view words) { piece(language_).append(words); }
    std::vector<Piece> take();

private:
    SecretText& piece(Language voice) {
        if (pieces_.empty() || pieces_.back().voice != voice) pieces_.push_back({voice, {}});
        return pieces_.back().words;
    }
    void number(RuneView digits, char32_t next);
    void digits(RuneView digits, char32_t next);
    void spell(RuneView token);
    void dictate(RuneView digits);
    void masked(RuneView token);
    void clock(RuneView time);
    bool pair(RuneView token, char32_t mark, const char* between);
    bool day(RuneView token);
    bool decimal(RuneView token, char32_t next);

    Language language_;
    const Joints& joints_;
    std::vector<Piece> pieces_;
};

std::vector<Piece> Speech::take() {
    std::erase_if(pieces_, [](const Piece& piece) {
        const Runes runes = runes_of(piece.words.view());
        return std::none_of(runes.begin(), runes.end(),
                            [](char32_t c) { return u_isalnum(static_cast<UChar32>(c)) != 0; });
    });
    return std::move(pieces_);
}

/// 2 before these is 两, but not in 第二步 and 二号窗口.
bool is_measure(char32_t c) {
    constexpr std::u32string_view kMeasures = U"件位个组次项天人种条张份趟字";
    return kMeasures.find(c) != std::u32string_view::npos;
}

void Speech::number(RuneView digits, char32_t next) {
    const std::uint64_t value = value_of(digits);
    if (language_ == Language::Zh && value == 2 && is_measure(next)) return put("两");
    append_number(piece(language_), value, language_);
    if (language_ == Language::Ug) blank();
}

/// Eleven digits as a mobile is told (3-4-4), an id card as it is printed (6-8-4), others in fours.
void Speech::dictate(RuneView digits) {
    constexpr std::array<std::size_t, 3> kMobile = {3, 4, 4}, kId = {6, 8, 4};
    std::size_t group = 0;
    std::size_t left = digits.size() == 11 ? kMobile[0] : digits.size() == 18 ? kId[0] : 4;
    for (std::size_t i = 0; i < digits.size(); ++i, --left) {
        if (left == 0 && digits.size() > 6) {
            pause();
            ++group;
            left = digits.size() == 11   ? kMobile[std::min<std::size_t>(group, 2)]
                   : digits.size() == 18 ? kId[std::min<std::size_t>(group, 2)]
                                         : 4;
        }
        append_digit(piece(language_), digits[i], language_, true);
    }
}

void Speech::digits(RuneView digits, char32_t next) {
    const bool year = digits.size() == 4 && next == U'年';
    // The hotlines of the state are dictated: 12345, 12388.
    const bool hotline = digits.size() == 5 && digits.starts_with(U"12");
    const bool leading_zero = digits.size() > 1 && digits.front() == '0';
    if (year) {
        for (const char32_t c : digits) append_digit(piece(language_), c, language_, false);
    } else if (hotline || leading_zero || digits.size() > kNumberDigitsMax) {
        dictate(digits);
    } else {
        number(digits, next);
    }
}

/// A code or a dictated number with marks between its groups.
void Speech::spell(RuneView token) {
    const bool dictated = !has(token, is_letter);
    bool begun = false;
    for (std::size_t i = 0; i < token.size(); ++i) {
        const char32_t c = token[i];
        if (is_digit(c)) {
            append_digit(piece(language_), c, language_, dictated);
        } else if (is_letter(c)) {
            append_letter(piece(language_), c, language_);
        } else if (begun) {
            pause();
        }
        begun = true;
    }
}

void Speech::masked(RuneView token) {
    for (std::size_t i = 0; i < token.size();) {
        if (!is_mask(token[i])) {
            spell(token.substr(i, 1));
            ++i;
            continue;
        }
        std::size_t end = i;
        while (end < token.size() && is_mask(token[end])) ++end;
        if (i > 0) pause();
        put(joints_.covered_before);
        append_number(piece(language_), end - i, language_);
        put(joints_.covered_after);
        if (end < token.size()) pause();
        i = end;
    }
}

void Speech::clock(RuneView time) {
    const std::size_t colon = time.find(':');
    const std::uint64_t minutes = value_of(time.substr(colon + 1));
    append_number(piece(language_), value_of(time.substr(0, colon)), language_);
    put(joints_.hour);
    if (minutes == 0 && language_ == Language::Zh) return;
    if (minutes == 0 && language_ == Language::En) return put("o'clock");
    if (minutes < 10 && language_ != Language::Ug) append_number(piece(language_), 0, language_);
    if (minutes < 10 && language_ == Language::En) blank();
    append_number(piece(language_), minutes, language_);
    put(joints_.minute);
}

bool is_clock(RuneView s) {
    const std::size_t colon = s.find(':');
    return (colon == 1 || colon == 2) && s.size() == colon + 3 && all_digits(s.substr(0, colon)) &&
           all_digits(s.substr(colon + 1));
}

bool Speech::pair(RuneView words, char32_t mark, const char* between) {
    const std::size_t at = words.find(mark);
    if (at == RuneView::npos) return false;
    const RuneView from = words.substr(0, at);
    const RuneView to = words.substr(at + 1);
    const auto known = [](RuneView side) { return is_clock(side) || all_digits(side); };
    if (!known(from) || !known(to)) return false;
    token(from, 0);
    put(between);
    token(to, 0);
    return true;
}

bool Speech::day(RuneView token) {
    if (token.size() != 10 || token[4] != '-' || token[7] != '-') return false;
    const RuneView year = token.substr(0, 4), month = token.substr(5, 2), date = token.substr(8);
    if (!all_digits(year) || !all_digits(month) || !all_digits(date)) return false;
    if (value_of(month) > 12 || value_of(date) > 31) return false;
    const bool zh = language_ == Language::Zh;
    for (const char32_t c : year) append_digit(piece(language_), c, language_, false);
    put(zh ? "年" : ", ");
    append_number(piece(language_), value_of(month), language_);
    put(zh ? "月" : ", ");
    append_number(piece(language_), value_of(date), language_);
    put(zh ? "日" : " ");
    return true;
}

bool Speech::decimal(RuneView token, char32_t next) {
    const std::size_t point = token.find('.');
    if (point == RuneView::npos || !all_digits(token.substr(point + 1))) return false;
    if (!all_digits(token.substr(0, point))) return false;
    number(token.substr(0, point), next);
    put(joints_.point);
    for (const char32_t c : token.substr(point + 1)) {
        append_digit(piece(language_), c, language_, false);
    }
    return true;
}

/// 9,412 and the like: commas before groups of three.
bool is_grouped(RuneView token) {
    const std::size_t first = token.find(',');
    if (first == RuneView::npos || first == 0 || first > 3) return false;
    for (std::size_t i = 0; i < token.size(); ++i) {
        const bool comma = i >= first && (i - first) % 4 == 0;
        if (comma ? token[i] != ',' : !is_digit(token[i])) return false;
    }
    return (token.size() - first) % 4 == 0;
}

void Speech::token(RuneView token, char32_t next) {
    if (has(token, is_mask)) return masked(token);
    if (next == '%') put(joints_.percent_before);
    if (all_digits(token)) {
        digits(token, next);
    } else if (is_clock(token)) {
        clock(token);
    } else if (is_grouped(token)) {
        number(token, next);
    } else if (!day(token) && !pair(token, U'–', joints_.to) && !pair(token, '/', joints_.of) &&
               !decimal(token, next)) {
        spell(token);
    }
    if (next == '%') put(joints_.percent_after);
}

void Speech::word(RuneView latin) {
    const bool capitals =
        std::all_of(latin.begin(), latin.end(), [](char32_t c) { return c >= 'A' && c <= 'Z'; });
    const bool article = latin == U"I" || latin == U"A" || latin == U"a";
    const bool spelt = latin.size() == 1 || (capitals && latin.size() <= 4);
    if (spelt && !(article && language_ == Language::En)) return spell(latin);
    for (const char32_t c : latin) append_rune(piece(Language::En), c);
}

void Speech::words(RuneView joined) {
    std::size_t from = 0;
    for (std::size_t i = 0; i <= joined.size(); ++i) {
        if (i < joined.size() && is_letter(joined[i])) continue;
        if (i > from) word(joined.substr(from, i - from));
        if (i < joined.size()) blank();
        from = i + 1;
    }
}

void Speech::han(RuneView word, const char* pinyin) {
    SecretText& said = piece(Language::Zh);
    if (*pinyin != '\0') {
        said.append(" ");
        said.append(pinyin);
        return said.append(" ");
    }
    for (const char32_t c : word) append_rune(said, c);
}

void Speech::rune(char32_t c) {
    constexpr std::u32string_view kPauses = U"·，、；：:;,（）()《》“”\"«»—\n|";
    constexpr std::u32string_view kStops = U"。！？.!?؟…";
    if (is_arabic(c)) return append_rune(piece(Language::Ug), c);
    const Language voice = pieces_.empty() ? language_ : pieces_.back().voice;
    if (c == U'،' || c == U'؛' || kPauses.find(c) != std::u32string_view::npos) {
        return piece(voice).append(joints_of(voice).pause);
    }
    if (kStops.find(c) != std::u32string_view::npos) {
        return piece(voice).append(voice == Language::Zh   ? "。"
                                   : c == '?' || c == U'؟' ? "? "
                                                           : ". ");
    }
    if (c == '/') return put(joints_.of);
    if (c == '\'') return append_rune(piece(voice), c);
    // Signs that nobody says part words, and so do blanks.
    piece(voice).append(" ");
}

/// A run of letters and digits with what holds it together.
std::size_t token_end(RuneView words, std::size_t at) {
    std::size_t end = at;
    while (end < words.size()) {
        const bool inner =
            is_joint(words[end]) && end + 1 < words.size() && is_alnum(words[end + 1]) && end > at;
        if (!is_alnum(words[end]) && !inner) break;
        ++end;
    }
    // A telephone keeps its blanks: "0710-355 0000", "138 0000 0017".
    const bool leads = end > at && (words[at] == '0' || words[at] == '1');
    while (leads && !has(words.substr(at, end - at), is_letter)) {
        const RuneView so_far = words.substr(at, end - at);
        const std::size_t last = so_far.find_last_of(U" -");
        const std::size_t tail = so_far.size() - (last == RuneView::npos ? 0 : last + 1);
        const RuneView more = words.substr(end);
        const bool four = more.size() >= 5 && more[0] == ' ' && all_digits(more.substr(1, 4)) &&
                          (more.size() == 5 || !is_alnum(more[5]));
        if (!four || tail < 3 || tail > 4) break;
        end += 5;
    }
    return end;
}

bool is_word(RuneView token) {
    return std::all_of(token.begin(), token.end(),
                       [](char32_t c) { return is_letter(c) || c == '\''; });
}

/// Words of letters that a hyphen or a stop joins: "first-time".
bool is_words(RuneView token) {
    return !has(token, is_digit) && !has(token, is_mask) &&
           has(token, [](char32_t c) { return c >= 'a' && c <= 'z'; });
}

}  // namespace

std::vector<Piece> spoken(std::string_view text, Language language) {
    const Runes runes = runes_of(text);
    const RuneView words = view_of(runes);
    Speech speech(language);
    for (std::size_t at = 0; at < words.size();) {
        const char32_t c = words[at];
        if (is_alnum(c)) {
            const std::size_t end = token_end(words, at);
            const RuneView token = words.substr(at, end - at);
            std::size_t after = end;
            while (after < words.size() && words[after] == ' ') ++after;
            const char32_t next = after < words.size() ? words[after] : 0;
            if (is_word(token)) {
                speech.word(token);
            } else if (is_words(token)) {
                speech.words(token);
            } else {
                speech.token(token, next);
            }
            at = next == '%' && all_digits(token.substr(0, 1)) ? after + 1 : end;
        } else if (is_han(c)) {
            const Polyphone found = polyphone_at(words.substr(at));
            const std::size_t length = std::max<std::size_t>(found.length, 1);
            speech.han(words.substr(at, length), found.pinyin);
            at += length;
        } else {
            speech.rune(c);
            ++at;
        }
    }
    return speech.take();
}

}  // namespace sunbooth::app::speech
