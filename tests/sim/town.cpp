// SPDX-License-Identifier: Apache-2.0
#include "tests/sim/town.h"

#include "sync/base/assert.h"

#include <unistd.h>

namespace sunbooth::sim {
namespace {

constexpr milliseconds kGiveUp = std::chrono::seconds{30};  ///< A link waits no longer.
constexpr milliseconds kRefusedAfter{50};  ///< A machine without the program says so at once.
constexpr milliseconds kQuick{20};

std::filesystem::path make_folder() {
    use_one_thread();  // Before anything opens a database.
    std::string name = (std::filesystem::temp_directory_path() / "sunbooth-XXXXXX").string();
    SUNBOOTH_ASSERT(mkdtemp(name.data()) != nullptr);
    return name;
}

Error offline(const char* why) {
    return {ErrorCode::Offline, why, ""};
}

}  // namespace

Town::Town(std::uint64_t seed, const Weather& weather)
    : weather_(weather),
      folder_(make_folder()),
      world_(seed),
      vfs_(world_.draws()),
      center_(world_, folder_),
      bugs_([this](std::string_view place) {
          return weather_.struck && !is_calm_ && world_.strikes(place);
      }) {
    vfs_.mount(center_.disk());
    vfs_.mount(center_.backup_disk());
}

Town::~Town() {
    for (const auto& kiosk : kiosks_) kiosk->stop(Loss::Nothing);
    center_.stop(Loss::Nothing);
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
}

Outcome Town::live() {
    settle_in();
    begin_weather();
    world_.run_until(world_.now() + weather_.length);
    end_weather();
    world_.run_until(world_.now() + weather_.calm);
    count();
    Outcome outcome;
    outcome.faults = world_.faults();
    outcome.forms = ledger_.size();
    for (const Form& form : ledger_) outcome.thanked += form.is_thanked() ? 1U : 0U;
    outcome.stops = stops_;
    outcome.restores = center_.restores();
    outcome.rotations = center_.rotations();
    outcome.enrolments = enrolments_;
    outcome.revocations = revocations_;
    outcome.halls = hall_ - 1;
    outcome.fell_behind = world_.fell_behind();
    outcome.struck = world_.struck();
    outcome.emptied_after = emptied_ ? *emptied_ - (Instant{} + weather_.length) : weather_.calm;
    outcome.events = world_.events();
    outcome.fingerprint = world_.fingerprint();
    return outcome;
}

void Town::settle_in() {
    center_.found();
    for (int i = 1; i <= weather_.kiosks; ++i) {
        const std::string name = "hall-" + std::to_string(i);
        add_kiosk(name, center_.enrol(name));
        kiosks_.back()->start();
    }
    center_.back_up();  // Enrolments since the last backup are the operator's to repeat.
}

void Town::add_kiosk(const std::string& name, Kiosk::Provision provision) {
    kiosks_.push_back(std::make_unique<Kiosk>(
        world_, ledger_, folder_ / name, std::move(provision),
        [this](Kiosk& from, wire::Request request, client::Transport::Done done) {
            carry(from, std::move(request), std::move(done));
        }));
    terminals_.emplace_back();
    vfs_.mount(kiosks_.back()->disk());
}

bool Town::is_reachable(const Kiosk& kiosk) const {
    if (weather_.silent && !is_calm_) return false;
    for (std::size_t i = 0; i < kiosks_.size(); ++i) {
        if (kiosks_[i].get() == &kiosk) return world_.now() >= terminals_[i].cut_off_until;
    }
    return false;
}

/// One request's way there and back. Exactly one end reaches the kiosk: an answer, a refused
/// connection, or the end of its patience.
void Town::carry(Kiosk& from, wire::Request request, client::Transport::Done done) {
    auto once = std::make_shared<client::Transport::Done>(std::move(done));
    const Respond respond = [once](Result<wire::Response> response) {
        if (*once) std::exchange(*once, nullptr)(std::move(response));
    };
    world_.after(kGiveUp, [respond] { respond(offline("no answer")); });
    const bool lost = !is_calm_ && world_.happens(weather_.lost_per_mille);
    const bool doubled = !is_calm_ && world_.happens(weather_.doubled_per_mille);
    if (lost || !is_reachable(from)) return;
    deliver(from, request, respond);
    if (doubled) deliver(from, request, respond);
}

void Town::deliver(Kiosk& from, const wire::Request& request, const Respond& respond) {
    const auto delay = [this] {
        return is_calm_ ? kQuick : world_.between(kQuick, weather_.delay_max);
    };
    world_.after(delay(), [this, &from, request, respond, delay] {
        if (!center_.is_running()) {
            world_.after(kRefusedAfter, [respond] { respond(offline("refused")); });
            return;
        }
        center_.arrive(request, [this, &from, respond, delay](const wire::Response& response) {
            const bool lost = !is_calm_ && world_.happens(weather_.lost_per_mille);
            if (lost || !is_reachable(from)) return;
            world_.after(delay(), [respond, response] { respond(response); });
        });
    });
}

}  // namespace sunbooth::sim
