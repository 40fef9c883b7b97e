// SPDX-License-Identifier: Apache-2.0
#include "sync/center/cases/csv.h"

#include "sync/base/mutant.h"

#include <algorithm>

namespace sunbooth::center::cases {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
/// More than the fields of a case hold. Where a quote is closed only after so much, it was a stray
/// one, and nobody looks for its end through the whole file, row after row.
constexpr std::size_t kQuotedMax = 4096;

class Reader {
public:
    explicit Reader(std::string_view text) : rest_(text) {
        if (rest_.starts_with(kByteOrderMark)) rest_.remove_prefix(kByteOrderMark.size());
    }

    CsvRows rows() {
        while (!rest_.empty()) {
            const std::string_view begin = rest_;
            const int line = line_;
            CsvRow row{line, {}};
            const bool whole = read(row) && !is_torn(row, begin);
            if (!whole && !mutant("cases.stray_quote_eats_rows")) {
                rows_.broken.push_back(line);
                rest_ = begin;
                line_ = line;
                skip_line();
                continue;
            }
            const bool blank = row.fields.size() == 1 && row.fields[0].empty();
            if (!blank) rows_.rows.push_back(std::move(row));
        }
        return std::move(rows_);
    }

private:
    /// False when a quote is not closed where it should be.
    bool read(CsvRow& row) {
        std::string text;
        while (true) {
            text.clear();
            if (rest_.starts_with('"') && !quoted(text)) return false;
            while (!rest_.empty() && !at_end_of_field()) take(text);
            row.fields.push_back(text);
            if (!rest_.starts_with(',')) break;
            rest_.remove_prefix(1);
        }
        end_line();
        return true;
    }

    /// Two stray quotes that close each other make one row of many lines: it has not as many fields
    /// as the header, or one of its lines has the commas of a whole row.
    bool is_torn(const CsvRow& row, std::string_view begin) const {
        if (line_ <= row.line + 1 || rows_.rows.empty()) return false;
        const std::size_t width = rows_.rows.front().fields.size();
        if (row.fields.size() != width) return true;
        std::string_view lines = begin.substr(0, begin.size() - rest_.size());
        while (!lines.empty()) {
            const std::string_view line = lines.substr(0, lines.find('\n'));
            if (static_cast<std::size_t>(std::ranges::count(line, ',')) + 1 >= width) return true;
            lines.remove_prefix(std::min(line.size() + 1, lines.size()));
        }
        return false;
    }

    bool at_end_of_field() const { return rest_[0] == ',' || rest_[0] == '\n' || rest_[0] == '\r'; }

    bool quoted(std::string& text) {
        rest_.remove_prefix(1);
        while (!rest_.empty() && text.size() <= kQuotedMax) {
            if (rest_.starts_with("\"\"")) {
                text += '"';
                rest_.remove_prefix(2);
            } else if (rest_[0] == '"') {
                rest_.remove_prefix(1);
                return rest_.empty() || at_end_of_field();
            } else {
                if (rest_[0] == '\n') ++line_;
                take(text);
            }
        }
        return false;
    }

    void end_line() {
        if (rest_.starts_with('\r')) rest_.remove_prefix(1);
        if (!rest_.starts_with('\n')) return;
        rest_.remove_prefix(1);
        ++line_;
    }

    void skip_line() {
        const std::size_t end = rest_.find('\n');
        rest_.remove_prefix(end == std::string_view::npos ? rest_.size() : end);
        end_line();
    }

    void take(std::string& text) {
        text += rest_[0];
        rest_.remove_prefix(1);
    }

    std::string_view rest_;
    int line_ = 1;
    CsvRows rows_;
};

}  // namespace

CsvRows read_csv(std::string_view text) {
    return Reader(text).rows();
}

}  // namespace sunbooth::center::cases
