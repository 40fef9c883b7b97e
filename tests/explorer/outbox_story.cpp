// SPDX-License-Identifier: Apache-2.0
#include "sync/client/courier.h"
#include "tests/client/fake_center.h"
#include "tests/client/fakes.h"
#include "tests/explorer/story.h"

#include <map>

namespace sunbooth::explorer {
namespace {

using client::Courier;
using domain::RecordId;

constexpr const char* kRoot = "/kiosk";
constexpr const char* kPath = "/kiosk/outbox.db";

/// One record's promises.
struct Promise {
    RecordId id;
    Bytes payload;
    Moment pressed = 0;               ///< Before it: not there.
    Moment thanked = 0;               ///< From then on: there.
    std::optional<Moment> erasing{};  ///< From then on the payload may be gone.
    std::optional<Moment> erased{};   ///< From then on it must be.
};

/// What the story leaves behind, for the checks.
struct Past {
    client::Identity identity;
    std::vector<Promise> promises;
    std::vector<std::pair<Moment, std::uint64_t>> counters;  ///< Used up by then.
};

/// One kiosk with its center, on a recording disk.
class Teller {
public:
    Teller() : vfs_(random_), disk_(kRoot, power_), center_(random_) {
        vfs_.mount(disk_);
        disk_.record(&operations_);
        center_.kiosk_key = past_.identity.key.public_key;
    }

    void tell() {
        start();
        for (int i = 0; i < 4; ++i) file();
        exchange();
        center_.back_up();
        for (int i = 0; i < 3; ++i) file();
        exchange();
        live(std::chrono::minutes{12});
        start();
        for (int i = 0; i < 2; ++i) file();
        center_.back_up();
        exchange();
        center_.restore();
        file();
        exchange();
        live(std::chrono::minutes{12});
        (void)courier_->outbox()->tidy().ok();
        for (int i = 0; i < 3; ++i) file();
        start();
        exchange();
        center_.back_up();
        live(std::chrono::minutes{12});
        file();
        courier_.reset();
    }

    std::vector<sim::Operation> take_operations() { return std::move(operations_); }
    const Past& past() const { return past_; }

private:
    Moment now() const { return operations_.size(); }

    void start() {
        courier_.reset();
        transport_.waiting.clear();
        auto opened = Courier::open({.outbox = {.path = kPath, .vfs = sim::Vfs::name()},
                                     .identity = past_.identity,
                                     .root = center_.root.public_key,
                                     .key_set = center_.key_set(),
                                     .boot_id = "boot-1"},
                                    {.transport = transport_,
                                     .disk = room_,
                                     .outside = {clock_, random_, log_},
                                     .tell = [this](const client::News& news) {
                                         const auto* saved = std::get_if<client::Saved>(&news);
                                         if (saved != nullptr) thanked_ = saved->id;
                                     }});
        SUNBOOTH_ASSERT(opened.ok());
        courier_ = std::move(opened).value();
    }

    void file() {
        domain::Complaint complaint;
        complaint.topic = "absent";
        complaint.text = SecretText("窗口没有人");
        complaint.phone = SecretText("13812345678");
        Promise promise;
        promise.pressed = now();
        thanked_.reset();
        courier_->handle(client::FileRecord{++token_, complaint});
        SUNBOOTH_ASSERT(thanked_.has_value());
        promise.thanked = now();
        promise.id = *thanked_;
        promise.payload = payload_of(promise.id);
        past_.promises.push_back(std::move(promise));
    }

    Bytes payload_of(const RecordId& id) {
        store::Statement rows =
            courier_->outbox()->database().prepare("SELECT payload FROM record WHERE id = :id");
        const Result<bool> row = rows.bind(":id", id.view()).step();
        SUNBOOTH_ASSERT(row.ok() && row.value());
        return rows.blob(0);
    }

    /// The center answers what waits, and what that leads to.
    void exchange() {
        while (!transport_.waiting.empty()) {
            test::FakeTransport::Waiting one = transport_.take();
            const Moment before = now();
            past_.counters.emplace_back(before, highest_counter());
            one.done(center_.answer(one.request));
            past_.counters.emplace_back(before, highest_counter());
            note_erased(before);
        }
    }
    std::uint64_t highest_counter() const {
        return center_.counters.empty() ? 0 : *center_.counters.rbegin();
    }

    void note_erased(Moment before) {
        for (Promise& promise : past_.promises) {
            if (promise.erased || !payload_of(promise.id).empty()) continue;
            promise.erasing = before;
            promise.erased = now();
        }
    }

    void live(milliseconds span) {
        const Instant end = clock_.now() + span;
        while (true) {
            exchange();
            const Instant wake = courier_->wake_at();
            if (wake > end) break;
            if (wake > clock_.now()) clock_.advance(wake - clock_.now());
            courier_->tick();
        }
        clock_.advance(end - clock_.now());
    }

    SeededRandom random_{5};
    Past past_{{domain::KioskId::parse("hall-1").value(), seal::make_signing_key(random_)}, {}, {}};
    std::vector<sim::Operation> operations_;
    sim::Vfs vfs_;
    sim::Power power_;
    sim::Disk disk_;
    test::ManualClock clock_;
    NullLog log_;
    test::FakeTransport transport_;
    test::FakeDisk room_;
    test::FakeCenter center_;
    std::unique_ptr<Courier> courier_;
    client::Token token_ = 0;
    std::optional<RecordId> thanked_;
};

// --- checks -----------------------------------------------------------------------------------

struct Row {
    Bytes payload;  ///< Empty once erased.
    Bytes digest;
};

Result<std::int64_t> number(store::Database& db, std::string_view sql) {
    store::Statement select = db.prepare(sql);
    const Result<bool> row = select.step();
    if (!row.ok()) return row.error();
    return row.value() ? select.integer(0) : 0;
}

/// Rows by id, with the chain's numbers checked on the way.
Result<std::map<RecordId, Row>> rows_of(store::Database& db) {
    const Result<std::int64_t> has =
        number(db, "SELECT count(*) FROM sqlite_master WHERE name IN ('record', 'memory')");
    if (!has.ok()) return has.error();
    std::map<RecordId, Row> rows;
    if (has.value() == 0) return rows;
    store::Statement select =
        db.prepare("SELECT seq, id, payload, digest FROM record ORDER BY seq");
    std::int64_t expected = 1;
    while (true) {
        const Result<bool> row = select.step();
        if (!row.ok()) return row.error();
        if (!row.value()) return rows;
        if (select.integer(0) != expected++) {
            return Error{ErrorCode::Corrupt, "the chain has a hole", ""};
        }
        rows[select.fixed<RecordId>(1)] = {select.blob(2), select.blob(3)};
    }
}

std::optional<std::string> broken(const Promise& promise, const std::map<RecordId, Row>& rows,
                                  Moment moment) {
    const auto found = rows.find(promise.id);
    if (found == rows.end()) {
        if (moment >= promise.thanked) return "a thanked record is lost";
        return std::nullopt;
    }
    if (moment < promise.pressed) return "a record is there before it was filed";
    const bool there = !found->second.payload.empty();
    if (there && found->second.payload != promise.payload) return "a record has other bytes";
    if (!there && !(promise.erasing && moment >= *promise.erasing)) return "a payload is lost";
    if (there && promise.erased && moment >= *promise.erased) return "an erased payload is back";
    return std::nullopt;
}

std::optional<std::string> check_counter(store::Database& db, const Past& past, Moment moment) {
    std::uint64_t used = 0;
    for (const auto& [at, counter] : past.counters) {
        if (at <= moment) used = std::max(used, counter);
    }
    if (used == 0) return std::nullopt;
    const auto kept = number(db, "SELECT count(*) FROM sqlite_master WHERE name = 'memory'");
    if (!kept.ok() || kept.value() == 0) return "the counter is lost";
    store::Statement select = db.prepare("SELECT value FROM memory WHERE name = 'counter'");
    const Result<bool> row = select.step();
    if (!row.ok() || !row.value()) return "the counter is lost";
    const Bytes value = select.blob(0);
    if (ByteReader(value).u64() < used) return "a used counter would be used again";
    return std::nullopt;
}

std::optional<std::string> check_rows(const Past& past, Moment moment) {
    Result<store::Database> db =
        store::Database::open(kPath, {.exclusive = true, .vfs = sim::Vfs::name()});
    if (!db.ok()) return "does not open: " + db.error().line();
    const Status whole = db.value().check_indexes();
    if (!whole.ok()) return "damaged: " + whole.error().line();
    const auto rows = rows_of(db.value());
    if (!rows.ok()) return "unreadable: " + rows.error().line();
    for (const Promise& promise : past.promises) {
        if (auto why = broken(promise, rows.value(), moment)) return why;
    }
    return check_counter(db.value(), past, moment);
}

std::optional<std::string> check_opening(const Past& past, Moment moment) {
    SeededRandom random(1);
    NullLog log;
    Result<client::Outbox> outbox = client::Outbox::open({.path = kPath, .vfs = sim::Vfs::name()},
                                                         past.identity, wall_ms(0), random, log);
    if (!outbox.ok()) return "the program cannot open it: " + outbox.error().line();
    if (!outbox.value().quarantined().empty()) return "the program set it aside";
    for (const Promise& promise : past.promises) {
        if (moment < promise.thanked) continue;
        const Result<bool> held = outbox.value().holds(promise.id);
        if (!held.ok() || !held.value()) return "the program does not find a thanked record";
    }
    return std::nullopt;
}

}  // namespace

Story outbox_story() {
    SUNBOOTH_ASSERT(seal::start().ok());
    Teller teller;
    teller.tell();
    Story story;
    story.root = kRoot;
    story.operations = teller.take_operations();
    story.check = [past = teller.past()](Moment moment) { return check_rows(past, moment); };
    story.open = [past = teller.past()](Moment moment) { return check_opening(past, moment); };
    return story;
}

}  // namespace sunbooth::explorer
