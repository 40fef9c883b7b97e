// SPDX-License-Identifier: Apache-2.0
// What an operator does at the center: keys, codes, revocations.
#include "sync/center/fleet/enrolment.h"
#include "tests/sim/center.h"

namespace sunbooth::sim {

using namespace center;

void Center::rotate(KeyKind kind) {
    stop(Loss::Nothing);
    const Status done = rotate_key(folder_, kind, "127.0.0.1", world_.draws(), clock_.wall());
    if (!done.ok()) return world_.blame("a key is not replaced: " + done.error().line());
    auto keys = registry::load_keys(folder_);
    if (!keys.ok()) return world_.blame("the next keys do not load: " + keys.error().line());
    keys_ = std::move(keys).value();
    ++rotations_;
    world_.note("a key is replaced");
}

std::optional<std::string> Center::make_code(const std::string& kiosk) {
    if (!is_running()) return std::nullopt;
    const auto code = fleet::make_code(*owner_, kiosk, world_.draws(), clock_.wall());
    if (!power_.on()) {
        go_down();
        return std::nullopt;
    }
    if (!code.ok()) world_.blame("no code for " + kiosk + ": " + code.error().line());
    return code.ok() ? std::optional(code.value()) : std::nullopt;
}

bool Center::revoke(const std::string& kiosk) {
    if (!is_running()) return false;
    const Status done = fleet::revoke(*owner_, kiosk, clock_.wall());
    if (!power_.on()) {
        go_down();
        return false;
    }
    if (!done.ok()) world_.blame(kiosk + " is not revoked: " + done.error().line());
    world_.note(kiosk + " is revoked");
    return done.ok();
}

bool Center::welcomes(const std::string& kiosk) {
    const auto known = fleet::find_kiosk(*owner_, kiosk);
    return known.ok() && !known.value().revoked;
}

bool Center::has_revoked(const std::string& kiosk) {
    const auto known = fleet::find_kiosk(*owner_, kiosk);
    return known.ok() && known.value().revoked;
}

bool Center::knows(const std::string& kiosk) {
    return fleet::find_kiosk(*owner_, kiosk).ok();
}

std::int64_t Center::rows_of(const std::string& kiosk) {
    store::Statement select =
        owner_->prepare("SELECT count(*) FROM submission WHERE kiosk = :kiosk");
    const Result<bool> row = select.bind(":kiosk", kiosk).step();
    return row.ok() && row.value() ? select.integer(0) : -1;
}

}  // namespace sunbooth::sim
