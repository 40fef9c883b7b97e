// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/clock.h"
#include "sync/base/random.h"
#include "sync/center/accounts/sessions.h"
#include "sync/center/fleet/call_board.h"
#include "sync/center/registry/changes.h"
#include "sync/store/database.h"

#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <stop_token>
#include <string>
#include <vector>

namespace sunbooth::center::api {

// Who watches, and what they are told (text/event-stream, one open answer a page).
//
// The changes stand in one table in one order, so a listener is a place in it and nothing else:
// what it missed is read again from there, and a slow one costs the bytes that wait for it (bounded
// by the connection) and not a queue. After each commit of the writer the pump looks for more, at
// most kPause apart however many records come in; a filing is no change, so that a full hall does
// not even make it read a row. What somebody may not see is left out by the same guards as
// everywhere: each change is looked up as its list would be, once for each kind of viewer.
//
// The blocks, each ended by an empty line:
//   id: <generation>.<n>   event: change   data: {"list","id","version","by"}
//   event: calls           data: {"ringing"}         somebody at a terminal asks for a person
//   event: resync          data: {}                  too much was missed: load every list anew
//   event: bye             data: {}                  the session ended; the answer ends here
//   : and an id alone                                a heartbeat, every kHeartbeat

/// Where a listener's blocks go. Both may be called from any thread.
struct Pipe {
    /// False when it is gone or takes too slowly; told nothing, it only says whether.
    std::function<bool(std::string)> tell;
    std::function<void()> end;
};

/// All listeners of a running center. Any thread, but pass() from one at a time.
class Streams {
public:
    static constexpr std::size_t kListenersMax = 256;
    static constexpr std::size_t kListenersMaxPerSession = 4;
    static constexpr milliseconds kPause{250};
    static constexpr milliseconds kHeartbeat = std::chrono::seconds{15};
    /// So often it is looked who listens still; one look and two that come late are waited for.
    static constexpr milliseconds kLook = kHeartbeat / 3;
    static constexpr milliseconds kTrust = 3 * kLook;
    /// A connection that was promised a stream and did not follow is forgotten.
    static constexpr milliseconds kFollowWait = std::chrono::seconds{10};
    /// What was missed is told one by one up to here; beyond, lists are loaded anew.
    static constexpr std::int64_t kCatchUpMax = 1'000;

    Streams(accounts::Sessions& sessions, fleet::CallBoard& calls, Random& random)
        : sessions_(sessions), calls_(calls), random_(random) {}

    /// A place for the caller of this session. @param last Last-Event-ID; empty: from this moment.
    /// @return the key under which the connection is to follow(); TooMany.
    Result<std::string> open(store::Database& db, const std::string& session,
                             const std::string& last, Instant now);
    /// The connection of an open place. A key that nobody was given is let go at once.
    void follow(const std::string& key, Pipe pipe);

    /// Tells everybody what changed since they were told. @return true when there may be more.
    Result<bool> pass(store::Database& db, Instant now);

    /// There may be something to tell. Cheap, any thread.
    void poke();
    /// Waits until it was poked, or a heartbeat is due; then kPause.
    void wait(const std::stop_token& stop);
    /// Lets everybody go: at the end.
    void end_all();
    std::size_t listeners() const;

private:
    struct Listener {
        std::string session;
        Instant opened;
        Instant heard;  ///< When it was told anything last.
        std::int64_t sent = 0;
        bool resync = false;
        std::string calls{"-"};  ///< The call board as it was told last.
        Pipe pipe{};             ///< Empty until it follows.
    };
    using Told = std::map<std::pair<std::string, std::int64_t>, std::string>;

    Result<std::string> generation(store::Database& db);
    Status tell(store::Database& db, Listener& listener, Instant now,
                const std::vector<registry::Change>& changes, Told& told);
    std::string calls_block(Listener& listener, rules::Role role, Instant now);
    void let_go(const Listener& listener, const char* last_words);

    accounts::Sessions& sessions_;
    fleet::CallBoard& calls_;
    Random& random_;
    std::string generation_;
    mutable std::mutex mutex_;  ///< Guards all below.
    std::map<std::string, std::shared_ptr<Listener>> listeners_;
    std::mutex poke_mutex_;
    std::condition_variable_any poked_;
    bool is_poked_ = false;
};

}  // namespace sunbooth::center::api
