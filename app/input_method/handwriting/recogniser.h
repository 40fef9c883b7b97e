// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/input_method/handwriting/model.h"
#include "app/input_method/handwriting/second_look.h"

#include <memory>
#include <span>
#include <string_view>
#include <vector>

namespace sunbooth::handwriting {

/// One reading of the ink.
struct Candidate {
    char32_t code = 0;
    float cost = 0;  ///< Smaller is better; about -ln of its likelihood, up to a constant.
};
using Candidates = std::vector<Candidate, WipingAllocator<Candidate>>;

/// How likely a character is after the text so far, whatever it looks like.
class Prior {
public:
    virtual ~Prior() = default;
    /// ln of the share of `candidate` after `previous` (UTF-8, all text before the caret). Only
    /// differences between candidates count.
    virtual float prior(std::string_view previous, char32_t candidate) const = 0;
};

/// How much each look counts against the others, in nats. Found on shapes that neither the trainer
/// nor the tests have (README), where a hand differs from the learnt form.
struct Weights {
    float first = 0.12F;   ///< Of half the squared distance in the first look.
    float second = 18.0F;  ///< Of the second look's cost, 0..2.
    float prior = 0.5F;    ///< Of what the text so far, or frequency, says.
};

/// What the terminal reads with. In running text a character is as likely as it is common, so the
/// prior counts in full: 口 is meant, not 囗.
inline constexpr Weights kInText{.prior = 1};

/// Reads ink whatever the order, number and joining of its strokes. Keeps nothing of it: all that a
/// call computes lies in buffers that are overwritten before it returns, and nothing is learnt.
/// One thread; the model outlives it.
class Recogniser {
public:
    static constexpr std::size_t kCandidatesMax = 30;  ///< The first look's best, looked at again.

    explicit Recogniser(const Model& model, const Weights& weights = {});
    ~Recogniser();
    Recogniser(const Recogniser&) = delete;
    Recogniser& operator=(const Recogniser&) = delete;

    /// The best readings, best first; none without ink.
    /// @param pad side of the writing square in the ink's unit, or 0 when there is none: ink that
    ///            is small in it is rather a comma than a mouth.
    /// @param prior may be null; then how common a character is by itself counts.
    Candidates read(const Ink& ink, float pad = 0, const Prior* prior = nullptr,
                    std::string_view previous = {});

    /// Memory that held parts of ink during a call, for the proof that it is overwritten.
    ByteView scratch() const;

private:
    struct Scratch {
        Shape shape;
        Features features;
        std::array<std::int16_t, kDims> query;
        SecondLook second_look;
        std::array<std::uint32_t, kCandidatesMax> best;
        std::array<std::int32_t, kCandidatesMax> distance;
    };
    void project();
    std::size_t first_look();
    /// What speaks against a class in how large the ink is and where in the square it lies.
    float place_cost(const Ink& ink, float pad, std::size_t index) const;

    const Model& model_;
    Weights weights_;
    std::vector<std::int16_t> means_;  ///< Widened once: the loop over all classes is the hot one.
    std::unique_ptr<Scratch> scratch_;
};

}  // namespace sunbooth::handwriting
