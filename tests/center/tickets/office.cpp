// SPDX-License-Identifier: Apache-2.0
#include "office.h"

#include "sync/center/registry/hall.h"
#include "sync/domain/receipt_code.h"

#include <doctest/doctest.h>

#include <fstream>
#include <sstream>
#include <unistd.h>

namespace sunbooth::tests {

Office::Office(const std::string& profile)
    : now_(at_hall(domain::Date::of(2026, 11, 2), 10 * 60 + 30)) {
    constexpr std::string_view kUsual = "hubei-xiangyang";
    std::string hall = source_file("assets/demo/hall.json");
    const std::size_t at = hall.find(kUsual);
    REQUIRE(at != std::string::npos);
    hall.replace(at, kUsual.size(), profile);
    REQUIRE(center::registry::import_hall(db(), hall, now_).ok());
}

std::int64_t Office::file(const Filing& filing) {
    center::tickets::NewTicket ticket;
    random_.fill(ticket.record.bytes);
    ticket.kind = filing.kind;
    ticket.receipt_code = code_ = domain::ReceiptCode::of(ticket.record).compact();
    ticket.unit = filing.unit;
    ticket.window = "2";
    ticket.topic = "slow";
    ticket.category = filing.category;
    ticket.filed_at = now_;
    ticket.has_contact = filing.has_contact;
    ticket.kiosk = "hall-a-1";
    const auto opened = center::tickets::open_ticket(db(), ticket, now_);
    REQUIRE(opened.ok());
    return opened.value();
}

center::tickets::Ticket Office::ticket(std::int64_t id) {
    const auto found = center::tickets::find(db(), kSupervisor, id);
    REQUIRE(found.ok());
    return found.value();
}

Result<center::tickets::Ticket> Office::act(std::int64_t id, const center::tickets::Deed& deed) {
    pass(std::chrono::minutes{5});
    return act_as("li", kSupervisor, id, deed);
}

Result<center::tickets::Ticket> Office::act_as(const std::string& account,
                                               const center::rules::Viewer& viewer, std::int64_t id,
                                               const center::tickets::Deed& deed) {
    auto done = center::tickets::act(db(), {account, viewer}, id, ticket(id).version, deed, now_);
    if (!done.ok()) return done.error();
    CHECK(center::tickets::verify_chain(db(), id).ok());
    return std::move(done).value().ticket;
}

center::tickets::Deed call(center::rules::Outcome outcome) {
    center::tickets::Deed deed;
    deed.action = center::rules::Action::Callback;
    deed.outcome = outcome;
    return deed;
}
center::tickets::Deed accept() {
    return {};
}
center::tickets::Deed refuse(std::string words) {
    center::tickets::Deed deed;
    deed.action = center::rules::Action::Refuse;
    deed.reason_code = "R2";
    deed.words = std::move(words);
    return deed;
}
center::tickets::Deed reply(std::string words) {
    center::tickets::Deed deed;
    deed.action = center::rules::Action::Reply;
    deed.words = std::move(words);
    return deed;
}
center::tickets::Deed close(std::string result) {
    center::tickets::Deed deed;
    deed.action = center::rules::Action::Close;
    deed.result = std::move(result);
    return deed;
}
center::tickets::Deed heard(int satisfaction, center::rules::Outcome outcome) {
    center::tickets::Deed deed;
    deed.action = center::rules::Action::ClosingCall;
    deed.outcome = outcome;
    deed.satisfaction = satisfaction;
    deed.solved = "yes";
    return deed;
}
center::tickets::Deed ask(std::string words) {
    center::tickets::Deed deed;
    deed.action = center::rules::Action::NeedInfo;
    deed.words = std::move(words);
    return deed;
}
center::tickets::Deed dispatch(std::string unit) {
    center::tickets::Deed deed;
    deed.action = center::rules::Action::Dispatch;
    deed.unit = std::move(unit);
    return deed;
}
center::tickets::Deed noted(center::rules::Action action) {
    center::tickets::Deed deed;
    deed.action = action;
    deed.note = "按来访人电话";
    return deed;
}

center::tickets::Deed extend(std::string why) {
    center::tickets::Deed deed;
    deed.action = center::rules::Action::Extend;
    deed.words = std::move(why);
    return deed;
}

std::int64_t accepted(Office& office, const Office::Filing& filing) {
    const std::int64_t id = office.file(filing);
    REQUIRE(office.act(id, call(center::rules::Outcome::Verified)).ok());
    REQUIRE(office.act(id, accept()).ok());
    return id;
}

domain::TicketView view(Office& office, const std::string& code) {
    const auto seen = center::tickets::view_by_receipt(office.db(), code, office.now());
    REQUIRE(seen.ok());
    return seen.value();
}
domain::TicketView view(Office& office) {
    return view(office, office.code_of_last());
}

Result<center::tickets::Ticket> by_unit(Office& office, std::int64_t id,
                                        const center::tickets::Deed& deed) {
    return office.act_as("zhang", {center::rules::Role::Handler, "scjg"}, id, deed);
}

std::int64_t signed_for(Office& office) {
    const std::int64_t id = accepted(office);
    REQUIRE(by_unit(office, id, noted(center::rules::Action::Sign)).ok());
    return id;
}

std::string refused_field(const Result<center::tickets::Ticket>& done) {
    REQUIRE_FALSE(done.ok());
    return done.error().field;
}

}  // namespace sunbooth::tests
