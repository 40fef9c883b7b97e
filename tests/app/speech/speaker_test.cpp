// SPDX-License-Identifier: Apache-2.0
#include "app/speech/speaker.h"

#include "app/speech/silent_mouth.h"
#include "sync/base/mutant.h"

#include <doctest/doctest.h>

#include <string>

using namespace sunbooth;
using namespace sunbooth::app::speech;

namespace {

constexpr milliseconds kAtOnce{100};  ///< kiosk-ux S6.

Line line(std::string_view words, Priority priority = Priority::Usual) {
    Line made;
    made.language = Language::En;
    made.priority = priority;
    made.node = words;
    made.instead = "shown on the screen";
    return made.add(words);
}

std::vector<Line> lines(std::initializer_list<std::string_view> words) {
    std::vector<Line> made;
    for (const std::string_view one : words) made.push_back(line(one));
    return made;
}

/// A speaker with a mouth that says nothing, and a clock.
struct Ear {
    explicit Ear(std::optional<Channel> channel = Channel::Public) {
        speaker.keep_log(true);
        speaker.listen(channel);
    }
    void pass(milliseconds time) {
        now += time;
        for (std::string& node : speaker.tick(now)) begun.push_back(std::move(node));
    }
    void settle() {
        for (int i = 0; i < 1000 && speaker.speaking(); ++i) pass(milliseconds{100});
        CHECK_FALSE(speaker.speaking());
    }
    std::string all() const {
        std::string text;
        for (const Heard& one : speaker.log()) text += std::string(one.text.view()) + "|";
        return text;
    }

    SilentMouth mouth;
    Speaker speaker{mouth};
    Instant now = instant_ms(1000);
    std::vector<std::string> begun;
};

}  // namespace

TEST_CASE("S7: lines are said in their order, and the element of each is told when it begins") {
    Ear ear;
    ear.speaker.say(lines({"one", "two", "three"}), "page", ear.now);
    ear.pass(milliseconds{1});
    CHECK(ear.begun == std::vector<std::string>{"one"});
    ear.settle();
    CHECK(ear.begun == std::vector<std::string>{"one", "two", "three"});
    CHECK(ear.all() == "one|two|three|");
}

TEST_CASE("S6: an act cuts what is being said at once, and what waits behind it") {
    Ear ear;
    ear.speaker.say(lines({"a long sentence that takes its time", "the next"}), "page", ear.now);
    ear.pass(milliseconds{300});
    const int stops = ear.mouth.stops;
    ear.speaker.cut("key", ear.now);
    CHECK(ear.mouth.stops == stops + 1);  // In the same call: no time passes at all.
    CHECK_FALSE(ear.speaker.speaking());
    CHECK(ear.speaker.log().back().cut_by == "key");
    ear.pass(kAtOnce);
    CHECK(ear.all() == "a long sentence that takes its time|");
}

TEST_CASE("S6: a new line cuts the old one") {
    Ear ear;
    ear.speaker.say(lines({"a long sentence that takes its time"}), "page", ear.now);
    ear.pass(milliseconds{300});
    ear.speaker.say(lines({"other"}), "page", ear.now);
    CHECK(ear.speaker.log().front().cut_by == "page");
    CHECK(ear.speaker.log().back().at - ear.now <= kAtOnce);
}

TEST_CASE("S6: an error is not cut by an act, but for 4 s at most") {
    Ear ear;
    ear.speaker.say({line("this number is wrong, please look again at your paper and compare "
                          "every single digit of it with what you see",
                          Priority::Urgent)},
                    "page", ear.now);
    ear.pass(milliseconds{500});
    ear.speaker.say(lines({"next"}), "key", ear.now);
    CHECK(ear.speaker.log().size() == 1);
    CHECK(ear.speaker.log().front().cut_by.empty());
    ear.pass(std::chrono::seconds{4});
    ear.speaker.cut("key", ear.now);
    CHECK(ear.speaker.log().front().cut_by == "key");
}

TEST_CASE("S5: what is said can be held, goes on where it was, and can be heard again") {
    Ear ear;
    ear.speaker.say(lines({"ten letters"}), "page", ear.now);
    ear.pass(milliseconds{100});
    CHECK(ear.speaker.pause_or_go_on());
    ear.pass(std::chrono::seconds{60});
    CHECK(ear.speaker.speaking());
    CHECK_FALSE(ear.speaker.pause_or_go_on());
    ear.settle();
    ear.speaker.repeat_last(ear.now);
    ear.settle();
    CHECK(ear.all() == "ten letters|ten letters|");
}

TEST_CASE("S5: an act lets go of what is held") {
    Ear ear;
    ear.speaker.say(lines({"one"}), "page", ear.now);
    ear.pass(milliseconds{10});
    ear.speaker.pause_or_go_on();
    ear.speaker.say(lines({"two"}), "key", ear.now);
    ear.settle();
    CHECK(ear.all() == "one|two|");
}

TEST_CASE("S10: private words go to the headset only; the loudspeaker says where they stand") {
    const auto say = [](Channel channel) {
        Ear ear(channel);
        Line made = line("phone");
        made.add("13800000017", true).add("and more", true);
        ear.speaker.say({made}, "page", ear.now);
        ear.settle();
        return ear.all();
    };
    CHECK(say(Channel::Public) == "phone, shown on the screen|");
    CHECK(say(Channel::Private) == "phone, 13800000017, and more|");
    const MutantScope scope("speech-private-to-loudspeaker");
    CHECK(say(Channel::Public) != "phone, shown on the screen|");
}

TEST_CASE("S10: a private line is not repeated on another channel than it was said on") {
    Ear ear(Channel::Private);
    Line made = line("phone");
    made.add("13800000017", true);
    ear.speaker.say({made}, "page", ear.now);
    ear.settle();
    ear.speaker.listen(Channel::Public);
    ear.speaker.repeat_last(ear.now);
    ear.settle();
    CHECK(ear.all() == "phone, 13800000017|");
}

TEST_CASE(
    "S3: without a channel there is silence at once, and nothing is said until there is one") {
    const auto pull = [] {
        Ear ear(Channel::Private);
        ear.speaker.say(lines({"a long sentence that takes its time", "the next"}), "page",
                        ear.now);
        ear.pass(milliseconds{200});
        ear.speaker.listen(std::nullopt);
        const bool silent = !ear.speaker.speaking() && ear.mouth.stops == 1;
        ear.speaker.say(lines({"more"}), "page", ear.now);
        ear.pass(std::chrono::seconds{20});
        return silent && ear.speaker.log().size() == 1;
    };
    CHECK(pull());
    const MutantScope scope("speech-falls-back-to-loudspeaker");
    CHECK_FALSE(pull());
}

TEST_CASE("S18: the caption says what is said, and private words never") {
    Ear ear(Channel::Private);
    Line made = line("phone");
    made.add("13800000017", true);
    ear.speaker.say({made}, "page", ear.now);
    ear.pass(milliseconds{1});
    CHECK(ear.speaker.caption() == "phone, shown on the screen");
    ear.settle();
    CHECK(ear.speaker.caption().empty());
}

TEST_CASE("S13: a wipe forgets words, queue and log") {
    Ear ear;
    ear.speaker.say(lines({"one", "two"}), "page", ear.now);
    ear.pass(milliseconds{1});
    ear.speaker.wipe();
    CHECK_FALSE(ear.speaker.speaking());
    CHECK(ear.speaker.log().empty());
    CHECK(ear.speaker.caption().empty());
    ear.speaker.repeat_last(ear.now);
    CHECK_FALSE(ear.speaker.speaking());
}

TEST_CASE("speech: an endless page does not grow the queue without end") {
    Ear ear;
    for (int i = 0; i < 1000; ++i) ear.speaker.add(lines({"more"}), ear.now);
    ear.settle();
    CHECK(ear.speaker.log().size() <= Speaker::kLinesMax + 1);
}
