// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/input_method/handwriting/ink.h"
#include "sync/base/secret.h"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sunbooth::input_method {

using handwriting::Ink;
using handwriting::InkPoint;

/// What may be meant by what was begun: ink, or keys.
struct Candidate {
    SecretText text;
    std::size_t keys = 0;    ///< How many of the keys it uses up; all of the ink.
    SecretText sounds = {};  ///< The keys with a blank between syllables, where it uses up all.
};
using Candidates = std::vector<Candidate>;

/// Ways to write. All but Keys, which needs only a table, ask an engine.
enum class Method { Keys, Hand, Pinyin, Nine };

/// What reads ink and sounds. Nothing is learnt from what was read. UI thread.
class Engines {
public:
    Engines() = default;
    virtual ~Engines() = default;
    Engines(const Engines&) = delete;
    Engines& operator=(const Engines&) = delete;

    /// Whether a way to write works here; the first call loads what that takes.
    virtual bool offers(Method method) = 0;
    /// Somebody turns to a way to write: its first key shall be as quick as the others.
    virtual void begin(Method method) { (void)method; }
    /// The best readings of the ink, best first. @param pad_mm side of the writing square.
    /// @param before the text before the caret.
    virtual Candidates read_ink(const Ink& ink, float pad_mm, std::string_view before) = 0;
    /// The best readings of keys, whole sentences first. @param keys of Pinyin a-z, of Nine 2-9,
    /// and ' between syllables.
    virtual Candidates read_keys(Method method, std::string_view keys) = 0;
    /// Words that are likely behind this text, best first; they use no keys.
    virtual Candidates follow(std::string_view before) {
        (void)before;
        return {};
    }
    /// Names of this hall in Chinese (units, windows, topics) to be read like words of the
    /// language, in the place of those told before. Never called while something is begun.
    virtual void know(const std::vector<std::string>& names) = 0;
    /// Overwrites what was kept of the keys, if anything was.
    virtual void wipe() = 0;
};

/// What a visitor has begun and not yet chosen: ink, or keys that stand for sounds. What is
/// chosen goes into a Writing. Holds everything in wiping memory. Pure but for the engine that it
/// asks.
class Composer {
public:
    static constexpr std::size_t kKeysMax = 60;  ///< Twenty syllables; more is chosen in parts.

    /// What was begun by another method is dropped.
    void turn_to(Method method);
    Method method() const { return method_; }

    /// A stroke of the finger; points and side in millimetres, from the pad's top left.
    void stroke(std::span<const InkPoint> points, float pad_mm);
    void undo_stroke();
    const Ink& ink() const { return ink_; }

    /// Takes a key of the method. False: it is none, or there is no room.
    bool key(char key);
    /// Whether there is room for no other key until something is chosen.
    bool is_full() const { return keys_.size() >= kKeysMax; }
    /// Takes the last key back. False when there is none.
    bool rub_out();
    /// The keys as they were typed.
    std::string_view keys() const { return keys_.view(); }
    /// What the field shows of the keys until something is chosen: the letters, syllable by
    /// syllable as their best reading has them, with nine keys that reading.
    std::string_view preedit() const;

    /// Reads what was begun once more. @param before the text before the caret.
    void read(Engines& engines, std::string_view before);
    /// While nothing is begun: offers words that may come next.
    void suggest(Engines& engines, std::string_view before);
    /// Takes that offer back: the text went on otherwise.
    void end_suggesting();
    /// Whether what is offered comes of nothing that was begun.
    bool suggests() const { return empty() && !candidates_.empty(); }
    const Candidates& candidates() const { return candidates_; }
    /// Which rows of candidates are shown, counted on by more().
    int page() const { return page_; }
    void more() { ++page_; }

    /// What a choice would give: a candidate; where nothing reads the keys, for the first one the
    /// keys as they were typed. Empty when there is no such choice.
    std::string_view reading(std::size_t index) const;
    /// What was begun as it would stand in the text if it ended here; empty when nothing was begun,
    /// or when it is ink that nothing reads.
    std::string_view best() const { return empty() ? std::string_view() : reading(0); }
    /// Takes a reading and drops the ink, or the keys that it uses up; others stay, to be read
    /// again. Whoever chooses has asked for room before: what is taken is held nowhere else.
    SecretText choose(std::size_t index);
    /// Drops what was begun.
    void clear();
    bool empty() const { return ink_.empty() && keys_.empty(); }
    /// Overwrites everything and starts afresh.
    void wipe();

private:
    Method method_ = Method::Keys;
    Ink ink_;
    SecretText keys_;
    float pad_mm_ = 0;
    Candidates candidates_;
    int page_ = 0;
};

}  // namespace sunbooth::input_method
