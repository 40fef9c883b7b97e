// SPDX-License-Identifier: Apache-2.0
#include "app/input_method/handwriting/recogniser.h"

#include "app/input_method/handwriting/signs.h"
#include "sync/base/mutant.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace sunbooth::handwriting {

namespace {

/// The query's numbers stay within this, so that a difference to a mean fits 16 bits (which lets
/// the loop below multiply eight at once) and a whole distance 31.
constexpr float kQueryMax = 2000;
/// The dimensions that tell characters apart best come first, more or less (train/lda.cpp). After
/// so many most classes are farther off already than the thirtieth best is as a whole.
constexpr std::size_t kDimsFirst = 48;

template <std::size_t kCount>
std::int32_t distance(const std::int16_t* a, const std::int16_t* b) {
    std::int32_t sum = 0;
    for (std::size_t k = 0; k < kCount; ++k) {
        const auto off = static_cast<std::int16_t>(a[k] - b[k]);
        sum += off * off;
    }
    return sum;
}

/// A sign with two forms may come twice; its better form counts. @pre best first.
void drop_repeated(Candidates& candidates) {
    auto end = candidates.begin();
    for (const Candidate& each : candidates) {
        const auto same = [&](const Candidate& kept) { return kept.code == each.code; };
        if (std::none_of(candidates.begin(), end, same)) *end++ = each;
    }
    candidates.erase(end, candidates.end());
}

}  // namespace

Recogniser::Recogniser(const Model& model, const Weights& weights)
    : model_(model),
      weights_(weights),
      means_(model.means.begin(), model.means.end()),
      scratch_(std::make_unique<Scratch>()) {
    wipe_memory(scratch_.get(), sizeof(Scratch));
}

Recogniser::~Recogniser() {
    wipe_memory(scratch_.get(), sizeof(Scratch));
}

ByteView Recogniser::scratch() const {
    return {reinterpret_cast<const std::uint8_t*>(scratch_.get()), sizeof(Scratch)};
}

void Recogniser::project() {
    for (std::size_t k = 0; k < kDims; ++k) {
        const std::int16_t* row = model_.projection.data() + k * kFeatures;
        float parts[8] = {};  // Eight sums side by side, so that the compiler may use its lanes.
        for (std::size_t f = 0; f < kFeatures; f += 8) {
            for (std::size_t lane = 0; lane < 8; ++lane) {
                parts[lane] += scratch_->features[f + lane] * static_cast<float>(row[f + lane]);
            }
        }
        float sum = 0;
        for (const float part : parts) sum += part;
        const float value = (sum * model_.projection_scale - model_.offset[k]) / model_.step;
        scratch_->query[k] =
            static_cast<std::int16_t>(std::lround(std::clamp(value, -kQueryMax, kQueryMax)));
    }
}

std::size_t Recogniser::first_look() {
    auto& best = scratch_->best;
    auto& nearest = scratch_->distance;
    std::size_t count = 0;
    std::int32_t farthest = std::numeric_limits<std::int32_t>::max();  // That still comes in.
    const bool to_the_end = mutant("handwriting.every_dimension");
    const std::int16_t* query = scratch_->query.data();
    for (std::uint32_t c = 0; c < model_.classes(); ++c) {
        const std::int16_t* mean = means_.data() + c * kDims;
        std::int32_t d = distance<kDimsFirst>(query, mean);
        if (d >= farthest && !to_the_end) continue;
        d += distance<kDims - kDimsFirst>(query + kDimsFirst, mean + kDimsFirst);
        if (d >= farthest) continue;
        std::size_t at = count < kCandidatesMax ? count++ : count - 1;
        for (; at > 0 && nearest[at - 1] > d; --at) {
            nearest[at] = nearest[at - 1];
            best[at] = best[at - 1];
        }
        nearest[at] = d;
        best[at] = c;
        if (count == kCandidatesMax) farthest = nearest[count - 1];
    }
    return count;
}

float Recogniser::place_cost(const Ink& ink, float pad, std::size_t index) const {
    if (pad <= 0 || mutant("handwriting.placeless")) return 0;
    InkPoint low = ink.points()[0];
    InkPoint high = low;
    for (const InkPoint at : ink.points()) {
        low = {std::min(low.x, at.x), std::min(low.y, at.y)};
        high = {std::max(high.x, at.x), std::max(high.y, at.y)};
    }
    // People write at any size, but hardly four times too large or small: half a nat for the first
    // doubling, which tells C from c, and one and a half for each of the next three. Nobody fills
    // the square with a stop or a comma; they stand at its foot, and hardly anything else lies
    // there alone.
    const float part = std::max({high.x - low.x, high.y - low.y, pad / 50}) / pad;
    const float usual = static_cast<float>(model_.sizes[index]) / 255.0F;
    const float doublings = std::abs(std::log2(part / std::max(usual, 0.02F)));
    const bool at_foot = sits_low(model_.codes[index]);
    const float size =
        at_foot ? 2.0F * std::min(doublings, 3.0F)
                : 0.5F * std::min(doublings, 1.0F) + 1.5F * std::clamp(doublings - 1, 0.0F, 3.0F);
    const float middle = (low.y + high.y) / 2 / pad;
    const float off = at_foot ? 0.62F - middle : low.y / pad - 0.58F;
    return size + std::clamp(off * 12, 0.0F, 3.0F);
}

Candidates Recogniser::read(const Ink& ink, float pad, const Prior* prior,
                            std::string_view previous) {
    Candidates candidates;
    if (!shape_of(ink, scratch_->shape)) return candidates;
    features_of(scratch_->shape, scratch_->features);
    project();
    const std::size_t count = first_look();
    scratch_->second_look.look_at(scratch_->shape);
    const float unit = model_.step * model_.step / 2;
    candidates.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t c = scratch_->best[i];
        const float first = static_cast<float>(scratch_->distance[i]) * unit;
        const float second = scratch_->second_look.cost(model_.outline(c));
        const float likely = prior != nullptr ? prior->prior(previous, model_.codes[c])
                                              : -static_cast<float>(model_.rarities[c]) / 8;
        candidates.push_back({model_.codes[c], first * weights_.first + second * weights_.second -
                                                   likely * weights_.prior +
                                                   place_cost(ink, pad, c)});
    }
    std::sort(candidates.begin(), candidates.end(), [](const Candidate& a, const Candidate& b) {
        return a.cost < b.cost || (a.cost == b.cost && a.code < b.code);
    });
    drop_repeated(candidates);
    if (!mutant("handwriting.scratch_stays")) wipe_memory(scratch_.get(), sizeof(Scratch));
    return candidates;
}

}  // namespace sunbooth::handwriting
