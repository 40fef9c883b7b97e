// SPDX-License-Identifier: Apache-2.0
// What the machine's updater tells, and when a terminal may be busy with itself.
#include "app/shell/update_state.h"
#include "sync/domain/hall.h"
#include "tests/store/temp_folder.h"

#include <doctest/doctest.h>

#include <fstream>

using namespace sunbooth;
using domain::UpdateState;
namespace fs = std::filesystem;

namespace {

struct Machine {
    Machine() {
        fs::create_directories(root() / "data/update");
        start("boot-1");
    }
    fs::path root() const { return folder.path(); }
    void start(const std::string& boot) {
        fs::create_directories(root() / "proc/sys/kernel/random");
        std::ofstream(root() / "proc/sys/kernel/random/boot_id") << boot << "\n";
    }
    domain::Update with(const std::string& line, const std::string& runs = "0.1.7") const {
        std::ofstream(root() / "data/update/state") << line << "\n";
        return app::shell::read_update(root(), runs);
    }
    test::TempFolder folder;
};

/// A terminal at its first page, in a hall that is open on Thursdays from 9 to 17.
struct Terminal {
    Terminal() {
        hall.hours = {{.weekday = 4, .from = 540, .to = 1020}};
        state.visit.page = app::flow::Page::Attract;
    }
    bool quiet_at(domain::Date day, int hour, int minute = 0) {
        state.hall = std::make_shared<const domain::Hall>(hall);
        // The hall's day begins eight hours before that of UTC.
        state.wall = wall_ms(std::int64_t{day.days} * 86'400'000) + std::chrono::hours{hour - 8} +
                     std::chrono::minutes{minute};
        return app::shell::is_quiet(state);
    }
    domain::Hall hall;
    app::flow::State state;
    const domain::Date thursday = domain::Date::of(2026, 11, 26);
};

}  // namespace

TEST_CASE("update: what is under way is told for this start of the machine only") {
    const Machine machine;
    CHECK(app::shell::read_update(machine.root(), "0.1.7").state == UpdateState::None);
    CHECK(machine.with("installing 0.1.8 boot-1").state == UpdateState::Installing);
    CHECK(machine.with("installing 0.1.8 boot-1").version == "0.1.8");
    CHECK(machine.with("installed 0.1.8 boot-1").state == UpdateState::Installed);
    // The plug was pulled while it was written: it begins again.
    CHECK(machine.with("installing 0.1.8 boot-0") == domain::Update{});
}

TEST_CASE(
    "update: a new version is on trial until it was found good, and is told when it fell back") {
    const Machine machine;
    CHECK(machine.with("installed 0.1.8 boot-0", "0.1.8").state == UpdateState::Trial);
    CHECK(machine.with("good 0.1.8", "0.1.8").state == UpdateState::Good);
    CHECK(machine.with("installed 0.1.8 boot-0", "0.1.7").state == UpdateState::FellBack);
    CHECK(machine.with("good 0.1.8", "0.1.7").state == UpdateState::FellBack);
}

TEST_CASE("update: a refusal is told with its reason, damage as nothing") {
    const Machine machine;
    const domain::Update failed = machine.with("failed 0.1.8 signature verification failed");
    CHECK(failed.state == UpdateState::Failed);
    CHECK(failed.version == "0.1.8");
    CHECK(failed.why == "signature verification failed");
    for (const char* line : {"", "installed", "installed ../x boot-1", "dancing 0.1.8 boot-1"}) {
        CHECK(machine.with(line) == domain::Update{});
    }
}

TEST_CASE("quiet: only while the hall is closed and stays so for half an hour, with nobody there") {
    Terminal terminal;
    const domain::Date day = terminal.thursday;
    CHECK_FALSE(terminal.quiet_at(day, 12));
    CHECK(terminal.quiet_at(day, 17));
    CHECK(terminal.quiet_at(day, 8, 29));
    CHECK_FALSE(terminal.quiet_at(day, 8, 30));
    CHECK_FALSE(terminal.quiet_at(day, 8, 59));
    CHECK(terminal.quiet_at(day.plus(1), 12));
    terminal.state.visit.page = app::flow::Page::Home;
    CHECK_FALSE(terminal.quiet_at(day, 20));
}

TEST_CASE("quiet: opening at midnight is seen from the day before") {
    Terminal terminal;
    terminal.hall.hours = {{.weekday = 5, .from = 0, .to = 600}};
    CHECK(terminal.quiet_at(terminal.thursday, 23, 29));
    CHECK_FALSE(terminal.quiet_at(terminal.thursday, 23, 45));
}

TEST_CASE("quiet: a hall that names no hours rests at night, one that is not known never") {
    Terminal terminal;
    terminal.hall.hours.clear();
    CHECK_FALSE(terminal.quiet_at(terminal.thursday, 12));
    CHECK(terminal.quiet_at(terminal.thursday, 3));
    CHECK_FALSE(terminal.quiet_at(terminal.thursday, 4, 45));
    terminal.state.hall = nullptr;
    CHECK_FALSE(app::shell::is_quiet(terminal.state));
}
