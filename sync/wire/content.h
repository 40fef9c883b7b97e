// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/result.h"
#include "sync/domain/record.h"

namespace sunbooth::wire {

/// What lies in the two boxes of a record, as JSON: content/1 (topic, window, unit, level, tags,
/// text, language, filed-at; of an issue its monitor, kind, aspect and severity) and contact/1
/// (phone). The receiving side checks every limit again: a kiosk may be stolen and its key with it.
struct Boxes {
    SecretText content;
    SecretText contact;
};
Boxes write_boxes(const domain::Filing& filing, const domain::FiledAt& filed_at);

struct OpenedContent {
    domain::Filing filing;  ///< Without contact.
    domain::FiledAt filed_at;
};
/// @return InvalidInput naming the field.
Result<OpenedContent> read_content(domain::RecordKind kind, std::string_view json);
/// The phone, or empty. @return InvalidInput naming the field.
Result<SecretText> read_contact(std::string_view json);

}  // namespace sunbooth::wire
