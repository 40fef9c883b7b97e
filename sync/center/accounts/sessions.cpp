// SPDX-License-Identifier: Apache-2.0
#include "sync/center/accounts/sessions.h"

#include "sync/seal/keys.h"

#include <algorithm>
#include <functional>

namespace sunbooth::center::accounts {
namespace {

constexpr std::size_t kIdLength = 16;  ///< 64 of the 256 bits: enough to tell sessions apart.

Error nobody() {
    return {ErrorCode::Unauthorized, "nobody is signed in", "session"};
}

}  // namespace

std::string Sessions::key_of(const std::string& token) {
    return to_hex(seal::digest(as_bytes(token)).view());
}

std::string Sessions::draw() {
    std::array<std::uint8_t, 32> bytes{};
    random_.fill(bytes);
    return to_base64url(bytes);
}

std::string Sessions::id_of(const std::string& token) {
    return key_of(token).substr(0, kIdLength);
}

bool Sessions::is_live(const Entry& entry, Instant now) const {
    return now - entry.used <= kIdleMax && now - entry.opened <= kAgeMax;
}

Sessions::Opened Sessions::insert(Session session, Instant now) {
    const std::string token = draw();
    session.csrf = draw();
    entries_[key_of(token)] = {session, now, now};
    return {token, std::move(session)};
}

Sessions::Opened Sessions::open(const Account& account, Instant now) {
    const std::lock_guard lock(mutex_);
    std::erase_if(entries_, [&](const auto& entry) { return !is_live(entry.second, now); });
    const bool has = account.has_second_factor;
    return insert({account, {}, has, wants_second_factor_ && !has}, now);
}

Result<Sessions::Opened> Sessions::pass_code(const std::string& token, Instant now) {
    const std::lock_guard lock(mutex_);
    const auto found = entries_.find(key_of(token));
    if (found == entries_.end() || !is_live(found->second, now)) return nobody();
    Session session = found->second.session;
    session.awaits_code = false;
    entries_.erase(found);
    return insert(std::move(session), now);
}

Result<Session> Sessions::find(const std::string& token, Instant now) {
    const std::lock_guard lock(mutex_);
    const auto found = entries_.find(key_of(token));
    if (found == entries_.end() || !is_live(found->second, now)) return nobody();
    found->second.used = now;
    return found->second.session;
}

Result<Session> Sessions::peek(const std::string& token, Instant now) {
    const std::lock_guard lock(mutex_);
    const auto found = entries_.find(key_of(token));
    if (found == entries_.end() || !is_live(found->second, now)) return nobody();
    return found->second.session;
}

std::vector<SessionStanding> Sessions::standings(const std::string& account, Instant now) {
    const std::lock_guard lock(mutex_);
    std::vector<SessionStanding> all;
    for (const auto& [key, entry] : entries_) {
        const Account& whose = entry.session.account;
        if (!is_live(entry, now) || (!account.empty() && whose.name != account)) continue;
        all.push_back({key.substr(0, kIdLength), whose, now - entry.opened, now - entry.used});
    }
    std::ranges::sort(all, std::greater{}, &SessionStanding::age);
    return all;
}

Status Sessions::close_by_id(const std::string& id, const std::string& account) {
    const std::lock_guard lock(mutex_);
    const auto closed = std::erase_if(entries_, [&](const auto& entry) {
        return id.size() == kIdLength && entry.first.starts_with(id) &&
               (account.empty() || entry.second.session.account.name == account);
    });
    if (closed == 0) return Error{ErrorCode::NotFound, "there is no such session", "id"};
    return ok_status();
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

void Sessions::second_factor_set(const std::string& account) {
    const std::lock_guard lock(mutex_);
    for (auto& [key, entry] : entries_) {
        if (entry.session.account.name != account) continue;
        entry.session.account.has_second_factor = true;
        entry.session.must_enrol = false;
    }
}

}  // namespace sunbooth::center::accounts
