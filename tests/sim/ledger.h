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
    int hall = 1;          ///< Version of the hall on the screen: its words are in the form.
    bool refused = false;  ///< The terminal said "not saved": it must not arrive.

    bool is_thanked() const { return id.has_value(); }
};

/// What the citizens know. A client's token is a form's place here plus one.
using Ledger = std::vector<Form>;

/// The form as a screen hands it over.
domain::Filing filing_of(const Form& form);
Form make_form(std::size_t number, domain::RecordKind kind, bool leaves_phone, int hall = 1);

/// What each version of the hall has of its own: a topic, a window and a monitor.
struct HallWords {
    std::string topic;
    std::string window;
    std::string monitor;
};
HallWords words_of_hall(int version);
/// The demo hall, in this version.
std::string hall_file(int version);

}  // namespace sunbooth::sim
