// SPDX-License-Identifier: Apache-2.0
#include "tests/app/input_method/handwriting/hand.h"

#include "app/input_method/handwriting/model.h"
#include "tests/where.h"

#include <boost/json.hpp>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>
#include <numbers>
#include <random>
#include <sstream>

namespace sunbooth::handwriting {

namespace {

constexpr double kPad = 600;

/// The standard's engine, and draws of our own: the same on every machine.
class Draw {
public:
    explicit Draw(std::uint64_t seed) : engine_(seed) { engine_.discard(16); }
    double uniform(double low, double high) {
        return low + (high - low) * static_cast<double>(engine_() >> 11U) * 0x1p-53;
    }
    double normal(double sigma) {
        const double radius = std::sqrt(-2 * std::log(uniform(1e-12, 1)));
        return sigma * radius * std::cos(uniform(0, 2 * std::numbers::pi));
    }
    std::size_t below(std::size_t count) { return engine_() % count; }

private:
    std::mt19937_64 engine_;
};

struct Wave {
    double across, down, phase;
    double at(double x, double y) const {
        return std::sin(2 * std::numbers::pi * (across * x + down * y) + phase);
    }
};

Wave wave(Draw& draw) {
    return {draw.uniform(-0.8, 0.8), draw.uniform(-0.8, 0.8),
            draw.uniform(0, 2 * std::numbers::pi)};
}

Glyph densely(const Glyph& glyph) {
    Glyph dense;
    for (const auto& stroke : glyph) {
        dense.push_back({stroke.front()});
        for (std::size_t i = 1; i < stroke.size(); ++i) {
            const InkPoint a = stroke[i - 1];
            const InkPoint b = stroke[i];
            const int parts =
                std::max(1, static_cast<int>(std::hypot(b.x - a.x, b.y - a.y) / 0.03F));
            for (int p = 1; p <= parts; ++p) {
                const float t = static_cast<float>(p) / static_cast<float>(parts);
                dense.back().push_back({a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t});
            }
        }
    }
    return dense;
}

void distort(Glyph& glyph, double strength, Draw& draw) {
    const double turn = draw.uniform(-8, 8) * std::numbers::pi / 180 * strength;
    const double shear = draw.uniform(-0.15, 0.15) * strength;
    const double aspect = std::exp(draw.uniform(std::log(0.8), std::log(1.25)) * strength / 2);
    const Wave wave_x = wave(draw);
    const Wave wave_y = wave(draw);
    for (auto& stroke : glyph) {
        const double shift_x = draw.normal(0.03 * strength);
        const double shift_y = draw.normal(0.03 * strength);
        for (InkPoint& point : stroke) {
            double x = static_cast<double>(point.x) + shift_x + draw.normal(0.015 * strength);
            double y = static_cast<double>(point.y) + shift_y + draw.normal(0.015 * strength);
            const double warp_x = 0.04 * strength * wave_x.at(x, y);
            const double warp_y = 0.04 * strength * wave_y.at(x, y);
            x = (x + warp_x - 0.5) * aspect;
            y = (y + warp_y - 0.5) / aspect;
            x += shear * y;
            point = {static_cast<float>(0.5 + x * std::cos(turn) - y * std::sin(turn)),
                     static_cast<float>(0.5 + x * std::sin(turn) + y * std::cos(turn))};
        }
    }
}

}  // namespace

std::u32string characters_of(const std::string& utf8) {
    std::u32string characters;
    for (std::size_t i = 0; i < utf8.size();) {
        const auto lead = static_cast<unsigned char>(utf8[i]);
        const std::size_t size = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        char32_t code = size == 1 ? lead : lead & (0xFFU >> (size + 1));
        for (std::size_t k = 1; k < size && i + k < utf8.size(); ++k) {
            code = code << 6U | (static_cast<unsigned char>(utf8[i + k]) & 0x3FU);
        }
        characters.push_back(code);
        i += size;
    }
    return characters;
}

std::string utf8_of(char32_t code) {
    if (code < 0x80) return {static_cast<char>(code)};
    if (code < 0x800) {
        return {static_cast<char>(0xC0 | code >> 6U), static_cast<char>(0x80 | (code & 0x3FU))};
    }
    return {static_cast<char>(0xE0 | code >> 12U), static_cast<char>(0x80 | (code >> 6U & 0x3FU)),
            static_cast<char>(0x80 | (code & 0x3FU))};
}

Glyph read_glyph(char32_t code) {
    std::ifstream file(test::strokes_dir() + "/" + utf8_of(code) + ".json");
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    Glyph glyph;
    const boost::json::value data = boost::json::parse(text);
    for (const auto& median : data.at("medians").as_array()) {
        glyph.emplace_back();
        for (const auto& point : median.as_array()) {
            glyph.back().push_back({point.at(0).to_number<float>() / 1024,
                                    (900 - point.at(1).to_number<float>()) / 1024});
        }
    }
    return glyph;
}

Ink write(const Glyph& glyph, char32_t code, const WritingStyle& style) {
    Draw draw(code * 0x9E3779B97F4A7C15U + style.salt * 7919 + 12345);
    Glyph written = style.dense ? densely(glyph) : glyph;
    distort(written, style.strength, draw);
    if (style.shuffled) {
        for (std::size_t i = written.size(); i > 1; --i) {
            std::swap(written[i - 1], written[draw.below(i)]);
        }
    }
    Ink ink;
    for (std::size_t s = 0; s < written.size(); ++s) {
        const bool joined = s > 0 && draw.uniform(0, 1) < style.joins;
        for (std::size_t i = 0; i < written[s].size(); ++i) {
            const InkPoint at{written[s][i].x * static_cast<float>(kPad),
                              written[s][i].y * static_cast<float>(kPad)};
            if (i == 0 && !joined)
                ink.pen_down(at);
            else
                ink.pen_move(at);
        }
    }
    return ink;
}

std::u32string most_used(std::size_t count) {
    const auto model = load_model(test::data_dir() + "/handwriting/handwriting.model");
    std::ifstream file(SUNBOOTH_WORD_LIST);
    std::map<char32_t, double> uses;
    std::string line;
    while (std::getline(file, line)) {
        const std::size_t first = line.find('\t');
        const std::size_t last = line.rfind('\t');
        if (first == std::string::npos || first == last) continue;
        for (const char32_t code : characters_of(line.substr(0, first))) {
            uses[code] += std::strtod(line.c_str() + last + 1, nullptr);
        }
    }
    std::vector<std::pair<double, char32_t>> ranked;
    for (const auto& [code, weight] : uses) {
        const auto& codes = model.value().codes;
        if (std::binary_search(codes.begin(), codes.end(), code)) ranked.push_back({-weight, code});
    }
    std::sort(ranked.begin(), ranked.end());
    std::u32string used;
    for (std::size_t i = 0; i < std::min(count, ranked.size()); ++i) used += ranked[i].second;
    return used;
}

}  // namespace sunbooth::handwriting
