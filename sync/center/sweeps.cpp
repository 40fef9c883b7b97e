// SPDX-License-Identifier: Apache-2.0
#include "sync/center/sweeps.h"

#include "sync/center/monitoring/duties.h"
#include "sync/center/monitoring/reminders.h"
#include "sync/center/registry/changes.h"
#include "sync/center/registry/hall.h"
#include "sync/center/retention/schedule.h"
#include "sync/center/supervision/notices.h"
#include "sync/center/supervision/sweep.h"
#include "sync/center/tickets/marks.h"
#include "sync/center/tickets/moves.h"
#include "sync/store/database.h"
#include "sync/store/in_transaction.h"

#include <algorithm>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <span>

namespace sunbooth::center {
namespace {

Result<int> issue_all(store::Database& writer, const supervision::Findings& findings,
                      WallTime now) {
    Result<store::Transaction> transaction = store::Transaction::begin(writer);
    if (!transaction.ok()) return transaction.error();
    const Result<int> issued = supervision::carry_out(writer, findings, now);
    if (!issued.ok()) return issued;
    const Status kept = transaction.value().commit();
    if (!kept.ok()) return kept.error();
    return issued;
}

/// What monitors and the center owe each other: a few rows, so the writer judges them itself.
void judge_duties(store::Database& writer, Clock& clock, Log& log) {
    Result<store::Transaction> transaction = store::Transaction::begin(writer);
    if (!transaction.ok())
        return log.error("duties_failed", {{"error", transaction.error().line()}});
    const Result<int> changed = monitoring::judge_duties(writer, clock.wall());
    if (!changed.ok()) {
        // Before the first hall is imported no rule says how often.
        if (changed.error().code == ErrorCode::NotFound) return;
        return log.error("duties_failed", {{"error", changed.error().line()}});
    }
    const Result<int> told = monitoring::make_reminders(writer, clock.wall());
    if (!told.ok()) return log.error("duties_failed", {{"error", told.error().line()}});
    const Status kept = transaction.value().commit();
    if (!kept.ok()) return log.error("duties_failed", {{"error", kept.error().line()}});
    if (changed.value() > 0) log.info("duties", {{"changed", std::int64_t{changed.value()}}});
}

/// Those who listen are told once of the filings of a half-day, when it is over.
void tend_changes(store::Database& writer, Clock& clock, Log& log) {
    Result<store::Transaction> transaction = store::Transaction::begin(writer);
    Status done = transaction.ok() ? registry::tend_changes(writer, clock.wall())
                                   : Status(transaction.error());
    if (done.ok()) done = transaction.value().commit();
    if (!done.ok()) log.error("changes_failed", {{"error", done.error().line()}});
}

/// How many due dates, or cards, share a commit: requests that write wait no longer than for these.
constexpr std::size_t kPiece = 250;
/// When the writer was not done by then, something went wrong, and all is counted once more.
constexpr std::chrono::minutes kRecountPatience{2};

template <class T>
std::vector<T> piece_of(const std::vector<T>& all, std::size_t at) {
    const auto from = std::min(at, all.size());
    const auto to = std::min(at + kPiece, all.size());
    return {all.begin() + static_cast<std::ptrdiff_t>(from),
            all.begin() + static_cast<std::ptrdiff_t>(to)};
}
supervision::Findings piece_of(const supervision::Findings& all, std::size_t at) {
    supervision::Findings piece;
    piece.due = piece_of(all.due, at);
    piece.settled = piece_of(all.settled, at);
    return piece;
}

/// Each unit hears once that its dates moved.
Status tell_moved(store::Database& writer, const registry::CalendarVersion& version, WallTime now) {
    const auto units = tickets::moved_by_unit(writer, version);
    if (!units.ok()) return units.error();
    const auto hall = registry::hall_in_force(writer);
    if (!hall.ok()) return hall.error();
    const rules::Profile& profile =
        rules::profile_on(hall.value()->promises.profile, domain::date_of(now));
    const std::string edition = std::to_string(version.edition) + "." +
                                std::to_string(version.hall) + "." +
                                std::to_string(version.program);
    return supervision::tell_moved(writer, {edition, units.value()}, profile, now);
}

void finish(store::Database& writer, const tickets::Recount& recount, Clock& clock, Log& log) {
    std::optional<std::int64_t> moved;
    const Status done = store::in_transaction(writer, [&]() -> Status {
        const auto finished = tickets::finish_recount(writer, recount, clock.wall());
        if (!finished.ok()) return finished.error();
        moved = finished.value();
        return moved.value_or(0) > 0 ? tell_moved(writer, recount.version, clock.wall())
                                     : ok_status();
    });
    if (!done.ok()) return log.error("recount_failed", {{"error", done.error().line()}});
    if (moved) log.info("recounted", {{"open", recount.open}, {"moved", *moved}});
}

}  // namespace

SweepClock::SweepClock(OpenReader open_reader, NoticeLine& line, api::Lanes& lanes, Clock& clock,
                       Log& log)
    : open_reader_(std::move(open_reader)),
      line_(line),
      lanes_(lanes),
      clock_(clock),
      log_(log),
      thread_([this](const std::stop_token& stop) { run(stop); }) {}

void SweepClock::stop() {
    thread_.request_stop();
    thread_.join();
}

void SweepClock::run(const std::stop_token& stop) {
    std::mutex mutex;
    std::unique_lock lock(mutex);
    std::condition_variable_any wake;
    std::optional<Instant> swept;
    while (!stop.stop_requested()) {
        recount();
        send_notices();
        send_reminders();
        wake.wait_for(lock, stop, swept ? milliseconds{kLook} : milliseconds{0},
                      [] { return false; });
        const Instant now = clock_.now();
        if (stop.stop_requested() || (swept && now - *swept < kEvery)) continue;
        swept = now;
        sweep(now);
        // Not `this`: the writer may come to it after this clock is gone.
        lanes_.post_to_writer([&clock = clock_, &log = log_](store::Database& writer) {
            judge_duties(writer, clock, log);
            tend_changes(writer, clock, log);
        });
    }
}

store::Database* SweepClock::reader() {
    if (!reader_) {
        Result<store::Database> opened = open_reader_();
        if (!opened.ok()) {
            log_.error("sweep_failed", {{"error", opened.error().line()}});
            return nullptr;
        }
        reader_.emplace(std::move(opened).value());
    }
    return &*reader_;
}

void SweepClock::recount() {
    if (!recount_trouble_.is_time(clock_.now())) return;
    store::Database* const db = reader();
    if (db == nullptr) return;
    const auto found = tickets::find_recount(*db);
    if (!found.ok()) {
        reader_.reset();
        if (recount_trouble_.failed(found.error().line(), clock_.now())) {
            log_.error("recount_failed", {{"error", found.error().line()}});
        }
        return;
    }
    if (recount_trouble_.went_well()) log_.info("recount_goes_on", {});
    if (!found.value()) return;
    const auto all = std::make_shared<const tickets::Recount>(*found.value());
    const Instant now = clock_.now();
    if (posted_ == all->version && now - posted_at_ < kRecountPatience) return;
    posted_ = all->version;
    posted_at_ = now;
    for (std::size_t at = 0; at < all->changes.size(); at += kPiece) {
        lanes_.post_to_writer([all, at, &log = log_](store::Database& writer) {
            const auto piece = std::span(all->changes)
                                   .subspan(at)
                                   .first(std::min(kPiece, all->changes.size() - at));
            const Status kept = store::in_transaction(
                writer, [&] { return tickets::keep_recount(writer, all->version, piece); });
            if (!kept.ok()) log.error("recount_failed", {{"error", kept.error().line()}});
        });
    }
    lanes_.post_to_writer([all, &clock = clock_, &log = log_](store::Database& writer) {
        finish(writer, *all, clock, log);
    });
}

void SweepClock::notices_failed(const Error& error) {
    if (!notices_trouble_.failed(error.line(), clock_.now())) return;
    log_.error("notices_failed", {{"error", error.line()}});
}

void SweepClock::forget_spool(domain::Date today) {
    if (forgot_on_ == today) return;
    forgot_on_ = today;
    const auto gone = line_.forget_before(today.plus(-retention::schedule().spool_days));
    if (!gone.ok()) return log_.error("spool_failed", {{"error", gone.error().line()}});
    if (gone.value() > 0) log_.info("spool_forgotten", {{"files", std::int64_t{gone.value()}}});
}

bool SweepClock::send_lines(const std::vector<supervision::Line>& lines, const Sent& sent,
                            WallTime now, std::vector<std::int64_t>& out) {
    for (const supervision::Line& line : lines) {
        const auto before = sent.find(line.notices.front());
        const bool is_out = before != sent.end();
        // Out, and not yet marked so: after a while the mark is asked for again, not the line.
        if (is_out && clock_.now() - before->second < kRecountPatience) continue;
        if (!is_out) {
            if (const Status went = line_.send(line.json, now); !went.ok()) {
                notices_failed(went.error());
                return false;
            }
        }
        out.insert(out.end(), line.notices.begin(), line.notices.end());
    }
    return true;
}

void SweepClock::hand_out(const std::vector<supervision::Line>& lines, Sent& sent, Mark mark,
                          WallTime now) {
    std::vector<std::int64_t> out;
    if (send_lines(lines, sent, now, out) && notices_trouble_.went_well()) {
        log_.info("notices_go_on", {});
    }
    if (lines.empty()) sent.clear();
    if (out.empty()) return;
    for (const std::int64_t one : out) sent[one] = clock_.now();
    lanes_.post_to_writer([out, mark, now, &log = log_](store::Database& writer) {
        const Status marked = store::in_transaction(writer, [&] { return mark(writer, out, now); });
        if (!marked.ok()) log.error("notices_failed", {{"error", marked.error().line()}});
    });
}

void SweepClock::send_notices() {
    if (!notices_trouble_.is_time(clock_.now())) return;
    store::Database* const db = reader();
    if (db == nullptr) return;
    const WallTime now = clock_.wall();
    forget_spool(domain::date_of(now));
    const auto lines = supervision::due_lines(*db, now);
    if (!lines.ok()) {
        reader_.reset();
        return notices_failed(lines.error());
    }
    hand_out(lines.value(), sent_, supervision::mark_sent, now);
}

void SweepClock::send_reminders() {
    if (!notices_trouble_.is_time(clock_.now())) return;
    store::Database* const db = reader();
    if (db == nullptr) return;
    const WallTime now = clock_.wall();
    const auto due = monitoring::due_reminders(*db, now);
    if (!due.ok()) {
        reader_.reset();
        return notices_failed(due.error());
    }
    std::vector<supervision::Line> lines;
    for (const monitoring::Reminder& one : due.value()) lines.push_back({one.json, {one.id}});
    hand_out(lines, reminded_, monitoring::mark_reminded, now);
}

void SweepClock::sweep(Instant now) {
    store::Database* const db = reader();
    if (db == nullptr) return;
    const domain::Date today = domain::date_of(clock_.wall());
    post(supervision::judge_kiosks(*db, clock_.wall()));
    if (!reader_) return;
    const Result<std::int64_t> place = tickets::newest_place(*db);
    if (!place.ok()) return post(place.error());
    if (whole_at_ && now - *whole_at_ < kWhole && whole_on_ == today) {
        const auto touched = tickets::touched_since(*db, place_);
        if (!touched.ok()) return post(touched.error());
        place_ = place.value();
        return post(supervision::judge_some(*db, today, touched.value()));
    }
    whole_at_ = now;
    whole_on_ = today;
    place_ = place.value();
    for (const auto& found :
         {supervision::judge(*db, today), supervision::judge_cases(*db, today),
          supervision::judge_issues(*db, today), supervision::judge_cards(*db, today),
          supervision::judge_own(*db, today)}) {
        post(found);
    }
}

void SweepClock::post(const Result<supervision::Findings>& found) {
    if (!found.ok()) {
        whole_at_.reset();  // What was not judged is judged again.
        reader_.reset();
        // Before the first hall is imported there is no calendar to count by.
        if (found.error().code != ErrorCode::NotFound) {
            log_.error("sweep_failed", {{"error", found.error().line()}});
        }
        return;
    }
    if (found.value().due.empty() && found.value().settled.empty()) return;
    // In pieces, so that no request that writes waits for all of them. Not `this`: the writer may
    // come to it after this clock is gone.
    const auto all = std::make_shared<const supervision::Findings>(found.value());
    const std::size_t count = std::max(all->due.size(), all->settled.size());
    for (std::size_t at = 0; at < count; at += kPiece) {
        lanes_.post_to_writer([all, at, &clock = clock_, &log = log_](store::Database& writer) {
            const auto issued = issue_all(writer, piece_of(*all, at), clock.wall());
            if (!issued.ok()) return log.error("sweep_failed", {{"error", issued.error().line()}});
            log.info("swept", {{"issued", std::int64_t{issued.value()}}});
        });
    }
}

}  // namespace sunbooth::center
