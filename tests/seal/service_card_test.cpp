// SPDX-License-Identifier: Apache-2.0
#include "sync/seal/service_card.h"

#include "sync/base/mutant.h"
#include "sync/base/random.h"

#include <doctest/doctest.h>

using namespace sunbooth;
using domain::Date;

namespace {

struct Deployment {
    Deployment() : root(made()) {}
    static seal::SigningKey made() {
        REQUIRE(seal::start().ok());
        OsRandom random;
        return seal::make_signing_key(random);
    }
    bool opens(const std::string& card, const std::string& kiosk = "hall-1",
               Date today = kDay) const {
        return seal::check_service_card(card, kiosk, today, root.public_key).ok();
    }
    static constexpr Date kDay{20000};
    seal::SigningKey root;
};

/// Whether a card with one character changed opens a terminal, for any place.
bool any_change_opens() {
    const Deployment office;
    const std::string card = seal::write_service_card("hall-1", Deployment::kDay, office.root);
    REQUIRE(office.opens(card));
    bool opens = false;
    // The last character of a base64 text has bits that say nothing.
    for (std::size_t i = 0; i + 1 < card.size(); ++i) {
        std::string changed = card;
        changed[i] = changed[i] == 'A' ? 'B' : 'A';
        opens = opens || office.opens(changed);
    }
    return opens;
}

}  // namespace

TEST_CASE("service card: opens its own terminal until its last day, or every one") {
    const Deployment office;
    const std::string own = seal::write_service_card("hall-1", Deployment::kDay, office.root);
    CHECK(office.opens(own));
    CHECK_FALSE(office.opens(own, "hall-2"));
    CHECK_FALSE(office.opens(own, "hall-1", Deployment::kDay.plus(1)));
    CHECK(office.opens(seal::write_service_card("*", Deployment::kDay, office.root), "hall-2"));
}

TEST_CASE("service card: another root's, a changed one and other texts open nothing") {
    const Deployment office;
    CHECK_FALSE(office.opens(seal::write_service_card("*", Deployment::kDay, Deployment::made())));
    CHECK_FALSE(any_change_opens());
    for (const char* text : {"", "SBS1.", "SBS1..", "SBS1.aGFsbC0x.", "SB1.x.y"}) {
        CHECK_FALSE(office.opens(text));
    }
}

TEST_CASE("mutant: a terminal that takes any card is caught") {
    const MutantScope broken("service_card_takes_any_signature");
    CHECK(any_change_opens());
}
