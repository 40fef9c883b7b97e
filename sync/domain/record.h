// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/clock.h"
#include "sync/base/secret.h"
#include "sync/domain/date.h"
#include "sync/domain/issue.h"
#include "sync/domain/language.h"

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace sunbooth::domain {

/// What kind of record a kiosk made. The numbers are stored and sent: never change them.
enum class RecordKind : std::uint8_t { Complaint = 1, Rating = 2, Issue = 3 };
const char* to_string(RecordKind kind);  ///< "complaint", "rating", "issue"
std::optional<RecordKind> record_kind_of(std::string_view name);
/// Of the number that is stored and sent.
std::optional<RecordKind> record_kind_of(std::uint8_t number);

/// One complaint 投诉 as filed. Never changed after filing: a correction is another record.
struct Complaint {
    static constexpr std::size_t kTextMax = 500;  ///< Code points; the paper form's limit.
    std::string topic;                            ///< Topic code of the hall feed, e.g. "absent".
    std::string window;  ///< Window code of the hall feed; empty: the visitor does not know.
    std::string unit;    ///< Unit code, from the window or chosen; may be empty.
    /// When it happened, as the visitor remembers it: the first and the last day that it may have
    /// been. Both or neither.
    std::optional<Date> occurred_from, occurred_to;
    SecretText text;       ///< 0..500 code points: one may complain by choices alone.
    SecretText phone;      ///< Empty: no callback wished; the receipt code alone shows the answer.
    std::string assisted;  ///< Code of the monitor who helped at the terminal (帮办); or empty.
    Language language = Language::Zh;
};

/// One rating 评价 of a window or, with an empty window, of the hall.
struct Rating {
    std::string window;
    std::string unit;
    std::string scale;              ///< Scale code of the hall feed, e.g. "national-5".
    int level = 0;                  ///< 1..5 on the national scale, 5 is best.
    std::vector<std::string> tags;  ///< Tag codes of the feed, at most 8.
    SecretText comment;             ///< 0..500 code points.
    SecretText phone;               ///< Empty unless a callback was wished.
    Language language = Language::Zh;
};

using Filing = std::variant<Complaint, Rating, Issue>;
RecordKind kind_of(const Filing& filing);

/// When a record was filed, by the kiosk's clocks, none of which need be right. The center corrects
/// the wall clock by comparing boot id and monotonic time with those of the batch that brought it.
struct FiledAt {
    WallTime wall;
    Instant monotonic;
    std::string boot_id;  ///< 1..36 characters; changes with each start of the machine.
};

}  // namespace sunbooth::domain
