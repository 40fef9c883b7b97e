// SPDX-License-Identifier: Apache-2.0
#include "sync/client/courier.h"
#include "tests/client/fake_center.h"
#include "tests/client/fakes.h"
#include "tests/faults/stories.h"

#include <map>

namespace sunbooth::faults {
namespace {

using client::Courier;

/// The same in every telling: keys and what the center has at the beginning.
struct Past {
    SeededRandom random{41};
    test::FakeCenter center{random};
    client::Identity identity{domain::KioskId::parse("hall-1").value(),
                              seal::make_signing_key(random)};
    std::optional<test::FakeCenter> met;  ///< As the beginning left it.
    std::vector<std::string> filed;       ///< Thanked for in the beginning.
    bool damaged = false;                 ///< The queue that it left was damaged since.
};

/// A terminal and its center. The queue may be down.
class Terminal {
public:
    Terminal(const Past& past, const std::filesystem::path& folder)
        : past_(past), center_(past.met ? *past.met : past.center), path_(folder / "outbox.db") {
        center_.kiosk_key = past.identity.key.public_key;
    }

    /// Switched off while its disk fails, a terminal forgets whom it refused.
    bool start() {
        if (courier_ && queue() == nullptr) refused.clear();
        courier_.reset();
        transport_.waiting.clear();
        auto opened = Courier::open({.outbox = {.path = path_},
                                     .identity = past_.identity,
                                     .root = center_.root.public_key,
                                     .key_set = center_.key_set(),
                                     .boot_id = "boot-1"},
                                    {.transport = transport_,
                                     .disk = room_,
                                     .outside = {clock_, random_, log_},
                                     .tell = [this](const client::News& news) { hear(news); }});
        if (opened.ok()) courier_ = std::move(opened).value();
        note_quarantine();
        if (!opened.ok()) why_ = opened.error().line();
        return opened.ok();
    }
    void stop() {
        courier_.reset();
        transport_.waiting.clear();
    }
    void file(const std::string& text) {
        if (!courier_) return;
        domain::Complaint complaint;
        complaint.topic = "absent";
        complaint.text = SecretText(text);
        asked_ = text;
        courier_->handle(client::FileRecord{++token_, complaint});
    }
    void exchange() {
        while (!transport_.waiting.empty()) {
            test::FakeTransport::Waiting one = transport_.take();
            one.done(center_.answer(one.request));
        }
    }
    void live(milliseconds span) {
        if (!courier_) return;
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

    test::FakeCenter& center() { return center_; }
    client::Outbox* queue() { return courier_ ? courier_->outbox() : nullptr; }
    bool quarantined() const { return quarantined_; }
    const std::string& why() const { return why_; }

    std::map<std::string, domain::RecordId> thanked;
    std::set<std::string> refused;

private:
    void note_quarantine() {
        if (queue() != nullptr && !queue()->quarantined().empty()) quarantined_ = true;
    }
    void hear(const client::News& news) {
        const auto* standing = std::get_if<client::Standing>(&news);
        if (standing != nullptr && standing->quarantined) quarantined_ = true;
        if (const auto* saved = std::get_if<client::Saved>(&news)) thanked[asked_] = saved->id;
        if (std::get_if<client::NotSaved>(&news) != nullptr) refused.insert(asked_);
    }

    const Past& past_;
    test::FakeCenter center_;
    std::filesystem::path path_;
    test::ManualClock clock_;
    SeededRandom random_{past_.met ? 77U : 76U};  // Ids of the beginning must not come again.
    NullLog log_;
    test::FakeTransport transport_;
    test::FakeDisk room_;
    std::unique_ptr<Courier> courier_;
    client::Token token_ = 0;
    std::string asked_, why_;
    bool quarantined_ = false;
};

class OutboxStory final : public Story {
public:
    explicit OutboxStory(const Past& past) : past_(past) {}

    void act(const std::filesystem::path& folder) override {
        terminal_.emplace(past_, folder);
        start();
        for (const char* text : {"one", "two"}) terminal_->file(text);
        terminal_->live(std::chrono::seconds{5});
        terminal_->center().back_up();
        terminal_->file("three");
        terminal_->live(std::chrono::minutes{12});
        start();
        terminal_->file("four");
    }

    std::optional<std::string> judge(const std::filesystem::path&) override {
        Terminal& terminal = *terminal_;
        terminal.live(std::chrono::minutes{2});
        if (!terminal.start()) return "the queue does not open again: " + terminal.why();
        if (terminal.quarantined() && !past_.damaged) return "a healthy queue was set aside";
        for (const auto& [text, id] : terminal.thanked) {
            const Result<bool> held = terminal.queue()->holds(id);
            if (!held.ok() || !held.value()) return "a thanked form is not there: " + text;
        }
        terminal.live(std::chrono::minutes{40});
        terminal.center().back_up();
        terminal.live(std::chrono::minutes{40});
        const client::OutboxCounts counts = terminal.queue()->counts();
        if (counts.unsent > 0 || counts.held > 0) return "the queue does not drain";
        if (counts.parked > 0) return "a sound record was parked";
        if (past_.damaged && terminal.center().aside.empty())
            return "what was set aside is forgotten";
        return count();
    }

private:
    /// As a supervisor does.
    void start() {
        for (int i = 0; i < 3; ++i) {
            if (terminal_->start()) return;
        }
    }

    /// What the queue says of a record.
    std::string row_of(const domain::RecordId& id) {
        store::Statement row = terminal_->queue()->database().prepare(
            "SELECT 'seq ' || seq || ' state ' || state || ' row ' || center_row || ' payload ' || "
            "ifnull(length(payload), 'none') FROM record WHERE id = :id");
        const Result<bool> found = row.bind(":id", id.view()).step();
        return found.ok() && found.value() ? row.text(0) : "no row";
    }

    std::optional<std::string> count() {
        std::map<std::string, int> there;
        for (const domain::RecordId& id : terminal_->center().stored()) {
            ++there[terminal_->center().text_of(id)];
        }
        for (const std::string& text : past_.filed) {
            if (there[text] != 1) return "lost or doubled: " + text;
        }
        for (const auto& [text, id] : terminal_->thanked) {
            if (there[text] != 1) {
                return text + " is there times " + std::to_string(there[text]) + ": " + row_of(id);
            }
        }
        for (const std::string& text : terminal_->refused) {
            if (there[text] != 0) return "refused, and arrives all the same: " + text;
        }
        return std::nullopt;
    }

    const Past& past_;
    std::optional<Terminal> terminal_;
};

}  // namespace

namespace {

std::shared_ptr<Past> begin(const std::filesystem::path& folder) {
    auto past = std::make_shared<Past>();
    Terminal terminal(*past, folder);
    SUNBOOTH_ASSERT(terminal.start());
    for (const char* text : {"before-1", "before-2", "before-3"}) {
        terminal.file(text);
        past->filed.emplace_back(text);
        if (text == std::string_view("before-2")) terminal.live(std::chrono::seconds{1});
    }
    SUNBOOTH_ASSERT(terminal.thanked.size() == 3);
    past->met.emplace(terminal.center());
    terminal.stop();
    return past;
}

}  // namespace

Kind outbox(const std::filesystem::path& folder) {
    const std::shared_ptr<Past> past = begin(folder);
    return {"outbox", folder, [past] { return std::make_unique<OutboxStory>(*past); }};
}

Kind damaged_queue(const std::filesystem::path& folder) {
    const std::shared_ptr<Past> past = begin(folder);
    past->damaged = true;
    Result<store::Database> db = store::Database::open(folder / "outbox.db", {.exclusive = true});
    SUNBOOTH_ASSERT(db.ok() && db.value().run("UPDATE record SET bytes = bytes + 1").ok());
    return {"damaged queue", folder, [past] { return std::make_unique<OutboxStory>(*past); }};
}

}  // namespace sunbooth::faults
