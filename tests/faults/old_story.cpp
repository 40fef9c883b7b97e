// SPDX-License-Identifier: Apache-2.0
#include "sync/center/registry/center.h"
#include "sync/center/registry/schema.h"
#include "sync/client/outbox.h"
#include "tests/faults/old_versions.h"
#include "tests/faults/stories.h"

#include <fstream>
#include <optional>

namespace sunbooth::faults {
namespace {

namespace fs = std::filesystem;

constexpr int kTries = 3;  ///< As a supervisor does.

std::optional<std::string> compare(store::Database& db, const OldVersion& old, std::size_t last) {
    const Result<std::size_t> version = version_of(db);
    if (!version.ok() || version.value() != last) return "another version than the last";
    const Result<std::string> rows = rows_of(db, old.stays);
    if (!rows.ok()) return "unreadable: " + rows.error().line();
    if (rows.value() != old.rows) return "a row is not what it was";
    return std::nullopt;
}

class OldCenter final : public Story {
public:
    explicit OldCenter(const OldVersion& old) : old_(old) {}
    void act(const fs::path& folder) override {
        for (int i = 0; i < kTries; ++i) {
            if (center::registry::open_center(folder).ok()) return;
        }
    }
    std::optional<std::string> judge(const fs::path& folder) override {
        Result<store::Database> db = center::registry::open_center(folder);
        if (!db.ok()) return "it does not open again: " + db.error().line();
        return compare(db.value(), old_, center::registry::center_schema().size());
    }

private:
    const OldVersion& old_;
};

class OldQueue final : public Story {
public:
    OldQueue(const OldVersion& old, const client::Identity& identity)
        : old_(old), identity_(identity) {}
    void act(const fs::path& folder) override {
        for (int i = 0; i < kTries; ++i) {
            const Result<client::Outbox> queue = open(folder);
            if (queue.ok() && !queue.value().quarantined().empty()) quarantined_ = true;
            if (queue.ok()) return;
        }
    }
    std::optional<std::string> judge(const fs::path& folder) override {
        Result<client::Outbox> queue = open(folder);
        if (!queue.ok()) return "it does not open again: " + queue.error().line();
        quarantined_ = quarantined_ || !queue.value().quarantined().empty();
        if (quarantined_) return "a healthy queue was set aside: " + log_.why;
        return compare(queue.value().database(), old_, queue_schema().size());
    }

private:
    Result<client::Outbox> open(const fs::path& folder) {
        return client::Outbox::open({.path = folder / "outbox.db"}, identity_,
                                    wall_ms(1'795'000'000'000), random_, log_);
    }
    const OldVersion& old_;
    const client::Identity& identity_;
    /// Keeps the reason of a quarantine.
    class KeepingLog final : public Log {
    public:
        void write(LogLevel, std::string_view, std::initializer_list<LogField> fields) override {
            for (const LogField& field : fields) {
                if (field.name == "why") why = std::string(std::get<std::string_view>(field.value));
            }
        }
        std::string why;
    };

    SeededRandom random_{5};
    KeepingLog log_;
    bool quarantined_ = false;
};

void put(const fs::path& file, const Bytes& bytes) {
    std::ofstream out(file, std::ios::binary);
    out.write(reinterpret_cast<const char*>(bytes.data()),
              static_cast<std::streamsize>(bytes.size()));
}

}  // namespace

Kind old_center(const fs::path& folder) {
    make_full_center(folder / "full");
    auto old = std::make_shared<OldVersion>(
        old_versions(folder / "full" / "center.db", center::registry::center_schema()).front());
    fs::create_directories(folder / "begins");
    put(folder / "begins" / "center.db", old->file);
    return {"center migrations", folder / "begins",
            [old] { return std::make_unique<OldCenter>(*old); }};
}

Kind old_queue(const fs::path& folder) {
    struct Past {
        client::Identity identity;
        OldVersion old;
    };
    auto past = std::make_shared<Past>(Past{make_full_queue(folder / "full"), {}});
    past->old = old_versions(folder / "full" / "outbox.db", queue_schema()).front();
    fs::create_directories(folder / "begins");
    put(folder / "begins" / "outbox.db", past->old.file);
    return {"queue migrations", folder / "begins",
            [past] { return std::make_unique<OldQueue>(past->old, past->identity); }};
}

}  // namespace sunbooth::faults
