// SPDX-License-Identifier: Apache-2.0
// How a terminal gets another image, as the center answers.
#include "kiosk_desk.h"
#include "sync/center/fleet/updates.h"
#include "tests/store/temp_folder.h"

#include <fstream>

using namespace sunbooth;
using namespace sunbooth::tests;
namespace fleet = sunbooth::center::fleet;

namespace {

struct Office : Desk {
    explicit Office(const std::string& waves = "100%") : bundle(wire::kPartBytesMax + 100, 'x') {
        bundle[bundle.size() - 1] = 'y';
        std::ofstream(fleet::bundle_file(updates.path(), "0.1.8"), std::ios::binary) << bundle;
        fleet::Rollout rollout;
        rollout.version = "0.1.8";
        rollout.bytes = static_cast<std::int64_t>(bundle.size());
        rollout.digest = seal::digest(as_bytes(bundle));
        rollout.waves = fleet::read_waves(waves).value();
        rollout.added = center.wall;
        REQUIRE(fleet::add_rollout(center.db(), rollout).ok());
    }
    wire::Response ask(const wire::UpdateQuestion& question) {
        return send(signed_request("POST", wire::route::kUpdate, wire::write(question)));
    }
    wire::Response part(std::int64_t offset, const std::string& version = "0.1.8") {
        return send(signed_request("POST", wire::route::kUpdateParts,
                                   wire::write(wire::PartQuestion{version, offset})));
    }
    std::string bundle;
};

}  // namespace

TEST_CASE("kiosk update: offered with its digest, and given byte for byte") {
    Office office;
    const auto answered = office.ask({"0.1.7", "a", {}});
    CHECK(answered.status == 200);
    const auto offer = wire::read_update_answer(as_text(answered.body)).value().offer;
    REQUIRE(offer);
    CHECK(offer->version == "0.1.8");
    const auto first = office.part(0);
    REQUIRE(first.status == 200);
    const auto second = office.part(wire::kPartBytesMax);
    REQUIRE(second.status == 200);
    const std::string whole = std::string(as_text(first.body)) + std::string(as_text(second.body));
    CHECK(whole == office.bundle);
    CHECK(seal::digest(as_bytes(whole)) == offer->digest);
}

TEST_CASE("kiosk update: a wave that has not come brings no offer, and what is aborted no part") {
    Office office("hall-9");
    const auto answered = office.ask({"0.1.7", "a", {}});
    CHECK_FALSE(wire::read_update_answer(as_text(answered.body)).value().offer);
    REQUIRE(fleet::abort_rollout(office.center.db(), "0.1.8").ok());
    CHECK(office.part(0).status == 404);
}

TEST_CASE("kiosk update: an offset behind the end and nonsense are refused by field") {
    Office office;
    CHECK(office.part(static_cast<std::int64_t>(office.bundle.size())).status == 400);
    CHECK(office.part(0, "0.1.9").status == 404);
    const auto refused = office.send(office.signed_request(
        "POST", wire::route::kUpdate, R"({"version":"../x","update":{"state":"none"}})"));
    CHECK(refused.status == 400);
    CHECK(as_text(refused.body).find("version") != std::string_view::npos);
}

TEST_CASE("kiosk update: a stranger is given nothing") {
    Office office;
    const auto asked = office.send(office.request("POST", wire::route::kUpdateParts,
                                                  wire::write(wire::PartQuestion{"0.1.8", 0})));
    CHECK(asked.status == 401);
}

TEST_CASE(
    "kiosk update: a bundle that is gone from the disk is the center's failure, not an empty "
    "part") {
    Office office;
    std::filesystem::remove(fleet::bundle_file(office.updates.path(), "0.1.8"));
    CHECK(office.part(0).status == 503);
}
