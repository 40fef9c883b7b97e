// SPDX-License-Identifier: Apache-2.0
#include "sync/center/api/streams.h"

#include "sync/base/mutant.h"
#include "sync/center/api/stream_blocks.h"
#include "sync/center/registry/center.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace sunbooth::center::api {
namespace {

constexpr int kChangesAPass = 500;
constexpr std::size_t kGenerationLetters = 8;
constexpr const char* kBye = "event: bye\ndata: {}\n\n";
constexpr const char* kResync = "event: resync\ndata: {}\n\n";

/// The place that an id of an earlier block names; nothing when it is another generation's or none.
std::optional<std::int64_t> place_of(std::string_view id, std::string_view generation) {
    const std::size_t dot = id.find('.');
    if (dot == std::string_view::npos || id.substr(0, dot) != generation) return std::nullopt;
    const std::string_view digits = id.substr(dot + 1);
    std::int64_t place = 0;
    const auto [stop, failed] =
        std::from_chars(digits.data(), digits.data() + digits.size(), place);
    if (failed != std::errc{} || stop != digits.data() + digits.size() || place < 0) {
        return std::nullopt;
    }
    return place;
}

/// Of several changes of one thing only the last is told.
std::vector<registry::Change> without_repeats(std::vector<registry::Change> changes) {
    std::vector<registry::Change> kept;
    for (std::size_t i = 0; i < changes.size(); ++i) {
        const auto same = [&](const registry::Change& later) {
            return later.list == changes[i].list && later.subject == changes[i].subject;
        };
        const auto from = changes.begin() + static_cast<std::ptrdiff_t>(i) + 1;
        if (std::none_of(from, changes.end(), same)) kept.push_back(changes[i]);
    }
    return kept;
}

bool answers_calls(rules::Role role) {
    return role == rules::Role::Intake || role == rules::Role::Callback ||
           role == rules::Role::Supervisor;
}

}  // namespace

Result<std::string> Streams::generation(store::Database& db) {
    const std::lock_guard lock(mutex_);
    if (!generation_.empty()) return generation_;
    const auto state = registry::center_state(db);
    if (!state.ok()) return state.error();
    generation_ = to_hex(state.value().generation.view()).substr(0, kGenerationLetters);
    return generation_;
}

Result<std::string> Streams::open(store::Database& db, const std::string& session,
                                  const std::string& last, Instant now) {
    const Result<std::string> mine = generation(db);
    if (!mine.ok()) return mine;
    const auto span = registry::change_span(db);
    if (!span.ok()) return span.error();
    auto listener = std::make_shared<Listener>();
    listener->session = session;
    listener->opened = listener->heard = now;
    listener->sent = span.value().newest;
    if (!last.empty()) {
        const auto place = place_of(last, mine.value());
        const std::int64_t newest = span.value().newest;
        const bool reachable = place && *place <= newest && newest - *place <= kCatchUpMax &&
                               (*place == newest || *place + 1 >= span.value().oldest);
        if (reachable) listener->sent = *place;
        listener->resync = !reachable;
    }
    std::array<std::uint8_t, 16> drawn{};
    random_.fill(drawn);
    const std::string key = to_hex(drawn);
    const std::lock_guard lock(mutex_);
    std::erase_if(listeners_, [&](const auto& one) {
        const Pipe& pipe = one.second->pipe;
        // One that hung up has no place, also before anything was to be told to it.
        return pipe.tell ? !pipe.tell({}) : now - one.second->opened > kFollowWait;
    });
    const auto own = std::ranges::count_if(
        listeners_, [&](const auto& one) { return one.second->session == session; });
    if (listeners_.size() >= kListenersMax ||
        own >= static_cast<std::ptrdiff_t>(kListenersMaxPerSession)) {
        Error full{ErrorCode::TooMany, "too many pages listen already", "stream"};
        full.retry_after = std::chrono::seconds{60};
        return full;
    }
    listeners_[key] = std::move(listener);
    return key;
}

void Streams::follow(const std::string& key, Pipe pipe) {
    {
        const std::lock_guard lock(mutex_);
        const auto found = listeners_.find(key);
        if (found != listeners_.end() && !found->second->pipe.tell) {
            found->second->pipe = std::move(pipe);
            pipe = {};
        }
    }
    if (pipe.end) return pipe.end();
    poke();  // What it missed is told at once.
}

void Streams::let_go(const Listener& listener, const char* last_words) {
    if (!listener.pipe.tell) return;
    listener.pipe.tell(last_words);
    listener.pipe.end();
}

std::string Streams::calls_block(Listener& listener, rules::Role role, Instant now) {
    if (!answers_calls(role)) return {};
    std::string seen;
    int ringing = 0;
    for (const fleet::CallBoard::Call& call : calls_.watch(now, kTrust)) {
        seen += call.kiosk + "/" + std::to_string(static_cast<int>(call.state)) + call.by + ";";
        ringing += call.state == fleet::CallBoard::State::Coming ? 0 : 1;
    }
    if (seen == listener.calls) return {};
    const bool quiet = listener.calls == "-" && seen.empty();
    listener.calls = seen;
    if (quiet) return {};
    return "event: calls\ndata: {\"ringing\":" + std::to_string(ringing) + "}\n\n";
}

Status Streams::tell(store::Database& db, Listener& listener, Instant now,
                     const std::vector<registry::Change>& changes, Told& told) {
    const auto session = sessions_.peek(listener.session, now);
    if (!session.ok()) {
        return Error{ErrorCode::Unauthorized, "the session ended", "session"};
    }
    // Asked before it counts as somebody who hears: a console that was closed does not.
    if (!listener.pipe.tell({}) && !mutant("api.stream_hears_closed")) {
        return Error{ErrorCode::Offline, "it hung up", "stream"};
    }
    const accounts::Account& account = session.value().account;
    const std::string kind = viewer_kind(account);
    std::string blocks = listener.resync ? kResync : "";
    listener.resync = false;
    for (const registry::Change& change : changes) {
        if (change.id <= listener.sent) continue;
        auto [known, fresh] = told.try_emplace({kind, change.id});
        if (fresh) {
            Result<std::string> data = change_data(db, account, change);
            if (!data.ok()) return data.error();
            known->second = std::move(data).value();
        }
        listener.sent = change.id;
        if (known->second.empty()) continue;
        blocks += "id: " + generation_ + "." + std::to_string(change.id) +
                  "\nevent: change\ndata: " + known->second + "\n\n";
    }
    blocks += calls_block(listener, account.role, now);
    if (blocks.empty() && now - listener.heard >= kHeartbeat) {
        blocks = ": still here\nid: " + generation_ + "." + std::to_string(listener.sent) + "\n\n";
    }
    if (blocks.empty()) return ok_status();
    listener.heard = now;
    if (listener.pipe.tell(std::move(blocks))) return ok_status();
    return Error{ErrorCode::Offline, "it takes nothing more", "stream"};
}

Result<bool> Streams::pass(store::Database& db, Instant now) {
    if (const auto known = generation(db); !known.ok()) return known.error();
    std::vector<std::pair<std::string, std::shared_ptr<Listener>>> all;
    {
        const std::lock_guard lock(mutex_);
        for (const auto& [key, listener] : listeners_) {
            if (listener->pipe.tell) all.emplace_back(key, listener);
        }
    }
    if (all.empty()) return false;
    std::int64_t after = all.front().second->sent;
    for (const auto& [key, listener] : all) after = std::min(after, listener->sent);
    auto changes = registry::changes_after(db, after, kChangesAPass);
    if (!changes.ok()) return changes.error();
    const bool more = changes.value().size() == std::size_t{kChangesAPass};
    const auto kept = without_repeats(std::move(changes).value());
    Told told;
    for (const auto& [key, listener] : all) {
        const Status done = tell(db, *listener, now, kept, told);
        if (done.ok()) continue;
        const bool gone =
            done.error().code == ErrorCode::Unauthorized || done.error().code == ErrorCode::Offline;
        if (!gone) return done.error();
        if (!mutant("api.stream_outlives_session")) let_go(*listener, kBye);
        const std::lock_guard lock(mutex_);
        listeners_.erase(key);
    }
    return more;
}

void Streams::poke() {
    const std::lock_guard lock(poke_mutex_);
    is_poked_ = true;
    poked_.notify_one();
}

void Streams::wait(const std::stop_token& stop) {
    std::unique_lock lock(poke_mutex_);
    poked_.wait_for(lock, stop, kLook, [this] { return is_poked_; });
    poked_.wait_for(lock, stop, kPause, [] { return false; });
    is_poked_ = false;
}

void Streams::end_all() {
    const std::lock_guard lock(mutex_);
    for (const auto& [key, listener] : listeners_) let_go(*listener, "");
    listeners_.clear();
}

std::size_t Streams::listeners() const {
    const std::lock_guard lock(mutex_);
    return listeners_.size();
}

}  // namespace sunbooth::center::api
