// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/clock.h"
#include "sync/base/random.h"

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace sunbooth::sim {

/// True time, what is going to happen, and chance. One seed, one course of events.
class World {
public:
    explicit World(std::uint64_t seed);
    ~World();
    World(const World&) = delete;
    World& operator=(const World&) = delete;

    Instant now() const { return now_; }
    WallTime wall() const { return kBeginning + now_.time_since_epoch(); }
    /// At the same instant, what was planned first happens first.
    void after(milliseconds span, std::function<void()> what);
    /// Runs everything that is due until then.
    void run_until(Instant end);

    /// The weather's chance, apart from `draws`, so that a program which draws once more does not
    /// change the weather.
    SeededRandom& chance() { return chance_; }
    bool happens(int per_mille) {
        return chance_.between(1, 1000) <= static_cast<std::uint64_t>(per_mille);
    }
    milliseconds between(milliseconds low, milliseconds high);
    /// Waiting time of something that happens once in `mean`, at any moment alike.
    milliseconds once_in(milliseconds mean);

    /// Whether a place of the real code (sync/base/buggify.h) is struck. Half of the places are
    /// struck in a run, each once in about thirty times, by a chance of their own.
    bool strikes(std::string_view place);
    std::uint64_t strikes_at(std::string_view place) const;
    const std::map<std::string, std::uint64_t, std::less<>>& struck() const { return struck_; }

    /// What the programs, libsodium and SQLite draw from.
    SeededRandom& draws() { return draws_; }

    /// The office's own chance: what it decides changes no weather.
    milliseconds office_between(milliseconds low, milliseconds high);
    /// A restored center may know fewer words than its terminals, until the office brings its hall
    /// again. From then on a terminal may hold what was refused.
    void fall_behind() { behind_ = true; }
    bool fell_behind() const { return behind_; }

    /// Goes into the fingerprint of the run.
    void note(std::string_view event);
    std::uint64_t fingerprint() const { return fingerprint_; }
    std::uint64_t events() const { return events_; }

    /// A promise that was broken. The run goes on; the test reads them all.
    void blame(std::string what) { faults_.push_back(std::move(what)); }
    const std::vector<std::string>& faults() const { return faults_; }

    /// Monday 2 November 2026, 08:00 at the hall.
    static constexpr WallTime kBeginning = WallTime{milliseconds{1'793'577'600'000}};

private:
    Instant now_{};
    std::multimap<Instant, std::function<void()>> agenda_;
    SeededRandom chance_;
    SeededRandom draws_;
    SeededRandom bugs_;
    SeededRandom office_;
    bool behind_ = false;
    std::map<std::string, std::uint64_t, std::less<>> struck_;
    std::map<std::string, bool, std::less<>> strikable_;
    std::uint64_t fingerprint_ = 0xcbf29ce484222325ULL;  ///< FNV-1a
    std::uint64_t events_ = 0;
    std::vector<std::string> faults_;
};

}  // namespace sunbooth::sim
