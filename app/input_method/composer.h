// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/input_method/handwriting/ink.h"
#include "sync/base/secret.h"

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

namespace sunbooth::input_method {

using handwriting::Ink;
using handwriting::InkPoint;

/// What may be meant by what was begun: ink, or keys.
struct Candidate {
    SecretText text;
    std::size_t keys = 0;  ///< How many of the keys it uses up; all of the ink.
};
using Candidates = std::vector<Candidate>;

/// Ways to write that need more than a table of keys.
enum class Method { Keys, Hand };

/// What reads ink. Nothing is learnt from what was read. UI thread.
class Engines {
public:
    Engines() = default;
    virtual ~Engines() = default;
    Engines(const Engines&) = delete;
    Engines& operator=(const Engines&) = delete;

    /// Whether handwriting can be read; the first call loads what that takes.
    virtual bool reads_ink() = 0;
    /// The best readings of the ink, best first. @param pad_mm side of the writing square.
    /// @param before the text before the caret.
    virtual Candidates read_ink(const Ink& ink, float pad_mm, std::string_view before) = 0;
};

/// What a visitor has begun and not yet chosen. The words that are chosen go into a Writing. Holds
/// everything in wiping memory. Pure but for the engine that it asks.
class Composer {
public:
    /// What was begun by another method is dropped.
    void turn_to(Method method);
    Method method() const { return method_; }

    /// A stroke of the finger; points and side in millimetres, from the pad's top left.
    void stroke(std::span<const InkPoint> points, float pad_mm);
    void undo_stroke();
    const Ink& ink() const { return ink_; }

    /// Reads what was begun once more. @param before the text before the caret.
    void read(Engines& engines, std::string_view before);
    const Candidates& candidates() const { return candidates_; }
    /// Which rows of candidates are shown, counted on by more().
    int page() const { return page_; }
    void more() { ++page_; }

    /// Takes a candidate; what was begun is dropped. Empty when there is no such candidate.
    SecretText choose(std::size_t index);
    /// Drops what was begun.
    void clear();
    bool empty() const { return ink_.empty() && candidates_.empty(); }
    /// Overwrites everything and starts afresh.
    void wipe();

private:
    Method method_ = Method::Keys;
    Ink ink_;
    float pad_mm_ = 0;
    Candidates candidates_;
    int page_ = 0;
};

}  // namespace sunbooth::input_method
