// SPDX-License-Identifier: Apache-2.0
// What an operator does at the center: keys, codes, revocations, the hall's file.
#include "sync/center/fleet/enrolment.h"
#include "sync/center/intake/again.h"
#include "sync/center/intake/commit.h"
#include "sync/center/intake/parked.h"
#include "sync/center/registry/hall.h"
#include "sync/store/in_transaction.h"
#include "tests/sim/center.h"

namespace sunbooth::sim {

using namespace center;

namespace {

constexpr int kAtOnce = 50;
constexpr int kParkedShown = 1000;

}  // namespace

bool Center::import_hall(int version) {
    if (!is_running()) return false;
    const auto hall = registry::import_hall(*owner_, hall_file(version), clock_.wall());
    if (!power_.on()) {
        go_down();
        return false;
    }
    if (!hall.ok()) {
        world_.blame("a hall is not imported: " + hall.error().line());
        return false;
    }
    const Status judged = judge_parked();
    if (!power_.on()) {
        go_down();
        return false;
    }
    if (!judged.ok()) world_.blame("parked: " + judged.error().line());
    world_.note("hall " + std::to_string(version));
    return true;
}

/// What the program's ParkedClock does on threads of its own.
Status Center::judge_parked() {
    std::int64_t after = 0;
    while (true) {
        const auto judged =
            intake::judge_parked({*reader_, *keys_, *vault_, world_.draws()}, after, kAtOnce);
        if (!judged.ok()) return judged.error();
        const auto taken = store::in_transaction(*owner_, [&] {
            return intake::take_parked(*owner_, *keys_, judged.value().good, clock_.wall());
        });
        if (!taken.ok()) return taken.error();
        after = judged.value().last;
        if (judged.value().is_end) return ok_status();
    }
}

int Center::hall_version() {
    const auto hall = registry::hall_bytes(*owner_);
    return hall.ok() ? hall.value().version : 0;
}

std::vector<std::string> Center::parked() {
    std::vector<std::string> lines;
    const auto all = intake::parked(*owner_, {.limit = kParkedShown});
    if (!all.ok()) return {all.error().line()};
    for (const intake::ParkedLine& one : all.value().items) {
        lines.push_back(one.kiosk + ": " + one.parking.reason);
    }
    return lines;
}

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
    store::Statement select = owner_->prepare(
        "SELECT (SELECT count(*) FROM submission WHERE kiosk = :kiosk) +"
        "       (SELECT count(*) FROM parked WHERE kiosk = :kiosk AND in_chain = 1)");
    const Result<bool> row = select.bind(":kiosk", kiosk).step();
    return row.ok() && row.value() ? select.integer(0) : -1;
}

}  // namespace sunbooth::sim
