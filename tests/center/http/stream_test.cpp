// SPDX-License-Identifier: Apache-2.0
// Answers that go on: what is told reaches the caller, a slow one costs a bounded number of bytes,
// and the end of either side ends the other.
#include "sync/base/mutant.h"
#include "tests/center/http/world.h"

#include <chrono>
#include <mutex>
#include <thread>

using namespace sunbooth;
using namespace sunbooth::test;
using center::http::Listener;

namespace {

/// A server whose every path begins a stream under the key of that path.
struct StreamWorld : World {
    std::mutex mutex;
    std::map<std::string, std::shared_ptr<Listener>> followed;

    StreamWorld() {
        serve = [](const wire::Request& request, const std::string&,
                   const center::http::Answer& answer) {
            answer(
                {200,
                 {{"content-type", "text/event-stream"}, {center::http::kStreamKey, request.path}},
                 to_bytes("retry: 3000\n\n")});
        };
        options.follow = [this](const std::string& key, std::shared_ptr<Listener> listener) {
            const std::lock_guard lock(mutex);
            followed[key] = std::move(listener);
        };
    }
    ~StreamWorld() { server.reset(); }  // Before what `follow` writes to.

    std::shared_ptr<Listener> listener(const std::string& key) {
        for (int tries = 0; tries < 500; ++tries) {
            {
                const std::lock_guard lock(mutex);
                if (followed.contains(key)) return followed[key];
            }
            std::this_thread::sleep_for(milliseconds{10});
        }
        FAIL("nobody followed");
        return nullptr;
    }
};

/// How many pieces of 1 KiB a caller that reads nothing is told before it is let go.
int told_to_the_deaf() {
    StreamWorld world;
    world.options.limits.write_wait = milliseconds{60'000};
    world.start();
    TlsClient deaf = world.connect();
    deaf.send(get("/api/deaf"));
    const auto listener = world.listener("/api/deaf");
    const std::string piece(1024, 'x');
    constexpr int kTold = 64 * 1024;  // 64 MiB: more than any socket's buffers.
    for (int told = 0; told < kTold; ++told) {
        if (!listener->tell(piece)) return told;
    }
    return kTold;
}

/// Whether the end of the caller's side is known although nothing was to be told to it.
bool sees_hang_up() {
    StreamWorld world;
    world.start();
    std::shared_ptr<Listener> listener;
    {
        TlsClient client = world.connect();
        client.send(get("/api/a"));
        REQUIRE(client.read_until("retry: 3000\n\n"));
        listener = world.listener("/api/a");
        CHECK(listener->tell({}));
    }
    for (int tries = 0; tries < 200; ++tries) {
        if (!listener->tell({})) return true;
        std::this_thread::sleep_for(milliseconds{10});
    }
    return false;
}

}  // namespace

TEST_CASE("http: a caller that hangs up is missed at once") {
    CHECK(sees_hang_up());
    const MutantScope deaf("http.stream_deaf_to_hang_up");
    CHECK_FALSE(sees_hang_up());
}

TEST_CASE("http: a stream's header and blocks come as they are told, and its end ends the answer") {
    StreamWorld world;
    world.start();
    TlsClient client = world.connect();
    client.send(get("/api/a"));
    const auto header = client.receive(true);
    REQUIRE(header);
    CHECK(header->status == 200);
    CHECK(header->headers.at("content-type") == "text/event-stream");
    CHECK(header->headers.at("transfer-encoding") == "chunked");
    CHECK(header->headers.at("x-content-type-options") == "nosniff");
    CHECK_FALSE(header->headers.contains(center::http::kStreamKey));
    CHECK(client.read_until("retry: 3000\n\n"));
    const auto listener = world.listener("/api/a");
    CHECK(listener->tell("id: 1\nevent: change\n\n"));
    CHECK(client.read_until("id: 1\nevent: change\n\n"));
    CHECK(listener->tell("event: bye\n\n"));
    listener->end();
    CHECK(client.read_until("event: bye\n\n\r\n0\r\n\r\n"));
    CHECK(client.closed());
    CHECK_FALSE(listener->tell("too late"));
}

TEST_CASE("http: many streams lie open while others are answered, and none holds the server up") {
    StreamWorld world;
    world.options.limits.connections_max_per_address = 200;
    world.options.limits.stop_wait = std::chrono::seconds{30};
    world.start();
    std::vector<TlsClient> idle;
    for (int i = 0; i < 60; ++i) {
        idle.push_back(world.connect());
        idle.back().send(get("/api/" + std::to_string(i)));
        REQUIRE(idle.back().receive(true));
    }
    CHECK(world.listener("/api/59"));
    CHECK(world.ask(get("/api/x", "Connection: close\r\n")).status == 200);
    const auto begun = std::chrono::steady_clock::now();
    world.server->stop();
    CHECK(std::chrono::steady_clock::now() - begun < std::chrono::seconds{10});
    CHECK(idle.front().closed());
}

TEST_CASE("http: who does not read is let go after a bounded number of bytes") {
    CHECK(told_to_the_deaf() < 64 * 1024);
    const MutantScope unbounded("http.stream_no_bound");
    CHECK(told_to_the_deaf() == 64 * 1024);
}

TEST_CASE("http: without somebody to go on with it, such an answer is one like any other") {
    StreamWorld world;
    world.options.follow = nullptr;
    world.start();
    CHECK(world.ask(get("/api/a")).body == "retry: 3000\n\n");
}
