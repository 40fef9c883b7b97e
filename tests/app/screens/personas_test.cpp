// SPDX-License-Identifier: Apache-2.0
// The simulated users of kiosk-ux section 4, each through what that person perceives: words on the
// glass, and the places where they stand. They do not replace people: see the paper's human panel.
#include "tests/app/screens/demo.h"
#include "tests/app/screens/journey.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace sunbooth;
using namespace sunbooth::app;
using namespace sunbooth::app::screens;
using namespace sunbooth::app::screens::tests;
using namespace std::chrono_literals;
using namespace i18n::literals;

namespace {

using Flow = bool (Person::*)();
struct Named {
    std::string name;
    Flow flow;
};
const std::array kFlows = {Named{"case", &Person::looks_up_case},
                           Named{"complaint", &Person::complains}, Named{"rating", &Person::rates},
                           Named{"receipt", &Person::looks_up_receipt}};

int records(const Kiosk& kiosk) {
    return static_cast<int>(std::ranges::count_if(kiosk.posted, [](const client::Command& one) {
        return std::holds_alternative<client::FileRecord>(one);
    }));
}

flow::Modes modes_of(Kiosk& kiosk) {
    return kiosk.state.visit.modes;
}

}  // namespace

TEST_CASE("persona: an elder gets through all four flows in one tap of the preset, unhurried") {
    for (const Named& one : kFlows) {
        CAPTURE(one.name);
        int taps = 0, wrong = 0;
        for (std::uint64_t seed = 1; seed <= 5; ++seed) {
            CAPTURE(seed);
            Kiosk kiosk;
            Person elder(kiosk, domain::Language::Zh, {.sigma_mm = 4},
                         {.page = 8s, .choice = 3s, .key = 2s}, seed);
            const Instant from = kiosk.now;
            int wipes_before_end = -1;
            REQUIRE(elder.press(elder.tr("modes.elder"_key)));
            CHECK(modes_of(kiosk) == flow::kElder);
            wipes_before_end = kiosk.wipes;
            CHECK(wipes_before_end == 0);
            CHECK((elder.*one.flow)());
            CHECK(kiosk.wipes == 1);  // His own "done", and no clock's.
            CHECK(kiosk.now - from <= 6min);
            taps += elder.taps;
            wrong += elder.wrong;
        }
        CHECK(wrong * 100 <= taps);  // kiosk-ux 4: wrong taps <= 1 %.
    }
}

TEST_CASE("persona: a trembling hand in Steady sends nothing twice, and errs in 4 % at most") {
    int taps = 0, wrong = 0, begun = 0, ended = 0;
    for (std::uint64_t seed = 1; seed <= 12; ++seed) {
        for (const Named& one : kFlows) {
            CAPTURE(seed);
            CAPTURE(one.name);
            Kiosk kiosk;
            Person person(kiosk, domain::Language::Zh,
                          {.sigma_mm = 7, .doubles = 0.3, .drag_mm = 6}, {.key = 900ms}, seed);
            // Switched on by whoever came along, or with the elder preset.
            kiosk.state.visit.page = flow::Page::Home;
            kiosk.state.visit.modes.steady = true;
            kiosk.look();
            person.taps = person.wrong = 0;
            const int before = records(kiosk);
            const bool done = (person.*one.flow)();
            if (!done) MESSAGE(one.name << " " << seed << ": " << person.lost);
            ended += done ? 1 : 0;
            ++begun;
            CHECK(records(kiosk) - before <= 1);
            taps += person.taps;
            wrong += person.wrong;
        }
    }
    MESSAGE("wrong: " << wrong << " of " << taps);
    CHECK(wrong * 25 <= taps);
    // A stray press may end a visit in which nothing was typed yet; the others come to their end.
    CHECK(ended * 10 >= begun * 9);
}

TEST_CASE("persona: low vision reads every flow at twice the size, white on black, uncut") {
    for (const Named& one : kFlows) {
        CAPTURE(one.name);
        Kiosk kiosk;
        Person person(kiosk, domain::Language::Zh, {}, {}, 1);
        REQUIRE(person.begin());
        kiosk.state.visit.modes = {.text = flow::TextSize::Largest,
                                   .theme = flow::Theme::ContrastDark};
        CHECK((person.*one.flow)());
        CHECK(person.judged);
    }
}

TEST_CASE(
    "persona: from a wheelchair the shell is always in reach, and all flows with low buttons") {
    constexpr float kArmMm = 1100;
    for (const Named& one : kFlows) {
        CAPTURE(one.name);
        Kiosk kiosk;
        Person person(kiosk, domain::Language::Zh, {.reach_mm = kArmMm}, {}, 1);
        REQUIRE(person.press("中文"));
        REQUIRE(person.press(person.tr("modes.key"_key).substr(0, 6)));
        REQUIRE(person.press(person.tr("modes.reach"_key)));
        REQUIRE(person.press(person.tr("modes.close"_key)));
        REQUIRE(modes_of(kiosk).reach);
        CHECK((person.*one.flow)());
    }
}

TEST_CASE("persona C13: who cannot write complains, rates and is answered without a character") {
    for (const Flow flow : {&Person::complains, &Person::rates}) {
        Kiosk kiosk;
        Person person(kiosk, domain::Language::Zh, {}, {}, 1);
        REQUIRE(person.begin());
        CHECK((person.*flow)());
        CHECK(person.keys == 0);
        CHECK(records(kiosk) == 1);
    }
}

TEST_CASE("persona C9: a Uyghur speaker finds every flow in Uyghur, from right to left") {
    for (const Named& one : kFlows) {
        CAPTURE(one.name);
        Kiosk kiosk;
        Person person(kiosk, domain::Language::Ug, {}, {}, 1);
        REQUIRE(person.begin());
        const Sight seen = kiosk.look();
        const ui::Node* zh = seen.tree.find("shell.zh");
        const ui::Node* ug = seen.tree.find("shell.ug");
        REQUIRE((zh != nullptr && ug != nullptr));
        CHECK(ug->rect.x < zh->rect.x);
        CHECK((person.*one.flow)());
    }
}

TEST_CASE("persona: nothing is told to the deaf by sound alone") {
    Kiosk kiosk;
    int cues = 0;
    kiosk.on_cue = [&](flow::Cue cue) {
        ++cues;
        const ui::Tree& tree = kiosk.tree();
        switch (cue) {
            case flow::Cue::Success:
                CHECK(tree.page == "receipt");
                break;
            case flow::Cue::Error:
                CHECK(tree.find("shell.error") != nullptr);
                break;
            case flow::Cue::IdleWarning:
                CHECK(tree.find("idle.countdown") != nullptr);
                break;
            default:
                break;
        }
    };
    Person person(kiosk, domain::Language::Zh, {}, {}, 1);
    REQUIRE(person.begin());
    REQUIRE(person.press(person.tr("home.complaint"_key)));
    REQUIRE(person.press(person.tr("shell.continue"_key)));
    REQUIRE(person.press(person.tr("shell.continue"_key)));  // Nothing chosen: an error.
    kiosk.pass(100s);
    CHECK(person.press(person.tr("idle.stay"_key)));
    REQUIRE(person.press(person.tr("shell.exit"_key)));
    REQUIRE(person.begin());
    CHECK(person.rates());
    CHECK(cues >= 4);
}

TEST_CASE("persona: the next in line sees nothing of who left at any step") {
    constexpr std::string_view kMarker = "7K7K7K7K";
    for (int step = 1; step <= 9; ++step) {
        CAPTURE(step);
        Kiosk kiosk;
        int scans = 0;
        const auto scan = [&](const ui::Tree& tree) {
            for (const ui::Node& node : tree.nodes) {
                CHECK(node.name.find(kMarker) == std::string::npos);
                CHECK(node.value.find(kMarker) == std::string::npos);
                CHECK(node.words.view().find(kMarker) == std::string_view::npos);
            }
        };
        kiosk.on_wipe = [&] {
            ++scans;
            CHECK(kiosk.tree().nodes.empty());
            for (const flow::Entry& entry : kiosk.state.visit.entries) CHECK(entry.text.empty());
        };
        Person first(kiosk, domain::Language::Zh, {}, {}, 1);
        REQUIRE(first.begin());
        const std::string go_on = first.tr("shell.continue"_key);
        if (step >= 1)
            CHECK(first.press(first.tr(step % 2 == 0 ? "home.case"_key : "home.receipt"_key)));
        if (step % 2 == 0) CHECK(first.press(first.tr("case_start.number"_key)));
        if (step >= 3) CHECK(first.type(kMarker));
        if (step >= 6 && step % 2 == 0) CHECK(first.press(go_on));
        if (step >= 8 && step % 2 == 0) CHECK(first.type("7K7K"));
        kiosk.pass(200s);  // Left without a word.
        CHECK(kiosk.state.visit.page == flow::Page::Attract);
        CHECK(scans == 1);
        scan(kiosk.look().tree);
        Person next(kiosk, domain::Language::En, {}, {}, 2);
        REQUIRE(next.begin());
        scan(kiosk.look().tree);
        for (const auto key : {"home.case"_key, "home.receipt"_key}) {
            REQUIRE(next.press(next.tr(key)));
            scan(kiosk.look().tree);
            REQUIRE(next.press(next.tr("shell.back"_key)));
        }
    }
}

TEST_CASE("persona: a monitor logs an issue within 45 s, and who comes next sees nothing of it") {
    Kiosk kiosk;
    auto hall = std::make_shared<domain::Hall>(*demo_hall());
    hall->monitors.front().badge_hash = "b1";
    kiosk.state.hall = hall;
    Person monitor(kiosk, domain::Language::Zh, {.sigma_mm = 4}, {.page = 2s}, 1);
    const Instant from = kiosk.now;
    flow::reduce(kiosk.state, flow::ShowBadge{"b1"}, kiosk.now);
    const std::string go_on = monitor.tr("shell.continue"_key);
    REQUIRE(monitor.press(monitor.tr("staff_home.log"_key)));
    REQUIRE(monitor.press(monitor.tr("issue.problem"_key)));
    REQUIRE(monitor.press(go_on));
    REQUIRE(monitor.press(demo_hall()->windows.front().name.in(domain::Language::Zh)));
    REQUIRE(monitor.press(go_on));
    REQUIRE(monitor.press(monitor.tr("issue.serious"_key)));
    REQUIRE(monitor.press(go_on));
    REQUIRE(monitor.press(monitor.tr("issue.manner"_key)));
    REQUIRE(monitor.press(go_on));
    REQUIRE(monitor.press(monitor.tr("phrase.nobody"_key)));
    REQUIRE(monitor.press(go_on));
    REQUIRE(monitor.press(monitor.tr("issue_check.submit"_key)));
    REQUIRE(monitor.sees(monitor.tr("issue_done.title"_key)));
    CHECK(records(kiosk) == 1);
    CHECK(kiosk.now - from <= 45s);
    const auto* filed = std::get_if<flow::Filed>(&kiosk.state.visit.receipt);
    REQUIRE(filed != nullptr);
    const std::string code = filed->saved.code.grouped();
    CHECK(monitor.sees(code));
    kiosk.pass(121s);  // Went away without a word: locked, then signed out.
    CHECK(kiosk.state.visit.page == flow::Page::StaffLock);
    CHECK_FALSE(monitor.sees(code));
    kiosk.pass(181s);
    CHECK(kiosk.wipes == 1);
    Person citizen(kiosk, domain::Language::Zh, {}, {}, 2);
    REQUIRE(citizen.begin());
    CHECK_FALSE(citizen.sees(code));
    CHECK_FALSE(kiosk.state.visit.staff.has_value());
    CHECK_FALSE(citizen.sees(hall->monitors.front().name));
}

TEST_CASE(
    "persona: ten mashing fingers send no complaint past its check page, and look up slowly") {
    for (std::uint64_t seed = 1; seed <= 3; ++seed) {
        CAPTURE(seed);
        Kiosk kiosk;
        kiosk.finds = false;
        Dice dice(seed);
        std::string page;
        std::vector<Instant> looked_up;
        kiosk.on_post = [&](const client::Command& command) {
            if (const auto* file = std::get_if<client::FileRecord>(&command)) {
                const bool complaint = std::holds_alternative<domain::Complaint>(file->filing);
                CHECK((!complaint || page == "complaint_check"));
            }
            if (std::holds_alternative<client::LookUpReceipt>(command)) {
                looked_up.push_back(kiosk.now);
            }
        };
        const auto side = [&](int px) {
            return static_cast<float>(dice() % static_cast<std::uint64_t>(px));
        };
        for (int tap = 0; tap < 3000; ++tap) {  // A minute at 50 a second.
            page = kiosk.tree().page;
            const text::Point at{side(1080), side(1920)};
            const auto finger = static_cast<std::int64_t>(dice() % 10);
            if (dice() % 5 == 0) {
                kiosk.down(at, finger);  // Often without lifting it again.
            } else {
                kiosk.touch(at, {side(60) - 30, 0}, finger);
            }
            kiosk.pass(20ms);
        }
        for (std::size_t i = 5; i < looked_up.size(); ++i) {
            CHECK(looked_up[i] - looked_up[i - 5] >= 60s);
        }
    }
}
