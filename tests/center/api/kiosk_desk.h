// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "contract.h"
#include "sync/center/api/kiosk_routes.h"
#include "sync/center/api/router.h"
#include "sync/wire/routes.h"
#include "sync/wire/signature.h"
#include "tests/center/kiosk_world.h"
#include "tests/store/temp_folder.h"

namespace sunbooth::tests {

namespace api = sunbooth::center::api;

/// Requests run as the lanes would run them; every answer's signature is checked on the way.
class Desk {
public:
    Desk()
        : kiosk(center, "hall-1"),
          router_(api::kiosk_routes({center.keys(), center.vault(), center.random, log_, calls,
                                     [this] { return has_room; }, updates.path()})) {}

    wire::Request request(std::string_view method, std::string_view path, std::string body) const {
        wire::Request made;
        made.method = method;
        made.path = path;
        made.body = to_bytes(body);
        return made;
    }
    wire::Request signed_request(std::string_view method, std::string_view path, std::string body) {
        wire::Request made = request(method, path, std::move(body));
        wire::sign_request(made, kiosk.name, ++counter, kiosk.key);
        return made;
    }
    wire::Response send(const wire::Request& sent) {
        auto found = router_.find(sent.method, sent.path);
        REQUIRE(std::holds_alternative<api::Router::Match>(found));
        const auto& match = std::get<api::Router::Match>(found);
        api::Context context{center.db(), center.now, center.wall, "192.0.2.1"};
        std::any prepared;
        REQUIRE(match.route->prepare(context, sent, match.args, prepared).ok());
        REQUIRE(center.db().run("SAVEPOINT job").ok());
        const auto done = match.route->handle(context, sent, match.args, prepared);
        REQUIRE(done.ok());
        REQUIRE(center.db().run("RELEASE job").ok());
        check_signed(done.value());
        CHECK(departure(sent, done.value()) == "");
        return done.value();
    }
    std::string batch(std::vector<Bytes> records) const {
        return wire::write(wire::BatchRequest{center.wall, center.now, kBoot, std::move(records)});
    }
    wire::Response send_records(std::vector<Bytes> records) {
        return send(signed_request("POST", wire::route::kRecords, batch(std::move(records))));
    }
    std::int64_t stored() { return center.number("SELECT count(*) FROM submission"); }

    bool has_room = true;
    test::TempFolder updates;  ///< Where bundles lie.
    sunbooth::center::fleet::CallBoard calls;
    Deployment center;
    TestKiosk kiosk;
    std::uint64_t counter = 1;

private:
    void check_signed(const wire::Response& response) {
        const auto header = response.headers.find(std::string(wire::kAnswerSignature));
        REQUIRE(header != response.headers.end());
        const auto bytes = from_base64(header->second);
        const auto signature = bytes ? seal::Signature::from(*bytes) : std::nullopt;
        REQUIRE(signature);
        CHECK(seal::verify(center.keys().center.public_key, response.body, *signature));
    }
    std::string departure(const wire::Request& sent, const wire::Response& response) const {
        const auto type = response.headers.find("content-type");
        return departure_of_answer({sent.method, sent.path, response.status,
                                    type == response.headers.end() ? "" : type->second,
                                    std::string(as_text(response.body))});
    }
    NullLog log_;
    api::Router router_;
};

}  // namespace sunbooth::tests
