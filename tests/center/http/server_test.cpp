// SPDX-License-Identifier: Apache-2.0
#include "tests/center/http/world.h"

#include <openssl/ssl.h>

#include <future>
#include <thread>

using namespace sunbooth;
using namespace sunbooth::test;

TEST_CASE("http: requests on one connection are answered in turn, over TLS 1.3") {
    World world;
    world.start();
    TlsClient client = world.connect();
    CHECK(client.protocol() == "TLSv1.3");
    client.send(get("/api/v1/tickets?state=open"));
    CHECK(client.receive()->body == "GET /api/v1/tickets?state=open 0 127.0.0.1");
    client.send(post("/kiosk/v1/records", "12345"));
    CHECK(client.receive()->body == "POST /kiosk/v1/records? 5 127.0.0.1");
    client.send(get("/api/a") + get("/api/b"));
    CHECK(client.receive()->body == "GET /api/a? 0 127.0.0.1");
    CHECK(client.receive()->body == "GET /api/b? 0 127.0.0.1");
}

TEST_CASE("http: TLS 1.2 and clear text are not spoken") {
    World world;
    world.start();
    CHECK_FALSE(TlsClient::connect(world.server->port(), {.version_max = TLS1_2_VERSION}));
    CHECK(TlsClient::connect(world.server->port()));
}

TEST_CASE("http: chunked bodies, Expect, HEAD and HTTP/1.0 are understood") {
    World world;
    world.start();
    const RawResponse chunked = world.ask(
        "POST /api/x HTTP/1.1\r\nHost: hall\r\nTransfer-Encoding: chunked\r\n\r\n"
        "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n");
    CHECK(chunked.body == "POST /api/x? 5 127.0.0.1");

    TlsClient patient = world.connect();
    patient.send(
        "POST /api/x HTTP/1.1\r\nHost: hall\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
    CHECK(patient.receive()->status == 100);
    patient.send("ab");
    CHECK(patient.receive()->body == "POST /api/x? 2 127.0.0.1");

    TlsClient header_only = world.connect();
    header_only.send("HEAD /api/x HTTP/1.1\r\nHost: hall\r\n\r\n" + get("/api/y"));
    CHECK(header_only.receive(true)->headers.at("content-length") == "24");
    CHECK(header_only.receive()->body == "GET /api/y? 0 127.0.0.1");

    TlsClient old = world.connect();
    old.send("GET /api/x HTTP/1.0\r\n\r\n");
    CHECK(old.receive()->status == 200);
    CHECK(old.closed());
}

TEST_CASE("http: a repeated header is joined, and a trace is carried back") {
    World world;
    world.serve = [](const wire::Request& request, const std::string&,
                     const center::http::Answer& answer) {
        answer({200, {}, to_bytes(request.headers.at("x-thing"))});
    };
    world.start();
    const std::string trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    const RawResponse response =
        world.ask(get("/api/x", "X-Thing: one\r\nx-thing: two\r\ntraceparent: " + trace + "\r\n"));
    CHECK(response.body == "one, two");
    CHECK(response.headers.at("traceparent") == trace);
    const RawResponse forged = world.ask(get("/api/x", "X-Thing: 1\r\ntraceparent: hello\r\n"));
    CHECK_FALSE(forged.headers.contains("traceparent"));
}

TEST_CASE("http: answers of any size arrive whole, and the next one after them") {
    World world;
    world.serve = [](const wire::Request& request, const std::string&,
                     const center::http::Answer& answer) {
        answer({200, {}, Bytes(std::stoul(request.path.substr(5)), 'x')});
    };
    world.start();
    TlsClient client = world.connect();
    for (const std::size_t size :
         {0U, 1U, 8'192U, 16'383U, 16'384U, 16'385U, 100'000U, 1'000'000U}) {
        CAPTURE(size);
        client.send(get("/api/" + std::to_string(size)));
        const auto response = client.receive();
        REQUIRE(response);
        CHECK(response->body == std::string(size, 'x'));
    }
}

TEST_CASE("http: 304 and 204 carry no body and no length") {
    World world;
    world.serve = [](const wire::Request& request, const std::string&,
                     const center::http::Answer& answer) {
        answer({request.path == "/api/same" ? 304 : 204, {{"etag", "\"1\""}}, {}});
    };
    world.start();
    for (const char* path : {"/api/same", "/api/none"}) {
        const RawResponse response = world.ask(get(path));
        CHECK(response.headers.at("etag") == "\"1\"");
        CHECK_FALSE(response.headers.contains("content-length"));
        CHECK_FALSE(response.headers.contains("transfer-encoding"));
    }
}

TEST_CASE("http: security headers stand on every answer, refusals too") {
    World world;
    write_file(world.folder / "console/index.html", "<!doctype html>");
    world.options.files = world.folder / "console";
    world.start();
    for (const std::string& raw : {get("/api/x"), get("/"), get("/missing.js"),
                                   std::string("nonsense\r\n\r\n"), get("nowhere")}) {
        CAPTURE(raw);
        const RawResponse response = world.ask(raw);
        REQUIRE(response.status != 0);
        const std::string& policy = response.headers.at("content-security-policy");
        CHECK(policy.find("default-src 'none'") == 0);
        CHECK(policy.find("unsafe-inline") == std::string::npos);
        CHECK(response.headers.at("x-content-type-options") == "nosniff");
        CHECK(response.headers.at("referrer-policy") == "no-referrer");
        CHECK(response.headers.contains("strict-transport-security"));
        CHECK(response.headers.contains("cache-control"));
    }
    CHECK(world.ask(get("/api/x")).headers.at("cache-control") == "no-store");
}

TEST_CASE("http: a handler's value with a line feed cannot make a header of its own") {
    World world;
    world.serve = [](const wire::Request&, const std::string&, const center::http::Answer& answer) {
        answer({200, {{"location", "x\r\nset-cookie: a=b"}}, {}});
    };
    world.start();
    const RawResponse response = world.ask(get("/api/x"));
    CHECK(response.status == 200);
    CHECK_FALSE(response.headers.contains("set-cookie"));
}

TEST_CASE("http: answers come from any thread, and may come after the server is gone") {
    World world;
    std::promise<center::http::Answer> taken;
    world.serve = [&](const wire::Request&, const std::string&, center::http::Answer answer) {
        taken.set_value(std::move(answer));
    };
    world.options.limits.stop_wait = milliseconds{1};
    world.start();
    TlsClient client = world.connect();
    client.send(get("/api/slow"));
    center::http::Answer late = taken.get_future().get();
    world.server.reset();
    CHECK_FALSE(client.receive());
    late({200, {}, {}});
}

TEST_CASE("http: stopping answers what is under way, closes what is idle, and accepts no more") {
    World world;
    std::promise<center::http::Answer> taken;
    world.serve = [&](const wire::Request&, const std::string&, center::http::Answer answer) {
        taken.set_value(std::move(answer));
    };
    world.start();
    TlsClient idle = world.connect();
    std::optional<TlsClient> busy = world.connect();
    busy->send(get("/api/slow"));
    center::http::Answer answer = taken.get_future().get();
    std::thread stopping([&] { world.server->stop(); });
    CHECK(idle.closed());
    answer({200, {}, to_bytes("done")});
    const auto response = busy->receive();
    CHECK(response->body == "done");
    CHECK(response->headers.at("connection") == "close");
    CHECK(busy->closed());
    busy.reset();  // Says goodbye too; else the server waits for it for a little.
    stopping.join();
    CHECK_FALSE(TlsClient::connect(world.server->port()));
}

TEST_CASE("http: a bad start names the field and the mend") {
    World world;
    world.start();
    World second;
    second.options.port = world.server->port();
    CHECK(second.start_error().field == "center.port");
    CHECK(second.start_error().detail.find("choose another port") != std::string::npos);
    second.options.port = 0;
    second.options.host = "192.0.2.1";  // RFC 5737: no machine has it.
    CHECK(second.start_error().field == "center.host");
    second.options.host = "127.0.0.1";
    write_file(second.folder / "server.key", make_certificate({}, nullptr).key);
    CHECK(second.start_error().field == "tls.key");
    second.options.key = second.folder / "nothing.key";
    CHECK(second.start_error().field == "tls.key");
    second.options.certificate = second.folder / "nothing.pem";
    CHECK(second.start_error().field == "tls.certificate");
    second.options.files = second.folder / "nowhere";
    CHECK(second.start_error().field == "console");
}
