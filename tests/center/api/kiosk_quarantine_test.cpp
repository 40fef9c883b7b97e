// SPDX-License-Identifier: Apache-2.0
// R-8 at the center: a damaged queue comes in pieces, sealed, and is read back by the office.
#include "kiosk_desk.h"
#include "sync/base/mutant.h"
#include "sync/center/fleet/alarms.h"
#include "sync/center/intake/quarantine.h"
#include "sync/wire/quarantine.h"
#include "tests/store/temp_folder.h"

#include <fstream>
#include <iterator>

using namespace sunbooth;
using namespace sunbooth::tests;

namespace {

Bytes queue_of(std::size_t size) {
    Bytes bytes(size);
    SeededRandom(size).fill(bytes);
    return bytes;
}

/// A terminal that sends a file piece by piece.
struct Sender {
    Desk& desk;
    Bytes file;
    std::string name = "quarantine-1793577600";

    wire::QuarantinePiece piece(std::uint64_t offset, std::size_t bytes = wire::kPieceBytes) const {
        const std::size_t end = std::min<std::size_t>(file.size(), offset + bytes);
        const Bytes plain(file.begin() + static_cast<std::ptrdiff_t>(offset),
                          file.begin() + static_cast<std::ptrdiff_t>(end));
        const seal::BoxPublicKey& intake = desk.center.keys().intake.public_key;
        return {name, file.size(), offset, seal::name_of(intake), seal::seal_bytes(plain, intake)};
    }
    wire::Response send(const wire::QuarantinePiece& made) const {
        return desk.send(desk.signed_request("POST", wire::route::kQuarantine, wire::write(made)));
    }
    std::uint64_t have(const wire::QuarantinePiece& made) const {
        const wire::Response response = send(made);
        CHECK(response.status == 200);
        const auto answer = wire::read_quarantine_answer(as_text(response.body));
        REQUIRE(answer.ok());
        return answer.value().have;
    }
};

}  // namespace

TEST_CASE("quarantine: a damaged queue comes piece by piece, whatever is repeated or skipped") {
    Desk desk;
    const Sender sender{desk, queue_of(70'000)};
    CHECK(sender.have(sender.piece(32'768)) ==
          0);  // Not the first: the center says where to begin.
    CHECK(sender.have(sender.piece(0)) == 32'768);
    CHECK(sender.have(sender.piece(0)) == 32'768);  // Its answer was lost.
    CHECK(sender.have(sender.piece(65'536)) == 32'768);
    CHECK(sender.have(sender.piece(32'768)) == 65'536);
    CHECK(sender.have(sender.piece(65'536)) == 70'000);
    CHECK(sender.have(sender.piece(0)) == 70'000);

    const auto list = center::intake::quarantines(desk.center.db());
    REQUIRE(list.ok());
    REQUIRE(list.value().size() == 1);
    CHECK(list.value().front().kiosk == "hall-1");
    CHECK(list.value().front().have == list.value().front().size);
    const test::TempFolder folder;
    const auto id = list.value().front().id;
    const auto take = [&] {
        center::intake::NewFile file(folder / "queue");
        const Status written =
            center::intake::write_quarantine(desk.center.db(), desk.center.keys(), id, file);
        return written.ok() ? file.publish() : written;
    };
    REQUIRE(take().ok());
    std::ifstream in(folder / "queue", std::ios::binary);
    const Bytes read{std::istreambuf_iterator<char>(in), {}};
    CHECK(read == sender.file);
    CHECK(take().error().code == ErrorCode::Conflict);
}

TEST_CASE("quarantine: the office is told once of a queue that came whole") {
    Desk desk;
    const Sender sender{desk, queue_of(40'000)};
    const auto told = [&] {
        return center::fleet::count_alarms(desk.center.db()).value()["hall-1"].set_aside;
    };
    CHECK(sender.have(sender.piece(0)) == 32'768);
    CHECK(told() == 0);
    CHECK(sender.have(sender.piece(32'768)) == 40'000);
    CHECK(sender.have(sender.piece(32'768)) == 40'000);
    CHECK(told() == 1);

    const MutantScope scope("intake.quarantine_untold");
    Sender another{desk, queue_of(1'000), "quarantine-1793577601"};
    CHECK(another.have(another.piece(0)) == 1'000);
    CHECK(told() == 1);
}

TEST_CASE("quarantine: the center's disk holds no byte of it in clear") {
    Desk desk;
    std::string queue(4'000, 'x');
    queue.append("canary of a queue").append(4'000, 'y');
    Sender sender{desk, to_bytes(queue)};
    CHECK(sender.have(sender.piece(0)) == sender.file.size());
    CHECK(desk.center.number("SELECT count(*) FROM quarantine_piece "
                             "WHERE instr(sealed, CAST('canary of a queue' AS BLOB)) > 0") == 0);
    CHECK(desk.center.number("SELECT count(*) FROM quarantine_piece") == 1);
}

TEST_CASE("quarantine: what is no piece of a queue is refused by its field") {
    Desk desk;
    const Sender sender{desk, queue_of(1'000)};
    const auto refused = [&](const wire::QuarantinePiece& made, const char* field) {
        const wire::Response response = sender.send(made);
        CHECK(response.status == 400);
        CHECK(std::string(as_text(response.body)).find(field) != std::string::npos);
    };
    wire::QuarantinePiece piece = sender.piece(0);
    piece.file = "../center.db";
    refused(piece, "file");
    piece = sender.piece(0);
    piece.intake_key = seal::KeyName{};
    refused(piece, "intake_key");
    piece = sender.piece(0);
    piece.sealed.back() ^= 1;
    refused(piece, "sealed");
    piece = sender.piece(0);
    piece.size = 999;  // Fewer than the piece has.
    refused(piece, "sealed");
    piece = sender.piece(0);
    piece.offset = 1'000;
    refused(piece, "offset");
    piece = sender.piece(0);
    piece.size = wire::kQuarantineBytesMax + 1;
    refused(piece, "size");
    CHECK(desk.center.number("SELECT count(*) FROM quarantine") == 0);
}

TEST_CASE("quarantine: another terminal's file of the same name is another file") {
    Desk desk;
    const Sender sender{desk, queue_of(40'000)};
    CHECK(sender.have(sender.piece(0)) == 32'768);
    const TestKiosk second(desk.center, "hall-2");
    desk.kiosk.name = second.name;
    desk.kiosk.key = second.key;
    desk.counter = 1;
    const Sender other{desk, Bytes(40'000, 9)};
    CHECK(other.have(other.piece(32'768)) == 0);  // It may not go on where the first one stood.
    CHECK(other.have(other.piece(0)) == 32'768);
    CHECK(other.have(other.piece(32'768)) == 40'000);
    CHECK(desk.center.number("SELECT count(*) FROM quarantine WHERE kiosk = 'hall-1'") == 1);
    CHECK(desk.center.number("SELECT have FROM quarantine WHERE kiosk = 'hall-1'") == 32'768);
    CHECK(desk.center.number("SELECT count(*) FROM alarm WHERE kind = 'set_aside'") == 1);

    wire::Request stranger =
        desk.request("POST", wire::route::kQuarantine, wire::write(other.piece(0)));
    wire::sign_request(stranger, "hall-2", ++desk.counter,
                       seal::make_signing_key(desk.center.random));
    CHECK(desk.send(stranger).status == 401);
}

TEST_CASE("quarantine: one terminal alone cannot fill the center's disk") {
    Desk desk;
    const Sender sender{desk, queue_of(1'000)};
    CHECK(sender.have(sender.piece(0)) == 1'000);
    REQUIRE(desk.center.db().run("UPDATE quarantine SET size = 536870912, have = 536870912").ok());
    const Sender more{desk, queue_of(500), "quarantine-1793577602"};
    const wire::Response full = more.send(more.piece(0));
    CHECK(full.status == 503);
    CHECK(std::string(as_text(full.body)).find("no more damaged queues") != std::string::npos);
    CHECK(desk.center.number("SELECT count(*) FROM quarantine") == 1);

    desk.has_room = false;
    CHECK(more.send(more.piece(0)).status == 503);
}
