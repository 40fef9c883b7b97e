// SPDX-License-Identifier: Apache-2.0
#include "tests/sim/world.h"

#include "sync/base/assert.h"
#include "sync/seal/keys.h"

#include <sodium.h>

#include <cmath>

namespace sunbooth::sim {
namespace {

SeededRandom* source = nullptr;

const char* source_name() {
    return "sunbooth-sim";
}
std::uint32_t source_word() {
    return static_cast<std::uint32_t>(source->next());
}
void source_fill(void* to, std::size_t size) {
    source->fill({static_cast<std::uint8_t*>(to), size});
}
void source_stir() {}
int source_close() {
    return 0;
}

/// libsodium's own draws (ephemeral keys) come from the seed as well.
randombytes_implementation& seeded() {
    static randombytes_implementation made = {source_name, source_word, source_stir,
                                              nullptr,     source_fill, source_close};
    return made;
}

}  // namespace

World::World(std::uint64_t seed)
    : chance_(seed),
      draws_(~seed),
      bugs_(seed ^ 0x627567676966790aULL),
      office_(seed ^ 0x6f66666963650aULL) {
    // It draws once in a process: from the seed, that would make the first run another one.
    SUNBOOTH_ASSERT(seal::start().ok());
    SUNBOOTH_ASSERT(source == nullptr);
    source = &draws_;
    randombytes_set_implementation(&seeded());
}

World::~World() {
    source = nullptr;
    randombytes_set_implementation(&randombytes_sysrandom_implementation);
}

void World::after(milliseconds span, std::function<void()> what) {
    agenda_.emplace(now_ + std::max(span, milliseconds{0}), std::move(what));
}

void World::run_until(Instant end) {
    while (!agenda_.empty() && agenda_.begin()->first <= end) {
        auto next = agenda_.extract(agenda_.begin());
        now_ = next.key();
        ++events_;
        next.mapped()();
    }
    now_ = end;
}

bool World::strikes(std::string_view place) {
    const auto found = strikable_.find(place);
    const bool strikable = found != strikable_.end() ? found->second : bugs_.between(0, 1) == 1;
    if (found == strikable_.end()) strikable_.emplace(place, strikable);
    if (!strikable || bugs_.between(1, 30) != 1) return false;
    note(place);
    ++struck_[std::string(place)];
    return true;
}

std::uint64_t World::strikes_at(std::string_view place) const {
    const auto found = struck_.find(place);
    return found == struck_.end() ? 0 : found->second;
}

milliseconds World::office_between(milliseconds low, milliseconds high) {
    const auto from = static_cast<std::uint64_t>(low.count());
    const auto to = static_cast<std::uint64_t>(high.count());
    return milliseconds{static_cast<std::int64_t>(office_.between(from, to))};
}

milliseconds World::between(milliseconds low, milliseconds high) {
    return milliseconds{static_cast<std::int64_t>(chance_.between(
        static_cast<std::uint64_t>(low.count()), static_cast<std::uint64_t>(high.count())))};
}

milliseconds World::once_in(milliseconds mean) {
    const double uniform = static_cast<double>(chance_.between(1, 1'000'000)) / 1e6;
    return milliseconds{
        static_cast<std::int64_t>(-std::log(uniform) * static_cast<double>(mean.count()))};
}

void World::note(std::string_view event) {
    constexpr std::uint64_t kPrime = 0x100000001b3ULL;
    const std::string line = std::to_string(to_ms(now_)) + " " + std::string(event) + "\n";
    for (const char c : line) {
        fingerprint_ = (fingerprint_ ^ static_cast<std::uint8_t>(c)) * kPrime;
    }
}

}  // namespace sunbooth::sim
