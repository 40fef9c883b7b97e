// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/center/registry/center.h"
#include "tests/where.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <unistd.h>

namespace sunbooth::tests {

/// A center's database in a temporary folder of its own, with every migration and nothing in it.
class FreshCenter {
public:
    FreshCenter() {
        std::string name = (std::filesystem::temp_directory_path() / "sunbooth-XXXXXX").string();
        REQUIRE(mkdtemp(name.data()) != nullptr);
        folder_ = name;
        reopen();
    }
    ~FreshCenter() {
        db_.reset();
        std::error_code ignored;
        std::filesystem::remove_all(folder_, ignored);
    }
    FreshCenter(const FreshCenter&) = delete;
    FreshCenter& operator=(const FreshCenter&) = delete;

    store::Database& db() { return *db_; }
    const std::filesystem::path& folder() const { return folder_; }
    void close() { db_.reset(); }
    /// As after a restart: only what is on disk is there.
    void reopen() {
        db_.reset();
        Result<store::Database> opened = center::registry::open_center(folder_);
        REQUIRE(opened.ok());
        db_.emplace(std::move(opened).value());
    }

private:
    std::filesystem::path folder_;
    std::optional<store::Database> db_;
};

/// A file of the source tree.
inline std::string source_file(const std::string& path) {
    std::ifstream file(test::source_dir() + "/" + path);
    REQUIRE(file.good());
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

/// Minute `minute` of a day at the hall.
inline WallTime at_hall(domain::Date day, int minute) {
    return wall_ms(std::int64_t{day.days} * 86'400'000) + std::chrono::minutes{minute} -
           domain::kHallOffset;
}

}  // namespace sunbooth::tests
