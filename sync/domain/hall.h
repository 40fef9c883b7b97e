// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/domain/date.h"
#include "sync/domain/language.h"

#include <optional>
#include <string>
#include <string_view>
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
    /// What the numbers begin with that are called here: "A" of "A023". None: the hall told none.
    std::vector<std::string> queue = {};
};

/// A matter that the hall handles (事项), as its units call it.
struct Service {
    std::string code;                  ///< The hall's own, "spjy"; never renumbered.
    std::string unit;                  ///< Who answers for it.
    LocalText name;                    ///< 食品经营许可
    std::vector<std::string> windows;  ///< Where it is handled, a Window's each; none: elsewhere.
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

/// Where monitors watch the work of the hall: a company, a window, a community (domain.md 5).
struct MonitoringPoint {
    std::string code;  ///< "jc01"
    LocalText name;
};

/// One of the hall's terminals, and where a visitor finds it.
struct KioskPlace {
    std::string kiosk;  ///< Its name, "hall-1".
    LocalText place;    ///< 一楼东门左侧
};

/// Somebody who reports for a monitoring point, and how a kiosk knows them without the network.
struct Monitor {
    std::string code;   ///< What one signs in with beside a PIN: digits, "1001".
    std::string point;  ///< A MonitoringPoint's.
    std::string name;
    Date from;  ///< The term, both days included.
    Date until;
    std::string badge_hash;  ///< Hex of badge_hash() of the badge's text; empty: none was issued.
    bool has_pin = false;    ///< Whether a PIN was set at the center, which alone can check it.
};

/// What a badge's QR holds: "SBB1-" and 32 hexadecimal digits, 128 random bits. Any case, as
/// scanners type.
inline constexpr std::string_view kBadgePrefix = "SBB1-";
bool is_badge(std::string_view text);

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
    std::string online_address;      ///< https, where the same is served online; empty: nowhere.
    std::vector<KioskPlace> kiosks;  ///< In the order in which one walks past them; may be none.
    std::vector<Unit> units;
    std::vector<Window> windows;
    std::vector<Service> services;  ///< None in a feed from before they were told.
    std::vector<Topic> topics;      ///< 1..7.
    RatingScale scale;
    std::vector<OpeningHours> hours;
    /// Whether terminals, while the hall is closed, only look receipts up (kiosk-ux X11). Where
    /// they stand in a lobby that stays open they go on as ever.
    bool receipts_only_after_hours = false;
    PublicFigures figures;
    Promises promises;
    WorkingCalendar calendar;
    std::vector<MonitoringPoint> points;
    std::vector<Monitor> monitors;

    const Unit* unit(std::string_view code) const;
    const Window* window(std::string_view code) const;
    const Service* service(std::string_view code) const;
    const Topic* topic(std::string_view code) const;
    const MonitoringPoint* point(std::string_view code) const;
    const Monitor* monitor(std::string_view code) const;
    /// Another terminal than this one, next to it on the way; null: none is told.
    const KioskPlace* nearest_kiosk(std::string_view own) const;
    /// The windows that call a number of a queue, in the hall's order: those whose beginning it
    /// has, the longest counting. "A023", any case; none: nobody calls it.
    std::vector<const Window*> windows_calling(std::string_view number) const;
    /// Whether any window told what its queue's numbers begin with.
    bool has_queues() const;
    /// What is handled at a window, in the hall's order.
    std::vector<const Service*> services_at(std::string_view window) const;
    /// All its own names in Chinese (hall, units, windows, services, topics): what its visitors
    /// write and no common word list knows.
    std::vector<std::string> names_zh() const;
    /// Whose badge has this hash and may be used on that day; null: nobody's.
    const Monitor* monitor_of_badge(std::string_view hash, Date on) const;
    /// Whether the hall is open at this minute of that day; always while it names no hours.
    bool is_open(Date day, int minute) const;
    /// The next day, at most a fortnight ahead, on which it opens after that minute, and when.
    struct Opening {
        Date day;
        int minute = 0;
    };
    std::optional<Opening> next_opening(Date day, int minute) const;
};

}  // namespace sunbooth::domain
