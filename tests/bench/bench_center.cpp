// SPDX-License-Identifier: Apache-2.0
// The center's desk work over a database of years: pages of lists, tickets and look-ups through the
// lanes at a steady rate, the sweep over every open ticket, an import of cases, and all deadlines
// made anew.
#include "sync/center/api/console_routes.h"
#include "sync/center/api/lanes.h"
#include "sync/center/api/streams.h"
#include "sync/center/cases/cases.h"
#include "sync/center/cases/proof.h"
#include "sync/center/registry/calendar.h"
#include "sync/center/registry/center.h"
#include "sync/center/supervision/sweep.h"
#include "sync/center/tickets/moves.h"
#include "sync/center/tickets/step.h"
#include "tests/bench/bench_place.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <future>
#include <span>
#include <thread>

namespace sunbooth::bench {
namespace {

using namespace center;

constexpr int kRate = 50;          ///< Requests a second (issue 6).
constexpr double kPageMsMax = 50;  ///< p99 of a page.
constexpr double kSweepSMax = 5;
constexpr double kReplaySMax = 60;
constexpr double kImportMin = 5000;  ///< Cases a second.
constexpr double kMemoryMbMax = 300;
constexpr int kCases = 50'000;

/// Resident memory of this process, MB.
double memory_mb(const char* field) {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);) {
        if (line.starts_with(field)) return std::stod(line.substr(line.find(':') + 1)) / 1024;
    }
    return 0;
}

double p99_ms(std::vector<Seconds> times) {
    std::ranges::sort(times);
    return times[times.size() * 99 / 100].count() * 1000;
}

/// Asks through the lanes at kRate, whoever still waits; the time is from when a request was due.
class Asker {
public:
    explicit Asker(api::Lanes& lanes) : lanes_(lanes) {}

    /// @return the times, or the first answer that was not 200.
    Result<std::vector<Seconds>> ask(const std::vector<std::string>& paths,
                                     const std::string& cookie) {
        std::vector<std::future<std::pair<int, Seconds>>> answers;
        const auto from = std::chrono::steady_clock::now();
        for (std::size_t i = 0; i < paths.size(); ++i) {
            const auto due = from + std::chrono::milliseconds{1000 / kRate} * i;
            std::this_thread::sleep_until(due);
            answers.push_back(send(paths[i], cookie, due));
        }
        std::vector<Seconds> times;
        for (auto& answer : answers) {
            const auto [status, took] = answer.get();
            if (status != 200) {
                return Error{ErrorCode::Refused, "answered " + std::to_string(status), ""};
            }
            times.push_back(took);
        }
        return times;
    }

private:
    std::future<std::pair<int, Seconds>> send(const std::string& path, const std::string& cookie,
                                              std::chrono::steady_clock::time_point due) {
        wire::Request request;
        request.method = "GET";
        const std::size_t mark = std::min(path.find('?'), path.size());
        request.path = path.substr(0, mark);
        request.query = path.substr(std::min(mark + 1, path.size()));
        request.headers["cookie"] = "__Host-sunbooth=" + cookie;
        auto promise = std::make_shared<std::promise<std::pair<int, Seconds>>>();
        auto answer = promise->get_future();
        lanes_.serve(std::move(request), "127.0.0.1", [promise, due](const wire::Response& got) {
            promise->set_value({got.status, std::chrono::steady_clock::now() - due});
        });
        return answer;
    }
    api::Lanes& lanes_;
};

struct Kind {
    const char* what;
    rules::Role role;
    std::function<std::string()> path;
};

/// The one at or before it whose words can be read.
std::uint64_t worded(std::uint64_t ticket) {
    return std::max<std::uint64_t>(1, ticket / kWorded) * kWorded;
}

/// What staff look at all day, each as whoever looks at it most.
std::vector<Kind> kinds_of(const std::function<std::uint64_t()>& any) {
    using rules::Role;
    const auto fixed_path = [](std::string path) { return [path] { return path; }; };
    return {
        {"work-list page, 50 rows", Role::Supervisor, fixed_path("/api/v1/tickets?view=mine")},
        {"work list of a caller", Role::Callback, fixed_path("/api/v1/tickets?view=mine")},
        {"work list of a unit's handler", Role::Handler, fixed_path("/api/v1/tickets?view=mine")},
        {"overdue page of a unit", Role::Supervisor,
         fixed_path("/api/v1/tickets?view=overdue&unit=scjg")},
        {"page of all tickets", Role::Supervisor,
         [any] { return "/api/v1/tickets?cursor=" + std::to_string(any()); }},
        {"tickets of a window in a week", Role::Supervisor,
         fixed_path("/api/v1/tickets?window=2&from=2026-11-02&to=2026-11-08")},
        {"ticket page", Role::Supervisor,
         [any] { return "/api/v1/tickets/" + std::to_string(worded(any())); }},
        {"its clock, explained", Role::Supervisor,
         [any] { return "/api/v1/tickets/" + std::to_string(any()) + "/explain"; }},
        {"look-up by number", Role::Supervisor,
         [any] { return fmt::format("/api/v1/tickets?q=TS{:018}", any()); }},
        {"cards page", Role::Supervisor, fixed_path("/api/v1/cards")},
        {"notices page, open ones", Role::Supervisor, fixed_path("/api/v1/notices?open=true")},
        {"the day's first page", Role::Supervisor, fixed_path("/api/v1/today")}};
}

Status measure_pages(Place& place, const CenterOptions& options) {
    accounts::Sessions sessions(place.random);
    callbacks::Desk desk;
    fleet::CallBoard calls;
    api::Streams streams(sessions, calls, place.random);
    NullLog log;
    api::Router router(api::console_routes(
        {*place.keys, *place.vault, sessions, desk, calls, place.random, streams}));
    auto lanes = api::Lanes::start(std::move(router), std::move(*place.db),
                                   [&] { return registry::open_center_reader(place.folder); },
                                   {place.clock, log}, {.readers = 4});
    if (!lanes.ok()) return lanes.error();
    Asker asker(*lanes.value());
    SeededRandom random(1);
    const auto any = [&] {
        return 1 + random.between(0, static_cast<std::uint64_t>(options.tickets) - 1);
    };
    const int count = kRate * options.seconds;
    for (const Kind& kind : kinds_of(any)) {
        const std::string unit = kind.role == rules::Role::Handler ? "scjg" : "";
        const auto session =
            sessions.open({"bench", "bench", kind.role, unit, false}, place.clock.now());
        std::vector<std::string> paths;
        for (int n = 0; n < count; ++n) paths.push_back(kind.path());
        const auto times = asker.ask(paths, session.token);
        if (!times.ok()) return times.error().in(kind.what);
        const double p99 = p99_ms(times.value());
        report(fmt::format("{}: p99 at {}/s", kind.what, kRate), fixed(p99, 1) + " ms",
               "at most 50 ms", p99 <= kPageMsMax);
    }
    lanes.value()->stop();
    auto owner = registry::open_center(place.folder);
    if (!owner.ok()) return owner.error();
    place.db.emplace(std::move(owner).value());
    return ok_status();
}

/// The sweep behind a whole one: nothing to issue, and between two whole ones only what was
/// touched.
Status measure_sweep_again(Place& place, domain::Date today) {
    Result<supervision::Findings> found = supervision::Findings{};
    const Seconds again = time_of([&] { found = supervision::judge(*place.db, today); });
    if (!found.ok()) return found.error();
    report(fmt::format("the whole sweep again ({} due)", found.value().due.size()),
           fixed(again.count(), 2) + " s", "at most 5 s", again.count() <= kSweepSMax);
    std::vector<std::int64_t> touched;
    for (std::int64_t id = 1; id <= 200; ++id) touched.push_back(id);
    const Seconds some =
        time_of([&] { found = supervision::judge_some(*place.db, today, touched); });
    if (!found.ok()) return found.error();
    report("sweep over 200 touched tickets", fixed(some.count() * 1000, 0) + " ms");
    return ok_status();
}

Status measure_sweep(Place& place) {
    const domain::Date today = domain::date_of(place.clock.wall());
    Result<supervision::Findings> found = supervision::Findings{};
    const Seconds judging = time_of([&] { found = supervision::judge(*place.db, today); });
    if (!found.ok()) return found.error();
    report(fmt::format("sweep over all open tickets ({} due)", found.value().due.size()),
           fixed(judging.count(), 2) + " s", "at most 5 s", judging.count() <= kSweepSMax);
    Status kept = ok_status();
    const Seconds issuing = time_of([&] {
        kept = in_transaction(*place.db, [&]() -> Status {
            const auto issued =
                supervision::carry_out(*place.db, found.value(), place.clock.wall());
            return issued.ok() ? ok_status() : Status(issued.error());
        });
    });
    if (!kept.ok()) return kept;
    report("its cards issued, and their notices made", fixed(issuing.count(), 2) + " s");
    return measure_sweep_again(place, today);
}

Status close_days(Place& place) {
    registry::CalendarLayer closed{"停电", registry::CalendarLayer::Kind::Hall, "bench", {}, {}};
    const WallTime now = place.clock.wall();
    for (int i = 1; i <= 5; ++i) closed.days[domain::date_of(now).plus(i)] = {false, ""};
    return in_transaction(*place.db, [&]() -> Status {
        const auto put = registry::change_calendar(*place.db, {closed, {}}, {"bench"}, now);
        return put.ok() ? ok_status() : Status(put.error());
    });
}

/// Writes what moves as a running center does: a piece at a time, others' requests between them.
/// @return how long the longest piece kept the writer.
Result<Seconds> keep_in_pieces(Place& place, const tickets::Recount& recount) {
    constexpr std::size_t kPiece = 250;  // sync/center/sweeps.cpp
    Seconds longest{0};
    const std::span<const tickets::DueChange> all(recount.changes);
    for (std::size_t at = 0; at < all.size(); at += kPiece) {
        const auto piece = all.subspan(at, std::min(kPiece, all.size() - at));
        Status kept = ok_status();
        const Seconds took = time_of([&] {
            kept = in_transaction(*place.db, [&] {
                return tickets::keep_recount(*place.db, recount.version, piece);
            });
        });
        if (!kept.ok()) return kept.error();
        longest = std::max(longest, took);
    }
    return longest;
}

/// Five closed days are brought in: every open date counted, and written where it moves.
Status measure_recount(Place& place) {
    if (Status closed = close_days(place); !closed.ok()) return closed;
    Result<std::optional<tickets::Recount>> found = std::optional<tickets::Recount>{};
    Result<Seconds> longest = Seconds{0};
    const Seconds took = time_of([&] {
        found = tickets::find_recount(*place.db);
        if (found.ok() && found.value()) longest = keep_in_pieces(place, *found.value());
    });
    if (!found.ok()) return found.error();
    if (!longest.ok()) return longest.error();
    const tickets::Recount recount = found.value().value_or(tickets::Recount{});
    report(fmt::format("due dates counted anew after a closure ({} open, {} move)", recount.open,
                       recount.changes.size()),
           fixed(took.count(), 2) + " s", "at most 60 s", took.count() <= kReplaySMax);
    report("intake waits for it at a time", fixed(longest.value().count() * 1000, 0) + " ms");
    return ok_status();
}

Status measure_replay(Place& place, int tickets) {
    if (Status older = place.db->run("UPDATE derivation SET version = 0"); !older.ok())
        return older;
    Result<std::int64_t> brought = std::int64_t{0};
    const Seconds took = time_of([&] { brought = tickets::bring_columns_up(*place.db); });
    if (!brought.ok()) return brought.error();
    report(fmt::format("all deadlines made anew ({} tickets)", tickets),
           fixed(took.count(), 1) + " s", "at most 60 s", took.count() <= kReplaySMax);
    return ok_status();
}

Status measure_import(Place& place) {
    std::string csv =
        "case_no,service,unit,window,applicant_surname,id_last4,phone_last4,query_code,stage,"
        "accepted_on,promised_wd,statutory_wd,due_on,updated_at\n";
    for (int i = 0; i < kCases; ++i) {
        csv += fmt::format(
            "BJ{:010},食品经营许可,scjg,2,王,{:04},{:04},QC{:014},accepted,2026-11-02,5,20,"
            "2026-11-09,2026-11-02 09:00\n",
            i, i % 10000, (i * 7) % 10000, i);
    }
    const auto key = cases::case_key(*place.keys);
    Result<cases::ImportReport> imported = cases::ImportReport{};
    const Seconds took = time_of([&] {
        imported = cases::import_csv(*place.db, csv, {key, place.random, place.clock.wall()});
    });
    if (!imported.ok()) return imported.error();
    if (!imported.value().errors.empty()) {
        return Error{ErrorCode::InvalidInput, imported.value().errors.front().why, "import"};
    }
    const double rate = kCases / took.count();
    report("import of cases", fixed(rate, 0) + "/s", "at least 5000/s", rate >= kImportMin);
    const domain::Date today = domain::date_of(place.clock.wall());
    Result<supervision::Findings> found = supervision::Findings{};
    const Seconds judged = time_of([&] { found = supervision::judge_cases(*place.db, today); });
    if (!found.ok()) return found.error();
    report(fmt::format("sweep over all of them ({} due)", found.value().due.size()),
           fixed(judged.count(), 2) + " s", "at most 5 s", judged.count() <= kSweepSMax);
    return ok_status();
}

}  // namespace

Status center_desk(const CenterOptions& options) {
    Place place;
    if (Status made = place.make(options.folder, options.hall); !made.ok()) return made;
    if (Status filled = place.fill(options.tickets, options.open); !filled.ok()) return filled;
    report("tickets in the center", std::to_string(options.tickets));
    if (Status done = measure_replay(place, options.tickets); !done.ok()) return done;
    if (Status done = measure_sweep(place); !done.ok()) return done;
    const double before = memory_mb("VmRSS");
    if (Status done = measure_pages(place, options); !done.ok()) return done;
    const double after = memory_mb("VmRSS");
    report("memory while pages are read", fixed(after, 0) + " MB", "at most 300 MB",
           after <= kMemoryMbMax);
    report("memory before them", fixed(before, 0) + " MB");
    if (Status done = measure_recount(place); !done.ok()) return done;
    return measure_import(place);
}

}  // namespace sunbooth::bench
