// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/clock.h"
#include "sync/base/random.h"
#include "sync/wire/routes.h"

#include <array>
#include <cstdint>
#include <optional>
#include <variant>

// The engine decides what the kiosk says to its center, and when. It holds no record and opens no
// socket: the courier tells it what happened, and does what it returns.
//
// One exchange at a time, so that records go out in their order. Each kind of exchange has a lane
// of its own with its own backoff: a hall feed that fails does not hold up complaints. Backoff has
// full jitter, because after a power cut a whole hall of kiosks comes back in the same second; it
// is capped at 15 minutes and never ends. A failed batch is halved, down to one record, so that a
// line that breaks often still carries something. The first answer after failures wakes every lane
// that waits by its own backoff: 15 minutes after a line has healed nothing is unsent. A wait that
// the center asked for (Retry-After) is kept, whatever else it answers meanwhile.

namespace sunbooth::client {

/// A kind of exchange, most urgent first.
enum class Lane : std::uint8_t {
    Records,   ///< Unsent records, oldest first.
    Hall,      ///< The hall feed.
    Health,    ///< How this terminal is.
    Snapshot,  ///< The cases for look-ups without a network.
    Recheck,   ///< A stored record again, to learn whether it is backed up.
    Update,    ///< Whether there is another image for the machine, and its parts.
    Aside,     ///< A damaged queue that was set aside, piece by piece.
};
inline constexpr std::size_t kLanes = 7;

struct Policy {
    milliseconds backoff_min = std::chrono::seconds{1};
    milliseconds backoff_max = std::chrono::minutes{15};
    milliseconds retry_after_max = std::chrono::hours{1};  ///< More is not believed.
    milliseconds exchange_max = std::chrono::seconds{60};  ///< Then it has failed.
    milliseconds hall_every = std::chrono::minutes{3};
    milliseconds health_every = std::chrono::minutes{3};
    milliseconds snapshot_every = std::chrono::minutes{10};
    milliseconds recheck_every = std::chrono::minutes{5};
    milliseconds update_every = std::chrono::minutes{10};
};

// What happened.
/// The queue stands like this: after opening, and after each saved record.
struct Queued {
    std::size_t unsent = 0;
    std::size_t held = 0;
    std::size_t aside = 0;  ///< Files that were set aside and are not whole at the center.
};
/// The center's typed answer to exchange `number` came and was applied.
struct Answered {
    std::uint64_t number = 0;
    Queued queue;
    bool more = false;  ///< This lane has more to ask at once, such as the next part of an update.
};
/// The exchange brought no answer that counts.
struct Failed {
    std::uint64_t number = 0;
    std::optional<std::chrono::seconds> retry_after = std::nullopt;
    /// Whether the center itself asked for that time, in an answer that it signed. The word of what
    /// stands between (a proxy, a portal) is believed for the longest backoff at most, and not
    /// beyond the moment when a lane that failed is answered.
    bool asked_by_center = true;
};
/// The center answered something else (a look-up): whatever waits may go at once, but for what the
/// center asked to wait.
struct Reached {};
/// The app told how the machine is: there is something to tell the center.
struct HealthKnown {};
/// The app told that this machine takes updates; with `hurry` there is something to say or to
/// fetch.
struct UpdatesKnown {
    bool hurry = false;
};
/// Time has passed.
struct Tick {};
using Event = std::variant<Queued, Answered, Failed, Reached, HealthKnown, UpdatesKnown, Tick>;

// What to do.
struct Send {
    std::uint64_t number = 0;  ///< Of the exchange, never used before.
    Lane lane = Lane::Records;
    std::size_t batch_max = 1;  ///< Records at most.
};
struct Actions {
    std::optional<Send> send;
    Instant wake_at = Instant::max();  ///< Step again with Tick then, if nothing happens before.
};

/// Pure: no I/O, no clock, no thread.
class Engine {
public:
    explicit Engine(Random& random, Policy policy = {}) : random_(random), policy_(policy) {}

    /// One turn of the crank.
    Actions step(Instant now, const Event& event);

    /// True while an answer to this exchange would still count.
    bool awaits(std::uint64_t number) const { return in_flight_ && in_flight_->number == number; }

private:
    struct InFlight {
        std::uint64_t number;
        Lane lane;
        Instant deadline;
    };
    struct Pace {
        Instant due = Instant::min();
        milliseconds backoff{0};               ///< Zero: the last exchange was answered.
        Instant asked_until = Instant::min();  ///< The center's Retry-After.
    };
    Pace& pace(Lane lane) { return paces_[static_cast<std::size_t>(lane)]; }
    bool is_wanted(Lane lane) const;
    void on_updates(Instant now, const UpdatesKnown& known);
    void on_answered(Instant now, const Answered& answered);
    void on_failed(Instant now, const Failed& failed);
    void wake_waiting(Instant now);
    milliseconds pause_after(Lane lane) const;
    Actions next(Instant now);

    Random& random_;
    Policy policy_;
    Queued queue_;
    std::array<Pace, kLanes> paces_;
    std::optional<InFlight> in_flight_;
    std::uint64_t last_number_ = 0;
    std::size_t batch_max_ = wire::kBatchMax;
    bool health_known_ = false, updates_known_ = false;
    bool stopped_ = false;  ///< Only ever set by the mutant that gives up.
};

}  // namespace sunbooth::client
