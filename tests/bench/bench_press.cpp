// SPDX-License-Identifier: Apache-2.0
// What "received" costs: seal, sign and commit one complaint, against the least that any durable
// program pays on this disk. Pairs are interleaved, so that a slow minute of the disk hits both.
#include "sync/client/courier.h"
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

/// Nobody answers: the press is over before anything is sent.
class NoNetwork final : public client::Transport {
public:
    void send(wire::Request, Done) override {}
};

class RoomyDisk final : public store::DiskSpace {
public:
    Result<std::uint64_t> free_bytes() override { return std::uint64_t{1} << 30U; }
    Status hold_ballast() override { return ok_status(); }
    Status drop_ballast() override { return ok_status(); }
};

/// A kiosk without a screen: from the press to the news that lets the receipt page be drawn.
class Presser {
public:
    Presser(const std::filesystem::path& folder, client::Identity identity) {
        const seal::SigningKey root = seal::make_signing_key(random_);
        auto opened =
            client::Courier::open({.outbox = {.path = folder / "outbox.db"},
                                   .identity = std::move(identity),
                                   .root = root.public_key,
                                   .key_set = seal::write_key_set(some_keys(random_), root),
                                   .boot_id = kBootId},
                                  {.transport = network_,
                                   .disk = disk_,
                                   .outside = {clock_, random_, log_},
                                   .tell = [this](const client::News& news) {
                                       if (std::holds_alternative<client::Saved>(news)) {
                                           saved_ = std::chrono::steady_clock::now();
                                       }
                                   }});
        if (opened.ok()) courier_ = std::move(opened).value();
    }

    /// @return nothing when the record was not saved.
    std::optional<Seconds> press() {
        if (!courier_) return std::nullopt;
        saved_.reset();
        const client::Command command = client::FileRecord{++token_, usual_complaint()};
        const auto from = std::chrono::steady_clock::now();
        courier_->handle(command);
        if (!saved_) return std::nullopt;
        return *saved_ - from;
    }

private:
    NoNetwork network_;
    RoomyDisk disk_;
    OsRandom random_;
    SystemClock clock_;
    NullLog log_;
    std::unique_ptr<client::Courier> courier_;
    std::optional<std::chrono::steady_clock::time_point> saved_;
    client::Token token_ = 0;
};

struct Times {
    std::vector<Seconds> press, bare;
};

Status measure(Presser& presser, BareTable& bare, std::size_t bytes, int pairs, Times& times) {
    const Bytes row(bytes, 0x5a);
    constexpr int kWarmUp = 5;
    for (int i = -kWarmUp; i < pairs; ++i) {
        const std::optional<Seconds> press = presser.press();
        if (!press) return Error{ErrorCode::Io, "a record was not saved", ""};
        Status filed = ok_status();
        const Seconds plain = time_of([&] { filed = bare.commit(row); });
        if (!filed.ok()) return filed;
        if (i < 0) continue;
        times.press.push_back(*press);
        times.bare.push_back(plain);
    }
    return ok_status();
}

/// Sealing and signing alone, ahead of the press and during it.
Status measure_sealing(client::Outbox& outbox, int times, Seconds& ahead, Seconds& during) {
    OsRandom random;
    SystemClock clock;
    const seal::KeySet keys = some_keys(random);
    std::vector<Seconds> before, after;
    for (int i = 0; i < times; ++i) {
        before.push_back(time_of([&] { outbox.prepare_ahead(keys); }));
        Status made = ok_status();
        after.push_back(time_of([&] {
            const auto one = outbox.prepare(usual_complaint(), {clock.wall(), clock.now(), kBootId},
                                            keys, random);
            if (!one.ok()) made = one.error();
        }));
        if (!made.ok()) return made;
    }
    ahead = median(before);
    during = median(after);
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
    Result<client::Outbox> sealer =
        client::Outbox::open({.path = folder / "sealer.db"}, identity, clock.wall(), random, log);
    if (!sealer.ok()) return sealer.error();
    Result<BareTable> bare = BareTable::make(folder / "bare.db");
    if (!bare.ok()) return bare.error();
    const auto sample = sealer.value().prepare(
        usual_complaint(), {clock.wall(), clock.now(), kBootId}, some_keys(random), random);
    if (!sample.ok()) return sample.error();

    Presser presser(folder, identity);
    Times times;
    const Status measured =
        measure(presser, bare.value(), sample.value().record.size(), pairs, times);
    if (!measured.ok()) return measured;
    Seconds ahead{}, during{};
    const Status sealed = measure_sealing(sealer.value(), pairs, ahead, during);
    if (!sealed.ok()) return sealed;
    const double ratio = median(times.press) / median(times.bare);
    report("press: from the press to \"received\", sealed, signed and on disk",
           in_us(median(times.press)));
    report("press: of this sealing and signing (processor)", in_us(during));
    report("press: made ahead of it while idle (processor)", in_us(ahead));
    report("press: one bare row of the same size on disk", in_us(median(times.bare)));
    report("press: ratio", fixed(ratio, 2), "<= 1.3", ratio <= kRatioMax);
    return ok_status();
}

}  // namespace sunbooth::bench
