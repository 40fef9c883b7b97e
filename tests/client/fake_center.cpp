// SPDX-License-Identifier: Apache-2.0
#include "tests/client/fake_center.h"

#include "sync/wire/content.h"
#include "sync/wire/hall.h"
#include "sync/wire/quarantine.h"
#include "sync/wire/routes.h"
#include "sync/wire/signature.h"

namespace sunbooth::test {

using domain::RecordId;

wire::Response json(int status, const std::string& body) {
    return {status, {{"content-type", "application/json"}}, to_bytes(body)};
}

domain::Hall small_hall(const std::string& name) {
    domain::Hall hall;
    hall.id = "demo";
    hall.version = 1;
    hall.name = {name, "Hall", ""};
    hall.units = {{.code = "scjg", .name = {"市场监管局", "", ""}, .phone = ""}};
    hall.windows = {{.code = "3", .unit = "scjg", .name = {"企业开办", "", ""}}};
    hall.topics = {{.code = "absent",
                    .name = {"窗口没人", "", ""},
                    .hint = {},
                    .icon = "person_off",
                    .categories = {"07"}}};
    hall.scale = {"national-5", {}};
    for (int level = 5; level >= 1; --level) {
        hall.scale.levels.push_back({level, {"级" + std::to_string(level), "", ""}, {}});
    }
    hall.hours = {{.weekday = 1, .from = 540, .to = 1020}};
    hall.figures.until = domain::Date::of(2026, 10, 31);
    hall.promises = {"demo", domain::Date::of(2026, 1, 1), 3, 15};
    hall.calendar.known_until = domain::Date::of(2026, 12, 31);
    return hall;
}

FakeCenter::FakeCenter(Random& random) : random_(random) {
    root = seal::make_signing_key(random);
    center = seal::make_signing_key(random);
    intake = seal::make_box_key(random);
    callback = seal::make_box_key(random);
    random.fill(generation_.bytes);
}

Bytes FakeCenter::key_set(std::uint32_t version) const {
    const seal::KeySet keys{intake.public_key, callback.public_key, center.public_key, version};
    return seal::write_key_set(keys, root);
}

std::string FakeCenter::feed(const std::string& hall_name) const {
    const Bytes hall = to_bytes(wire::write_hall(small_hall(hall_name)));
    return wire::write_hall_envelope({hall, key_set(), seal::sign(center, hall)});
}

std::set<RecordId> FakeCenter::stored() const {
    std::set<RecordId> ids;
    for (const auto& [id, row] : rows_) ids.insert(id);
    return ids;
}

std::string FakeCenter::text_of(const RecordId& id) const {
    const seal::RecordParts parts = seal::read_record(rows_.at(id).record).value();
    const Bytes content = seal::open_padded(parts.content_box, intake).value();
    const auto opened = wire::read_content(parts.kind, as_text(content)).value();
    return std::string(std::get<domain::Complaint>(opened.filing).text.view());
}

void FakeCenter::back_up() {
    backup_ = rows_;
    backed_up_row_ = last_row_;
}

void FakeCenter::restore() {
    rows_ = backup_;
    last_row_ = backed_up_row_;
    backed_up_row_ = 0;
    random_.fill(generation_.bytes);
}

wire::Response FakeCenter::answer(const wire::Request& request) {
    if (always) return *always;
    wire::Response response = unsigned_answer(request);
    response.headers[std::string(wire::kAnswerSignature)] =
        to_base64(seal::sign(center, response.body).view());
    return response;
}

wire::Response FakeCenter::unsigned_answer(const wire::Request& request) {
    const auto claim = wire::read_signature_claim(request);
    if (!claim.ok() || !wire::verify_request(request, kiosk_key).ok()) {
        return json(401, wire::write_problem({ErrorCode::Unauthorized, "signature", ""}, 401));
    }
    if (!counters.insert(claim.value().counter).second) {
        return json(409, wire::write_problem({ErrorCode::Conflict, "counter", ""}, 409));
    }
    bodies[request.path] = as_text(request.body);
    if (at.contains(request.path)) return at.at(request.path);
    if (request.path == wire::route::kRecords) return take_batch(request);
    if (request.path == wire::route::kQuarantine) return take_piece(request);
    return json(404, wire::write_problem({ErrorCode::NotFound, "nothing here", ""}, 404));
}

wire::Response FakeCenter::take_piece(const wire::Request& request) {
    const auto piece = wire::read_quarantine_piece(as_text(request.body));
    if (!piece.ok()) return json(400, wire::write_problem(piece.error(), 400));
    Bytes& file = aside[piece.value().file];
    const auto plain = seal::open_bytes(piece.value().sealed, intake);
    if (!plain.ok()) return json(400, wire::write_problem(plain.error(), 400));
    if (piece.value().offset == file.size()) {
        file.insert(file.end(), plain.value().begin(), plain.value().end());
    }
    return json(200, wire::write(wire::QuarantineAnswer{generation_, file.size()}));
}

wire::Response FakeCenter::take_batch(const wire::Request& request) {
    const auto batch = wire::read_batch_request(as_text(request.body));
    if (!batch.ok()) return json(400, wire::write_problem(batch.error(), 400));
    ++batches;
    wire::BatchAnswer answer;
    answer.generation = generation_;
    answer.center_time_ms = center_time_ms;
    for (const Bytes& record : batch.value().records) answer.verdicts.push_back(take(record));
    answer.backed_up_row = backed_up_row_;
    return json(200, wire::write(answer));
}

wire::RecordVerdict FakeCenter::take(const Bytes& record) {
    const seal::RecordParts parts = seal::read_record(record).value();
    wire::RecordVerdict verdict;
    verdict.id = parts.id;
    if (!seal::verify_record(record, kiosk_key) || refuse_seqs.contains(parts.seq)) {
        verdict.verdict = wire::Verdict::Refused;
        verdict.reason = "bad_content";
        return verdict;
    }
    const auto [at_row, fresh] = rows_.try_emplace(parts.id, Row{record, last_row_ + 1});
    if (fresh) {
        ++last_row_;
        ++rows_taken;
    }
    if (at_row->second.record != record) {
        verdict.verdict = wire::Verdict::Conflict;
        verdict.reason = "other_digest";
        return verdict;
    }
    verdict.verdict = fresh ? wire::Verdict::Stored : wire::Verdict::Duplicate;
    verdict.row = at_row->second.row;
    verdict.countersignature = seal::countersign(parts.id, seal::digest(record), verdict.row,
                                                 forge_countersignatures ? root : center);
    return verdict;
}

}  // namespace sunbooth::test
