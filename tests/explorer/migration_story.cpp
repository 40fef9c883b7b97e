// SPDX-License-Identifier: Apache-2.0
// An old database is opened by this version on a recording disk. At every cut it must be a whole
// database of one version, its own or a later one, with every row that it had.
#include "sync/base/assert.h"
#include "sync/center/registry/center.h"
#include "sync/center/registry/schema.h"
#include "sync/client/outbox.h"
#include "tests/explorer/story.h"
#include "tests/faults/old_versions.h"
#include "tests/store/temp_folder.h"

#include <memory>

namespace sunbooth::explorer {
namespace {

using faults::OldVersion;
using store::Database;

constexpr const char* kRoot = "/upgraded";

/// What all checks of one program's databases share.
struct Program {
    std::string file;                  ///< "/upgraded/center.db"
    std::vector<std::string> schemas;  ///< By version.
    /// The program's own opening. @return why it does not open; its database.
    std::function<std::optional<std::string>(const std::function<void(Database&)>&)> open;
};

std::optional<std::string> compare(Database& db, const OldVersion& old) {
    const Result<std::string> rows = faults::rows_of(db, old.stays);
    if (!rows.ok()) return "unreadable: " + rows.error().line();
    if (rows.value() != old.rows) return "a row is not what it was";
    return std::nullopt;
}

std::optional<std::string> check(const Program& program, const OldVersion& old) {
    Result<Database> db = Database::open(program.file, {.exclusive = true});
    if (!db.ok()) return "does not open: " + db.error().line();
    const Status whole = db.value().check_indexes();
    if (!whole.ok()) return "damaged: " + whole.error().line();
    const Result<std::size_t> version = faults::version_of(db.value());
    if (!version.ok() || version.value() < old.version ||
        version.value() >= program.schemas.size()) {
        return "an impossible version";
    }
    const Result<std::string> schema = faults::schema_of(db.value());
    if (!schema.ok() || schema.value() != program.schemas[version.value()]) {
        return "the tables are not those of version " + std::to_string(version.value());
    }
    return compare(db.value(), old);
}

std::optional<std::string> open_it(const Program& program, const OldVersion& old) {
    std::optional<std::string> broken;
    const auto look = [&](Database& db) {
        const Result<std::size_t> version = faults::version_of(db);
        if (!version.ok() || version.value() + 1 != program.schemas.size()) broken = "not upgraded";
        if (!broken) broken = compare(db, old);
    };
    const std::optional<std::string> closed = program.open(look);
    return closed ? closed : broken;
}

Story tell(const std::shared_ptr<const Program>& program, const OldVersion& old) {
    using Kind = sim::Operation::Kind;
    Story story;
    story.root = kRoot;
    story.operations = {{Kind::Create, program->file, 0, {}},
                        {Kind::Write, program->file, 0, old.file},
                        {Kind::Sync, program->file, 0, {}}};
    story.from = story.operations.size();
    story.open_every = 20;
    SeededRandom chance(3);
    sim::Vfs vfs(chance);
    sim::Power power;
    sim::Disk disk(kRoot, power);
    vfs.mount(disk);
    for (const sim::Operation& one : story.operations) disk.repeat(one);
    disk.record(&story.operations);
    const auto failed = program->open([](Database&) {});
    // A mutant may break even the opening that is not cut short.
    if (failed) std::fprintf(stderr, "%s\n", failed->c_str());
    SUNBOOTH_ASSERT(!failed);
    story.check = [program, old](Moment) { return check(*program, old); };
    story.open = [program, old](Moment) { return open_it(*program, old); };
    return story;
}

std::vector<std::string> schemas_of(std::span<const std::string_view> migrations) {
    std::vector<std::string> all;
    for (std::size_t n = 0; n <= migrations.size(); ++n) {
        all.push_back(faults::schema_after(migrations, n));
    }
    return all;
}

std::shared_ptr<const Program> center_program() {
    auto program = std::make_shared<Program>();
    program->file.assign(kRoot).append("/center.db");
    program->schemas = schemas_of(center::registry::center_schema());
    program->open = [](const auto& look) -> std::optional<std::string> {
        Result<Database> db = center::registry::open_center(kRoot);
        if (!db.ok()) return "the program cannot open it: " + db.error().line();
        look(db.value());
        return std::nullopt;
    };
    return program;
}

std::shared_ptr<const Program> queue_program(const client::Identity& identity) {
    auto program = std::make_shared<Program>();
    program->file.assign(kRoot).append("/outbox.db");
    program->schemas = schemas_of(faults::queue_schema());
    program->open = [file = program->file,
                     identity](const auto& look) -> std::optional<std::string> {
        SeededRandom random(1);
        NullLog log;
        Result<client::Outbox> queue = client::Outbox::open({.path = file, .vfs = sim::Vfs::name()},
                                                            identity, wall_ms(0), random, log);
        if (!queue.ok()) return "the program cannot open it: " + queue.error().line();
        if (!queue.value().quarantined().empty()) return "the program set it aside";
        look(queue.value().database());
        return std::nullopt;
    };
    return program;
}

}  // namespace

std::vector<std::pair<std::string, Story>> migration_stories() {
    SUNBOOTH_ASSERT(seal::start().ok());
    const test::TempFolder folder;
    faults::make_full_center(folder / "center");
    const client::Identity identity = faults::make_full_queue(folder / "queue");
    const auto centers =
        faults::old_versions(folder / "center" / "center.db", center::registry::center_schema());
    const auto queues =
        faults::old_versions(folder / "queue" / "outbox.db", faults::queue_schema());
    std::vector<std::pair<std::string, Story>> stories;
    const auto center = center_program();
    for (const OldVersion& old : centers) {
        stories.emplace_back("center.db of version " + std::to_string(old.version),
                             tell(center, old));
    }
    const auto queue = queue_program(identity);
    for (const OldVersion& old : queues) {
        stories.emplace_back("outbox.db of version " + std::to_string(old.version),
                             tell(queue, old));
    }
    return stories;
}

}  // namespace sunbooth::explorer
