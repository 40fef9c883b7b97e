// SPDX-License-Identifier: Apache-2.0
#include "app/speech/speaker.h"

#include "sync/base/mutant.h"

#include <algorithm>
#include <utility>

namespace sunbooth::app::speech {

const char* to_string(Channel channel) {
    return channel == Channel::Public ? "public" : "private";
}

const char* to_string(Priority priority) {
    return priority == Priority::Usual ? "usual" : "urgent";
}

Line& Line::add(std::string_view words, bool is_private) {
    if (!words.empty()) parts.push_back({SecretText(words), is_private});
    return *this;
}

void Speaker::listen(std::optional<Channel> channel) {
    if (channel == channel_) return;
    waiting_.clear();
    end_current(channel ? "channel" : "silence");
    channel_ = mutant("speech-falls-back-to-loudspeaker") && !channel ? Channel::Public : channel;
    last_.reset();
}

bool Speaker::is_protected(Instant now) const {
    if (!current_ || current_->line.priority != Priority::Urgent) return false;
    return now - current_->began.value_or(current_->since) < kUrgentMax;
}

void Speaker::end_current(std::string_view because) {
    if (paused_) mouth_.pause(false);
    paused_ = false;
    if (!current_) return;
    mouth_.stop();
    if (keeps_log_ && !log_.empty()) log_.back().cut_by = because;
    current_.reset();
    caption_.clear();
}

void Speaker::say(std::vector<Line> lines, std::string_view because, Instant now) {
    if (lines.empty()) return;
    cut(because, now);
    add(std::move(lines), now);
}

void Speaker::add(std::vector<Line> lines, Instant now) {
    if (!channel_) return;
    for (Line& line : lines) {
        if (waiting_.size() < kLinesMax) waiting_.push_back(std::move(line));
    }
    if (!current_) begin_next(now);
}

void Speaker::cut(std::string_view because, Instant now) {
    std::erase_if(waiting_, [](const Line& line) { return line.priority == Priority::Usual; });
    // What is said all the same no longer leads the focus: the visitor has gone on.
    const bool pulls = mutant("speech-error-pulls-the-ring");
    for (Line& line : waiting_) {
        if (!pulls) line.node.clear();
    }
    if (is_protected(now)) {
        if (!pulls) current_->line.node.clear();
        return;
    }
    end_current(because);
    if (!waiting_.empty()) begin_next(now);
}

bool Speaker::pause_or_go_on() {
    if (!current_) return false;
    paused_ = !paused_;
    mouth_.pause(paused_);
    return paused_;
}

void Speaker::repeat_last(Instant now) {
    if (!last_) return;
    Line again = *last_;
    say({std::move(again)}, "repeat", now);
}

SecretText Speaker::words_for(const Line& line, Channel channel) {
    SecretText words;
    const auto append = [&](std::string_view more) {
        if (more.empty()) return;
        if (!words.empty()) words.append(line.language == Language::Zh ? "，" : ", ");
        words.append(more);
    };
    bool told = false;
    for (const Part& part : line.parts) {
        if (!part.is_private || channel == Channel::Private) {
            append(part.words.view());
        } else if (!std::exchange(told, true)) {
            append(line.instead);
        }
    }
    return words;
}

void Speaker::write_down(const Line& line, const SecretText& words, Instant now) {
    if (!keeps_log_) return;
    if (log_.size() >= kLogMax) log_.pop_front();
    log_.push_back({now, words, line.language, *channel_, line.priority, {}});
}

void Speaker::begin_next(Instant now) {
    while (channel_ && !current_ && !waiting_.empty()) {
        Line line = std::move(waiting_.front());
        waiting_.pop_front();
        const bool leaks = mutant("speech-private-to-loudspeaker");
        SecretText words = words_for(line, leaks ? Channel::Private : *channel_);
        if (words.empty()) continue;
        write_down(line, words, now);
        Utterance utterance{++last_id_, spoken(words.view(), line.language), words, line.language,
                            *channel_};
        caption_ = std::string(words_for(line, Channel::Public).view());
        last_ = line;
        current_ = Current{last_id_, std::move(line), std::nullopt, now};
        mouth_.say(std::move(utterance), manner_);
    }
}

std::vector<std::string> Speaker::tick(Instant now) {
    std::vector<std::string> begun;
    for (const Mouth::Event& event : mouth_.take(now)) {
        if (!current_ || event.id != current_->id) continue;
        if (event.what == Mouth::Event::What::Began) {
            current_->began = now;
            begun.push_back(current_->line.node);
            continue;
        }
        current_.reset();
        if (waiting_.empty()) caption_.clear();
        begin_next(now);
    }
    return begun;
}

void Speaker::wipe() {
    waiting_.clear();
    mouth_.stop();
    if (paused_) mouth_.pause(false);
    paused_ = false;
    current_.reset();
    last_.reset();
    caption_.clear();
    log_.clear();
}

}  // namespace sunbooth::app::speech
