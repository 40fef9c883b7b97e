// SPDX-License-Identifier: Apache-2.0
// What leaves the terminal by other ways than the glass: the sound of a page, and the dots of a
// slip. Once it was said or printed, or cut off, it is nowhere in this process (kiosk-ux P3).
#include "app/receipt/desk.h"
#include "app/speech/local_mouth.h"
#include "app/speech/mixer.h"
#include "sync/base/mutant.h"
#include "tests/app/text/memory.h"
#include "tests/store/temp_folder.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <thread>

using namespace sunbooth;
using namespace sunbooth::app;
using namespace sunbooth::app::text::tests;

namespace {

/// Numbers that no other part of this binary makes.
std::uint16_t noise(std::uint32_t at) {
    std::uint32_t mixed = (at + 77U) * 2654435761U;
    mixed ^= mixed >> 15U;
    mixed *= 2246822519U;
    return static_cast<std::uint16_t>(mixed >> 11U);
}

constexpr std::uint32_t kSamples = 3 * speech::kSampleRate;
constexpr std::uint32_t kFrom = kSamples / 2;  ///< What is searched for lies in the middle.

Needle sound_needle() {
    Secret<std::uint16_t> samples(24);
    for (std::uint32_t i = 0; i < samples.size(); ++i) samples[i] = noise(kFrom + i);
    return needle("samples", 2, 2, samples);
}

/// A voice that always says the same three seconds. Written byte by byte: no buffer of this process
/// ever held them.
void write_voice(const std::filesystem::path& file) {
    std::vector<char> head = speech::wav_of({});
    const auto put = [&head](std::size_t at, std::uint32_t value) {
        for (unsigned i = 0; i < 4; ++i) head[at + i] = static_cast<char>(value >> (8 * i) & 255U);
    };
    put(4, 36 + 2 * kSamples);
    put(40, 2 * kSamples);
    std::FILE* out = std::fopen(file.c_str(), "wb");
    REQUIRE(out != nullptr);
    std::setvbuf(out, nullptr, _IONBF, 0);
    for (const char byte : head) std::fputc(byte, out);
    for (std::uint32_t i = 0; i < kSamples; ++i) {
        std::fputc(noise(i) & 255, out);
        std::fputc(noise(i) >> 8, out);
    }
    std::fclose(out);
}

/// A sound device that is never done: what it was given stays until it is told to stop.
class Player final : public speech::Sink {
public:
    bool say(speech::Channel, speech::Pcm voice, float gain_db) override {
        const std::lock_guard lock(mutex_);
        mixer_.say(std::move(voice), gain_db);
        return true;
    }
    void stop() override {
        const std::lock_guard lock(mutex_);
        mixer_.stop();
    }
    void pause(bool) override {}
    bool sound(speech::Channel, const speech::Pcm&, float) override { return true; }
    bool is_saying() override {
        const std::lock_guard lock(mutex_);
        return mixer_.is_saying();
    }
    bool is_busy() override { return is_saying(); }
    void rest() override {}

private:
    std::mutex mutex_;
    speech::Mixer mixer_;
};

template <class Done>
bool comes(Done done) {
    for (int turns = 0; turns < 2'000; ++turns) {
        if (done()) return true;
        std::this_thread::sleep_for(milliseconds{5});
    }
    return false;
}

/// Bits of a slip.
std::uint8_t dots(std::uint32_t at) {
    return static_cast<std::uint8_t>(noise(at ^ 0x5A5AU) & 0xFFU);
}

Needle dot_needle() {
    Secret<std::uint8_t> bytes(32);
    for (std::uint32_t i = 0; i < bytes.size(); ++i) bytes[i] = dots(20'000 + i);
    return needle("dots of a slip", 1, 1, bytes);
}

/// Prints when it is let, or fails, or keeps what it ought not to.
class Tray final : public receipt::Printer {
public:
    enum class Way { Prints, Fails, Keeps };
    Tray(std::atomic<bool>& holds, Way way) : holds_(holds), way_(way) {}
    receipt::PrinterState state() override { return receipt::PrinterState::Ready; }
    Status print(const receipt::Job& job, const std::stop_token& stop) override {
        while (holds_ && !stop.stop_requested()) std::this_thread::sleep_for(milliseconds{2});
        if (way_ == Way::Keeps) kept_ = job;
        if (way_ != Way::Fails) return ok_status();
        return Error{ErrorCode::Io, "the paper ended", ""};
    }

private:
    std::atomic<bool>& holds_;
    Way way_;
    receipt::Job kept_;
};

receipt::Job slip() {
    receipt::Raster raster;
    raster.width = 576;
    raster.height = 400;
    raster.bits.resize(static_cast<std::size_t>(raster.stride() * raster.height));
    for (std::uint32_t i = 0; i < raster.bits.size(); ++i) raster.bits[i] = dots(i);
    return receipt::job_of(raster);
}

bool told(receipt::PrintDesk& desk) {
    const auto news = desk.drain();
    return std::ranges::any_of(news, [](const auto& one) { return one.slip && one.slip->printed; });
}

/// A mouth in the middle of three seconds.
struct Talk {
    explicit Talk(const Needle& samples) {
        write_voice(folder / "voice.wav");
        mouth = std::make_unique<speech::LocalMouth>(
            speech::LocalMouth::Parts{.engine = {{"cat", (folder / "voice.wav").string()}},
                                      .sink = std::make_unique<Player>(),
                                      .find_sink = nullptr,
                                      .bank = nullptr,
                                      .wake = nullptr});
        REQUIRE(comes([&] { return mouth->works(); }));
        CHECK(finds_in_process(samples) == 0);
        speech::Utterance line;
        line.id = 1;
        line.pieces.push_back({domain::Language::En, SecretText("x")});
        line.text = SecretText("x");
        mouth->say(std::move(line), {});
        REQUIRE(comes([&] { return !mouth->take({}).empty(); }));  // It began.
        CHECK(is_in_process(samples));
    }
    test::TempFolder folder;
    std::unique_ptr<speech::LocalMouth> mouth;
};

}  // namespace

TEST_CASE("wipe P3: a voice that was cut off leaves no sound behind") {
    const Needle samples = sound_needle();
    const Talk talk(samples);
    talk.mouth->stop();
    CHECK(comes([&] { return finds_in_process(samples) == 0; }));
}

TEST_CASE("mutant: sound that stays in the device is found") {
    const Needle samples = sound_needle();
    const Talk talk(samples);
    const MutantScope scope("speech-sound-stays");
    talk.mouth->stop();
    CHECK(is_in_process(samples));
}

TEST_CASE("wipe P3: a slip that was printed, failed or refused leaves no dots behind") {
    struct Row {
        const char* what;
        Tray::Way way;
        bool second;
    };
    for (const Row& row :
         {Row{"printed", Tray::Way::Prints, false}, Row{"failed", Tray::Way::Fails, false},
          Row{"refused: one is printed already", Tray::Way::Prints, true}}) {
        const std::string what = row.what;
        CAPTURE(what);
        std::atomic<bool> holds{true};
        receipt::PrintDesk desk(std::make_unique<Tray>(holds, row.way), [] {});
        const Needle searched = dot_needle();
        desk.print(1, slip());
        CHECK(is_in_process(searched));  // Not blind.
        if (row.second) desk.print(2, slip());
        holds = false;
        CHECK(comes([&] { return finds_in_process(searched) == 0; }));
    }
}

TEST_CASE("mutant: a printer that keeps its slip is found") {
    std::atomic<bool> holds{false};
    receipt::PrintDesk desk(std::make_unique<Tray>(holds, Tray::Way::Keeps), [] {});
    const Needle searched = dot_needle();
    desk.print(1, slip());
    REQUIRE(comes([&] { return told(desk); }));
    CHECK(is_in_process(searched));
}
