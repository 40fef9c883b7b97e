// SPDX-License-Identifier: Apache-2.0
// Opening the outbox: check everything, and if it is damaged, set it aside and go on.
#include "sync/base/mutant.h"
#include "sync/client/aside_note.h"
#include "sync/client/outbox_check.h"
#include "sync/client/outbox_head.h"
#include "sync/store/files.h"

#include <array>
#include <outbox_migrations.h>

namespace sunbooth::client {
namespace {

using store::Database;
using store::Transaction;

constexpr std::string_view kCounter = "counter";
constexpr std::string_view kChainStart = "chain_start";

/// Only the last record, and only while nobody has heard of it.
constexpr std::string_view kDeleteLast = R"sql(
    DELETE FROM record
     WHERE id = :id AND state = 1 AND seq = (SELECT max(seq) FROM record))sql";

constexpr std::string_view kSelectLast = R"sql(
    SELECT seq, digest FROM record ORDER BY seq DESC LIMIT 1)sql";

std::array<std::string_view, 3> migrations() {
    return {migration::_0001_outbox_sql, migration::_0002_fewer_indexes_sql,
            migration::_0003_twins_sql};
}

std::filesystem::path beside(const std::filesystem::path& path, std::string_view suffix) {
    std::filesystem::path other = path;
    other += suffix;
    return other;
}

std::uint64_t number_of(const std::optional<Bytes>& bytes) {
    return bytes ? ByteReader(*bytes).u64() : 0;
}

ChainEnd start_of(const std::optional<Bytes>& bytes) {
    if (!bytes) return {};
    ByteReader in(*bytes);
    const std::uint64_t seq = in.u64();
    return {seq, in.fixed<seal::Digest>()};
}

/// A number that this kiosk has hardly used before, when nothing says which it has. The center
/// reports the gap; a number used twice would look like a cloned kiosk.
std::uint64_t far_away(Random& random) {
    return random.between(std::uint64_t{1} << 40U, std::uint64_t{1} << 41U);
}

}  // namespace

/// One opening; knows what was found so far.
class OutboxOpener {
public:
    OutboxOpener(const OutboxOptions& options, const Identity& identity)
        : options_(options), identity_(identity), note_(options.path, options.vfs) {
        Result<std::optional<Bytes>> bytes =
            store::read_small_file(beside(options.path, "-head"), options.vfs, kHeadFileBytes);
        had_head_file_ = bytes.ok() && bytes.value();
        if (had_head_file_) head_ = read_head_file(*bytes.value());
    }

    /// The queue whose setting aside was interrupted.
    Result<std::optional<std::string>> interrupted() const { return note_.unfinished(); }

    /// The database as it lies there.
    Result<Outbox> as_it_is() {
        Result<Outbox> outbox = opened();
        if (!outbox.ok()) return outbox.error();
        Database& db = outbox.value().db_;
        const Status begun = check_begun(db);
        if (!begun.ok()) return begun.error();
        const Status migrated = migrate_and_check(db);
        if (!migrated.ok()) return migrated.error();
        const Status whole = db.check_indexes();
        Status linked = whole;
        if (whole.ok()) linked = take_up_chain(outbox.value());
        if (linked.ok()) linked = outbox.value().list_aside();
        if (linked.ok()) {
            db.fold_on_close();
            return outbox;
        }
        return linked.error();
    }

    /// A name of its own for the damaged one, noted on disk before anything moves.
    Result<std::string> name_aside(WallTime now) {
        const std::string stamp = "quarantine-" + std::to_string(to_ms(now) / 1000);
        std::string name = stamp;
        for (int n = 2; is_taken(name); ++n) name = stamp + "-" + std::to_string(n);
        const Status noted = note_.begin(name);
        if (!noted.ok()) return noted.error();
        return name;
    }

    /// Moves the damaged one there, or what a cut left of the moves, and searches it.
    Status set_aside(const std::string& name, WallTime now) {
        const Result<bool> moved = note_.is_moved(name);
        if (!moved.ok()) return moved.error();
        const std::filesystem::path path = options_.path.parent_path() / name;
        if (!moved.value()) {
            Status done = store::move_database(options_.path, path, options_.vfs);
            if (done.ok()) done = note_.set_moved(name);
            if (!done.ok()) return done;
        }
        search_tables(path);
        for (const std::string_view part : {"", "-wal"}) {
            const Status searched = salvage_bytes(beside(path, part), options_.vfs, identity_,
                                                  domain::date_of(now), salvage_);
            if (!searched.ok()) return searched;
            if (store::file_exists(beside(path, part), options_.vfs)) {
                salvage_.memory[aside_name(name + std::string(part))] = Bytes{0};  // Nowhere whole.
            }
        }
        settle(salvage_, head_ ? std::optional(ChainEnd{head_->seq, head_->digest}) : std::nullopt);
        return ok_status();
    }

    /// A database that goes on where the damaged one ended, with what was salvaged.
    Result<Outbox> fresh(Random& random) {
        Result<Outbox> outbox = filled(random);
        if (!outbox.ok() && outbox.error().code == ErrorCode::Corrupt) {
            // What a cut left of a fresh one holds nothing but copies.
            const Status cleared = clear();
            if (!cleared.ok()) return cleared.error();
            outbox = filled(random);
        }
        if (!outbox.ok()) return outbox;
        const Status ended = note_.end();
        if (!ended.ok()) return ended.error();
        outbox.value().db_.fold_on_close();
        return outbox;
    }

    std::size_t salvaged() const { return salvage_.records.size(); }

private:
    bool is_taken(const std::string& name) const {
        const std::filesystem::path path = options_.path.parent_path() / name;
        return store::file_exists(path, options_.vfs) ||
               store::file_exists(beside(path, "-wal"), options_.vfs);
    }

    /// What cannot be opened is searched by its bytes alone.
    void search_tables(const std::filesystem::path& path) {
        if (!store::file_exists(path, options_.vfs)) return;
        Result<Database> db =
            Database::open(path, {.exclusive = true, .vfs = options_.vfs, .keep_log = true});
        if (!db.ok() || !store::check_schema(db.value(), migrations()).ok()) return;
        salvage_tables(db.value(), identity_, salvage_);
    }

    Status clear() {
        for (const std::string_view part : {"-wal", ""}) {
            const Status gone = store::remove_file(beside(options_.path, part), options_.vfs);
            if (!gone.ok()) return gone;
        }
        return ok_status();
    }

    /// All in one transaction: a fresh one that has a beginning was filled before a cut.
    Result<Outbox> filled(Random& random) {
        Result<Outbox> outbox = opened();
        if (!outbox.ok()) return outbox.error();
        Outbox& box = outbox.value();
        Status done = migrate_and_check(box.db_);
        if (!done.ok()) return done.error();
        const Result<std::optional<Bytes>> start = box.recall(kChainStart);
        if (!start.ok()) return start.error();
        if (start.value()) {
            done = take_up_chain(box);
        } else {
            box.head_ = last_known(random);
            box.counter_reserved_ = box.counter_ = head_ ? head_->counter : far_away(random);
            done = fill(box);
            if (done.ok()) box.write_head();
            if (done.ok()) done = box.take_stock();
        }
        if (done.ok()) done = box.list_aside();
        if (!done.ok()) return done.error();
        return outbox;
    }

    Result<Outbox> opened() {
        Result<Database> db = Database::open(
            options_.path, {.exclusive = true, .vfs = options_.vfs, .keep_log = true});
        if (!db.ok()) return db.error();
        return Outbox(std::move(db).value(), options_, identity_);
    }

    static Result<std::size_t> version_of(Database& db) {
        store::Statement read = db.prepare("PRAGMA user_version");
        const Result<bool> row = read.step();
        if (!row.ok()) return row.error();
        return static_cast<std::size_t>(read.integer(0));
    }

    /// The head file is first written when the tables are on disk. Without them the log lost its
    /// beginning: tables made anew would be written over the records that stand behind it.
    Status check_begun(Database& db) const {
        const Result<std::size_t> version = version_of(db);
        if (!version.ok()) return version.error();
        if (version.value() > 0 || !had_head_file_) return ok_status();
        return Error{ErrorCode::Corrupt, "the tables are gone", ""};
    }

    /// New tables go into the file itself at once, where damage to the log does not reach them.
    static Status migrate_and_check(Database& db) {
        const auto list = migrations();
        const Result<std::size_t> version = version_of(db);
        if (!version.ok()) return version.error();
        const Status migrated = store::migrate(db, list);
        if (!migrated.ok()) return migrated;
        if (version.value() < list.size()) {
            const Status folded = db.checkpoint();
            if (!folded.ok()) return folded;
        }
        return store::check_schema(db, list);
    }

    Status take_up_chain(Outbox& outbox) {
        const Result<std::optional<Bytes>> start = outbox.recall(kChainStart);
        if (!start.ok()) return start.error();
        const Result<ChainEnd> end = check_chain(outbox.db_, identity_, start_of(start.value()));
        if (!end.ok()) return end.error();
        if (head_ && head_->seq > end.value().seq) {
            return Error{ErrorCode::Corrupt,
                         "record " + std::to_string(head_->seq) + ": is missing at the end", ""};
        }
        if (head_ && head_->seq == end.value().seq && head_->digest != end.value().digest) {
            return Error{ErrorCode::Corrupt,
                         "record " + std::to_string(head_->seq) + ": another stood in its place",
                         ""};
        }
        const Result<std::optional<Bytes>> counter = outbox.recall(kCounter);
        if (!counter.ok()) return counter.error();
        outbox.head_ = end.value();
        outbox.counter_reserved_ = std::max(number_of(counter.value()), head_ ? head_->counter : 0);
        outbox.counter_ = outbox.counter_reserved_;
        outbox.write_head();
        return outbox.take_stock();
    }

    ChainEnd last_known(Random& random) const {
        ChainEnd end;
        if (head_) end = {head_->seq, head_->digest};
        if (!salvage_.records.empty()) {
            const auto& [seq, last] = *salvage_.records.rbegin();
            if (seq > end.seq) end = {seq, seal::digest(last.front().record)};
        }
        if (!head_ && salvage_.records.empty()) end.seq = far_away(random);
        return end;
    }

    Status fill(Outbox& box) {
        Result<Transaction> transaction = Transaction::begin(box.db_);
        if (!transaction.ok()) return transaction.error();
        const Bytes start = ByteWriter{}.u64(box.head_.seq).raw(box.head_.digest.view()).take();
        Status kept = box.remember(kChainStart, start);
        if (kept.ok()) {
            kept = box.remember(kCounter, ByteWriter{}.u64(box.counter_reserved_).bytes());
        }
        for (const auto& [name, value] : salvage_.memory) {
            if (kept.ok()) kept = box.remember(name, value);
        }
        if (kept.ok()) kept = restore(box.db_, salvage_);
        if (!kept.ok()) return kept;
        return transaction.value().commit();
    }

    OutboxOptions options_;
    Identity identity_;
    AsideNote note_;
    bool had_head_file_ = false;
    std::optional<HeadFile> head_;
    Salvage salvage_;
};

Status Outbox::take_back(const domain::RecordId& id) {
    Result<Transaction> transaction = Transaction::begin(db_);
    if (!transaction.ok()) return transaction.error();
    store::Statement remove = db_.prepare(kDeleteLast);
    const Status removed = remove.bind(":id", id.view()).run();
    if (!removed.ok()) return removed.error().in("outbox.take_back");
    if (db_.changes() == 0) return ok_status();
    const Result<std::optional<Bytes>> start = recall(kChainStart);
    if (!start.ok()) return start.error();
    ChainEnd end = start_of(start.value());
    store::Statement last = db_.prepare(kSelectLast);
    const Result<bool> row = last.step();
    if (!row.ok()) return row.error().in("outbox.take_back");
    if (row.value() && static_cast<std::uint64_t>(last.integer(0)) > end.seq) {
        end = {static_cast<std::uint64_t>(last.integer(0)), last.fixed<seal::Digest>(1)};
    }
    last.reset();
    // The head goes back first, and waits for the disk: one that is ahead of a sound queue after a
    // cut would have it set aside.
    head_ = end;
    const bool late = mutant("client.head_ahead");
    const Status noted = write_head(late ? store::Durable::No : store::Durable::Yes);
    if (!noted.ok()) return noted.error().in("outbox.take_back");
    const Status committed = transaction.value().commit();
    if (!committed.ok()) return committed.error().in("outbox.take_back");
    return take_stock();
}

Result<Outbox> Outbox::open(const OutboxOptions& options, const Identity& identity, WallTime now,
                            Random& random, Log& log) {
    OutboxOpener opener(options, identity);
    const Result<std::optional<std::string>> begun = opener.interrupted();
    if (!begun.ok()) return begun.error().in("outbox.quarantine");
    std::string name = begun.value().value_or("");
    std::string why = "its setting aside was interrupted";
    if (!begun.value()) {
        Result<Outbox> found = opener.as_it_is();
        // A disk that fails once while the tables are read makes SQLite call the file malformed:
        // nothing is set aside before a second look says the same.
        if (!found.ok() && found.error().code == ErrorCode::Corrupt && !mutant("client.one_look")) {
            found = opener.as_it_is();
        }
        if (found.ok() || found.error().code != ErrorCode::Corrupt) return found;
        why = found.error().detail;
        const Result<std::string> named = opener.name_aside(now);
        if (!named.ok()) return named.error().in("outbox.quarantine");
        name = named.value();
    }
    const Status aside = opener.set_aside(name, now);
    if (!aside.ok()) return aside.error().in("outbox.quarantine");
    Result<Outbox> fresh = opener.fresh(random);
    if (!fresh.ok()) return fresh.error().in("outbox.fresh");
    fresh.value().quarantined_ = name;
    log.error("outbox.quarantined",
              {{"file", name}, {"why", why}, {"salvaged", opener.salvaged()}});
    return fresh;
}

}  // namespace sunbooth::client
