// SPDX-License-Identifier: Apache-2.0
// What "received" costs: seal, sign and commit one complaint, against the least that any durable
// program pays on this disk. Pairs are interleaved, so that a slow minute of the disk hits both.
#include "sync/client/outbox.h"
#include "tests/bench/bench.h"

namespace sunbooth::bench {
namespace {

constexpr double kRatioMax = 1.3;

/// One row of a table without an index, in the same way of committing.
class BareTable {
public:
    static Result<BareTable> make(const std::filesystem::path& file) {
        Result<store::Database> db = store::Database::open(
            file, {.access = store::Access::Owner, .exclusive = true, .vfs = {}});
        if (!db.ok()) return db.error();
        const Status made = db.value().run("CREATE TABLE bare (bytes BLOB NOT NULL) STRICT");
        if (!made.ok()) return made.error();
        return BareTable(std::move(db).value());
    }
    Status commit(ByteView bytes) {
        return db_.prepare("INSERT INTO bare (bytes) VALUES (:bytes)").bind(":bytes", bytes).run();
    }

private:
    explicit BareTable(store::Database db) : db_(std::move(db)) {}
    store::Database db_;
};

seal::KeySet some_keys(Random& random) {
    seal::KeySet keys;
    keys.intake = seal::make_box_key(random).public_key;
    keys.callback = seal::make_box_key(random).public_key;
    keys.center = seal::make_signing_key(random).public_key;
    keys.version = 1;
    return keys;
}

struct Times {
    std::vector<Seconds> press, sealing, bare;
};

Status measure(client::Outbox& outbox, BareTable& bare, int pairs, Times& times) {
    OsRandom random;
    SystemClock clock;
    const seal::KeySet keys = some_keys(random);
    constexpr int kWarmUp = 5;
    for (int i = -kWarmUp; i < pairs; ++i) {
        Result<client::PreparedRecord> made = Error{ErrorCode::Internal, "not made", ""};
        Status filed = ok_status();
        const Seconds sealing = time_of([&] {
            made = outbox.prepare(usual_complaint(), {clock.wall(), clock.now(), kBootId}, keys,
                                  random);
        });
        if (!made.ok()) return made.error();
        const Seconds commit = time_of([&] { filed = outbox.commit(made.value()); });
        if (!filed.ok()) return filed;
        const Seconds plain = time_of([&] { filed = bare.commit(made.value().record); });
        if (!filed.ok()) return filed;
        if (i < 0) continue;
        times.press.push_back(sealing + commit);
        times.sealing.push_back(sealing);
        times.bare.push_back(plain);
    }
    return ok_status();
}

}  // namespace

Status press(const std::filesystem::path& folder, int pairs) {
    OsRandom random;
    SystemClock clock;
    NullLog log;
    const Result<domain::KioskId> name = domain::KioskId::parse("bench-1");
    if (!name.ok()) return name.error();
    const client::Identity identity{name.value(), seal::make_signing_key(random)};
    Result<client::Outbox> outbox =
        client::Outbox::open({.path = folder / "outbox.db"}, identity, clock.wall(), random, log);
    if (!outbox.ok()) return outbox.error();
    Result<BareTable> bare = BareTable::make(folder / "bare.db");
    if (!bare.ok()) return bare.error();
    Times times;
    const Status measured = measure(outbox.value(), bare.value(), pairs, times);
    if (!measured.ok()) return measured;
    const double ratio = median(times.press) / median(times.bare);
    report("press: a complaint sealed, signed and on disk", in_us(median(times.press)));
    report("press: of this sealing and signing (processor)", in_us(median(times.sealing)));
    report("press: one bare row on disk", in_us(median(times.bare)));
    report("press: ratio", fixed(ratio, 2), "<= 1.3", ratio <= kRatioMax);
    report("press: ratio of the two commits alone",
           fixed((median(times.press) - median(times.sealing)) / median(times.bare), 2));
    return ok_status();
}

}  // namespace sunbooth::bench
