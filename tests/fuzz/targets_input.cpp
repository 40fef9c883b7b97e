// SPDX-License-Identifier: Apache-2.0
// What reads writing: keys over a word list, ink over a model. Both data files are the product's
// own, so a checksum keeps damaged ones out; here it is made right, so that what lies behind it is
// met.
#include "app/input_method/handwriting/recogniser.h"
#include "app/input_method/pinyin/builder.h"
#include "app/input_method/pinyin/decoder.h"
#include "tests/fuzz/targets.h"

#include <algorithm>
#include <cstring>

namespace sunbooth::fuzz {
namespace {

/// Two parts of an input, the length of the first one in front.
struct Parts {
    ByteView hand, file;
};
Parts parts_of(ByteView input) {
    if (input.size() < 2) return {{}, input};
    const std::size_t told = static_cast<std::size_t>(input[0]) << 8U | input[1];
    const std::size_t size = std::min(told, input.size() - 2);
    return {input.subspan(2, size), input.subspan(2 + size)};
}
Bytes joined(ByteView hand, ByteView file) {
    Bytes all{static_cast<std::uint8_t>(hand.size() >> 8U), static_cast<std::uint8_t>(hand.size())};
    all.insert(all.end(), hand.begin(), hand.end());
    all.insert(all.end(), file.begin(), file.end());
    return all;
}

/// A few syllables and words with pairs, twos and threes.
std::string small_list() {
    pinyin::Source source;
    source.syllables = {"chuang", "kou", "mei", "ren", "xi", "xian"};
    const std::pair<const char*, std::vector<std::uint16_t>> words[] = {
        {"窗口", {0, 1}}, {"没人", {2, 3}}, {"口", {1}}, {"先", {5}}, {"西", {4}}, {"没", {2}}};
    std::uint32_t number = 0;
    for (const auto& [text, sounds] : words) {
        source.entries.push_back({text, sounds, 5.0F + static_cast<float>(number), 0});
        source.language.numbers[text] = ++number;
    }
    source.language.away.assign(number + 1, 0.25F);
    source.language.end.assign(number + 1, 1);
    source.language.pairs.resize(number + 1);
    source.language.pairs[1] = {{2, 1.5F}};
    source.language.twos = {{1, 2, 0.5F}};
    source.language.threes = {{1, 2, 3, 1}};
    return pinyin::build(source);
}

/// A word list whose sums are right, and keys typed over it.
void read_keys(ByteView input) {
    const Parts parts = parts_of(input);
    std::string file(as_text(parts.file));
    if (file.size() >= sizeof(pinyin::Header)) {
        pinyin::Header head{};
        std::memcpy(&head, file.data(), sizeof head);
        std::memcpy(head.magic, "SBPINYIN", sizeof head.magic);
        head.version = pinyin::kFormatVersion;
        head.bytes = static_cast<std::uint32_t>(file.size());
        head.checksum = pinyin::checksum(std::string_view(file).substr(sizeof head));
        std::memcpy(file.data(), &head, sizeof head);
    }
    const auto list = pinyin::Lexicon::from_bytes(std::move(file));
    if (!list.ok()) return;
    const bool nine = !parts.hand.empty() && parts.hand[0] == '9';
    pinyin::Decoder decoder({list.value()},
                            {.keys = nine ? pinyin::Keys::Nine : pinyin::Keys::Letters});
    constexpr std::size_t kTyped = 16;
    for (const std::uint8_t byte : parts.hand.first(std::min(kTyped, parts.hand.size()))) {
        if (byte == '\b') decoder.backspace();
        if (byte == '\n' && !decoder.typed().empty()) decoder.drop(1);
        (void)decoder.key(static_cast<char>(byte));
    }
    (void)decoder.readings(20);
}

/// The front of a model that projects onto the first numbers of the features.
handwriting::Model bare_model() {
    handwriting::Model model;
    model.step = 0.05F;
    model.projection_scale = 0.001F;
    model.projection.assign(handwriting::kDims * handwriting::kFeatures, 0);
    for (std::size_t i = 0; i < handwriting::kDims; ++i) {
        model.projection[i * handwriting::kFeatures + i] = 1000;
    }
    model.offset.assign(handwriting::kDims, 0);
    model.outlines_at = {0};
    return model;
}

constexpr std::size_t kHead = 4 + 2 + 8 + 4;  // Magic, version and checksum, number of classes.

/// Classes as they stand at the end of a model's file.
Bytes classes() {
    handwriting::Model model = bare_model();
    const std::size_t bare = handwriting::write_model(model).size();
    for (const char32_t code : U"一口人") {
        if (code == 0) break;
        model.codes.push_back(code);
        model.rarities.push_back(20);
        model.sizes.push_back(200);
        model.means.insert(model.means.end(), handwriting::kDims, 1);
        const Bytes outline{2, 2, 50, 100, 200, 100, 1, 60, 60};
        model.outlines.insert(model.outlines.end(), outline.begin(), outline.end());
        model.outlines_at.push_back(static_cast<std::uint32_t>(model.outlines.size()));
    }
    Bytes file = handwriting::write_model(model);
    Bytes made{static_cast<std::uint8_t>(model.classes())};
    made.insert(made.end(), file.begin() + static_cast<std::ptrdiff_t>(bare), file.end());
    return made;
}

/// A model with classes of the input, its sums right.
Bytes model_of(ByteView file) {
    static const Bytes front = handwriting::write_model(bare_model());
    Bytes bytes = front;
    const ByteView told = file.empty() ? file : file.subspan(1);
    bytes.insert(bytes.end(), told.begin(), told.end());
    bytes[kHead - 1] = file.empty() ? 0 : file[0];
    std::uint64_t sum = handwriting::checksum_of(ByteView(bytes).subspan(kHead - 4));
    for (std::size_t i = kHead - 4; i-- > 6; sum >>= 8U) bytes[i] = static_cast<std::uint8_t>(sum);
    return bytes;
}

/// Whatever a glass may report, numbers that are none among them.
void write_ink(ByteView hand, handwriting::Ink& ink) {
    constexpr std::size_t kStep = 1 + 2 * sizeof(float);
    for (; hand.size() >= kStep; hand = hand.subspan(kStep)) {
        handwriting::InkPoint at;
        std::memcpy(&at.x, hand.data() + 1, sizeof at.x);
        std::memcpy(&at.y, hand.data() + 1 + sizeof at.x, sizeof at.y);
        switch (hand[0] % 8) {
            case 0:
                ink.pen_down(at);
                break;
            case 1:
                ink.undo_stroke();
                break;
            default:
                ink.pen_move(at);
        }
    }
}

Bytes some_ink() {
    Bytes bytes;
    const auto put = [&bytes](std::uint8_t kind, float x, float y) {
        std::uint8_t raw[2 * sizeof(float)];
        std::memcpy(raw, &x, sizeof x);
        std::memcpy(raw + sizeof x, &y, sizeof y);
        bytes.push_back(kind);
        bytes.insert(bytes.end(), std::begin(raw), std::end(raw));
    };
    put(0, 10, 20);
    for (int i = 1; i < 9; ++i) put(2, 10 + 8 * static_cast<float>(i), 20);
    put(0, 50, 10);
    for (int i = 1; i < 9; ++i) put(2, 50, 10 + 9 * static_cast<float>(i));
    return bytes;
}

void read_ink(ByteView input) {
    const Parts parts = parts_of(input);
    const auto model = handwriting::read_model(model_of(parts.file));
    if (!model.ok()) return;
    handwriting::Ink ink;
    write_ink(parts.hand, ink);
    handwriting::Recogniser recogniser(model.value(), handwriting::kInText);
    (void)recogniser.read(ink, 118);
}

}  // namespace

std::vector<Target> input_targets() {
    const std::string list = small_list();
    const ByteView file(reinterpret_cast<const std::uint8_t*>(list.data()), list.size());
    std::vector<Bytes> keys;
    for (const char* typed : {"chuangkoumeiren", "ckmr", "xi'an\bn\nx", "9248264568634736"}) {
        keys.push_back(joined(as_bytes(typed), file));
    }
    return {
        {"keys", read_keys, std::move(keys), 3'000},
        {"ink", read_ink, {joined(some_ink(), classes())}, 8'000},
    };
}

}  // namespace sunbooth::fuzz
