// SPDX-License-Identifier: Apache-2.0
#include "tests/damage/queue_story.h"

namespace sunbooth::damage {
namespace {

constexpr std::string_view kRows = R"sql(
    SELECT seq, quote(id) || kind || '/' || day || '/' || minus_day || quote(digest) || state || reason || '/' ||
                center_row || quote(generation) || bytes || quote(payload)
      FROM record ORDER BY seq)sql";

/// Lives the story and takes the moments down.
class Teller {
public:
    /// The rig makes its folder below the system's; here the whole of that is simulated.
    Teller() : disk_(std::filesystem::temp_directory_path(), power_), vfs_(chance_) {
        vfs_.mount(disk_);
    }

    void tell(QueueStory& story) {
        story.rig = std::make_unique<test::Rig>(sim::Vfs::name());
        story_ = &story;
        live_through();
        story.rig->courier.reset();
        story.rig->transport.waiting.clear();
    }

private:
    test::Rig& rig() { return *story_->rig; }

    void live_through() {
        for (int i = 0; i < 4; ++i) file(std::string(20, 'a'));
        moment();  // Nothing sent; all in the log.
        exchange();
        file(std::string(900, 'b'));
        moment();  // Stored, nothing backed up.
        rig().center.back_up();
        rig().center.refuse_seqs = {6};
        for (int i = 0; i < 3; ++i) file("c");
        exchange();
        REQUIRE(rig().courier->outbox()->tidy().ok());
        moment();  // Erased, parked, held; all folded back.
        rig().start();
        file("d");
        REQUIRE(rig().courier->outbox()->remember(client::kHallFeed, as_bytes("feed")).ok());
        note();
        moment();  // Some of it in the log.
        rig().center.restore();
        exchange();
        file("e");
        file(std::string(1300, 'f'));  // Too large for a page.
        moment();                      // Another generation: sent again.
        rig().courier.reset();
        moment();  // A program that ended well.
    }

    void file(const std::string& text) {
        rig().file(text);
        note();
    }

    void exchange() {
        while (!rig().transport.waiting.empty()) {
            test::FakeTransport::Waiting one = rig().transport.take();
            one.done(rig().center.answer(one.request));
            note();
        }
    }

    /// Adds what is committed to the history.
    void note() {
        store::Database& db = rig().courier->outbox()->database();
        const auto rows = rows_of(db);
        const auto memory = memory_of(db);
        REQUIRE(rows);
        REQUIRE(memory);
        for (const auto& [seq, row] : *rows) rows_[seq].insert(row);
        for (const auto& [name, value] : *memory) memory_[name].insert(value);
        store::Statement select =
            db.prepare("SELECT seq, digest, payload FROM record ORDER BY seq");
        held_.clear();
        while (select.step().value()) {
            const auto seq = static_cast<std::uint64_t>(select.integer(0));
            end_ = {seq, select.fixed<seal::Digest>(1)};
            if (select.is_null(2)) continue;
            payloads_[seq] = select.blob(2);
            held_.insert(seq);
        }
    }

    void moment() {
        const auto& used = rig().center.counters;
        story_->moments.push_back({take(disk_, story_->files()), rows_, memory_, payloads_, held_,
                                   end_, used.empty() ? 0 : *used.rbegin(), rig().center});
    }

    sim::Power power_;
    sim::Disk disk_;
    SeededRandom chance_{17};
    sim::Vfs vfs_;
    QueueStory* story_ = nullptr;
    std::map<std::uint64_t, std::set<std::string>> rows_;
    std::map<std::string, std::set<Bytes>> memory_;
    std::map<std::uint64_t, Bytes> payloads_;
    std::set<std::uint64_t> held_;
    client::ChainEnd end_;
};

}  // namespace

QueueStory::QueueStory() {
    SUNBOOTH_ASSERT(seal::start().ok());
    Teller().tell(*this);
}

std::vector<std::string> QueueStory::files() const {
    return {path(), path() + "-wal", path() + "-head"};
}

std::optional<std::map<std::uint64_t, std::string>> rows_of(store::Database& db) {
    store::Statement select = db.prepare(kRows);
    std::map<std::uint64_t, std::string> rows;
    while (true) {
        const Result<bool> row = select.step();
        if (!row.ok()) return std::nullopt;
        if (!row.value()) return rows;
        rows[static_cast<std::uint64_t>(select.integer(0))] = select.text(1);
    }
}

std::optional<std::map<std::string, Bytes>> memory_of(store::Database& db) {
    store::Statement select = db.prepare("SELECT name, value FROM memory");
    std::map<std::string, Bytes> memory;
    while (true) {
        const Result<bool> row = select.step();
        if (!row.ok()) return std::nullopt;
        if (!row.value()) return memory;
        memory[select.text(0)] = select.blob(1);
    }
}

}  // namespace sunbooth::damage
