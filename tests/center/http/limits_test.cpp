// SPDX-License-Identifier: Apache-2.0
#include "sync/base/mutant.h"
#include "tests/center/http/world.h"

#include <future>
#include <thread>

using namespace sunbooth;
using namespace sunbooth::test;

TEST_CASE("http: malformed requests are refused with their own 4xx, never a 5xx") {
    World world;
    world.start();
    struct Row {
        const char* name;
        std::string raw;
        int status;
    };
    const std::string host = "Host: hall\r\n";
    const Row rows[] = {
        {"no request line", "hello\r\n\r\n", 400},
        {"binary", std::string("\x01\x02\x03\x04\r\n\r\n"), 400},
        {"no slash", get("api"), 400},
        {"a blank in the path", get("/a b"), 400},
        {"no host", "GET / HTTP/1.1\r\n\r\n", 400},
        {"two hosts", get("/", host), 400},
        {"a negative length", "POST / HTTP/1.1\r\n" + host + "Content-Length: -1\r\n\r\n", 400},
        {"two lengths",
         "POST / HTTP/1.1\r\n" + host + "Content-Length: 1\r\nContent-Length: 2\r\n\r\nab", 400},
        {"length and chunks",
         "POST / HTTP/1.1\r\n" + host +
             "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
         400},
        {"a broken chunk",
         "POST / HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked\r\n\r\nzz\r\n", 400},
        {"a header without a name", get("/", ": x\r\n"), 400},
        {"a packed body", post("/", "x", "Content-Encoding: gzip\r\n"), 415},
        {"another expectation", post("/", "x", "Expect: a-miracle\r\n"), 417},
        {"a long header", get("/", "X: " + std::string(9000, 'x') + "\r\n"), 431},
        {"a long body", post("/", std::string(512 * 1024 + 1, 'x')), 413},
        {"an announced long body",
         "POST / HTTP/1.1\r\n" + host + "Content-Length: 99999999999\r\n\r\n", 413},
        {"long chunks",
         "POST / HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked\r\n\r\n80001\r\n" +
             std::string(0x80001, 'x') + "\r\n0\r\n\r\n",
         413},
    };
    for (const Row& row : rows) {
        CAPTURE(row.name);
        RawResponse response = world.ask(row.raw);
        CHECK(response.status == row.status);
        CHECK(response.headers["content-type"] == "application/problem+json");
        CHECK(response.headers["connection"] == "close");
    }
    CHECK(world.ask(post("/", std::string(512 * 1024, 'x'))).status == 200);
}

TEST_CASE("http: what is neither HTTP/1.0 nor 1.1, or packs its transfer, is not served") {
    World world;
    world.start();
    CHECK(world.ask("GET / HTTP/2.0\r\nHost: hall\r\n\r\n").status >= 400);
    CHECK(world.ask("POST / HTTP/1.1\r\nHost: hall\r\nTransfer-Encoding: gzip, chunked\r\n\r\n")
              .status == 501);
}

TEST_CASE("http: random bytes never break the server") {
    World world;
    world.start();
    SeededRandom random(5);
    for (int round = 0; round < 200; ++round) {
        std::string raw = post("/api/x", "abc", "X-A: b\r\n");
        for (int i = 0; i < 3; ++i) {
            raw[random.between(0, raw.size() - 1)] = static_cast<char>(random.next());
        }
        TlsClient client = world.connect();
        client.send(raw);
        client.send("\r\n\r\n0\r\n\r\n" + std::string(300, '\n'));
        const auto response = client.receive();
        if (response && response->status >= 500) {
            CAPTURE(raw);
            CHECK(response->status == 505);  // The version was hit.
        }
    }
    CHECK(world.ask(get("/api/x")).status == 200);
}

TEST_CASE("http: a header that trickles in is cut off, and so is a body, and an idle connection") {
    World world;
    world.options.limits.header_wait = milliseconds{30};
    world.options.limits.body_wait = milliseconds{30};
    world.start();
    TlsClient header = world.connect();
    header.send("GET / HTTP/1.1\r\nHo");
    CHECK(header.closed());
    TlsClient body = world.connect();
    body.send("POST / HTTP/1.1\r\nHost: hall\r\nContent-Length: 5\r\n\r\nab");
    CHECK(body.closed());

    World short_idle;
    short_idle.options.limits.idle_wait = milliseconds{30};
    short_idle.start();
    TlsClient idle = short_idle.connect();
    idle.send(get("/api/x"));
    CHECK(idle.receive());
    CHECK(idle.closed());
}

namespace {

/// Whether a header is still read when the time for it is over. That it is over is seen on another
/// connection, whose body was given as long and more, and began later.
bool reads_late_header() {
    World world;
    world.options.limits.header_wait = milliseconds{30};
    world.options.limits.body_wait = milliseconds{90};
    world.start();
    TlsClient slow = world.connect();
    slow.send("GET /late HTTP/1.1\r\nHo");
    TlsClient later = world.connect();
    later.send("POST / HTTP/1.1\r\nHost: hall\r\nContent-Length: 5\r\n\r\nab");
    CHECK(later.closed());
    slow.send("st: hall\r\n\r\n");
    const auto answer = slow.receive();
    return answer && answer->status == 200;
}

}  // namespace

TEST_CASE("http: a late header finds nobody") {
    CHECK_FALSE(reads_late_header());
    const MutantScope mutant("http.no_header_wait");
    CHECK(reads_late_header());
    MESSAGE("S-4, mutant http.no_header_wait: a header was read after its time");
}

TEST_CASE("http: one byte at a time does not stretch the header's time") {
    World world;
    world.options.limits.header_wait = milliseconds{50};
    world.options.limits.header_bytes_max = 64 * 1024 * 1024;
    world.start();
    TlsClient client = world.connect();
    bool open = true;
    // Each send costs some microseconds: far more bytes than fit into the time.
    for (int i = 0; open && i < 10'000'000; ++i) open = client.send(i % 8 == 7 ? "a" : "G");
    CHECK_FALSE(open);
}

TEST_CASE("http: a caller that talks no TLS is cut off") {
    World world;
    world.options.limits.handshake_wait = milliseconds{30};
    world.start();
    CHECK(world.ask(get("/api/x")).status == 200);
    PlainClient plain(world.server->port());
    CHECK(plain.closed());
}

TEST_CASE("http: connections past the limit of an address or of all are closed at once") {
    for (const bool by_address : {true, false}) {
        CAPTURE(by_address);
        World world;
        auto& limits = world.options.limits;
        (by_address ? limits.connections_max_per_address : limits.connections_max) = 2;
        world.start();
        std::optional<TlsClient> first = TlsClient::connect(world.server->port());
        TlsClient second = world.connect();
        CHECK_FALSE(TlsClient::connect(world.server->port()));
        second.send(get("/api/x"));
        CHECK(second.receive()->status == 200);
        // Its place is free again once the server has said goodbye to it.
        first->send("GET /api/x HTTP/1.1\r\nHost: hall\r\nConnection: close\r\n\r\n");
        CHECK(first->receive()->status == 200);
        CHECK(first->closed());
        first.reset();
        bool let_in = false;
        for (int tries = 0; !let_in && tries < 1000; ++tries) {
            let_in = TlsClient::connect(world.server->port()).has_value();
        }
        CHECK(let_in);
    }
}

TEST_CASE("http: a handler that never answers costs the caller 503 and the server nothing") {
    World world;
    world.serve = [](const wire::Request&, const std::string&, const center::http::Answer&) {};
    world.options.limits.answer_wait = milliseconds{20};
    world.start();
    const RawResponse response = world.ask(get("/api/x"));
    CHECK(response.status == 503);
    CHECK(response.headers.contains("retry-after"));
}
