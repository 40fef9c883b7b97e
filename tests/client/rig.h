// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/client/courier.h"
#include "tests/client/fake_center.h"
#include "tests/client/fakes.h"
#include "tests/store/temp_folder.h"

#include <doctest/doctest.h>

namespace sunbooth::test {

inline domain::Complaint complaint(std::string_view text) {
    domain::Complaint made;
    made.topic = "absent";
    made.window = "3";
    made.unit = "scjg";
    made.text = SecretText(text);
    return made;
}

inline client::Identity some_identity(Random& random) {
    return {domain::KioskId::parse("hall-1").value(), seal::make_signing_key(random)};
}

/// A courier with everything around it, in a folder of its own.
class Rig {
public:
    explicit Rig(std::string vfs_name = {}, std::uint64_t seed = 11)
        : random(seed), center(random), identity(some_identity(random)), vfs(std::move(vfs_name)) {
        center.kiosk_key = identity.key.public_key;
        start();
    }

    /// (Re)starts the courier: what was under way is forgotten, as by a power cut.
    void start() {
        courier.reset();
        transport.waiting.clear();
        auto opened = client::Courier::open(
            {.outbox = {.path = folder / "outbox.db", .vfs = vfs},
             .identity = identity,
             .root = center.root.public_key,
             .key_set = center.key_set(),
             .boot_id = "boot-1"},
            {.transport = transport,
             .disk = disk,
             .outside = {clock, random, log},
             .tell = [this](client::News one) { news.push_back(std::move(one)); }});
        REQUIRE_MESSAGE(opened.ok(), (opened.ok() ? "" : opened.error().line()));
        courier = std::move(opened).value();
    }

    void file(std::string_view text) {
        courier->handle(client::FileRecord{++token, complaint(text)});
    }

    /// The center answers everything that waits, and what that leads to.
    void exchange() {
        for (int i = 0; i < 1000 && !transport.waiting.empty(); ++i) {
            FakeTransport::Waiting one = transport.take();
            one.done(center.answer(one.request));
        }
    }

    /// The center works, but its answers get lost.
    void lose_answers() {
        while (!transport.waiting.empty()) {
            FakeTransport::Waiting one = transport.take();
            (void)center.answer(one.request);
            one.done(Error{ErrorCode::Offline, "lost", ""});
        }
    }

    void lose_requests() {
        while (!transport.waiting.empty()) {
            transport.take().done(Error{ErrorCode::Offline, "lost", ""});
        }
    }

    /// Lets time pass with a working center.
    void live(milliseconds span) {
        const Instant end = clock.now() + span;
        while (true) {
            exchange();
            const Instant wake = courier->wake_at();
            if (wake > end) break;
            if (wake > clock.now()) clock.advance(wake - clock.now());
            courier->tick();
        }
        clock.advance(end - clock.now());
    }

    template <class T>
    std::vector<T> all() const {
        std::vector<T> found;
        for (const client::News& one : news) {
            if (const T* fits = std::get_if<T>(&one)) found.push_back(*fits);
        }
        return found;
    }
    template <class T>
    T last() const {
        const std::vector<T> found = all<T>();
        REQUIRE_FALSE(found.empty());
        return found.back();
    }
    std::set<domain::RecordId> saved() const {
        std::set<domain::RecordId> ids;
        for (const client::Saved& one : all<client::Saved>()) ids.insert(one.id);
        return ids;
    }
    client::OutboxCounts counts() { return courier->outbox()->counts(); }

    TempFolder folder;
    ManualClock clock;
    SeededRandom random;
    NullLog log;
    FakeTransport transport;
    FakeDisk disk;
    FakeCenter center;
    client::Identity identity;
    std::string vfs;
    std::vector<client::News> news;
    std::unique_ptr<client::Courier> courier;
    client::Token token = 0;
};

}  // namespace sunbooth::test
