// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/clock.h"
#include "sync/base/result.h"
#include "sync/domain/update.h"
#include "sync/seal/keys.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sunbooth::center::fleet {

// How far an update goes, and when it stops by itself. Pure.
//
// A version goes out in waves. A wave is either kiosks by name or a share of all; who is in a share
// is drawn from the version and the kiosk's name, so that not the same hall is always the first,
// and whoever was in 10 % is in 50 % too. The next wave begins by itself once every kiosk of the
// waves so far that was heard within a day has come to an end with it, at least one of them well,
// and the wave has lasted as long as was wished. So many failures stop the whole; a person may
// resume it.

/// One wave: names, or a share in percent.
struct Wave {
    std::vector<std::string> kiosks{};
    int percent = 0;
    bool operator==(const Wave&) const = default;
};
/// "hall-1,hall-2" or "10%"; waves one after another with ";" between them.
std::string write_waves(const std::vector<Wave>& waves);
/// @return InvalidInput naming "--wave": the first that is neither; none; more than 20.
Result<std::vector<Wave>> read_waves(std::string_view text);

struct Rollout {
    enum class State { Rolling, Stopped, Aborted };
    std::string version;
    seal::Digest digest;
    std::int64_t bytes = 0;
    std::vector<Wave> waves;
    int stop_at = 2;  ///< One broken disk stops nothing, two failures in a row are a bad version.
    milliseconds soak = std::chrono::hours{24};  ///< A day of work with it.
    State state = State::Rolling;
    std::string why;
    int wave = 1;
    WallTime wave_since, forgiven, added;
};
const char* to_string(Rollout::State state);  ///< "rolling" ..

/// A terminal, as it told of this version.
struct UpdatedKiosk {
    std::string kiosk;
    std::string runs, slot;
    domain::UpdateState state = domain::UpdateState::None;
    std::string why;
    WallTime since, heard;
};

/// Whether the waves so far have come to this kiosk.
bool is_reached(const Rollout& rollout, const std::string& kiosk);

/// A terminal that was about to start into the version and was not heard since may be dead by it:
/// the worst that can happen, and nobody who could tell of it.
inline constexpr milliseconds kStartsWithin = std::chrono::hours{1};
bool is_failure(const Rollout& rollout, const UpdatedKiosk& kiosk, WallTime now);

/// What to do with the rollout as it stands.
struct Judgement {
    std::optional<std::string> stop;  ///< Why.
    bool next_wave = false;
};
Judgement judge(const Rollout& rollout, const std::vector<UpdatedKiosk>& kiosks, WallTime now);

}  // namespace sunbooth::center::fleet
