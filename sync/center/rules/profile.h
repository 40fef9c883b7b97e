// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/result.h"
#include "sync/domain/date.h"

#include <set>
#include <span>
#include <string>
#include <string_view>

namespace sunbooth::center::rules {

/// How long something may take. Rules of law count in one of two ways.
struct Limit {
    enum class Unit { WorkingDays, Days };
    int n = 0;  ///< 1..366
    Unit unit = Unit::WorkingDays;
    bool operator==(const Limit&) const = default;
};

/// Something that may be done to a clock, so often and for so long; times 0: never.
struct Allowance {
    Limit limit;    ///< Nothing where `times` is 0.
    int times = 0;  ///< 0..5 a ticket.
    bool operator==(const Allowance&) const = default;
};

/// When a clock earns a warning or a card; working days.
struct CardRules {
    int notice_share = 20;  ///< Percent of the limit that is left, at least one day; 1..90.
    int warning_left = 1;   ///< 1..10
    int yellow_after = 1;   ///< Days past the due one; 1..60.
    int red_after = 4;      ///< More than yellow_after; ..90.
    Limit answer{3, Limit::Unit::WorkingDays};  ///< For the unit to answer a card.
    bool operator==(const CardRules&) const = default;
};

/// What monitors and the center owe each other (domain.md 5, after the rules of Maiji district).
struct MonitoringRules {
    int remind_after_weeks = 1;  ///< Weeks without a report until the monitor is reminded; 1..8.
    int call_after_weeks = 2;    ///< Until the center has to call; 1..12.
    int visit_days = 31;         ///< Days after which a point is to be visited again; 7..366.
    bool operator==(const MonitoringRules&) const = default;
};

/// One dated edition of the rules of a deployment: a rule of office is data, not a constant.
struct Profile {
    std::string id;        ///< "hubei-xiangyang"
    std::string name;      ///< For people.
    domain::Date from;     ///< The first day on which this edition applies.
    std::string source;    ///< The paper that it stands on.
    std::string division;  ///< Six digits of GB/T 2260; part of ticket numbers.
    Limit verify;          ///< From filing until the citizen hears whether it is accepted.
    Limit reply;           ///< From filing until the answer.
    Allowance pause;       ///< While the citizen is asked for something; afterwards it runs again.
    Allowance extension;   ///< Of the reply.
    Allowance rework;      ///< From the day on which an answer is sent back until the next.
    CardRules cards;
    MonitoringRules monitoring;
    int attempts_min = 3;  ///< Calls that reached nobody before one may decide without.
    std::set<std::string> sealed_categories;  ///< Never shown to the accused unit.
};

/// Reads assets/rules/*.toml. @return InvalidInput naming the field, as "reply.n".
Result<Profile> read_profile(std::string_view toml);

/// The profiles that the program brings along, parsed once. Any thread.
std::span<const Profile> built_in_profiles();

/// The edition of `id` that applies on `day`; its oldest one before all of them; the national one
/// for an id that is not known.
const Profile& profile_on(std::string_view id, domain::Date day);

}  // namespace sunbooth::center::rules
