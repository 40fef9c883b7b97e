// SPDX-License-Identifier: Apache-2.0
#include "sync/domain/record.h"

namespace sunbooth::domain {

const char* to_string(RecordKind kind) {
    switch (kind) {
        case RecordKind::Complaint:
            return "complaint";
        case RecordKind::Rating:
            return "rating";
        case RecordKind::Issue:
            return "issue";
    }
    return "complaint";
}

std::optional<RecordKind> record_kind_of(std::string_view name) {
    for (const RecordKind kind : {RecordKind::Complaint, RecordKind::Rating, RecordKind::Issue}) {
        if (name == to_string(kind)) return kind;
    }
    return std::nullopt;
}

std::optional<RecordKind> record_kind_of(std::uint8_t number) {
    if (number < 1 || number > 3) return std::nullopt;
    return static_cast<RecordKind>(number);
}

RecordKind kind_of(const Filing& filing) {
    if (std::holds_alternative<Complaint>(filing)) return RecordKind::Complaint;
    return std::holds_alternative<Rating>(filing) ? RecordKind::Rating : RecordKind::Issue;
}

}  // namespace sunbooth::domain
