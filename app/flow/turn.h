// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/flow/reduce.h"

namespace sunbooth::app::flow {

/// One turn of the crank on its way through the room: what changes, and what the shell must do.
struct Turn {
    State& state;
    Effects& effects;

    Visit& visit() const { return state.visit; }
    const domain::Hall& hall() const { return *state.hall; }
    void fail(Trouble trouble) const {
        state.visit.trouble = trouble;
        effects.cue = Cue::Error;
    }
};

/// Goes to a page: no trouble, first list page, the keyboard that suits it.
void enter(State& state, Page page);
/// The keyboard that the visit's page starts with.
Keys first_keys(const Visit& visit);

// continue.cpp
void continue_page(const Turn& turn);

// way.cpp
/// Where Back leads. The page itself where there is no way back.
Page former(const Visit& visit);
/// Pages that the check page of a complaint, or of a report, sends the visitor to.
bool is_answer_page(Page page);
bool is_issue_page(Page page);

// edit.cpp
/// False: the text stays as it is; the page says so where it is full.
bool edit(const Turn& turn, const Edit& intent);
void undo_edit(const Turn& turn, const UndoEdit& intent);
void move_caret(const Turn& turn, const MoveCaret& intent);
void tap_field(const Turn& turn, const TapField& intent);
void step_caret(const Turn& turn, const StepCaret& intent);
void fill(Visit& visit, Field field, std::string_view text);

// numbers.cpp
void clear_field(const Turn& turn, const ClearField& intent);
void show_field(const Turn& turn);
/// Covers again what was shown long enough.
void cover_again(const Turn& turn);
/// The card that was typed, checked; nothing, with the trouble on the page and the caret where it
/// is mended, when it is none.
std::optional<SecretText> leave_id_card(const Turn& turn);
/// The same for the last digits of a telephone number.
std::optional<SecretText> leave_phone_tail(const Turn& turn);

// compose.cpp
/// Another way to write; what was begun by the former one is dropped, so see settle().
void switch_keys(State& state, Keys to);
/// A tab, or Shift, of which two quick presses lock the capitals in prose.
void press_switch(const Turn& turn, Keys to);
void write_stroke(const Turn& turn, const WriteStroke& intent);
void undo_stroke(const Turn& turn);
void type_sound(const Turn& turn, const TypeSound& intent);
void rub_out_sound(const Turn& turn);
void tap_letter(const Turn& turn, const TapLetter& intent);
/// Writes the keys themselves in the place of what they may mean.
void write_keys(const Turn& turn);
void choose_candidate(const Turn& turn, const ChooseCandidate& intent);
/// Writes what was begun as it is read best: a visitor who sees it in the field and goes on has
/// written it. False: it finds no room, stays begun, and the page says so.
bool settle(const Turn& turn);
/// What a key writes: a vowel of the Uyghur keyboard with its hemze; and a capital ends Shift.
void edit_by_key(const Turn& turn, const Edit& intent);
/// An edit from beside the keys, e.g. a ready sentence: behind what was begun, not before it.
void edit_aside(const Turn& turn, Edit intent);
/// The caret goes elsewhere, and what was begun is written where it stands, not taken along.
/// @return where `at` lies by then; nothing: the caret stays where it is.
std::optional<std::size_t> leave_for(const Turn& turn, Field field, std::size_t at);
/// Whether an act may lead away from what was begun.
bool leaves_begun(const Visit& visit, const Intent& intent);

// look_up.cpp
void ask_case(const Turn& turn);
void ask_person(const Turn& turn);
void choose_case(const Turn& turn, const ChooseCase& intent);
void ask_receipt(const Turn& turn);
void scanned(const Turn& turn, const Scanned& intent);
void make_wish(const Turn& turn, const MakeWish& intent);
void confirm_wish(const Turn& turn);
/// Gives a question up and goes back to where it was asked.
void stop_waiting(const Turn& turn);

// places.cpp
void open_queue(const Turn& turn);
void find_place(const Turn& turn);
void ask_queue(const Turn& turn);
void ask_place(const Turn& turn);
void choose_place(const Turn& turn, const ChoosePlace& intent);
/// A ticket of a queue was scanned on a page that asks whom to rate.
void scan_queue(const Turn& turn, std::string_view text);
bool takes_queue(Page page);

// paper.cpp
void print_slip(const Turn& turn);

// hearing.cpp
void start_speech(const Turn& turn, const StartSpeech& intent);
void plug(const Turn& turn, const Plug& intent);
void choose_hearing(const Turn& turn, const ChooseHearing& intent);
/// The time to plug it in again is over.
void ask_for_headset(const Turn& turn);
/// Somebody answered on the glass instead.
void go_on_without_headset(Visit& visit);

// submit.cpp
/// False, with the trouble on the page, when no form may be begun.
bool may_begin_form(const Turn& turn);
void submit_complaint(const Turn& turn);
void submit_rating(const Turn& turn);

// staff.cpp
void show_badge(const Turn& turn, const ShowBadge& intent);
void ask_pin(const Turn& turn);
void signed_in(const Turn& turn);
void take_own(const Turn& turn, const client::OwnIssues& own);
void begin_issue(const Turn& turn, const OpenIssue& intent);
void continue_issue(const Turn& turn);
void open_own(const Turn& turn, const OpenOwn& intent);
void choose_own(const Turn& turn, const ChooseOwn& intent);
void filter_own(const Turn& turn, const FilterOwn& intent);
void lock_staff(const Turn& turn, bool by_hand);
/// The report is on disk: only its place stays, for the next one, and the list is asked for anew.
void issue_filed(const Turn& turn);

// aside.cpp
void open_aside(const Turn& turn, Page page);
void leave_aside(const Turn& turn);
void call_again(const Turn& turn);
void call_off(const Turn& turn);
void end_call(const Turn& turn);
void take_call(const Turn& turn, const client::StaffCalled& called);
void call_failed(const Turn& turn, client::Token token);
/// Asks how the call stands, every kCallAskEvery.
void tend_call(const Turn& turn);

// submit.cpp
void submit_issue(const Turn& turn);

// wipe.cpp
void forget_forms(Visit& visit);
/// What was looked for in the hall, and what was found.
void forget_places(Visit& visit);
/// Id card and phone, once they are answered.
void forget_person(Visit& visit);
void forget_staff(Visit& visit);
void forget_results(Visit& visit);
/// The record that was looked up, but not the code that was typed.
void forget_looked_up(Visit& visit);

}  // namespace sunbooth::app::flow
