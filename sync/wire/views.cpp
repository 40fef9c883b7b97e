// SPDX-License-Identifier: Apache-2.0
#include "sync/wire/json.h"
#include "sync/wire/messages.h"

namespace sunbooth::wire {
namespace {

namespace json = boost::json;

constexpr std::size_t kReplyBytesMax = 8000;
constexpr std::size_t kNameBytesMax = 400;
constexpr std::size_t kWishesMax = 8;
constexpr std::size_t kWishBytesMax = 32;
constexpr std::size_t kFindingBytesMax = 32;

json::value date_or_null(const std::optional<domain::Date>& date) {
    return date ? json::value(date->iso()) : json::value(nullptr);
}

json::value finding_or_null(const std::optional<domain::Finding>& finding) {
    return finding ? json::value(domain::to_string(*finding)) : json::value(nullptr);
}

domain::Date date_in(FieldReader& in, const char* name) {
    const Result<domain::Date> date = domain::Date::parse(in.text(name, 10));
    if (!date.ok()) in.fail(name, "must be a date such as 2026-11-26");
    return date.ok() ? date.value() : domain::Date{};
}

std::optional<domain::Date> date_or_nothing(FieldReader& in, const char* name) {
    if (in.text_or_empty(name, 10).empty()) return std::nullopt;
    return date_in(in, name);
}

}  // namespace

std::string write(const domain::TicketView& view) {
    json::array wishes;
    for (const domain::Wish wish : view.wishes) wishes.push_back(domain::to_string(wish));
    return json::serialize(json::object{{"kind", domain::to_string(view.kind)},
                                        {"state", domain::to_string(view.state)},
                                        {"ticket_no", view.ticket_no},
                                        {"filed_on", view.filed_on.iso()},
                                        {"verify_by", date_or_null(view.verify_by)},
                                        {"reply_by", date_or_null(view.reply_by)},
                                        {"provisional", view.provisional},
                                        {"overdue", view.overdue},
                                        {"reply", view.reply},
                                        {"finding", finding_or_null(view.finding)},
                                        {"extension", view.extension},
                                        {"refusal", view.refusal},
                                        {"needed", view.needed},
                                        {"needed_by", date_or_null(view.needed_by)},
                                        {"wishes", std::move(wishes)}});
}

Result<domain::TicketView> read_ticket_view(std::string_view text) {
    const Result<json::value> parsed = parse_json(text, 64 * 1024);
    if (!parsed.ok()) return parsed.error().in("ticket");
    FieldReader in(parsed.value());
    domain::TicketView view;
    const auto kind = domain::record_kind_of(in.text("kind", 16));
    if (!kind) in.fail("kind", "is not one of this version");
    view.kind = kind.value_or(domain::RecordKind::Complaint);
    const auto state = domain::ticket_state_of(in.text("state", 32));
    if (!state) in.fail("state", "is not one of this version");
    view.state = state.value_or(domain::TicketState::Registered);
    view.ticket_no = in.text("ticket_no", 64);
    view.filed_on = date_in(in, "filed_on");
    view.verify_by = date_or_nothing(in, "verify_by");
    view.reply_by = date_or_nothing(in, "reply_by");
    view.provisional = in.boolean_or("provisional", false);
    view.overdue = in.boolean_or("overdue", false);
    view.reply = in.text_or_empty("reply", kReplyBytesMax);
    // Centers before it had one leave it out; what a later version finds, this one cannot tell.
    view.finding = domain::finding_of(in.text_or_empty("finding", kFindingBytesMax));
    view.extension = in.text_or_empty("extension", kReplyBytesMax);
    view.refusal = in.text_or_empty("refusal", kReplyBytesMax);
    view.needed = in.text_or_empty("needed", kReplyBytesMax);
    view.needed_by = date_or_nothing(in, "needed_by");
    // A wish of a later version is one that this kiosk cannot offer.
    if (in.has("wishes")) {
        for (const std::string& name : in.texts("wishes", kWishesMax, kWishBytesMax)) {
            if (const auto wish = domain::wish_of(name)) view.wishes.push_back(*wish);
        }
    }
    if (in.error()) return in.error()->in("ticket");
    return view;
}

namespace {

json::object object_of(const domain::CaseView& view) {
    return {{"case_no", view.case_no},
            {"service", view.service},
            {"unit", view.unit},
            {"window", view.window},
            {"masked_name", view.masked_name},
            {"stage", domain::to_string(view.stage)},
            {"accepted_on", date_or_null(view.accepted_on)},
            {"promised_days", view.promised_days},
            {"due_on", date_or_null(view.due_on)},
            {"updated_at_ms", to_ms(view.updated_at)}};
}

domain::CaseView case_of(FieldReader& in) {
    domain::CaseView view;
    view.case_no = in.text("case_no", 64);
    view.service = in.text("service", kNameBytesMax);
    view.unit = in.text("unit", 64);
    view.window = in.text("window", 64);
    view.masked_name = in.text("masked_name", 64);
    const auto stage = domain::case_stage_of(in.text("stage", 32));
    if (!stage) in.fail("stage", "is not one of this version");
    view.stage = stage.value_or(domain::CaseStage::Received);
    view.accepted_on = date_or_nothing(in, "accepted_on");
    view.promised_days = static_cast<int>(in.integer("promised_days", 0, 1000));
    view.due_on = date_or_nothing(in, "due_on");
    view.updated_at = wall_ms(in.integer("updated_at_ms", 0, 253'402'300'799'000));
    return view;
}

}  // namespace

std::string write(const domain::CaseView& view) {
    return json::serialize(object_of(view));
}

std::string write(const std::vector<domain::CaseView>& cases) {
    json::array list;
    for (const domain::CaseView& one : cases) list.push_back(object_of(one));
    return json::serialize(json::object{{"cases", std::move(list)}});
}

Result<domain::CaseView> read_case_view(std::string_view text) {
    const Result<json::value> parsed = parse_json(text, 16 * 1024);
    if (!parsed.ok()) return parsed.error().in("case");
    FieldReader in(parsed.value());
    domain::CaseView view = case_of(in);
    if (in.error()) return in.error()->in("case");
    return view;
}

Result<std::vector<domain::CaseView>> read_case_list(std::string_view text) {
    const Result<json::value> parsed = parse_json(text, 256 * 1024);
    if (!parsed.ok()) return parsed.error().in("cases");
    FieldReader in(parsed.value());
    std::vector<domain::CaseView> cases;
    in.objects("cases", kCasesMax, [&](FieldReader& item) { cases.push_back(case_of(item)); });
    if (in.error()) return in.error()->in("cases");
    return cases;
}

}  // namespace sunbooth::wire
