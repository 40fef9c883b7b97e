// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/random.h"
#include "sync/domain/hall.h"
#include "sync/seal/record.h"
#include "sync/wire/http.h"
#include "sync/wire/messages.h"

#include <map>
#include <set>
#include <string>

namespace sunbooth::test {

/// As much of a center as a kiosk can tell from outside: it checks signatures and counters, stores
/// each id once, backs up when told, can be restored, and signs what it says.
class FakeCenter {
public:
    explicit FakeCenter(Random& random);

    wire::Response answer(const wire::Request& request);
    void back_up();
    /// Goes back to the last backup, under another generation.
    void restore();

    Bytes key_set(std::uint32_t version = 1) const;
    /// The hall feed's body, by this center's keys.
    std::string feed(const std::string& hall_name) const;

    std::set<domain::RecordId> stored() const;
    std::string text_of(const domain::RecordId& id) const;

    seal::SigningPublicKey kiosk_key;  ///< Whose requests and records are right.
    seal::SigningKey root;
    seal::SigningKey center;
    seal::BoxKey intake;
    seal::BoxKey callback;

    // Moods.
    std::set<std::uint64_t> refuse_seqs;  ///< Records to refuse.
    bool forge_countersignatures = false;
    std::optional<wire::Response> always;      ///< The answer to everything, as it is.
    std::map<std::string, wire::Response> at;  ///< The answer at a path.
    std::int64_t center_time_ms = 1'795'000'000'000;
    std::set<std::uint64_t> counters;  ///< Seen so far.
    std::size_t rows_taken = 0;        ///< How often a record was stored, in all.

    std::size_t batches = 0;
    std::map<std::string, std::string> bodies;  ///< Of the last right request at each path.
    std::map<std::string, Bytes> aside;         ///< Damaged queues, as far as they came, by file.

private:
    struct Row {
        Bytes record;
        std::uint64_t row = 0;
    };
    wire::Response unsigned_answer(const wire::Request& request);
    wire::RecordVerdict take(const Bytes& record);
    wire::Response take_piece(const wire::Request& request);
    wire::Response take_batch(const wire::Request& request);

    Random& random_;
    wire::Generation generation_;
    std::map<domain::RecordId, Row> rows_;
    std::uint64_t last_row_ = 0;
    std::map<domain::RecordId, Row> backup_;
    std::uint64_t backed_up_row_ = 0;
};

/// A hall with one of each.
domain::Hall small_hall(const std::string& name);

wire::Response json(int status, const std::string& body);

}  // namespace sunbooth::test
