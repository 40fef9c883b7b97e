// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/center/api/console_routes.h"
#include "sync/center/api/router.h"
#include "sync/center/api/streams.h"
#include "sync/center/fleet/kiosks.h"
#include "sync/center/vault/local_vault.h"
#include "sync/domain/record.h"
#include "tests/center/fresh_center.h"

#include <boost/json.hpp>

namespace sunbooth::tests {

/// A center as the console's handlers see it: real keys, vault, hall and one enrolled kiosk whose
/// sealed records come in through intake. Requests run as the lanes would run them, and every
/// answer is held against openapi.json.
class ConsoleWorld {
public:
    ConsoleWorld();

    struct Answer {
        int status = 0;
        std::string body;
        std::map<std::string, std::string> headers;
        boost::json::value json() const { return boost::json::parse(body); }
        std::string field() const;  ///< Of a problem document.
    };
    Answer request(std::string method, std::string path, const std::string& body = {});
    Answer get(std::string path) { return request("GET", std::move(path)); }
    Answer post(std::string path, const std::string& body) {
        return request("POST", std::move(path), body);
    }

    /// Opens a session for somebody without a password; tests of sign-in make accounts instead.
    /// As sit_down, by somebody who is related to a unit.
    void sit_down_related(center::rules::Role role, const std::string& unit);
    void sit_down(center::rules::Role role, const std::string& unit = {}, bool must_change = false);
    void stand_up() { cookie.clear(); }
    void end_session() { sessions_.close(cookie); }

    /// A sealed complaint arrives from the kiosk. @return the ticket's id.
    std::string file(const std::string& text, const std::string& phone,
                     const std::string& window = "2", const std::string& topic = "slow");
    /// Any sealed record arrives from the kiosk.
    void take(const domain::Filing& filing);
    /// A sealed rating arrives; a bad one makes a ticket.
    void rate(int level, const std::string& window = "2", const std::string& phone = {});
    /// Something done, at the version that the ticket has.
    Answer act(const std::string& id, boost::json::object deed);

    void pass(milliseconds time) {
        wall += time;
        now += time;
    }
    const std::filesystem::path& folder() const { return center_.folder(); }
    const center::registry::Keys& keys() const { return *keys_; }
    center::vault::Vault& vault() { return *vault_; }
    store::Database& db() { return center_.db(); }
    /// Every route that a center serves, "GET /api/v1/tickets/{id}", in order.
    std::vector<std::string> routes();

    static constexpr const char* kKiosk = "secret-kiosk-7";
    WallTime wall = at_hall(domain::Date::of(2026, 11, 2), 10 * 60 + 17);
    Instant now = instant_ms(5'000'000);
    std::map<std::string, std::string> more_headers;  ///< Of every request from here on.
    std::string cookie;                               ///< The value of the session cookie.
    std::string csrf;
    SeededRandom random{20261102};  ///< The same records are drawn for a call each time.

private:
    FreshCenter center_;
    std::unique_ptr<center::vault::LocalVault> vault_;
    std::optional<center::registry::Keys> keys_;
    center::accounts::Sessions sessions_{random};
    center::callbacks::Desk desk_;

public:
    center::fleet::CallBoard calls;
    center::api::Streams streams{sessions_, calls, random};

private:
    std::optional<center::api::Router> router_;
    seal::SigningKey kiosk_key_;
    std::uint64_t seq_ = 0;
    seal::Digest head_;
};

/// "2026-11-26T09:30", as answers tell a time.
std::string minute_of(WallTime at);

}  // namespace sunbooth::tests
