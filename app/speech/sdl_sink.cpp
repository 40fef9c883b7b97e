// SPDX-License-Identifier: Apache-2.0
#include "app/speech/mixer.h"
#include "app/speech/sink.h"

#include <SDL.h>

#include <array>
#include <mutex>

namespace sunbooth::app::speech {
namespace {

constexpr Uint16 kBufferSamples = 512;

class SdlSink final : public Sink {
public:
    explicit SdlSink(const Devices& devices) : one_(devices.speaker == devices.headset) {
        outputs_[0].name = devices.speaker;
        outputs_[1].name = devices.headset;
    }
    ~SdlSink() override {
        rest();
        SDL_QuitSubSystem(SDL_INIT_AUDIO);
    }
    SdlSink(const SdlSink&) = delete;
    SdlSink& operator=(const SdlSink&) = delete;

    bool say(Channel channel, Pcm voice, float gain_db) override {
        const std::lock_guard lock(mutex_);
        silence();
        Output& output = at(channel);
        if (!open(output)) return false;
        const Locked device(output);
        output.mixer.say(std::move(voice), gain_db);
        return true;
    }
    void stop() override {
        const std::lock_guard lock(mutex_);
        silence();
    }
    void pause(bool paused) override {
        const std::lock_guard lock(mutex_);
        for (Output& output : outputs_) {
            const Locked device(output);
            output.mixer.pause(paused);
        }
    }
    bool sound(Channel channel, const Pcm& sound, float gain_db) override {
        const std::lock_guard lock(mutex_);
        Output& output = at(channel);
        if (!open(output)) return false;
        const Locked device(output);
        output.mixer.sound(sound, gain_db);
        return true;
    }
    bool is_saying() override {
        return any([](const Mixer& mixer) { return mixer.is_saying(); });
    }
    bool is_busy() override {
        return any([](const Mixer& mixer) { return mixer.is_saying() || mixer.is_sounding(); });
    }
    void rest() override {
        const std::lock_guard lock(mutex_);
        for (Output& output : outputs_) {
            if (output.device != 0) SDL_CloseAudioDevice(output.device);
            output.device = 0;
            output.mixer = {};
        }
    }

private:
    struct Output {
        std::string name;
        SDL_AudioDeviceID device = 0;
        Mixer mixer;
    };
    /// Keeps the device's own thread out.
    struct Locked {
        explicit Locked(Output& output) : device(output.device) {
            if (device != 0) SDL_LockAudioDevice(device);
        }
        ~Locked() {
            if (device != 0) SDL_UnlockAudioDevice(device);
        }
        Locked(const Locked&) = delete;
        Locked& operator=(const Locked&) = delete;
        SDL_AudioDeviceID device;
    };

    Output& at(Channel channel) { return outputs_[one_ || channel == Channel::Public ? 0 : 1]; }

    static void play(void* output, Uint8* bytes, int size) {
        auto* samples = reinterpret_cast<std::int16_t*>(bytes);
        static_cast<Output*>(output)->mixer.pull({samples, static_cast<std::size_t>(size) / 2});
    }

    static bool open(Output& output) {
        if (output.device != 0) return true;
        SDL_AudioSpec wanted{};
        wanted.freq = kSampleRate;
        wanted.format = AUDIO_S16SYS;
        wanted.channels = 1;
        wanted.samples = kBufferSamples;
        wanted.callback = play;
        wanted.userdata = &output;
        const char* name = output.name.empty() ? nullptr : output.name.c_str();
        output.device = SDL_OpenAudioDevice(name, 0, &wanted, nullptr, 0);
        if (output.device != 0) SDL_PauseAudioDevice(output.device, 0);
        return output.device != 0;
    }

    void silence() {
        for (Output& output : outputs_) {
            const Locked device(output);
            output.mixer.stop();
        }
    }

    template <class Is>
    bool any(Is is) {
        const std::lock_guard lock(mutex_);
        bool found = false;
        for (Output& output : outputs_) {
            const Locked device(output);
            found = found || is(output.mixer);
        }
        return found;
    }

    const bool one_;  ///< One device serves both; some drivers open it only once.
    std::mutex mutex_;
    std::array<Output, 2> outputs_;  ///< By channel.
};

}  // namespace

/// ALSA's names: pcmC0D0p plays, pcmC0D0c listens.
bool has_card(const std::filesystem::path& devices) {
    std::error_code failed;
    for (const auto& entry : std::filesystem::directory_iterator(devices, failed)) {
        const std::string name = entry.path().filename().string();
        if (name.starts_with("pcm") && name.ends_with("p")) return true;
    }
    return false;
}

std::unique_ptr<Sink> make_sdl_sink(const Devices& devices) {
    if (SDL_InitSubSystem(SDL_INIT_AUDIO) != 0) return nullptr;
    if (SDL_GetNumAudioDevices(0) == 0) {
        SDL_QuitSubSystem(SDL_INIT_AUDIO);
        return nullptr;
    }
    return std::make_unique<SdlSink>(devices);
}

}  // namespace sunbooth::app::speech
