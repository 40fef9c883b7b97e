// SPDX-License-Identifier: Apache-2.0
// What a limit is counted from: the filing, the acceptance or the dispatch, as an edition says.
#include "sync/base/mutant.h"
#include "sync/base/random.h"
#include "sync/center/rules/cards.h"
#include "sync/center/rules/deadline.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace sunbooth;
using namespace sunbooth::center;
using domain::Date;
using domain::TicketState;
using rules::Action;
using rules::Course;
using rules::Start;

namespace {

/// The second edition of Hubei, which counts as the paper does.
const rules::Profile& hubei() {
    return rules::profile_on("hubei-xiangyang", Date::of(2026, 12, 1));
}

/// December 2026 has no holiday, so that every weekday counts.
const domain::WorkingCalendar kPlain{{}, {}, Date::of(2027, 12, 31)};
const Date kFiled = Date::of(2026, 12, 1);  // A Tuesday.

WallTime at_noon(Date day) {
    return wall_ms(std::int64_t{day.days} * 86'400'000 + 4 * 3'600'000);
}

/// What a course is after something was done with an accepted ticket.
Course after(Course course, Action action, Date day, bool has_unit, const rules::Profile& profile) {
    rules::Deed deed{{action}, TicketState::Accepted, TicketState::Accepted, at_noon(day), "li", 0,
                     has_unit};
    if (action == Action::Reply) deed.move.by_unit = true;
    return rules::after(std::move(course), deed, profile);
}
Course after(Course course, Action action, Date day, bool has_unit = true) {
    return after(std::move(course), action, day, has_unit, hubei());
}

rules::Deadlines dates(const Course& course) {
    return rules::deadlines(kFiled, hubei(), kPlain, course);
}

rules::Explained told(const Course& course, const std::string& clock) {
    const auto all = rules::explain_all({kFiled}, hubei(), kPlain, course);
    const auto found = std::ranges::find(all, clock, &rules::Explained::clock);
    REQUIRE(found != all.end());
    return *found;
}

}  // namespace

TEST_CASE("counting: Hubei's second edition counts from the dispatch, and five days for the way") {
    CHECK(hubei().from == Date::of(2026, 12, 1));
    CHECK(hubei().reply_from == Start::Dispatch);
    Course course = after({}, Action::Accept, Date::of(2026, 12, 2), false);
    course = after(course, Action::Dispatch, Date::of(2026, 12, 3));
    CHECK(dates(course).verify_by == Date::of(2026, 12, 4));
    CHECK(dates(course).reply_by == Date::of(2026, 12, 24));
    CHECK(dates(course).answer_by() == Date::of(2026, 12, 31));
    CHECK(dates(course).internal_reply_by == Date::of(2026, 12, 21));
    CHECK_FALSE(dates(course).feedback_by);
    CHECK(rules::read_course(rules::write(course)).value() == course);
    // The unit answers early: the center has its days from then on, and the promise is nearer.
    course = after(course, Action::Reply, Date::of(2026, 12, 10));
    CHECK(dates(course).feedback_by == Date::of(2026, 12, 17));
    CHECK(dates(course).answer_by() == Date::of(2026, 12, 17));
    CHECK(rules::due_on(TicketState::Reviewing, dates(course)) == Date::of(2026, 12, 17));
    CHECK(rules::internal_due_on(TicketState::Reviewing, dates(course)) == Date::of(2026, 12, 14));
    CHECK(rules::running_clock(TicketState::Reviewing, course,
                               hubei().clocks(domain::RecordKind::Complaint)) == "feedback");
    CHECK(told(course, "feedback").due == Date::of(2026, 12, 17));
    // Passed on, it has no such clock any more.
    course = after(course, Action::Approve, Date::of(2026, 12, 11));
    CHECK_FALSE(dates(course).feedback_by);
}

TEST_CASE("counting: a late answer of the unit does not move what the citizen is promised") {
    Course course = after({}, Action::Accept, Date::of(2026, 12, 2));
    const Date promised = dates(course).answer_by();
    CHECK(promised == Date::of(2026, 12, 30));
    course = after(course, Action::Reply, Date::of(2026, 12, 29));
    CHECK(dates(course).feedback_by == Date::of(2027, 1, 5));
    CHECK(dates(course).answer_by() == promised);
}

TEST_CASE(
    "counting: what nobody has handed on is counted from the acceptance, and before that from "
    "the last day for it") {
    CHECK(dates({}).reply_by == Date::of(2026, 12, 25));  // Fifteen after the 4th.
    CHECK_FALSE(told({}, "reply").has_begun);
    const Course sealed = after({}, Action::Accept, Date::of(2026, 12, 2), false);
    CHECK(dates(sealed).reply_by == Date::of(2026, 12, 23));
    CHECK_FALSE(told(sealed, "reply").has_begun);
    CHECK(told(after(sealed, Action::Dispatch, Date::of(2026, 12, 3)), "reply").has_begun);
}

TEST_CASE("counting: from unit to unit no time is gained, but what was given back counts anew") {
    Course course = after({}, Action::Accept, Date::of(2026, 12, 2));
    const Date due = dates(course).reply_by;
    CHECK(dates(after(course, Action::Dispatch, Date::of(2026, 12, 9))).reply_by == due);
    Course back = after(course, Action::Return, Date::of(2026, 12, 3), false);
    CHECK(dates(back).reply_by == due);  // Nobody has it: the acceptance counts.
    back = after(back, Action::Designate, Date::of(2026, 12, 4));
    CHECK(dates(back).reply_by == Date::of(2026, 12, 25));
    CHECK(rules::read_course(rules::write(back)).value() == back);
    const MutantScope gains("rules.another_unit_gains_time");
    CHECK(dates(after(course, Action::Dispatch, Date::of(2026, 12, 9))).reply_by != due);
}

TEST_CASE("counting: the days before a limit begins are told, and none of them counts") {
    Course course = after({}, Action::Accept, Date::of(2026, 12, 2), false);
    course = after(course, Action::Dispatch, Date::of(2026, 12, 3));
    const auto days = rules::explain({kFiled}, hubei(), kPlain, course);
    REQUIRE(days.size() > 2);
    CHECK(days[0].date == kFiled.plus(1));
    CHECK(days[0].why == rules::DayKind::NotBegun);
    CHECK(days[1].why == rules::DayKind::NotBegun);
    CHECK(days[2].why == rules::DayKind::Working);
    CHECK(std::ranges::count_if(days, &rules::ClockDay::counted) == 15);
    CHECK(days.back().date == dates(course).reply_by);
    const rules::Explained reply = told(course, "reply");
    CHECK(reply.from == Start::Dispatch);
    CHECK(reply.start == Date::of(2026, 12, 3));
    REQUIRE_FALSE(reply.spans.empty());
    CHECK(reply.spans.front() ==
          rules::Span{kFiled.plus(1), kFiled.plus(2), false, rules::DayKind::NotBegun, 2});
    CHECK(told(course, "verify").from == Start::Filing);
    CHECK(told(course, "internal_reply").from == Start::Dispatch);
    CHECK_FALSE(told(course, "sign").from);
}

TEST_CASE("counting: what was filed under the first edition keeps its counting") {
    const rules::Profile& first = rules::profile_on("hubei-xiangyang", Date::of(2026, 11, 30));
    CHECK(first.reply_from == Start::Filing);
    const Course course = after({}, Action::Accept, Date::of(2026, 12, 2), true, first);
    CHECK(rules::write(course).find('T') == std::string::npos);  // Its column stays as it was.
    const auto due = rules::deadlines(Date::of(2026, 11, 30), first, kPlain, course);
    CHECK(due.reply_by == Date::of(2026, 12, 21));
    CHECK(due.answer_by() == due.reply_by);
}

TEST_CASE("counting: an edition that cannot say what it counts from names its field") {
    const std::string good = hubei().toml;
    const auto with = [&](const std::string& from, const std::string& to) {
        std::string text = good;
        return text.replace(text.find(from), from.size(), to);
    };
    const auto field = [](const std::string& text) {
        const rules::Profile& base = rules::profile_on("national", Date::of(2026, 12, 1));
        const auto read = rules::read_profile(text, &base);
        return read.ok() ? std::string() : read.error().field;
    };
    CHECK(field(good) == "");
    CHECK(field(with("\"dispatch\"", "\"transfer\"")) == "reply.from");
    CHECK(field(with("\"dispatch\"", "\"acceptance\"")) == "");
    CHECK(field(with("[verify] ", "[verify]\nfrom = \"filing\" ")) == "verify.from");
    CHECK(field(with("[rework] ", "[rework]\nfrom = \"dispatch\" ")) == "rework.from");
    CHECK(field(with("n = 5\n", "n = 0\n")) == "feedback.n");
    CHECK(field(with("\"yes\"", "\"maybe\"")) == "dissatisfied.supervise");
    const std::string issue = "[issue]\nverify = { n = 5, unit = \"WD\" }\n";
    CHECK(field(good + issue + "reply = { n = 5, unit = \"WD\", from = \"dispatch\" }\n") ==
          "issue.reply.from");
    CHECK(field(good + issue +
                "reply = { n = 5, unit = \"WD\" }\nfeedback = { n = 5, unit = \"WD\" }\n") ==
          "issue.feedback");
    // Fifteen days from the dispatch may be fewer than those for the acceptance before it.
    CHECK(field(with("n = 3\n", "n = 20\n")) == "");
}

namespace {

/// The counting written a second time, day by day and knowing nothing of the program: a life of a
/// ticket as days, by one edition and calendar.
struct Counted {
    Start from = Start::Filing;
    int verify = 3, reply = 15, feedback = 0;
    bool first_day = false;
    const domain::WorkingCalendar* calendar = nullptr;
    Date filed;
    std::optional<Date> accepted, handed, answered;

    bool is_open(Date day) const {
        if (calendar->off.contains(day)) return false;
        return calendar->work.contains(day) || day.weekday() < 6;
    }
    Date end(Date start, int n) const {
        Date day = first_day ? start.plus(-1) : start;
        while (n > 0) {
            day = day.plus(1);
            if (is_open(day)) --n;
        }
        return day;
    }
    Date start() const {
        if (from == Start::Filing) return filed;
        if (from == Start::Dispatch && handed) return *handed;
        return accepted ? *accepted : end(filed, verify);
    }
    Date reply_by() const { return end(start(), reply); }
    Date answer_by() const {
        if (feedback == 0) return reply_by();
        const Date promised = end(reply_by(), feedback);
        return answered ? std::min(promised, end(*answered, feedback)) : promised;
    }
};

domain::WorkingCalendar any_calendar(SeededRandom& random) {
    domain::WorkingCalendar calendar{{}, {}, Date::of(2028, 12, 31)};
    for (int i = 0; i < 40; ++i) {
        const Date day = kFiled.plus(static_cast<int>(random.between(0, 90)));
        if (random.between(0, 1) == 0) calendar.off.insert(day);
        if (random.between(0, 3) == 0) calendar.work.insert(day);
    }
    for (const Date day : calendar.off) calendar.work.erase(day);
    return calendar;
}

rules::Profile any_profile(SeededRandom& random) {
    rules::Profile profile = hubei();
    profile.reply_from = static_cast<Start>(random.between(0, 2));
    profile.verify.n = static_cast<int>(random.between(1, 5));
    profile.reply.n = static_cast<int>(random.between(6, 30));
    profile.feedback.n = static_cast<int>(random.between(0, 6));
    profile.counting.first_day = random.between(0, 3) == 0;
    return profile;
}

/// One random life, by the program and by the model. @return where they disagree.
std::string differs(std::uint64_t seed) {
    SeededRandom random(seed);
    const domain::WorkingCalendar calendar = any_calendar(random);
    const rules::Profile profile = any_profile(random);
    Counted model{profile.reply_from,
                  profile.verify.n,
                  profile.reply.n,
                  profile.feedback.n,
                  profile.counting.first_day,
                  &calendar,
                  kFiled,
                  {},
                  {},
                  {}};
    Course course;
    Date day = kFiled;
    for (int step = 0; step < 8; ++step) {
        day = day.plus(static_cast<int>(random.between(0, 4)));
        if (!model.accepted) {
            const bool has_unit = random.between(0, 1) == 0;
            course = after(course, Action::Accept, day, has_unit, profile);
            model.accepted = day;
            if (has_unit) model.handed = day;
        } else if (model.answered) {
            course = after(course, Action::SendBack, day, true, profile);
            model.answered.reset();
        } else if (random.between(0, 2) == 0 && model.handed) {
            course = after(course, Action::Return, day, false, profile);
            model.handed.reset();
        } else if (random.between(0, 1) == 0 || !model.handed) {
            course = after(course, Action::Dispatch, day, true, profile);
            if (!model.handed) model.handed = day;
        } else {
            course = after(course, Action::Reply, day, true, profile);
            model.answered = day;
        }
        const auto due = rules::deadlines(kFiled, profile, calendar, course);
        const auto days = rules::explain({kFiled}, profile, calendar, course);
        const bool same = due.reply_by == model.reply_by() && due.answer_by() == model.answer_by();
        const bool explained =
            !days.empty() && days.back().date == due.reply_by &&
            std::ranges::count_if(days, &rules::ClockDay::counted) == profile.reply.n;
        if (same && explained && rules::read_course(rules::write(course)).value() == course) {
            continue;
        }
        return "seed " + std::to_string(seed) + " step " + std::to_string(step) + ": " +
               due.reply_by.iso() + ", not " + model.reply_by().iso() + "; " +
               due.answer_by().iso() + ", not " + model.answer_by().iso();
    }
    return {};
}

constexpr std::uint64_t kSeeds = 2000;

std::string first_difference() {
    for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
        const std::string found = differs(seed);
        if (!found.empty()) return found;
    }
    return {};
}

}  // namespace

TEST_CASE("counting: random lives by random rules and calendars end where a second counting ends") {
    CHECK(first_difference() == "");
}

TEST_CASE("counting: the mutants of what is counted from are caught") {
    for (const char* name : {"rules.counts_from_the_filing", "rules.another_unit_gains_time"}) {
        CAPTURE(name);
        const MutantScope mutant(name);
        CHECK(first_difference() != "");
    }
}
