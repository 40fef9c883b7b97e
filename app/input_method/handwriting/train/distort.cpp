// SPDX-License-Identifier: Apache-2.0
#include "app/input_method/handwriting/train/distort.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace sunbooth::handwriting::train {

namespace {

double uniform(Random& random) {
    return static_cast<double>(random.next() >> 11U) * 0x1p-53;
}

/// Four uniform numbers added up: near enough to a normal one, without its far outliers.
double normal(Random& random) {
    double sum = 0;
    for (int i = 0; i < 4; ++i) sum += uniform(random);
    return (sum - 2) * std::sqrt(3.0);
}

/// x and y each become a random quadratic form of both.
class Sheet {
public:
    Sheet(double wildness, Random& random) {
        for (auto& axis : linear_) {
            for (double& c : axis) c = normal(random) * 0.09 * wildness;
        }
        for (auto& axis : bent_) {
            for (double& c : axis) c = normal(random) * 0.10 * wildness;
        }
    }
    Point operator()(Point at) const {
        const double u = at.x - 0.5;
        const double v = at.y - 0.5;
        const auto change = [&](int axis) {
            const auto& l = linear_[axis];
            const auto& b = bent_[axis];
            return l[0] * u + l[1] * v + b[0] * u * u + b[1] * u * v + b[2] * v * v;
        };
        return {at.x + change(0), at.y + change(1)};
    }

private:
    double linear_[2][2];
    double bent_[2][3];
};

double length_of(const Stroke& stroke) {
    double length = 0;
    for (std::size_t i = 1; i < stroke.size(); ++i) {
        length += std::hypot(stroke[i].x - stroke[i - 1].x, stroke[i].y - stroke[i - 1].y);
    }
    return length;
}

Point middle_of(const Stroke& stroke) {
    Point sum;
    for (const Point at : stroke) sum = {sum.x + at.x, sum.y + at.y};
    const auto n = static_cast<double>(stroke.size());
    return {sum.x / n, sum.y / n};
}

/// Turned, resized and shifted about its middle.
void displace(Stroke& stroke, double wildness, Random& random) {
    const Point middle = middle_of(stroke);
    const double turn = normal(random) * 0.07 * wildness;
    const double size = 1 + normal(random) * 0.07 * wildness;
    const double shift_x = normal(random) * 0.025 * wildness;
    const double shift_y = normal(random) * 0.025 * wildness;
    for (Point& at : stroke) {
        const double u = (at.x - middle.x) * size;
        const double v = (at.y - middle.y) * size;
        at = {middle.x + u * std::cos(turn) - v * std::sin(turn) + shift_x,
              middle.y + u * std::sin(turn) + v * std::cos(turn) + shift_y};
    }
}

/// A slow sideways wave along the line.
void sway(Stroke& stroke, double wildness, Random& random) {
    const double height_x = normal(random) * 0.012 * wildness;
    const double height_y = normal(random) * 0.012 * wildness;
    const double waves = 0.5 + 1.5 * uniform(random);
    const double phase = uniform(random) * 2 * std::numbers::pi;
    for (std::size_t i = 0; i < stroke.size(); ++i) {
        const double part = static_cast<double>(i) / static_cast<double>(stroke.size());
        const double wave = std::sin(2 * std::numbers::pi * waves * part + phase);
        stroke[i].x += wave * height_x;
        stroke[i].y += wave * height_y;
    }
}

/// Hooks left out, corners rounded.
void hurry(Stroke& stroke, double wildness, Random& random) {
    if (stroke.size() > 3 && uniform(random) < 0.08 * wildness) {
        const Point a = stroke[stroke.size() - 2];
        const Point b = stroke.back();
        if (std::hypot(a.x - b.x, a.y - b.y) < 0.15) stroke.pop_back();
    }
    if (uniform(random) > 0.4 * wildness) return;
    const Stroke sharp = stroke;
    for (std::size_t i = 1; i + 1 < stroke.size(); ++i) {
        stroke[i] = {(sharp[i - 1].x + 2 * sharp[i].x + sharp[i + 1].x) / 4,
                     (sharp[i - 1].y + 2 * sharp[i].y + sharp[i + 1].y) / 4};
    }
}

/// Bends drawn flatter than they are, down to a third: the haste of a practised hand.
void flatten(Stroke& stroke, double wildness, Random& random) {
    if (uniform(random) > 0.35 * wildness) return;
    const double part = uniform(random) * 0.65;
    const Point from = stroke.front();
    const Point to = stroke.back();
    const double length = length_of(stroke);
    double walked = 0;
    Point before = from;
    for (Point& at : stroke) {
        walked += std::hypot(at.x - before.x, at.y - before.y);
        before = at;
        const double t = length > 0 ? walked / length : 0;
        at.x += part * (from.x + (to.x - from.x) * t - at.x);
        at.y += part * (from.y + (to.y - from.y) * t - at.y);
    }
}

/// The finger stays down: a sagging curve leads from one stroke to the next.
void join(Stroke& stroke, const Stroke& next, Random& random) {
    const Point from = stroke.back();
    const Point to = next.front();
    const double sag = normal(random) * 0.1;
    const Point bulge{(from.x + to.x) / 2 - (to.y - from.y) * sag,
                      (from.y + to.y) / 2 + (to.x - from.x) * sag};
    for (int i = 1; i < 6; ++i) {
        const double t = i / 6.0;
        const double a = (1 - t) * (1 - t);
        const double b = 2 * t * (1 - t);
        stroke.push_back(
            {a * from.x + b * bulge.x + t * t * to.x, a * from.y + b * bulge.y + t * t * to.y});
    }
    stroke.insert(stroke.end(), next.begin(), next.end());
}

}  // namespace

Glyph distorted(const Glyph& glyph, const Hand& hand, Random& random) {
    const Sheet sheet(hand.wildness, random);
    Glyph copy;
    for (const Stroke& model : glyph) {
        Stroke stroke = model;
        displace(stroke, hand.wildness, random);
        if (length_of(stroke) > 0.1) sway(stroke, hand.wildness, random);
        hurry(stroke, hand.wildness, random);
        flatten(stroke, hand.wildness, random);
        for (Point& at : stroke) at = sheet(at);
        if (!copy.empty() && uniform(random) < hand.joins) {
            join(copy.back(), stroke, random);
        } else {
            copy.push_back(std::move(stroke));
        }
    }
    return copy;
}

}  // namespace sunbooth::handwriting::train
