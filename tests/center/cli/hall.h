// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/center/errand_desk.h"
#include "sync/center/folder.h"
#include "sync/center/registry/center.h"
#include "sync/center/sweeps.h"
#include "sync/center/verbs.h"
#include "tests/store/temp_folder.h"

#include <doctest/doctest.h>

#include <cctype>

namespace sunbooth::tests {

/// One-time codes and passwords, "xxxx-xxxx-xxxx-xxxx", and a backup's name each become a star.
inline std::string without_random(std::string text) {
    constexpr std::size_t kLength = 19;
    const auto is_code = [&](std::size_t at) {
        for (std::size_t i = 0; i < kLength; ++i) {
            const auto c = static_cast<unsigned char>(text[at + i]);
            if (i % 5 == 4 ? c != '-' : std::isalnum(c) == 0) return false;
        }
        return true;
    };
    for (std::size_t at = 0; at + kLength <= text.size(); ++at) {
        if (is_code(at)) text.replace(at, kLength, "*");
    }
    const std::size_t backup = text.find("backup-");
    if (backup != std::string::npos) text.replace(backup, text.find('\n', backup) - backup, "*");
    return text;
}

/// The machine's clock, unless its wall clock is told to stand: quiet hours are over at noon,
/// whenever a test runs.
class HallClock final : public Clock {
public:
    Instant now() override { return system_.now(); }
    WallTime wall() override { return standing_.value_or(system_.wall()); }
    /// Before anybody else reads it.
    void stand_at(WallTime wall) { standing_ = wall; }

private:
    SystemClock system_;
    std::optional<WallTime> standing_;
};

/// A center made by `init`, which can be started and stopped.
class Hall {
public:
    explicit Hall(const std::string& name = "center") : folder(temp.path() / name) {
        REQUIRE(seal::start().ok());
        REQUIRE(center::init({.folder = folder}).ok());
    }
    ~Hall() { stop(); }
    Hall(const Hall&) = delete;
    Hall& operator=(const Hall&) = delete;

    void start() {
        auto taken = center::enter_folder(folder);
        REQUIRE(taken.ok());
        lock_.emplace(std::move(taken).value());
        auto db = center::registry::open_center(folder);
        REQUIRE(db.ok());
        auto lanes = center::api::Lanes::start(
            center::api::Router({}), std::move(db).value(),
            [this] { return center::registry::open_center_reader(folder); }, {clock_, log_});
        REQUIRE(lanes.ok());
        lanes_ = std::move(lanes).value();
        auto desk = center::ErrandDesk::open(
            {folder, random_, clock_,
             [this] {
                 return center::make_backup(folder, center::read_config(folder).value(),
                                            clock_.wall());
             },
             [this](const std::string& name) { signed_out.push_back(name); }},
            *lanes_, log_);
        REQUIRE(desk.ok());
        desk_ = std::move(desk).value();
    }
    /// With what looks after the clocks, as a center that serves has it.
    void sweep() {
        sweeps_.emplace([this] { return center::registry::open_center_reader(folder); }, spool_,
                        *lanes_, clock_, log_);
    }
    void stop() {
        if (sweeps_) sweeps_->stop();
        sweeps_.reset();
        desk_.reset();
        lanes_.reset();
        lock_.reset();
    }
    /// "out" and "notes" with what is random left out, or the error's line.
    std::string run(center::Errand errand) const {
        const auto report = center::run_errand(folder, std::move(errand));
        if (!report.ok()) return report.error().line();
        return without_random(report.value().out + "|" + report.value().notes);
    }
    std::int64_t count(const std::string& table) const {
        auto db = center::registry::open_center_reader(folder);
        REQUIRE(db.ok());
        store::Statement select = db.value().prepare("SELECT count(*) FROM " + table);
        REQUIRE(select.step().ok());
        return select.integer(0);
    }

    test::TempFolder temp;
    std::filesystem::path folder;
    std::vector<std::string> signed_out;
    HallClock clock_;

private:
    OsRandom random_;
    NullLog log_;
    std::optional<center::FolderLock> lock_;
    std::unique_ptr<center::api::Lanes> lanes_;
    std::unique_ptr<center::ErrandDesk> desk_;
    center::NoticeSpool spool_{folder};
    std::optional<center::SweepClock> sweeps_;
};

/// A closure of the hall on one day.
inline center::Errand calendar(const std::string& day, const std::string& dry_run = "") {
    return {.verb = "calendar import",
            .words = {{"file", "c.ics"}, {"dry_run", dry_run}},
            .body =
                "BEGIN:VCALENDAR\nX-WR-CALNAME:本厅\nX-SUNBOOTH-LAYER:HALL\n"
                "X-SUNBOOTH-SOURCE:通知\nBEGIN:VEVENT\nDTSTART:" +
                day + "\nX-SUNBOOTH-DAY:OFF\nEND:VEVENT\nEND:VCALENDAR\n"};
}

}  // namespace sunbooth::tests
