// SPDX-License-Identifier: Apache-2.0
#include "sync/center/cases/cases.h"

#include "sync/base/mutant.h"
#include "sync/center/cases/proof.h"
#include "sync/center/cases/rows.h"
#include "sync/domain/id_card.h"

namespace sunbooth::center::cases {
namespace {

constexpr std::size_t kLast4 = 4;

constexpr std::string_view kSelect = R"sql(
    SELECT service, unit, window, masked_name, stage, accepted_on, promised_wd, due_on,
           updated_at_ms, id_hash, phone_hash, query_hash
      FROM case_file WHERE case_no = :case_no)sql";

constexpr std::string_view kSelectAll = R"sql(
    SELECT service, unit, window, masked_name, stage, accepted_on, promised_wd, due_on,
           updated_at_ms, case_no, query_locked
      FROM case_file ORDER BY updated_at_ms DESC LIMIT :limit)sql";

constexpr std::string_view kSelectOfPerson = R"sql(
    SELECT service, unit, window, masked_name, stage, accepted_on, promised_wd, due_on,
           updated_at_ms, case_no, phone_hash
      FROM case_file WHERE person_hash = :person
     ORDER BY updated_at_ms DESC, case_no LIMIT :limit)sql";

constexpr std::string_view kSelectVersion = "SELECT version FROM case_version";

constexpr std::string_view kSelectMisses =
    "SELECT misses, since_ms FROM case_miss WHERE subject = :subject";

constexpr std::string_view kCountMiss = R"sql(
    INSERT INTO case_miss (subject, misses, since_ms) VALUES (:subject, 1, :now_ms)
    ON CONFLICT (subject) DO UPDATE SET misses = misses + 1, since_ms = :now_ms)sql";

constexpr std::string_view kForget = "DELETE FROM case_miss WHERE subject = :subject";

std::optional<domain::Date> day_of(const store::Statement& row, int column) {
    if (row.is_null(column)) return std::nullopt;
    const Result<domain::Date> day = domain::Date::parse(row.text(column));
    return day.ok() ? std::optional(day.value()) : std::nullopt;
}

/// How long this number or kiosk still has to pause; zero when it may ask.
Result<milliseconds> pause_left(store::Database& db, const std::string& subject, WallTime now) {
    store::Statement select = db.prepare(kSelectMisses);
    select.bind(":subject", subject);
    const Result<bool> row = select.step();
    if (!row.ok()) return row.error();
    if (!row.value() || select.integer(0) < kMissesMax) return milliseconds{0};
    const WallTime until = wall_ms(select.integer(1)) + kPause;
    if (until > now) return until - now;
    store::Statement forget = db.prepare(kForget);
    forget.bind(":subject", subject);
    if (Status done = forget.run(); !done.ok()) return done.error();
    return milliseconds{0};
}

Status for_both(store::Database& db, const std::string (&subjects)[2], std::string_view sql,
                std::optional<WallTime> now) {
    for (const std::string& subject : subjects) {
        store::Statement statement = db.prepare(sql);
        statement.bind(":subject", subject);
        if (now) statement.bind(":now_ms", to_ms(*now));
        if (Status done = statement.run(); !done.ok()) return done.error();
    }
    return ok_status();
}

Status check_pause(store::Database& db, const std::string (&subjects)[2], WallTime now) {
    if (mutant("cases.no_attempt_limit")) return ok_status();
    for (const std::string& subject : subjects) {
        const Result<milliseconds> left = pause_left(db, subject, now);
        if (!left.ok()) return left.error();
        if (left.value().count() == 0) continue;
        Error wait{ErrorCode::TooMany, "too many wrong answers", "secret"};
        wait.retry_after = std::chrono::ceil<std::chrono::seconds>(left.value());
        return wait;
    }
    return ok_status();
}

}  // namespace

domain::CaseView view_of(const store::Statement& row, std::string case_no) {
    domain::CaseView view;
    view.case_no = std::move(case_no);
    view.service = row.text(0);
    view.unit = row.text(1);
    view.window = row.text(2);
    view.masked_name = row.text(3);
    view.stage = domain::case_stage_of(row.text(4)).value_or(domain::CaseStage::Received);
    view.accepted_on = day_of(row, 5);
    view.promised_days = static_cast<int>(row.integer(6));
    view.due_on = day_of(row, 7);
    view.updated_at = wall_ms(row.integer(8));
    return view;
}

seal::SecretKey case_key(const registry::Keys& keys) {
    return seal::derive_key("sunbooth cases", keys.cases.view());
}

std::string canonical_query_code(std::string_view typed) {
    std::string code;
    for (const char c : typed) {
        if (c == ' ' || c == '-') continue;
        code += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    }
    return code;
}

seal::SecretKey proof_hash(const seal::SecretKey& key, std::string_view case_no,
                           std::string_view proof) {
    const Bytes material = ByteWriter{}
                               .raw(key.view())
                               .u16(static_cast<std::uint16_t>(case_no.size()))
                               .raw(as_bytes(case_no))
                               .raw(as_bytes(proof))
                               .take();
    return seal::derive_key("sunbooth case proof", material);
}

Result<domain::CaseView> look_up(store::Database& db, const seal::SecretKey& key,
                                 const Question& question, WallTime now) {
    const Result<std::string> case_no = domain::checked_case_no(question.case_no);
    if (!case_no.ok()) return case_no.error();
    const std::string secret = canonical_query_code(question.secret);
    if (secret.size() < kLast4) return invalid_input("secret", "must have 4 characters or more");
    const std::string subjects[2] = {"case " + case_no.value(), "kiosk " + question.kiosk};
    if (Status may = check_pause(db, subjects, now); !may.ok()) return may.error();
    store::Statement select = db.prepare(kSelect);
    select.bind(":case_no", case_no.value());
    const Result<bool> row = select.step();
    if (!row.ok()) return row.error().in("cases.look_up");
    // The hash is made whether or not there is such a case: time tells nothing.
    const seal::SecretKey hash = proof_hash(key, case_no.value(), secret);
    const auto fits = [&](int column) { return select.fixed<seal::SecretKey>(column) == hash; };
    const bool proven = row.value() && (secret.size() == kLast4 ? fits(9) || fits(10) : fits(11));
    if (!proven) {
        if (Status counted = for_both(db, subjects, kCountMiss, now); !counted.ok()) {
            return counted.error();
        }
        return Error{ErrorCode::NotFound, "no case fits this number and proof", "case_no"};
    }
    if (Status forgotten = for_both(db, subjects, kForget, std::nullopt); !forgotten.ok()) {
        return forgotten.error();
    }
    return view_of(select, case_no.value());
}

seal::SecretKey person_hash(const seal::SecretKey& key, std::string_view id_card) {
    const Bytes material = ByteWriter{}.raw(key.view()).raw(as_bytes(id_card)).take();
    return seal::derive_key("sunbooth case person", material);
}

Result<std::vector<domain::CaseView>> look_up_person(store::Database& db,
                                                     const seal::SecretKey& key,
                                                     const PersonQuestion& question, WallTime now) {
    const Result<SecretText> card = domain::checked_id_card(question.id_card, domain::date_of(now));
    if (!card.ok()) return card.error();
    const Result<std::string> phone = domain::checked_last4(question.phone_last4);
    if (!phone.ok()) return invalid_input("phone_last4", phone.error().detail);
    const seal::SecretKey person = person_hash(key, card.value().view());
    // The number of the card stands in no table, not even in that of the wrong answers.
    const std::string subjects[2] = {"person " + to_hex(person.view().first(16)),
                                     "kiosk " + question.kiosk};
    if (Status may = check_pause(db, subjects, now); !may.ok()) return may.error();
    store::Statement select = db.prepare(kSelectOfPerson);
    select.bind(":person", person.view()).bind(":limit", std::int64_t{kPersonCasesMax});
    std::vector<domain::CaseView> found;
    while (true) {
        const Result<bool> row = select.step();
        if (!row.ok()) return row.error().in("cases.look_up_person");
        if (!row.value()) break;
        const std::string case_no = select.text(9);
        const bool proven =
            select.fixed<seal::SecretKey>(10) == proof_hash(key, case_no, phone.value());
        if (!proven && !mutant("cases.any_phone")) continue;
        found.push_back(view_of(select, case_no));
        found.back().masked_name.clear();  // A list shows no names (kiosk-ux A3).
    }
    const bool missed = found.empty();
    Status counted = missed ? for_both(db, subjects, kCountMiss, now)
                            : for_both(db, subjects, kForget, std::nullopt);
    if (!counted.ok()) return counted.error();
    // One answer for both, so that nobody learns who has a case here.
    if (missed) return Error{ErrorCode::NotFound, "no case fits this person and phone", "id_card"};
    return found;
}

Result<std::string> snapshot_tag(store::Database& db) {
    store::Statement select = db.prepare(kSelectVersion);
    const Result<bool> row = select.step();
    if (!row.ok()) return row.error().in("cases.snapshot_tag");
    return "\"cases-" + std::to_string(select.integer(0)) + "\"";
}

Result<wire::Snapshot> snapshot(store::Database& db, const seal::SecretKey& key, Random& random,
                                WallTime now) {
    wire::Snapshot made{to_ms(now), {}};
    store::Statement select = db.prepare(kSelectAll);
    select.bind(":limit", static_cast<std::int64_t>(wire::kSnapshotEntriesMax));
    while (true) {
        const Result<bool> row = select.step();
        if (!row.ok()) return row.error().in("cases.snapshot");
        if (!row.value()) return made;
        const Result<SecretText> code = seal::decrypt(key, select.blob(10));
        if (!code.ok()) return code.error().in("cases.snapshot");
        made.entries.push_back(
            wire::lock_case(view_of(select, select.text(9)), code.value().view(), random));
    }
}

}  // namespace sunbooth::center::cases
