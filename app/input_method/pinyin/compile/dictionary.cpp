// SPDX-License-Identifier: Apache-2.0
#include "app/input_method/pinyin/compile/dictionary.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <unordered_map>

namespace sunbooth::pinyin {

namespace {

constexpr float kNatsOfTenth = 2.302585F;
// Words that the model has not met are counted by the other list's weight and made rarer by this,
// so that they do not beat two words that the model knows. Chosen on the development set.
constexpr float kUnmetCost = 5.0F;
constexpr float kReadingMax = 9.0F;

struct Line {
    std::string text, sounds;  ///< Sounds between blanks.
    double weight = 0;
};

std::vector<Line> read_rime(const std::string& path) {
    std::ifstream file(path);
    std::vector<Line> lines;
    bool body = false;
    for (std::string raw; std::getline(file, raw);) {
        const auto parts = split(raw, '\t');
        if (body && parts.size() >= 2)
            lines.push_back({parts[0], parts[1],
                             parts.size() > 2 ? std::strtod(parts[2].c_str(), nullptr) : 0});
        body = body || raw == "...";
    }
    if (lines.size() < 1000) fail(path + " is not the word list");
    return lines;
}

std::vector<Line> read_libime(const std::string& path) {
    std::ifstream file(path);
    std::vector<Line> lines;
    for (std::string raw; std::getline(file, raw);) {
        auto parts = split(raw);
        if (parts.size() != 3) continue;
        std::string sounds;
        for (std::string& sound : split(parts[1], '\'')) {
            if (sound == "lve" || sound == "nve") sound[1] = 'u';  // As the other list writes it.
            sounds += (sounds.empty() ? "" : " ") + sound;
        }
        lines.push_back({parts[0], sounds, std::strtod(parts[2].c_str(), nullptr)});
    }
    if (lines.size() < 1000) fail(path + " is not a dictionary");
    return lines;
}

/// Numbers of the syllables, or none when one of them is unknown.
std::vector<std::uint16_t> numbers(const Source& source, const std::string& sounds) {
    std::vector<std::uint16_t> all;
    for (const std::string& sound : split(sounds)) {
        const auto at = std::lower_bound(source.syllables.begin(), source.syllables.end(), sound);
        if (at == source.syllables.end() || *at != sound) return {};
        all.push_back(static_cast<std::uint16_t>(at - source.syllables.begin()));
    }
    return all;
}

/// How common each text and each reading of it is in the first list.
struct Weights {
    std::unordered_map<std::string, double> text, reading;
    double total = 0;

    explicit Weights(const std::vector<Line>& lines) {
        for (const Line& line : lines) {
            text[line.text] += line.weight + 0.5;
            reading[line.text + ' ' + line.sounds] += line.weight + 0.5;
            total += line.weight + 0.5;
        }
    }
    /// Nats by which this reading of the text is rarer than the text.
    float rarer(const Line& line) const {
        const auto found = reading.find(line.text + ' ' + line.sounds);
        if (found == reading.end()) return 0;
        const double share = found->second / text.at(line.text);
        return std::min(kReadingMax, static_cast<float>(-std::log(share)));
    }
};

}  // namespace

void fail(const std::string& why) {
    std::fprintf(stderr, "pinyin-compile: %s\n", why.c_str());
    std::exit(1);
}

std::vector<std::string> split(const std::string& text, char mark) {
    std::vector<std::string> parts;
    std::istringstream in(text);
    for (std::string part; std::getline(in, part, mark);)
        if (!part.empty()) parts.push_back(std::move(part));
    return parts;
}

Source read_dictionaries(const std::string& rime, const std::string& libime,
                         const ModelFile& model) {
    const auto first = read_rime(rime);
    const auto second = read_libime(libime);
    const Weights weights(first);
    std::unordered_map<std::string, float> known;
    for (std::size_t i = 1; i < model.words.size(); ++i) known[model.words[i]] = model.cost[i];
    Source source;
    for (const Line& line : first)
        for (std::string& sound : split(line.sounds)) source.syllables.push_back(std::move(sound));
    std::sort(source.syllables.begin(), source.syllables.end());
    source.syllables.erase(std::unique(source.syllables.begin(), source.syllables.end()),
                           source.syllables.end());
    const auto add = [&](const Line& line, float cost, float reading) {
        auto sounds = numbers(source, line.sounds);
        if (!sounds.empty())
            source.entries.push_back({line.text, std::move(sounds), cost + reading, reading});
    };
    std::map<std::pair<std::string, std::string>, bool> read;
    for (const Line& line : second) {
        const auto cost = known.find(line.text);
        if (cost == known.end()) continue;
        read[{line.text, line.sounds}] = true;
        const float told = -static_cast<float>(line.weight) * kNatsOfTenth;
        add(line, cost->second, std::max(told, weights.rarer(line)));
    }
    for (const Line& line : first) {
        if (read.contains({line.text, line.sounds})) continue;
        const auto cost = known.find(line.text);
        if (cost != known.end()) {
            add(line, cost->second, std::max(1.0F, weights.rarer(line)));
            continue;
        }
        const double share = weights.text.at(line.text) / weights.total;
        add(line, static_cast<float>(-std::log(share)) + kUnmetCost, weights.rarer(line));
    }
    return source;
}

void add_hall_words(Source& source, const std::string& path) {
    const auto base = Lexicon::from_bytes(build(source));
    if (!base.ok()) fail(base.error().line());
    const Reader reader(*base.value());
    std::ifstream file(path);
    if (!file) fail("cannot read " + path);
    for (std::string raw; std::getline(file, raw);) {
        const auto parts = split(raw);
        if (parts.empty() || parts[0].starts_with('#')) continue;
        if (parts[0] != "words") fail(path + ": unknown line " + parts[0]);
        for (std::size_t i = 2; i < parts.size(); ++i) {
            auto sounds = reader.read(parts[i]);
            if (sounds.empty()) fail(path + ": cannot read " + parts[i]);
            source.entries.push_back({parts[i], std::move(sounds), std::stof(parts[1]), 0});
        }
    }
}

}  // namespace sunbooth::pinyin
