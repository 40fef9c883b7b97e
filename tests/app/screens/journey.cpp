// SPDX-License-Identifier: Apache-2.0
#include "tests/app/screens/journey.h"

#include "app/screens/words.h"
#include "tests/app/screens/demo.h"

#include <algorithm>
#include <cmath>

namespace sunbooth::app::screens::tests {
namespace {

constexpr milliseconds kPress{80};  ///< A finger rests on the glass.

domain::RecordId some_id() {
    domain::RecordId id;
    id.bytes.fill(0x5a);
    return id;
}

domain::CaseView some_case() {
    domain::CaseView view;
    view.case_no = "420600-2026-1109-0017";
    view.service = "食品经营许可";
    view.unit = demo_hall()->windows.front().unit;
    view.window = demo_hall()->windows.front().code;
    view.masked_name = "王*";
    view.stage = domain::CaseStage::Reviewing;
    return view;
}

/// A name may hold marks of direction round what was inserted.
std::string plain(std::string_view words) {
    std::string made(words);
    for (const std::string_view mark : {"\u2066", "\u2067", "\u2068", "\u2069"}) {
        for (auto at = made.find(mark); at != std::string::npos; at = made.find(mark)) {
            made.erase(at, mark.size());
        }
    }
    return made;
}

}  // namespace

Kiosk::Kiosk(const ui::Screen& panel) : terminal(panel) {
    wall = wall_ms(1'795'660'000'000);
    state.hall = demo_hall();
    apply(flow::on_news(state,
                        client::Standing{.online = true,
                                         .accepting = true,
                                         .unsent = 0,
                                         .parked = 0,
                                         .held = 0,
                                         .delivered = {}},
                        now));
    apply(flow::tick(state, now, wall));
    draw();
}

void Kiosk::apply(const flow::Effects& effects) {
    for (const client::Command& command : effects.post) {
        posted.push_back(command);
        unanswered_.push_back(command);
        if (on_post) on_post(command);
    }
    if (effects.cue) cues_.push_back(*effects.cue);
    if (!effects.wiped) return;
    ++wipes;
    terminal.ui->wipe();
    if (on_wipe) on_wipe();
}

void Kiosk::answer(const client::Command& command) {
    const auto tell = [this](const client::News& news) { apply(flow::on_news(state, news, now)); };
    const Error none{ErrorCode::NotFound, {}, {}};
    if (const auto* file = std::get_if<client::FileRecord>(&command)) {
        const domain::RecordId id = some_id();
        tell(client::Saved{file->token, id, domain::ReceiptCode::of(id), "SB1.x.y",
                           domain::date_of(wall)});
    } else if (const auto* ask = std::get_if<client::LookUpCase>(&command)) {
        if (finds) tell(client::CaseFound{ask->token, some_case(), false});
        if (!finds) tell(client::LookUpFailed{ask->token, none});
    } else if (const auto* person = std::get_if<client::LookUpPerson>(&command)) {
        if (finds) tell(client::CasesFound{person->token, {some_case(), some_case()}});
        if (!finds) tell(client::LookUpFailed{person->token, none});
    } else if (const auto* code = std::get_if<client::LookUpReceipt>(&command)) {
        domain::TicketView view;
        view.state = domain::TicketState::Accepted;
        view.ticket_no = "XY-2026-000318";
        view.filed_on = domain::date_of(wall);
        if (finds) tell(client::ReceiptFound{code->token, view, false});
        if (!finds) tell(client::LookUpFailed{code->token, none});
    }
}

void Kiosk::draw() {
    constexpr int kRoundsMax = 8;
    bool again = true;
    for (int round = 0; round < kRoundsMax && again; ++round) {
        again = false;
        if (const auto intent = terminal.draw(state, state.visit.language)) {
            apply(flow::reduce(state, *intent, now));
            again = true;
        }
        if (terminal.ui->take_tapped()) {
            apply(flow::reduce(state, flow::Touch{}, now));
            again = true;
        }
        for (const client::Command& command : std::exchange(unanswered_, {})) {
            answer(command);
            again = true;
        }
        again = again || terminal.ui->wants_frame();
    }
    for (const flow::Cue cue : std::exchange(cues_, {})) {
        if (on_cue) on_cue(cue);
    }
}

void Kiosk::down(text::Point at, std::int64_t finger) {
    terminal.ui->touch({input::TouchEvent::Kind::Down, finger, at.x, at.y, now});
}

void Kiosk::up(text::Point at, std::int64_t finger) {
    terminal.ui->touch({input::TouchEvent::Kind::Up, finger, at.x, at.y, now});
    draw();
}

void Kiosk::touch(text::Point at, text::Point drag, std::int64_t finger) {
    const text::Point to{at.x + drag.x, at.y + drag.y};
    down(at, finger);
    pass(kPress);
    terminal.ui->touch({input::TouchEvent::Kind::Move, finger, to.x, to.y, now});
    up(to, finger);
}

void Kiosk::pass(milliseconds time) {
    // A turn for every second, as the loop would wake: nobody sleeps through a warning.
    while (time.count() > 0) {
        const milliseconds step = std::min(time, milliseconds{1000});
        time -= step;
        now += step;
        wall += step;
        terminal.ui->tick(now);
        const flow::Effects effects = flow::tick(state, now, wall);
        const bool shows = effects.redraw || effects.cue || effects.wiped;
        apply(effects);
        if (shows) draw();
    }
}

Sight Kiosk::look() {
    draw();
    return terminal.sight(state, state.visit.language);
}

Person::Person(Kiosk& kiosk, domain::Language language, Hand hand, Pace pace, std::uint64_t seed)
    : kiosk_(kiosk), language_(language), hand_(hand), pace_(pace), dice_(seed) {}

std::string Person::tr(i18n::Key key) const {
    return words_of(language_).tr(key);
}

bool Person::may_reach(const ui::Node& node) const {
    const ui::Screen& screen = kiosk_.terminal.screen;
    const float middle = node.rect.y + node.rect.h / 2;
    return screen.bottom_mm + (static_cast<float>(screen.height_px) - middle) / screen.px(1) <=
           hand_.reach_mm;
}

const ui::Node* Person::find(const std::string& words, bool key) {
    const ui::Node* best = nullptr;
    for (const ui::Node& node : kiosk_.tree().nodes) {
        if (!node.interactive || node.role == ui::Role::Dialog || !may_reach(node)) continue;
        if ((node.role == ui::Role::Key) != key) continue;
        const std::string name = plain(node.name);
        if (name == words) return &node;
        if (!key && best == nullptr && name.find(words) != std::string::npos) best = &node;
    }
    return best;
}

/// @return whether the control was met that was meant.
bool Person::tap(const ui::Node& node) {
    std::normal_distribution<double> off(0, hand_.sigma_mm);
    const float mm = kiosk_.terminal.screen.px(1);
    const auto aim = [&] {
        const double x = hand_.sigma_mm > 0 ? off(dice_) : 0;
        const double y = hand_.sigma_mm > 0 ? off(dice_) : 0;
        return text::Point{node.rect.x + node.rect.w / 2 + static_cast<float>(x) * mm,
                           node.rect.y + node.rect.h / 2 + static_cast<float>(y) * mm};
    };
    ++taps;
    kiosk_.pass(milliseconds{700});  // Nobody means two controls within half a second.
    const text::Point at = aim();
    const ui::Node* met = kiosk_.tree().hit(at, kiosk_.state.visit.modes.steady ? 0 : 1.5F * mm);
    const bool ground =
        met != nullptr && (met->role == ui::Role::Group || met->role == ui::Role::Dialog);
    const bool right = met != nullptr && met->id == node.id;
    if (met != nullptr && !ground && !right) ++wrong;
    const float slide = hand_.drag_mm * mm;
    kiosk_.touch(at, {slide, 0});
    if (std::bernoulli_distribution(hand_.doubles)(dice_)) {
        kiosk_.pass(milliseconds{100});
        kiosk_.touch(at, {slide, 0});  // The hand trembles where it is.
    }
    return right;
}

bool Person::turn_page() {
    const ui::Node* next = find(tr("common.page_after"_key), false);
    if (next == nullptr) return false;
    const ui::Node meant = *next;
    tap(meant);
    return true;
}

/// A press that went astray may have led back: on again from there.
bool Person::goes_forward(const std::string& words) {
    const std::string go_on = tr("shell.continue"_key);
    const ui::Node* node = words == go_on ? nullptr : find(go_on, false);
    if (node == nullptr) return false;
    const ui::Node meant = *node;
    tap(meant);
    return true;
}

bool Person::press(const std::string& words) {
    constexpr int kTriesMax = 40;
    for (int attempt = 0; attempt < kTriesMax; ++attempt) {
        const Sight seen = kiosk_.look();
        for (const ui::Node& node : seen.tree.nodes) judged = judged && !node.clipped;
        if (std::exchange(page_, seen.tree.page) != seen.tree.page) {
            const auto choices = static_cast<int>(seen.targets().size());
            const bool reads = kiosk_.state.visit.page != flow::Page::Attract;
            if (reads) kiosk_.pass(pace_.page + std::min(choices, 8) * pace_.choice);
            kiosk_.look();
        }
        const ui::Node* stay = find(tr("idle.stay"_key), false);
        if (stay != nullptr && stay->name != words) {
            const ui::Node meant = *stay;
            tap(meant);
            continue;
        }
        if (const ui::Node* node = find(words, false)) {
            const ui::Node meant = *node;
            if (tap(meant)) return true;
            kiosk_.pass(milliseconds{600});
            continue;
        }
        if (turn_page()) continue;
        // Not where it thought it was: back, and on again from there.
        if (recovers() || goes_forward(words)) continue;
        lost = words + " on " + seen.tree.page;
        return false;
    }
    lost = words + " after all tries";
    return false;
}

bool Person::tap_key(const std::string& name) {
    kiosk_.look();
    const ui::Node* key = find(name, true);
    if (key == nullptr) return false;
    const ui::Node meant = *key;
    tap(meant);
    ++keys;
    kiosk_.pass(pace_.key);
    return true;
}

/// Large keys hold several letters each, which their label shows and their speech names one by one.
bool Person::tap_key_with(const std::string& letter) {
    for (const ui::Node& node : kiosk_.look().tree.nodes) {
        const bool holds = (" " + node.speech + " ").find(" " + letter + " ") != std::string::npos;
        if (node.role == ui::Role::Key && holds && may_reach(node))
            return tap_key(plain(node.name));
    }
    return false;
}

/// After a press that went astray: answers the dialog, and finds language and letters again.
bool Person::recovers() {
    const char* names[] = {"中文", "English", "ئۇيغۇرچە"};
    const domain::Language shown = kiosk_.state.visit.language;
    const auto& words = words_of(shown);
    for (const auto key : {"leave.stay"_key, "idle.stay"_key, "modes.close"_key, "send.stay"_key}) {
        if (const ui::Node* node = find(words.tr(key), false)) {
            const ui::Node meant = *node;
            tap(meant);
            return true;
        }
    }
    if (shown != language_) {
        const ui::Node* node = find(names[static_cast<int>(language_)], false);
        if (node == nullptr) return false;
        const ui::Node meant = *node;
        tap(meant);
        return true;
    }
    return tap_key("arrow_upward") || tap_key("arrow_downward");
}

bool Person::sees(const std::string& words) {
    const Sight seen = kiosk_.look();
    return std::ranges::any_of(seen.tree.nodes, [&](const ui::Node& node) {
        return plain(node.name).find(words) != std::string::npos ||
               node.value.find(words) != std::string::npos;
    });
}

bool Person::begin() {
    const char* names[] = {"中文", "English", "ئۇيغۇرچە"};
    return press(names[static_cast<int>(language_)]) && sees(tr("home.title"_key));
}

bool Person::end() {
    const int before = kiosk_.wipes;
    bool done =
        sees(tr("receipt.done"_key)) ? press(tr("receipt.done"_key)) : press(tr("shell.exit"_key));
    // The receipt of a good rating has gone home by itself while he read it.
    if (!done && kiosk_.state.visit.page == flow::Page::Home) done = press(tr("shell.exit"_key));
    if (done && sees(tr("leave.end"_key))) press(tr("leave.end"_key));
    // The second of two hits may have begun the next visit.
    return kiosk_.wipes > before;
}

bool Person::confirms() {
    if (!kiosk_.state.visit.sending) return true;
    const bool complaint = kiosk_.state.visit.page == flow::Page::ComplaintCheck;
    return press(complaint ? tr("complaint_check.submit"_key) : tr("rating_reason.submit"_key));
}

bool Person::looks_up_case() {
    return press(tr("home.case"_key)) && press(tr("case_start.number"_key)) &&
           type("420600-2026-17") && press(tr("shell.continue"_key)) && type("0023") &&
           press(tr("case_secret.look_up"_key)) && sees(tr("case_result.title"_key)) && end();
}

bool Person::complains() {
    const domain::Topic& topic = demo_hall()->topics.front();
    const std::string go_on = tr("shell.continue"_key);
    return press(tr("home.complaint"_key)) && press(go_on) && press(topic.name.in(language_)) &&
           press(go_on) && press(tr("complaint_window.unknown"_key)) && press(go_on) &&
           press(tr("complaint_day.unknown"_key)) && press(go_on) && press(go_on) &&
           press(tr("reply.none"_key)) && press(go_on) && press(tr("complaint_check.submit"_key)) &&
           confirms() && sees(tr("receipt.title_complaint"_key)) && end();
}

bool Person::rates() {
    const std::string best = demo_hall()->scale.levels.front().name.in(language_);
    return press(tr("home.rating"_key)) && press(tr("rating_window.hall"_key)) &&
           press(tr("shell.continue"_key)) && press(best) && confirms() &&
           sees(tr("receipt.title_rating"_key)) && end();
}

bool Person::looks_up_receipt() {
    return press(tr("home.receipt"_key)) && type(domain::ReceiptCode::of(some_id()).compact()) &&
           press(tr("receipt_code.look_up"_key)) &&
           kiosk_.state.visit.page == flow::Page::Receipt && end();
}

}  // namespace sunbooth::app::screens::tests
