// SPDX-License-Identifier: Apache-2.0
// Where a record's time at the center goes: the steps of intake one by one, on one thread, on the
// database that the load has filled.
#include "sync/center/intake/commit.h"
#include "sync/center/registry/center.h"
#include "sync/center/registry/keys.h"
#include "sync/center/vault/local_vault.h"
#include "sync/wire/routes.h"
#include "tests/bench/bench.h"

#include <fstream>

namespace sunbooth::bench {
namespace {

using namespace sunbooth::center;

constexpr int kBatches = 50;
constexpr double kRecords = kBatches * double{wire::kBatchMax};

using Batches = std::vector<wire::BatchRequest>;

Result<Batches> make_batches(const client::Identity& identity, const fleet::Kiosk& kiosk,
                             const registry::Keys& keys, Random& random) {
    SystemClock clock;
    RecordMaker maker(identity, keys.set, kiosk.head_seq, kiosk.head);
    Batches batches(kBatches);
    for (wire::BatchRequest& batch : batches) {
        batch.wall = clock.wall();
        batch.monotonic = clock.now();
        batch.boot_id = kBootId;
        while (batch.records.size() < wire::kBatchMax) {
            Result<Bytes> record = maker.next(random);
            if (!record.ok()) return record.error();
            batch.records.push_back(std::move(record).value());
        }
    }
    return batches;
}

/// The pure steps. @return Corrupt when one of them fails: then nothing was measured.
Status measure_steps(const Batches& batches, const fleet::Kiosk& kiosk,
                     const registry::Keys& keys) {
    Seconds verify{}, open{}, validate{};
    bool fine = true;
    for (const wire::BatchRequest& batch : batches) {
        for (const Bytes& record : batch.records) {
            verify += time_of([&] { fine = fine && seal::verify_record(record, kiosk.key); });
            const Result<seal::RecordParts> parts = seal::read_record(record);
            if (!parts.ok()) return parts.error();
            Result<Bytes> plain = Error{ErrorCode::Internal, "not opened", ""};
            open +=
                time_of([&] { plain = seal::open_padded(parts.value().content_box, keys.intake); });
            if (!plain.ok()) return plain.error();
            validate += time_of([&] {
                fine = fine && wire::read_content(parts.value().kind, as_text(plain.value())).ok();
            });
        }
    }
    if (!fine) return Error{ErrorCode::Corrupt, "a record of the bench is not valid", ""};
    report("split: verify the signature, a record", in_us(verify / kRecords));
    report("split: open the sealed content", in_us(open / kRecords));
    report("split: validate what is in it", in_us(validate / kRecords));
    return ok_status();
}

Result<std::vector<intake::CheckedBatch>> check_all(intake::CheckTools tools,
                                                    const fleet::Kiosk& kiosk,
                                                    const Batches& batches) {
    std::vector<intake::CheckedBatch> all;
    Status failed = ok_status();
    const Seconds taken = time_of([&] {
        for (const wire::BatchRequest& batch : batches) {
            Result<intake::CheckedBatch> one = intake::check_batch(tools, kiosk, batch);
            if (!one.ok()) {
                failed = one.error();
                return;
            }
            all.push_back(std::move(one).value());
        }
    });
    if (!failed.ok()) return failed.error();
    report("split: all checks, with code look-ups and the vault's durable step",
           in_us(taken / kRecords));
    return all;
}

Status measure_store(store::Database& db, const registry::Keys& keys,
                     const std::vector<intake::CheckedBatch>& batches) {
    SystemClock clock;
    Status failed = ok_status();
    Seconds writing{}, disk{};
    Result<store::Transaction> transaction = store::Transaction::begin(db);
    if (!transaction.ok()) return transaction.error();
    writing = time_of([&] {
        for (const intake::CheckedBatch& batch : batches) {
            const Result<intake::Committed> done =
                intake::commit_batch(db, keys, batch, clock.wall());
            if (!done.ok()) failed = done.error();
            if (done.ok() && done.value().answer.verdicts[0].verdict != wire::Verdict::Stored) {
                failed = Error{ErrorCode::Refused, done.value().answer.verdicts[0].reason, ""};
            }
        }
    });
    if (!failed.ok()) return failed;
    disk = time_of([&] { failed = transaction.value().commit(); });
    if (!failed.ok()) return failed;
    report("split: store with ticket, event and countersignature", in_us(writing / kRecords));
    report("split: one commit of " + fixed(kRecords, 0) + " records, shared",
           in_us(disk / kRecords));
    return ok_status();
}

/// A batch as it stands in a request; its answer is about 280 bytes a record.
Status measure_tls(const std::filesystem::path& center_folder, const wire::BatchRequest& batch) {
    constexpr std::size_t kAnswerBytes = 280 * wire::kBatchMax;
    return tls(center_folder / "tls" / "server.pem", center_folder / "tls" / "server.key",
               wire::write(batch).size(), kAnswerBytes, double{wire::kBatchMax});
}

}  // namespace

Status split(const std::filesystem::path& center_folder, const std::filesystem::path& kiosks) {
    std::ifstream list(kiosks / "kiosks");
    std::string name;
    list >> name;
    const Result<domain::KioskId> id = domain::KioskId::parse(name);
    if (!id.ok()) return id.error();
    const Result<client::Identity> identity = client::load_identity(kiosks / name, id.value());
    if (!identity.ok()) return identity.error();
    const Result<registry::Keys> keys = registry::load_keys(center_folder);
    if (!keys.ok()) return keys.error();
    Result<std::unique_ptr<vault::LocalVault>> vault = vault::LocalVault::open(center_folder);
    if (!vault.ok()) return vault.error();
    Result<store::Database> db = registry::open_center(center_folder);
    if (!db.ok()) return db.error();
    const Result<fleet::Kiosk> kiosk = fleet::find_kiosk(db.value(), name);
    if (!kiosk.ok()) return kiosk.error();
    OsRandom random;
    const Result<Batches> batches =
        make_batches(identity.value(), kiosk.value(), keys.value(), random);
    if (!batches.ok()) return batches.error();
    const Status encrypted = measure_tls(center_folder, batches.value().front());
    if (!encrypted.ok()) return encrypted;
    const Status steps = measure_steps(batches.value(), kiosk.value(), keys.value());
    if (!steps.ok()) return steps;
    const auto checked = check_all({db.value(), keys.value(), *vault.value(), random},
                                   kiosk.value(), batches.value());
    if (!checked.ok()) return checked.error();
    return measure_store(db.value(), keys.value(), checked.value());
}

}  // namespace sunbooth::bench
