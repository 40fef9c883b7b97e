// SPDX-License-Identifier: Apache-2.0
#include "sync/center/fleet/kiosks.h"
#include "sync/center/intake/submissions.h"
#include "sync/center/registry/center.h"
#include "sync/center/registry/keys.h"
#include "sync/center/verbs.h"
#include "sync/center/verify_store.h"
#include "sync/domain/date.h"
#include "sync/seal/record.h"

#include <algorithm>
#include <cstdio>

namespace sunbooth::center {
namespace {

/// The countersignature that the center gave when it stored this very record.
Status tell_acceptance(store::Database& db, const std::filesystem::path& folder,
                       const seal::Digest& record) {
    const Result<registry::Keys> keys = registry::load_keys(folder);
    if (!keys.ok()) return keys.error();
    const auto accepted = intake::acceptance_of(db, record);
    if (!accepted.ok()) return accepted.error();
    if (!accepted.value()) {
        std::printf("not at this center yet: the terminal keeps it until it is\n");
        return ok_status();
    }
    const intake::Acceptance& proof = *accepted.value();
    if (!seal::verify_countersign(proof.id, record, proof.row, proof.countersignature,
                                  keys.value().signers())) {
        return Error{ErrorCode::Corrupt, "the center's countersignature is not good", "receipt"};
    }
    std::printf("accepted as record %llu: the center's countersignature is good\n",
                static_cast<unsigned long long>(proof.row));
    return ok_status();
}

}  // namespace

Status verify_receipt_text(const std::filesystem::path& folder, const std::string& text) {
    const Result<seal::Receipt> receipt = seal::read_receipt(text);
    if (!receipt.ok()) return receipt.error();
    Result<store::Database> db = registry::open_center_reader(folder);
    if (!db.ok()) return db.error();
    const auto keys = fleet::keys_of(db.value(), receipt.value().kiosk);
    if (!keys.ok()) return keys.error();
    const bool signed_by_one =
        std::any_of(keys.value().begin(), keys.value().end(),
                    [&](const auto& key) { return seal::verify_receipt(text, key); });
    if (!signed_by_one) {
        return Error{ErrorCode::Corrupt,
                     "no key of kiosk " + receipt.value().kiosk + " signed this", "receipt"};
    }
    std::printf("%s, filed on %s at %s: the signature is good\n",
                receipt.value().code.grouped().c_str(),
                domain::Date{receipt.value().day}.iso().c_str(), receipt.value().kiosk.c_str());
    return tell_acceptance(db.value(), folder, receipt.value().record);
}

Status verify_all_chains(const std::filesystem::path& folder) {
    const Result<registry::Keys> keys = registry::load_keys(folder);
    if (!keys.ok()) return keys.error();
    Result<store::Database> db = registry::open_center_reader(folder);
    if (!db.ok()) return db.error();
    const Result<StoreReport> report = verify_store(db.value(), keys.value());
    if (!report.ok()) return report.error();
    std::printf("%llu records of %llu kiosks and %llu tickets: every link holds\n",
                static_cast<unsigned long long>(report.value().records),
                static_cast<unsigned long long>(report.value().kiosks),
                static_cast<unsigned long long>(report.value().tickets));
    return ok_status();
}

}  // namespace sunbooth::center
