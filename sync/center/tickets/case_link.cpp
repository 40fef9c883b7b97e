// SPDX-License-Identifier: Apache-2.0
#include "sync/center/tickets/case_link.h"

#include "sync/base/mutant.h"

namespace sunbooth::center::tickets {
namespace {

constexpr std::string_view kSelect =
    "SELECT case_no, version FROM ticket_case WHERE ticket = :ticket";
constexpr std::string_view kPut = R"sql(
    INSERT INTO ticket_case (ticket, case_no, version, by)
    VALUES (:ticket, :case_no, :version, :by)
    ON CONFLICT (ticket) DO UPDATE
       SET case_no = excluded.case_no, version = excluded.version, by = excluded.by)sql";
constexpr std::string_view kOfCase = R"sql(
    SELECT ticket FROM ticket_case
     WHERE case_no <> '' AND case_no = :case_no ORDER BY ticket DESC)sql";

}  // namespace

Result<CaseLink> case_of(store::Database& db, std::int64_t ticket) {
    store::Statement select = db.prepare(kSelect);
    const Result<bool> row = select.bind(":ticket", ticket).step();
    if (!row.ok()) return row.error().in("tickets.case_of");
    return row.value() ? CaseLink{select.text(0), select.integer(1)} : CaseLink{};
}

Result<CaseLink> set_case(store::Database& db, const CaseLinking& wanted) {
    Result<CaseLink> before = case_of(db, wanted.ticket);
    if (!before.ok()) return before;
    if (before.value().version != wanted.version && !mutant("tickets.case_overwrites")) {
        return Error{ErrorCode::Conflict, "has changed since it was read: load it again",
                     "expected_version"};
    }
    if (before.value().case_no == wanted.case_no) return before;
    store::Statement put = db.prepare(kPut);
    put.bind(":ticket", wanted.ticket).bind(":case_no", wanted.case_no);
    put.bind(":version", before.value().version + 1).bind(":by", wanted.by);
    if (const Status done = put.run(); !done.ok()) return done.error().in("tickets.set_case");
    return before;
}

Result<std::vector<Ticket>> tickets_of_case(store::Database& db, const rules::Viewer& viewer,
                                            const std::string& case_no) {
    store::Statement select = db.prepare(kOfCase);
    select.bind(":case_no", case_no);
    std::vector<Ticket> all;
    while (all.size() < static_cast<std::size_t>(kOfCaseMax)) {
        const Result<bool> row = select.step();
        if (!row.ok()) return row.error().in("tickets.of_case");
        if (!row.value()) break;
        auto ticket = find(db, viewer, select.integer(0));
        if (ticket.ok()) all.push_back(std::move(ticket).value());
        if (!ticket.ok() && ticket.error().code != ErrorCode::NotFound) return ticket.error();
    }
    return all;
}

}  // namespace sunbooth::center::tickets
