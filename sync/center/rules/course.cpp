// SPDX-License-Identifier: Apache-2.0
#include "sync/center/rules/course.h"

namespace sunbooth::center::rules {
namespace {

const Error kUnreadable{ErrorCode::Corrupt, "a ticket's course cannot be read", "course"};

/// Takes one mark of write() in; the marks say what was done, and so go the same way.
bool take(Course& course, std::string_view mark) {
    const char kind = mark.front();
    if (kind == 'e' && mark.size() == 1) return ++course.extensions > 0;
    if (kind == 't' && mark.size() == 1) return ++course.returns > 0;
    const std::size_t colon = mark.find(':');
    const auto day = domain::Date::parse(mark.substr(1, colon == mark.npos ? colon : colon - 1));
    if (!day.ok()) return false;
    if (kind == 'p' && colon != mark.npos && !course.is_paused()) {
        const auto at = domain::ticket_state_of(mark.substr(colon + 1));
        if (at) course.pauses.push_back({day.value(), std::nullopt, *at});
        return at.has_value();
    }
    if (colon != mark.npos) return false;
    if (kind == 'r' && course.is_paused()) {
        course.pauses.back().to = day.value();
        return true;
    }
    if (kind != 'w' && kind != 'u') return false;
    (kind == 'w' ? course.reworks : course.urges).push_back(day.value());
    return true;
}

}  // namespace

Course after(Course course, Action action, domain::TicketState from, domain::Date day) {
    switch (action) {
        case Action::NeedInfo:
            course.pauses.push_back({day, std::nullopt, from});
            break;
        case Action::Supplement:
            SUNBOOTH_ASSERT(course.is_paused());
            course.pauses.back().to = day;
            break;
        case Action::Extend:
            ++course.extensions;
            break;
        case Action::Rework:
            course.reworks.push_back(day);
            break;
        case Action::Return:
            ++course.returns;
            break;
        case Action::Urge:
            course.urges.push_back(day);
            break;
        case Action::Callback:
        case Action::Accept:
        case Action::Refuse:
        case Action::Reply:
        case Action::Close:
        case Action::Withdraw:
        case Action::Dispatch:
            break;
    }
    return course;
}

std::string write(const Course& course) {
    std::string text;
    const auto put = [&text](const std::string& mark) { text += (text.empty() ? "" : " ") + mark; };
    for (const Course::Pause& pause : course.pauses) {
        put("p" + pause.from.iso() + ":" + domain::to_string(pause.at));
        if (pause.to) put("r" + pause.to->iso());
    }
    for (int i = 0; i < course.extensions; ++i) put("e");
    for (int i = 0; i < course.returns; ++i) put("t");
    for (const domain::Date day : course.reworks) put("w" + day.iso());
    for (const domain::Date day : course.urges) put("u" + day.iso());
    return text;
}

Result<Course> read_course(std::string_view text) {
    Course course;
    while (!text.empty()) {
        const std::size_t blank = text.find(' ');
        const std::string_view mark = text.substr(0, blank);
        if (mark.empty() || !take(course, mark)) return kUnreadable;
        text.remove_prefix(blank == text.npos ? text.size() : blank + 1);
    }
    return course;
}

Standing standing_of(domain::TicketState state, bool has_contact, int unreached,
                     const Profile& profile, const Course& course) {
    Standing standing{state, has_contact, unreached, profile.attempts_min};
    standing.may_return = course.returns == 0;
    standing.may_ask = static_cast<int>(course.pauses.size()) < profile.pause.times;
    standing.may_extend = course.extensions < profile.extension.times;
    standing.may_rework = static_cast<int>(course.reworks.size()) < profile.rework.times;
    if (course.is_paused()) standing.resumes_to = course.pauses.back().at;
    return standing;
}

}  // namespace sunbooth::center::rules
