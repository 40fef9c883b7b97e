// SPDX-License-Identifier: Apache-2.0
#include "sync/wire/provision.h"

#include "sync/base/mutant.h"
#include "sync/base/random.h"

#include <doctest/doctest.h>

using namespace sunbooth;

namespace {

/// Whether a file with one character changed passes, for any place.
bool any_change_passes() {
    REQUIRE(seal::start().ok());
    OsRandom random;
    const seal::SigningKey root = seal::make_signing_key(random);
    const std::string file = wire::write_provision("[kiosk]\nid = \"hall-1\"\n", root);
    REQUIRE(wire::read_provision(file, root.public_key).ok());
    bool passes = false;
    for (std::size_t i = 0; i < file.size(); ++i) {
        std::string changed = file;
        changed[i] = changed[i] == 'A' ? 'B' : 'A';
        passes = passes || wire::read_provision(changed, root.public_key).ok();
    }
    return passes;
}

}  // namespace

TEST_CASE("provision/1: no character of the file can be changed") {
    CHECK_FALSE(any_change_passes());
}

TEST_CASE("mutant: a reader that takes any signature is caught") {
    const MutantScope broken("provision_takes_any_signature");
    CHECK(any_change_passes());
}
