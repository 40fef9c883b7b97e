// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/speech/bank.h"
#include "app/speech/mouth.h"
#include "app/speech/sink.h"
#include "app/speech/voice.h"

#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace sunbooth::app::speech {

/// The machine's own mouth: prompts, engine and sound device, on a thread of its own. What the two
/// threads share is a box of orders and an inbox of events.
class LocalMouth final : public Mouth {
public:
    struct Parts {
        Engine engine;
        std::unique_ptr<Sink> sink;  ///< Null: no sound.
        std::unique_ptr<Bank> bank;  ///< Null: every line is spoken live.
        std::function<void()> wake;  ///< Called from the mouth's thread.
    };
    explicit LocalMouth(Parts parts);
    ~LocalMouth() override;

    bool works() const override { return works_; }
    bool speaks(Language language) const override {
        return voices_[static_cast<std::size_t>(language)];
    }
    void say(Utterance utterance, const Manner& manner) override;
    void stop() override;
    void pause(bool paused) override;
    void sound(Sound sound, Channel channel, float gain_db) override;
    std::vector<Event> take(Instant now) override;

private:
    struct Order {
        Utterance utterance;
        Manner manner;
        std::uint64_t run = 0;
    };
    void work();
    void try_voices();
    void carry_out(Order& order);
    Pcm sound_of(const Order& order);
    void await_end(const Order& order);
    void tell(const Order& order, Event::What what);
    bool render_one();
    bool stopped(const Order& order) const { return runs_.load() != order.run || leaving_.load(); }

    Parts parts_;
    std::atomic<bool> works_{false};  ///< Known a moment after the start: voices are tried out.
    std::array<std::atomic<bool>, 3> voices_{};
    std::atomic<std::uint64_t> runs_{0};  ///< Counts say and stop: an older order is given up.
    std::atomic<bool> leaving_{false};
    std::mutex mutex_;
    std::condition_variable changed_;
    std::optional<Order> order_;  ///< Guarded by mutex_, as are the next two.
    std::vector<Event> events_;
    bool sounded_ = false;
    std::thread thread_;  ///< Last: begins when all above is there.
};

}  // namespace sunbooth::app::speech
