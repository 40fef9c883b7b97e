// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/random.h"
#include "sync/center/http/server.h"
#include "tests/center/http/tls_client.h"
#include "tests/client/tls_server.h"
#include "tests/store/temp_folder.h"

#include <doctest/doctest.h>

#include <fstream>

namespace sunbooth::test {

inline void write_file(const std::filesystem::path& path, std::string_view text) {
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << text;
}

/// Made once: a certificate costs more than a test.
inline const Certificate& shared_certificate() {
    static const Certificate made = make_certificate({}, nullptr);
    return made;
}

/// A server on a free port that tells back what it was asked.
struct World {
    TempFolder folder;
    NullLog log;
    center::http::Options options;
    center::http::Serve serve = tell_back;
    std::unique_ptr<center::http::Server> server;

    World() {
        write_file(folder / "server.pem", shared_certificate().pem);
        write_file(folder / "server.key", shared_certificate().key);
        options.certificate = folder / "server.pem";
        options.key = folder / "server.key";
    }
    void start() { server = std::move(center::http::Server::start(options, log, serve)).value(); }
    Error start_error() { return center::http::Server::start(options, log, serve).error(); }
    TlsClient connect() { return std::move(TlsClient::connect(server->port()).value()); }
    /// Sends one request on a connection of its own. Status 0: closed without an answer.
    RawResponse ask(std::string_view raw) {
        TlsClient client = connect();
        client.send(raw);
        return client.receive(raw.starts_with("HEAD ")).value_or(RawResponse{});
    }

    /// "METHOD path?query body-size peer"
    static void tell_back(const wire::Request& request, const std::string& peer,
                          const center::http::Answer& answer) {
        const std::string told = request.method + " " + request.path + "?" + request.query + " " +
                                 std::to_string(request.body.size()) + " " + peer;
        answer({200, {{"content-type", "text/plain"}}, to_bytes(told)});
    }
};

inline std::string get(const std::string& path, const std::string& headers = {}) {
    return "GET " + path + " HTTP/1.1\r\nHost: hall\r\n" + headers + "\r\n";
}

inline std::string post(const std::string& path, const std::string& body,
                        const std::string& headers = {}) {
    return "POST " + path +
           " HTTP/1.1\r\nHost: hall\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" +
           headers + "\r\n" + body;
}

}  // namespace sunbooth::test
