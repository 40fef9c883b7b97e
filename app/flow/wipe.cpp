// SPDX-License-Identifier: Apache-2.0
#include "app/flow/turn.h"
#include "sync/base/mutant.h"

namespace sunbooth::app::flow {
namespace {

/// A std::string may keep short words inside itself: write over all of it before letting go.
void wipe_words(std::string& words) {
    words.resize(words.capacity());
    wipe_memory(words.data(), words.size());
    words.clear();
}

void wipe_words(std::optional<std::string>& words) {
    if (words) wipe_words(*words);
    words.reset();
}

void wipe_entry(Entry& entry) {
    entry.wipe();
}

void wipe_case(domain::CaseView& view) {
    for (std::string* words :
         {&view.case_no, &view.service, &view.unit, &view.window, &view.masked_name}) {
        wipe_words(*words);
    }
}

}  // namespace

void forget_person(Visit& visit) {
    wipe_entry(visit.entry(Field::IdCard));
    wipe_entry(visit.entry(Field::PhoneTail));
    visit.shown.reset();
}

void forget_places(Visit& visit) {
    wipe_entry(visit.entry(Field::QueueNumber));
    wipe_entry(visit.entry(Field::PlaceWords));
    for (Place& place : visit.places) {
        for (std::string* words :
             {&place.name.zh, &place.name.en, &place.name.ug, &place.window, &place.unit}) {
            wipe_words(*words);
        }
    }
    visit.places.clear();
}

void forget_forms(Visit& visit) {
    forget_places(visit);
    wipe_entry(visit.entry(Field::ComplaintText));
    wipe_entry(visit.entry(Field::ComplaintPhone));
    wipe_entry(visit.entry(Field::RatingComment));
    wipe_entry(visit.entry(Field::RatingPhone));
    wipe_entry(visit.entry(Field::IssueText));
    wipe_words(visit.complaint.topic);
    wipe_words(visit.complaint.window);
    wipe_words(visit.complaint.unit);
    visit.complaint = {};
    wipe_words(visit.rating.window);
    for (std::string& tag : visit.rating.tags) wipe_words(tag);
    visit.rating = {};
    visit.changing = false;
    if (!mutant("flow.composer_stays")) visit.composer.wipe();
}

void forget_looked_up(Visit& visit) {
    if (auto* looked_up = std::get_if<LookedUp>(&visit.receipt)) {
        wipe_words(looked_up->code);
        domain::TicketView& view = looked_up->found.view;
        for (std::string* words :
             {&view.ticket_no, &view.reply, &view.extension, &view.refusal, &view.needed}) {
            wipe_words(*words);
        }
    }
    if (std::holds_alternative<LookedUp>(visit.receipt)) visit.receipt = std::monostate{};
}

void forget_results(Visit& visit) {
    wipe_entry(visit.entry(Field::CaseNumber));
    wipe_entry(visit.entry(Field::CaseSecret));
    forget_person(visit);
    wipe_entry(visit.entry(Field::ReceiptCode));
    if (visit.found_case) wipe_case(visit.found_case->view);
    visit.found_case.reset();
    visit.missing.reset();
    for (domain::CaseView& view : visit.cases) wipe_case(view);
    visit.cases.clear();
    if (auto* filed = std::get_if<Filed>(&visit.receipt)) wipe_words(filed->saved.qr);
    forget_looked_up(visit);
    visit.receipt = std::monostate{};
}

void forget_staff(Visit& visit) {
    wipe_entry(visit.entry(Field::StaffCode));
    wipe_entry(visit.entry(Field::StaffPin));
    wipe_words(visit.assisted);
    if (visit.staff) {
        wipe_words(visit.staff->monitor);
        wipe_words(visit.staff->issue.window);
    }
    visit.staff.reset();
    visit.calling.reset();
}

void wipe(State& state, Instant now) {
    forget_staff(state.visit);
    forget_forms(state.visit);
    forget_results(state.visit);
    if (state.engines) state.engines->wipe();
    Visit next;
    if (mutant("flow.composer_stays")) next.composer = std::move(state.visit.composer);
    state.visit = std::move(next);
    state.visit.language = first_language(state);
    state.visit.touched = now;
    state.now = now;
    if (state.next_hall) state.hall = std::exchange(state.next_hall, nullptr);
}

}  // namespace sunbooth::app::flow
