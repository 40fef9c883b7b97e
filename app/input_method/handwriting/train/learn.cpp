// SPDX-License-Identifier: Apache-2.0
#include "app/input_method/handwriting/train/learn.h"

#include "app/input_method/handwriting/recogniser.h"
#include "app/input_method/handwriting/train/lda.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace sunbooth::handwriting::train {

namespace {

constexpr int kCopies = 24;
constexpr double kOutlineError = 0.012;  ///< How far a simplified outline may run beside the real.
/// Units of a mean: int8 then reaches 32 standard deviations, and rounding adds 0.5 % of variance.
constexpr double kStep = 0.25;

Hand hand_of(int copy) {
    constexpr double kJoins[] = {0, 0.2, 0.4};
    return {1, kJoins[copy % 3]};
}

std::uint64_t seed_of(const Template& of, std::size_t index, std::uint64_t salt) {
    return (std::uint64_t{of.code} << 32U) + index * 1000003 + salt;
}

Features features_of(const Glyph& glyph) {
    static Shape shape;
    Features features;
    shape_of(ink_of(glyph), shape);
    handwriting::features_of(shape, features);
    return features;
}

std::vector<Features> copies_of(const Template& of, std::size_t index) {
    SeededRandom random(seed_of(of, index, 1));
    std::vector<Features> copies;
    for (int copy = 0; copy < kCopies; ++copy) {
        copies.push_back(features_of(distorted(of.glyph, hand_of(copy), random)));
    }
    return copies;
}

Features mean_of(const std::vector<Features>& copies) {
    Features mean{};
    for (const Features& copy : copies) {
        for (std::size_t k = 0; k < kFeatures; ++k) mean[k] += copy[k] / kCopies;
    }
    return mean;
}

/// Keeps the points of a line that matter (Douglas and Peucker).
void simplify(const Stroke& line, std::size_t from, std::size_t to, Stroke& out) {
    const Point a = line[from];
    const Point b = line[to];
    const double length = std::hypot(b.x - a.x, b.y - a.y);
    double worst = 0;
    std::size_t at = from;
    for (std::size_t i = from + 1; i < to; ++i) {
        const Point p = line[i];
        const double off =
            length < 1e-9
                ? std::hypot(p.x - a.x, p.y - a.y)
                : std::abs((b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x)) / length;
        if (off > worst) {
            worst = off;
            at = i;
        }
    }
    if (worst > kOutlineError) {
        simplify(line, from, at, out);
        simplify(line, at, to, out);
    } else {
        out.push_back(b);
    }
}

std::uint8_t to_outline(double at) {
    return static_cast<std::uint8_t>(std::lround(std::clamp((at + 0.25) / 1.5, 0.0, 1.0) * 255));
}

/// The glyph in the unit square that its own moments give it.
void append_outline(const Glyph& glyph, Bytes& out) {
    const Placement place = placement_of(ink_of(glyph));
    out.push_back(static_cast<std::uint8_t>(glyph.size()));
    for (const Stroke& stroke : glyph) {
        Stroke placed;
        for (const Point at : stroke) {
            placed.push_back({place.x(static_cast<float>(at.x * 1000)),
                              place.y(static_cast<float>(at.y * 1000))});
        }
        Stroke simple{placed.front()};
        if (placed.size() > 1) simplify(placed, 0, placed.size() - 1, simple);
        out.push_back(static_cast<std::uint8_t>(simple.size()));
        for (const Point at : simple) {
            out.push_back(to_outline(at.x));
            out.push_back(to_outline(at.y));
        }
    }
}

std::uint8_t size_of(const Glyph& glyph) {
    Point low = glyph[0][0];
    Point high = low;
    for (const Stroke& stroke : glyph) {
        for (const Point at : stroke) {
            low = {std::min(low.x, at.x), std::min(low.y, at.y)};
            high = {std::max(high.x, at.x), std::max(high.y, at.y)};
        }
    }
    const double size = std::max(high.x - low.x, high.y - low.y);
    return static_cast<std::uint8_t>(std::lround(std::clamp(size, 0.0, 1.0) * 255));
}

/// The word list has no signs, digits or letters: in a hall's forms each is about as common as a
/// character among the first five hundred.
constexpr double kSignShare = 3e-4;

std::uint8_t rarity_of(char32_t code, const Usage& usage, double total) {
    const auto used = usage.characters.find(code);
    const double share = code < 0x4E00 || code > 0x9FFF
                             ? kSignShare
                             : (used == usage.characters.end() ? 0 : used->second / total);
    return rarity_from(share + 1e-9);
}

std::vector<double> project(const std::vector<double>& rows, const Features& mean) {
    std::vector<double> projected(kDims, 0);
    for (std::size_t d = 0; d < kDims; ++d) {
        for (std::size_t k = 0; k < kFeatures; ++k) {
            projected[d] += rows[d * kFeatures + k] * static_cast<double>(mean[k]);
        }
    }
    return projected;
}

void set_projection(const std::vector<double>& rows, Model& model) {
    double most = 0;
    for (const double value : rows) most = std::max(most, std::abs(value));
    model.projection_scale = static_cast<float>(most / 32767);
    for (const double value : rows) {
        model.projection.push_back(static_cast<std::int16_t>(std::lround(value / most * 32767)));
    }
}

void set_means(const std::vector<std::vector<double>>& projected, Model& model) {
    std::vector<double> centre(kDims, 0);
    for (const auto& mean : projected) {
        for (std::size_t d = 0; d < kDims; ++d) {
            centre[d] += mean[d] / static_cast<double>(projected.size());
        }
    }
    model.step = static_cast<float>(kStep);
    for (const double value : centre) model.offset.push_back(static_cast<float>(value));
    for (const auto& mean : projected) {
        for (std::size_t d = 0; d < kDims; ++d) {
            const double value = std::clamp((mean[d] - centre[d]) / kStep, -127.0, 127.0);
            model.means.push_back(static_cast<std::int8_t>(std::lround(value)));
        }
    }
}

}  // namespace

Ink ink_of(const Glyph& glyph) {
    Ink ink;
    for (const Stroke& stroke : glyph) {
        for (std::size_t i = 0; i < stroke.size(); ++i) {
            const InkPoint at{static_cast<float>(stroke[i].x * 1000),
                              static_cast<float>(stroke[i].y * 1000)};
            if (i == 0)
                ink.pen_down(at);
            else
                ink.pen_move(at);
        }
    }
    return ink;
}

Model learn(const std::vector<Template>& templates, const Usage& usage) {
    Discriminants discriminants;
    std::vector<Features> means;
    for (std::size_t i = 0; i < templates.size(); ++i) {
        const std::vector<Features> copies = copies_of(templates[i], i);
        discriminants.add_class(copies);
        means.push_back(mean_of(copies));
    }
    const std::vector<double> rows = discriminants.solve(kDims);
    Model model;
    set_projection(rows, model);
    std::vector<std::vector<double>> projected;
    for (const Features& mean : means) projected.push_back(project(rows, mean));
    set_means(projected, model);
    double total = 0;
    for (const auto& [code, weight] : usage.characters) total += weight;
    model.outlines_at.push_back(0);
    for (const Template& each : templates) {
        model.codes.push_back(each.code);
        model.rarities.push_back(rarity_of(each.code, usage, total));
        model.sizes.push_back(size_of(each.glyph));
        append_outline(each.glyph, model.outlines);
        model.outlines_at.push_back(static_cast<std::uint32_t>(model.outlines.size()));
    }
    return model;
}

void validate(const Model& model, const std::vector<Template>& templates, const Usage& usage,
              std::size_t stride) {
    Recogniser recogniser(model);
    for (const double joins : {0.0, 0.25}) {
        int tried = 0;
        int first = 0;
        int ten = 0;
        for (std::size_t i = 0; i < templates.size(); i += stride) {
            const auto used = usage.characters.find(templates[i].code);
            if (used == usage.characters.end() || used->second < 500) continue;
            SeededRandom random(seed_of(templates[i], i, 2));
            const Glyph copy = distorted(templates[i].glyph, {1.3, joins}, random);
            const Candidates read = recogniser.read(ink_of(copy));
            const auto found = std::find_if(read.begin(), read.end(), [&](const Candidate& c) {
                return c.code == templates[i].code;
            });
            ++tried;
            first += found == read.begin();
            ten += found - read.begin() < 10 && found != read.end();
        }
        fmt::print("joins {:.0f} %: {} tried, first {:.2f} %, in ten {:.2f} %\n", joins * 100,
                   tried, 100.0 * first / tried, 100.0 * ten / tried);
    }
}

}  // namespace sunbooth::handwriting::train
