// SPDX-License-Identifier: Apache-2.0
#include "sync/center/fleet/kiosks.h"
#include "sync/center/registry/center.h"
#include "sync/center/registry/keys.h"
#include "sync/center/verbs.h"
#include "sync/center/verify_store.h"
#include "sync/domain/date.h"
#include "sync/seal/record.h"

#include <algorithm>
#include <cstdio>

namespace sunbooth::center {

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
    return ok_status();
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
