// SPDX-License-Identifier: Apache-2.0
// The center's desk work over a database of years: pages of lists, tickets and look-ups through the
// lanes at a steady rate, the sweep over every open ticket, an import of cases, and all deadlines
// made anew. A few hundred tickets are real, filed, sealed and worked on; the others are copies of
// their rows under other numbers, filed on other days, so that trees are as deep and pages as full
// as they would be.
#include "sync/center/api/console_routes.h"
#include "sync/center/api/lanes.h"
#include "sync/center/api/streams.h"
#include "sync/center/cases/cases.h"
#include "sync/center/cases/proof.h"
#include "sync/center/fleet/enrolment.h"
#include "sync/center/fleet/kiosks.h"
#include "sync/center/intake/commit.h"
#include "sync/center/registry/calendar.h"
#include "sync/center/registry/center.h"
#include "sync/center/registry/hall.h"
#include "sync/center/supervision/sweep.h"
#include "sync/center/tickets/desk.h"
#include "sync/center/tickets/moves.h"
#include "sync/center/tickets/step.h"
#include "sync/center/tickets/tickets.h"
#include "sync/center/vault/local_vault.h"
#include "tests/bench/bench.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <future>
#include <sstream>
#include <thread>

namespace sunbooth::bench {
namespace {

namespace fs = std::filesystem;
using namespace center;

constexpr int kReal = 200;         ///< Tickets that were really filed.
constexpr int kRate = 50;          ///< Requests a second (issue 6).
constexpr double kPageMsMax = 50;  ///< p99 of a page.
constexpr double kSweepSMax = 5;
constexpr double kReplaySMax = 60;
constexpr double kImportMin = 5000;  ///< Cases a second.
constexpr double kMemoryMbMax = 300;
constexpr int kCases = 50'000;

Status in_transaction(store::Database& db, const std::function<Status()>& work) {
    Result<store::Transaction> transaction = store::Transaction::begin(db);
    if (!transaction.ok()) return transaction.error();
    if (Status done = work(); !done.ok()) return done;
    return transaction.value().commit();
}

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

Status accept(store::Database& db, std::int64_t id, WallTime now) {
    const tickets::Actor actor{"bench", {rules::Role::Supervisor, {}, {}}};
    tickets::Deed call;
    call.action = rules::Action::Callback;
    call.outcome = rules::Outcome::Verified;
    if (const auto done = tickets::act(db, actor, id, 1, call, now); !done.ok()) {
        return done.error().in("callback");
    }
    tickets::Deed deed;
    deed.action = rules::Action::Accept;
    const auto done = tickets::act(db, actor, id, 2, deed, now);
    return done.ok() ? ok_status() : Status(done.error().in("accept"));
}

Status withdraw(store::Database& db, std::int64_t id, WallTime now) {
    store::Statement select = db.prepare("SELECT receipt_code FROM ticket WHERE id = :id");
    if (const auto row = select.bind(":id", id).step(); !row.ok()) return row.error();
    const auto done = tickets::make_wish(db, select.text(0), domain::Wish::Withdraw, now);
    return done.ok() ? ok_status() : Status(done.error().in("withdraw"));
}

/// A whole center in a folder, with its owner's connection.
struct Place {
    fs::path folder;
    OsRandom random;
    SystemClock clock;
    std::optional<store::Database> db{};
    std::optional<registry::Keys> keys{};
    std::unique_ptr<vault::LocalVault> vault{};
    seal::SigningKey kiosk_key{};

    Status make(const fs::path& in, const fs::path& hall);
    Status file_real();
};

Status Place::make(const fs::path& in, const fs::path& hall) {
    folder = in;
    const auto callback = vault::found_vault(folder, random);
    if (!callback.ok()) return callback.error();
    auto made = registry::make_keys(folder, callback.value(), random);
    if (!made.ok()) return made.error();
    keys = std::move(made).value();
    auto opened = vault::LocalVault::open(folder);
    if (!opened.ok()) return opened.error();
    vault = std::move(opened).value();
    auto owner = registry::open_center(folder);
    if (!owner.ok()) return owner.error();
    db.emplace(std::move(owner).value());
    if (Status founded = registry::found_center(*db, random); !founded.ok()) return founded;
    std::ifstream file(hall);
    std::stringstream text;
    text << file.rdbuf();
    const auto imported = registry::import_hall(*db, text.str(), clock.wall());
    if (!imported.ok()) return imported.error();
    kiosk_key = seal::make_signing_key(random);
    const auto code = fleet::make_code(*db, "hall-1", random, clock.wall());
    if (!code.ok()) return code.error();
    const auto enrolled =
        fleet::enrol(*db, {"hall-1", code.value(), kiosk_key.public_key, 1}, clock.wall());
    return enrolled.ok() ? ok_status() : Status(enrolled.error());
}

/// Files the real ones; every second one is worked on to its end.
Status Place::file_real() {
    const auto name = domain::KioskId::parse("hall-1");
    if (!name.ok()) return name.error();
    RecordMaker maker({name.value(), kiosk_key}, keys->set);
    for (int i = 0; i < kReal; ++i) {
        const auto record = maker.next(random);
        if (!record.ok()) return record.error();
        const auto kiosk = fleet::find_kiosk(*db, "hall-1");
        if (!kiosk.ok()) return kiosk.error();
        const auto checked =
            intake::check_batch({*db, *keys, *vault, random}, kiosk.value(),
                                {clock.wall(), clock.now(), kBootId, {record.value()}});
        if (!checked.ok()) return checked.error();
        const Status done = in_transaction(*db, [&]() -> Status {
            const auto committed = intake::commit_batch(*db, *keys, checked.value(), clock.wall());
            if (!committed.ok()) return committed.error();
            return i % 2 == 0 ? accept(*db, i + 1, clock.wall())
                              : withdraw(*db, i + 1, clock.wall());
        });
        if (!done.ok()) return done;
    }
    return ok_status();
}

// Copies of the real ones: row i is a copy of the open ticket 1, 3, 5 .. or of the ended one 2, 4,
// 6 ..
#define SUNBOOTH_ROWS                                                                           \
    "WITH RECURSIVE row(i) AS (SELECT :first UNION ALL SELECT i + 1 FROM row WHERE i < :last)," \
    " copy(i, of) AS (SELECT i, CASE WHEN i % :each = 0 THEN 1 + 2 * ((i / :each) % 100)"       \
    "                                ELSE 2 + 2 * (i % 100) END FROM row) "
constexpr std::string_view kCopySubmissions = SUNBOOTH_ROWS R"sql(
    INSERT INTO submission (row_no, record_id, digest, kiosk, epoch, seq, previous, kind, unit,
                            window, topic, category, language, half_day, filed_told_at_ms,
                            filed_at_ms, filed_doubt, received_at_ms, sealed, words, words_key,
                            countersignature)
    SELECT i, CAST(printf('%016d', i) AS BLOB), digest, kiosk, epoch, i, previous, kind, unit,
           window, topic, category, language, half_day, filed_told_at_ms, filed_at_ms, filed_doubt,
           received_at_ms, sealed, words, words_key, countersignature
      FROM copy JOIN submission AS s ON s.row_no = copy.of)sql";
constexpr std::string_view kCopyTickets = SUNBOOTH_ROWS R"sql(
    INSERT INTO ticket (id, ticket_no, record_id, receipt_code, kind, unit, window, topic, category,
                        language, filed_on, filed_half, has_contact, profile, state, version,
                        callbacks, unreached, reply, refusal, course, needed, handled_by, pending,
                        merged_into, excluded, due_on)
    SELECT i, printf('TS%018d', i), CAST(printf('%016d', i) AS BLOB), printf('%012d', i), kind, unit,
           window, topic, category, language, date(filed_on, printf('-%d days', i % 40)), filed_half,
           has_contact, profile, state, version, callbacks, unreached, reply, refusal, course,
           needed, handled_by, pending, merged_into, excluded, due_on
      FROM copy JOIN ticket AS t ON t.id = copy.of)sql";
constexpr std::string_view kCopyEvents = SUNBOOTH_ROWS R"sql(
    INSERT INTO ticket_event (ticket, n, at_ms, type, by, fields, digest)
    SELECT i, n, at_ms, type, by, fields, digest
      FROM copy JOIN ticket_event AS e ON e.ticket = copy.of)sql";

Status copy_rows(store::Database& db, int all, int open) {
    constexpr int kPiece = 50'000;
    for (int first = kReal + 1; first <= all; first += kPiece) {
        const int last = std::min(all, first + kPiece - 1);
        const Status done = in_transaction(db, [&]() -> Status {
            for (const std::string_view sql : {kCopySubmissions, kCopyTickets, kCopyEvents}) {
                store::Statement copy = db.prepare(sql);
                copy.bind(":first", first).bind(":last", last).bind(":each", all / open);
                if (Status copied = copy.run(); !copied.ok()) return copied;
            }
            return ok_status();
        });
        if (!done.ok()) return done;
        if (Status folded = db.checkpoint(); !folded.ok()) return folded;
    }
    return db.run("ANALYZE");
}

/// Asks through the lanes at kRate, whoever still waits; the time is from when a request was due.
class Asker {
public:
    Asker(api::Lanes& lanes, std::string cookie) : lanes_(lanes), cookie_(std::move(cookie)) {}

    /// @return the times, or the first answer that was not 200.
    Result<std::vector<Seconds>> ask(const std::vector<std::string>& paths) {
        std::vector<std::future<std::pair<int, Seconds>>> answers;
        const auto from = std::chrono::steady_clock::now();
        for (std::size_t i = 0; i < paths.size(); ++i) {
            const auto due = from + std::chrono::milliseconds{1000 / kRate} * i;
            std::this_thread::sleep_until(due);
            answers.push_back(send(paths[i], due));
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
    std::future<std::pair<int, Seconds>> send(const std::string& path,
                                              std::chrono::steady_clock::time_point due) {
        wire::Request request;
        request.method = "GET";
        const std::size_t mark = std::min(path.find('?'), path.size());
        request.path = path.substr(0, mark);
        request.query = path.substr(std::min(mark + 1, path.size()));
        request.headers["cookie"] = "__Host-sunbooth=" + cookie_;
        auto promise = std::make_shared<std::promise<std::pair<int, Seconds>>>();
        auto answer = promise->get_future();
        lanes_.serve(std::move(request), "127.0.0.1", [promise, due](const wire::Response& got) {
            promise->set_value({got.status, std::chrono::steady_clock::now() - due});
        });
        return answer;
    }
    api::Lanes& lanes_;
    std::string cookie_;
};

struct Kind {
    const char* what;
    std::function<std::string(int n)> path;
};

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
    const auto session =
        sessions.open({"bench", "bench", rules::Role::Supervisor, {}, false}, place.clock.now());
    Asker asker(*lanes.value(), session.token);
    SeededRandom random(1);
    const auto any = [&] {
        return 1 + random.between(0, static_cast<std::uint64_t>(options.tickets) - 1);
    };
    const std::vector<Kind> kinds = {
        {"work-list page, 50 rows", [](int) { return std::string("/api/v1/tickets?view=mine"); }},
        {"overdue page of a unit",
         [](int) { return std::string("/api/v1/tickets?view=overdue&unit=scjg"); }},
        {"page of all tickets",
         [&](int) { return "/api/v1/tickets?cursor=" + std::to_string(any()); }},
        {"ticket page", [&](int) { return "/api/v1/tickets/" + std::to_string(any()); }},
        {"look-up by number",
         [&](int) { return fmt::format("/api/v1/tickets?q=TS{:018}", any()); }},
        {"the day's first page", [](int) { return std::string("/api/v1/today"); }}};
    const int count = kRate * options.seconds;
    for (const Kind& kind : kinds) {
        std::vector<std::string> paths;
        for (int n = 0; n < count; ++n) paths.push_back(kind.path(n));
        const auto times = asker.ask(paths);
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

Status measure_sweep(Place& place) {
    const domain::Date today = domain::date_of(place.clock.wall());
    Result<supervision::Findings> found = supervision::Findings{};
    const Seconds judging = time_of([&] { found = supervision::judge(*place.db, today); });
    if (!found.ok()) return found.error();
    report(fmt::format("sweep over all open tickets ({} due)", found.value().due.size()),
           fixed(judging.count(), 2) + " s", "at most 5 s", judging.count() <= kSweepSMax);
    return ok_status();
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

/// Five closed days are brought in: every open date counted, and written where it moves.
Status measure_recount(Place& place) {
    if (Status closed = close_days(place); !closed.ok()) return closed;
    Result<std::optional<tickets::Recount>> found = std::optional<tickets::Recount>{};
    Status kept = ok_status();
    const Seconds took = time_of([&] {
        found = tickets::find_recount(*place.db);
        if (!found.ok() || !found.value()) return;
        const tickets::Recount& recount = *found.value();
        kept = in_transaction(*place.db, [&] {
            return tickets::keep_recount(*place.db, recount.version, recount.changes);
        });
    });
    if (!found.ok()) return found.error();
    if (!kept.ok()) return kept;
    const tickets::Recount recount = found.value().value_or(tickets::Recount{});
    report(fmt::format("due dates counted anew after a closure ({} open, {} move)", recount.open,
                       recount.changes.size()),
           fixed(took.count(), 2) + " s", "at most 60 s", took.count() <= kReplaySMax);
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
    const Seconds took =
        time_of([&] { imported = cases::import_csv(*place.db, csv, key, place.random); });
    if (!imported.ok()) return imported.error();
    if (!imported.value().errors.empty()) {
        return Error{ErrorCode::InvalidInput, imported.value().errors.front().why, "import"};
    }
    const double rate = kCases / took.count();
    report("import of cases", fixed(rate, 0) + "/s", "at least 5000/s", rate >= kImportMin);
    return ok_status();
}

}  // namespace

Status center_desk(const CenterOptions& options) {
    Place place;
    if (Status made = place.make(options.folder, options.hall); !made.ok()) return made;
    if (Status filed = place.file_real(); !filed.ok()) return filed.error().in("filing");
    const Status copied = copy_rows(*place.db, options.tickets, options.open);
    if (!copied.ok()) return copied.error().in("copying");
    report("tickets in the center", std::to_string(options.tickets));
    if (Status done = measure_replay(place, options.tickets); !done.ok()) return done;
    const double before = memory_mb("VmRSS");
    if (Status done = measure_pages(place, options); !done.ok()) return done;
    const double after = memory_mb("VmRSS");
    report("memory while pages are read", fixed(after, 0) + " MB", "at most 300 MB",
           after <= kMemoryMbMax);
    report("memory before them", fixed(before, 0) + " MB");
    if (Status done = measure_sweep(place); !done.ok()) return done;
    if (Status done = measure_recount(place); !done.ok()) return done;
    return measure_import(place);
}

}  // namespace sunbooth::bench
