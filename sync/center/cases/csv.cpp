// SPDX-License-Identifier: Apache-2.0
#include "sync/center/cases/csv.h"

namespace sunbooth::center::cases {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

class Reader {
public:
    explicit Reader(std::string_view text) : rest_(text) {
        if (rest_.starts_with(kByteOrderMark)) rest_.remove_prefix(kByteOrderMark.size());
    }

    Result<std::vector<CsvRow>> rows() {
        while (!rest_.empty()) {
            CsvRow row{line_, {}};
            bool more = true;
            while (more) {
                const Result<bool> comma = field(row);
                if (!comma.ok()) return comma.error();
                more = comma.value();
            }
            const bool blank = row.fields.size() == 1 && row.fields[0].empty();
            if (!blank) rows_.push_back(std::move(row));
        }
        return std::move(rows_);
    }

private:
    /// Reads one field and what ends it. True when a comma did, so that another follows.
    Result<bool> field(CsvRow& row) {
        std::string text;
        if (rest_.starts_with('"')) {
            if (!quoted(text)) {
                return invalid_input("line " + std::to_string(row.line),
                                     "a quote is opened and never closed");
            }
        }
        while (!rest_.empty() && rest_[0] != ',' && rest_[0] != '\n' && rest_[0] != '\r')
            take(text);
        row.fields.push_back(std::move(text));
        if (rest_.starts_with(',')) {
            rest_.remove_prefix(1);
            return true;
        }
        if (rest_.starts_with('\r')) rest_.remove_prefix(1);
        if (rest_.starts_with('\n')) {
            rest_.remove_prefix(1);
            ++line_;
        }
        return false;
    }

    bool quoted(std::string& text) {
        rest_.remove_prefix(1);
        while (!rest_.empty()) {
            if (rest_.starts_with("\"\"")) {
                text += '"';
                rest_.remove_prefix(2);
            } else if (rest_[0] == '"') {
                rest_.remove_prefix(1);
                return true;
            } else {
                if (rest_[0] == '\n') ++line_;
                take(text);
            }
        }
        return false;
    }

    void take(std::string& text) {
        text += rest_[0];
        rest_.remove_prefix(1);
    }

    std::string_view rest_;
    int line_ = 1;
    std::vector<CsvRow> rows_;
};

}  // namespace

Result<std::vector<CsvRow>> read_csv(std::string_view text) {
    return Reader(text).rows();
}

}  // namespace sunbooth::center::cases
