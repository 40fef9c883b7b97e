// SPDX-License-Identifier: Apache-2.0
// The real engine, where there is one (Debian's espeak-ng, installed by ./dev).
#include "app/speech/local_mouth.h"
#include "app/speech/narrator.h"
#include "sync/base/mutant.h"
#include "tests/store/temp_folder.h"

#include <doctest/doctest.h>

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <mutex>

using namespace sunbooth;
using namespace sunbooth::app::speech;

namespace {

const std::atomic<std::uint64_t> kNoStop{0};

/// A sound device that takes no time.
class QuickSink final : public Sink {
public:
    bool say(Channel channel, Pcm voice, float) override {
        const std::lock_guard lock(mutex);
        samples += voice.size();
        ++said;
        last = channel;
        saying = holds;
        return true;
    }
    void stop() override {
        const std::lock_guard lock(mutex);
        saying = false;
        ++stops;
    }
    void pause(bool) override {}
    bool sound(Channel, const Pcm&, float) override { return true; }
    bool is_saying() override {
        const std::lock_guard lock(mutex);
        return saying;
    }
    bool is_busy() override { return is_saying(); }
    void rest() override {}

    std::mutex mutex;
    std::size_t samples = 0;
    int said = 0, stops = 0;
    Channel last = Channel::Public;
    bool saying = false, holds = false;
};

Utterance utterance(std::uint64_t id, std::string_view words, Language language) {
    return {id, spoken(words, language), SecretText(words), language, Channel::Private};
}

/// Its voices are tried out on its own thread.
bool comes_to_work(const LocalMouth& mouth) {
    for (int i = 0; i < 1000 && !mouth.works(); ++i) {
        std::this_thread::sleep_for(milliseconds{10});
    }
    return mouth.works();
}

/// Waits for an event in real time; keeps what it heard besides.
struct Ear {
    bool hears(LocalMouth& mouth, Mouth::Event::What what, std::uint64_t id) {
        for (int i = 0; i < 1000; ++i) {
            for (const Mouth::Event& event : mouth.take(Instant{})) heard.push_back(event);
            for (const Mouth::Event& event : heard) {
                if (event.id == id && event.what == what) return true;
            }
            std::this_thread::sleep_for(milliseconds{10});
        }
        return false;
    }
    std::vector<Mouth::Event> heard;
};

}  // namespace

TEST_CASE("S1: the real engine has a voice for each language and says something in it") {
    const Engine engine;
    for (const auto& [language, words] : {std::pair{Language::Zh, "您要办什么？ yin2 hang2"},
                                          {Language::En, "What would you like?"},
                                          {Language::Ug, "نېمە ئىش بېجىرىسىز؟"}}) {
        const auto before = std::chrono::steady_clock::now();
        const Result<Pcm> sound = synthesise(engine, language, words, kNoStop, 0);
        REQUIRE_MESSAGE(sound.ok(), sound.error().line());
        CHECK(sound.value().size() > kSampleRate / 2);
        CHECK(std::chrono::steady_clock::now() - before < std::chrono::seconds{5});
    }
}

TEST_CASE("speech: an engine that is missing, fails or says no WAV is an error, not a hang") {
    for (const std::vector<std::string>& command :
         {std::vector<std::string>{"/nonexistent/voice"}, {"false"}, {"true"}, {"echo", "hello"}}) {
        const Engine engine{command};
        CHECK_FALSE(synthesise(engine, Language::En, "hello", kNoStop, 0).ok());
    }
}

TEST_CASE("S6: an engine at work ends within 100 ms of being stopped") {
    const Engine slow{{"sleep", "60"}};
    std::atomic<std::uint64_t> stop{0};
    std::thread later([&stop] {
        std::this_thread::sleep_for(milliseconds{50});
        stop = 1;
    });
    const auto before = std::chrono::steady_clock::now();
    const Result<Pcm> nothing = synthesise(slow, Language::En, "hello", stop, 0);
    CHECK(std::chrono::steady_clock::now() - before < milliseconds{1500});  // On a busy machine.
    CHECK((nothing.ok() && nothing.value().empty()));
    later.join();
}

TEST_CASE("S3 S6: the mouth tells when it begins and ends, and a stop reaches the device at once") {
    auto owned = std::make_unique<QuickSink>();
    QuickSink& sink = *owned;
    LocalMouth::Parts parts;
    parts.sink = std::move(owned);
    LocalMouth mouth(std::move(parts));
    REQUIRE(comes_to_work(mouth));
    Ear ear;
    mouth.say(utterance(1, "hello", Language::En), {});
    CHECK(ear.hears(mouth, Mouth::Event::What::Began, 1));
    CHECK(ear.hears(mouth, Mouth::Event::What::Ended, 1));
    CHECK(sink.last == Channel::Private);
    sink.holds = true;
    mouth.say(utterance(2, "and again", Language::En), {});
    CHECK(ear.hears(mouth, Mouth::Event::What::Began, 2));
    const int stops = sink.stops;
    mouth.stop();
    CHECK(sink.stops == stops + 1);
    CHECK_FALSE(sink.is_saying());
    CHECK(mouth.take(Instant{}).empty());
}

TEST_CASE("S15: without an engine nothing works, and that is known before anybody asks") {
    LocalMouth::Parts parts;
    parts.engine.command = {"/nonexistent/voice"};
    parts.sink = std::make_unique<QuickSink>();
    LocalMouth mouth(std::move(parts));
    std::this_thread::sleep_for(milliseconds{200});
    CHECK_FALSE(mouth.works());
    CHECK_FALSE(mouth.speaks(Language::Zh));
}

TEST_CASE("bad day: no sound device is a status, not an error") {
    LocalMouth::Parts parts;
    LocalMouth mouth(std::move(parts));
    CHECK_FALSE(mouth.works());
    Ear ear;
    mouth.say(utterance(1, "hello", Language::En), {});
    mouth.sound(Sound::Tap, Channel::Public, 0);
    CHECK(ear.hears(mouth, Mouth::Event::What::Ended, 1));
}

TEST_CASE("bad day: a sound device that comes after the start is found, and looked for no more") {
    int looks = 0;
    LocalMouth::Parts parts;
    parts.find_sink = [&looks]() -> std::unique_ptr<Sink> {
        return ++looks < 3 ? nullptr : std::make_unique<QuickSink>();
    };
    LocalMouth mouth(std::move(parts));
    const Instant start{std::chrono::hours{1}};
    const auto at = [&](int seconds) { mouth.take(start + std::chrono::seconds{seconds}); };
    at(0);
    at(4);
    CHECK(looks == 1);
    at(5);
    CHECK(looks == 2);
    CHECK_FALSE(mouth.works());
    at(10);
    at(20);
    CHECK(looks == 3);
    REQUIRE(comes_to_work(mouth));
    Ear ear;
    mouth.say(utterance(1, "hello", Language::En), {});
    CHECK(ear.hears(mouth, Mouth::Event::What::Ended, 1));
    SUBCASE("a mouth that looks once stays silent") {
        const MutantScope scope("speech-one-look");
        looks = 0;
        LocalMouth::Parts others;
        others.find_sink = [&looks]() -> std::unique_ptr<Sink> { return ++looks, nullptr; };
        LocalMouth deaf(std::move(others));
        for (const int second : {0, 10, 20}) deaf.take(start + std::chrono::seconds{second});
        CHECK(looks == 1);
    }
}

TEST_CASE("speech: a card that plays is told by its name among the kernel's devices") {
    const test::TempFolder folder;
    const auto make = [&](const char* name) { std::ofstream(folder.path() / name) << ' '; };
    CHECK_FALSE(has_card(folder.path() / "none"));
    make("controlC0");
    make("pcmC0D0c");
    CHECK_FALSE(has_card(folder.path()));
    make("pcmC0D3p");
    CHECK(has_card(folder.path()));
}

TEST_CASE("speech: SDL's sound plays, pauses and stops on a device that is none") {
    ::setenv("SDL_AUDIODRIVER", "dummy", 1);
    const std::unique_ptr<Sink> sink = make_sdl_sink({});
    REQUIRE(sink != nullptr);
    CHECK(sink->say(Channel::Public, Pcm(kSampleRate * 60, 100), 0));
    CHECK(sink->is_saying());
    sink->pause(true);
    CHECK(sink->is_saying());
    sink->stop();
    CHECK_FALSE(sink->is_saying());
    CHECK(sink->sound(Channel::Private, Pcm(100, 100), -3));
    sink->rest();
    CHECK_FALSE(sink->is_busy());
}
