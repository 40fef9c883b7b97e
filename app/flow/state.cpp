// SPDX-License-Identifier: Apache-2.0
#include "app/flow/state.h"

#include "app/flow/idle.h"

#include <algorithm>

namespace sunbooth::app::flow {

std::optional<Field> field_of(Page page) {
    switch (page) {
        case Page::CaseNumber:
            return Field::CaseNumber;
        case Page::CaseSecret:
            return Field::CaseSecret;
        case Page::CaseIdCard:
            return Field::IdCard;
        case Page::CasePhone:
            return Field::PhoneTail;
        case Page::ComplaintText:
            return Field::ComplaintText;
        case Page::ComplaintPhone:
            return Field::ComplaintPhone;
        case Page::RatingComment:
            return Field::RatingComment;
        case Page::RatingPhone:
            return Field::RatingPhone;
        case Page::ReceiptCode:
            return Field::ReceiptCode;
        case Page::StaffCode:
            return Field::StaffCode;
        case Page::StaffPin:
            return Field::StaffPin;
        case Page::IssueText:
            return Field::IssueText;
        case Page::QueueNumber:
            return Field::QueueNumber;
        case Page::PlaceWords:
            return Field::PlaceWords;
        case Page::Attract:
        case Page::Home:
        case Page::CaseStart:
        case Page::CaseList:
        case Page::CaseResult:
        case Page::CaseMissing:
        case Page::PlaceList:
        case Page::ComplaintStart:
        case Page::ComplaintTopic:
        case Page::ComplaintWindow:
        case Page::ComplaintDay:
        case Page::ComplaintDate:
        case Page::ComplaintReply:
        case Page::ComplaintCheck:
        case Page::RatingWindow:
        case Page::RatingLevel:
        case Page::RatingReason:
        case Page::RatingReply:
        case Page::Receipt:
        case Page::Busy:
        case Page::OutOfOrder:
        case Page::StaffSignIn:
        case Page::StaffHome:
        case Page::IssueKind:
        case Page::IssueWindow:
        case Page::IssueSeverity:
        case Page::IssueAspect:
        case Page::IssueCheck:
        case Page::IssueDone:
        case Page::StaffRecords:
        case Page::StaffRecord:
        case Page::StaffLock:
        case Page::Help:
        case Page::CallStaff:
        case Page::Closed:
            return std::nullopt;
    }
    return std::nullopt;
}

bool is_prose(Field field) {
    return field == Field::ComplaintText || field == Field::RatingComment ||
           field == Field::IssueText || field == Field::PlaceWords;
}

bool has_lines(Field field) {
    return is_prose(field) && field != Field::PlaceWords;
}

std::size_t length_max(Field field) {
    switch (field) {
        case Field::CaseNumber:
            return 50;
        case Field::CaseSecret:
            return 32;
        case Field::ComplaintText:
        case Field::RatingComment:
            return domain::Complaint::kTextMax;
        case Field::ComplaintPhone:
        case Field::RatingPhone:
            return 12;
        case Field::ReceiptCode:
            return domain::ReceiptCode::kLength;
        case Field::StaffCode:
            return 8;
        case Field::StaffPin:
            return 6;
        case Field::IssueText:
            return domain::Issue::kTextMax;
        case Field::IdCard:
            return 18;
        case Field::PhoneTail:
            return 4;
        case Field::QueueNumber:
            return 8;
        case Field::PlaceWords:
            return 40;
    }
    return 0;
}

Page page_of(const State& state) {
    return state.broken || !state.hall ? Page::OutOfOrder : state.visit.page;
}

int step_of(Page page) {
    switch (page) {
        case Page::ComplaintTopic:
            return 1;
        case Page::ComplaintWindow:
            return 2;
        case Page::ComplaintDay:
        case Page::ComplaintDate:
            return 3;
        case Page::ComplaintText:
            return 4;
        case Page::ComplaintReply:
        case Page::ComplaintPhone:
            return 5;
        case Page::ComplaintCheck:
            return kSteps;
        default:
            return 0;
    }
}

std::optional<Days> days_of(const ComplaintDraft& draft, domain::Date today) {
    constexpr int kWeek = 7;
    switch (draft.happened.value_or(Happened::Unknown)) {
        case Happened::Today:
            return Days{today, today};
        case Happened::Yesterday:
            return Days{today.plus(-1), today.plus(-1)};
        case Happened::Week:
            return Days{today.plus(-kWeek), today};
        case Happened::OnDay:
            return draft.day ? std::optional(Days{*draft.day, *draft.day}) : std::nullopt;
        case Happened::Unknown:
            return std::nullopt;
    }
    return std::nullopt;
}

bool is_bad(const RatingDraft& rating) {
    return rating.level && *rating.level <= kBadLevelMax;
}

bool has_entries(const Visit& visit) {
    const auto is_filled = [](const Entry& entry) { return !entry.text.empty(); };
    return std::any_of(visit.entries.begin(), visit.entries.end(), is_filled) ||
           visit.complaint.topic || visit.complaint.window || visit.complaint.happened ||
           visit.complaint.call || visit.rating.window || visit.rating.level ||
           !visit.rating.tags.empty() || (visit.staff && visit.staff->issue.kind) ||
           !visit.composer.empty();
}

bool offers(const State& state, input_method::Method method) {
    return std::find(state.methods.begin(), state.methods.end(), method) != state.methods.end();
}

bool is_readable(const State& state, domain::Language language) {
    return !state.unreadable.at(static_cast<std::size_t>(language));
}

domain::Language first_language(const State& state) {
    for (const domain::Language language : domain::kLanguages) {
        if (is_readable(state, language)) return language;
    }
    return domain::Language::Zh;
}

bool is_covered(const State& state) {
    return state.visit.warned.has_value() || state.visit.hearing.pulled.has_value();
}

int seconds_left(const State& state) {
    if (!state.visit.warned) return 0;
    const milliseconds left = *state.visit.warned + warn_time(state.visit) - state.now;
    return std::max(0, static_cast<int>((left.count() + 999) / 1000));
}

int list_rows(const Visit& visit) {
    constexpr int kDays = 7;
    constexpr int kRows = 5, kRowsSimple = 3, kChoicesSimple = 4, kChips = 8;
    switch (visit.page) {
        case Page::ComplaintWindow:
        case Page::RatingWindow:
        case Page::IssueWindow:
            return visit.modes.simple ? kRowsSimple : kRows;
        case Page::ComplaintDate:
            return visit.modes.simple ? kChoicesSimple : kDays;
        case Page::CaseList:
        case Page::PlaceList:
            return visit.modes.simple ? kRowsSimple : kRows;
        case Page::StaffRecords:
            return kChoicesSimple;
        case Page::IssueAspect:
        case Page::ComplaintTopic:
            return visit.modes.simple ? kChoicesSimple : 0;
        case Page::RatingReason:
            return visit.modes.simple ? kChoicesSimple : kChips;
        default:
            return 0;
    }
}

int list_pages(const State& state) {
    const Visit& visit = state.visit;
    const int rows = list_rows(visit);
    if (rows == 0 || !state.hall) return 1;
    std::size_t choices = 0;
    if (visit.page == Page::ComplaintTopic) {
        choices = state.hall->topics.size();
    } else if (visit.page == Page::RatingReason) {
        for (const domain::RatingLevel& level : state.hall->scale.levels) {
            if (level.level == visit.rating.level) choices = level.tags.size();
        }
    } else if (visit.page == Page::IssueAspect) {
        choices = domain::kAspects.size();
    } else if (visit.page == Page::ComplaintDate) {
        choices = kDaysBack;
    } else if (visit.page == Page::CaseList) {
        choices = visit.cases.size();
    } else if (visit.page == Page::PlaceList) {
        choices = visit.places.size();
    } else if (visit.page == Page::StaffRecords) {
        choices = shown_own(state).size();
    } else {
        choices = state.hall->windows.size();
    }
    return std::max(1, (static_cast<int>(choices) + rows - 1) / rows);
}

bool may_print(const State& state) {
    const Page page = page_of(state);
    const bool printing = state.visit.slip && state.visit.slip->stands == Slip::Stands::Printing;
    return (page == Page::CaseResult || page == Page::Receipt) && state.paper == Paper::Ready &&
           !printing;
}

milliseconds waited(const State& state) {
    return state.visit.waiting ? state.now - state.visit.waiting->since : milliseconds{0};
}

}  // namespace sunbooth::app::flow
