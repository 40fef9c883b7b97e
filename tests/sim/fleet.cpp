// SPDX-License-Identifier: Apache-2.0
// Terminals are set up, revoked and brought back, by codes and over the same bad network; the hall
// changes its topics, windows and monitors. What a
// center forgot when it was restored from its backup is the operator's to repeat.
#include "sync/wire/messages.h"
#include "tests/sim/town.h"

#include <utility>

namespace sunbooth::sim {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

constexpr milliseconds kTryAgain = minutes{1};
/// A little less than a code lives.
constexpr milliseconds kCodeUsable = minutes{13};
constexpr int kOk = 200;

}  // namespace

void Town::begin_fleet() {
    repeat(weather_.set_up_every, [this] { set_up_another(); });
    repeat(weather_.revoke_every, [this] { revoke_one(); });
    center_.on_start([this] {
        look_over_fleet();
        look_over_hall();
    });
}

void Town::begin_halls() {
    world_.after(world_.office_between(weather_.hall_every / 2, weather_.hall_every * 3 / 2),
                 [this] {
                     if (is_calm_) return;
                     ++hall_;
                     bring_hall();
                     begin_halls();
                 });
}

/// Every file that the center does not have, in order: a form may name what one in the middle had.
void Town::bring_hall() {
    while (center_.is_running() && center_.hall_version() < hall_) {
        if (!center_.import_hall(center_.hall_version() + 1)) break;
    }
    if (center_.is_running() && center_.hall_version() >= hall_) return;
    world_.after(kTryAgain, [this] { bring_hall(); });
}

/// A restored center may know an earlier hall. Somebody notices, some time.
void Town::look_over_hall() {
    if (!center_.is_running() || center_.hall_version() >= hall_) return;
    world_.fall_behind();
    world_.after(world_.office_between(minutes{5}, minutes{90}), [this] { bring_hall(); });
}

/// Its key is made on it; until it is enrolled nobody can file there.
void Town::set_up_another() {
    if (static_cast<int>(kiosks_.size()) >= weather_.kiosks_max) return;
    const std::string name = "hall-" + std::to_string(kiosks_.size() + 1);
    const seal::SigningKey key = seal::make_signing_key(world_.draws());
    add_kiosk(name, {{domain::KioskId::parse(name).value(), key}, center_.keys().root, {}});
    enrol(kiosks_.size() - 1);
    begin_weather_at(kiosks_.size() - 1);
}

void Town::enrol(std::size_t place) {
    Kiosk& kiosk = *kiosks_[place];
    terminals_[place].enrolling = true;
    kiosk.hold(true);
    if (kiosk.is_running()) kiosk.stop(Loss::Nothing);
    const std::optional<std::string> code = center_.make_code(kiosk.name());
    if (code) return ask_to_enrol(place, *code, world_.now() + kCodeUsable);
    world_.after(kTryAgain, [this, place] { enrol(place); });
}

/// The same code until an answer comes, and another one when it has grown old.
void Town::ask_to_enrol(std::size_t place, const std::string& code, Instant until) {
    if (world_.now() >= until) return enrol(place);
    const auto again = [this, place, code, until] {
        world_.after(kTryAgain, [this, place, code, until] { ask_to_enrol(place, code, until); });
    };
    Result<wire::Request> request = kiosks_[place]->enrol_request(code);
    if (!request.ok()) return again();
    carry(*kiosks_[place], std::move(request).value(),
          [this, place, again](const Result<wire::Response>& response) {
              const bool told = response.ok() && response.value().status == kOk;
              if (!told) return again();
              on_enrolled(place, response.value());
          });
}

void Town::on_enrolled(std::size_t place, const wire::Response& response) {
    const auto answer = wire::read_enrol_answer(as_text(response.body));
    if (!answer.ok()) return world_.blame("an enrolment's answer: " + answer.error().line());
    ++enrolments_;
    terminals_[place].enrolling = false;
    kiosks_[place]->take_keys(answer.value().key_set);
    kiosks_[place]->hold(false);
    kiosks_[place]->start();
    world_.note(kiosks_[place]->name() + " is enrolled");
}

void Town::revoke_one() {
    const auto place = static_cast<std::size_t>(world_.chance().between(0, kiosks_.size() - 1));
    Terminal& terminal = terminals_[place];
    if (terminal.revoked || terminal.enrolling) return;
    if (!center_.revoke(kiosks_[place]->name())) return;
    ++revocations_;
    terminal.revoked = true;
    terminal.rows = center_.rows_of(kiosks_[place]->name());
    world_.after(world_.between(minutes{20}, hours{5}), [this, place] {
        if (!std::exchange(terminals_[place].revoked, false)) return;  // The calm was first.
        judge_silence(place);
        enrol(place);
    });
}

/// From its revocation on, nothing of it was taken in.
void Town::judge_silence(std::size_t place) {
    const std::string& name = kiosks_[place]->name();
    if (!center_.is_running()) return;
    if (center_.rows_of(name) != terminals_[place].rows) {
        world_.blame("records of " + name + " were taken in after its revocation");
    }
}

/// After every start: a restored center may know less than its operator.
void Town::look_over_fleet() {
    for (std::size_t i = 0; i < kiosks_.size() && center_.is_running(); ++i) {
        const std::string& name = kiosks_[i]->name();
        Terminal& terminal = terminals_[i];
        if (terminal.enrolling) continue;
        if (!terminal.revoked) {
            if (!center_.welcomes(name)) enrol(i);
            continue;
        }
        if (!center_.has_revoked(name) && center_.knows(name)) (void)center_.revoke(name);
        if (center_.is_running()) terminal.rows = center_.rows_of(name);
    }
}

}  // namespace sunbooth::sim
