// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/bytes.h"
#include "sync/center/accounts/accounts.h"

#include <map>
#include <mutex>
#include <string>
#include <vector>

namespace sunbooth::center::accounts {

/// Who a request comes from.
struct Session {
    Account account;
    std::string csrf;  ///< Must come back in x-sunbooth-csrf with everything that is no GET.
    bool awaits_code = false;  ///< The password was right; the second factor is still to come.
    bool must_enrol = false;   ///< The house wants a second factor, and this account has none.
};

/// A session as a list shows it.
struct SessionStanding {
    std::string id;  ///< Names it without giving it away: the hash of its token, cut short.
    Account account;
    milliseconds age{};
    milliseconds idle{};
};

/// The sessions of a running center. In memory only, by the hash of their token: a stolen database
/// or backup holds none, and a restart signs everybody out. Any thread.
class Sessions {
public:
    static constexpr milliseconds kIdleMax = std::chrono::minutes{15};  ///< reliability.md 5.4 #20
    static constexpr milliseconds kAgeMax = std::chrono::hours{8};

    /// @param wants_second_factor every account must have one before it may do anything else.
    explicit Sessions(Random& random, bool wants_second_factor = false)
        : random_(random), wants_second_factor_(wants_second_factor) {}

    struct Opened {
        std::string token;  ///< For the cookie; kept nowhere here.
        Session session;
    };
    Opened open(const Account& account, Instant now);
    /// The code was right: a session under another token takes the place of this one.
    /// @return Unauthorized when it is gone.
    Result<Opened> pass_code(const std::string& token, Instant now);
    /// The session of a token; being asked counts as activity. @return Unauthorized.
    Result<Session> find(const std::string& token, Instant now);
    /// The same without its counting as activity: for a stream that a page holds open by itself.
    Result<Session> peek(const std::string& token, Instant now);
    void close(const std::string& token);
    /// Those that are live; of one account, or of all when `account` is empty. Oldest first.
    std::vector<SessionStanding> standings(const std::string& account, Instant now);
    static std::string id_of(const std::string& token);
    /// Ends the session of this id; `account`, unless empty, must be whose it is. @return NotFound.
    Status close_by_id(const std::string& id, const std::string& account);
    /// Ends every session of an account but that of `keep`: after a password change.
    void close_others(const std::string& account, const std::string& keep);
    /// Ends every session of an account: after somebody else reset its password.
    void close_all(const std::string& account);
    /// The account has chosen its own password.
    void password_changed(const std::string& token);
    /// Every session of the account knows that there is a second factor.
    void second_factor_set(const std::string& account);

private:
    struct Entry {
        Session session;
        Instant opened, used;
    };
    static std::string key_of(const std::string& token);
    std::string draw();
    bool is_live(const Entry& entry, Instant now) const;
    Opened insert(Session session, Instant now);

    Random& random_;
    const bool wants_second_factor_;
    std::mutex mutex_;
    std::map<std::string, Entry> entries_;
};

}  // namespace sunbooth::center::accounts
