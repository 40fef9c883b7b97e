// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/bench_place.h"

#include "sync/center/fleet/enrolment.h"
#include "sync/center/fleet/kiosks.h"
#include "sync/center/intake/commit.h"
#include "sync/center/intake/words.h"
#include "sync/center/registry/center.h"
#include "sync/center/registry/hall.h"
#include "sync/center/tickets/desk.h"
#include "sync/center/tickets/tickets.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <sstream>

namespace sunbooth::bench {
namespace {

namespace fs = std::filesystem;
using namespace center;

constexpr int kReal = 200;  ///< Tickets that were really filed.

Status withdraw(store::Database& db, std::int64_t id, WallTime now) {
    store::Statement select = db.prepare("SELECT receipt_code FROM ticket WHERE id = :id");
    if (const auto row = select.bind(":id", id).step(); !row.ok()) return row.error();
    const auto done = tickets::make_wish(db, select.text(0), domain::Wish::Withdraw, now);
    return done.ok() ? ok_status() : Status(done.error().in("withdraw"));
}

/// How far an open one has come: one in four each stands as it came, was called, was accepted, was
/// answered, so that every list of work has something to leave out.
Status advance(store::Database& db, std::int64_t id, WallTime now) {
    const std::int64_t stage = (id / 2) % 4;
    if (stage == 0) return ok_status();
    std::int64_t version = 1;
    const tickets::Actor actor{"bench", {rules::Role::Supervisor, {}, {}}};
    for (const rules::Action action :
         {rules::Action::Callback, rules::Action::Accept, rules::Action::Reply}) {
        tickets::Deed deed;
        deed.action = action;
        deed.outcome = rules::Outcome::Verified;
        deed.words = action == rules::Action::Reply ? "已核实，已整改。" : "";
        const auto done = tickets::act(db, actor, id, version, deed, now);
        if (!done.ok()) return done.error().in("advance");
        if (version++ == stage) return ok_status();
    }
    return ok_status();
}

/// Files the real ones; every second one is worked on to its end.
Status file_real(Place& place) {
    const auto name = domain::KioskId::parse("hall-1");
    if (!name.ok()) return name.error();
    RecordMaker maker({name.value(), place.kiosk_key}, place.keys->set);
    for (int i = 0; i < kReal; ++i) {
        const auto record = maker.next(place.random);
        if (!record.ok()) return record.error();
        const auto kiosk = fleet::find_kiosk(*place.db, "hall-1");
        if (!kiosk.ok()) return kiosk.error();
        const auto checked =
            intake::check_batch({*place.db, *place.keys, *place.vault, place.random}, kiosk.value(),
                                {place.clock.wall(), place.clock.now(), kBootId, {record.value()}});
        if (!checked.ok()) return checked.error();
        const Status done = in_transaction(*place.db, [&]() -> Status {
            const auto committed =
                intake::commit_batch(*place.db, *place.keys, checked.value(), place.clock.wall());
            if (!committed.ok()) return committed.error();
            return i % 2 == 0 ? advance(*place.db, i + 1, place.clock.wall())
                              : withdraw(*place.db, i + 1, place.clock.wall());
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
                        merged_into, excluded, due_on, stand)
    SELECT i, printf('TS%018d', i), CAST(printf('%016d', i) AS BLOB), printf('%012d', i), kind, unit,
           window, topic, category, language, date(filed_on, printf('-%d days', CASE WHEN i % :each = 0 THEN (i / :each) % 40 ELSE i % 1000 END)), filed_half,
           has_contact, profile, state, version, callbacks, unreached, reply, refusal, course,
           needed, handled_by, pending, merged_into, excluded, due_on, stand
      FROM copy JOIN ticket AS t ON t.id = copy.of)sql";
constexpr std::string_view kCopyEvents = SUNBOOTH_ROWS R"sql(
    INSERT INTO ticket_event (ticket, n, at_ms, type, by, fields, digest)
    SELECT i, n, at_ms, type, by, fields, digest
      FROM copy JOIN ticket_event AS e ON e.ticket = copy.of)sql";

/// A ticket's page opens the words that only its own record's key opens.
Status give_words(Place& place, int all) {
    const SecretText words{std::string_view("窗口十点还没有人，排队的人很多，问了也没有人理会。")};
    for (int row = kWorded; row <= all; row += kWorded) {
        if (row <= kReal) continue;
        const auto record = domain::RecordId::from(as_bytes(fmt::format("{:016}", row)));
        if (!record) return Error{ErrorCode::Internal, "no record id", ""};
        const auto locked = intake::lock_words(words, *record, place.keys->intake, place.random);
        store::Statement update = place.db->prepare(
            "UPDATE submission SET words = :words, words_key = :key WHERE row_no = :row");
        const Status done =
            update.bind(":words", locked.words).bind(":key", locked.key).bind(":row", row).run();
        if (!done.ok()) return done;
    }
    return ok_status();
}

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
    return ok_status();
}

}  // namespace

Status in_transaction(store::Database& db, const std::function<Status()>& work) {
    Result<store::Transaction> transaction = store::Transaction::begin(db);
    if (!transaction.ok()) return transaction.error();
    if (Status done = work(); !done.ok()) return done;
    return transaction.value().commit();
}

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

Status Place::fill(int all, int open) {
    if (Status filed = file_real(*this); !filed.ok()) return filed.error().in("filing");
    const Status copied = copy_rows(*db, all, open);
    if (!copied.ok()) return copied.error().in("copying");
    return in_transaction(*db, [&] { return give_words(*this, all); });
}

}  // namespace sunbooth::bench
