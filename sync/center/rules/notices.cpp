// SPDX-License-Identifier: Apache-2.0
#include "sync/center/rules/notices.h"

#include "sync/base/assert.h"
#include "sync/base/named.h"
#include "sync/center/rules/profile_fields.h"
#include "sync/center/rules/reminder.h"
#include "sync/domain/date.h"

#include <array>

namespace sunbooth::center::rules {
namespace {

constexpr std::array kRecipients = {
    Named{Recipient::Handler, "handler"}, Named{Recipient::WindowHead, "window_head"},
    Named{Recipient::UnitLeader, "unit_leader"}, Named{Recipient::Center, "center"}};
static_assert(named_in_order(kRecipients, Recipient::Center));

constexpr std::array kLevels = {Level::Notice, Level::Warning, Level::Yellow, Level::Red};
constexpr int kPublishMax = 28;  // Every month has it.

std::vector<Recipient> recipients_in(Fields& in, const std::string& path) {
    std::vector<Recipient> to;
    for (const std::string& name : in.texts(path)) {
        const auto recipient = recipient_of(name);
        if (!recipient) {
            in.fail(path, "must be handler, window_head, unit_leader or center");
            return {};
        }
        to.push_back(*recipient);
    }
    if (to.empty()) in.fail(path, "must name who is told");
    return to;
}

constexpr int kDayMinutes = 24 * 60;

std::string filled(std::string text, std::string_view name, const std::string& value) {
    for (std::size_t at = text.find(name); at != text.npos; at = text.find(name, at)) {
        text.replace(at, name.size(), value);
        at += value.size();
    }
    return text;
}

/// An edition without words of its own in another language keeps those of the national profile.
void put_words(Fields& in, const std::string& path, domain::LocalText& words) {
    words.zh = in.text(path);
    words.en = in.text_or(path + "_en", words.en);
    words.ug = in.text_or(path + "_ug", words.ug);
}

/// What the clocks are called in the words of a notice.
void put_clocks(Fields& in, NoticeRules& rules) {
    if (!in.has("notices.clock")) return;
    in.each("notices.clock", [&rules](Fields& row) {
        rules.clocks[row.text("clock")] = {row.text("zh"), row.text_or("en", ""),
                                           row.text_or("ug", "")};
    });
}

/// An edition that says nothing keeps what was said before it.
void put_reminder(Fields& in, domain::LocalText& words) {
    words.zh = in.text_or("notices.remind", words.zh);
    words.en = in.text_or("notices.remind_en", words.en);
    words.ug = in.text_or("notices.remind_ug", words.ug);
}

domain::LocalText filled(domain::LocalText words, std::string_view name,
                         const domain::LocalText& value) {
    return {filled(std::move(words.zh), name, value.in(domain::Language::Zh)),
            filled(std::move(words.en), name, value.in(domain::Language::En)),
            filled(std::move(words.ug), name, value.in(domain::Language::Ug))};
}
domain::LocalText filled(domain::LocalText words, std::string_view name, const std::string& value) {
    return filled(std::move(words), name, domain::LocalText{value, {}, {}});
}

/// "reply.1" is the clock of another answer, "reply+1" of one with more time: both are called as
/// the first one is.
domain::LocalText name_of_clock(const NoticeRules& rules, std::string_view clock) {
    const auto found = rules.clocks.find(clock.substr(0, clock.find_first_of(".+")));
    if (found != rules.clocks.end()) return found->second;
    const auto other = rules.clocks.find("other");
    return other == rules.clocks.end() ? domain::LocalText{} : other->second;
}

}  // namespace

const char* to_string(Recipient recipient) {
    return name_in(kRecipients, recipient);
}
std::optional<Recipient> recipient_of(std::string_view name) {
    return value_in(kRecipients, name);
}

void read_notices(Fields& in, NoticeRules& rules) {
    if (in.has("publication")) rules.publish_day = in.number("publication.day", 1, kPublishMax);
    if (!in.has("notices")) return;
    for (const Level level : kLevels) {
        const std::string path = std::string("notices.") + to_string(level);
        const auto at = static_cast<std::size_t>(level);
        rules.to.at(at) = recipients_in(in, path + ".to");
        put_words(in, path + ".text", rules.text.at(at));
    }
    put_words(in, "notices.moved", rules.moved);
    put_clocks(in, rules);
    put_reminder(in, rules.remind);
}

NoticeRules notice_rules(const Profile& profile) {
    thread_local std::string known_text;
    thread_local NoticeRules known;
    const std::string whole = profile.lent + profile.toml;
    if (known_text == whole) return known;
    NoticeRules rules;
    // What one does not say, the one before it does; the program's own says all.
    const std::string& first = built_in_profiles().back().toml;
    const std::string& lent =
        profile.lent.empty() ? profile_on("national", profile.from).toml : profile.lent;
    for (const std::string* text : {&first, &lent, &profile.toml}) {
        const toml::table table = toml::parse(*text);  // It was read once, so it cannot fail.
        Fields in(table);
        read_notices(in, rules);
        SUNBOOTH_ASSERT(!in.error());
    }
    known_text = whole;
    known = rules;
    return rules;
}

domain::LocalText reminder_text(const Profile& profile, domain::Date week) {
    return filled(notice_rules(profile).remind, "{week}", week.iso());
}

std::vector<Recipient> recipients_of(Level level, bool has_unit, const NoticeRules& rules) {
    if (!has_unit) return {Recipient::Center};
    return rules.to.at(static_cast<std::size_t>(level));
}

bool is_quiet(int minute, const Quiet& quiet) {
    if (quiet.from == quiet.to) return false;
    if (quiet.from < quiet.to) return quiet.from <= minute && minute < quiet.to;
    return minute >= quiet.from || minute < quiet.to;
}

SendAt send_at(WallTime now, Level level, const Quiet& quiet) {
    const int minute = domain::minute_of_day(now);
    if (level == Level::Red || !is_quiet(minute, quiet)) return {now, false};
    // An edition from before this was checked may have its digest in the middle of the night.
    int wait = (is_quiet(quiet.digest, quiet) ? quiet.to : quiet.digest) - minute;
    if (wait <= 0) wait += kDayMinutes;
    return {now + std::chrono::minutes{wait}, true};
}

domain::LocalText notice_text(Level level, const NoticeFacts& facts, const NoticeRules& rules) {
    domain::LocalText text = rules.text.at(static_cast<std::size_t>(level));
    text = filled(std::move(text), "{about}", facts.about);
    text = filled(std::move(text), "{clock}", name_of_clock(rules, facts.clock));
    text = filled(std::move(text), "{due_on}", facts.due_on);
    return filled(std::move(text), "{answer_by}", facts.answer_by);
}

domain::LocalText moved_text(std::int64_t count, const NoticeRules& rules) {
    return filled(rules.moved, "{n}", std::to_string(count));
}

}  // namespace sunbooth::center::rules
