// SPDX-License-Identifier: Apache-2.0
#include "sync/center/fleet/enrolment.h"

#include "sync/base/mutant.h"
#include "tests/center/fresh_center.h"

#include <algorithm>
#include <set>

using namespace sunbooth;
using namespace sunbooth::tests;
using namespace sunbooth::center::fleet;

namespace {

struct Desk {
    Desk() { REQUIRE(seal::start().ok()); }
    std::string code(const std::string& kiosk = "hall-1") {
        const auto made = make_code(center.db(), kiosk, random, now);
        REQUIRE(made.ok());
        return made.value();
    }
    Result<Kiosk> enrol(const std::string& code, const seal::SigningPublicKey& key,
                        const std::string& kiosk = "hall-1") {
        return center::fleet::enrol(center.db(), {kiosk, code, key, 1}, now);
    }
    seal::SigningPublicKey key() { return seal::make_signing_key(random).public_key; }
    FreshCenter center;
    SeededRandom random{8};
    WallTime now = wall_ms(1'793'590'620'000);
};

}  // namespace

TEST_CASE("enrolment: a code enrols one kiosk, as printed or as typed by a hurried hand") {
    Desk desk;
    for (const bool hurried : {false, true}) {
        std::string code = desk.code();
        CHECK(code.size() == 19);
        if (hurried) {
            std::transform(code.begin(), code.end(), code.begin(), [](char c) {
                const char low = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
                return low == '-' ? ' ' : low == '0' ? 'o' : low == '1' ? 'l' : low;
            });
        }
        const seal::SigningPublicKey key = desk.key();
        const auto kiosk = desk.enrol(code, key);
        REQUIRE(kiosk.ok());
        CHECK(kiosk.value().key == key);
        CHECK(kiosk.value().epoch == (hurried ? 2 : 1));
    }
    CHECK(keys_of(desk.center.db(), "hall-1").value().size() == 2);
}

TEST_CASE("enrolment: used, expired, foreign and unknown codes are refused in the same words") {
    Desk desk;
    const std::string used = desk.code("hall-1");
    REQUIRE(desk.enrol(used, desk.key()).ok());
    std::set<std::string> words;
    const auto refused = [&](const Result<Kiosk>& enrolled) {
        REQUIRE_FALSE(enrolled.ok());
        CHECK(enrolled.error().code == ErrorCode::Unauthorized);
        words.insert(enrolled.error().line());
    };
    refused(desk.enrol(used, desk.key()));                           // Used.
    refused(desk.enrol(desk.code("hall-2"), desk.key(), "hall-3"));  // Another's name.
    refused(desk.enrol("0000-0000-0000-0000", desk.key(), "hall-2"));
    refused(desk.enrol("", desk.key(), "hall-2"));
    const std::string late = desk.code("hall-4");
    desk.now += kCodeLife;
    refused(desk.enrol(late, desk.key(), "hall-4"));
    CHECK(words.size() == 1);
    CHECK(find_kiosk(desk.center.db(), "hall-2").error().code == ErrorCode::NotFound);
    CHECK(find_kiosk(desk.center.db(), "hall-4").error().code == ErrorCode::NotFound);
}

TEST_CASE("enrolment: a code is good until the last millisecond of its quarter of an hour") {
    Desk desk;
    const std::string code = desk.code();
    desk.now += kCodeLife - milliseconds{1};
    CHECK(desk.enrol(code, desk.key()).ok());
}

TEST_CASE("enrolment: a code that is not consumed is caught by a second kiosk") {
    Desk desk;
    const std::string code = desk.code();
    REQUIRE(desk.enrol(code, desk.key()).ok());
    const MutantScope broken("fleet.code_not_consumed");
    CHECK(desk.enrol(code, desk.key()).ok());  // What the test of used codes does not allow.
    MESSAGE("S-6, mutant fleet.code_not_consumed: a used code enrolled a second kiosk");
}

namespace {

/// The answer to the right code after as many wrong tries as there may be.
Result<Kiosk> after_wrong_tries(Desk& desk) {
    const std::string code = desk.code();
    for (int i = 0; i < kWrongTriesMax; ++i) {
        CHECK(desk.enrol("7777-7777-7777-777" + std::to_string(i), desk.key()).error().code ==
              ErrorCode::Unauthorized);
    }
    return desk.enrol(code, desk.key());
}

}  // namespace

TEST_CASE("enrolment: five wrong tries lock a name, even for who then knows the code") {
    Desk desk;
    const auto locked = after_wrong_tries(desk);
    REQUIRE_FALSE(locked.ok());
    CHECK(locked.error().code == ErrorCode::TooMany);
    CHECK(locked.error().retry_after);
    CHECK(desk.enrol(desk.code("hall-2"), desk.key(), "hall-2").ok());  // Others go on.
    CHECK(desk.enrol(desk.code(), desk.key()).ok());  // The operator makes another code.
}

TEST_CASE("enrolment: a desk that lets everybody guess on is caught by the sixth try") {
    const MutantScope broken("fleet.no_guess_lock");
    Desk desk;
    CHECK(after_wrong_tries(desk).ok());  // What the test of the lock does not allow.
    MESSAGE("S-6, mutant fleet.no_guess_lock: the sixth try was heard");
}

// Against as many codes as it takes, so that each guess meets an open door; where five were made,
// the door is shut for the sixth. Many share a commit: what is tried here is the door.
TEST_CASE("enrolment: a hundred thousand guesses at twenty thousand codes enrol nobody") {
    Desk desk;
    SeededRandom guesses(99);
    constexpr int kGuesses = 100'000;
    constexpr int kCodesACommit = 1000;
    int refused = 0;
    for (int codes = 0; codes * kWrongTriesMax < kGuesses;) {
        auto transaction = store::Transaction::begin(desk.center.db());
        REQUIRE(transaction.ok());
        for (int i = 0; i < kCodesACommit; ++i, ++codes) {
            const std::string real = desk.code();
            for (int tried = 0; tried <= kWrongTriesMax; ++tried) {
                std::array<std::uint8_t, 16> draw{};
                guesses.fill(draw);
                std::string guess;
                for (const std::uint8_t byte : draw) {
                    guess += "0123456789ABCDEFGHJKMNPQRSTVWXYZ"[byte % 32];
                }
                const auto answer = desk.enrol(guess, seal::SigningPublicKey{});
                const bool shut = tried == kWrongTriesMax;
                const bool right =
                    !answer.ok() &&
                    answer.error().code == (shut ? ErrorCode::TooMany : ErrorCode::Unauthorized);
                REQUIRE(right);
                refused += shut ? 0 : 1;
            }
        }
        REQUIRE(transaction.value().commit().ok());
    }
    CHECK(refused == kGuesses);
    CHECK(find_kiosk(desk.center.db(), "hall-1").error().code == ErrorCode::NotFound);
    MESSAGE("S-6: " << refused << " guesses at " << kGuesses / kWrongTriesMax
                    << " codes, 0 in; used, expired, foreign and revoked refused");
}

TEST_CASE("enrolment: whose answer was lost may ask again with the same key") {
    Desk desk;
    const std::string code = desk.code();
    const seal::SigningPublicKey key = desk.key();
    REQUIRE(desk.enrol(code, key).ok());
    REQUIRE(advance_head(desk.center.db(), "hall-1", 3, seal::Digest{}).ok());
    const auto again = desk.enrol(code, key);
    REQUIRE(again.ok());
    CHECK(again.value().epoch == 1);
    CHECK(again.value().head_seq == 3);  // Its chain goes on.
    CHECK_FALSE(desk.enrol(code, desk.key()).ok());
}

TEST_CASE("enrolment: the database holds a code's hash, never the code") {
    Desk desk;
    const std::string code = desk.code();
    REQUIRE(desk.center.db().checkpoint().ok());
    std::ifstream in(desk.center.folder() / "center.db", std::ios::binary);
    std::stringstream bytes;
    bytes << in.rdbuf();
    std::string bare = code;
    std::erase(bare, '-');
    CHECK(bytes.str().find(code) == std::string::npos);
    CHECK(bytes.str().find(bare) == std::string::npos);
}

TEST_CASE("enrolment: names of another shape are refused") {
    Desk desk;
    for (const char* name : {"", "Hall 1", "a-name-that-is-too-long", "大厅"}) {
        CHECK(make_code(desk.center.db(), name, desk.random, desk.now).error().code ==
              ErrorCode::InvalidInput);
    }
}

TEST_CASE("enrolment: a revoked kiosk is known as revoked until it is enrolled again") {
    Desk desk;
    const seal::SigningPublicKey key = desk.key();
    REQUIRE(desk.enrol(desk.code(), key).ok());
    REQUIRE(revoke(desk.center.db(), "hall-1", desk.now).ok());
    CHECK(find_kiosk(desk.center.db(), "hall-1").value().revoked);
    CHECK(standings(desk.center.db()).value().at(0).revoked);
    CHECK(revoke(desk.center.db(), "hall-9", desk.now).error().code == ErrorCode::NotFound);
    REQUIRE(desk.enrol(desk.code(), key).ok());
    CHECK_FALSE(find_kiosk(desk.center.db(), "hall-1").value().revoked);
}

TEST_CASE("enrolment: a code that a kiosk used does not bring it back from its revocation") {
    Desk desk;
    const seal::SigningPublicKey key = desk.key();
    const std::string code = desk.code();
    REQUIRE(desk.enrol(code, key).ok());
    REQUIRE(revoke(desk.center.db(), "hall-1", desk.now).ok());
    CHECK(desk.enrol(code, key).error().code == ErrorCode::Unauthorized);
    CHECK(find_kiosk(desk.center.db(), "hall-1").value().revoked);
    const std::string fresh = desk.code();
    REQUIRE(desk.enrol(fresh, key).ok());
    const MutantScope mutant("fleet.code_outlives_revocation");
    REQUIRE(revoke(desk.center.db(), "hall-1", desk.now).ok());
    CHECK(desk.enrol(fresh, key).ok());
    MESSAGE("S-6, mutant fleet.code_outlives_revocation: a used code lifted a revocation");
}
