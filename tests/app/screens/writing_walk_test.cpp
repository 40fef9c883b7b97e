// SPDX-License-Identifier: Apache-2.0
// Fingers and keys at random on the pages of words, through glass, flow and composer to the engines
// over the data that is shipped (issue 4, proof). Whatever is touched, the field holds whole
// characters and no more of them than it takes, its caret stands between two of them, what is
// offered uses up no more keys than there are, and the end of the visit leaves nothing of it.
#include "app/text/text.h"
#include "sync/domain/text.h"
#include "tests/app/screens/demo.h"
#include "tests/app/screens/journey.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

using namespace sunbooth;
using namespace sunbooth::app;
using namespace sunbooth::app::screens;
using namespace sunbooth::app::screens::tests;
using namespace std::chrono_literals;
using flow::Field;

namespace {

constexpr float kSquareMm = 125;  ///< Wider than one square: where the second one begins.

/// What a walk must have met, or it proves nothing.
struct Met {
    int read_ink = 0, read_letters = 0, read_nine = 0, full = 0, keys_full = 0;
    int selected = 0, composed_over = 0, followed = 0, wiped_begun = 0;
    int second_square = 0;
    std::set<flow::Keys> keys;
    std::set<Field> fields;
};

bool is_border(std::string_view words, std::size_t at) {
    if (at > words.size()) return false;
    return at == 0 || at == words.size() ||
           text::next_grapheme(words, text::former_grapheme(words, at)) == at;
}

/// What is wrong with what stands in the fields; nothing: nothing.
std::string fault_of_entries(const flow::Visit& visit) {
    for (std::size_t i = 0; i < flow::kFieldCount; ++i) {
        const auto field = static_cast<Field>(i);
        const flow::Entry& entry = visit.entry(field);
        const std::string_view words = entry.text.view();
        const auto length = domain::count_code_points(words);
        const std::string where = " in field " + std::to_string(i);
        if (!length) return "half a character" + where;
        if (*length > flow::length_max(field)) return "too many characters" + where;
        if (!is_border(words, entry.caret)) return "the caret stands within a character" + where;
        if (!is_border(words, entry.anchor)) return "a selection cuts a character" + where;
    }
    return {};
}

/// What is wrong with what was begun and what is offered for it.
std::string fault_of_composer(const input_method::Composer& composer) {
    const bool uses_keys = !composer.suggests() && composer.ink().empty();
    for (const input_method::Candidate& one : composer.candidates()) {
        if (one.text.empty()) return "nothing is offered";
        if (!domain::count_code_points(one.text.view())) return "half a character is offered";
        if ((one.keys > 0) != uses_keys) return "a reading of other keys";
        if (one.keys > composer.kKeysMax) return "a reading of more keys than there are";
    }
    return {};
}

std::string fault_in(const flow::Visit& visit, const ui::Tree& tree) {
    std::string fault = fault_of_entries(visit);
    if (fault.empty()) fault = fault_of_composer(visit.composer);
    for (const ui::Node& node : tree.nodes) {
        if (node.role != ui::Role::Field || !fault.empty()) continue;
        const text::Span begun = node.begun;
        const bool within = begun.from <= begun.to && begun.to <= node.words.size();
        if (!within) fault = node.id + " marks what it does not show";
    }
    return fault;
}

class Writer {
public:
    explicit Writer(std::uint64_t seed) : dice_(seed) {
        kiosk.state.engines = real_engines();
        kiosk.on_wipe = [this] { check_gone(); };
    }

    void step() {
        if (!field() && !kiosk.state.visit.warned) to_words();
        const bool begun = !kiosk.state.visit.composer.empty();
        const int wipes = kiosk.wipes;
        act();
        kiosk.pass(milliseconds{roll(400)});
        if (kiosk.wipes > wipes && begun) ++met.wiped_begun;
        check();
    }

    Kiosk kiosk;
    Met met;

private:
    std::uint64_t roll(std::uint64_t sides) { return dice_() % sides; }
    float share() { return static_cast<float>(roll(1001)) / 1000; }
    std::optional<Field> field() const {
        const auto one = flow::field_of(flow::page_of(kiosk.state));
        return one && flow::is_prose(*one) ? one : std::nullopt;
    }
    void take(const flow::Intent& intent) { flow::reduce(kiosk.state, intent, kiosk.now); }

    void to_words() {
        using Task = flow::OpenTask::Task;
        const domain::Hall& hall = *kiosk.state.hall;
        const bool rates = roll(3) == 0;
        take(flow::ChooseLanguage{domain::kLanguages[roll(domain::kLanguages.size())]});
        take(flow::OpenTask{rates ? Task::Rating : Task::Complaint});
        if (!rates) take(flow::Continue{});
        if (!rates) take(flow::ChooseTopic{hall.topics.front().code});
        if (!rates) take(flow::Continue{});
        take(flow::ChooseWindow{hall.windows.front().code});
        take(flow::Continue{});
        if (rates) take(flow::ChooseLevel{1});
        if (!rates) take(flow::ChooseHappened{flow::Happened::Today});
        take(flow::Continue{});
        (void)kiosk.look();
    }

    void act() {
        switch (roll(32)) {
            case 0:
                return kiosk.pass(milliseconds{roll(roll(6) == 0 ? 200'000 : 5'000)});
            case 1:
                return kiosk.touch({share() * 1080, share() * 1920}, {share() * 90, share() * 90});
            case 2:
                return press("keyboard.tab.");
            case 3:
            case 9:
                return tap_words();
            case 4:
                return plug();
            case 5:
                (void)kiosk.terminal.ui->key(static_cast<input::Key>(roll(9)));
                return (void)kiosk.look();
            case 6:
                return others();
            case 7:
            case 8:
                return press("keyboard.candidate.");
            default:
                return write();
        }
    }

    /// Presses one of the controls whose id begins so, in its middle or near it.
    void press(std::string_view ids) {
        std::vector<text::Box> boxes;
        for (const ui::Node& node : kiosk.tree().nodes) {
            if (node.interactive && node.id.starts_with(ids)) boxes.push_back(node.rect);
        }
        if (boxes.empty()) return;
        const text::Box at = boxes[roll(boxes.size())];
        kiosk.touch({at.x + at.w * (0.3F + 0.4F * share()), at.y + at.h * (0.3F + 0.4F * share())});
    }

    /// On a pad strokes, elsewhere mostly the keys of sounds and letters.
    void write() {
        const ui::Node* pad = kiosk.tree().find("keyboard.pad");
        if (pad != nullptr && pad->interactive && roll(5) != 0) return stroke(pad->rect);
        const flow::Keys keys = kiosk.state.visit.keys;
        const bool sounds = keys == flow::Keys::Pinyin || keys == flow::Keys::Nine;
        if (sounds && roll(4) != 0) {
            static constexpr std::array kSounds = {"keyboard.2", "keyboard.4", "keyboard.6",
                                                   "keyboard.8", "keyboard.a", "keyboard.n",
                                                   "keyboard.h", "keyboard.s", "keyboard.i"};
            const ui::Node* key = kiosk.tree().find(kSounds.at(roll(kSounds.size())));
            if (key != nullptr) return press(std::string(key->id));
        }
        press("keyboard.");
    }

    /// @param pad a copy: each look at the page makes its tree anew.
    void stroke(text::Box pad) {
        const auto at = [&] {
            // A little outside as well: fingers slide off.
            return text::Point{pad.x + pad.w * (1.1F * share() - 0.05F), pad.y + pad.h * share()};
        };
        constexpr std::int64_t kFinger = 1, kPalm = 2;
        kiosk.down({pad.x + pad.w * share(), pad.y + pad.h * share()}, kFinger);
        if (roll(12) == 0) kiosk.down(at(), kPalm);
        for (std::uint64_t moves = roll(9); moves > 0; --moves) {
            const text::Point to = at();
            kiosk.now += 8ms;
            kiosk.terminal.ui->touch(
                {input::TouchEvent::Kind::Move, kFinger, to.x, to.y, kiosk.now});
        }
        kiosk.up(at(), kFinger);
        kiosk.up(at(), kPalm);
    }

    /// A tap into the field, often on the same place again, which selects.
    void tap_words() {
        for (const ui::Node& node : kiosk.tree().nodes) {
            if (node.role != ui::Role::Field || !node.interactive) continue;
            const text::Point at{node.rect.x + node.rect.w * share(),
                                 node.rect.y + node.rect.h * share() / 3};
            kiosk.touch(at);
            kiosk.pass(milliseconds{320 + roll(200)});
            if (roll(4) != 0) kiosk.touch(at);
            return;
        }
    }

    /// A keyboard or a keypad that somebody plugged in.
    void plug() {
        constexpr std::string_view kWritten = "nihao shuang'2468519,A\b\b\n ";
        for (std::uint64_t some = 1 + roll(6); some > 0; --some) {
            (void)kiosk.terminal.ui->write(kWritten[roll(kWritten.size())], roll(4) == 0);
        }
        (void)kiosk.look();
    }

    void others() {
        const auto one = field();
        if (!one) return;
        switch (roll(6)) {
            case 0:
                return take(flow::ChooseModes{{.text = static_cast<flow::TextSize>(roll(3)),
                                               .reach = roll(2) == 0,
                                               .steady = roll(2) == 0}});
            case 1:
                return take(flow::ChooseLanguage{domain::kLanguages[roll(3)]});
            case 2: {
                // Nearly as much as the field takes.
                const std::size_t size = kiosk.state.visit.entry(*one).text.size();
                SecretText much;
                for (std::size_t n = flow::length_max(*one) - roll(4); n > 0; --n)
                    much.append("字");
                return take(flow::Edit{*one, 0, size, std::move(much)});
            }
            case 3:
                // So that the next words begin at the beginning.
                return take(flow::ClearField{*one});
            case 4:
                press("shell.back");
                return press("shell.continue");
            default:
                // Longer than is typed by chance.
                for (int n = 0; n < 40; ++n) {
                    take(flow::TypeSound{kiosk.state.visit.keys == flow::Keys::Nine
                                             ? "4268"[roll(4)]
                                             : "nihuas"[roll(6)]});
                }
                return (void)kiosk.look();
        }
    }

    void check() {
        note();
        const std::string fault = fault_in(kiosk.state.visit, kiosk.tree());
        CHECK_MESSAGE(fault.empty(), fault);
    }

    void note() {
        const flow::Visit& visit = kiosk.state.visit;
        const auto one = field();
        if (!one) return;
        met.keys.insert(visit.keys);
        met.fields.insert(*one);
        using input_method::Method;
        const input_method::Composer& composer = visit.composer;
        const bool ink = !composer.ink().empty();
        if (ink && composer.ink().points().front().x > kSquareMm) ++met.second_square;
        const bool read = !composer.empty() && !composer.candidates().empty();
        if (read && composer.method() == Method::Hand) ++met.read_ink;
        if (read && composer.method() == Method::Pinyin) ++met.read_letters;
        if (read && composer.method() == Method::Nine) ++met.read_nine;
        if (composer.suggests()) ++met.followed;
        if (visit.entry(*one).has_selection()) ++met.selected;
        if (visit.entry(*one).has_selection() && !composer.empty()) ++met.composed_over;
        if (visit.trouble == flow::Trouble::TextFull) ++met.full;
        if (visit.trouble == flow::Trouble::KeysFull) ++met.keys_full;
    }

    void check_gone() {
        const flow::Visit& visit = kiosk.state.visit;
        CHECK(kiosk.tree().nodes.empty());
        for (const flow::Entry& entry : visit.entries) CHECK(entry.text.empty());
        CHECK(visit.composer.empty());
        CHECK(visit.composer.candidates().empty());
        CHECK(visit.composer.preedit().empty());
    }

    Dice dice_;
};

}  // namespace

// Ten seconds of a processor; checked code takes ten times as long and walks a part of the way.
#ifdef __SANITIZE_ADDRESS__
constexpr int kSteps = 4'000;
#else
constexpr int kSteps = 20'000;
#endif

TEST_CASE("issue 4, proof: 20,000 fingers and keys at random, through the real engines") {
    Writer writer(4);
    for (int step = 0; step < kSteps; ++step) {
        CAPTURE(step);
        writer.step();
    }
    const Met& met = writer.met;
    // The short walk of checked code met twice these, or more; it is the same each time.
    const auto floor = [](int whole, int part) { return kSteps >= 20'000 ? whole : part; };
    CHECK(met.fields.size() == 2);
    using enum flow::Keys;
    for (const flow::Keys keys : {Hand, Hanzi, Pinyin, Nine, Latin, LatinUpper, Uyghur, Numbers})
        CHECK_MESSAGE((kSteps < 20'000 || met.keys.contains(keys)), static_cast<int>(keys));
    CHECK(met.keys.size() > static_cast<std::size_t>(floor(7, 5)));
    CHECK(met.read_ink > floor(500, 30));
    CHECK(met.read_letters > floor(500, 30));
    CHECK(met.read_nine > floor(500, 5));
    CHECK(met.followed > floor(100, 10));
    CHECK(met.selected > floor(100, 12));
    CHECK(met.composed_over > floor(20, 5));
    CHECK(met.full > floor(20, 30));
    CHECK(met.keys_full > floor(20, 30));
    CHECK(met.second_square > floor(20, 1));
    CHECK(writer.kiosk.wipes > floor(20, 1));
    CHECK(met.wiped_begun > floor(5, 0));
}

TEST_CASE("issue 4, 1: two taps at a hand's own pace select the words under them") {
    using Task = flow::OpenTask::Task;
    for (const milliseconds rest : {40ms, 120ms, 200ms, 380ms}) {
        CAPTURE(rest.count());
        Kiosk kiosk;
        const domain::Hall& hall = *kiosk.state.hall;
        const std::vector<flow::Intent> way = [&] {
            std::vector<flow::Intent> acts;
            acts.emplace_back(flow::ChooseLanguage{domain::Language::Zh});
            acts.emplace_back(flow::OpenTask{Task::Complaint});
            acts.emplace_back(flow::Continue{});
            acts.emplace_back(flow::ChooseTopic{hall.topics.front().code});
            acts.emplace_back(flow::Continue{});
            acts.emplace_back(flow::ChooseWindow{hall.windows.front().code});
            acts.emplace_back(flow::Continue{});
            acts.emplace_back(flow::ChooseHappened{flow::Happened::Today});
            acts.emplace_back(flow::Continue{});
            acts.emplace_back(
                flow::Edit{Field::ComplaintText, 0, 0, SecretText("窗口没人，等了两个小时")});
            return acts;
        }();
        for (const flow::Intent& act : way) flow::reduce(kiosk.state, act, kiosk.now);
        (void)kiosk.look();
        const ui::Screen screen;
        const auto field = std::ranges::find(kiosk.tree().nodes, ui::Role::Field, &ui::Node::role);
        REQUIRE(field != kiosk.tree().nodes.end());
        const text::Point at{field->rect.x + screen.px(22), field->rect.y + screen.px(9)};
        kiosk.touch(at);
        CHECK_FALSE(kiosk.state.visit.entry(Field::ComplaintText).has_selection());
        kiosk.pass(rest);
        kiosk.touch(at);
        CHECK(kiosk.state.visit.entry(Field::ComplaintText).selection().to == 12);  // 窗口没人
    }
}

TEST_CASE("issue 4, proof: what the walk looks for would be found") {
    flow::Visit visit;
    const ui::Tree none;
    flow::Entry& entry = visit.entry(Field::ComplaintText);
    entry.text = SecretText("窗口");
    entry.caret = entry.anchor = 3;
    CHECK(fault_in(visit, none).empty());
    entry.caret = 4;
    CHECK(fault_in(visit, none) == "the caret stands within a character in field 2");
    entry.caret = 9;
    CHECK(fault_in(visit, none) == "the caret stands within a character in field 2");
    entry.caret = 3;
    entry.text = SecretText("窗\xe5");
    CHECK(fault_in(visit, none) == "half a character in field 2");
    entry.text = SecretText("窗口");
    for (int n = 0; n < 500; ++n) entry.text.append("字");
    CHECK(fault_in(visit, none) == "too many characters in field 2");
}
