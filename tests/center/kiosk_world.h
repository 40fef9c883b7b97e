// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/center/fleet/kiosks.h"
#include "sync/center/intake/commit.h"
#include "sync/center/registry/keys.h"
#include "sync/center/vault/local_vault.h"
#include "sync/domain/record.h"
#include "sync/seal/record.h"
#include "tests/center/fresh_center.h"

#include <optional>
#include <string>
#include <vector>

namespace sunbooth::tests {

inline constexpr const char* kBoot = "boot-1";

/// A center with real keys, a vault and the demo hall in force, and nothing else.
class Deployment {
public:
    Deployment();

    store::Database& db() { return center_.db(); }
    const std::filesystem::path& folder() const { return center_.folder(); }
    const center::registry::Keys& keys() const { return *keys_; }
    center::vault::LocalVault& vault() { return *vault_; }
    void pass(milliseconds time) {
        wall += time;
        now += time;
    }
    /// One number, e.g. of "SELECT count(*) FROM submission".
    std::int64_t number(std::string_view sql);
    /// Takes in what is parked and can be taken, as the running center does. @return how many.
    int judge_parked();
    /// Lets go of both databases, as a stopped center does.
    void close();
    /// As after a crash and a start.
    void reopen();

    WallTime wall = at_hall(domain::Date::of(2026, 11, 2), 10 * 60 + 17);
    Instant now = instant_ms(500'000'000);
    SeededRandom random{20261102};

private:
    FreshCenter center_;
    std::unique_ptr<center::vault::LocalVault> vault_;
    std::optional<center::registry::Keys> keys_;
};

/// A kiosk as the center sees it: a name, a key, and a chain of sealed records.
class TestKiosk {
public:
    /// Enrols by a one-time code.
    TestKiosk(Deployment& center, std::string name);

    /// What differs from a good record. Bytes are laid out, sealed and signed for real.
    struct Odd {
        std::optional<domain::RecordId> id{};
        std::optional<std::uint64_t> seq{};
        std::optional<seal::Digest> previous{};
        std::optional<std::string> kiosk{};
        std::optional<seal::SigningKey> signed_by{};
        std::optional<seal::BoxPublicKey> content_to{};
        std::optional<seal::BoxPublicKey> contact_to{};
        std::optional<std::string> content{};  ///< JSON in the place of the filing's.
        std::optional<domain::FiledAt> filed{};
    };
    /// The next record of the chain; the chain moves on.
    Bytes make(const domain::Filing& filing, const Odd& odd);
    Bytes make(const domain::Filing& filing) { return make(filing, Odd{}); }

    /// Sends one batch through check and commit, in a transaction of its own.
    Result<center::intake::Committed> send(std::vector<Bytes> records);
    /// Sends one record; its verdict.
    wire::RecordVerdict send_one(const Bytes& record);

    /// As an image of its disk that is put back, or as a second device with the same disk.
    struct Memory {
        std::uint64_t seq = 0;
        seal::Digest head;
    };
    Memory memory;
    seal::SigningKey key;
    std::string name;

private:
    Deployment& center_;
};

domain::Complaint complaint(std::string_view text = "窗口没有人", std::string_view phone = {});
domain::Rating rating(int level, std::vector<std::string> tags = {});
/// The demo hall with the topic "late" in the place of "slow", the monitor "1077" in that of
/// "1002", and the window "77" besides.
std::string next_demo_hall();
domain::RecordId id_of(ByteView record);
/// The terminal has sent the first `bytes` of a damaged queue. @return the sealed pieces as the
/// center got them.
std::vector<Bytes> send_queue(Deployment& center, const TestKiosk& kiosk, const std::string& file,
                              const Bytes& queue, std::size_t bytes);

}  // namespace sunbooth::tests
