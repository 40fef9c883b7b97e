// SPDX-License-Identifier: Apache-2.0
// Whoever changed it since the last import has the word, file or registry; where both did, nothing
// is imported and the field is named.
#include "sync/center/registry/hall_merge.h"

#include "sync/base/mutant.h"
#include "sync/center/registry/entries.h"
#include "sync/center/registry/hall.h"
#include "sync/center/registry/journal.h"
#include "sync/center/registry/monitors.h"
#include "sync/wire/hall.h"
#include "tests/center/fresh_center.h"

#include <doctest/doctest.h>

using namespace sunbooth;
using namespace sunbooth::tests;
using namespace sunbooth::center::registry;

namespace {

const WallTime kNow = wall_ms(1'793'577'600'000);  // 2026-11-02

struct World {
    World() {
        file.windows.push_back({"99", "scjg", {"备用窗口", "Spare window", ""}});
        import(file);
    }
    /// The next file: the last one with a higher version, changed.
    Result<domain::Hall> import_next(const std::function<void(domain::Hall&)>& change) {
        domain::Hall next = file;
        ++next.version;
        change(next);
        auto imported = import_hall(center.db(), wire::write_hall(next), kNow);
        if (imported.ok()) file = next;
        return imported;
    }
    void import(const domain::Hall& hall) {
        const auto imported = import_hall(center.db(), wire::write_hall(hall), kNow);
        if (!imported.ok()) FAIL(imported.error().line());
    }
    /// An edit of one field, or of `active`.
    void edit(EntryKind kind, const std::string& code, const std::string& field,
              const std::string& value, bool active = true) {
        const auto found = find_entry(center.db(), kind, code);
        Edit edit{kind, code, found.ok() ? found.value().version : 0, active, {}, "admin"};
        if (found.ok()) edit.fields = found.value().fields;
        if (!field.empty()) edit.fields[field] = value;
        const auto saved = save_entry(center.db(), edit, kNow);
        if (!saved.ok()) FAIL(saved.error().line());
    }
    const domain::Hall& hall() { return *hall_in_force(center.db()).value(); }
    std::int64_t noted() {
        store::Statement count =
            center.db().prepare("SELECT count(*) FROM journal WHERE what = 'hall_merged'");
        REQUIRE(count.step().ok());
        return count.integer(0);
    }
    FreshCenter center;
    domain::Hall file = wire::read_hall(source_file("assets/demo/hall.json")).value();
};

domain::Unit& unit_of(domain::Hall& hall, const std::string& code) {
    return *std::ranges::find(hall.units, code, &domain::Unit::code);
}

}  // namespace

TEST_CASE("hall: an edit in the registry outlives the next file, field by field") {
    World world;
    world.edit(EntryKind::Unit, "scjg", "phone", "0710-1234567");
    world.edit(EntryKind::Window, "2", "name.en", "Business start");
    world.edit(EntryKind::Unit, "xfd", "name.zh", "新发大队");
    const int edited = world.hall().version;
    const auto next = world.import_next([](domain::Hall& hall) {
        unit_of(hall, "scjg").name.en = "Market Bureau";
        hall.units.push_back({"ylj", {"园林局", "Parks", ""}, ""});
    });
    REQUIRE(next.ok());
    CHECK(world.hall().unit("scjg")->phone == "0710-1234567");
    CHECK(world.hall().unit("scjg")->name.en == "Market Bureau");
    CHECK(world.hall().window("2")->name.en == "Business start");
    CHECK(world.hall().unit("xfd") != nullptr);  // Made in the registry.
    CHECK(world.hall().unit("ylj") != nullptr);  // Made in the file.
    CHECK(world.hall().version > edited);
    CHECK(world.noted() == 1);
    CHECK(verify_journal(world.center.db()).ok());
    // The same file again is no change, and the next is held against it.
    const int stands = world.hall().version;
    world.import(world.file);
    CHECK(world.hall().version == stands);
    REQUIRE(world.import_next([](domain::Hall& hall) { unit_of(hall, "ylj").phone = "1"; }).ok());
    CHECK(world.hall().unit("scjg")->phone == "0710-1234567");
    CHECK(world.hall().unit("ylj")->phone == "1");
}

TEST_CASE(
    "hall: what both changed, and differently, is refused by field; agreeing is no conflict") {
    World world;
    world.edit(EntryKind::Unit, "scjg", "phone", "0710-1");
    const int before = world.hall().version;
    const auto refused =
        world.import_next([](domain::Hall& hall) { unit_of(hall, "scjg").phone = "0710-2"; });
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().code == ErrorCode::Conflict);
    CHECK(refused.error().field == "units.scjg.phone");
    CHECK(refused.error().detail.find("0710-1") != std::string::npos);
    CHECK(refused.error().detail.find("0710-2") != std::string::npos);
    CHECK(world.hall().version == before);
    REQUIRE(
        world.import_next([](domain::Hall& hall) { unit_of(hall, "scjg").phone = "0710-1"; }).ok());
    CHECK(world.hall().unit("scjg")->phone == "0710-1");
}

TEST_CASE("hall: a window that is edited keeps its queue, and the next file still changes it") {
    World world;
    const auto queue = [&] { return world.hall().window("2")->queue; };
    REQUIRE(queue() == std::vector<std::string>{"A"});
    world.edit(EntryKind::Window, "2", "name.en", "Business start");
    CHECK(queue() == std::vector<std::string>{"A"});
    CHECK_FALSE(world.hall().kiosks.empty());
    CHECK_FALSE(world.hall().online_address.empty());
    const auto next = world.import_next([](domain::Hall& hall) {
        for (domain::Window& one : hall.windows) {
            if (one.code == "2") one.queue = {"Q"};
        }
    });
    REQUIRE(next.ok());
    CHECK(queue() == std::vector<std::string>{"Q"});
    CHECK(world.hall().window("2")->name.en == "Business start");
}

TEST_CASE("hall: what the registry took out of use stays out, unless the file speaks of it anew") {
    World world;
    const std::string code = "99";  // No service is handled there.
    world.edit(EntryKind::Window, code, "", "", false);
    REQUIRE(world.import_next([](domain::Hall&) {}).ok());
    CHECK(world.hall().window(code) == nullptr);
    const auto anew =
        world.import_next([](domain::Hall& hall) { hall.windows.back().name.en = "Again"; });
    REQUIRE_FALSE(anew.ok());
    CHECK(anew.error().field == "windows." + code);
}

TEST_CASE("hall: a badge that was taken away is not opened again by the file that issued it") {
    World world;
    REQUIRE_FALSE(world.file.monitors.empty());
    domain::Monitor& first = world.file.monitors.front();
    first.badge_hash = std::string(64, 'a');
    ++world.file.version;
    world.import(world.file);
    const auto badge = [&] {
        return find_monitor(world.center.db(), first.code).value().monitor.badge_hash;
    };
    CHECK(badge() == std::string(64, 'a'));
    REQUIRE(set_badge(world.center.db(), first.code, "", domain::Date::of(2026, 11, 3)).ok());
    REQUIRE(world.import_next([](domain::Hall&) {}).ok());
    CHECK(badge().empty());
    const MutantScope file("registry.file_has_the_word");
    REQUIRE(world.import_next([](domain::Hall&) {}).ok());
    CHECK_FALSE(badge().empty());
}

TEST_CASE("hall: where an older program kept no file, an edited entry is the registry's") {
    World world;
    world.edit(EntryKind::Unit, "scjg", "phone", "0710-1");
    REQUIRE(world.center.db().run("UPDATE hall SET file = NULL").ok());
    world.file.version = world.hall().version;
    REQUIRE(world
                .import_next([](domain::Hall& hall) {
                    unit_of(hall, "mzjj").phone = "0710-9";
                    unit_of(hall, "scjg").phone = "0710-8";
                })
                .ok());
    CHECK(world.hall().unit("scjg")->phone == "0710-1");
    CHECK(world.hall().unit("mzjj")->phone == "0710-9");
}
