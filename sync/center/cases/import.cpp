// SPDX-License-Identifier: Apache-2.0
#include "sync/base/mutant.h"
#include "sync/center/cases/cases.h"
#include "sync/center/cases/columns.h"
#include "sync/center/cases/csv.h"
#include "sync/center/cases/proof.h"
#include "sync/domain/id_card.h"
#include "sync/domain/text.h"

#include <algorithm>
#include <charconv>
#include <map>

namespace sunbooth::center::cases {
namespace {

constexpr std::size_t kErrorsMax = 1000;
constexpr std::size_t kQueryCodeMin = 12;  ///< Of Crockford's alphabet: 60 bits (design.md 3).

constexpr std::string_view kUpsert = R"sql(
    INSERT INTO case_file (case_no, service, unit, window, masked_name, id_hash, phone_hash,
                           query_hash, query_locked, stage, accepted_on, promised_wd, statutory_wd,
                           due_on, updated_at_ms, person_hash)
    VALUES (:case_no, :service, :unit, :window, :masked_name, :id_hash, :phone_hash, :query_hash,
            :query_locked, :stage, :accepted_on, :promised_wd, :statutory_wd, :due_on, :updated_at_ms,
            :person_hash)
    ON CONFLICT (case_no) DO UPDATE SET
           service = excluded.service, unit = excluded.unit, window = excluded.window,
           masked_name = excluded.masked_name, id_hash = excluded.id_hash,
           phone_hash = excluded.phone_hash, query_hash = excluded.query_hash,
           query_locked = excluded.query_locked, stage = excluded.stage,
           accepted_on = excluded.accepted_on, promised_wd = excluded.promised_wd,
           statutory_wd = excluded.statutory_wd, due_on = excluded.due_on,
           updated_at_ms = excluded.updated_at_ms, person_hash = excluded.person_hash)sql";

constexpr std::string_view kKnown = "SELECT updated_at_ms FROM case_file WHERE case_no = :case_no";

/// Reads the fields of one row; keeps the first complaint.
class Row {
public:
    Row(const CsvRow& row, const std::map<std::string, std::size_t>& columns, ImportReport& report)
        : row_(row), columns_(columns), report_(report) {}

    const std::string& text(const char* column) const { return row_.fields[columns_.at(column)]; }
    bool has(const char* column) const { return columns_.contains(column); }

    std::string words(const char* column, std::size_t max) {
        const auto checked = domain::checked_text(text(column), max, column);
        if (!checked.ok() || checked.value().empty()) {
            fail(column, "must have 1 to " + std::to_string(max) + " characters");
            return {};
        }
        return std::string(checked.value().view());
    }

    int number(const char* column, int max) {
        const std::string& digits = text(column);
        int value = -1;
        const auto [stop, failed] =
            std::from_chars(digits.data(), digits.data() + digits.size(), value);
        const bool whole = failed == std::errc{} && stop == digits.data() + digits.size();
        if (!whole || value < 0 || value > max) {
            fail(column, "must be a whole number from 0 to " + std::to_string(max));
        }
        return value;
    }

    /// "2026-11-02" or nothing.
    std::string day(const char* column) {
        const std::string& iso = text(column);
        if (!iso.empty() && !domain::Date::parse(iso).ok()) {
            fail(column, "must be a date such as 2026-11-26, or empty");
        }
        return iso;
    }

    /// "2026-11-02 16:30" at the hall, with seconds or the day alone as well. Nothing else may
    /// follow: a zone that was ignored would put the case eight hours off.
    std::int64_t moment(const char* column) {
        const std::string& iso = text(column);
        const auto date = domain::Date::parse(std::string_view(iso).substr(0, 10));
        int hour = 0, minute = 0, second = 0;
        const bool day_alone = iso.size() == 10;
        const bool to_minute = iso.size() == 16 || iso.size() == 19;
        const bool to_second = iso.size() == 19;
        const bool timed = to_minute && (iso[10] == ' ' || iso[10] == 'T') && iso[13] == ':' &&
                           digits(iso, 11, hour) && digits(iso, 14, minute) && hour < 24 &&
                           minute < 60 &&
                           (!to_second || (iso[16] == ':' && digits(iso, 17, second)));
        const bool good = date.ok() && (day_alone || timed);
        if (!good) {
            fail(column, "must be a time such as 2026-11-26 16:30");
            return 0;
        }
        const std::int64_t minutes = std::int64_t{date.value().days} * 24 * 60 + hour * 60 + minute;
        return minutes * 60'000 - domain::kHallOffset.count();
    }

    template <class Value>
    Value checked(const char* column, const Result<Value>& value, Value fallback) {
        if (value.ok()) return value.value();
        fail(column, value.error().detail);
        return fallback;
    }

    void fail(const char* column, std::string why) {
        good_ = false;
        if (report_.errors.size() < kErrorsMax) {
            report_.errors.push_back({row_.line, column, std::move(why)});
        }
    }
    bool good() const { return good_; }

private:
    static bool digits(const std::string& text, std::size_t at, int& value) {
        const auto [stop, failed] = std::from_chars(text.data() + at, text.data() + at + 2, value);
        return failed == std::errc{} && stop == text.data() + at + 2;
    }

    const CsvRow& row_;
    const std::map<std::string, std::size_t>& columns_;
    ImportReport& report_;
    bool good_ = true;
};

Result<std::map<std::string, std::size_t>> columns_of(const CsvRow& header) {
    std::map<std::string, std::size_t> columns;
    for (std::size_t i = 0; i < header.fields.size(); ++i) {
        if (columns.emplace(header.fields[i], i).second) continue;
        return invalid_input(header.fields[i], "line 1: this column is there twice");
    }
    for (const char* column : kCaseColumns) {
        if (columns.contains(column)) continue;
        return invalid_input(column, "line 1: the column " + std::string(column) + " is missing");
    }
    return columns;
}

/// "王*". Of more than the two characters that a surname has, only the first is kept: a whole name
/// that stands in the column by mistake must not reach a screen.
std::string masked(const std::string& surname) {
    const auto starts = [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; };
    if (std::ranges::count_if(surname, starts) <= 2) return surname + "*";
    const auto second = std::find_if(surname.begin() + 1, surname.end(), starts);
    return std::string(surname.begin(), second) + "*";
}

class Importer {
public:
    Importer(store::Database& db, const seal::SecretKey& key, Random& random, ImportReport& report)
        : known_(db.prepare(kKnown)),
          upsert_(db.prepare(kUpsert)),
          key_(key),
          random_(random),
          report_(report) {}

    Status take(const CsvRow& csv, const std::map<std::string, std::size_t>& columns) {
        if (csv.fields.size() != columns.size()) {
            if (report_.errors.size() < kErrorsMax) {
                report_.errors.push_back({csv.line, "the row",
                                          "has " + std::to_string(csv.fields.size()) +
                                              " fields where the header has " +
                                              std::to_string(columns.size())});
            }
            return ok_status();
        }
        Row row(csv, columns, report_);
        bind(row);
        if (!row.good()) {
            upsert_.reset();
            return ok_status();
        }
        known_.bind(":case_no", case_no_);
        const Result<bool> known = known_.step();
        if (!known.ok()) return known.error();
        const std::int64_t stored_ms = known.value() ? known_.integer(0) : updated_at_ms_;
        known_.reset();
        if (stored_ms > updated_at_ms_ && !mutant("cases.takes_older")) {
            // Of two files that cross on the way, the one that was written last is right.
            row.fail("updated_at", "is older than what is known of this case already");
            upsert_.reset();
            return ok_status();
        }
        ++(known.value() ? report_.updated : report_.added);
        return upsert_.run();
    }

private:
    void bind(Row& row) {
        case_no_ =
            row.checked("case_no", domain::checked_case_no(row.text("case_no")), std::string());
        const std::string query = canonical_query_code(row.text("query_code"));
        if (query.size() < kQueryCodeMin) {
            row.fail("query_code", "must have 12 or more letters and digits");
        }
        const auto id = domain::checked_last4(row.text("id_last4"));
        const auto phone = domain::checked_last4(row.text("phone_last4"));
        const std::string stage = row.text("stage");
        if (!domain::case_stage_of(stage)) {
            row.fail("stage",
                     "must be received, accepted, supplement, reviewing, decided, completed "
                     "or returned");
        }
        upsert_.bind(":case_no", case_no_).bind(":service", row.words("service", 100));
        upsert_.bind(":unit", row.words("unit", 32)).bind(":window", row.words("window", 32));
        upsert_.bind(":masked_name", masked(row.words("applicant_surname", 20)));
        bind_hash(":id_hash", row.checked("id_last4", id, std::string()));
        bind_hash(":phone_hash", row.checked("phone_last4", phone, std::string()));
        bind_hash(":query_hash", query);
        const Bytes locked = seal::encrypt(key_, as_bytes(query), random_);
        upsert_.bind(":query_locked", ByteView(locked)).bind(":stage", stage);
        bind_day(":accepted_on", row.day("accepted_on"));
        bind_day(":due_on", row.day("due_on"));
        upsert_.bind(":promised_wd", row.number("promised_wd", 366));
        upsert_.bind(":statutory_wd", row.number("statutory_wd", 366));
        updated_at_ms_ = row.moment("updated_at");
        upsert_.bind(":updated_at_ms", updated_at_ms_);
        bind_person(row, domain::date_of(wall_ms(updated_at_ms_)));
    }

    void bind_person(Row& row, domain::Date today) {
        const std::string typed = row.has(kPersonColumn) ? row.text(kPersonColumn) : std::string();
        if (typed.empty()) {
            upsert_.bind_null(":person_hash");
            return;
        }
        const auto card = domain::checked_id_card(typed, today);
        if (!card.ok()) return row.fail(kPersonColumn, card.error().detail);
        const auto last4 = domain::checked_last4(row.text("id_last4"));
        if (last4.ok() && card.value().view().substr(14) != last4.value()) {
            return row.fail(kPersonColumn, "does not end with the id_last4 of its row");
        }
        const seal::SecretKey hash = person_hash(key_, card.value().view());
        upsert_.bind(":person_hash", hash.view());
    }

    void bind_hash(const char* name, const std::string& proof) {
        const seal::SecretKey hash = proof_hash(key_, case_no_, proof);
        upsert_.bind(name, hash.view());
    }

    void bind_day(const char* name, const std::string& iso) {
        if (iso.empty()) {
            upsert_.bind_null(name);
        } else {
            upsert_.bind(name, iso);
        }
    }

    store::Statement known_, upsert_;
    const seal::SecretKey& key_;
    Random& random_;
    ImportReport& report_;
    std::string case_no_;
    std::int64_t updated_at_ms_ = 0;
};

}  // namespace

Result<CaseTable> read_csv_cases(std::string_view text) {
    if (!domain::count_code_points(text)) {
        return invalid_input("file", "is not UTF-8: save it as UTF-8 and try again");
    }
    Result<std::vector<CsvRow>> rows = read_csv(text);
    if (!rows.ok()) return rows.error();
    if (rows.value().empty()) return invalid_input("file", "is empty: the header row is missing");
    auto columns = columns_of(rows.value().front());
    if (!columns.ok()) return columns.error();
    rows.value().erase(rows.value().begin());
    return CaseTable{std::move(rows).value(), std::move(columns).value()};
}

Result<ImportReport> upsert_cases(store::Database& db, const CaseTable& table,
                                  const seal::SecretKey& key, Random& random) {
    ImportReport report;
    Importer importer(db, key, random, report);
    for (const CsvRow& row : table.rows) {
        if (Status taken = importer.take(row, table.columns); !taken.ok()) {
            return taken.error().in("cases.import");
        }
    }
    if (Status counted = db.run("UPDATE case_version SET version = version + 1"); !counted.ok()) {
        return counted.error().in("cases.import");
    }
    return report;
}

Result<ImportReport> import_cases(store::Database& db, const CaseTable& table,
                                  const seal::SecretKey& key, Random& random) {
    Result<store::Transaction> transaction = store::Transaction::begin(db);
    if (!transaction.ok()) return transaction.error().in("cases.import");
    Result<ImportReport> report = upsert_cases(db, table, key, random);
    if (!report.ok()) return report;
    if (Status kept = transaction.value().commit(); !kept.ok()) return kept.error();
    return report;
}

Result<ImportReport> import_csv(store::Database& db, std::string_view text,
                                const seal::SecretKey& key, Random& random) {
    const Result<CaseTable> table = read_csv_cases(text);
    if (!table.ok()) return table.error();
    return import_cases(db, table.value(), key, random);
}

}  // namespace sunbooth::center::cases
