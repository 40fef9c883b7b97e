// SPDX-License-Identifier: Apache-2.0
#include "tests/sim/ledger.h"

#include <fmt/format.h>

namespace sunbooth::sim {

Form make_form(std::size_t number, domain::RecordKind kind, bool leaves_phone) {
    Form form;
    form.kind = kind;
    form.text = fmt::format("第{}件：窗口没有人，等了很久", number);
    if (leaves_phone) form.phone = fmt::format("139{:08}", number);
    return form;
}

domain::Filing filing_of(const Form& form) {
    if (form.kind == domain::RecordKind::Rating) {
        domain::Rating rating;
        rating.window = "3";
        rating.scale = "national-5";
        rating.level = 1;
        rating.comment = SecretText(form.text);
        rating.phone = SecretText(form.phone);
        return rating;
    }
    if (form.kind == domain::RecordKind::Issue) {
        domain::Issue issue;
        issue.monitor = "1001";
        issue.window = "3";
        issue.text = SecretText(form.text);
        return issue;
    }
    domain::Complaint complaint;
    complaint.topic = "slow";
    complaint.window = "2";
    complaint.text = SecretText(form.text);
    complaint.phone = SecretText(form.phone);
    return complaint;
}

}  // namespace sunbooth::sim
