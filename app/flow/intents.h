// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/flow/state.h"

#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>

namespace sunbooth::app::flow {

/// A touch that hit nothing, or any other sign of life. Also "I am still here".
struct Touch {};
struct ChooseLanguage {
    domain::Language language;
};
/// Lays the sheet of the modes over the page; Stay takes it away.
struct OpenModes {};
struct ChooseModes {
    Modes modes;
};
/// A keypad was touched, or the marked corner held: the page is to be heard (kiosk-ux S4).
struct StartSpeech {};
/// The headset was plugged in or pulled out (kiosk-ux S3).
struct Plug {
    bool in = false;
};
/// What the sheet and the keys for hearing change.
struct ChooseHearing {
    std::optional<bool> speech = {}, blank = {}, quiet = {};
    int rate_by = 0, volume_by = 0;
};
/// The four tasks, from home or attract.
struct OpenTask {
    enum class Task { Case, Complaint, Rating, Receipt } task;
};
struct Back {};
struct GoHome {};
struct Continue {};
/// End the visit; asks first when something was typed.
struct Exit {};
/// "Yes, clear and end", from the idle warning, the leave dialog or the receipt.
struct EndVisit {};
/// "No, go on", from the idle warning or a dialog.
struct Stay {};

/// Puts `text` in the place of the bytes [from, to) of a field. Both are grapheme borders, found by
/// the screen. Covers typing (from == to), Backspace and clearing.
struct Edit {
    Field field;
    std::size_t from = 0;
    std::size_t to = 0;
    SecretText text;
};
struct MoveCaret {
    Field field;
    std::size_t at = 0;
};
/// A tap into a field: sets the caret, and selects where it stands.
struct TapField {
    Field field;
    std::size_t at = 0;
};
/// The caret goes one step on the glass.
struct StepCaret {
    Field field;
    bool to_the_right = true;
};
/// Takes the last change of a field's words back.
struct UndoEdit {
    Field field;
};
/// Everything in the field. Of numbers the first press only asks (kiosk-ux 2.5); words can be
/// brought back by UndoEdit.
struct ClearField {
    Field field;
};
/// Uncovers the page's field for a while, or covers it again.
struct ShowField {};
struct SwitchKeys {
    Keys to;
};
/// A stroke on the writing pad: millimetres from its top left, and the side of one of its squares.
struct WriteStroke {
    std::vector<input_method::InkPoint, WipingAllocator<input_method::InkPoint>> points;
    float pad_mm = 0;
};
struct UndoStroke {};
struct ClearInk {};
struct MoreCandidates {};
/// A key that stands for a sound: see input_method::Engines.
struct TypeSound {
    char key = 0;
};
/// A digit of a keypad that stands for letters.
struct TapLetter {
    char digit = 0;
};
/// Takes the last of them back.
struct RubOutSound {};
/// Puts the keys themselves into the page's field: letters that were meant as letters.
struct WriteKeys {};
/// Puts a candidate into the page's field, and behind it what was typed to end it.
struct ChooseCandidate {
    std::size_t index = 0;
    SecretText then = {};
};
struct TurnPage {
    int by;  ///< -1 or +1.
};

struct ChooseTopic {
    std::string code;
};
/// For the complaint or the rating, by page; empty: not known, or the whole hall.
struct ChooseWindow {
    std::string code;
};
struct ChooseLevel {
    int level;
};
struct ToggleTag {
    std::string code;
};
/// From the check page: mend this answer and come back.
struct Change {
    Page page;
};
/// From the first page of looking a case up.
struct FindByNumber {};
/// By id card and phone.
struct FindByPerson {};
/// One of a person's cases.
struct ChooseCase {
    std::size_t index;
};
/// When what is complained about happened; `day` with Happened::OnDay, from its own page.
struct ChooseHappened {
    Happened happened;
    std::optional<domain::Date> day = {};
};
/// Whether to call back, for the complaint or the rating, by page.
struct ChooseCall {
    bool call;
};
struct Submit {};
struct CancelWait {};
/// From an overdue case: a complaint about its window.
struct ComplainAboutCase {};
/// From the page of a record that was looked up. Withdrawing and sending back ask first.
struct MakeWish {
    domain::Wish wish;
};
/// "Yes, do it", from the dialog that a wish asks with.
struct ConfirmWish {};
/// "Yes, send it", from the dialog that hands which tremble are asked with (Modes::steady).
struct ConfirmSubmit {};
/// A slip of what stands on the page: a receipt, a record or a case.
struct Print {};
/// What a scanner read: a receipt code (the shell has unpacked a receipt's QR) or a case number.
struct Scanned {
    SecretText text;
};

/// A badge was shown; the shell has hashed its text (domain::Monitor::badge_hash).
struct ShowBadge {
    std::string hash;
};
/// From home: for those who work here.
struct OpenStaff {};
/// From the page that asks for the badge.
struct UsePin {};
/// Begins a report; `kind` is chosen already for a week without anything to report.
struct OpenIssue {
    std::optional<domain::IssueKind> kind = {};
    bool keep_place = false;  ///< The next one from the same window.
};
struct ChooseIssueKind {
    domain::IssueKind kind;
};
struct ChooseSeverity {
    domain::Severity severity;
};
struct ChooseAspect {
    domain::Aspect aspect;
};
struct ChooseWhen {
    When when;
};
/// The monitor's own list and which rows it shows, one of the rows, other rows of it.
struct OpenOwn {
    Staff::Show show = Staff::Show::All;
};
struct ChooseOwn {
    std::size_t index;
};
struct FilterOwn {
    Staff::Show show;
};
struct LockStaff {};
/// From a page that asks for a window: by a number of its queue, or by a name.
struct OpenQueue {};
struct FindPlace {};
/// One of the places that were found.
struct ChoosePlace {
    std::size_t index;
};
/// Help on the page, or a person, from the strip of any page.
struct OpenHelp {};
struct CallPerson {};

using AnyIntent =
    std::variant<FindByNumber, FindByPerson, ChooseCase, ChooseHappened, ChooseCall, ShowBadge,
                 OpenStaff, UsePin, OpenIssue, ChooseIssueKind, ChooseSeverity, ChooseAspect,
                 ChooseWhen, OpenOwn, ChooseOwn, FilterOwn, LockStaff, OpenQueue, FindPlace,
                 ChoosePlace, OpenHelp, CallPerson, Touch, ChooseLanguage, OpenModes, ChooseModes,
                 StartSpeech, Plug, ChooseHearing, OpenTask, Back, GoHome, Continue, Exit, EndVisit,
                 Stay, Edit, MoveCaret, TapField, StepCaret, ClearField, UndoEdit, ShowField,
                 SwitchKeys, WriteStroke, UndoStroke, ClearInk, TypeSound, TapLetter, RubOutSound,
                 MoreCandidates, WriteKeys, ChooseCandidate, TurnPage, ChooseTopic, ChooseWindow,
                 ChooseLevel, ToggleTag, Change, Submit, CancelWait, ComplainAboutCase, MakeWish,
                 ConfirmWish, ConfirmSubmit, Print, Scanned>;

template <typename T, typename Any>
inline constexpr bool kIsOneOf = false;
template <typename T, typename... Each>
inline constexpr bool kIsOneOf<T, std::variant<Each...>> = (std::is_same_v<T, Each> || ...);

/// One of them. Not the variant itself: how one is copied, moved and destroyed is compiled once, in
/// intents.cpp, and not in every page and every test (9.4 s of the 14.1 that one
/// page took).
class Intent : public AnyIntent {
public:
    template <typename One>
    requires kIsOneOf<One, AnyIntent> Intent(One one)
        : AnyIntent(std::in_place_type<One>, std::move(one)) {}
    Intent(const Intent&);
    Intent(Intent&&) noexcept;
    Intent& operator=(const Intent&);
    Intent& operator=(Intent&&) noexcept;
    ~Intent();
};

}  // namespace sunbooth::app::flow
