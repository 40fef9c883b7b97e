// SPDX-License-Identifier: Apache-2.0
#include "app/flow/turn.h"
#include "sync/domain/id_card.h"

#include <algorithm>
#include <array>

namespace sunbooth::app::flow {
namespace {

constexpr std::size_t kLast4 = 4;
constexpr int kMissesMax = 5;  // kiosk-ux 2.5
constexpr std::chrono::seconds kLockTime{60};

void wait_for(const Turn& turn, Waiting::For what, Page back) {
    turn.visit().waiting = Waiting{what, ++turn.state.last_token, turn.state.now, back};
    enter(turn.state, Page::Busy);
}

/// While too many wrong codes were tried, says how long to wait.
bool is_locked(const Turn& turn) {
    if (turn.state.now >= turn.state.locked_until) return false;
    turn.visit().wait =
        std::chrono::ceil<std::chrono::seconds>(turn.state.locked_until - turn.state.now);
    turn.fail(Trouble::TooMany);
    return true;
}

void count_miss(State& state) {
    if (++state.misses < kMissesMax) return;
    state.misses = 0;
    state.locked_until = state.now + kLockTime;
}

Trouble trouble_of(const Error& error, Waiting::For what) {
    const bool is_case = what == Waiting::For::Case;
    switch (error.code) {
        case ErrorCode::NotFound:
            if (what == Waiting::For::SignIn) return Trouble::PinWrong;
            if (what == Waiting::For::Person) return Trouble::PersonNotFound;
            return is_case ? Trouble::CaseNotFound : Trouble::ReceiptNotFound;
        case ErrorCode::TooMany:
            return Trouble::TooMany;
        case ErrorCode::InvalidInput:
            if (what == Waiting::For::SignIn) return Trouble::PinShape;
            if (what == Waiting::For::Person) {
                return error.field == "id_card" ? Trouble::IdCardCheck : Trouble::PhoneTailShape;
            }
            if (!is_case) return Trouble::CodeShape;
            return error.field == "case_no" ? Trouble::CaseNumberShape : Trouble::SecretShape;
        case ErrorCode::Offline:
            return Trouble::NeedsNetwork;
        case ErrorCode::Unauthorized:
        case ErrorCode::Forbidden:
        case ErrorCode::Conflict:
        case ErrorCode::Refused:
        case ErrorCode::Io:
        case ErrorCode::Full:
        case ErrorCode::Corrupt:
        case ErrorCode::Unsupported:
        case ErrorCode::Internal:
            return Trouble::NoAnswer;
    }
    return Trouble::NoAnswer;
}

/// The question that this answer belongs to, if somebody waits for it.
std::optional<Waiting> awaited(const State& state, client::Token token) {
    const auto& waiting = state.visit.waiting;
    return waiting && waiting->token == token ? waiting : std::nullopt;
}

/// The page that the answer opens; its idle time begins when it is there to be read.
void answer(State& state, Page page) {
    state.visit.waiting.reset();
    state.visit.touched = state.now;
    state.visit.warned.reset();
    enter(state, page);
}

void on(const Turn& turn, const client::Saved& saved) {
    const auto waiting = awaited(turn.state, saved.token);
    if (!waiting || waiting->what != Waiting::For::Filing) return;
    Visit& visit = turn.visit();
    const bool complaint = waiting->back == Page::ComplaintCheck;
    const bool issue = waiting->back == Page::IssueCheck;
    const bool rating = !complaint && !issue;
    const bool bad = rating && is_bad(visit.rating);
    const bool with_phone =
        (complaint && visit.complaint.call == true) || (bad && visit.rating.call == true);
    const bool assisted = complaint && !visit.assisted.empty();
    forget_forms(visit);
    visit.receipt = Filed{saved,
                          complaint ? domain::RecordKind::Complaint
                          : issue   ? domain::RecordKind::Issue
                                    : domain::RecordKind::Rating,
                          with_phone,
                          false,
                          assisted,
                          bad};
    answer(turn.state, issue ? Page::IssueDone : Page::Receipt);
    if (issue) issue_filed(turn);
    turn.effects.cue = Cue::Success;
}

void on(const Turn& turn, const client::NotSaved& not_saved) {
    const auto waiting = awaited(turn.state, not_saved.token);
    if (!waiting) return;
    answer(turn.state, waiting->back);
    turn.fail(not_saved.error.code == ErrorCode::Full ? Trouble::NotAccepting : Trouble::NotSaved);
}

void on(const Turn& turn, const client::ReceiptFound& found) {
    const auto waiting = awaited(turn.state, found.token);
    if (!waiting) return;
    if (auto* known = std::get_if<LookedUp>(&turn.visit().receipt);
        known != nullptr && waiting->what == Waiting::For::Wish) {
        known->found = found;
        turn.effects.cue = Cue::Success;
        return answer(turn.state, Page::Receipt);
    }
    if (waiting->what != Waiting::For::Receipt) return;
    const auto code =
        domain::ReceiptCode::parse(turn.visit().entry(Field::ReceiptCode).text.view());
    turn.visit().receipt = LookedUp{code.ok() ? code.value().grouped() : std::string(), found, {}};
    turn.state.misses = 0;
    answer(turn.state, Page::Receipt);
}

void on(const Turn& turn, const client::CaseFound& found) {
    const auto waiting = awaited(turn.state, found.token);
    if (!waiting || waiting->what != Waiting::For::Case) return;
    turn.visit().found_case = found;
    answer(turn.state, Page::CaseResult);
}

void on(const Turn& turn, const client::CasesFound& found) {
    const auto waiting = awaited(turn.state, found.token);
    if (!waiting || waiting->what != Waiting::For::Person || found.cases.empty()) return;
    // Who it is has done its work; the cases alone are shown.
    forget_person(turn.visit());
    turn.visit().cases = found.cases;
    answer(turn.state, Page::CaseList);
    if (found.cases.size() == 1) choose_case(turn, ChooseCase{0});
}

/// Nobody mends a banner: what was asked, why it may be missing and where to go have a page of
/// their own (kiosk-ux A5).
void miss_case(const Turn& turn, Waiting::For what) {
    turn.visit().missing = what;
    answer(turn.state, Page::CaseMissing);
    turn.effects.cue = Cue::Error;
}

void on(const Turn& turn, const client::LookUpFailed& failed) {
    const auto waiting = awaited(turn.state, failed.token);
    if (!waiting) return call_failed(turn, failed.token);
    const Trouble trouble = trouble_of(failed.error, waiting->what);
    // Whether a wish was heard is not known then: the record is to be looked up again.
    if (waiting->what == Waiting::For::Wish) forget_looked_up(turn.visit());
    if (trouble == Trouble::ReceiptNotFound) count_miss(turn.state);
    // Nobody mends what shows as dots.
    if (waiting->what == Waiting::For::SignIn) turn.visit().entry(Field::StaffPin).wipe();
    if (trouble == Trouble::CaseNotFound || trouble == Trouble::PersonNotFound) {
        return miss_case(turn, waiting->what);
    }
    answer(turn.state, trouble == Trouble::CaseNumberShape ? Page::CaseNumber
                       : trouble == Trouble::IdCardCheck   ? Page::CaseIdCard
                                                           : waiting->back);
    turn.visit().wait = failed.error.retry_after.value_or(kLockTime);
    turn.fail(trouble);
}

void on(const Turn& turn, const client::Standing& standing) {
    turn.state.standing = standing;
    if (standing.online) {
        turn.state.offline_since.reset();
    } else if (!turn.state.offline_since) {
        turn.state.offline_since = turn.state.wall;
    }
    auto* filed = std::get_if<Filed>(&turn.visit().receipt);
    if (filed != nullptr && standing.delivered == filed->saved.id) filed->delivered = true;
}

void on(const Turn& turn, const client::StaffSignedIn& in) {
    const auto waiting = awaited(turn.state, in.token);
    if (waiting && waiting->what == Waiting::For::SignIn) signed_in(turn);
}

void on(const Turn& turn, const client::OwnIssues& own) {
    take_own(turn, own);
}

void on(const Turn& turn, const client::StaffCalled& called) {
    take_call(turn, called);
}

void on(const Turn& turn, const client::HallChanged& changed) {
    // The choices of a visit do not change under the visitor's hand.
    const bool visited = turn.visit().page != Page::Attract && turn.state.hall;
    (visited ? turn.state.next_hall : turn.state.hall) = changed.hall;
}

/// Pages that look something up (kiosk-ux 2.1: a scanner is accepted on any A and D page), and
/// those from which one may begin.
bool takes_codes(const Visit& visit) {
    constexpr std::array kPagesForCodes = {Page::Attract,     Page::Home,       Page::CaseStart,
                                           Page::CaseNumber,  Page::CaseSecret, Page::CaseIdCard,
                                           Page::CasePhone,   Page::CaseList,   Page::CaseResult,
                                           Page::CaseMissing, Page::ReceiptCode};
    if (visit.page == Page::Receipt) return std::holds_alternative<LookedUp>(visit.receipt);
    return std::find(kPagesForCodes.begin(), kPagesForCodes.end(), visit.page) !=
           kPagesForCodes.end();
}

/// A number has digits; a word that happened to be scanned has none.
bool has_digit(std::string_view text) {
    return std::any_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

void ask_case(const Turn& turn) {
    const Visit& visit = turn.visit();
    const auto number = domain::checked_case_no(visit.entry(Field::CaseNumber).text.view());
    if (!number.ok()) {
        enter(turn.state, Page::CaseNumber);
        return turn.fail(Trouble::CaseNumberShape);
    }
    SecretText secret = visit.entry(Field::CaseSecret).text;
    if (secret.size() < kLast4) return turn.fail(Trouble::SecretShape);
    if (secret.size() == kLast4) {
        const auto last4 = domain::checked_last4(secret.view());
        if (!last4.ok()) return turn.fail(Trouble::SecretShape);
        if (!turn.state.standing.online) return turn.fail(Trouble::NeedsNetwork);
        secret = SecretText(last4.value());
    }
    wait_for(turn, Waiting::For::Case, Page::CaseSecret);
    turn.effects.post.emplace_back(
        client::LookUpCase{turn.state.last_token, number.value(), std::move(secret)});
}

void ask_person(const Turn& turn) {
    std::optional<SecretText> card = leave_id_card(turn);
    if (!card) {
        const Trouble trouble = *turn.visit().trouble;
        enter(turn.state, Page::CaseIdCard);
        return turn.fail(trouble);
    }
    std::optional<SecretText> tail = leave_phone_tail(turn);
    if (!tail) return;
    if (!turn.state.standing.online) return turn.fail(Trouble::NeedsNetwork);
    wait_for(turn, Waiting::For::Person, Page::CasePhone);
    turn.effects.post.emplace_back(
        client::LookUpPerson{turn.state.last_token, *std::move(card), *std::move(tail)});
}

void choose_case(const Turn& turn, const ChooseCase& intent) {
    Visit& visit = turn.visit();
    if (visit.page != Page::CaseList || intent.index >= visit.cases.size()) return;
    visit.found_case = client::CaseFound{0, visit.cases[intent.index], false};
    enter(turn.state, Page::CaseResult);
}

void ask_receipt(const Turn& turn) {
    const auto code =
        domain::ReceiptCode::parse(turn.visit().entry(Field::ReceiptCode).text.view());
    if (!code.ok()) return turn.fail(Trouble::CodeShape);
    if (is_locked(turn)) return;
    wait_for(turn, Waiting::For::Receipt, Page::ReceiptCode);
    turn.effects.post.emplace_back(client::LookUpReceipt{turn.state.last_token, code.value()});
}

void scanned(const Turn& turn, const Scanned& intent) {
    Visit& visit = turn.visit();
    const std::string_view text = intent.text.view();
    if (visit.waiting) {
        turn.effects.cue = Cue::Error;
        return;
    }
    if (takes_queue(visit.page)) return scan_queue(turn, text);
    if (!takes_codes(visit)) return turn.fail(Trouble::ScanNotHere);
    if (domain::ReceiptCode::parse(text).ok()) {
        forget_results(visit);
        fill(visit, Field::ReceiptCode, text);
        enter(turn.state, Page::ReceiptCode);
        return ask_receipt(turn);
    }
    // Readers of id cards type the number like a scanner.
    if (visit.page == Page::CaseIdCard &&
        domain::checked_id_card(text, domain::date_of(turn.state.wall)).ok()) {
        fill(visit, Field::IdCard, text);
        return enter(turn.state, Page::CasePhone);
    }
    if (domain::checked_case_no(text).ok() && has_digit(text)) {
        forget_results(visit);
        fill(visit, Field::CaseNumber, text);
        return enter(turn.state, Page::CaseSecret);
    }
    if (visit.page == Page::Attract) enter(turn.state, Page::Home);
    turn.fail(Trouble::ScanUnknown);
}

void make_wish(const Turn& turn, const MakeWish& intent) {
    auto* known = std::get_if<LookedUp>(&turn.visit().receipt);
    if (turn.visit().page != Page::Receipt || known == nullptr) return;
    const auto& offered = known->found.view.wishes;
    if (std::find(offered.begin(), offered.end(), intent.wish) == offered.end()) return;
    turn.visit().asking = intent.wish;
    if (intent.wish == domain::Wish::Urge) confirm_wish(turn);  // Harmless, and so not asked.
}

void confirm_wish(const Turn& turn) {
    auto* known = std::get_if<LookedUp>(&turn.visit().receipt);
    const auto wish = turn.visit().asking;
    if (known == nullptr || !wish) return;
    const auto code = domain::ReceiptCode::parse(known->code);
    if (!code.ok()) return;
    known->wished = wish;
    wait_for(turn, Waiting::For::Wish, Page::ReceiptCode);
    turn.effects.post.emplace_back(client::MakeWish{turn.state.last_token, code.value(), *wish});
}

void stop_waiting(const Turn& turn) {
    const Page back = turn.visit().waiting->back;
    if (turn.visit().waiting->what == Waiting::For::Wish) forget_looked_up(turn.visit());
    answer(turn.state, back);
}

Effects on_news(State& state, const client::News& news, Instant now) {
    state.now = std::max(state.now, now);
    Effects effects{.post = {}, .redraw = true, .wiped = false, .cue = {}};
    const Turn turn{state, effects};
    std::visit([&](const auto& told) { on(turn, told); }, news);
    return effects;
}

}  // namespace sunbooth::app::flow
