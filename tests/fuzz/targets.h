// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/bytes.h"

#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sunbooth::fuzz {

/// One reader of bytes that come from outside, and what it should be fed to begin with.
struct Target {
    const char* name;
    void (*read)(ByteView input);  ///< Must come back, whatever the input is.
    /// Sound ones: the shipped bodies of tests/golden, made ones, and what libFuzzer found to reach
    /// further (tests/fuzz/corpus).
    std::vector<Bytes> seeds;
    /// Gets so many times fewer inputs: where one takes 170 microseconds, as that of a whole
    /// profile, and others take two.
    std::uint64_t cost = 1;
};

// Every parser that a stranger, a stolen kiosk or an operator's file can reach. They stand apart,
// so that fuzzing a message needs no more of the product than the messages.
std::vector<Target> wire_targets();    ///< Messages and what terminals keep: targets_wire.cpp.
std::vector<Target> input_targets();   ///< Keys and ink: targets_input.cpp.
std::vector<Target> center_targets();  ///< Files that a center is given: targets_center.cpp.

/// Shipped files as seeds, by their path in the tree.
std::vector<Bytes> files(std::initializer_list<const char*> names);
/// Adds what libFuzzer found.
std::vector<Target> with_corpus(std::vector<Target> targets);

/// What parsers of these formats look for.
std::span<const std::string_view> dictionary();

}  // namespace sunbooth::fuzz
