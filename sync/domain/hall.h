// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/domain/date.h"
#include "sync/domain/language.h"

#include <string>
#include <vector>

namespace sunbooth::domain {

/// What a hall tells its kiosks, from the feed hall/1. Nothing of this stands in code.
struct Unit {
    std::string code;  ///< "scjg"
    LocalText name;    ///< 市场监管局
    std::string phone;
};

struct Window {
    std::string code;  ///< What stands above the window: "3".
    std::string unit;
    LocalText name;  ///< 企业开办
};

/// What one may complain about; mapped to category codes of the rule profile (domain.md 2.1).
struct Topic {
    std::string code;
    LocalText name;
    LocalText hint;
    std::string icon;                     ///< Name in the icon font, e.g. "schedule".
    std::vector<std::string> categories;  ///< "02"
};

struct RatingTag {
    std::string code;  ///< "208"
    LocalText text;
};

struct RatingLevel {
    int level = 0;  ///< National level 1..5.
    LocalText name;
    std::vector<RatingTag> tags;
};

/// 5 national levels, or the 4 of a hall. Best first.
struct RatingScale {
    std::string code;
    std::vector<RatingLevel> levels;
};

/// A working-time slot of one weekday, minutes of the day at the hall.
struct OpeningHours {
    int weekday = 0;  ///< 1 Monday .. 7 Sunday.
    int from = 0;
    int to = 0;
};

/// Last month's figures (阳光公开). Numbers as counted; rates are derived, never stored.
struct PublicFigures {
    Date until;
    int cases_done = 0;
    int cases_early = 0;
    int cases_in_time = 0;
    int ratings = 0;
    int ratings_satisfied = 0;
    int complaints_due = 0;
    int complaints_in_time = 0;
};

/// Limits that the receipt may promise, from the rule profile that is in force.
struct Promises {
    std::string profile;  ///< "hubei-xiangyang"
    Date profile_from;    ///< The profile's date.
    int verify_days = 0;  ///< Working days until the visitor hears whether it is accepted.
    int reply_days = 0;   ///< Working days until the answer, counted from filing.
};

struct Hall {
    std::string id;
    int version = 0;
    LocalText name;
    LocalText notice;  ///< Shown on attract and home; may be empty.
    std::string help_window;
    std::string help_phone;
    std::vector<Unit> units;
    std::vector<Window> windows;
    std::vector<Topic> topics;  ///< 1..7.
    RatingScale scale;
    std::vector<OpeningHours> hours;
    PublicFigures figures;
    Promises promises;
    WorkingCalendar calendar;

    const Unit* unit(std::string_view code) const;
    const Window* window(std::string_view code) const;
    const Topic* topic(std::string_view code) const;
};

}  // namespace sunbooth::domain
