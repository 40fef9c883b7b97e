// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/bytes.h"
#include "sync/center/accounts/accounts.h"

#include <map>
#include <mutex>
#include <string>

namespace sunbooth::center::accounts {

/// Who a request comes from.
struct Session {
    Account account;
    std::string csrf;  ///< Must come back in x-sunbooth-csrf with everything that is no GET.
};

/// The sessions of a running center. In memory only, by the hash of their token: a stolen database
/// or backup holds none, and a restart signs everybody out. Any thread.
class Sessions {
public:
    static constexpr milliseconds kIdleMax = std::chrono::minutes{15};  ///< reliability.md 5.4 #20
    static constexpr milliseconds kAgeMax = std::chrono::hours{8};

    explicit Sessions(Random& random) : random_(random) {}

    struct Opened {
        std::string token;  ///< For the cookie; kept nowhere here.
        Session session;
    };
    Opened open(const Account& account, Instant now);
    /// The session of a token; being asked counts as activity. @return Unauthorized.
    Result<Session> find(const std::string& token, Instant now);
    void close(const std::string& token);
    /// Ends every session of an account but that of `keep`: after a password change.
    void close_others(const std::string& account, const std::string& keep);
    /// Ends every session of an account: after somebody else reset its password.
    void close_all(const std::string& account);
    /// The account has chosen its own password.
    void password_changed(const std::string& token);

private:
    struct Entry {
        Session session;
        Instant opened, used;
    };
    static std::string key_of(const std::string& token);
    std::string draw();

    Random& random_;
    std::mutex mutex_;
    std::map<std::string, Entry> entries_;
};

}  // namespace sunbooth::center::accounts
