// SPDX-License-Identifier: Apache-2.0
// What monitors see of their own reports.
#include "sync/center/monitoring/issues.h"

namespace sunbooth::center::monitoring {
namespace {

constexpr std::string_view kByCode = R"sql(
    SELECT id FROM issue WHERE receipt_code = :code)sql";

constexpr std::string_view kOfMonitor = R"sql(
    SELECT receipt_code, kind, filed_on,
           CASE WHEN state IN ('rectifying', 'answered') THEN 'acted' ELSE state END
      FROM issue
     WHERE monitor = :monitor ORDER BY id DESC LIMIT :limit)sql";

constexpr std::string_view kSince = R"sql(
    SELECT count(*) FROM issue WHERE monitor = :monitor AND filed_on >= :since)sql";

domain::Date day_of(const std::string& iso) {
    const Result<domain::Date> day = domain::Date::parse(iso);
    return day.ok() ? day.value() : domain::Date{};
}

}  // namespace

Result<domain::TicketView> view_by_receipt(store::Database& db, const std::string& code) {
    store::Statement select = db.prepare(kByCode);
    const Result<bool> row = select.bind(":code", code).step();
    if (!row.ok()) return row.error().in("monitoring.view");
    if (!row.value()) return Error{ErrorCode::NotFound, "no report has this code", "code"};
    const Result<IssueFile> file = find(db, select.integer(0));
    if (!file.ok()) return file.error().in("monitoring.view");
    domain::TicketView view;
    view.kind = domain::RecordKind::Issue;
    view.ticket_no = file.value().issue_no;
    view.state = rules::seen_as(file.value().standing.state);
    view.filed_on = file.value().filed_on;
    return view;
}

Result<wire::StaffRecords> records_of(store::Database& db, const std::string& monitor,
                                      domain::Date today) {
    wire::StaffRecords told;
    store::Statement since = db.prepare(kSince);
    since.bind(":monitor", monitor).bind(":since", week_of(today).iso());
    const Result<bool> counted = since.step();
    if (!counted.ok()) return counted.error().in("monitoring.records_of");
    told.this_week = static_cast<int>(since.integer(0));
    store::Statement select = db.prepare(kOfMonitor);
    select.bind(":monitor", monitor).bind(":limit", std::uint64_t{wire::kStaffRecordsMax});
    while (true) {
        const Result<bool> more = select.step();
        if (!more.ok()) return more.error().in("monitoring.records_of");
        if (!more.value()) return told;
        told.records.push_back(
            {select.text(0),
             domain::issue_kind_of(select.text(1)).value_or(domain::IssueKind::Problem),
             day_of(select.text(2)), select.text(3)});
    }
}

}  // namespace sunbooth::center::monitoring
