// SPDX-License-Identifier: Apache-2.0
#include "app/speech/local_mouth.h"

#include "app/speech/tones.h"
#include "sync/base/mutant.h"

namespace sunbooth::app::speech {
namespace {

constexpr milliseconds kLook{5};               ///< Between two looks at what is still to be played.
constexpr std::chrono::seconds kRestAfter{5};  ///< Of silence.
constexpr std::chrono::seconds kFindEvery{5};  ///< A look for a sound device while there is none.
constexpr milliseconds kBetweenPrompts{40};    ///< Rendering takes a share of a core, not a core.
constexpr milliseconds kBetweenPieces{60};     ///< Of another voice, as a breath.

}  // namespace

LocalMouth::LocalMouth(Parts parts)
    : parts_(std::move(parts)), sink_(parts_.sink.get()), untried_(parts_.sink != nullptr) {
    thread_ = std::thread([this] { work(); });
}

LocalMouth::~LocalMouth() {
    leaving_ = true;
    ++runs_;
    {
        const std::lock_guard lock(mutex_);
        order_.reset();
    }
    changed_.notify_one();
    thread_.join();
}

void LocalMouth::say(Utterance utterance, const Manner& manner) {
    const std::uint64_t run = ++runs_;
    if (Sink* sink = sink_) sink->stop();
    {
        const std::lock_guard lock(mutex_);
        order_ = Order{std::move(utterance), manner, run};
    }
    changed_.notify_one();
}

void LocalMouth::stop() {
    ++runs_;
    Sink* sink = sink_;
    if (sink != nullptr && !mutant("speech-sound-stays")) sink->stop();
    const std::lock_guard lock(mutex_);
    order_.reset();
    events_.clear();
}

void LocalMouth::pause(bool paused) {
    if (Sink* sink = sink_) sink->pause(paused);
}

void LocalMouth::sound(Sound sound, Channel channel, float gain_db) {
    Sink* sink = sink_;
    if (sink == nullptr) return;
    sink->sound(channel, tone_of(sound), gain_db);
    {
        const std::lock_guard lock(mutex_);
        sounded_ = true;
    }
    changed_.notify_one();  // It will want to rest again.
}

void LocalMouth::look_for_sink(Instant now) {
    if (sink_ != nullptr || !parts_.find_sink || now < look_at_) return;
    look_at_ = mutant("speech-one-look") ? Instant::max() : now + kFindEvery;
    parts_.sink = parts_.find_sink();
    if (!parts_.sink) return;
    sink_ = parts_.sink.get();
    {
        const std::lock_guard lock(mutex_);
        untried_ = true;
    }
    changed_.notify_one();
}

std::vector<Mouth::Event> LocalMouth::take(Instant now) {
    look_for_sink(now);
    const std::lock_guard lock(mutex_);
    return std::exchange(events_, {});
}

void LocalMouth::try_voices() {
    constexpr std::uint64_t kNeverStopped = 0;
    const std::atomic<std::uint64_t> run{kNeverStopped};
    bool any = false;
    for (const Language language : domain::kLanguages) {
        const Result<Pcm> tried = synthesise(
            parts_.engine, language, language == Language::Ug ? "بىر" : "1", run, kNeverStopped);
        const bool speaks = tried.ok() && !tried.value().empty();
        voices_[static_cast<std::size_t>(language)] = speaks;
        any = any || speaks;
    }
    works_ = any;
    if (works_ && parts_.wake) parts_.wake();
}

void LocalMouth::work() {
    bool renders = false;
    bool rested = true;
    while (!leaving_) {
        std::optional<Order> order;
        bool untried = false;
        {
            std::unique_lock lock(mutex_);
            const auto called = [this] { return order_ || leaving_ || sounded_ || untried_; };
            if (renders) {
                changed_.wait_for(lock, kBetweenPrompts, called);
            } else if (rested) {
                changed_.wait(lock, called);
            } else {
                changed_.wait_for(lock, kRestAfter, called);
            }
            rested = !order_ && !sounded_;
            sounded_ = false;
            order = std::exchange(order_, std::nullopt);
            untried = std::exchange(untried_, false);
        }
        // Not before there is a device: nobody would hear them, and a start has better things to
        // do.
        if (untried) {
            try_voices();
            renders = works_ && parts_.bank != nullptr;
        }
        Sink* sink = sink_;
        if (order) {
            carry_out(*order);
        } else if (renders) {
            renders = render_one();
            rested = false;
        } else if (rested && sink != nullptr && !sink->is_busy()) {
            sink->rest();
        }
    }
}

void LocalMouth::carry_out(Order& order) {
    Pcm voice = sound_of(order);
    if (stopped(order)) return;
    Sink* sink = sink_;
    const bool plays = sink != nullptr && !voice.empty() &&
                       sink->say(order.utterance.channel, std::move(voice), order.manner.gain_db);
    // A stop that came between the question and the sound finds it playing: asked once more.
    if (stopped(order) && sink != nullptr) return sink->stop();
    tell(order, Event::What::Began);
    if (plays) await_end(order, *sink);
    if (!stopped(order)) tell(order, Event::What::Ended);
}

Pcm LocalMouth::sound_of(const Order& order) {
    const Utterance& utterance = order.utterance;
    if (parts_.bank) {
        if (auto prompt = parts_.bank->find(utterance.text.view(), utterance.language)) {
            return stretched(*prompt, order.manner.rate);
        }
    }
    Pcm all;
    for (const Piece& piece : utterance.pieces) {
        if (stopped(order)) return {};
        const Result<Pcm> said =
            synthesise(parts_.engine, piece.voice, piece.words.view(), runs_, order.run);
        if (!said.ok()) continue;  // A voice that is missing leaves its words out.
        if (!all.empty()) all.insert(all.end(), kSampleRate * kBetweenPieces.count() / 1000, 0);
        all.insert(all.end(), said.value().begin(), said.value().end());
    }
    return stretched(all, order.manner.rate);
}

void LocalMouth::await_end(const Order& order, Sink& sink) {
    std::unique_lock lock(mutex_);
    while (!stopped(order)) {
        lock.unlock();
        if (!sink.is_saying()) return;
        lock.lock();
        changed_.wait_for(lock, kLook, [&] { return stopped(order); });
    }
}

void LocalMouth::tell(const Order& order, Event::What what) {
    {
        const std::lock_guard lock(mutex_);
        if (stopped(order)) return;
        events_.push_back({order.utterance.id, what});
    }
    if (parts_.wake) parts_.wake();
}

/// @return whether there may be more.
bool LocalMouth::render_one() {
    const std::uint64_t run = runs_.load();
    const auto prompt = parts_.bank->next_missing();
    if (!prompt) return false;
    Pcm all;
    for (const Piece& piece : spoken(prompt->text, prompt->language)) {
        const Result<Pcm> said =
            synthesise(parts_.engine, piece.voice, piece.words.view(), runs_, run);
        if (!said.ok() || runs_.load() != run) return true;  // Spoken live until the next start.
        all.insert(all.end(), said.value().begin(), said.value().end());
    }
    return all.empty() || parts_.bank->keep(*prompt, all).ok();
}

}  // namespace sunbooth::app::speech
