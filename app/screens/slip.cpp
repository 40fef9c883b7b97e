// SPDX-License-Identifier: Apache-2.0
#include "app/screens/slip.h"

#include "app/screens/case_result.h"
#include "app/screens/receipt_found.h"
#include "app/screens/words.h"
#include "app/text/text.h"

#include <cstdlib>

namespace sunbooth::app::screens {
namespace {

using namespace i18n::literals;
using receipt::Slip;
using receipt::SlipFact;

/// The state in words, without a glass to draw on.
struct Telling {
    const flow::State& state;
    const i18n::Catalogue& words;

    const domain::Hall& hall() const { return *state.hall; }
    std::string tr(i18n::Key key, i18n::Args args = {}) const { return words.tr(key, args); }
    std::string day(domain::Date date) const { return words.formats().day(date); }
    std::string by(domain::Date date) const { return tr("receipt.by"_key, {{"day", day(date)}}); }
    std::string doubt(bool provisional) const {
        return provisional ? tr("receipt.provisional"_key) : std::string();
    }
    std::string help() const {
        return tr("common.help"_key,
                  {{"window", hall().help_window}, {"phone", phone_text(hall().help_phone)}});
    }
};

SlipFact promise(const Telling& tell, domain::Date filed_on, int working_days, i18n::Key what) {
    const auto due = tell.hall().calendar.after(filed_on, working_days);
    return {tell.by(due.date), tell.tr(what), tell.doubt(due.provisional)};
}

void tell_filed(const Telling& tell, const flow::Filed& filed, Slip& slip) {
    const bool complaint = filed.kind == domain::RecordKind::Complaint;
    slip.title = tell.tr(complaint ? "receipt.title_complaint"_key : "receipt.title_rating"_key);
    slip.code_label = tell.tr("receipt.code"_key);
    slip.code = filed.saved.code.grouped();
    slip.qr = filed.saved.qr;
    const domain::Promises& promises = tell.hall().promises;
    if (complaint) {
        slip.facts_title = tell.tr("receipt.next"_key);
        if (promises.verify_days > 0) {
            slip.facts.push_back(
                promise(tell, filed.saved.filed_on, promises.verify_days,
                        filed.with_phone ? "receipt.verify_by_phone"_key : "receipt.verify"_key));
        }
        if (promises.reply_days > 0) {
            slip.facts.push_back(
                promise(tell, filed.saved.filed_on, promises.reply_days, "receipt.answer"_key));
        }
        slip.facts.push_back(
            {tell.tr("receipt.late"_key),
             tell.tr("receipt.late_what"_key, {{"window", tell.hall().help_window}}),
             {}});
    }
    if (!filed.delivered) {
        const bool online = tell.state.standing.online;
        slip.notes.push_back(tell.tr(online ? "slip.sending"_key : "slip.unsent"_key));
    }
    slip.notes.push_back(tell.tr("receipt.code_hint"_key));
}

void tell_record(const Telling& tell, const flow::LookedUp& looked_up, Slip& slip) {
    const domain::TicketView& ticket = looked_up.found.view;
    const bool complaint = ticket.kind == domain::RecordKind::Complaint;
    slip.title = tell.tr(complaint ? "receipt_found.complaint"_key : "receipt_found.rating"_key);
    slip.code_label = tell.tr("receipt.code"_key);
    slip.code = looked_up.code;
    slip.state = tell.tr(looked_up.found.queued ? "ticket.queued"_key : chip_of(ticket.state));
    slip.facts.push_back({tell.tr("receipt_found.filed_on"_key), tell.day(ticket.filed_on), {}});
    if (!ticket.ticket_no.empty()) {
        slip.facts.push_back(
            {tell.tr("receipt_found.ticket_no"_key), text::isolate(ticket.ticket_no), {}});
    }
    if (ticket.needed_by) {
        slip.facts.push_back(
            {tell.tr("receipt_found.needed_by"_key), tell.day(*ticket.needed_by), {}});
    }
    if (ticket.reply_by) {
        slip.facts.push_back({tell.tr("receipt_found.reply_by"_key), tell.day(*ticket.reply_by),
                              tell.doubt(ticket.provisional)});
    }
    slip.notes.push_back(tell.tr("receipt.code_hint"_key));
}

void tell_case(const Telling& tell, const client::CaseFound& found, Slip& slip) {
    const domain::CaseView& matter = found.view;
    slip.title = tell.tr("case_result.title"_key);
    slip.code_label = tell.tr("case_number.label"_key);
    slip.code = matter.case_no;
    slip.state = tell.tr(chip_of(matter.stage));
    slip.facts.push_back({tell.tr("slip.service"_key), matter.service, {}});
    if (matter.due_on) {
        slip.facts.push_back({tell.tr("case_result.due"_key), tell.day(*matter.due_on), {}});
    }
    slip.facts.push_back({tell.tr("case_result.next"_key), tell.tr(next_of(matter.stage)), {}});
    const domain::Unit* unit = tell.hall().unit(matter.unit);
    if (unit != nullptr) {
        slip.facts.push_back(
            {tell.tr("case_result.unit"_key),
             tell.tr("case_result.unit_window"_key,
                     {{"unit", unit->name.in(tell.words.language())}, {"code", matter.window}}),
             tell.tr("case_result.phone"_key, {{"phone", phone_text(unit->phone)}})});
    }
    if (found.from_snapshot) {
        const domain::Date as_of = domain::date_of(matter.updated_at);
        slip.notes.push_back(tell.tr("case_result.snapshot"_key, {{"day", tell.day(as_of)}}));
    }
}

}  // namespace

receipt::Slip slip_of(const flow::State& state, const i18n::Catalogue& words) {
    const Telling tell{state, words};
    Slip slip;
    slip.language = words.language();
    slip.hall = tell.hall().name.in(words.language());
    if (state.visit.page == flow::Page::CaseResult) {
        tell_case(tell, *state.visit.found_case, slip);
    } else if (const auto* filed = std::get_if<flow::Filed>(&state.visit.receipt)) {
        tell_filed(tell, *filed, slip);
    } else {
        tell_record(tell, std::get<flow::LookedUp>(state.visit.receipt), slip);
    }
    slip.notes.push_back(tell.help());
    slip.foot = tell.tr("slip.foot"_key, {{"day", tell.day(domain::date_of(state.wall))}});
    return slip;
}

}  // namespace sunbooth::app::screens
