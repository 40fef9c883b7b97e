// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/clock.h"
#include "sync/base/result.h"
#include "sync/domain/date.h"

#include <filesystem>
#include <string_view>

namespace sunbooth::center {

/// Where notices leave the house. The center itself sends no message to anybody: an operator's own
/// gateway (SMS, an office system) reads what is written here, each line a JSON object with the
/// number of its notice or reminder, so that a line that comes twice after a crash is known again.
class NoticeLine {
public:
    NoticeLine() = default;
    NoticeLine(const NoticeLine&) = delete;
    NoticeLine& operator=(const NoticeLine&) = delete;
    virtual ~NoticeLine() = default;
    /// Returns when the line is on disk. @return Io, Full.
    virtual Status send(std::string_view line, WallTime now) = 0;
    /// Lets go of what went out before that day. @return how many files.
    virtual Result<int> forget_before(domain::Date day) = 0;
};

/// DIR/notices/2026-11-26.jsonl, one file a day, mode 0600, only ever added to. A day's file is let
/// go of when assets/retention/schedule.toml says so; what was told stays in the database.
class NoticeSpool final : public NoticeLine {
public:
    explicit NoticeSpool(std::filesystem::path folder) : folder_(std::move(folder)) {}
    Status send(std::string_view line, WallTime now) override;
    /// Touches nothing that it did not name itself.
    Result<int> forget_before(domain::Date day) override;

private:
    std::filesystem::path folder_;
};

}  // namespace sunbooth::center
