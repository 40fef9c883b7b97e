// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/flow/hearing.h"
#include "app/flow/modes.h"
#include "app/flow/pages.h"
#include "app/input_method/composer.h"
#include "app/input_method/writing.h"
#include "sync/client/client.h"

#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace sunbooth::app::flow {

/// One text field: what was typed, and the caret as a byte on a grapheme border.
struct Entry : input_method::Writing {};

enum class Field {
    CaseNumber,
    CaseSecret,
    ComplaintText,
    ComplaintPhone,
    RatingComment,
    RatingPhone,
    ReceiptCode,
    StaffCode,
    StaffPin,
    IssueText,
    IdCard,
    PhoneTail,  ///< The last four digits of a telephone number.
    QueueNumber,
    PlaceWords,  ///< A service, a unit or a window that is looked for.
};
inline constexpr std::size_t kFieldCount = 14;
/// Whether a field takes words, with all the ways to write them.
bool is_prose(Field field);
/// Whether its words may stand on several lines.
bool has_lines(Field field);
/// The field that a page shows, if any.
std::optional<Field> field_of(Page page);
/// The most that a field takes, in code points.
std::size_t length_max(Field field);

/// On-screen keyboards; app/screens turns them into the widget layer's.
enum class Keys { Hand, Hanzi, Pinyin, Nine, Latin, LatinUpper, Uyghur, Numbers, Digits, Card };

/// What is wrong on the page; said in words by the screen, gone with the next edit or choice.
enum class Trouble {
    NoTopic,
    NoWindow,
    NoLevel,
    CaseNumberShape,
    SecretShape,
    PhoneShape,
    PersonNotFound,
    CodeShape,
    TextFull,
    KeysFull,  ///< More was begun than the composer takes at once.
    CaseNotFound,
    ReceiptNotFound,
    TooMany,       ///< See Visit::wait.
    NeedsNetwork,  ///< The question can only be answered by the center.
    NoAnswer,      ///< Waited too long.
    NotSaved,
    ScanUnknown,   ///< What was scanned is nothing that this hall knows.
    ScanNotHere,   ///< The page takes no code.
    NotAccepting,  ///< The disk is nearly full or failing: no form is begun.
    NoIssueKind,
    NoSeverity,
    NoAspect,
    NoDay,
    NoReply,       ///< Whether to call back was not chosen.
    BadgeUnknown,  ///< Nobody's, or its term does not run.
    StaffCodeShape,
    PinShape,
    PinWrong,
    IdCardLength,  ///< Or a character that no card has.
    IdCardDay,     ///< Its day of birth is none.
    IdCardCheck,   ///< Its last character does not fit the others.
    PhoneTailShape,
    QueueUnknown,  ///< No window calls such a number.
    NoPlaceWords,
    PlaceNotFound,
};

/// When it happened, as far as it is remembered (kiosk-ux B3).
enum class Happened { Today, Yesterday, Week, OnDay, Unknown };
inline constexpr int kDaysBack = 28;  ///< That can be chosen one by one.

struct ComplaintDraft {
    std::optional<std::string> topic;
    std::optional<std::string> window;  ///< Set and empty: the visitor does not know.
    std::string unit;                   ///< Where only that is known; a window tells its own.
    std::optional<Happened> happened;
    std::optional<domain::Date> day;  ///< With Happened::OnDay.
    std::optional<bool> call;         ///< Whether to call back.
};
struct RatingDraft {
    std::optional<std::string> window;  ///< Set and empty: the whole hall.
    std::optional<int> level;
    std::vector<std::string> tags;
    std::optional<bool> call;  ///< Of a bad rating: whether to call back.
};
/// 好差评: the lowest two levels are a bad rating, which is asked why and offered a call.
inline constexpr int kBadLevelMax = 2;
bool is_bad(const RatingDraft& rating);

/// When something happened, as far as it is asked.
enum class When { Today, Yesterday };

/// A monitor's report on its way through the pages.
struct IssueDraft {
    std::optional<domain::IssueKind> kind;
    std::optional<std::string> window;  ///< Set and empty: no particular one.
    std::optional<domain::Severity> severity;
    std::optional<domain::Aspect> aspect;
    std::optional<When> when;
};

/// A monitor who is signed in. All of it goes with the visit.
struct Staff {
    std::string monitor;  ///< Code.
    IssueDraft issue;
    std::optional<client::OwnIssues> own;
    client::Token asked = 0;  ///< For the list above.
    enum class Show { Today, Waiting, Open, All } show = Show::All;
    std::size_t chosen = 0;         ///< Of the list, as filtered.
    std::optional<Instant> locked;  ///< Then the page is StaffLock.
    bool by_hand = false;           ///< Locked by the monitor, not by the clock.
    Page behind = Page::StaffHome;  ///< Where the badge leads back to.
};

/// A citizen who asked for a person.
struct Calling {
    client::Token token = 0;
    Instant since;
    Instant asked;  ///< The last time that the center was asked how it stands.
    enum class State { Asking, Ringing, Coming, Unheard, Nobody } state = State::Asking;
};

/// An answer that the page waits for. Only the news with this token ends the waiting.
struct Waiting {
    enum class For { Filing, Case, Person, Receipt, Wish, SignIn } what = For::Filing;
    client::Token token = 0;
    Instant since;
    Page back = Page::Home;  ///< Where to go when it fails or is cancelled.
};

/// Something of the hall that was found by its name, or by a number of its queue.
struct Place {
    domain::LocalText name;  ///< Of what was found.
    std::string window;      ///< Empty: the unit alone.
    std::string unit;
};

/// What the receipt page shows right after filing.
struct Filed {
    client::Saved saved;
    domain::RecordKind kind = domain::RecordKind::Complaint;
    bool with_phone = false;
    bool delivered = false;  ///< The center has it.
    bool assisted = false;   ///< A monitor helped (帮办), and the record says so.
    bool bad = false;        ///< A bad rating: its visitor may still want the code.
};
/// What the receipt page shows after a look-up by code.
struct LookedUp {
    std::string code;  ///< Grouped, as asked.
    client::ReceiptFound found;
    std::optional<domain::Wish> wished;  ///< What was asked for last.
};

/// The character that was typed last, by the byte where it stands.
struct Fresh {
    std::size_t at = 0;
    Instant since;
};

/// What the last act did to the words, where it is more than what was typed: said and shown until
/// the next act.
enum class Told { Cleared, Undone };

/// Capitals: for one letter after Shift, until Shift is pressed again after it was pressed twice.
enum class Shift { Once, Locked };

/// The last press of a keypad's letters: pressed again in time it turns the letter.
struct Tap {
    char digit = 0;
    std::size_t index = 0;
    std::size_t from = 0, to = 0;  ///< Bytes of the letter.
    Keys keys = Keys::Latin;
    Instant since;
};

/// What the printer can do, as far as a visitor is concerned. None: this terminal has none.
enum class Paper { None, Ready, Out, Open, Fault };
/// The slip of the page.
struct Slip {
    enum class Stands { Printing, Printed, Failed } stands = Stands::Printing;
    std::uint64_t number = 0;  ///< Only the news of this slip changes it.
};

/// All that belongs to one visitor. wipe() overwrites it and makes it afresh; whatever a visitor
/// leaves behind must live here.
struct Visit {
    Page page = Page::Attract;
    domain::Language language = domain::Language::Zh;
    Modes modes;
    Hearing hearing;

    std::array<Entry, kFieldCount> entries;
    ComplaintDraft complaint;
    RatingDraft rating;
    std::vector<domain::CaseView> cases;  ///< Of one person; one of them is found_case.
    std::optional<client::CaseFound> found_case;
    /// What CaseMissing tells of: a case by its number, or those of a person.
    std::optional<Waiting::For> missing;
    std::variant<std::monostate, Filed, LookedUp> receipt;
    std::optional<Slip> slip;
    std::vector<Place> places;
    Page finding = Page::ComplaintWindow;  ///< Whose question the found place answers.
    Page sought = Page::PlaceWords;        ///< Where Back leads from the places.

    std::optional<Staff> staff;
    std::string assisted;  ///< Code of the monitor who showed a badge during a complaint (帮办).
    std::optional<Calling> calling;
    bool awaited = false;      ///< Somebody said that they are coming to this visitor.
    Page behind = Page::Home;  ///< Where Back leads from help and from calling.

    std::optional<Waiting> waiting;
    std::optional<Trouble> trouble;
    std::chrono::seconds wait{0};  ///< With Trouble::TooMany.
    bool changing = false;         ///< Came from the check page: Back and Continue return there.
    bool leaving = false;          ///< "Clear what was typed and end?" lies over the page.
    bool choosing = false;         ///< The sheet of the modes lies over the page.
    std::optional<domain::Wish> asking;  ///< "Really?" lies over the page.
    bool sending = false;                ///< "Send it?" lies over the page (Modes::steady).
    int list_page = 0;                   ///< Of a list that is longer than the page.
    Keys keys = Keys::Latin;
    std::optional<Keys> prose_keys;   ///< Chosen by this visitor for words.
    input_method::Composer composer;  ///< What was begun by finger and is no text yet.

    std::optional<Fresh> fresh;    ///< In a field whose characters are covered.
    std::optional<Instant> shown;  ///< The visitor uncovered the field, then.
    std::optional<Tap> tap;
    std::optional<Told> told;
    Shift shift = Shift::Once;      ///< With Keys::LatinUpper in prose.
    Instant shifted;                ///< The last press of Shift that asked for a capital.
    bool clearing = false;          ///< "Clear" was pressed once; the second press does it.
    Instant touched;                ///< The last sign of life.
    std::optional<Instant> warned;  ///< The idle warning lies over the page since then.

    Entry& entry(Field field) { return entries[static_cast<std::size_t>(field)]; }
    const Entry& entry(Field field) const { return entries[static_cast<std::size_t>(field)]; }
};

/// The whole truth of the screen. Changed by reduce, on_news, tick and wipe only.
struct State {
    std::shared_ptr<const domain::Hall> hall;  ///< Null until the feed was read once.
    std::shared_ptr<const domain::Hall>
        next_hall;  ///< Came during a visit; used from the next one.
    client::Standing standing;
    bool broken = false;  ///< Set by the shell when the client cannot work.
    std::string kiosk;    ///< This terminal's name; set by the shell.
    /// Since when there is no network, by the clock on the page; nothing: there is one.
    std::optional<WallTime> offline_since;
    bool headset = false;   ///< One is plugged in.
    bool has_sound = true;  ///< Set by the shell: something can be heard here.
    /// Languages whose letters this terminal has no font for; set by the shell at its start.
    std::array<bool, domain::kLanguages.size()> unreadable{};
    std::shared_ptr<input_method::Engines> engines;  ///< Set by the shell; null: none.
    /// Ways to write that work; known once a visitor came to a field for words.
    std::vector<input_method::Method> methods;

    Instant now;    ///< Of the last turn.
    WallTime wall;  ///< For the clock on the page and working days; set by tick.

    Paper paper = Paper::None;  ///< Told by the shell.
    std::uint64_t last_slip = 0;

    client::Token last_token = 0;
    int misses =
        0;  ///< Wrong receipt codes in a row, over all visitors (kiosk-ux 2.5: 5, then 60 s).
    Instant locked_until;
    int staff_misses = 0;  ///< Badges that were nobody's, in a row (kiosk-ux A2: 5, then 60 s).
    Instant staff_locked_until;

    Visit visit;
};

/// What is on the screen: the visit's page, or OutOfOrder while the terminal cannot work.
Page page_of(const State& state);
/// Whether somebody of the staff is signed in on this page, and so nobody else's eyes belong here.
bool is_staff_page(Page page);
/// Whether staff is signed in, or signs in: every page says so for everybody to see (kiosk-ux E0).
bool is_marked_staff(const Visit& visit);
/// The center does not have it: not sent yet, or not taken in.
bool is_waiting(const client::OwnIssue& one);
/// Of the monitor's own list what a filter shows, and what the one that is on shows.
std::vector<client::OwnIssue> own_of(const State& state, Staff::Show show);
std::vector<client::OwnIssue> shown_own(const State& state);
/// The day that a draft's answer means; nothing for "earlier".
std::optional<domain::Date> day_of(When when, WallTime wall);
/// Whether the hall is closed and this terminal then serves look-ups by receipt only.
bool is_after_hours(const State& state);
/// Step of the complaint's questions, 1-based; 0 elsewhere.
int step_of(Page page);
inline constexpr int kSteps = 6;
/// Whether the visitor would lose something by leaving.
bool has_entries(const Visit& visit);
/// Code points in a field as if what was begun stood in it already.
std::size_t length_settled(const Visit& visit, Field field);
/// Whether a way to write works here.
bool offers(const State& state, input_method::Method method);
/// The first and the last day on which it may have happened; nothing: not known.
struct Days {
    domain::Date first, last;
};
std::optional<Days> days_of(const ComplaintDraft& draft, domain::Date today);
/// Whether pages can be shown in it.
bool is_readable(const State& state, domain::Language language);
/// What a visit begins in: Chinese, or the first language that can be shown.
domain::Language first_language(const State& state);
/// Covers private fields (kiosk-ux 2.7, class S while the warning is up).
bool is_covered(const State& state);
/// Left of the idle warning's time, rounded up; only while it is up.
int seconds_left(const State& state);
/// How many of a page's choices stand on the glass at once; more are reached by turning pages
/// (kiosk-ux 2.8: rows, 5 a page; 1.9: choices <= 4 in Simple, "do not know" among them). 0: all.
int list_rows(const Visit& visit);
/// How many pages the choices of the visit's page have.
int list_pages(const State& state);
/// Whether what stands on the page can be had on paper, and the printer is able to.
bool may_print(const State& state);
/// How long the page has been waiting.
milliseconds waited(const State& state);

}  // namespace sunbooth::app::flow
