// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/random.h"
#include "sync/center/cases/csv.h"
#include "sync/center/registry/keys.h"
#include "sync/domain/case.h"
#include "sync/seal/secretbox.h"
#include "sync/store/database.h"
#include "sync/wire/snapshot.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace sunbooth::center::cases {

/// What hashes and locks the proofs of cases. Derived from the center's keys: a stolen database
/// alone cannot try out the ten thousand last fours of a case.
seal::SecretKey case_key(const registry::Keys& keys);

struct ImportError {
    int line = 0;        ///< In a CSV file, where 1 is the header; in a JSON list, from 1.
    std::string column;  ///< Empty when the row as a whole is wrong.
    std::string why;
};
struct ImportReport {
    int added = 0;
    int updated = 0;
    std::vector<ImportError> errors;  ///< Rows that did not go in; the others did. The first
                                      ///< kImportErrorsMax of them.
    int errors_more = 0;              ///< That are not listed.
};
inline constexpr std::size_t kImportErrorsMax = 1000;

/// A file of cases, split into fields; the rows themselves are not yet judged.
struct CaseTable {
    std::vector<CsvRow> rows;                    ///< Without the header.
    std::map<std::string, std::size_t> columns;  ///< Place of each column by its name.
    std::vector<ImportError> errors{};           ///< Rows that could not even be read.
};
/// Reads a CSV file (RFC 4180, UTF-8, header row). Needs no database. Columns, in any order:
/// case_no,service,unit,window,applicant_surname,id_last4,phone_last4,query_code,stage,accepted_on,
/// promised_wd,statutory_wd,due_on,updated_at; and, where the department tells them, id_no: the
/// whole number of the applicant's id card, of which a keyed hash alone is kept; suspended_wd: how
/// many working days the clock has stood for a hearing, a test or an auction (行政许可法 art. 45).
/// @return InvalidInput when the file as a whole cannot be read: nothing in it is UTF-8, a column
/// is missing.
Result<CaseTable> read_csv_cases(std::string_view text);

/// The same columns as JSON: {"cases":[{"case_no":"…","promised_wd":15,…},…]}, or the list alone;
/// texts or whole numbers. A field that is missing or null is empty. One that is neither, or a case
/// that is no object, is an error of its row alone.
/// @return InvalidInput, field "body" or "cases", when it is too much, too.
struct JsonCasesLimit {
    std::size_t cases = 0, bytes = 0;
};
Result<CaseTable> read_json_cases(std::string_view text, const JsonCasesLimit& limit);
/// Of a request: it is put in whole while others that write wait, in about half a second.
inline constexpr JsonCasesLimit kRequestCases{5000, std::size_t{8} * 1024 * 1024};
/// Of a file: what a parser may hold in memory at once.
inline constexpr JsonCasesLimit kFileCases{200'000, std::size_t{64} * 1024 * 1024};
/// Whether a file is meant as JSON rather than as CSV.
bool looks_like_json(std::string_view text);

/// What rows are judged and kept by.
struct ImportTools {
    const seal::SecretKey& key;
    Random& random;
    WallTime now;  ///< A row that was changed after tomorrow is wrong.
};
/// Puts the good rows in: of a unit that the registry knows, as soon as it knows any. Inside the
/// caller's transaction.
Result<ImportReport> upsert_cases(store::Database& db, const CaseTable& table,
                                  const ImportTools& tools);
/// The same, in one transaction of its own.
Result<ImportReport> import_cases(store::Database& db, const CaseTable& table,
                                  const ImportTools& tools);

/// Both in one.
Result<ImportReport> import_csv(store::Database& db, std::string_view text,
                                const ImportTools& tools);

/// A table that goes in piece by piece, each in a transaction of its own, so that whoever else
/// writes waits for no more than one of them. What is in stays in when a later piece fails: the
/// same file may be given again.
class PiecewiseImport {
public:
    explicit PiecewiseImport(CaseTable table) : table_(std::move(table)) {}
    /// The next piece. @return whether there is another.
    Result<bool> next(store::Database& db, const ImportTools& tools);
    const ImportReport& report() const { return report_; }

private:
    CaseTable table_;
    std::size_t at_ = 0;
    ImportReport report_;
};
inline constexpr std::size_t kPieceRows = 2000;  ///< About 40 ms of the writer.

/// Who asks: limits count by case number and by kiosk.
struct Question {
    std::string case_no;
    std::string secret;  ///< Last four of id or phone, or the query code.
    std::string kiosk;
};
inline constexpr int kMissesMax = 5;                              ///< domain.md 6.4
inline constexpr milliseconds kPause = std::chrono::seconds{60};  ///< kiosk-ux 2.5

/// Answers a citizen. A miss is written down inside the caller's transaction, which must be kept
/// even when this returns an error.
/// @return NotFound for a wrong number and for a wrong proof alike; TooMany; InvalidInput.
Result<domain::CaseView> look_up(store::Database& db, const seal::SecretKey& key,
                                 const Question& question, WallTime now);

/// Who asks for all of a person's cases. Limits count by person and by kiosk.
struct PersonQuestion {
    std::string id_card;      ///< 18 characters.
    std::string phone_last4;  ///< Of the phone on each case.
    std::string kiosk;
};
inline constexpr int kPersonCasesMax = 50;

/// The cases of a person with that phone on them, newest first, without names. As look_up() for
/// what must be kept. @return NotFound for a person whom nobody knows and for a wrong phone alike;
/// TooMany; InvalidInput.
Result<std::vector<domain::CaseView>> look_up_person(store::Database& db,
                                                     const seal::SecretKey& key,
                                                     const PersonQuestion& question, WallTime now);

/// Changes whenever a case does: the ETag of the snapshot.
Result<std::string> snapshot_tag(store::Database& db);

/// Every case that has a query code, locked for kiosks without a network.
Result<wire::Snapshot> snapshot(store::Database& db, const seal::SecretKey& key, Random& random,
                                WallTime now);

}  // namespace sunbooth::center::cases
