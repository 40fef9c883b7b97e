// SPDX-License-Identifier: Apache-2.0
#include "app/flow/turn.h"
#include "sync/domain/text.h"

#include <algorithm>

namespace sunbooth::app::flow {
namespace {

constexpr std::size_t kTagsMax = 8;  // domain::Rating::tags
constexpr int kBadLevelMax = 2;      // 好差评: the lowest two levels are a bad rating.

/// Where Back leads. The page itself where there is no way back.
Page former(const Visit& visit) {
    switch (visit.page) {
        case Page::CaseNumber:
        case Page::ComplaintTopic:
        case Page::RatingWindow:
        case Page::ReceiptCode:
            return Page::Home;
        case Page::CaseSecret:
            return Page::CaseNumber;
        case Page::CaseResult:
            return Page::CaseNumber;
        case Page::ComplaintWindow:
            return Page::ComplaintTopic;
        case Page::ComplaintText:
            return Page::ComplaintWindow;
        case Page::ComplaintPhone:
            return Page::ComplaintText;
        case Page::ComplaintCheck:
            return Page::ComplaintPhone;
        case Page::RatingLevel:
            return Page::RatingWindow;
        case Page::RatingReason:
            return Page::RatingLevel;
        case Page::Receipt:
            return std::holds_alternative<LookedUp>(visit.receipt) ? Page::ReceiptCode : visit.page;
        case Page::Attract:
        case Page::Home:
        case Page::Busy:
        case Page::OutOfOrder:
            return visit.page;
    }
    return visit.page;
}

/// Pages that the check page sends the visitor to.
bool is_answer_page(Page page) {
    return page == Page::ComplaintTopic || page == Page::ComplaintWindow ||
           page == Page::ComplaintText || page == Page::ComplaintPhone;
}

/// What one visitor's act does to the page. Acts that do not belong to the page do nothing.
struct Reducer {
    Turn turn;
    Visit& visit = turn.visit();

    void operator()(const Touch&) const {
        if (visit.page == Page::Attract) enter(turn.state, Page::Home);
    }

    void operator()(const ChooseLanguage& intent) const {
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
        visit.modes = intent.modes;
        visit.list_page = std::min(visit.list_page, list_pages(turn.state) - 1);
        if (visit.page == Page::Attract) enter(turn.state, Page::Home);
    }

    void operator()(const StartSpeech& intent) const { start_speech(turn, intent); }
    void operator()(const Plug& intent) const { plug(turn, intent); }
    void operator()(const ChooseHearing& intent) const { choose_hearing(turn, intent); }

    void operator()(const OpenTask& intent) const {
        const bool at_result = visit.page == Page::CaseResult || visit.page == Page::Receipt;
        if (!at_result && visit.page != Page::Attract && visit.page != Page::Home) return;
        if (at_result) forget_results(visit);
        enter(turn.state, Page::Home);
        using Task = OpenTask::Task;
        switch (intent.task) {
            case Task::Case:
                return enter(turn.state, Page::CaseNumber);
            case Task::Receipt:
                return enter(turn.state, Page::ReceiptCode);
            case Task::Complaint:
                if (may_begin_form(turn)) enter(turn.state, Page::ComplaintTopic);
                return;
            case Task::Rating:
                if (may_begin_form(turn)) enter(turn.state, Page::RatingWindow);
                return;
        }
    }

    void operator()(const Back&) const {
        const bool mending = visit.changing && is_answer_page(visit.page);
        enter(turn.state, mending ? Page::ComplaintCheck : former(visit));
        if (mending) visit.changing = false;
    }

    void operator()(const GoHome&) const {
        if (visit.page != Page::CaseResult && visit.page != Page::Receipt) return;
        forget_results(visit);
        enter(turn.state, Page::Home);
    }

    void operator()(const Continue&) const {
        switch (visit.page) {
            case Page::CaseNumber:
                return leave_case_number();
            case Page::CaseSecret:
                return ask_case(turn);
            case Page::ReceiptCode:
                return ask_receipt(turn);
            case Page::ComplaintTopic:
                if (!visit.complaint.topic) return turn.fail(Trouble::NoTopic);
                return go_on(Page::ComplaintWindow);
            case Page::ComplaintWindow:
                if (!visit.complaint.window) return turn.fail(Trouble::NoWindow);
                return go_on(Page::ComplaintText);
            case Page::ComplaintText:
                return go_on(Page::ComplaintPhone);
            case Page::ComplaintPhone:
                return leave_phone();
            case Page::RatingWindow:
                if (!visit.rating.window) return turn.fail(Trouble::NoWindow);
                return enter(turn.state, Page::RatingLevel);
            case Page::Attract:
            case Page::Home:
            case Page::CaseResult:
            case Page::ComplaintCheck:
            case Page::RatingLevel:
            case Page::RatingReason:
            case Page::Receipt:
            case Page::Busy:
            case Page::OutOfOrder:
                return;
        }
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
    void operator()(const Edit& intent) const { edit(turn, intent); }
    void operator()(const MoveCaret& intent) const { move_caret(turn, intent); }
    void operator()(const TapField& intent) const { tap_field(turn, intent); }
    void operator()(const StepCaret& intent) const { step_caret(turn, intent); }
    void operator()(const SwitchKeys& intent) const {
        if (visit.page == Page::ComplaintText) visit.prose_keys = intent.to;
        switch_keys(turn.state, intent.to);
    }
    void operator()(const WriteStroke& intent) const { write_stroke(turn, intent); }
    void operator()(const UndoStroke&) const { undo_stroke(turn); }
    void operator()(const ClearInk&) const { visit.composer.clear(); }
    void operator()(const TypeSound& intent) const { type_sound(turn, intent); }
    void operator()(const RubOutSound&) const { rub_out_sound(turn); }
    void operator()(const MoreCandidates&) const { visit.composer.more(); }
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
        if (visit.page == Page::ComplaintWindow) visit.complaint.window = intent.code;
        if (visit.page == Page::RatingWindow) visit.rating.window = intent.code;
        visit.trouble.reset();
    }

    void operator()(const ChooseLevel& intent) const {
        if (visit.page != Page::RatingLevel || scale_level(intent.level) == nullptr) return;
        if (visit.rating.level != intent.level) visit.rating.tags.clear();
        visit.rating.level = intent.level;
        if (intent.level <= kBadLevelMax) return enter(turn.state, Page::RatingReason);
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
        if (visit.page != Page::ComplaintCheck || !is_answer_page(intent.page)) return;
        visit.changing = true;
        enter(turn.state, intent.page);
    }

    void operator()(const Submit&) const {
        if (visit.page == Page::ComplaintCheck || visit.page == Page::RatingReason) send();
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
        enter(turn.state, Page::ComplaintTopic);
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
        submit_rating(turn);
    }
    void end() const {
        wipe(turn.state, turn.state.now);
        turn.effects.wiped = true;
    }
    void go_on(Page next) const {
        enter(turn.state, visit.changing ? Page::ComplaintCheck : next);
        visit.changing = false;
    }
    void leave_case_number() const {
        const auto& typed = visit.entry(Field::CaseNumber).text;
        if (!domain::checked_case_no(typed.view()).ok()) {
            return turn.fail(Trouble::CaseNumberShape);
        }
        enter(turn.state, Page::CaseSecret);
    }
    void leave_phone() const {
        const auto& typed = visit.entry(Field::ComplaintPhone).text;
        if (!typed.empty() && !domain::checked_phone(typed.view()).ok()) {
            return turn.fail(Trouble::PhoneShape);
        }
        go_on(Page::ComplaintCheck);
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

}  // namespace

void enter(State& state, Page page) {
    Visit& visit = state.visit;
    visit.page = page;
    visit.trouble.reset();
    visit.leaving = false;
    visit.choosing = false;
    visit.asking.reset();
    visit.sending = false;
    visit.list_page = 0;
    visit.slip.reset();
    switch_keys(state, first_keys(visit));
}

Keys first_keys(const Visit& visit) {
    const Page page = visit.page;
    // Case numbers, receipt codes and query codes mix capitals and digits.
    if (page == Page::CaseNumber || page == Page::CaseSecret || page == Page::ReceiptCode) {
        return Keys::LatinUpper;
    }
    if (page != Page::ComplaintText) return Keys::Digits;
    if (visit.prose_keys) return *visit.prose_keys;
    switch (visit.language) {
        case domain::Language::Zh:
            return Keys::Hand;
        case domain::Language::En:
            return Keys::Latin;
        case domain::Language::Ug:
            return Keys::Uyghur;
    }
    return Keys::Latin;
}

Effects reduce(State& state, const Intent& intent, Instant now) {
    state.now = std::max(state.now, now);
    state.visit.touched = state.now;
    Effects effects{.post = {}, .redraw = true, .wiped = false, .cue = {}};
    if (const auto* plug = std::get_if<Plug>(&intent)) state.headset = plug->in;
    if (page_of(state) == Page::OutOfOrder) return effects;
    if (state.visit.warned) {
        // The touch that answers the warning is swallowed: it was not meant for what lies under it.
        state.visit.warned.reset();
        if (!std::holds_alternative<Plug>(intent)) go_on_without_headset(state.visit);
        if (!std::holds_alternative<EndVisit>(intent) && !std::holds_alternative<Plug>(intent)) {
            return effects;
        }
    }
    const Visit& visit = state.visit;
    const bool asked = visit.leaving || visit.asking || visit.choosing || visit.sending;
    if (asked && !passes_dialog(state.visit, intent)) return effects;
    std::visit(Reducer{{state, effects}}, intent);
    return effects;
}

}  // namespace sunbooth::app::flow
