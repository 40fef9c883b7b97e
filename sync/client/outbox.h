// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/log.h"
#include "sync/base/random.h"
#include "sync/client/identity.h"
#include "sync/domain/receipt_code.h"
#include "sync/domain/record.h"
#include "sync/seal/record.h"
#include "sync/store/database.h"
#include "sync/store/files.h"
#include "sync/wire/messages.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

// The outbox: every record that this kiosk made, sealed, signed, chained, on disk before anybody
// says "received". The center's answer makes a record stored; only its backup lets go of the
// payload. Deleting on the first acknowledgement was tried and loses records when the center is
// restored from a backup (reliability.md 0.3); a clock-time watermark loses fewer. What is kept is
// compared by row number, within one generation of the center, for equality only.
//
// A press writes two pages: the record and its id. Everything else that the kiosk asks of its queue
// is answered by a walk from the first record that is still held, and by counts in memory; three
// more indexes cost 40 % of a commit.
//
// Beside the database stands a small file, `<database>-head`, with the number and digest of the
// last record and the request counter. It is written without waiting for the disk. A database that
// is behind it was rolled back or cut short; a fresh one after a quarantine goes on from it.

namespace sunbooth::client {

struct OutboxOptions {
    std::filesystem::path path;  ///< Of the database; damaged ones are kept beside it.
    std::string vfs = {};        ///< Name of a registered SQLite VFS; empty is the system's.
};

enum class RecordState : std::uint8_t { Unsent = 1, Stored = 2, Parked = 3 };

/// A record as made, before it is on disk.
struct PreparedRecord {
    domain::RecordKind kind = domain::RecordKind::Complaint;
    domain::RecordId id;
    std::uint64_t seq = 0;
    domain::Date day;
    Bytes record;
    seal::Digest digest;
    seal::Receipt receipt;
};

/// What the kiosk can say of a record by itself: it cannot read the rest back.
struct OutboxEntry {
    domain::RecordId id;
    domain::RecordKind kind = domain::RecordKind::Complaint;
    domain::Date day;
    RecordState state = RecordState::Unsent;
};

struct OutboxCounts {
    std::size_t unsent = 0;
    std::size_t parked = 0;
    std::size_t held = 0;          ///< Stored at the center, not yet backed up there.
    std::uint64_t bytes_held = 0;  ///< Of all payloads.
};

/// A record on its way: what the answer is checked against.
struct SentRecord {
    domain::RecordId id;
    Bytes record;
    std::uint64_t seq = 0;  ///< Its place in the queue.
};

/// The last record of a chain, or the point from which it starts.
struct ChainEnd {
    std::uint64_t seq = 0;
    seal::Digest digest;
};

/// A file of a queue that was set aside.
struct AsideFile {
    std::string name;
    std::uint64_t size = 0;
};
/// Under which a file that was set aside is remembered; the value is the generation of the center
/// that has it whole.
std::string aside_name(std::string_view file);

/// What an answer changed.
struct Applied {
    std::vector<domain::RecordId> delivered;  ///< Stored or known at the center.
    std::vector<domain::RecordId> parked;
    bool generation_changed = false;
    bool erased = false;       ///< Payloads were let go: tidy() takes them out of the log too.
    bool all_answered = true;  ///< Each sent record got a verdict that counts.
};

/// Thread: sync. One transaction an operation.
class Outbox {
public:
    /// Opens, migrates and checks the whole queue: file, indexes, schema, chain, signatures. A
    /// damaged database is moved to `quarantine-…` beside it, and what can be read of it and bears
    /// a right signature goes into a fresh one. What a cut interrupts of that goes on at the next
    /// opening (aside_note.h).
    /// @return Conflict when another process has it open; Unsupported; Io; Full.
    static Result<Outbox> open(const OutboxOptions& options, const Identity& identity, WallTime now,
                               Random& random, Log& log);

    /// Makes what the next record needs besides its words, so that a visitor waits for less: 0.15
    /// of 0.2 ms of sealing and signing. For idle moments; prepare() does without it as well.
    void prepare_ahead(const seal::KeySet& keys);
    /// Seals, chains and signs. Nothing is on disk yet.
    /// @return InvalidInput when the words do not fit into a box.
    Result<PreparedRecord> prepare(const domain::Filing& filing, const domain::FiledAt& filed_at,
                                   const seal::KeySet& keys, Random& random);
    /// One durable commit. After Io or Corrupt the outbox must be opened again: whether the record
    /// is there is known only then.
    Status commit(const PreparedRecord& prepared);
    /// Takes back the last record, which nobody was thanked for and which was never sent: its
    /// commit failed, and turned out to be on disk when the queue could be opened again. Another
    /// record: nothing happens.
    Status take_back(const domain::RecordId& id);
    /// Notes the last record in the head file. Needs no visitor to wait for it.
    void write_head();

    /// The oldest unsent records, in order. @param limit 1..wire::kBatchMax.
    Result<std::vector<SentRecord>> unsent(std::size_t limit);
    /// The oldest record that is stored but not known to be backed up, to ask for it again, and
    /// as many of the refused ones as a batch takes, others each time until all had their turn.
    Result<std::vector<SentRecord>> oldest_held();
    /// The day on which the oldest unsent record was filed.
    Result<std::optional<domain::Date>> oldest_unsent_day();
    /// Takes an answer whose signature was checked. Verdicts on records that were not sent, or
    /// with a wrong countersignature, do not count.
    Result<Applied> apply(const std::vector<SentRecord>& sent, const wire::BatchAnswer& answer,
                          const seal::SigningPublicKey& center);

    const OutboxCounts& counts() const { return counts_; }
    Result<std::optional<OutboxEntry>> find(const domain::ReceiptCode& code);
    Result<bool> holds(const domain::RecordId& id);

    /// A number for a request that this kiosk never used before, crashes included: the disk holds
    /// the end of a reserved block.
    Result<std::uint64_t> next_counter();
    /// Leaves a wide gap: the center has seen higher numbers than this kiosk remembers.
    Status skip_counters();

    /// What the kiosk knows of its center, by name (kKeySet …).
    Result<std::optional<Bytes>> recall(std::string_view name);
    Status remember(std::string_view name, ByteView value);
    /// Erased payloads leave no trace in the log either. Costs a checkpoint.
    Status tidy() { return db_.checkpoint(); }

    /// Files that were set aside and are not whole at the center, this run's and earlier ones'.
    std::size_t aside() const { return aside_.size(); }
    std::optional<AsideFile> next_aside() const {
        return aside_.empty() ? std::nullopt : std::optional(aside_.front());
    }
    Result<Bytes> read_aside(const AsideFile& file, std::uint64_t offset,
                             std::size_t bytes_max) const;
    /// By an answer of the center in this generation, which counts for all that is held.
    Status aside_is_whole(const AsideFile& file, const wire::Generation& generation);

    /// The file that a damaged database was moved to at open; empty when all was well.
    const std::string& quarantined() const { return quarantined_; }
    store::Database& database() { return db_; }

private:
    friend class OutboxOpener;
    Outbox(store::Database db, OutboxOptions options, Identity identity)
        : db_(std::move(db)), options_(std::move(options)), identity_(std::move(identity)) {}
    Status start_generation(const wire::Generation& generation, bool& changed);
    Result<bool> apply_verdict(const SentRecord& sent, const wire::RecordVerdict& verdict,
                               const wire::BatchAnswer& answer,
                               const seal::SigningPublicKey& center, Applied& applied);
    /// Places [first, end) of the queue.
    struct Places {
        std::uint64_t first, end;
    };
    Result<std::vector<SentRecord>> select(RecordState state, Places places, std::size_t limit);
    Result<std::vector<SentRecord>> parked_in_turn(std::size_t limit);
    Status take_stock();
    Status list_aside();
    Status write_head(store::Durable durable);

    store::Database db_;
    OutboxOptions options_;
    Identity identity_;
    ChainEnd head_;
    std::uint64_t counter_ = 0;           ///< The last number given out.
    std::uint64_t counter_reserved_ = 0;  ///< The last number that the disk knows of.
    std::uint64_t first_held_ = 1;        ///< No record before it has its payload any more.
    std::uint64_t next_parked_ = 1;       ///< The refused from here on have their turn next.
    OutboxCounts counts_;
    std::optional<seal::Envelope> content_, contact_;  ///< Made ahead, for the next record.
    std::string quarantined_;
    std::vector<AsideFile> aside_;
};

/// Names of what is remembered.
inline constexpr std::string_view kKeySet = "key_set";          ///< keyset/1
inline constexpr std::string_view kGeneration = "generation";   ///< 16 bytes
inline constexpr std::string_view kCenterTime = "center_time";  ///< u64, UTC ms, last signed
inline constexpr std::string_view kHallFeed = "hall_feed";      ///< The envelope as received
inline constexpr std::string_view kHallTag = "hall_tag";        ///< Its ETag
/// With a monitor's code behind it: what that monitor filed here (courier_staff.cpp).
inline constexpr std::string_view kOwnIssues = "own_issues/";
inline constexpr std::string_view kSnapshot = "snapshot";  ///< Cases, locked by their codes
inline constexpr std::string_view kSnapshotTag = "snapshot_tag";

}  // namespace sunbooth::client
