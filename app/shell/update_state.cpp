// SPDX-License-Identifier: Apache-2.0
#include "app/shell/update_state.h"

#include "app/flow/pages.h"
#include "sync/domain/hall.h"

#include <fstream>
#include <string>

namespace sunbooth::app::shell {
namespace {

namespace fs = std::filesystem;
using domain::Update;
using domain::UpdateState;

/// Writing the other slot took 35 s under emulation (kiosk-os.md 2.6), the start into it as long.
constexpr int kQuietMinutes = 30;
constexpr int kNightFrom = 2 * 60, kNightTo = 5 * 60;
constexpr int kMinutesOfDay = 24 * 60;

bool rests(const domain::Hall& hall, domain::Date day, int minute) {
    if (hall.hours.empty()) return minute >= kNightFrom && minute < kNightTo;
    return !hall.is_open(day, minute);
}

std::string boot_id(const fs::path& root) {
    std::ifstream file(root / "proc/sys/kernel/random/boot_id");
    std::string id;
    std::getline(file, id);
    return id;
}

}  // namespace

Update read_update(const fs::path& root, std::string_view version) {
    std::ifstream file(root / "data/update/state");
    std::string word, boot;
    Update update;
    if (!(file >> word >> update.version)) return {};
    if (!domain::is_version(update.version)) return {};
    const bool runs = update.version == version;
    if (word == "failed") {
        update.state = UpdateState::Failed;
        std::getline(file >> std::ws, update.why);
    } else if (word == "good") {
        update.state = runs ? UpdateState::Good : UpdateState::FellBack;
    } else if (file >> boot; word == "installed") {
        update.state = runs                    ? UpdateState::Trial
                       : boot == boot_id(root) ? UpdateState::Installed
                                               : UpdateState::FellBack;
    } else if (word == "installing" && boot == boot_id(root)) {
        update.state = UpdateState::Installing;
    }
    return update.state == UpdateState::None ? Update{} : update;
}

bool is_quiet(const flow::State& state) {
    using flow::Page;
    const Page page = flow::page_of(state);
    const bool alone = page == Page::Attract || page == Page::Closed || page == Page::OutOfOrder;
    if (!alone || !state.hall) return false;
    const domain::Date day = domain::date_of(state.wall);
    const int minute = domain::minute_of_day(state.wall);
    const int later = minute + kQuietMinutes;
    return rests(*state.hall, day, minute) &&
           rests(*state.hall, day.plus(later / kMinutesOfDay), later % kMinutesOfDay);
}

}  // namespace sunbooth::app::shell
