// SPDX-License-Identifier: Apache-2.0
// What happens by chance, until the calm.
#include "tests/sim/town.h"

#include <array>
#include <utility>

namespace sunbooth::sim {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

/// A cut in the middle of something comes within so many operations of the disk. A press takes
/// about ten, opening a queue some dozens.
constexpr std::uint64_t kCutWithin = 60;

}  // namespace

void Town::repeat(milliseconds mean, std::function<void()> what) {
    world_.after(world_.once_in(mean), [this, mean, what = std::move(what)] {
        if (is_calm_) return;
        what();
        repeat(mean, what);
    });
}

void Town::begin_weather_at(std::size_t place) {
    Kiosk& kiosk = *kiosks_[place];
    repeat(weather_.form_every, [this, &kiosk] { file_somewhere(kiosk); });
    repeat(weather_.kiosk_stop_every, [this, &kiosk] { stop_kiosk(kiosk); });
    repeat(weather_.clock_jump_every, [this, &kiosk] {
        kiosk.clock().jump(world_.between(minutes{0}, hours{50}) - hours{25});
    });
    repeat(weather_.partition_every, [this, place] {
        terminals_[place].cut_off_until = world_.now() + world_.between(minutes{1}, hours{6});
    });
}

void Town::begin_weather() {
    is_calm_ = false;
    for (std::size_t i = 0; i < kiosks_.size(); ++i) begin_weather_at(i);
    repeat(weather_.center_stop_every, [this] { stop_center(); });
    repeat(weather_.backup_every, [this] {
        if (center_.is_running()) center_.back_up();
    });
    repeat(weather_.rotate_every, [this] {
        constexpr std::array kKinds{center::KeyKind::Intake, center::KeyKind::Callback,
                                    center::KeyKind::Signing};
        center_.rotate(kKinds.at(static_cast<std::size_t>(world_.chance().between(0, 2))));
        world_.after(world_.between(minutes{1}, minutes{20}), [this] { center_.start(); });
    });
    repeat(weather_.restore_every, [this] {
        center_.lose_disk_and_restore();
        world_.after(world_.between(minutes{1}, hours{2}), [this] { center_.start(); });
    });
    begin_fleet();
    begin_halls();
}

/// A terminal that is off takes no forms.
void Town::file_somewhere(Kiosk& kiosk) {
    if (!kiosk.is_running()) return;
    const bool rates = world_.happens(300);
    const bool leaves_phone = world_.happens(500);
    const bool reports = !rates && !leaves_phone && world_.happens(200);  // By a monitor.
    ledger_.push_back(make_form(ledger_.size() + 1,
                                rates     ? domain::RecordKind::Rating
                                : reports ? domain::RecordKind::Issue
                                          : domain::RecordKind::Complaint,
                                leaves_phone, kiosk.hall_version()));
    kiosk.file(ledger_.size() - 1);
}

void Town::stop_kiosk(Kiosk& kiosk) {
    ++stops_;
    const std::uint64_t how = world_.chance().between(0, 3);
    if (how >= 2) return kiosk.power().cut_after(world_.chance().between(0, kCutWithin));
    const bool killed = how == 0;
    kiosk.stop(killed ? Loss::Nothing : Loss::Unsynced);
    world_.after(killed ? milliseconds{seconds{5}} : world_.between(minutes{1}, minutes{20}),
                 [&kiosk] { kiosk.start(); });
}

void Town::stop_center() {
    ++stops_;
    const std::uint64_t how = world_.chance().between(0, 3);
    if (how >= 2) return center_.power().cut_after(world_.chance().between(0, kCutWithin));
    center_.stop(how == 0 ? Loss::Nothing : Loss::Unsynced);
    world_.after(world_.between(seconds{5}, minutes{20}), [this] { center_.start(); });
}

/// Everything comes back and stays: whatever is still on its way must get there.
void Town::end_weather() {
    is_calm_ = true;
    center_.power().restore();
    center_.start();
    for (std::size_t i = 0; i < kiosks_.size(); ++i) {
        terminals_[i].cut_off_until = world_.now();
        kiosks_[i]->power().restore();
        kiosks_[i]->start();
    }
    for (std::size_t i = 0; i < kiosks_.size(); ++i) {
        if (terminals_[i].revoked) judge_silence(i);
        if (std::exchange(terminals_[i].revoked, false)) enrol(i);
    }
    world_.after(minutes{1}, [this] { bring_hall(); });
    watch_queues(world_.now());
    for (milliseconds at = minutes{15}; at < weather_.calm; at += minutes{15}) {
        world_.after(at, [this] { center_.back_up(); });
    }
}

/// Liveness: how long until nothing is unsent anywhere.
void Town::watch_queues(Instant healed) {
    bool empty = true;
    for (const auto& kiosk : kiosks_) {
        empty = empty && kiosk->is_running() && kiosk->courier().outbox() != nullptr &&
                kiosk->courier().outbox()->counts().unsent == 0;
    }
    if (empty) {
        emptied_ = world_.now();
        return;
    }
    if (world_.now() - healed > kEmptyWithin && !late_) {
        late_ = true;
        world_.blame("a queue is not empty 15 minutes after all is well");
    }
    world_.after(seconds{5}, [this, healed] { watch_queues(healed); });
}

}  // namespace sunbooth::sim
