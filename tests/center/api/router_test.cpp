// SPDX-License-Identifier: Apache-2.0
#include "sync/center/api/router.h"

#include "sync/center/api/response.h"
#include "sync/wire/messages.h"

#include <doctest/doctest.h>

using namespace sunbooth;
using namespace sunbooth::center::api;

namespace {

Route route(const char* method, const char* pattern) {
    Route made;
    made.method = method;
    made.pattern = pattern;
    made.handle = [](Context&, const wire::Request&, const PathArgs&,
                     std::any&) -> Result<wire::Response> { return json_response(200, "{}"); };
    return made;
}

Router tickets() {
    return Router({route("GET", "/api/v1/tickets"), route("POST", "/api/v1/tickets"),
                   route("GET", "/api/v1/tickets/{id}"), route("GET", "/api/v1/tickets/open"),
                   route("POST", "/api/v1/tickets/{id}/events/{event}")});
}

/// The pattern that a path finds, or the status it is answered with.
std::string found(const char* method, const char* path) {
    const Router router = tickets();
    const auto result = router.find(method, path);
    if (const auto* refusal = std::get_if<wire::Response>(&result)) {
        return std::to_string(refusal->status);
    }
    return std::get<Router::Match>(result).route->pattern;
}

}  // namespace

TEST_CASE("router: a path finds its route, and a literal segment wins over a binding") {
    CHECK(found("GET", "/api/v1/tickets") == "/api/v1/tickets");
    CHECK(found("GET", "/api/v1/tickets/17") == "/api/v1/tickets/{id}");
    CHECK(found("GET", "/api/v1/tickets/open") == "/api/v1/tickets/open");
    CHECK(found("HEAD", "/api/v1/tickets") == "/api/v1/tickets");
    const Router router = tickets();
    const auto bound = router.find("POST", "/api/v1/tickets/17/events/a%2Fb");
    CHECK(std::get<Router::Match>(bound).args == PathArgs{{"id", "17"}, {"event", "a%2Fb"}});
}

TEST_CASE(
    "router: what is not in the table is 404, a wrong method is 405 and names the right ones") {
    for (const char* path : {"/", "", "api/v1/tickets", "/api/v1/tickets/", "/api/v1", "//",
                             "/api/v1/tickets/17/events", "/api/v1/tickets//events/1",
                             "/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a"}) {
        CAPTURE(path);
        CHECK(found("GET", path) == "404");
    }
    CHECK(found("DELETE", "/api/v1/tickets/17") == "405");
    const Router router = tickets();
    const auto refused = std::get<wire::Response>(router.find("PUT", "/api/v1/tickets"));
    CHECK(refused.status == 405);
    CHECK(refused.headers.at("allow") == "GET, POST");
    CHECK(refused.headers.at("content-type") == "application/problem+json");
}

TEST_CASE("problem: every error code has a status of its own kind, and failures tell no details") {
    const auto told = [](ErrorCode code) {
        return problem_response({code, "disk I/O error in /srv/center.db", "x"});
    };
    CHECK(told(ErrorCode::InvalidInput).status == 400);
    CHECK(told(ErrorCode::Unauthorized).status == 401);
    CHECK(told(ErrorCode::TooMany).status == 429);
    for (const ErrorCode code : {ErrorCode::Io, ErrorCode::Corrupt, ErrorCode::Internal}) {
        const wire::Response response = told(code);
        CHECK(response.status >= 500);
        CHECK(as_text(response.body).find("center.db") == std::string_view::npos);
    }
    CHECK(told(ErrorCode::Full).headers.contains("retry-after"));
}

TEST_CASE("problem: a kiosk reads back code, field and waiting time") {
    Error error{ErrorCode::TooMany, "too many tries", "last4"};
    error.retry_after = std::chrono::seconds(90);
    const wire::Response response = problem_response(error);
    CHECK(response.headers.at("retry-after") == "90");
    const Error read = wire::read_problem(response.status, as_text(response.body));
    CHECK(read.code == ErrorCode::TooMany);
    CHECK(read.field == "last4");
    CHECK(read.retry_after == std::chrono::seconds(90));
}
