// SPDX-License-Identifier: Apache-2.0
#include "office.h"

#include "sync/center/registry/center.h"
#include "sync/center/registry/hall.h"
#include "sync/domain/receipt_code.h"

#include <doctest/doctest.h>

#include <fstream>
#include <sstream>
#include <unistd.h>

namespace sunbooth::tests {
namespace {

std::filesystem::path fresh_folder() {
    std::string name = (std::filesystem::temp_directory_path() / "sunbooth-XXXXXX").string();
    REQUIRE(mkdtemp(name.data()) != nullptr);
    return name;
}

std::string demo_hall() {
    std::ifstream file(SUNBOOTH_SOURCE_DIR "/assets/demo/hall.json");
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

}  // namespace

Office::Office() : folder_(fresh_folder()) {
    // Monday 2026-11-02, 10:30 at the hall.
    now_ = wall_ms(std::int64_t{domain::Date::of(2026, 11, 2).days} * 86'400'000) +
           std::chrono::minutes{150};
    Result<store::Database> opened = center::registry::open_center(folder_);
    REQUIRE(opened.ok());
    db_ = std::move(opened).value();
    REQUIRE(center::registry::import_hall(*db_, demo_hall(), now_).ok());
}

Office::~Office() {
    db_.reset();
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
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
    const auto opened = center::tickets::open_ticket(*db_, ticket, now_);
    REQUIRE(opened.ok());
    return opened.value();
}

center::tickets::Ticket Office::ticket(std::int64_t id) {
    const auto found = center::tickets::find(*db_, kSupervisor, id);
    REQUIRE(found.ok());
    return found.value();
}

Result<center::tickets::Ticket> Office::act(std::int64_t id, const center::tickets::Deed& deed) {
    pass(std::chrono::minutes{5});
    return center::tickets::act(*db_, {"li", kSupervisor}, id, ticket(id).version, deed, now_);
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

}  // namespace sunbooth::tests
