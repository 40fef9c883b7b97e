// SPDX-License-Identifier: Apache-2.0
#include "sync/center/vault/local_vault.h"

#include "sync/base/mutant.h"
#include "sync/center/vault/mask.h"
#include "sync/domain/date.h"
#include "sync/wire/content.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <sys/stat.h>
#include <unistd.h>

namespace sunbooth::center::vault {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 2> kSchema = {R"sql(
    CREATE TABLE contact (
      record_id BLOB    PRIMARY KEY CHECK (length(record_id) = 16),
      has_phone INTEGER NOT NULL,
      box       BLOB    NOT NULL             -- sealed to the callback key; empty once erased
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE reveal (                    -- append-only: who looked, why, when
      id        INTEGER PRIMARY KEY AUTOINCREMENT,
      at_ms     INTEGER NOT NULL,
      record_id BLOB    NOT NULL,
      account   TEXT    NOT NULL,
      reason    TEXT    NOT NULL
    ) STRICT;
    CREATE TRIGGER reveal_stays BEFORE DELETE ON reveal
      BEGIN SELECT raise(ABORT, 'the audit of reveals is append-only'); END;
    CREATE TRIGGER reveal_is_final BEFORE UPDATE ON reveal
      BEGIN SELECT raise(ABORT, 'the audit of reveals is append-only'); END;)sql",
                                                     R"sql(
    ALTER TABLE reveal ADD COLUMN occasion TEXT NOT NULL DEFAULT 'look_up';
    CREATE INDEX reveal_by_account ON reveal (account, occasion, at_ms);)sql"};

constexpr std::string_view kInsert = R"sql(
    INSERT INTO contact (record_id, has_phone, box) VALUES (:record, :has_phone, :box)
        ON CONFLICT (record_id) DO NOTHING)sql";

constexpr std::string_view kSelect = R"sql(
    SELECT has_phone, box FROM contact WHERE record_id = :record)sql";

constexpr std::string_view kAudit = R"sql(
    INSERT INTO reveal (at_ms, record_id, account, reason, occasion)
    VALUES (:at_ms, :record, :account, :reason, :occasion))sql";

// The same contact again is no other one: a caller looks twice before dialling.
constexpr std::string_view kCountToday = R"sql(
    SELECT count(DISTINCT record_id) FROM reveal
     WHERE account = :account AND occasion = :occasion AND at_ms >= :since_ms
       AND record_id <> :record)sql";

constexpr std::string_view kErase = R"sql(
    UPDATE contact SET has_phone = 0, box = x'' WHERE record_id = :record)sql";

constexpr std::size_t kReasonMax = 800;  ///< Bytes: 200 characters of any language.

fs::path key_file(const fs::path& center_folder) {
    return center_folder / "vault" / "callback.key";
}

bool is_blank(const std::string& text) {
    return text.find_first_not_of(" \t\r\n") == std::string::npos;
}

const char* name_of(Occasion occasion) {
    return occasion == Occasion::Call ? "call" : "look_up";
}

Error no_contact() {
    return {ErrorCode::NotFound, "no contact is kept for this record", "record"};
}

Result<store::Database> open_db(const fs::path& center_folder, store::Access access) {
    Result<store::Database> db =
        store::Database::open(center_folder / "vault" / "vault.db", {.access = access});
    if (!db.ok()) return db.error().in("vault.db");
    if (access == store::Access::Reader) return db;
    const Status migrated = store::migrate(db.value(), kSchema);
    if (!migrated.ok()) return migrated.error().in("vault.db");
    return db;
}

Status write_key(const fs::path& file, const seal::BoxKey& key) {
    std::error_code error;
    fs::create_directories(file.parent_path(), error);
    if (::chmod(file.parent_path().c_str(), 0700) != 0) {
        return Error{ErrorCode::Io, file.parent_path().string() + ": " + std::strerror(errno), ""};
    }
    if (fs::exists(file, error)) {
        return Error{ErrorCode::Conflict, file.string() + ": is there already", ""};
    }
    const mode_t before = ::umask(0077);
    std::ofstream out(file);
    ::umask(before);
    out << to_base64(key.secret.view()) << '\n' << std::flush;
    out.close();
    const int fd = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    const bool durable = fd >= 0 && ::fsync(fd) == 0;
    if (fd >= 0) ::close(fd);
    if (!out || !durable) {
        return Error{ErrorCode::Io, file.string() + ": cannot be written", ""};
    }
    return ok_status();
}

Result<seal::BoxKey> read_key(const fs::path& file) {
    std::ifstream in(file);
    std::string line;
    std::getline(in, line);
    const auto bytes = from_base64(line);
    const auto secret = bytes ? seal::BoxSecretKey::from(*bytes) : std::nullopt;
    if (!secret) {
        return invalid_input("callback.key",
                             file.string() +
                                 ": must hold 32 bytes in base64; put back the file "
                                 "that init made");
    }
    return seal::box_key_of(*secret);
}

/// The first key and those that rotations added.
Result<std::vector<seal::BoxKey>> read_keys(const fs::path& center_folder) {
    const Result<seal::BoxKey> first = read_key(key_file(center_folder));
    if (!first.ok()) return first.error();
    std::vector<seal::BoxKey> keys{first.value()};
    std::error_code none;
    for (const auto& entry : fs::directory_iterator(center_folder / "vault", none)) {
        const std::string name = entry.path().filename().string();
        if (!name.starts_with("callback-") || !name.ends_with(".key")) continue;
        const Result<seal::BoxKey> added = read_key(entry.path());
        if (!added.ok()) return added.error();
        keys.push_back(added.value());
    }
    return keys;
}

}  // namespace

Result<seal::BoxPublicKey> add_vault_key(const fs::path& center_folder, Random& random) {
    const seal::BoxKey key = seal::make_box_key(random);
    const std::string name = to_hex(seal::name_of(key.public_key).view());
    const Status written = write_key(center_folder / "vault" / ("callback-" + name + ".key"), key);
    if (!written.ok()) return written.error();
    return key.public_key;
}

Result<seal::BoxPublicKey> found_vault(const fs::path& center_folder, Random& random) {
    const seal::BoxKey key = seal::make_box_key(random);
    const Status written = write_key(key_file(center_folder), key);
    if (!written.ok()) return written.error();
    const Result<store::Database> db = open_db(center_folder, store::Access::Owner);
    if (!db.ok()) return db.error();
    return key.public_key;
}

Status backup_vault(const fs::path& center_folder, const fs::path& to) {
    Result<store::Database> db = open_db(center_folder, store::Access::Reader);
    if (!db.ok()) return db.error();
    return db.value().backup_into(to);
}

Result<std::unique_ptr<LocalVault>> LocalVault::open(const fs::path& center_folder) {
    Result<std::vector<seal::BoxKey>> keys = read_keys(center_folder);
    if (!keys.ok()) return keys.error();
    Result<store::Database> db = open_db(center_folder, store::Access::Owner);
    if (!db.ok()) return db.error();
    return std::unique_ptr<LocalVault>(
        new LocalVault(std::move(db).value(), std::move(keys).value()));
}

Result<SecretText> LocalVault::open_box(ByteView box) const {
    Result<Bytes> plain = seal::open_padded(box, keys_.front());
    for (std::size_t i = 1; i < keys_.size() && !plain.ok(); ++i) {
        plain = seal::open_padded(box, keys_[i]);
    }
    if (!plain.ok()) return plain.error();
    Result<SecretText> phone = wire::read_contact(as_text(plain.value()));
    wipe_memory(plain.value().data(), plain.value().size());
    return phone;
}

/// Inserts, or tells of the box that is there.
Result<Kept> LocalVault::insert(const ContactBox& contact) {
    const Result<SecretText> phone = open_box(contact.box);
    if (!phone.ok()) return Kept::Unreadable;
    store::Statement insert = db_.prepare(kInsert);
    insert.bind(":record", contact.record.view())
        .bind(":has_phone", phone.value().empty() ? 0 : 1)
        .bind(":box", contact.box);
    const Status inserted = insert.run();
    if (!inserted.ok()) return inserted.error().in("vault.keep");
    store::Statement select = db_.prepare(kSelect);
    const Result<bool> row = select.bind(":record", contact.record.view()).step();
    if (!row.ok()) return row.error().in("vault.keep");
    return row.value() && select.integer(0) != 0 ? Kept::Contact : Kept::Empty;
}

Status LocalVault::keep(const domain::RecordId& record, ByteView contact_box) {
    const ContactBox one[] = {{record, contact_box}};
    const Result<std::vector<Kept>> kept = keep_all(one);
    if (!kept.ok()) return kept.error();
    if (kept.value().front() == Kept::Unreadable) {
        return Error{ErrorCode::Corrupt, "the contact box does not open", "contact"};
    }
    return ok_status();
}

Result<std::vector<Kept>> LocalVault::keep_all(std::span<const ContactBox> contacts) {
    const std::lock_guard lock(mutex_);
    Result<store::Transaction> transaction = store::Transaction::begin(db_);
    if (!transaction.ok()) return transaction.error().in("vault.keep");
    std::vector<Kept> kept;
    for (const ContactBox& contact : contacts) {
        const Result<Kept> one = insert(contact);
        if (!one.ok()) return one.error();
        kept.push_back(one.value());
    }
    const Status committed = transaction.value().commit();
    if (!committed.ok()) return committed.error().in("vault.keep");
    return kept;
}

Result<SecretText> LocalVault::phone_of(const domain::RecordId& record) {
    store::Statement select = db_.prepare(kSelect);
    const Result<bool> row = select.bind(":record", record.view()).step();
    if (!row.ok()) return row.error().in("vault");
    if (!row.value()) return no_contact();
    const Bytes box = select.blob(1);
    if (box.empty()) return SecretText{};
    return open_box(box);
}

Result<std::string> LocalVault::mask(const domain::RecordId& record) {
    const std::lock_guard lock(mutex_);
    const Result<SecretText> phone = phone_of(record);
    if (!phone.ok()) return phone.error();
    return masked(phone.value().view());
}

Status LocalVault::check_quota(const Asked& asked, WallTime now) {
    const domain::Date today = domain::date_of(now);
    const WallTime midnight = wall_ms(std::int64_t{today.days} * 86'400'000) - domain::kHallOffset;
    store::Statement count = db_.prepare(kCountToday);
    count.bind(":account", asked.account).bind(":occasion", name_of(asked.occasion));
    count.bind(":since_ms", to_ms(midnight)).bind(":record", asked.record.view());
    const Result<bool> row = count.step();
    if (!row.ok()) return row.error().in("vault.quota");
    const int most = asked.occasion == Occasion::Call ? kCallsPerDay : kLookUpsPerDay;
    if (count.integer(0) < most || mutant("vault.no_quota")) return ok_status();
    Error error{ErrorCode::TooMany, "as many contacts as one may see in a day were seen", "quota"};
    error.retry_after =
        std::chrono::ceil<std::chrono::seconds>(midnight + std::chrono::hours{24} - now);
    return error;
}

Result<SecretText> LocalVault::reveal(const Asked& asked, WallTime now) {
    if (is_blank(asked.reason)) return invalid_input("reason", "say why the contact is needed");
    if (asked.reason.size() > kReasonMax) {
        return invalid_input("reason", "is longer than 800 bytes");
    }
    const std::lock_guard lock(mutex_);
    if (Status room = check_quota(asked, now); !room.ok()) return room.error();
    store::Statement audit = db_.prepare(kAudit);
    audit.bind(":at_ms", to_ms(now)).bind(":record", asked.record.view());
    std::string reason = asked.reason;
    if (mutant("vault.audits_the_number")) reason = phone_of(asked.record).value().view();
    audit.bind(":account", asked.account).bind(":reason", reason);
    audit.bind(":occasion", name_of(asked.occasion));
    const Status audited = mutant("vault.reveal_unaudited") ? ok_status() : audit.run();
    if (!audited.ok()) return audited.error().in("vault.reveal");
    return phone_of(asked.record);
}

Status LocalVault::erase(const domain::RecordId& record) {
    const std::lock_guard lock(mutex_);
    store::Statement erase = db_.prepare(kErase);
    const Status erased = erase.bind(":record", record.view()).run();
    if (!erased.ok()) return erased.error().in("vault.erase");
    if (db_.changes() == 0) return no_contact();
    return db_.checkpoint();  // The log would keep the box as it was.
}

}  // namespace sunbooth::center::vault
