// SPDX-License-Identifier: Apache-2.0
#include "tests/center/http/world.h"

#include <filesystem>

using namespace sunbooth;
using namespace sunbooth::test;

namespace {

struct Console : World {
    Console() {
        write_file(folder / "secret.txt", "secret");
        write_file(folder / "console/index.html", "<!doctype html><title>console</title>");
        write_file(folder / "console/assets/app-1b2c3d4e.js", "export {}");
        write_file(folder / "console/icon.svg", "<svg/>");
        write_file(folder / "console/assets/big-5e6f7a8b.js", "the whole file");
        write_file(folder / "console/assets/big-5e6f7a8b.js.gz", "packed");
        std::filesystem::create_symlink(folder / "secret.txt", folder / "console/link.txt");
        options.files = folder / "console";
        start();
    }
};

}  // namespace

TEST_CASE(
    "files: pages have their types, hashed assets are kept for ever, the index is asked for") {
    Console console;
    const RawResponse index = console.ask(get("/"));
    CHECK(index.headers.at("content-type") == "text/html; charset=utf-8");
    CHECK(index.headers.at("cache-control") == "no-cache");
    const RawResponse script = console.ask(get("/assets/app-1b2c3d4e.js"));
    CHECK(script.body == "export {}");
    CHECK(script.headers.at("content-type") == "text/javascript; charset=utf-8");
    CHECK(script.headers.at("cache-control") == "public, max-age=31536000, immutable");
    CHECK(console.ask(get("/icon.svg")).headers.at("content-type") == "image/svg+xml");
    CHECK(
        console.ask("HEAD /icon.svg HTTP/1.1\r\nHost: hall\r\n\r\n").headers.at("content-length") ==
        "6");
}

TEST_CASE("files: a page's own route gets the index, a missing file and the API do not") {
    Console console;
    CHECK(console.ask(get("/tickets/17?tab=events")).body.find("console") != std::string::npos);
    CHECK(console.ask(get("/assets/app-00000000.js")).status == 404);
    CHECK(console.ask(get("/api/v1/tickets")).body.find("GET /api") == 0);
    CHECK(console.ask(get("/kiosk/v1/hall")).body.find("GET /kiosk") == 0);
    CHECK(console.ask(post("/", "x")).body.find("POST /") == 0);
}

TEST_CASE("files: no spelling of a path leaves the folder") {
    Console console;
    for (const char* path :
         {"/../secret.txt", "/..%2fsecret.txt", "/assets/../../secret.txt", "/%2e%2e/secret.txt",
          "//secret.txt", "/./../secret.txt", "/link.txt", "/assets/..\\..\\secret.txt"}) {
        CAPTURE(path);
        const RawResponse response = console.ask(get(path));
        CHECK(response.body.find("secret") == std::string::npos);
        CHECK(response.status == 404);
    }
}

TEST_CASE("files: a folder without an index is refused at start") {
    World world;
    std::filesystem::create_directories(world.folder / "console");
    world.options.files = world.folder / "console";
    const Error error = world.start_error();
    CHECK(error.field == "console");
    CHECK(error.detail.find("index.html") != std::string::npos);
}

TEST_CASE("files: without a console every path goes to the handlers") {
    World world;
    world.start();
    CHECK(world.ask(get("/")).body == "GET /? 0 127.0.0.1");
}

TEST_CASE("files: who takes gzip gets the packed twin, with the type of the whole one") {
    Console console;
    const auto ask = [&](const std::string& accepted) {
        const std::string line = accepted.empty() ? "" : "Accept-Encoding: " + accepted + "\r\n";
        return console.ask("GET /assets/big-5e6f7a8b.js HTTP/1.1\r\nHost: hall\r\n" + line +
                           "\r\n");
    };
    for (const char* accepted : {"gzip", "gzip, deflate, br", "br;q=1.0, gzip;q=0.8", "br,gzip"}) {
        CAPTURE(accepted);
        const RawResponse packed = ask(accepted);
        CHECK(packed.body == "packed");
        CHECK(packed.headers.at("content-encoding") == "gzip");
        CHECK(packed.headers.at("content-type") == "text/javascript; charset=utf-8");
        CHECK(packed.headers.at("cache-control") == "public, max-age=31536000, immutable");
        CHECK(packed.headers.at("vary") == "accept-encoding");
    }
    for (const char* accepted : {"", "br", "gzip;q=0", "gzip; q=0.000", "xgzip", "gzip2"}) {
        CAPTURE(accepted);
        const RawResponse whole = ask(accepted);
        CHECK(whole.body == "the whole file");
        CHECK(whole.headers.count("content-encoding") == 0);
    }
    CHECK(console.ask(get("/assets/big-5e6f7a8b.js.gz")).status == 404);  // No file of its own.
}
