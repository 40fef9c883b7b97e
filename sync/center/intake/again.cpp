// SPDX-License-Identifier: Apache-2.0
#include "sync/center/intake/again.h"

#include "sync/base/mutant.h"
#include "sync/center/intake/contents.h"
#include "sync/center/intake/parked.h"

#include <algorithm>

namespace sunbooth::center::intake {
namespace {

/// The bytes were signed by this kiosk when they came; that nobody changed them since is asked
/// again, of every key that it ever had.
Result<CheckedRecord> read_again(store::Database& db, WaitingRecord waiting) {
    CheckedRecord record;
    record.digest = seal::digest(waiting.sealed);
    Result<seal::RecordParts> parts = seal::read_record(waiting.sealed);
    const auto keys = fleet::keys_of(db, waiting.kiosk);
    if (!keys.ok()) return keys.error();
    record.authentic = parts.ok() && parts.value().kiosk == waiting.kiosk &&
                       std::ranges::any_of(keys.value(), [&](const seal::SigningPublicKey& key) {
                           return seal::verify_record(waiting.sealed, key);
                       });
    if (!record.authentic) record.refusal = "bad_signature";
    if (parts.ok()) record.parts = std::move(parts).value();
    record.sealed = std::move(waiting.sealed);
    return record;
}

}  // namespace

Result<JudgedAgain> judge_parked(CheckTools tools, std::int64_t after, int limit) {
    JudgedAgain judged;
    judged.last = after;
    if (mutant("intake.parked_stays")) return judged;
    Result<std::vector<WaitingRecord>> waiting = waiting_records(tools.db, after, limit);
    if (!waiting.ok()) return waiting.error();
    std::vector<CheckedRecord> records;
    for (const WaitingRecord& one : waiting.value()) {
        Result<CheckedRecord> record = read_again(tools.db, one);
        if (!record.ok()) return record.error().in("intake.judge_parked");
        records.push_back(std::move(record).value());
    }
    const Status opened = check_contents(tools, records);
    if (!opened.ok()) return opened.error().in("intake.judge_parked");
    for (std::size_t i = 0; i < records.size(); ++i) {
        const WaitingRecord& one = waiting.value()[i];
        judged.last = one.id;
        if (!records[i].refusal.empty()) continue;
        CheckedBatch batch{one.kiosk, one.epoch, {}, {}};
        batch.records.push_back(std::move(records[i]));
        judged.good.push_back(std::move(batch));
    }
    judged.tried = static_cast<int>(records.size());
    judged.is_end = records.size() < static_cast<std::size_t>(limit);
    return judged;
}

}  // namespace sunbooth::center::intake
