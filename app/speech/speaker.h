// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/speech/mouth.h"

#include <deque>
#include <functional>
#include <string>

namespace sunbooth::app::speech {

/// What was said, for `--drive` and the tests (kiosk-ux, layers of tests, 7). Words of a visitor
/// may stand in it: it is kept only where somebody asked for it, and wiped with the visit.
struct Heard {
    Instant at;
    SecretText text;
    Language language = Language::Zh;
    Channel channel = Channel::Public;
    Priority priority = Priority::Usual;
    std::string cut_by;  ///< Empty: it was said to its end, or still is.
};

/// The order in which lines are said, and on which channel. The one place that stands between a
/// private word and the loudspeaker. Pure but for its mouth: time comes in. UI thread.
class Speaker {
public:
    static constexpr std::chrono::seconds kUrgentMax{4};  ///< kiosk-ux S6.
    static constexpr std::size_t kLinesMax = 64;          ///< More than any page has.
    static constexpr std::size_t kLogMax = 4096;

    explicit Speaker(Mouth& mouth) : mouth_(mouth) {}

    /// No channel: nothing is said, and what is being said stops. Any change of channel silences
    /// first, so that no word goes on elsewhere than it began.
    void listen(std::optional<Channel> channel);
    std::optional<Channel> channel() const { return channel_; }
    /// From the next utterance on.
    void set_manner(const Manner& manner) { manner_ = manner; }

    /// Says these instead of whatever is being said (an urgent line is let finish).
    void say(std::vector<Line> lines, std::string_view because, Instant now);
    /// Says these when the others are done.
    void add(std::vector<Line> lines, Instant now);
    /// The visitor did something: whatever is being said, except an urgent line, is no longer news.
    /// An urgent line is still said, but the focus stays where the visitor has taken it.
    void cut(std::string_view because, Instant now);
    /// Holds in the middle of a word, and goes on there. @return whether it is held then.
    bool pause_or_go_on();
    bool paused() const { return paused_; }
    /// The last line once more.
    void repeat_last(Instant now);
    bool speaking() const { return current_.has_value() || !waiting_.empty(); }

    /// Hears the mouth out and says the next line. @return the elements of lines that have begun.
    std::vector<std::string> tick(Instant now);
    /// What is being said, as everybody may see it: private words stand on the page itself.
    const std::string& caption() const { return caption_; }

    void keep_log(bool keep) { keeps_log_ = keep; }
    const std::deque<Heard>& log() const { return log_; }
    void wipe();

private:
    struct Current {
        std::uint64_t id = 0;
        Line line;
        std::optional<Instant> began;
        Instant since;
    };
    void begin_next(Instant now);
    bool is_protected(Instant now) const;
    void end_current(std::string_view because);
    static SecretText words_for(const Line& line, Channel channel);
    void write_down(const Line& line, const SecretText& words, Instant now);

    Mouth& mouth_;
    std::optional<Channel> channel_;
    Manner manner_;
    std::deque<Line> waiting_;
    std::optional<Current> current_;
    std::optional<Line> last_;
    std::string caption_;
    std::uint64_t last_id_ = 0;
    bool paused_ = false;
    bool keeps_log_ = false;
    std::deque<Heard> log_;
};

}  // namespace sunbooth::app::speech
