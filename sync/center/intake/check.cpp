// SPDX-License-Identifier: Apache-2.0
#include "sync/center/intake/check.h"

#include "sync/center/intake/contents.h"
#include "sync/center/registry/hall.h"
#include "sync/center/registry/monitors.h"

#include <algorithm>

namespace sunbooth::center::intake {
namespace {

using registry::CodeKind;

/// Empty when the code is known (or blank); else the refusal. Fills `belongs` where it is wanted.
Result<std::string> refuse_unknown(store::Database& db, CodeKind kind, const std::string& code,
                                   const char* refusal, std::string* belongs = nullptr) {
    const Result<std::string> known = registry::known_code(db, kind, code);
    if (known.ok()) {
        if (belongs != nullptr) *belongs = known.value();
        return std::string{};
    }
    if (known.error().code == ErrorCode::NotFound) return std::string(refusal);
    return known.error();
}

/// The window decides the unit; without one the unit is as chosen, and may be empty.
Result<std::string> place(store::Database& db, const std::string& window, const std::string& unit,
                          ClearColumns& clear) {
    clear.window = window;
    clear.unit = unit;
    if (!window.empty()) {
        return refuse_unknown(db, CodeKind::Window, window, "unknown_window", &clear.unit);
    }
    if (!unit.empty()) return refuse_unknown(db, CodeKind::Unit, unit, "unknown_unit");
    return std::string{};
}

Result<std::string> classify(store::Database& db, const domain::Complaint& complaint,
                             CheckedRecord& record) {
    record.clear.topic = complaint.topic;
    record.occurred_from = complaint.occurred_from;
    record.occurred_to = complaint.occurred_to;
    record.clear.language = complaint.language;
    const Result<std::string> topic = refuse_unknown(db, CodeKind::Topic, complaint.topic,
                                                     "unknown_topic", &record.clear.category);
    if (!topic.ok() || !topic.value().empty()) return topic;
    return place(db, complaint.window, complaint.unit, record.clear);
}

Result<std::string> classify(store::Database& db, const domain::Rating& rating,
                             CheckedRecord& record) {
    const std::string level = std::to_string(rating.level);
    record.clear.topic = "rating-" + level;
    record.clear.language = rating.language;
    record.level = rating.level;
    record.scale = rating.scale;
    record.tags = rating.tags;
    Result<std::string> refusal =
        refuse_unknown(db, CodeKind::Level, rating.scale + "/" + level, "unknown_level");
    for (const std::string& tag : rating.tags) {
        if (!refusal.ok() || !refusal.value().empty()) return refusal;
        refusal = refuse_unknown(db, CodeKind::Tag, tag, "unknown_tag");
    }
    if (!refusal.ok() || !refusal.value().empty()) return refusal;
    return place(db, rating.window, rating.unit, record.clear);
}

Result<std::string> classify(store::Database& db, const domain::Issue& issue,
                             CheckedRecord& record) {
    record.clear.topic = std::string("issue-") + domain::to_string(issue.kind);
    record.clear.category = domain::to_string(issue.aspect);
    record.clear.language = issue.language;
    record.issue = issue;
    record.issue.text.wipe();
    // A term that has ended since does not lose the report: the file says that it had.
    const auto monitor = registry::find_monitor(db, issue.monitor);
    if (!monitor.ok() && monitor.error().code == ErrorCode::NotFound) {
        return std::string("unknown_monitor");
    }
    if (!monitor.ok()) return monitor.error();
    Result<std::string> refusal = place(db, issue.window, issue.unit, record.clear);
    record.issue.unit = record.clear.unit;
    return refusal;
}

/// Reads the layout and asks who signed it.
void authenticate(CheckedRecord& record, const fleet::Kiosk& kiosk) {
    record.digest = seal::digest(record.sealed);
    Result<seal::RecordParts> parts = seal::read_record(record.sealed);
    if (!parts.ok()) {
        record.refusal = "bad_record";
        return;
    }
    record.parts = std::move(parts).value();
    if (record.parts.seq == 0) {
        record.refusal = "bad_record";
    } else if (record.parts.kiosk != kiosk.name) {
        record.refusal = "other_kiosk";
    } else if (!seal::verify_record(record.sealed, kiosk.key)) {
        record.refusal = "bad_signature";
    } else {
        record.authentic = true;
    }
}

/// Opens the content box and judges what is in it. @return a failing database only.
Status open_content(CheckedRecord& record, CheckTools& tools) {
    const seal::BoxKey* key = tools.keys.intake_named(record.parts.intake_key);
    if (key == nullptr || !tools.keys.knows_callback(record.parts.callback_key)) {
        record.refusal = "unknown_key";
        return ok_status();
    }
    Result<Bytes> plain = seal::open_padded(record.parts.content_box, *key);
    if (!plain.ok()) {
        record.refusal = "content_unreadable";
        return ok_status();
    }
    const Result<wire::OpenedContent> content =
        wire::read_content(record.parts.kind, as_text(plain.value()));
    wipe_memory(plain.value().data(), plain.value().size());
    if (!content.ok()) {
        record.refusal = "content_invalid";
        return ok_status();
    }
    const domain::Filing& filing = content.value().filing;
    record.filed = content.value().filed_at;
    Result<std::string> refusal =
        std::visit([&](const auto& kind) { return classify(tools.db, kind, record); }, filing);
    if (!refusal.ok()) return refusal.error();
    record.refusal = std::move(refusal).value();
    if (!record.refusal.empty()) return ok_status();
    record.words = lock_words(words_of(filing), record.parts.id, tools.keys.intake, tools.random);
    return ok_status();
}

/// One durable step of the vault for the whole batch.
Status keep_contacts(std::vector<CheckedRecord>& records, vault::Vault& vault) {
    std::vector<vault::ContactBox> boxes;
    std::vector<CheckedRecord*> good;
    for (CheckedRecord& record : records) {
        if (!record.refusal.empty()) continue;
        boxes.push_back({record.parts.id, record.parts.contact_box});
        good.push_back(&record);
    }
    if (boxes.empty()) return ok_status();
    const Result<std::vector<vault::Kept>> kept = vault.keep_all(boxes);
    if (!kept.ok()) return kept.error();
    for (std::size_t i = 0; i < good.size(); ++i) {
        good[i]->has_contact = kept.value()[i] == vault::Kept::Contact;
        if (kept.value()[i] == vault::Kept::Unreadable) good[i]->refusal = "contact_unreadable";
    }
    return ok_status();
}

}  // namespace

const SecretText& words_of(const domain::Filing& filing) {
    if (const auto* complaint = std::get_if<domain::Complaint>(&filing)) return complaint->text;
    if (const auto* issue = std::get_if<domain::Issue>(&filing)) return issue->text;
    return std::get<domain::Rating>(filing).comment;
}

Result<CheckedBatch> check_batch(CheckTools tools, const fleet::Kiosk& kiosk,
                                 wire::BatchRequest batch) {
    const Result<seal::Digest> hall = registry::hall_digest(tools.db);
    if (!hall.ok()) {
        if (hall.error().code != ErrorCode::NotFound) return hall.error();
        return Error{ErrorCode::Offline, "the center has no hall yet", ""};
    }
    CheckedBatch checked;
    checked.kiosk = kiosk.name;
    checked.epoch = kiosk.epoch;
    checked.clocks = {batch.wall, batch.monotonic, batch.boot_id};
    checked.records.resize(batch.records.size());
    for (std::size_t i = 0; i < batch.records.size(); ++i) {
        CheckedRecord& record = checked.records[i];
        record.sealed = std::move(batch.records[i]);
        authenticate(record, kiosk);
    }
    const Status opened = check_contents(tools, checked.records);
    if (!opened.ok()) return opened.error().in("intake.check");
    return checked;
}

Status check_contents(CheckTools tools, std::vector<CheckedRecord>& records) {
    for (CheckedRecord& record : records) {
        if (!record.refusal.empty()) continue;
        const Status opened = open_content(record, tools);
        if (!opened.ok()) return opened;
    }
    return keep_contacts(records, tools.vault);
}

}  // namespace sunbooth::center::intake
