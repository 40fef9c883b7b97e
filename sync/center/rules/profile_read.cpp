// SPDX-License-Identifier: Apache-2.0
// Reading a rule profile: every field is checked, and the first that cannot be is named. A profile
// that says base = "national" takes from it whatever table it does not have itself.
#include "sync/center/rules/notices.h"
#include "sync/center/rules/profile.h"
#include "sync/center/rules/profile_fields.h"
#include "sync/center/rules/proven.h"
#include "sync/center/rules/region.h"
#include "sync/center/rules/triggers.h"

#include <algorithm>

namespace sunbooth::center::rules {
namespace {

bool is_division(const std::string& text) {
    return text.size() == 6 &&
           std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

CardRules cards_in(Fields& in) {
    constexpr int kShareMax = 90;
    constexpr int kWarningMax = 10;
    constexpr int kYellowMax = 60;
    constexpr int kRedMax = 90;
    CardRules cards;
    cards.notice_share = in.number("cards.notice_share", 1, kShareMax);
    cards.warning_left = in.number("cards.warning_left", 1, kWarningMax);
    cards.yellow_after = in.number("cards.yellow_after", 1, kYellowMax);
    cards.red_after = in.number("cards.red_after", 1, kRedMax);
    cards.answer = in.limit("cards.answer");
    // An edition from before there were such rules keeps to what it says.
    if (in.has("cards.second_yellow")) {
        cards.second_is_red = in.choice("cards.second_yellow", "red", "yellow");
    }
    if (in.has("cards.unanswered")) {
        cards.unanswered_is_red = in.choice("cards.unanswered", "red", "yellow");
    }
    if (cards.red_after <= cards.yellow_after) {
        in.fail("cards.red_after", "must be more than cards.yellow_after");
    }
    return cards;
}

/// Who is to be answered some days after the filing must have been told before; an answer that is
/// counted from a later day always comes after.
void check_verify(Fields& in, const std::string& before, const Clocks& clocks) {
    const bool alike =
        clocks.reply_from == Start::Filing && clocks.verify.unit == clocks.reply.unit;
    if (alike && clocks.verify.n > clocks.reply.n) {
        in.fail(before + "verify.n", "must not be longer than " + before + "reply.n");
    }
}

Clocks clocks_in(Fields& in, const std::string& path) {
    Clocks clocks{in.limit(path + ".verify"),        in.limit_from_start(path + ".reply"),
                  in.allowance(path + ".extension"), in.allowance(path + ".rework"),
                  in.start(path + ".reply"),         in.limit_or_none(path + ".feedback")};
    check_verify(in, path + ".", clocks);
    return clocks;
}

/// Of a monitor's report, whose clocks have days of their own to count from (issue_clock.h).
Clocks issue_clocks_in(Fields& in) {
    for (const char* path : {"issue.reply.from", "issue.feedback"}) {
        if (in.has(path)) in.fail(path, "a monitor's report has no such rule: leave it out");
    }
    return clocks_in(in, "issue");
}

Internal internal_in(Fields& in) {
    Internal internal;
    internal.verify = in.limit_or_none("internal.verify");
    internal.sign = in.limit_or_none("internal.sign");
    internal.reply = in.limit_or_none("internal.reply");
    internal.review = in.limit_or_none("internal.review");
    internal.callback = in.limit_or_none("internal.callback");
    return internal;
}

CallRules calls_in(Fields& in, const CallRules& base) {
    constexpr int kAttemptsMax = 10;
    constexpr int kCallersMax = 3;
    CallRules calls;
    calls.attempts_min = in.number("callback.attempts_min", 1, kAttemptsMax);
    calls.callers_min = in.has("callback.callers_min")
                            ? in.number("callback.callers_min", 1, kCallersMax)
                            : base.callers_min;
    if (calls.callers_min > calls.attempts_min) {
        in.fail("callback.callers_min", "must not be more than callback.attempts_min");
    }
    calls.scripts = base.scripts;
    for (const domain::Language language : domain::kLanguages) {
        const std::string path = std::string("script.") + domain::tag_of(language);
        if (!in.has(path)) continue;
        rules::Script& said = calls.scripts[language];
        said.verify = in.text(path + ".verify");
        said.closing = in.text(path + ".closing");
        // Editions of older programs have none: that of the base stands.
        said.unreached = in.text_or(path + ".unreached", said.unreached);
    }
    return calls;
}

std::vector<Coded> coded_in(Fields& in, std::string_view path, const std::vector<Coded>& base) {
    if (!in.has(path)) return base;
    std::vector<Coded> all;
    in.each(path, [&all](Fields& row) {
        all.push_back({row.text("code"), row.text("zh"), row.text_or("en", "")});
        for (std::size_t i = 0; i + 1 < all.size(); ++i) {
            if (all[i].code == all.back().code) row.fail("code", "stands there twice");
        }
    });
    return all;
}

std::vector<Level5> levels_in(Fields& in, const std::vector<Level5>& base) {
    constexpr int kBest = 5;
    if (!in.has("level")) return base;
    std::vector<Level5> levels;
    in.each("level", [&levels](Fields& row) {
        Level5 level{row.number("level", 1, kBest), row.text("name"), {}};
        if (!levels.empty() && levels.back().level <= level.level) {
            row.fail("level", "levels stand best first, each once");
        }
        level.tags = coded_in(row, "tags", {});
        levels.push_back(std::move(level));
    });
    return levels;
}

std::vector<Document> documents_in(Fields& in, const std::vector<Document>& base) {
    if (!in.has("document")) return base;
    std::vector<Document> all;
    in.each("document", [&all](Fields& row) {
        Document made{row.text("kind"), row.text("title"), row.text("number")};
        const bool counts = made.number.find("{n}") != std::string::npos &&
                            made.number.find("{year}") != std::string::npos;
        if (!counts) row.fail("number", "must hold {year} and {n}, as 效投转〔{year}〕{n}号");
        all.push_back(std::move(made));
    });
    return all;
}

std::vector<Season> seasons_in(Fields& in, const std::vector<Season>& base) {
    constexpr std::size_t kSeasonsMax = 4;
    if (!in.has("season")) return base;
    std::vector<Season> all;
    in.each("season", [&all](Fields& row) {
        Season season{row.month_day("from"), row.spans("hours")};
        if (!all.empty() && all.back().from >= season.from) {
            row.fail("from", "seasons stand in the order of their first day");
        }
        all.push_back(std::move(season));
    });
    if (all.empty() || all.size() > kSeasonsMax) in.fail("season", "must be 1 to 4 seasons");
    return all;
}

Quiet quiet_in(Fields& in, const Quiet& base) {
    if (!in.has("quiet")) return base;
    return {in.minute("quiet.from"), in.minute("quiet.to"), in.minute("quiet.digest")};
}

Sampling sampling_in(Fields& in, const Sampling& base) {
    constexpr int kAll = 100;
    if (!in.has("sampling")) return base;
    return {in.number("sampling.bad", 1, kAll), in.number("sampling.rest", 0, kAll)};
}

Counting counting_in(Fields& in, const Counting& base) {
    if (!in.has("counting")) return base;
    return {in.choice("counting.first_day", "counted", "not_counted"),
            in.choice("counting.last_day", "rolls", "stays")};
}

Review review_in(Fields& in, const std::string& path, const Review& base) {
    if (!in.has(path)) return base;
    return {in.limit(path + ".ask"), in.limit(path + ".done")};
}

MonitoringRules monitoring_in(Fields& in, const MonitoringRules& base) {
    constexpr int kRemindMax = 8;
    constexpr int kCallMax = 12;
    constexpr int kVisitMin = 7;
    constexpr int kVisitMax = 366;
    if (!in.has("monitoring")) return base;
    MonitoringRules rules;
    rules.remind_after_weeks = in.number("monitoring.remind_after_weeks", 1, kRemindMax);
    rules.call_after_weeks = in.number("monitoring.call_after_weeks", 1, kCallMax);
    rules.visit_days = in.number("monitoring.visit_days", kVisitMin, kVisitMax);
    if (rules.call_after_weeks < rules.remind_after_weeks) {
        in.fail("monitoring.call_after_weeks", "must not be less than remind_after_weeks");
    }
    return rules;
}

/// The tables that a profile may take from its base.
void read_lent(Fields& in, const Profile& base, Profile& profile) {
    constexpr int kHoursMax = 240;
    profile.counting = counting_in(in, base.counting);
    profile.rating = in.has("rating") ? clocks_in(in, "rating") : base.rating;
    profile.issue = in.has("issue") ? issue_clocks_in(in) : base.issue;
    profile.monitoring = monitoring_in(in, base.monitoring);
    profile.internal = in.has("internal") ? internal_in(in) : base.internal;
    profile.recheck = review_in(in, "recheck", base.recheck);
    profile.appeal = review_in(in, "appeal", base.appeal);
    profile.return_hours =
        in.has("return") ? in.number("return.hours", 1, kHoursMax) : base.return_hours;
    profile.calls = calls_in(in, base.calls);
    profile.attempts_min = profile.calls.attempts_min;
    profile.sampling = sampling_in(in, base.sampling);
    profile.quiet = quiet_in(in, base.quiet);
    profile.seasons = seasons_in(in, base.seasons);
    profile.categories = coded_in(in, "category", base.categories);
    profile.refusals = coded_in(in, "refusal", base.refusals);
    profile.levels = levels_in(in, base.levels);
    profile.documents = documents_in(in, base.documents);
    profile.issuer = in.text_or("issuer", base.issuer);
}

/// What must be there in the end, lent or not.
void check_whole(Fields& in, const Profile& profile) {
    if (profile.issuer.empty()) in.fail("issuer", "must be a text");
    if (profile.seasons.empty()) in.fail("season", "must be 1 to 4 seasons");
    if (profile.refusals.empty()) in.fail("refusal", "must be a list of codes with words");
    if (profile.levels.empty()) in.fail("level", "must be the levels of the rating scale");
    if (profile.rating.reply.n == 0) in.fail("rating", "must say how long things may take");
    if (profile.issue.reply.n == 0) in.fail("issue", "must say how long things may take");
    if (profile.appeal.ask.n == 0) in.fail("appeal", "must say ask and done");
    if (profile.recheck.ask.n == 0) in.fail("recheck", "must say ask and done");
    for (const std::string& code : profile.sealed_categories) {
        const bool known =
            profile.categories.empty() ||
            std::ranges::find(profile.categories, code, &Coded::code) != profile.categories.end();
        if (!known) in.fail("sealed.categories", code + " is no category of this profile");
    }
}

/// They are kept in the edition's text and read from it when somebody asks.
void check_kept_text(Fields& in, bool lent) {
    NoticeRules rules;
    read_notices(in, rules);
    ProvenRules proven;
    read_proven(in, proven);
    std::vector<Coded> named;
    read_triggers(in, named);
    read_region(in);
    if (!lent && !in.has("notices")) in.fail("notices", "must say who is told at each level");
    if (!lent && !in.has("publication")) in.fail("publication.day", "must be a day of the month");
}

Result<Profile> read_table(const toml::table& table, const Profile* base) {
    Fields in(table);
    const std::string lends = in.text_or("base", "");
    if (!lends.empty() && (base == nullptr || base->id != lends)) {
        in.fail("base", "must be national, or be left out");
    }
    const Profile nothing;
    const Profile& lender = lends.empty() || base == nullptr ? nothing : *base;
    Profile profile;
    profile.id = in.text("id");
    profile.name = in.text("name");
    profile.from = in.date("from");
    profile.source = in.text("source");
    profile.division = in.text("division");
    if (!is_division(profile.division)) in.fail("division", "must be six digits");
    profile.verify = in.limit("verify");
    profile.reply = in.limit_from_start("reply");
    profile.reply_from = in.start("reply");
    profile.feedback = in.limit_or_none("feedback");
    profile.pause = in.allowance("pause");
    profile.extension = in.allowance("extension");
    profile.rework = in.allowance("rework");
    if (in.has("dissatisfied")) {
        profile.supervises_dissatisfied = in.choice("dissatisfied.supervise", "yes", "no");
    }
    profile.sealed_categories = in.texts("sealed.categories");
    profile.cards = cards_in(in);
    check_verify(in, "", profile.clocks(domain::RecordKind::Complaint));
    read_lent(in, lender, profile);
    check_whole(in, profile);
    check_kept_text(in, !lends.empty());
    if (in.error()) return *in.error();
    profile.lent = lender.toml;
    return profile;
}

}  // namespace

Result<Profile> read_profile(std::string_view text, const Profile* base) {
    constexpr std::size_t kBytesMax = 256 * 1024;
    if (text.size() > kBytesMax) return invalid_input("toml", "is longer than 256 KiB");
    try {
        Result<Profile> read = read_table(toml::parse(text), base);
        if (!read.ok()) return read;
        Profile profile = std::move(read).value();
        profile.toml = std::string(text);
        return profile;
    } catch (const toml::parse_error& error) {
        return invalid_input(
            "toml", fmt::format("line {}: {}", error.source().begin.line, error.description()));
    }
}

}  // namespace sunbooth::center::rules
