// SPDX-License-Identifier: Apache-2.0
#include "app/flow/turn.h"
#include "sync/base/mutant.h"
#include "sync/domain/text.h"

#include <algorithm>

namespace sunbooth::app::flow {
namespace {

constexpr std::size_t kTagsMax = 8;  // domain::Rating::tags
constexpr int kReasonLevelMax = 3;   // kiosk-ux C1: neutral and negative levels are asked why.

/// What one visitor's act does to the page. Acts that do not belong to the page do nothing.
struct Reducer {
    Turn turn;
    Visit& visit = turn.visit();

    void operator()(const Touch&) const {
        if (visit.page == Page::Attract) enter(turn.state, Page::Home);
        // Whoever touches a locked terminal without the badge finds a terminal of nobody's (E9).
        if (visit.page == Page::StaffLock) end();
    }

    void operator()(const ChooseLanguage& intent) const {
        if (!is_readable(turn.state, intent.language)) return;
        visit.language = intent.language;
        visit.prose_keys.reset();
        switch_keys(turn.state, first_keys(visit));
        if (visit.page == Page::Attract) enter(turn.state, Page::Home);
    }

    void operator()(const OpenModes&) const {
        if (visit.page == Page::Attract) enter(turn.state, Page::Home);
        visit.choosing = true;
    }
    void operator()(const ChooseModes& intent) const {
        const bool turns_keys = intent.modes.steady && visit.keys == Keys::Pinyin;
        if (turns_keys && !settle(turn)) {
            visit.choosing = false;  // The page has something to say.
            return;
        }
        visit.modes = intent.modes;
        if (turns_keys) switch_keys(turn.state, Keys::Nine);
        visit.list_page = std::min(visit.list_page, list_pages(turn.state) - 1);
        if (visit.page == Page::Attract) enter(turn.state, Page::Home);
    }

    void operator()(const StartSpeech& intent) const { start_speech(turn, intent); }
    void operator()(const Plug& intent) const { plug(turn, intent); }
    void operator()(const ChooseHearing& intent) const { choose_hearing(turn, intent); }

    void operator()(const OpenTask& intent) const {
        const bool at_result = visit.page == Page::CaseResult || visit.page == Page::Receipt ||
                               visit.page == Page::CaseMissing;
        if (visit.page == Page::Closed) {
            if (intent.task == OpenTask::Task::Receipt) enter(turn.state, Page::ReceiptCode);
            return;
        }
        if (!at_result && visit.page != Page::Attract && visit.page != Page::Home) return;
        if (at_result) forget_results(visit);
        enter(turn.state, Page::Home);
        using Task = OpenTask::Task;
        switch (intent.task) {
            case Task::Case:
                return enter(turn.state, Page::CaseStart);
            case Task::Receipt:
                return enter(turn.state, Page::ReceiptCode);
            case Task::Complaint:
                if (may_begin_form(turn)) enter(turn.state, Page::ComplaintStart);
                return;
            case Task::Rating:
                if (may_begin_form(turn)) enter(turn.state, Page::RatingWindow);
                return;
        }
    }

    void operator()(const Back&) const {
        if (visit.page == Page::Help || visit.page == Page::CallStaff) return leave_aside(turn);
        if (visit.changing && is_issue_page(visit.page)) {
            enter(turn.state, Page::IssueCheck);
            visit.changing = false;
            return;
        }
        const bool mending = visit.changing && is_answer_page(visit.page);
        enter(turn.state, mending ? Page::ComplaintCheck : former(visit));
        if (mending) visit.changing = false;
    }

    void operator()(const GoHome&) const {
        if (visit.page == Page::IssueDone) {
            visit.receipt = std::monostate{};
            return open_staff_home();
        }
        if (visit.page != Page::CaseResult && visit.page != Page::Receipt) return;
        forget_results(visit);
        enter(turn.state, Page::Home);
    }

    void operator()(const Continue&) const { continue_page(turn); }

    void operator()(const ShowBadge& intent) const { show_badge(turn, intent); }
    void operator()(const OpenStaff&) const {
        if (visit.page == Page::Home) enter(turn.state, Page::StaffSignIn);
    }
    void operator()(const UsePin&) const {
        if (visit.page == Page::StaffLock) end();
        if (visit.page == Page::Attract || visit.page == Page::Closed) {
            return enter(turn.state, Page::StaffCode);
        }
        if (visit.page == Page::StaffSignIn) enter(turn.state, Page::StaffCode);
    }
    void operator()(const OpenIssue& intent) const { begin_issue(turn, intent); }
    void operator()(const ChooseIssueKind& intent) const {
        if (visit.page != Page::IssueKind || !visit.staff) return;
        visit.staff->issue.kind = intent.kind;
        visit.trouble.reset();
    }
    void operator()(const ChooseSeverity& intent) const {
        if (visit.page != Page::IssueSeverity || !visit.staff) return;
        visit.staff->issue.severity = intent.severity;
        visit.trouble.reset();
    }
    void operator()(const ChooseAspect& intent) const {
        if (visit.page != Page::IssueAspect || !visit.staff) return;
        visit.staff->issue.aspect = intent.aspect;
        visit.trouble.reset();
    }
    void operator()(const ChooseWhen& intent) const {
        if (visit.page != Page::IssueAspect || !visit.staff) return;
        auto& when = visit.staff->issue.when;
        when = when == intent.when ? std::optional<When>{} : intent.when;
    }
    void operator()(const OpenOwn& intent) const { open_own(turn, intent); }
    void operator()(const ChooseOwn& intent) const { choose_own(turn, intent); }
    void operator()(const FilterOwn& intent) const { filter_own(turn, intent); }
    void operator()(const LockStaff&) const { lock_staff(turn, true); }
    void operator()(const OpenQueue&) const { open_queue(turn); }
    void operator()(const FindPlace&) const { find_place(turn); }
    void operator()(const ChoosePlace& intent) const { choose_place(turn, intent); }
    void operator()(const OpenHelp&) const {
        if (visit.page == Page::StaffLock) end();
        open_aside(turn, Page::Help);
    }
    void operator()(const CallPerson&) const {
        if (visit.page == Page::StaffLock) end();
        if (visit.page == Page::CallStaff) return call_again(turn);
        open_aside(turn, Page::CallStaff);
    }

    void operator()(const Exit&) const {
        if (visit.page == Page::Attract) return;
        if (has_entries(visit) && !visit.leaving) {
            visit.leaving = true;
            return;
        }
        end();
    }

    void operator()(const EndVisit&) const {
        if (visit.page != Page::Attract) end();
    }
    void operator()(const Stay&) const {
        visit.leaving = false;
        visit.choosing = false;
        visit.asking.reset();
        visit.sending = false;
    }
    void operator()(const MakeWish& intent) const { make_wish(turn, intent); }
    void operator()(const ConfirmWish&) const { confirm_wish(turn); }
    void operator()(const Edit& intent) const { edit_by_key(turn, intent); }
    void operator()(const UndoEdit& intent) const { undo_edit(turn, intent); }
    void operator()(const MoveCaret& intent) const { move_caret(turn, intent); }
    void operator()(const TapField& intent) const { tap_field(turn, intent); }
    void operator()(const StepCaret& intent) const { step_caret(turn, intent); }
    void operator()(const ClearField& intent) const { clear_field(turn, intent); }
    void operator()(const ShowField&) const { show_field(turn); }
    void operator()(const SwitchKeys& intent) const { press_switch(turn, intent.to); }
    void operator()(const WriteStroke& intent) const { write_stroke(turn, intent); }
    void operator()(const UndoStroke&) const { undo_stroke(turn); }
    void operator()(const ClearInk&) const {
        if (!visit.composer.empty()) visit.trouble.reset();
        visit.composer.clear();
    }
    void operator()(const TypeSound& intent) const { type_sound(turn, intent); }
    void operator()(const TapLetter& intent) const { tap_letter(turn, intent); }
    void operator()(const RubOutSound&) const { rub_out_sound(turn); }
    void operator()(const MoreCandidates&) const { visit.composer.more(); }
    void operator()(const WriteKeys&) const { write_keys(turn); }
    void operator()(const ChooseCandidate& intent) const { choose_candidate(turn, intent); }
    void operator()(const TurnPage& intent) const {
        visit.list_page = std::clamp(visit.list_page + intent.by, 0, list_pages(turn.state) - 1);
    }
    void operator()(const ChooseTopic& intent) const {
        if (visit.page != Page::ComplaintTopic || !turn.hall().topic(intent.code)) return;
        visit.complaint.topic = intent.code;
        visit.trouble.reset();
    }

    void operator()(const ChooseWindow& intent) const {
        if (!intent.code.empty() && !turn.hall().window(intent.code)) return;
        if (visit.page == Page::ComplaintWindow) {
            visit.complaint.window = intent.code;
            visit.complaint.unit.clear();
        }
        if (visit.page == Page::RatingWindow) visit.rating.window = intent.code;
        if (visit.page == Page::IssueWindow && visit.staff) visit.staff->issue.window = intent.code;
        visit.trouble.reset();
    }

    void operator()(const ChooseLevel& intent) const {
        if (visit.page != Page::RatingLevel || scale_level(intent.level) == nullptr) return;
        if (visit.rating.level != intent.level) visit.rating.tags.clear();
        visit.rating.level = intent.level;
        if (intent.level <= kReasonLevelMax) return enter(turn.state, Page::RatingReason);
        send();
    }

    void operator()(const ToggleTag& intent) const {
        if (visit.page != Page::RatingReason) return;
        const domain::RatingLevel* level = scale_level(visit.rating.level.value_or(0));
        const auto is_it = [&](const domain::RatingTag& tag) { return tag.code == intent.code; };
        if (level == nullptr || std::none_of(level->tags.begin(), level->tags.end(), is_it)) return;
        auto& tags = visit.rating.tags;
        if (std::erase(tags, intent.code) == 0 && tags.size() < kTagsMax) {
            tags.push_back(intent.code);
        }
    }

    void operator()(const Change& intent) const {
        const bool answer = visit.page == Page::ComplaintCheck && is_answer_page(intent.page);
        const bool issue = visit.page == Page::IssueCheck && is_issue_page(intent.page);
        if (!answer && !issue) return;
        visit.changing = true;
        enter(turn.state, intent.page);
    }

    void operator()(const Submit&) const {
        const bool sends = visit.page == Page::ComplaintCheck || visit.page == Page::RatingReason ||
                           visit.page == Page::RatingPhone || visit.page == Page::IssueCheck ||
                           (visit.page == Page::RatingReply && visit.rating.call == false);
        if (sends) send();
    }
    void operator()(const ConfirmSubmit&) const {
        if (std::exchange(visit.sending, false)) send_now();
    }

    void operator()(const CancelWait&) const {
        // A record that is being saved cannot be called back; a question can.
        if (visit.waiting && visit.waiting->what != Waiting::For::Filing) stop_waiting(turn);
    }

    void operator()(const ComplainAboutCase&) const {
        if (visit.page != Page::CaseResult || !visit.found_case || !may_begin_form(turn)) return;
        const std::string window = visit.found_case->view.window;
        forget_results(visit);
        if (turn.hall().window(window)) visit.complaint.window = window;
        enter(turn.state, Page::ComplaintStart);
    }

    void operator()(const FindByNumber&) const {
        const bool asks = visit.page == Page::CaseStart || visit.page == Page::CaseMissing;
        if (asks) enter(turn.state, Page::CaseNumber);
    }
    void operator()(const FindByPerson&) const {
        if (visit.page != Page::CaseStart && visit.page != Page::CaseMissing) return;
        if (!turn.state.standing.online) return turn.fail(Trouble::NeedsNetwork);
        enter(turn.state, Page::CaseIdCard);
    }
    void operator()(const ChooseCase& intent) const { choose_case(turn, intent); }
    void operator()(const ChooseHappened& intent) const {
        const domain::Date today = domain::date_of(turn.state.wall);
        if (visit.page == Page::ComplaintDay) {
            visit.complaint.happened = intent.happened;
        } else if (visit.page == Page::ComplaintDate && intent.day && *intent.day <= today &&
                   *intent.day > today.plus(-kDaysBack)) {
            visit.complaint.day = intent.day;
        } else {
            return;
        }
        visit.trouble.reset();
    }
    void operator()(const ChooseCall& intent) const {
        if (visit.page == Page::ComplaintReply) visit.complaint.call = intent.call;
        if (visit.page == Page::RatingReply) visit.rating.call = intent.call;
        visit.trouble.reset();
    }

    void operator()(const Print&) const { print_slip(turn); }
    void operator()(const Scanned& intent) const { scanned(turn, intent); }

private:
    const domain::RatingLevel* scale_level(int level) const {
        for (const domain::RatingLevel& each : turn.hall().scale.levels) {
            if (each.level == level) return &each;
        }
        return nullptr;
    }
    /// A hand that trembles may have met the button by accident (kiosk-ux 1.9, Steady).
    void send() const {
        if (visit.modes.steady) {
            visit.sending = true;
        } else {
            send_now();
        }
    }
    void send_now() const {
        if (visit.page == Page::ComplaintCheck) return submit_complaint(turn);
        if (visit.page == Page::IssueCheck) return submit_issue(turn);
        submit_rating(turn);
    }
    void open_staff_home() const { enter(turn.state, Page::StaffHome); }
    void end() const {
        if (mutant("flow.exit_turns_the_page")) return enter(turn.state, Page::Attract);
        end_call(turn);
        wipe(turn.state, turn.state.now);
        turn.effects.wiped = true;
    }
};

/// Under a dialog only its own buttons and the language keys work.
bool passes_dialog(const Visit& visit, const Intent& intent) {
    return std::holds_alternative<Stay>(intent) || std::holds_alternative<ChooseLanguage>(intent) ||
           std::holds_alternative<StartSpeech>(intent) || std::holds_alternative<Plug>(intent) ||
           std::holds_alternative<ChooseHearing>(intent) ||
           (visit.choosing && std::holds_alternative<ChooseModes>(intent)) ||
           (visit.leaving && std::holds_alternative<EndVisit>(intent)) ||
           (visit.asking && std::holds_alternative<ConfirmWish>(intent)) ||
           (visit.sending && std::holds_alternative<ConfirmSubmit>(intent));
}

/// A terminal that cannot work still says so in the visitor's language and size (kiosk-ux X10).
void choose_how_told(State& state, const Intent& intent) {
    Visit& visit = state.visit;
    if (const auto* told = std::get_if<ChooseLanguage>(&intent)) {
        if (is_readable(state, told->language)) visit.language = told->language;
    } else if (const auto* modes = std::get_if<ChooseModes>(&intent)) {
        visit.modes = modes->modes;
    } else if (std::holds_alternative<OpenModes>(intent)) {
        visit.choosing = true;
    } else if (std::holds_alternative<Stay>(intent)) {
        visit.choosing = false;
    }
}

}  // namespace

void enter(State& state, Page page) {
    Visit& visit = state.visit;
    if (page == Page::Home && is_after_hours(state)) page = Page::Closed;
    visit.page = page;
    visit.trouble.reset();
    visit.leaving = false;
    visit.choosing = false;
    visit.asking.reset();
    visit.sending = false;
    visit.list_page = 0;
    visit.slip.reset();
    visit.fresh.reset();
    visit.tap.reset();
    visit.shown.reset();
    visit.clearing = false;
    visit.told.reset();
    switch_keys(state, first_keys(visit));
}

Effects reduce(State& state, const Intent& intent, Instant now) {
    state.now = std::max(state.now, now);
    state.visit.touched = state.now;
    Effects effects{.post = {}, .redraw = true, .wiped = false, .cue = {}};
    if (const auto* plug = std::get_if<Plug>(&intent)) state.headset = plug->in;
    if (page_of(state) == Page::OutOfOrder) {
        choose_how_told(state, intent);
        return effects;
    }
    if (state.visit.warned) {
        // The touch that answers the warning is swallowed: it was not meant for what lies under it.
        state.visit.warned.reset();
        if (!std::holds_alternative<Plug>(intent)) go_on_without_headset(state.visit);
        if (!std::holds_alternative<EndVisit>(intent) && !std::holds_alternative<Plug>(intent)) {
            return effects;
        }
    }
    if (!std::holds_alternative<ClearField>(intent)) state.visit.clearing = false;
    state.visit.told.reset();
    const Visit& visit = state.visit;
    const bool asked = visit.leaving || visit.asking || visit.choosing || visit.sending;
    if (asked && !passes_dialog(state.visit, intent)) return effects;
    const Turn turn{state, effects};
    if (leaves_begun(visit, intent) && !settle(turn)) return effects;
    std::visit(Reducer{turn}, intent);
    return effects;
}

}  // namespace sunbooth::app::flow
