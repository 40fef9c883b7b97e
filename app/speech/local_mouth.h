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
        std::unique_ptr<Sink> sink;  ///< Null: no sound, or none yet.
        /// Looks for one while there is none: a card on USB is known seconds after a start, or
        /// plugged in later. Empty: none will come. Called from take().
        std::function<std::unique_ptr<Sink>()> find_sink;
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
    void look_for_sink(Instant now);
    void try_voices();
    void carry_out(Order& order);
    Pcm sound_of(const Order& order);
    void await_end(const Order& order, Sink& sink);
    void tell(const Order& order, Event::What what);
    bool render_one();
    bool stopped(const Order& order) const { return runs_.load() != order.run || leaving_.load(); }

    Parts parts_;
    std::atomic<Sink*> sink_{nullptr};  ///< Once it is there it stays; parts_ owns it.
    Instant look_at_{};                 ///< The UI thread's.
    std::atomic<bool> works_{false};    ///< Known a moment after the start: voices are tried out.
    std::array<std::atomic<bool>, 3> voices_{};
    std::atomic<std::uint64_t> runs_{0};  ///< Counts say and stop: an older order is given up.
    std::atomic<bool> leaving_{false};
    std::mutex mutex_;
    std::condition_variable changed_;
    std::optional<Order> order_;  ///< Guarded by mutex_, as are the next three.
    std::vector<Event> events_;
    bool sounded_ = false, untried_ = false;
    std::thread thread_;  ///< Last: begins when all above is there.
};

}  // namespace sunbooth::app::speech
