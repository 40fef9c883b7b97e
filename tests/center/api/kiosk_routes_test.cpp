// SPDX-License-Identifier: Apache-2.0
// The kiosks' routes as a kiosk meets them: signed requests in, signed answers out.
#include "kiosk_desk.h"
#include "sync/center/api/health.h"
#include "sync/center/fleet/enrolment.h"
#include "sync/center/tickets/marks.h"
#include "sync/wire/hall.h"
#include "sync/wire/snapshot.h"
#include "tests/center/cases/case_file.h"

using namespace sunbooth;
using namespace sunbooth::tests;

namespace {

std::string body_of(const wire::Response& response) {
    return std::string(as_text(response.body));
}

}  // namespace

TEST_CASE("records: a signed batch is stored, and its answer is the center's own") {
    Desk desk;
    const wire::Response response =
        desk.send_records({desk.kiosk.make(complaint()), desk.kiosk.make(rating(4))});
    CHECK(response.status == 200);
    const auto answer = wire::read_batch_answer(body_of(response));
    REQUIRE(answer.ok());
    CHECK(answer.value().verdicts.size() == 2);
    CHECK(answer.value().center_time_ms == to_ms(desk.center.wall));
    CHECK(desk.stored() == 2);
}

TEST_CASE("records: unsigned, wrongly signed, unknown and revoked kiosks store nothing") {
    Desk desk;
    const std::string body = desk.batch({desk.kiosk.make(complaint())});
    const seal::SigningKey stranger = seal::make_signing_key(desk.center.random);
    const auto sent_by = [&](const std::string& name, const seal::SigningKey& key) {
        wire::Request made = desk.request("POST", wire::route::kRecords, body);
        wire::sign_request(made, name, ++desk.counter, key);
        return made;
    };
    wire::Request changed = sent_by("hall-1", desk.kiosk.key);
    changed.body.back() = ' ';
    wire::Request other_path = sent_by("hall-1", desk.kiosk.key);
    other_path.headers["sunbooth-counter"] = "77";
    const wire::Request bad[] = {desk.request("POST", wire::route::kRecords, body),
                                 sent_by("hall-1", stranger), sent_by("hall-9", desk.kiosk.key),
                                 changed, other_path};
    for (const wire::Request& request : bad) {
        const wire::Response response = desk.send(request);
        CHECK(response.status == 401);
        CHECK(body_of(response).find("tag:sunbooth,2026:unauthorized") != std::string::npos);
    }
    const wire::Request good = sent_by("hall-1", desk.kiosk.key);
    REQUIRE(center::fleet::revoke(desk.center.db(), "hall-1", desk.center.wall).ok());
    CHECK(desk.send(good).status == 401);
    CHECK(desk.stored() == 0);
    CHECK(desk.center.number("SELECT count(*) FROM parked") == 0);
}

TEST_CASE("records: the very same request gets the very same answer; the counter serves no other") {
    Desk desk;
    const Bytes record = desk.kiosk.make(complaint());
    const wire::Request request =
        desk.signed_request("POST", wire::route::kRecords, desk.batch({record}));
    const wire::Response first = desk.send(request);
    desk.center.pass(std::chrono::minutes{3});
    CHECK(body_of(desk.send(request)) == body_of(first));
    CHECK(body_of(first).find("stored") != std::string::npos);
    --desk.counter;
    const wire::Response other = desk.send_records({desk.kiosk.make(complaint())});
    CHECK(other.status == 409);
    CHECK(body_of(other).find("sunbooth-counter") != std::string::npos);
    CHECK(desk.stored() == 1);
}

TEST_CASE("records: malformed bodies are refused by field, and leave their counter unused") {
    Desk desk;
    for (const char* body : {"", "{", "[]", R"({"wall_ms":1})", R"({"records":"x"})"}) {
        CAPTURE(body);
        CHECK(desk.send(desk.signed_request("POST", wire::route::kRecords, body)).status == 400);
        --desk.counter;
    }
    CHECK(desk.send_records({desk.kiosk.make(complaint())}).status == 200);
}

TEST_CASE(
    "records: a nearly full disk refuses before anything is looked at, and says when to come") {
    Desk desk;
    desk.has_room = false;
    const Bytes record = desk.kiosk.make(complaint("话", "13812345678"));
    const wire::Response refused = desk.send_records({record});
    CHECK(refused.status == 503);
    CHECK(body_of(refused).find("nearly full") != std::string::npos);
    CHECK(refused.headers.contains("retry-after"));
    CHECK_FALSE(desk.center.vault().mask(id_of(record)).ok());
    desk.has_room = true;
    CHECK(desk.send_records({record}).status == 200);
}

TEST_CASE("records: a failure of the database undoes all of its request, the counter too") {
    Desk desk;
    const Bytes record = desk.kiosk.make(complaint());
    const wire::Request request =
        desk.signed_request("POST", wire::route::kRecords, desk.batch({record}));
    REQUIRE(desk.center.db()
                .run("CREATE TRIGGER trouble BEFORE INSERT ON ticket "
                     "BEGIN SELECT raise(ABORT, 'disk'); END")
                .ok());
    CHECK(desk.send(request).status >= 400);
    CHECK(desk.stored() == 0);
    REQUIRE(desk.center.db().run("DROP TRIGGER trouble").ok());
    CHECK(desk.send(request).status == 200);
    CHECK(desk.stored() == 1);
}

TEST_CASE("hall: the feed is signed, opens under the root, and is not sent twice") {
    Desk desk;
    const wire::Response first = desk.send(desk.signed_request("GET", wire::route::kHall, ""));
    REQUIRE(first.status == 200);
    const auto envelope = wire::read_hall_envelope(body_of(first));
    REQUIRE(envelope.ok());
    const auto trusted = wire::open_hall_envelope(envelope.value(), desk.center.keys().root);
    REQUIRE(trusted.ok());
    CHECK(trusted.value().hall.id == "xiangyang");
    CHECK(trusted.value().keys == desk.center.keys().set);
    const auto stranger = seal::make_signing_key(desk.center.random).public_key;
    CHECK_FALSE(wire::open_hall_envelope(envelope.value(), stranger).ok());

    wire::Request again = desk.signed_request("GET", wire::route::kHall, "");
    again.headers["if-none-match"] = first.headers.at("etag");
    const wire::Response unchanged = desk.send(again);
    CHECK(unchanged.status == 304);
    CHECK(unchanged.body.empty());
    const auto standing = center::fleet::standings(desk.center.db());
    CHECK(standing.value().at(0).hall_version == 1);
    CHECK(standing.value().at(0).seen_at == desk.center.wall);
}

TEST_CASE("receipt: its state is told by any kiosk; misses are counted although they are refused") {
    Desk desk;
    const Bytes record = desk.kiosk.make(complaint());
    REQUIRE(desk.send_records({record}).status == 200);
    const auto ask = [&](const domain::RecordId& id) {
        const std::string code = domain::ReceiptCode::of(id).grouped();
        return desk.send(desk.signed_request("POST", wire::route::kLookUpReceipt,
                                             wire::write(wire::ReceiptQuestion{code})));
    };
    const auto view = wire::read_ticket_view(body_of(ask(id_of(record))));
    REQUIRE(view.ok());
    CHECK(view.value().state == domain::TicketState::Registered);
    domain::RecordId guess;
    for (int i = 0; i < 20; ++i) {
        desk.center.random.fill(guess.bytes);
        REQUIRE(ask(guess).status == 404);
    }
    const wire::Response closed = ask(id_of(record));
    CHECK(closed.status == 429);
    CHECK(closed.headers.contains("retry-after"));
    desk.center.pass(std::chrono::minutes{10});
    CHECK(ask(id_of(record)).status == 200);
}

TEST_CASE("wish: the citizen withdraws by any kiosk; the event is signed; a wrong code counts") {
    Desk desk;
    const Bytes record = desk.kiosk.make(complaint());
    REQUIRE(desk.send_records({record}).status == 200);
    const auto wish = [&](const domain::RecordId& id, const char* what) {
        const std::string code = domain::ReceiptCode::of(id).grouped();
        const std::string body = R"({"code":")" + code + R"(","wish":")" + what + R"("})";
        return desk.send(desk.signed_request("POST", wire::route::kWish, body));
    };
    CHECK(wish(id_of(record), "marry").status == 400);
    const auto view = wire::read_ticket_view(body_of(wish(id_of(record), "withdraw")));
    REQUIRE(view.ok());
    CHECK(view.value().state == domain::TicketState::Withdrawn);
    CHECK(
        center::tickets::verify_marks(desk.center.db(), desk.center.keys().center.public_key).ok());
    CHECK(wish(id_of(record), "withdraw").status == 200);  // Its answer was lost, say.
    domain::RecordId guess;
    for (int i = 0; i < 20; ++i) {
        desk.center.random.fill(guess.bytes);
        REQUIRE(wish(guess, "urge").status == 404);
    }
    CHECK(wish(id_of(record), "urge").status == 429);
}

TEST_CASE("case: a proof opens it; five wrong ones close its number, though each was refused") {
    Desk desk;
    const auto key = center::cases::case_key(desk.center.keys());
    REQUIRE(center::cases::import_csv(desk.center.db(), kHeader + kWang,
                                      {key, desk.center.random, kToldAt})
                .ok());
    const auto ask = [&](const std::string& last4) {
        return desk.send(
            desk.signed_request("POST", wire::route::kLookUpCase,
                                wire::write(wire::CaseQuestion{"420600-2026-0001", last4})));
    };
    const auto view = wire::read_case_view(body_of(ask("002X")));
    REQUIRE(view.ok());
    CHECK(view.value().service == "食品经营许可");
    for (int i = 0; i < center::cases::kMissesMax; ++i) CHECK(ask("0000").status == 404);
    const wire::Response closed = ask("002X");
    CHECK(closed.status == 429);
    CHECK(closed.headers.contains("retry-after"));
    desk.center.pass(center::cases::kPause);
    CHECK(ask("002X").status == 200);
}

TEST_CASE(
    "cases: a person's cases open with card and phone, and five wrong phones close the person") {
    Desk desk;
    const auto key = center::cases::case_key(desk.center.keys());
    std::string header = kHeader, row = kWang;
    header.insert(header.size() - 1, ",id_no");
    row.insert(row.size() - 1, ",42060219700118002X");
    REQUIRE(center::cases::import_csv(desk.center.db(), header + row,
                                      {key, desk.center.random, kToldAt})
                .ok());
    const auto ask = [&](const std::string& phone) {
        return desk.send(
            desk.signed_request("POST", wire::route::kLookUpPerson,
                                wire::write(wire::PersonQuestion{"42060219700118002X", phone})));
    };
    const auto cases = wire::read_case_list(body_of(ask("5678")));
    REQUIRE(cases.ok());
    REQUIRE(cases.value().size() == 1);
    CHECK(cases.value()[0].service == "食品经营许可");
    CHECK(cases.value()[0].masked_name.empty());
    for (int i = 0; i < center::cases::kMissesMax; ++i) CHECK(ask("0000").status == 404);
    CHECK(ask("5678").status == 429);
    desk.center.pass(center::cases::kPause);
    CHECK(ask("5678").status == 200);
}

TEST_CASE("cases: the snapshot is not sent twice, and opens only with number and query code") {
    Desk desk;
    const auto key = center::cases::case_key(desk.center.keys());
    REQUIRE(center::cases::import_csv(desk.center.db(), kHeader + kWang,
                                      {key, desk.center.random, kToldAt})
                .ok());
    const wire::Response first = desk.send(desk.signed_request("GET", wire::route::kSnapshot, ""));
    REQUIRE(first.status == 200);
    CHECK(body_of(first).find("420600") == std::string::npos);
    const auto snapshot = wire::read_snapshot(body_of(first));
    REQUIRE(snapshot.ok());
    CHECK(wire::find_case(snapshot.value(), "420600-2026-0001", "XY7K29QXM4T8").ok());
    CHECK_FALSE(wire::find_case(snapshot.value(), "420600-2026-0001", "JNXM23H3YFCY").ok());
    wire::Request again = desk.signed_request("GET", wire::route::kSnapshot, "");
    again.headers["if-none-match"] = first.headers.at("etag");
    CHECK(desk.send(again).status == 304);
}

TEST_CASE("enrol: the sender must hold the key and the code; wrong tries count although refused") {
    Desk desk;
    const seal::SigningKey key = seal::make_signing_key(desk.center.random);
    const auto code =
        center::fleet::make_code(desk.center.db(), "hall-2", desk.center.random, desk.center.wall);
    const auto ask = [&](const std::string& with, const std::string& keyid,
                         const seal::SigningKey& signer) {
        wire::Request made =
            desk.request("POST", wire::route::kEnrol,
                         wire::write(wire::EnrolRequest{with, "hall-2", key.public_key}));
        wire::sign_request(made, keyid, 1, signer);
        return desk.send(made);
    };
    CHECK(ask(code.value(), "hall-2", desk.kiosk.key).status == 401);  // Not the key it brings.
    CHECK(ask(code.value(), "hall-1", key).status == 401);             // Not the name it wants.
    for (int i = 0; i < 4; ++i) CHECK(ask("WRNG-0000-0000-0000", "hall-2", key).status == 401);
    const wire::Response good = ask(code.value(), "hall-2", key);
    REQUIRE(good.status == 200);
    const auto answer = wire::read_enrol_answer(body_of(good));
    REQUIRE(answer.ok());
    const auto keys = seal::read_key_set(answer.value().key_set, desk.center.keys().root);
    REQUIRE(keys.ok());
    CHECK(keys.value() == desk.center.keys().set);

    const auto next =
        center::fleet::make_code(desk.center.db(), "hall-2", desk.center.random, desk.center.wall);
    for (int i = 0; i < 5; ++i) CHECK(ask("WRNG-0000-0000-0000", "hall-2", key).status == 401);
    CHECK(ask(next.value(), "hall-2", key).status == 429);
}

TEST_CASE("watchmen: health, readiness and figures are answered in shape, figures only at home") {
    Deployment center;
    const auto ask = [&](const std::string& path, const char* peer) {
        for (const api::Route& route :
             api::health_routes([] { return api::LanesFigures{.accepted = 7}; })) {
            if (route.pattern != path) continue;
            api::Context context{center.db(), center.now, center.wall, peer};
            std::any prepared;
            const auto done = route.handle(context, {}, {}, prepared);
            const wire::Response response =
                done.ok() ? done.value() : api::problem_response(done.error());
            const std::string body = body_of(response);
            CHECK(departure_of_answer({"GET", path, response.status,
                                       response.headers.at("content-type"), body}) == "");
            return std::pair{response.status, body};
        }
        return std::pair{0, std::string()};
    };
    CHECK(ask("/healthz", "192.0.2.1").first == 200);
    CHECK(ask("/readyz", "192.0.2.1").first == 200);
    CHECK(ask("/metrics", "192.0.2.1").first == 404);
    const auto [status, figures] = ask("/metrics", "127.0.0.1");
    CHECK(status == 200);
    CHECK(figures.find("\nsunbooth_requests_total 7\n") != std::string::npos);
    REQUIRE(center.db().run("DELETE FROM hall").ok());
    CHECK(ask("/readyz", "192.0.2.1").first == 503);
}
