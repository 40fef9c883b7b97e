// SPDX-License-Identifier: Apache-2.0
#include "sync/base/mutant.h"
#include "sync/center/cases/cases.h"
#include "sync/center/cases/columns.h"
#include "sync/center/cases/csv.h"
#include "sync/center/cases/proof.h"
#include "sync/center/registry/hall.h"
#include "sync/domain/id_card.h"
#include "sync/domain/text.h"
#include "sync/store/in_transaction.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <span>

namespace sunbooth::center::cases {
namespace {

constexpr std::size_t kQueryCodeMin = 12;  ///< Of Crockford's alphabet: 60 bits (design.md 3).

constexpr std::string_view kUpsert = R"sql(
    INSERT INTO case_file (case_no, service, unit, window, masked_name, id_hash, phone_hash,
                           query_hash, query_locked, stage, accepted_on, promised_wd, statutory_wd,
                           due_on, updated_at_ms, person_hash, suspended_wd)
    VALUES (:case_no, :service, :unit, :window, :masked_name, :id_hash, :phone_hash, :query_hash,
            :query_locked, :stage, :accepted_on, :promised_wd, :statutory_wd, :due_on, :updated_at_ms,
            :person_hash, :suspended_wd)
    ON CONFLICT (case_no) DO UPDATE SET
           service = excluded.service, unit = excluded.unit, window = excluded.window,
           masked_name = excluded.masked_name, id_hash = excluded.id_hash,
           phone_hash = excluded.phone_hash, query_hash = excluded.query_hash,
           query_locked = excluded.query_locked, stage = excluded.stage,
           accepted_on = excluded.accepted_on, promised_wd = excluded.promised_wd,
           statutory_wd = excluded.statutory_wd, due_on = excluded.due_on,
           updated_at_ms = excluded.updated_at_ms, person_hash = excluded.person_hash,
           suspended_wd = excluded.suspended_wd)sql";

constexpr std::string_view kKnown = "SELECT updated_at_ms FROM case_file WHERE case_no = :case_no";

/// A file of nothing but wrong rows must not fill the memory; how many are not listed is told.
void keep(ImportReport& report, ImportError error) {
    if (report.errors.size() < kImportErrorsMax) {
        report.errors.push_back(std::move(error));
    } else {
        ++report.errors_more;
    }
}

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
        keep(report_, {row_.line, column, std::move(why)});
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

/// The units that cards about cases can go to. Before the first hall is imported there are none,
/// and nothing is judged.
class Units {
public:
    explicit Units(store::Database& db) : db_(db) {}

    Result<bool> knows(const std::string& unit) {
        if (const auto found = known_.find(unit); found != known_.end()) return found->second;
        const auto hall = registry::hall_in_force(db_);
        if (!hall.ok() && hall.error().code != ErrorCode::NotFound) return hall.error();
        const auto code = registry::known_code(db_, registry::CodeKind::Unit, unit);
        if (!code.ok() && code.error().code != ErrorCode::NotFound) return code.error();
        return known_[unit] = code.ok() || !hall.ok() || mutant("cases.takes_any_unit");
    }

private:
    store::Database& db_;
    std::map<std::string, bool> known_;
};

bool is_utf8(const CsvRow& row) {
    return std::ranges::all_of(row.fields, [](const std::string& field) {
        return domain::count_code_points(field).has_value();
    });
}

class Importer {
public:
    Importer(store::Database& db, const ImportTools& tools, ImportReport& report)
        : known_(db.prepare(kKnown)),
          upsert_(db.prepare(kUpsert)),
          units_(db),
          key_(tools.key),
          random_(tools.random),
          latest_ms_(to_ms(tools.now + std::chrono::hours{24})),
          report_(report) {}

    Status take(const CsvRow& csv, const std::map<std::string, std::size_t>& columns) {
        if (csv.fields.size() != columns.size()) {
            keep(report_, {csv.line, "the row",
                           "has " + std::to_string(csv.fields.size()) +
                               " fields where the header has " + std::to_string(columns.size())});
            return ok_status();
        }
        Row row(csv, columns, report_);
        bind(row);
        if (row.good()) {
            const Result<bool> unit = units_.knows(row.text("unit"));
            if (!unit.ok()) return unit.error();
            if (!unit.value()) row.fail("unit", "is no unit of the registry");
        }
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
        // The right row would come later and be refused as older than what is known.
        if (updated_at_ms_ > latest_ms_ && !mutant("cases.takes_the_future")) {
            row.fail("updated_at", "lies ahead of this center's clock by more than a day");
        }
        bind_suspended(row);
        upsert_.bind(":updated_at_ms", updated_at_ms_);
        bind_person(row, domain::date_of(wall_ms(updated_at_ms_)));
    }

    void bind_suspended(Row& row) {
        if (!row.has(kSuspendedColumn) || row.text(kSuspendedColumn).empty()) {
            upsert_.bind_null(":suspended_wd");
        } else {
            upsert_.bind(":suspended_wd", row.number(kSuspendedColumn, 366));
        }
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
    Units units_;
    const seal::SecretKey& key_;
    Random& random_;
    std::int64_t latest_ms_;
    ImportReport& report_;
    std::string case_no_;
    std::int64_t updated_at_ms_ = 0;
};

}  // namespace

Result<CaseTable> read_csv_cases(std::string_view text) {
    const bool whole = domain::count_code_points(text).has_value();
    CsvRows read = read_csv(text);
    CaseTable table;
    for (const int line : read.broken) {
        table.errors.push_back({line, "the row", "has a quote that is opened and never closed"});
    }
    if (read.rows.empty()) return invalid_input("file", "is empty: the header row is missing");
    auto columns = columns_of(read.rows.front());
    if (!columns.ok()) return columns.error();
    table.columns = std::move(columns).value();
    for (auto row = std::next(read.rows.begin()); row != read.rows.end(); ++row) {
        if (whole || is_utf8(*row)) {
            table.rows.push_back(std::move(*row));
        } else {
            table.errors.push_back({row->line, "the row", "is not UTF-8"});
        }
    }
    if (table.rows.empty() && !whole) {
        return invalid_input("file", "is not UTF-8: save it as UTF-8 and try again");
    }
    return table;
}

namespace {

/// Puts so many rows in, from a place on.
Status take_rows(store::Database& db, const CaseTable& table, std::size_t from, std::size_t count,
                 const ImportTools& tools, ImportReport& report) {
    Importer importer(db, tools, report);
    const auto rows = std::span(table.rows).subspan(from, count);
    for (const CsvRow& row : rows) {
        if (Status taken = importer.take(row, table.columns); !taken.ok()) return taken;
    }
    return db.run("UPDATE case_version SET version = version + 1");
}

/// The rows that could not be read, among those that could and are wrong.
void add_unread(const CaseTable& table, ImportReport& report) {
    report.errors.insert(report.errors.end(), table.errors.begin(), table.errors.end());
    std::ranges::stable_sort(report.errors, {}, &ImportError::line);
    if (report.errors.size() <= kImportErrorsMax) return;
    report.errors_more += static_cast<int>(report.errors.size() - kImportErrorsMax);
    report.errors.resize(kImportErrorsMax);
}

}  // namespace

Result<ImportReport> upsert_cases(store::Database& db, const CaseTable& table,
                                  const ImportTools& tools) {
    ImportReport report;
    const Status taken = take_rows(db, table, 0, table.rows.size(), tools, report);
    if (!taken.ok()) return taken.error().in("cases.import");
    add_unread(table, report);
    return report;
}

Result<ImportReport> import_cases(store::Database& db, const CaseTable& table,
                                  const ImportTools& tools) {
    return store::in_transaction(db, [&] { return upsert_cases(db, table, tools); });
}

Result<ImportReport> import_csv(store::Database& db, std::string_view text,
                                const ImportTools& tools) {
    const Result<CaseTable> table = read_csv_cases(text);
    if (!table.ok()) return table.error();
    return import_cases(db, table.value(), tools);
}

Result<bool> PiecewiseImport::next(store::Database& db, const ImportTools& tools) {
    const std::size_t count = std::min(kPieceRows, table_.rows.size() - at_);
    // Of a piece that is not kept nothing is told.
    ImportReport report = report_;
    const Status kept =
        store::in_transaction(db, [&] { return take_rows(db, table_, at_, count, tools, report); });
    if (!kept.ok()) return kept.error().in("cases.import");
    at_ += count;
    report_ = std::move(report);
    const bool more = at_ < table_.rows.size();
    if (!more) add_unread(table_, report_);
    return more;
}

}  // namespace sunbooth::center::cases
