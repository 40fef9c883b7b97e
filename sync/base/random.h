// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>

namespace sunbooth {

/// Where chance comes from. Real programs use OsRandom; the simulator a seeded one.
class Random {
public:
    virtual ~Random() = default;
    virtual void fill(std::span<std::uint8_t> out) = 0;

    std::uint64_t next();
    /// Uniform in [low, high], without modulo bias. @pre low <= high.
    std::uint64_t between(std::uint64_t low, std::uint64_t high);
};

/// The kernel's generator (getrandom). Any thread.
class OsRandom final : public Random {
public:
    void fill(std::span<std::uint8_t> out) override;
};

/// xoshiro256**, seeded through splitmix64: the same seed gives the same day on every machine.
/// For tests and the simulator only; never for keys. One thread.
class SeededRandom final : public Random {
public:
    explicit SeededRandom(std::uint64_t seed);
    void fill(std::span<std::uint8_t> out) override;

private:
    std::uint64_t draw();
    std::uint64_t state_[4] = {};
};

}  // namespace sunbooth
