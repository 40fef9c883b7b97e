// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/clock.h"
#include "sync/base/result.h"

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace sunbooth::center::fleet {

/// Citizens at terminals who asked for a person (kiosk-ux X4). Kept in memory: a call is a matter
/// of minutes, and one that a restart forgets is told to its terminal as unheard. A terminal has at
/// most one. Any thread.
class CallBoard {
public:
    /// A call nobody answered in this time is told to the citizen, with the window to go to.
    static constexpr milliseconds kAnswerTime = std::chrono::minutes{3};
    /// After this, nobody who asked can still stand there.
    static constexpr milliseconds kForget = std::chrono::minutes{15};
    /// A console asks every few seconds; without one for so long, nobody would hear.
    static constexpr milliseconds kWatchTime = std::chrono::seconds{30};

    enum class State { Nobody, Ringing, Coming, Unheard };

    /// Rings; a call that waits already stays as it is. @return Nobody when no console is open.
    State ring(const std::string& kiosk, Instant now);
    State ask(const std::string& kiosk, Instant now);
    void cancel(const std::string& kiosk);

    struct Call {
        std::string kiosk;
        std::chrono::seconds waited{0};
        State state = State::Ringing;
        std::string by;  ///< Who is coming.
    };
    /// What a console shows; asking for it is what makes terminals hope for an answer, for so long.
    std::vector<Call> watch(Instant now, milliseconds trusted = kWatchTime);
    /// @return NotFound when nobody calls from there any more; Conflict naming who said it first.
    Status acknowledge(const std::string& kiosk, const std::string& by, Instant now);

private:
    struct Waiting {
        Instant since;
        std::string by;
    };
    State state_of(const Waiting& call, Instant now) const;
    void forget_old(Instant now);

    std::mutex mutex_;
    std::map<std::string, Waiting> calls_;
    std::optional<Instant> watched_until_;
};

}  // namespace sunbooth::center::fleet
