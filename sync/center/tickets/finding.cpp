// SPDX-License-Identifier: Apache-2.0
#include "sync/center/tickets/finding.h"

#include "sync/base/mutant.h"

namespace sunbooth::center::tickets {
namespace {

std::string field(const Event& event, const char* name) {
    const auto found = event.fields.find(name);
    return found == event.fields.end() ? std::string() : found->second;
}

}  // namespace

std::optional<domain::Finding> finding_in(const std::vector<Event>& events) {
    std::optional<domain::Finding> claimed, found;
    for (const Event& event : events) {
        const auto said = domain::finding_of(field(event, "finding"));
        if (event.type == "sent_back" || event.type == "reopened") claimed = found = std::nullopt;
        if (event.type == "answer_sent_back") claimed.reset();
        const bool waits =
            field(event, "review") == "pending" && !mutant("tickets.units_find_for_themselves");
        if (event.type == "replied") (waits ? claimed : found) = said;
        if (event.type == "approved") found = said ? said : claimed;
        if (event.type == "closed" && said) found = said;
    }
    return found;
}

}  // namespace sunbooth::center::tickets
