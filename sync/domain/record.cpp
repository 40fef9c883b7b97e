// SPDX-License-Identifier: Apache-2.0
#include "sync/domain/record.h"

namespace sunbooth::domain {

const char* to_string(RecordKind kind) {
    switch (kind) {
        case RecordKind::Complaint:
            return "complaint";
        case RecordKind::Rating:
            return "rating";
    }
    return "complaint";
}

RecordKind kind_of(const Filing& filing) {
    return std::holds_alternative<Complaint>(filing) ? RecordKind::Complaint : RecordKind::Rating;
}

}  // namespace sunbooth::domain
