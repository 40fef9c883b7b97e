// SPDX-License-Identifier: Apache-2.0
// A damaged queue is set aside and the power goes while it is: whatever was thanked for goes on,
// and what was set aside is known to the queue that follows. A sound one, out of which a record is
// taken back, is never set aside.
#include "sync/client/outbox.h"
#include "tests/client/fake_center.h"
#include "tests/explorer/story.h"

#include <set>

namespace sunbooth::explorer {
namespace {

using client::Outbox;
using domain::RecordId;

constexpr const char* kRoot = "/damaged";
constexpr const char* kPath = "/damaged/outbox.db";
constexpr int kBefore = 5;

struct Past {
    client::Identity identity;
    std::vector<std::pair<RecordId, Moment>> thanked;
};

class Teller {
public:
    Teller() : vfs_(random_), disk_(kRoot, power_), center_(random_) {
        vfs_.mount(disk_);
        disk_.record(&operations_);
    }

    /// @return the moment of the damage.
    Moment tell(Damage damage) {
        {
            Outbox outbox = open();
            for (int i = 0; i < kBefore; ++i) file(outbox);
            SUNBOOTH_ASSERT(outbox.tidy().ok());
        }
        spoil(damage);
        const Moment damaged = operations_.size();
        Outbox outbox = open();
        SUNBOOTH_ASSERT(!outbox.quarantined().empty());
        file(outbox);
        file(outbox);
        return damaged;
    }

    /// @return the moment from which a record is taken back that nobody was thanked for.
    Moment tell_taking_back() {
        Outbox outbox = open();
        file(outbox);
        file(outbox);
        const auto [refused, begun] = past_.thanked.back();
        past_.thanked.pop_back();
        SUNBOOTH_ASSERT(outbox.take_back(refused).ok());
        file(outbox);
        return begun;
    }

    std::vector<sim::Operation> take_operations() { return std::move(operations_); }
    const Past& past() const { return past_; }

private:
    Outbox open() {
        Result<Outbox> opened = Outbox::open({.path = kPath, .vfs = sim::Vfs::name()},
                                             past_.identity, wall_, random_, log_);
        SUNBOOTH_ASSERT(opened.ok());
        return std::move(opened).value();
    }

    void file(Outbox& outbox) {
        domain::Complaint complaint;
        complaint.topic = "absent";
        complaint.text = SecretText("窗口没有人");
        const seal::KeySet keys =
            seal::read_key_set(center_.key_set(), center_.root.public_key).value();
        const auto made =
            outbox.prepare(complaint, {wall_, instant_ms(5), "boot-1"}, keys, random_);
        SUNBOOTH_ASSERT(made.ok() && outbox.commit(made.value()).ok());
        past_.thanked.emplace_back(made.value().id, operations_.size());
        outbox.write_head();
    }

    /// As a failing drive or somebody with a stick does it; durable.
    void spoil(Damage damage) {
        if (damage == Damage::Row) {
            Result<store::Database> db =
                store::Database::open(kPath, {.exclusive = true, .vfs = sim::Vfs::name()});
            SUNBOOTH_ASSERT(db.ok());
            SUNBOOTH_ASSERT(db.value().run("UPDATE record SET bytes = bytes + 1").ok());
            SUNBOOTH_ASSERT(db.value().checkpoint().ok());
            return;
        }
        const std::shared_ptr<sim::File> file = disk_.find(kPath);
        SUNBOOTH_ASSERT(file && disk_.write(*file, 0, Bytes(64, 0x5a)) && disk_.sync(*file));
    }

    SeededRandom random_{15};
    Past past_{{domain::KioskId::parse("hall-1").value(), seal::make_signing_key(random_)}, {}};
    std::vector<sim::Operation> operations_;
    sim::Vfs vfs_;
    sim::Power power_;
    sim::Disk disk_;
    NullLog log_;
    test::FakeCenter center_;
    const WallTime wall_ = wall_ms(1'795'000'000'000);
};

std::optional<std::string> lost(const Past& past, Moment moment, Outbox& outbox) {
    for (const auto& [id, thanked] : past.thanked) {
        if (moment < thanked) continue;
        const Result<bool> held = outbox.holds(id);
        if (!held.ok() || !held.value()) return "a thanked record is lost";
    }
    return std::nullopt;
}

Result<Outbox> opened(const Past& past, WallTime now) {
    SeededRandom random(1);
    NullLog log;
    return Outbox::open({.path = kPath, .vfs = sim::Vfs::name()}, past.identity, now, random, log);
}

/// @param again in the opening after the one that set aside, nothing is damaged any more.
std::optional<std::string> look(const Past& past, Moment moment, bool again) {
    // A second later each: the name of what is set aside comes from the clock.
    Result<Outbox> outbox = opened(past, wall_ms(1'795'000'100'000 + (again ? 1'000 : 0)));
    if (!outbox.ok()) return "the program cannot open it: " + outbox.error().line();
    if (again && !outbox.value().quarantined().empty()) return "a fresh queue was set aside";
    if (outbox.value().aside() == 0) return "what was set aside is forgotten";
    return lost(past, moment, outbox.value());
}

std::optional<std::string> check(const Past& past, Moment moment) {
    if (auto why = look(past, moment, false)) return why;
    return look(past, moment, true);
}

std::optional<std::string> check_sound(const Past& past, Moment moment) {
    Result<Outbox> outbox = opened(past, wall_ms(1'795'000'100'000));
    if (!outbox.ok()) return "the program cannot open it: " + outbox.error().line();
    if (!outbox.value().quarantined().empty()) return "a sound queue was set aside";
    return lost(past, moment, outbox.value());
}

}  // namespace

Story taken_back_story() {
    SUNBOOTH_ASSERT(seal::start().ok());
    Teller teller;
    Story story;
    story.root = kRoot;
    story.from = teller.tell_taking_back();
    story.operations = teller.take_operations();
    story.check = [past = teller.past()](Moment moment) { return check_sound(past, moment); };
    story.open = story.check;
    return story;
}

Story aside_story(Damage damage) {
    SUNBOOTH_ASSERT(seal::start().ok());
    Teller teller;
    Story story;
    story.root = kRoot;
    story.from = teller.tell(damage);
    story.operations = teller.take_operations();
    story.check = [past = teller.past()](Moment moment) { return check(past, moment); };
    story.open = story.check;
    return story;
}

}  // namespace sunbooth::explorer
