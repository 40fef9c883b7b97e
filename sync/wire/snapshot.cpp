// SPDX-License-Identifier: Apache-2.0
#include "sync/wire/snapshot.h"

#include "sync/wire/json.h"
#include "sync/wire/messages.h"

namespace sunbooth::wire {
namespace {

namespace json = boost::json;

using FiledUnder = decltype(SnapshotEntry::filed_under);

constexpr std::string_view kFilePurpose = "sunbooth cases/1 file";
constexpr std::string_view kLockPurpose = "sunbooth cases/1 lock";
constexpr std::size_t kBoxBytesMax = 4096;

/// Length-prefixed, so that no two pairs of number and code give the same bytes.
Bytes material(std::string_view case_no, std::string_view query_code) {
    return ByteWriter{}
        .u16(static_cast<std::uint16_t>(case_no.size()))
        .raw(as_bytes(case_no))
        .raw(as_bytes(query_code))
        .take();
}

FiledUnder file_under(ByteView pair) {
    const seal::SecretKey derived = seal::derive_key(kFilePurpose, pair);
    return *FiledUnder::from(ByteView(derived.bytes).first(FiledUnder::kSize));
}

}  // namespace

SnapshotEntry lock_case(const domain::CaseView& view, std::string_view query_code, Random& random) {
    const Bytes pair = material(view.case_no, query_code);
    return {file_under(pair),
            seal::encrypt(seal::derive_key(kLockPurpose, pair), as_bytes(write(view)), random)};
}

Result<domain::CaseView> find_case(const Snapshot& snapshot, std::string_view case_no,
                                   std::string_view query_code) {
    const Bytes pair = material(case_no, query_code);
    const FiledUnder wanted = file_under(pair);
    for (const SnapshotEntry& entry : snapshot.entries) {
        if (entry.filed_under != wanted) continue;
        const Result<SecretText> opened =
            seal::decrypt(seal::derive_key(kLockPurpose, pair), entry.box);
        if (!opened.ok()) return opened.error();
        return read_case_view(opened.value().view());
    }
    return Error{ErrorCode::NotFound, "no case is filed under this number and code", "case_no"};
}

std::string write_snapshot(const Snapshot& snapshot) {
    json::array entries;
    for (const SnapshotEntry& entry : snapshot.entries) {
        entries.push_back(json::object{{"filed_under", to_base64(entry.filed_under.view())},
                                       {"box", to_base64(entry.box)}});
    }
    return json::serialize(
        json::object{{"made_at_ms", snapshot.made_at_ms}, {"entries", std::move(entries)}});
}

Result<Snapshot> read_snapshot(std::string_view text) {
    const Result<json::value> parsed = parse_json(text, kSnapshotBytesMax);
    if (!parsed.ok()) return parsed.error().in("cases");
    FieldReader in(parsed.value());
    Snapshot snapshot;
    snapshot.made_at_ms = in.integer("made_at_ms", 0, 253'402'300'799'000);
    in.objects("entries", kSnapshotEntriesMax, [&](FieldReader& row) {
        snapshot.entries.push_back(
            {row.fixed<FiledUnder>("filed_under"), row.base64("box", kBoxBytesMax)});
    });
    if (in.error()) return in.error()->in("cases");
    return snapshot;
}

}  // namespace sunbooth::wire
