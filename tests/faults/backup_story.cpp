// SPDX-License-Identifier: Apache-2.0
#include "sync/center/backups.h"
#include "sync/center/folder.h"
#include "sync/center/intake/submissions.h"
#include "sync/center/registry/schema.h"
#include "sync/center/restore.h"
#include "sync/center/verify_store.h"
#include "tests/center/kiosk_world.h"
#include "tests/faults/stories.h"

#include <optional>

namespace sunbooth::faults {
namespace {

namespace fs = std::filesystem;
using namespace center;

constexpr std::uint64_t kInBackup = 2;  ///< Rows of the earlier backup.
constexpr std::uint64_t kLive = 4;      ///< Rows of the center.
const WallTime kNow = wall_ms(1'795'000'000'000);

Config config_of(const fs::path& folder) {
    Config config;
    config.backup_folder = folder / "backups";
    config.backup_keep = 2;
    return config;
}

std::vector<fs::path> backups_in(const fs::path& folder) {
    std::vector<fs::path> found;
    for (const auto& entry : fs::directory_iterator(folder / "backups")) {
        if (entry.path().filename().string().starts_with("backup-")) found.push_back(entry.path());
    }
    return found;
}

/// Whether these databases are a whole center of that many records, contacts included.
std::optional<std::string> whole(store::Database& db, const registry::Keys& keys,
                                 const fs::path& vault_db, std::uint64_t rows) {
    const Status tables = store::check_schema(db, registry::center_schema());
    if (!tables.ok()) return tables.error().line();
    const Result<std::uint64_t> newest = intake::newest_row(db);
    if (!newest.ok() || newest.value() != rows) return "another number of records";
    const Result<StoreReport> report = verify_store(db, keys);
    if (!report.ok()) return report.error().line();
    Result<store::Database> vault =
        store::Database::open(vault_db, {.access = store::Access::Reader});
    if (!vault.ok()) return "vault: " + vault.error().line();
    if (const Status good = vault.value().check_indexes(); !good.ok()) return good.error().line();
    store::Statement table =
        vault.value().prepare("SELECT 1 FROM sqlite_schema WHERE name = 'contact'");
    const Result<bool> there = table.step();
    if (!there.ok() || !there.value()) return "a vault without its table";
    store::Statement count = vault.value().prepare("SELECT count(*) FROM contact");
    if (!count.step().ok() || static_cast<std::uint64_t>(count.integer(0)) < rows) {
        return "a record without its contact";
    }
    return std::nullopt;
}

std::optional<std::string> whole_center(const fs::path& folder, std::uint64_t rows) {
    const Result<registry::Keys> keys = registry::load_keys(folder);
    if (!keys.ok()) return keys.error().line();
    Result<store::Database> db = registry::open_center(folder);
    if (!db.ok()) return "the center does not open: " + db.error().line();
    return whole(db.value(), keys.value(), folder / "vault" / "vault.db", rows);
}

/// A backup's promise is the row in its name.
std::optional<std::string> whole_backup(const fs::path& folder, const fs::path& backup) {
    const Result<registry::Keys> keys = registry::load_keys(folder);
    if (!keys.ok()) return keys.error().line();
    const std::string name = backup.filename().string();
    const std::uint64_t rows = std::stoull(name.substr(name.rfind("row") + 3));
    Result<store::Database> db =
        store::Database::open(backup / "center.db", {.access = store::Access::Reader});
    if (!db.ok()) return "a backup does not open: " + db.error().line();
    const auto trouble = whole(db.value(), keys.value(), backup / "vault.db", rows);
    return trouble ? std::optional("a backup is not whole: " + *trouble) : std::nullopt;
}

/// A center with four records, two of them in a backup.
void make_beginning(const fs::path& folder) {
    tests::Deployment made;
    tests::TestKiosk kiosk(made, "hall-1");
    for (std::uint64_t row = 1; row <= kLive; ++row) {
        REQUIRE(kiosk.send_one(kiosk.make(tests::complaint("话", "13812345678"))).row == row);
        if (row != kInBackup) continue;
        REQUIRE(make_backup(made.folder(), config_of(made.folder()), kNow).ok());
    }
    REQUIRE(made.db().checkpoint().ok());
    made.close();
    fs::copy(made.folder(), folder, fs::copy_options::recursive);
}

class BackupStory final : public Story {
public:
    void act(const fs::path& folder) override {
        for (int i = 1; i <= 2; ++i) {
            const auto made =
                make_backup(folder, config_of(folder), kNow + std::chrono::minutes{15 * i});
            if (made.ok()) made_.push_back(made.value().folder);
        }
    }
    std::optional<std::string> judge(const fs::path& folder) override {
        if (auto trouble = whole_center(folder, kLive)) return trouble;
        const std::vector<fs::path> left = backups_in(folder);
        if (left.empty()) return "no backup is left";
        for (const fs::path& one : left) {
            if (auto trouble = whole_backup(folder, one)) return trouble;
        }
        if (!made_.empty() && !fs::exists(made_.back())) return "a promised backup is not there";
        const auto next = make_backup(folder, config_of(folder), kNow + std::chrono::hours{2});
        if (!next.ok()) return "the next backup fails too: " + next.error().line();
        return whole_backup(folder, next.value().folder);
    }

private:
    std::vector<fs::path> made_;
};

class RestoreStory final : public Story {
public:
    void act(const fs::path& folder) override {
        SeededRandom random(3);
        // The operator names it: nobody looks for it on a failing disk.
        const fs::path from =
            folder / "backups" /
            ("backup-00" + std::to_string(to_ms(kNow)) + "-row" + std::to_string(kInBackup));
        const Status staged = stage_restore(folder, from, random, kNow + std::chrono::hours{1});
        done_ = staged.ok() && finish_restore(folder).ok();
    }
    std::optional<std::string> judge(const fs::path& folder) override {
        // Whoever opens the center next begins so.
        const Status finished = finish_restore(folder);
        if (!finished.ok()) return "it is not brought to its end: " + finished.error().line();
        const Result<std::uint64_t> rows = newest_row_in(folder / "center.db");
        if (!rows.ok()) return "the center does not open: " + rows.error().line();
        const bool restored = rows.value() == kInBackup;
        if (done_ && !restored) return "it says restored, and is not";
        if (auto trouble = whole_center(folder, restored ? kInBackup : kLive)) return trouble;
        return check_generation(folder, restored);
    }

private:
    /// Another generation exactly when it went back; and what was replaced is kept.
    static std::optional<std::string> check_generation(const fs::path& folder, bool restored) {
        const auto of = [](const fs::path& file) {
            auto db = store::Database::open(file, {.access = store::Access::Reader});
            return db.ok() ? registry::center_state(db.value())
                           : Result<registry::CenterState>(db.error());
        };
        const auto live = of(folder / "center.db");
        const auto before = of(backups_in(folder).front() / "center.db");
        if (!live.ok() || !before.ok()) return "a generation cannot be read";
        const bool another = live.value().generation != before.value().generation;
        if (another != restored) return "the generation does not tell what happened";
        if (!restored) return std::nullopt;
        const fs::path kept = folder / ("replaced-" + std::to_string(to_ms(kNow) + 3'600'000));
        return fs::exists(kept / "center.db") && fs::exists(kept / "vault.db")
                   ? std::nullopt
                   : std::optional<std::string>("what was replaced is gone");
    }

    bool done_ = false;
};

}  // namespace

Kind backup(const fs::path& folder) {
    make_beginning(folder / "begins");
    return {"backup", folder / "begins", [] { return std::make_unique<BackupStory>(); }};
}

Kind restore(const fs::path& folder) {
    make_beginning(folder / "begins");
    return {"restore", folder / "begins", [] { return std::make_unique<RestoreStory>(); }};
}

}  // namespace sunbooth::faults
