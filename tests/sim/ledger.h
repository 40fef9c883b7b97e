// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/domain/receipt_code.h"
#include "sync/domain/record.h"

#include <optional>
#include <string>
#include <vector>

namespace sunbooth::sim {

/// One form that a citizen, or a monitor, filled in. No two have the same words.
struct Form {
    domain::RecordKind kind = domain::RecordKind::Complaint;
    std::string text;
    std::string phone;                     ///< May be empty.
    std::optional<domain::RecordId> id{};  ///< Once the terminal said "received".
    std::optional<domain::ReceiptCode> code{};
    bool refused = false;  ///< The terminal said "not saved": it must not arrive.

    bool is_thanked() const { return id.has_value(); }
};

/// What the citizens know. A client's token is a form's place here plus one.
using Ledger = std::vector<Form>;

/// The form as a screen hands it over.
domain::Filing filing_of(const Form& form);
Form make_form(std::size_t number, domain::RecordKind kind, bool leaves_phone);

}  // namespace sunbooth::sim
