// SPDX-License-Identifier: Apache-2.0
#include "sync/center/tickets/row.h"
#include "sync/center/tickets/worklist.h"

#include <charconv>
#include <iterator>

namespace sunbooth::center::tickets {
namespace {

/// Where a page of those at their end begins; nothing: it begins among the open ones.
Result<std::optional<std::int64_t>> ended_place(const std::string& cursor) {
    if (cursor.empty() || cursor.find('.') != std::string::npos) {
        return std::optional<std::int64_t>{};
    }
    std::int64_t id = 0;
    const char* const end = cursor.data() + cursor.size();
    const auto read = std::from_chars(cursor.data(), end, id);
    if (read.ec != std::errc{} || read.ptr != end || id < 0) {
        return invalid_input("cursor", "is no cursor of this list");
    }
    return std::optional(id);
}

Status add_ended(store::Database& db, const rules::Viewer& viewer, Filter filter, WorkPage& page) {
    auto ended = list(db, viewer, filter);
    if (!ended.ok()) return ended.error();
    std::ranges::move(ended.value().items, std::back_inserter(page.items));
    if (ended.value().next != 0) page.next = std::to_string(ended.value().next);
    return ok_status();
}

}  // namespace

Result<WorkPage> list_by_due(store::Database& db, const rules::Viewer& viewer, const Filter& filter,
                             const WorkFilter& open, domain::Date today) {
    const auto place = ended_place(open.after);
    if (!place.ok()) return place.error();
    WorkPage page;
    if (!place.value()) {
        auto first = work_list(db, viewer, open, today);
        if (!first.ok()) return first;
        page = std::move(first).value();
        // Of an open state none is at its end.
        if (!page.next.empty() || (filter.state && is_open(*filter.state))) return page;
    }
    const int room = filter.limit - static_cast<int>(page.items.size());
    if (room == 0) {
        page.next = "0";
        return page;
    }
    Filter ended = filter;
    ended.ended = true;
    ended.oldest_first = false;
    ended.before = place.value().value_or(0);
    ended.limit = room;
    const Status added = add_ended(db, viewer, ended, page);
    if (!added.ok()) return added.error().in("tickets.list_by_due");
    return page;
}

}  // namespace sunbooth::center::tickets
