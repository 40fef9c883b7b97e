// SPDX-License-Identifier: Apache-2.0
#include "app/input_method/local_engines.h"

#include "app/input_method/handwriting/context.h"
#include "app/input_method/handwriting/recogniser.h"
#include "app/input_method/pinyin/builder.h"
#include "app/input_method/pinyin/followers.h"

#include <algorithm>
#include <utility>

namespace sunbooth::input_method {
namespace {

constexpr std::size_t kWordsMax = 30;  ///< Behind the sentences; three rows or four.
/// While one sound is typed: every character of it, down to those that only names have.
constexpr std::size_t kOfOneSoundMax = 800;
constexpr std::size_t kFollowMax = 24;    ///< Two rows or three.
constexpr std::size_t kOneSoundKeys = 6;  ///< zhuang

SecretText utf8_of(char32_t code) {
    char bytes[4];
    std::size_t size = 0;
    const auto put = [&](char32_t byte) { bytes[size++] = static_cast<char>(byte); };
    if (code < 0x80) {
        put(code);
    } else if (code < 0x800) {
        put(0xC0 | code >> 6U);
        put(0x80 | (code & 0x3FU));
    } else if (code < 0x10000) {
        put(0xE0 | code >> 12U);
        put(0x80 | (code >> 6U & 0x3FU));
        put(0x80 | (code & 0x3FU));
    } else {
        put(0xF0 | code >> 18U);
        put(0x80 | (code >> 12U & 0x3FU));
        put(0x80 | (code >> 6U & 0x3FU));
        put(0x80 | (code & 0x3FU));
    }
    SecretText text(std::string_view(bytes, size));
    wipe_memory(bytes, sizeof bytes);
    return text;
}

/// Takes back the keys that are no longer there and adds the others.
void catch_up(pinyin::Decoder& decoder, std::string_view keys) {
    while (!keys.starts_with(decoder.typed())) decoder.backspace();
    for (const char key : keys.substr(decoder.typed().size())) {
        if (!decoder.key(key)) return;
    }
}

}  // namespace

/// The recogniser with what it looks at. Never moved: the parts refer to each other.
struct LocalEngines::Hand {
    Hand(handwriting::Model known, handwriting::Context pairs)
        : model(std::move(known)),
          context(std::move(pairs)),
          prior(context),
          recogniser(model, handwriting::kInText) {}

    handwriting::Model model;
    handwriting::Context context;
    handwriting::PairPrior prior;
    handwriting::Recogniser recogniser;
};

/// The lists and a decoder for each kind of keys, which keeps the keys of one composition so that
/// the next one costs one column.
struct LocalEngines::Sounds {
    using Lists = std::vector<std::shared_ptr<const pinyin::Lexicon>>;
    Sounds(const Lists& lists, const pinyin::Fuzzy& fuzzy)
        : base(lists.front()),
          letters(lists, {.keys = pinyin::Keys::Letters, .fuzzy = fuzzy}),
          nine(lists, {.keys = pinyin::Keys::Nine, .fuzzy = fuzzy}) {}

    /// Names that cannot be read leave only themselves out.
    static std::unique_ptr<Sounds> make(const std::shared_ptr<const pinyin::Lexicon>& base,
                                        const std::vector<std::string>& names,
                                        const pinyin::Fuzzy& fuzzy) {
        Lists lists{base};
        if (names.empty()) return std::make_unique<Sounds>(lists, fuzzy);
        const auto own = pinyin::hall_list(*base, names);
        if (own.ok() && !own.value()->words().empty()) lists.push_back(own.value());
        return std::make_unique<Sounds>(lists, fuzzy);
    }

    /// Made when somebody turns to sounds: it takes some 20 ms.
    const pinyin::Followers& followers(const std::vector<std::string>& names) {
        if (!next) {
            next = std::make_unique<pinyin::Followers>(base);
            next->know(names);
        }
        return *next;
    }

    std::shared_ptr<const pinyin::Lexicon> base;
    pinyin::Decoder letters, nine;
    std::unique_ptr<pinyin::Followers> next;
};

LocalEngines::LocalEngines(std::filesystem::path folder, pinyin::Fuzzy fuzzy)
    : folder_(std::move(folder)), fuzzy_(fuzzy) {}
LocalEngines::~LocalEngines() = default;

bool LocalEngines::offers(Method method) {
    switch (method) {
        case Method::Keys:
            return true;
        case Method::Hand:
            return reads_ink();
        case Method::Pinyin:
        case Method::Nine:
            return reads_sounds();
    }
    return false;
}

bool LocalEngines::reads_ink() {
    if (std::exchange(tried_hand_, true)) return hand_ != nullptr;
    const std::filesystem::path data = folder_ / "handwriting";
    auto model = handwriting::load_model((data / "handwriting.model").string());
    auto context = handwriting::load_context((data / "handwriting.context").string());
    if (!model.ok()) return false;
    // Without the pairs characters are still read, by their shape and how common they are.
    hand_ =
        std::make_unique<Hand>(std::move(model).value(),
                               context.ok() ? std::move(context).value() : handwriting::Context{});
    return true;
}

Candidates LocalEngines::read_ink(const Ink& ink, float pad_mm, std::string_view before) {
    Candidates read;
    if (!reads_ink()) return read;
    const handwriting::Prior* prior = hand_->context.singles.empty() ? nullptr : &hand_->prior;
    for (const handwriting::Candidate& one : hand_->recogniser.read(ink, pad_mm, prior, before)) {
        read.push_back({utf8_of(one.code), 0});
    }
    return read;
}

bool LocalEngines::reads_sounds() {
    if (std::exchange(tried_sounds_, true)) return sounds_ != nullptr;
    auto list = pinyin::Lexicon::open((folder_ / "pinyin" / "pinyin.lexicon").string());
    if (list.ok()) sounds_ = Sounds::make(list.value(), names_, fuzzy_);
    return sounds_ != nullptr;
}

Candidates LocalEngines::read_keys(Method method, std::string_view keys) {
    Candidates read;
    if (!reads_sounds()) return read;
    pinyin::Decoder& decoder = method == Method::Nine ? sounds_->nine : sounds_->letters;
    catch_up(decoder, keys);
    std::vector<pinyin::Candidate> all =
        decoder.readings(keys.size() > kOneSoundKeys ? kWordsMax : kOfOneSoundMax);
    read.reserve(all.size());
    for (pinyin::Candidate& one : all) read.push_back({std::move(one.text), one.keys});
    if (!read.empty() && method == Method::Pinyin) read.front().sounds = decoder.syllables();
    return read;
}

Candidates LocalEngines::follow(std::string_view before) {
    Candidates next;
    if (!reads_sounds()) return next;
    for (SecretText& text : sounds_->followers(names_).after(before, kFollowMax)) {
        next.push_back({std::move(text), 0});
    }
    return next;
}

void LocalEngines::know(const std::vector<std::string>& names) {
    if (names == names_) return;
    names_ = names;
    if (sounds_) sounds_ = Sounds::make(sounds_->base, names_, fuzzy_);
}

void LocalEngines::begin(Method method) {
    if ((method != Method::Pinyin && method != Method::Nine) || !reads_sounds()) return;
    sounds_->base->wake();
    sounds_->followers(names_);
}

void LocalEngines::wipe() {
    if (!sounds_) return;
    sounds_->base->rest();
    sounds_->letters.wipe();
    sounds_->nine.wipe();
}

}  // namespace sunbooth::input_method
