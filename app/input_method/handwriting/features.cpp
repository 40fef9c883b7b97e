// SPDX-License-Identifier: Apache-2.0
#include "app/input_method/handwriting/features.h"

#include "sync/base/secret.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace sunbooth::handwriting {

namespace {

constexpr std::size_t kBins = 32;        ///< Of the line-density profile.
constexpr float kEven = 0.35F;           ///< Share of the profile that is flat: bounds the stretch.
constexpr float kEqualised = 0.5F;       ///< How far towards equal density.
constexpr std::size_t kPositions = 256;  ///< Of the table of cell weights.
constexpr float kMargin = 0.125F;        ///< Line outside the unit square counts up to here.
constexpr float kBlur = 0.75F;           ///< Sigma of the soft cells, in cells.

/// Where a coordinate goes when the line density along its axis is evened out.
class Equaliser {
public:
    Equaliser(const Shape& shape, const std::array<float, Shape::kPiecesMax>& along,
              const std::array<float, Shape::kPiecesMax>& across) {
        std::array<float, kBins> raw{};
        float mass = 0;
        for (std::size_t i = 0; i < shape.count; ++i) {
            // Lines that cross the axis make it crowded, lines along it do not.
            const float weight = shape.length[i] * std::abs(across[i]);
            raw[bin(along[i])] += weight;
            mass += weight;
        }
        const float even = mass > 0 ? kEven * mass / kBins : 1.0F / kBins;
        ends_[0] = 0;
        for (std::size_t i = 0; i < kBins; ++i) {
            const float left = raw[i == 0 ? 0 : i - 1];
            const float right = raw[std::min(i + 1, kBins - 1)];
            ends_[i + 1] = ends_[i] + (left + 2 * raw[i] + right) / 4 * (1 - kEven) + even;
        }
        for (float& end : ends_) end /= ends_[kBins];
        wipe_memory(raw.data(), sizeof(raw));
    }
    ~Equaliser() { wipe_memory(ends_.data(), sizeof(ends_)); }
    Equaliser(const Equaliser&) = delete;
    Equaliser& operator=(const Equaliser&) = delete;

    float operator()(float at) const {
        if (at <= 0 || at >= 1) return at;
        const std::size_t b = bin(at);
        const float part = at * kBins - static_cast<float>(b);
        const float equal = ends_[b] + (ends_[b + 1] - ends_[b]) * part;
        return at + (equal - at) * kEqualised;
    }

private:
    static std::size_t bin(float at) {
        return static_cast<std::size_t>(std::clamp(at * kBins, 0.0F, kBins - 1.0F));
    }
    std::array<float, kBins + 1> ends_;
};

using CellWeights = std::array<float, kCells>;

/// Gaussian shares of the cells for positions from -margin to 1 + margin.
const std::array<CellWeights, kPositions>& cell_table() {
    static const std::array<CellWeights, kPositions> table = [] {
        std::array<CellWeights, kPositions> made;
        for (std::size_t p = 0; p < kPositions; ++p) {
            const float at =
                (static_cast<float>(p) + 0.5F) / kPositions * (1 + 2 * kMargin) - kMargin;
            for (std::size_t c = 0; c < kCells; ++c) {
                const float off = (at * kCells - (static_cast<float>(c) + 0.5F)) / kBlur;
                made[p][c] = std::exp(-off * off / 2);
            }
        }
        return made;
    }();
    return table;
}

const CellWeights& cells_at(float at) {
    const float part = (at + kMargin) / (1 + 2 * kMargin) * kPositions;
    return cell_table()[static_cast<std::size_t>(std::clamp(part, 0.0F, kPositions - 1.0F))];
}

void add(Features& features, std::size_t direction, float share, const CellWeights& row,
         const CellWeights& column) {
    float* map = features.data() + direction * kCells * kCells;
    for (std::size_t r = 0; r < kCells; ++r) {
        const float weight = share * row[r];
        for (std::size_t c = 0; c < kCells; ++c) map[r * kCells + c] += weight * column[c];
    }
}

}  // namespace

void features_of(const Shape& shape, Features& features) {
    features.fill(0);
    const Equaliser equal_x(shape, shape.x, shape.dy);
    const Equaliser equal_y(shape, shape.y, shape.dx);
    for (std::size_t i = 0; i < shape.count; ++i) {
        const CellWeights& column = cells_at(equal_x(shape.x[i]));
        const CellWeights& row = cells_at(equal_y(shape.y[i]));
        const float turn = std::atan2(shape.dy[i], shape.dx[i]) / (2 * std::numbers::pi_v<float>);
        const float direction = (turn < 0 ? turn + 1 : turn) * kDirections;
        const auto first = static_cast<std::size_t>(direction);
        const float part = direction - static_cast<float>(first);
        add(features, first % kDirections, shape.length[i] * (1 - part), row, column);
        add(features, (first + 1) % kDirections, shape.length[i] * part, row, column);
    }
    float mass = 0;
    for (const float value : features) mass += value;
    if (mass <= 0) return;
    for (float& value : features) value = std::sqrt(value / mass);
}

}  // namespace sunbooth::handwriting
