// SPDX-License-Identifier: Apache-2.0
#include "sync/center/accounts/sessions.h"

#include "sync/seal/keys.h"

namespace sunbooth::center::accounts {

std::string Sessions::key_of(const std::string& token) {
    return to_hex(seal::digest(as_bytes(token)).view());
}

std::string Sessions::draw() {
    std::array<std::uint8_t, 32> bytes{};
    random_.fill(bytes);
    return to_base64url(bytes);
}

Sessions::Opened Sessions::open(const Account& account, Instant now) {
    const std::lock_guard lock(mutex_);
    std::erase_if(entries_, [&](const auto& entry) {
        return now - entry.second.used > kIdleMax || now - entry.second.opened > kAgeMax;
    });
    const std::string token = draw();
    const Session session{account, draw()};
    entries_[key_of(token)] = {session, now, now};
    return {token, session};
}

Result<Session> Sessions::find(const std::string& token, Instant now) {
    const std::lock_guard lock(mutex_);
    const auto found = entries_.find(key_of(token));
    const bool live = found != entries_.end() && now - found->second.used <= kIdleMax &&
                      now - found->second.opened <= kAgeMax;
    if (!live) return Error{ErrorCode::Unauthorized, "nobody is signed in", "session"};
    found->second.used = now;
    return found->second.session;
}

void Sessions::close(const std::string& token) {
    const std::lock_guard lock(mutex_);
    entries_.erase(key_of(token));
}

void Sessions::close_others(const std::string& account, const std::string& keep) {
    const std::lock_guard lock(mutex_);
    const std::string kept = key_of(keep);
    std::erase_if(entries_, [&](const auto& entry) {
        return entry.first != kept && entry.second.session.account.name == account;
    });
}

void Sessions::close_all(const std::string& account) {
    const std::lock_guard lock(mutex_);
    std::erase_if(entries_,
                  [&](const auto& entry) { return entry.second.session.account.name == account; });
}

void Sessions::password_changed(const std::string& token) {
    const std::lock_guard lock(mutex_);
    const auto found = entries_.find(key_of(token));
    if (found != entries_.end()) found->second.session.account.must_change = false;
}

}  // namespace sunbooth::center::accounts
