// SPDX-License-Identifier: Apache-2.0
// R-8 on the terminal: whatever happens to the files of a queue, nothing false is served, nothing
// disappears unseen, and what can still be read goes on to the center.
#include "sync/base/mutant.h"
#include "tests/damage/queue_story.h"

using namespace sunbooth;
using namespace sunbooth::damage;
using client::Outbox;
using Kind = Finding::Kind;

namespace {

constexpr std::uint64_t kMutantImages = 4'000;
constexpr std::uint64_t kDeliverEvery = 400;  ///< Of the set-aside queues, how many are carried on.
constexpr std::uint64_t kMakeNextEvery = 8;   ///< Of the fresh ones, how many make a record.

class KeepingLog final : public Log {
public:
    void write(LogLevel, std::string_view event, std::initializer_list<LogField>) override {
        if (event == "outbox.quarantined") ++quarantines;
    }
    int quarantines = 0;
};

bool holds(const Image& image, const std::string& path, ByteView bytes) {
    const auto file = image.find(path);
    if (file == image.end()) return false;
    const std::string_view all = as_text(file->second);
    return all.find(as_text(bytes)) != all.npos;
}

/// One image after another, in one process.
class Looker {
public:
    explicit Looker(const QueueStory& story)
        : story_(story), disk_(story.root(), power_), vfs_(draws_) {
        disk_.expect_no_cut();
        vfs_.mount(disk_);
    }

    Finding look(std::uint64_t number, std::string& done) {
        SeededRandom chance(number);
        const Moment& moment = story_.moments[number % story_.moments.size()];
        Image image = moment.image;
        done = "moment " + std::to_string(number % story_.moments.size()) + ", " +
               injure(image, chance);
        put(disk_, image);
        KeepingLog log;
        Result<Outbox> opened = open(log);
        if (!opened.ok()) return judge_refusal(image, opened.error());
        if (opened.value().quarantined().empty()) return judge_whole(moment, opened.value());
        if (log.quarantines != 1) return {Kind::Broken, "set aside, but not reported"};
        Finding finding = judge_set_aside(moment, image, opened.value());
        if (finding.kind != Kind::Detected) return finding;
        set_aside_as_ = opened.value().quarantined();
        { const Outbox closed = std::move(opened).value(); }
        return ++set_aside_ % kDeliverEvery == 0 ? judge_delivery(moment, image) : finding;
    }

private:
    Result<Outbox> open(Log& log) {
        return Outbox::open(options(), story_.rig->identity, wall_ms(1'795'000'000'000), draws_,
                            log);
    }
    client::OutboxOptions options() const { return {story_.path(), sim::Vfs::name()}; }

    /// What is refused must lie there as it lay.
    Finding judge_refusal(const Image& image, const Error& error) {
        if (error.code != ErrorCode::Unsupported) return {Kind::Broken, error.line()};
        const Image left = take(disk_, story_.files());
        const bool same = left.at(story_.path()) == image.at(story_.path());
        return same ? Finding{Kind::Refused, {}} : Finding{Kind::Broken, "refused, but changed"};
    }

    /// Nothing was noticed: then nothing may be wrong.
    static Finding judge_whole(const Moment& moment, Outbox& outbox) {
        const auto rows = rows_of(outbox.database());
        const auto memory = memory_of(outbox.database());
        if (!rows || !memory) return {Kind::Broken, "cannot be read, unnoticed"};
        if (rows->size() != moment.rows.size())
            return {Kind::Broken, "records are gone, unnoticed"};
        for (const auto& [seq, row] : *rows) {
            const auto known = moment.rows.find(seq);
            if (known == moment.rows.end() || !known->second.contains(row)) {
                return {Kind::Broken, "record " + std::to_string(seq) + " is another, unnoticed"};
            }
        }
        for (const auto& [name, value] : *memory) {
            const auto known = moment.memory.find(name);
            if (known == moment.memory.end() || !known->second.contains(value)) {
                return {Kind::Broken, "what is remembered as " + name + " is another, unnoticed"};
            }
        }
        return check_counter(moment, outbox, Kind::Harmless);
    }

    static Finding check_counter(const Moment& moment, Outbox& outbox, Kind otherwise) {
        const Result<std::uint64_t> counter = outbox.next_counter();
        if (!counter.ok()) return {Kind::Broken, "no request numbers: " + counter.error().line()};
        if (counter.value() <= moment.counter) return {Kind::Broken, "a used number comes again"};
        return {otherwise, {}};
    }

    /// Set aside: kept byte for byte, and what can be read is in the fresh queue.
    Finding judge_set_aside(const Moment& moment, const Image& image, Outbox& outbox) {
        const std::string kept = story_.root() + "/" + outbox.quarantined();
        for (const char* part : {"", "-wal"}) {
            const auto was = image.find(story_.path() + part);
            if (was == image.end() || was->second.empty()) continue;
            const auto file = disk_.find(kept + part);
            if (!file) return {Kind::Broken, std::string("the damaged file is lost: ") + part};
            if (file->now != was->second) {
                return {Kind::Broken, std::string("the damaged file was changed: ") + part};
            }
        }
        const auto unsent = unsent_of(outbox);
        for (const auto& [seq, payload] : unsent) {
            const auto made = moment.payloads.find(seq);
            if (made == moment.payloads.end() || made->second != payload) {
                return {Kind::Broken, "record " + std::to_string(seq) + " was never made so"};
            }
        }
        for (const auto& [seq, payload] : moment.payloads) {
            if (!unsent.contains(seq) && is_readable(image, payload)) {
                return {Kind::Broken,
                        "record " + std::to_string(seq) + " could be read, but is lost"};
            }
        }
        return check_end(moment, image, outbox);
    }

    /// The head file, when it is whole, says where the numbers go on. The fresh queue wrote down
    /// where its chain starts; some of them make the next record as well.
    Finding check_end(const Moment& moment, const Image& image, Outbox& outbox) {
        const bool has_head =
            image.at(story_.path() + "-head") == moment.image.at(story_.path() + "-head");
        const auto start = outbox.recall("chain_start");
        const Bytes wanted = ByteWriter{}.u64(moment.end.seq).raw(moment.end.digest.view()).take();
        if (has_head && (!start.ok() || start.value() != wanted)) {
            return {Kind::Broken, "the chain does not start where the former ended"};
        }
        const bool makes_next = ++fresh_ % kMakeNextEvery == 0;
        if (has_head && makes_next && !goes_on(moment, outbox)) {
            return {Kind::Broken, "the chain does not go on where it was"};
        }
        return check_counter(moment, outbox, Kind::Detected);
    }

    bool goes_on(const Moment& moment, Outbox& outbox) {
        const domain::FiledAt at{wall_ms(0), instant_ms(0), "boot-1"};
        const seal::KeySet keys =
            seal::read_key_set(story_.rig->center.key_set(), story_.rig->center.root.public_key)
                .value();
        const auto next = outbox.prepare(test::complaint("next"), at, keys, draws_);
        const auto parts = seal::read_record(next.value().record);
        return next.value().seq == moment.end.seq + 1 &&
               parts.value().previous == moment.end.digest;
    }

    /// In one piece in the file or its log; a large record lies in several.
    bool is_readable(const Image& image, const Bytes& payload) const {
        return holds(image, story_.path(), payload) ||
               holds(image, story_.path() + "-wal", payload);
    }

    static std::map<std::uint64_t, Bytes> unsent_of(Outbox& outbox) {
        std::map<std::uint64_t, Bytes> found;
        store::Statement select = outbox.database().prepare(
            "SELECT seq, payload FROM record WHERE state = 1 AND payload IS NOT NULL");
        while (select.step().value()) {
            found[static_cast<std::uint64_t>(select.integer(0))] = select.blob(1);
        }
        return found;
    }

    /// A courier on the fresh queue brings all that could be read to the center.
    Finding judge_delivery(const Moment& moment, const Image& image) {
        test::FakeCenter center = moment.center;
        center.refuse_seqs.clear();
        test::FakeTransport transport;
        test::FakeDisk room;
        test::ManualClock clock;
        NullLog log;
        auto courier = client::Courier::open({.outbox = options(),
                                              .identity = story_.rig->identity,
                                              .root = center.root.public_key,
                                              .key_set = center.key_set(),
                                              .boot_id = "boot-2"},
                                             {.transport = transport,
                                              .disk = room,
                                              .outside = {clock, draws_, log},
                                              .tell = [](const client::News&) {}});
        if (!courier.ok()) return {Kind::Broken, "the fresh queue: " + courier.error().line()};
        if (!courier.value()->outbox()->quarantined().empty()) {
            return {Kind::Broken, "the fresh queue is damaged as well"};
        }
        for (int turn = 0; turn < 200; ++turn) {
            while (!transport.waiting.empty()) {
                test::FakeTransport::Waiting one = transport.take();
                one.done(center.answer(one.request));
            }
            clock.advance(std::chrono::seconds{30});
            courier.value()->tick();
        }
        for (const char* part : {"", "-wal"}) {
            const auto file = disk_.find(story_.root() + "/" + set_aside_as_ + part);
            if (!file || file->now.empty()) continue;
            if (center.aside[set_aside_as_ + part] != file->now) {
                return {Kind::Broken,
                        std::string("the damaged file did not reach the center: ") + part};
            }
        }
        const auto stored = center.stored();
        for (const auto& [seq, payload] : moment.payloads) {
            if (!is_readable(image, payload)) continue;
            if (!stored.contains(seal::read_record(payload).value().id)) {
                return {Kind::Broken, "record " + std::to_string(seq) + " was not delivered"};
            }
        }
        return {Kind::Detected, {}};
    }

    const QueueStory& story_;
    sim::Power power_;
    sim::Disk disk_;
    SeededRandom draws_{3};
    sim::Vfs vfs_;
    std::uint64_t set_aside_ = 0, fresh_ = 0;
    std::string set_aside_as_;  ///< The last one's name.
};

Count damage_queues(const QueueStory& story, std::uint64_t images, Until until = Until::End) {
    const auto make_look = [&]() -> Look {
        auto looker = std::make_shared<Looker>(story);
        return [looker](std::uint64_t number, std::string& done) {
            return looker->look(number, done);
        };
    };
    return sweep(images, cores(), make_look, until);
}

}  // namespace

TEST_CASE("damage R-8: a damaged queue is seen, kept and reported, or no worse for it") {
    const QueueStory story;
    const std::uint64_t wanted = wanted_images(0.95);
    const Count count = damage_queues(story, wanted);
    MESSAGE("R-8 queue: " << count.line());
    CHECK_MESSAGE(count.broken == 0, count.first);
    CHECK_MESSAGE(count.crashed == 0, count.first);
    CHECK(count.images == wanted);
    CHECK(count.detected > wanted / 4);
    CHECK(count.harmless > wanted / 100);
}

TEST_CASE("damage R-8: catches a terminal that does not send what it set aside") {
    const QueueStory story;
    const MutantScope on("client.aside_after_one_piece");
    const Count count = damage_queues(story, 3 * kDeliverEvery * cores(), Until::Broken);
    MESSAGE("R-8 queue, mutant client.aside_after_one_piece: " << count.line());
    CHECK(count.broken > 0);
}

TEST_CASE("damage R-8: catches a terminal that does not look at signatures") {
    const QueueStory story;
    const MutantScope on("seal.skip_signature_check");
    const Count count = damage_queues(story, kMutantImages, Until::Broken);
    MESSAGE("R-8 queue, mutant seal.skip_signature_check: " << count.line());
    CHECK(count.broken > 0);
}
