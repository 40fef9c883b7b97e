// SPDX-License-Identifier: Apache-2.0
// The course as text, one mark a fact, in this order:
//
//   p<day>:<state> r<day>   asked the citizen, where it stood; it came
//   l w<day>                extended before it was sent back; sent back
//   e t u<day>              extended since, returned, urged
//   h<minute>               when the unit got it (minutes since 1970)
//   g n x                   signed for, designated, extension asked for
//   c<day>a|p:<caller>      verification call in vain, in which half-day; A|P outside office hours
//   k<day>a|p:<caller>      closing call in vain
//   d:<caller>              to whom it was denied
//   s<1..5>                 satisfaction as heard
//   a<day> q<day>           answered; passed on to the citizen
//   v<day>:<class>          what a rating was found to be
//   j<day> i<day>           the clock stands for an appeal; runs again
//   y<day> z<day>           recheck, closed
//   m:<state>               goes with another; where it stood
//   b o f                   supervised, left out of the figures, others go with it
//   T<day> H<day>           accepted; handed to the unit that the answer is counted from
#include "sync/center/rules/course.h"

#include <charconv>

namespace sunbooth::center::rules {
namespace {

const Error kUnreadable{ErrorCode::Corrupt, "a ticket's course cannot be read", "course"};
constexpr std::size_t kDayLength = 10;

/// A mark taken apart: "c2026-11-03a:li" is kind c, day, half a, words "li".
struct Mark {
    char kind = ' ';
    std::string_view body;                 ///< Between the kind and the colon.
    std::optional<std::string_view> text;  ///< After the colon.

    std::optional<domain::Date> day() const {
        const auto read = domain::Date::parse(body.substr(0, kDayLength));
        if (!read.ok()) return std::nullopt;
        return read.value();
    }
    bool is_bare() const { return body.empty() && !text; }
    bool is_day() const { return body.size() == kDayLength && !text && day(); }
};

Mark mark_of(std::string_view text) {
    const std::size_t colon = text.find(':');
    Mark mark{text.front(), text.substr(1, colon == text.npos ? colon : colon - 1), {}};
    if (colon != text.npos) mark.text = text.substr(colon + 1);
    return mark;
}

bool take_pause(Course& course, const Mark& mark) {
    if (mark.kind == 'r') {
        if (!course.is_paused() || !mark.is_day()) return false;
        course.pauses.back().to = mark.day();
        return true;
    }
    const auto day = mark.day();
    if (!day || mark.body.size() != kDayLength || !mark.text || course.is_paused()) return false;
    const auto at = domain::ticket_state_of(*mark.text);
    if (at) course.pauses.push_back({*day, std::nullopt, *at});
    return at.has_value();
}

bool take_try(std::vector<Course::Try>& tries, const Mark& mark) {
    const auto day = mark.day();
    const bool whole =
        day && mark.body.size() == kDayLength + 1 && mark.text && !mark.text->empty();
    if (!whole) return false;
    const char half = mark.body.back();
    const bool counts = half == 'a' || half == 'p';
    if (!counts && half != 'A' && half != 'P') return false;
    tries.push_back({{*day, half == 'p' || half == 'P'}, std::string(*mark.text), counts});
    return true;
}

bool take_bare(Course& course, char kind) {
    switch (kind) {
        case 'l':
            course.extended_before.resize(course.reworks.size() + 1);
            return ++course.extended_before.back() > 0;
        case 'e':
            return ++course.extensions > 0;
        case 't':
            return ++course.returns > 0;
        case 'b':
            return ++course.supervised > 0;
        case 'g':
            return course.is_signed = true;
        case 'n':
            return course.is_designated = true;
        case 'x':
            return course.extension_asked = true;
        case 'o':
            return course.is_excluded = true;
        case 'f':
            return ++course.merged > 0;
        default:
            return false;
    }
}

bool take_day(Course& course, char kind, domain::Date day) {
    switch (kind) {
        case 'w':
            course.reworks.push_back(day);
            course.extended_before.resize(course.reworks.size());
            return true;
        case 'u':
            course.urges.push_back(day);
            return true;
        case 'y':
            course.rechecks.push_back(day);
            return true;
        case 'a':
            course.answered_on = day;
            return true;
        case 'q':
            course.passed_on = day;
            return true;
        case 'z':
            course.closed_on = day;
            return true;
        case 'T':
            course.accepted_on = day;
            return true;
        case 'H':
            course.handed_on = day;
            return true;
        case 'j':
            course.stands.push_back({day, std::nullopt});
            return true;
        case 'i':
            if (course.stands.empty() || course.stands.back().to) return false;
            course.stands.back().to = day;
            return true;
        default:
            return false;
    }
}

template <class Number>
bool take_number(std::string_view digits, Number& value) {
    const auto [stop, failed] =
        std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return failed == std::errc{} && stop == digits.data() + digits.size() && value > 0;
}

/// Marks that hold more than a day.
bool take_other(Course& course, const Mark& mark) {
    constexpr int kBest = 5;
    if (mark.kind == 'h' && !mark.text) {
        return take_number(mark.body, course.dispatched_min.emplace());
    }
    if (mark.kind == 's' && !mark.text) {
        return take_number(mark.body, course.satisfaction) && course.satisfaction <= kBest;
    }
    if (!mark.text) return false;
    if (mark.kind == 'd' && mark.body.empty() && !mark.text->empty()) {
        course.denials.emplace_back(*mark.text);
        return true;
    }
    if (mark.kind == 'm' && mark.body.empty()) {
        course.merged_from = domain::ticket_state_of(*mark.text);
        return course.merged_from.has_value();
    }
    if (mark.kind == 'v' && mark.body.size() == kDayLength) {
        course.found_on = mark.day();
        course.found = rating_class_of(*mark.text);
        return course.found_on && course.found;
    }
    return false;
}

/// Takes one mark of write() in; the marks say what was done, and so go the same way.
bool take(Course& course, std::string_view text) {
    const Mark mark = mark_of(text);
    if (mark.kind == 'p' || mark.kind == 'r') return take_pause(course, mark);
    if (mark.kind == 'c') return take_try(course.tries, mark);
    if (mark.kind == 'k') return take_try(course.closing_tries, mark);
    if (mark.is_bare()) return take_bare(course, mark.kind);
    if (mark.is_day()) return take_day(course, mark.kind, *mark.day());
    return take_other(course, mark);
}

/// Puts marks one behind the other.
class Marks {
public:
    void put(const std::string& mark) { text_ += (text_.empty() ? "" : " ") + mark; }
    void put_if(bool is_so, const char* mark) {
        if (is_so) put(mark);
    }
    void times(int n, const char* mark) {
        for (int i = 0; i < n; ++i) put(mark);
    }
    void days(const char* kind, const std::vector<domain::Date>& all) {
        for (const domain::Date day : all) put(kind + day.iso());
    }
    void day(const char* kind, const std::optional<domain::Date>& day) {
        if (day) put(kind + day->iso());
    }
    void tries(const char* kind, const std::vector<Course::Try>& all) {
        for (const Course::Try& one : all) {
            const char* half = one.counts ? (one.half.pm ? "p:" : "a:") : one.half.pm ? "P:" : "A:";
            put(kind + one.half.date.iso() + half + one.caller);
        }
    }
    std::string text() && { return std::move(text_); }

private:
    std::string text_;
};

}  // namespace

std::string write(const Course& course) {
    Marks marks;
    for (const Course::Pause& pause : course.pauses) {
        marks.put("p" + pause.from.iso() + ":" + domain::to_string(pause.at));
        marks.day("r", pause.to);
    }
    for (std::size_t i = 0; i < course.reworks.size(); ++i) {
        if (i < course.extended_before.size()) marks.times(course.extended_before[i], "l");
        marks.put("w" + course.reworks[i].iso());
    }
    marks.times(course.extensions, "e");
    marks.times(course.returns, "t");
    marks.days("u", course.urges);
    if (course.dispatched_min) marks.put("h" + std::to_string(*course.dispatched_min));
    marks.put_if(course.is_signed, "g");
    marks.put_if(course.is_designated, "n");
    marks.put_if(course.extension_asked, "x");
    marks.tries("c", course.tries);
    marks.tries("k", course.closing_tries);
    for (const std::string& caller : course.denials) marks.put("d:" + caller);
    if (course.satisfaction > 0) marks.put("s" + std::to_string(course.satisfaction));
    marks.day("a", course.answered_on);
    marks.day("q", course.passed_on);
    if (course.found && course.found_on) {
        marks.put("v" + course.found_on->iso() + ":" + to_string(*course.found));
    }
    for (const Course::Stand& stand : course.stands) {
        marks.put("j" + stand.from.iso());
        marks.day("i", stand.to);
    }
    marks.days("y", course.rechecks);
    marks.day("z", course.closed_on);
    if (course.merged_from) marks.put(std::string("m:") + domain::to_string(*course.merged_from));
    marks.times(course.supervised, "b");
    marks.put_if(course.is_excluded, "o");
    marks.times(course.merged, "f");
    marks.day("T", course.accepted_on);
    marks.day("H", course.handed_on);
    return std::move(marks).text();
}

Result<Course> read_course(std::string_view text) {
    Course course;
    while (!text.empty()) {
        const std::size_t blank = text.find(' ');
        const std::string_view mark = text.substr(0, blank);
        if (mark.empty() || !take(course, mark)) return kUnreadable;
        text.remove_prefix(blank == text.npos ? text.size() : blank + 1);
    }
    if (course.extended_before.size() > course.reworks.size()) return kUnreadable;
    return course;
}

}  // namespace sunbooth::center::rules
