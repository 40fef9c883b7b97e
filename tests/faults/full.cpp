// SPDX-License-Identifier: Apache-2.0
// Databases of the last version that have something in every room.
#include "sync/center/accounts/accounts.h"
#include "sync/center/tickets/desk.h"
#include "sync/center/tickets/marks.h"
#include "tests/center/kiosk_world.h"
#include "tests/client/rig.h"
#include "tests/faults/old_versions.h"

#include <outbox_migrations.h>

namespace sunbooth::faults {

namespace fs = std::filesystem;

void make_full_center(const fs::path& folder) {
    using namespace center;
    tests::Deployment made;
    tests::TestKiosk kiosk(made, "hall-1");
    tests::TestKiosk other(made, "hall-2");
    REQUIRE(kiosk.send_one(kiosk.make(tests::complaint("办事太慢", "13812345678"))).row == 1);
    REQUIRE(kiosk.send_one(kiosk.make(tests::rating(1))).row == 2);
    const tests::TestKiosk::Odd odd{.content = R"({"text":"x"})"};
    REQUIRE(other.send_one(other.make(tests::complaint("读不懂"), odd)).row == 0);
    const tickets::Actor actor{"li", {rules::Role::Supervisor, ""}};
    tickets::Deed call;
    call.action = rules::Action::Callback;
    call.outcome = rules::Outcome::Verified;
    REQUIRE(tickets::act(made.db(), actor, 1, 1, call, made.wall).ok());
    REQUIRE(tickets::mark_events(made.db(), 1, made.keys().center).ok());
    const accounts::Account account{"li", "李", rules::Role::Supervisor, {}, true};
    REQUIRE(accounts::create_account(made.db(), account, made.random, made.wall).ok());
    REQUIRE(made.db().checkpoint().ok());
    made.close();
    fs::copy(made.folder(), folder, fs::copy_options::recursive);
}

client::Identity make_full_queue(const fs::path& folder) {
    test::Rig rig;
    rig.center.refuse_seqs = {2};
    for (const char* text : {"a", "b", "c"}) rig.file(text);
    rig.exchange();
    rig.center.back_up();
    rig.file("d");
    rig.live(std::chrono::minutes{12});
    rig.file(std::string(900, 'e'));
    rig.lose_requests();
    rig.file("f");
    rig.courier.reset();
    fs::create_directories(folder);
    fs::copy(rig.folder / "outbox.db", folder / "outbox.db");
    return rig.identity;
}

std::vector<std::string_view> queue_schema() {
    using namespace client::migration;
    return {_0001_outbox_sql, _0002_fewer_indexes_sql, _0003_twins_sql};
}

}  // namespace sunbooth::faults
