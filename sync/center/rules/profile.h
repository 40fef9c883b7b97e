// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/result.h"
#include "sync/domain/date.h"
#include "sync/domain/language.h"
#include "sync/domain/record.h"

#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sunbooth::center::rules {

/// How long something may take. Rules of law count in one of two ways.
struct Limit {
    enum class Unit { WorkingDays, Days };
    int n = 0;  ///< 1..366
    Unit unit = Unit::WorkingDays;
    bool operator==(const Limit&) const = default;
};

/// What happened on the day that a limit is counted from. Names stand in profiles and answers.
enum class Start {
    Filing,      ///< The record was filed at the terminal.
    Acceptance,  ///< The citizen was told that it is accepted.
    Dispatch,    ///< A unit got it. What one gave back as not its own was never with it.
};
const char* to_string(Start start);  ///< "filing" ..

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
    bool second_is_red = false;                 ///< A second yellow card on the same matter.
    bool unanswered_is_red = false;  ///< A yellow card that its unit left unanswered so long.
    bool operator==(const CardRules&) const = default;
};

/// What monitors and the center owe each other (domain.md 5, after the rules of Maiji district).
struct MonitoringRules {
    int remind_after_weeks = 1;  ///< Weeks without a report until the monitor is reminded; 1..8.
    int call_after_weeks = 2;    ///< Until the center has to call; 1..12.
    int visit_days = 31;         ///< Days after which a point is to be visited again; 7..366.
    bool operator==(const MonitoringRules&) const = default;
};

/// Where the count of days begins and ends.
struct Counting {
    bool first_day = false;  ///< Whether the day itself counts; 民法典 art. 201: it does not.
    bool rolls = false;      ///< A last day of calendar days that is closed moves to the next open
                             ///< one (民法典 art. 203).
    bool operator==(const Counting&) const = default;
};

/// The clocks of one kind of record.
struct Clocks {
    Limit verify;         ///< From filing until the citizen hears whether it is accepted.
    Limit reply;          ///< From `reply_from` until the answer.
    Allowance extension;  ///< Of the reply.
    Allowance rework;     ///< From the day on which an answer is sent back until the next.
    Start reply_from = Start::Filing;
    /// From a unit's answer until it reaches the citizen; n = 0: within the limit of the reply.
    Limit feedback{0, Limit::Unit::WorkingDays};
    bool operator==(const Clocks&) const = default;
};

/// What the center asks of itself and of units besides the law; n = 0: nothing.
struct Internal {
    Limit verify{0, Limit::Unit::WorkingDays};    ///< Earlier than the public one.
    Limit sign{0, Limit::Unit::WorkingDays};      ///< From dispatch until the unit signs for it.
    Limit reply{0, Limit::Unit::WorkingDays};     ///< Earlier than the public one, counted from
                                                  ///< the same day.
    Limit review{0, Limit::Unit::WorkingDays};    ///< Of a unit's answer by the center.
    Limit callback{0, Limit::Unit::WorkingDays};  ///< From the answer until the closing call.
    bool operator==(const Internal&) const = default;
};

/// A second look: how long it may be asked for, and how long it takes.
struct Review {
    Limit ask;
    Limit done;
    bool operator==(const Review&) const = default;
};

/// A code with its words.
struct Coded {
    std::string code;
    std::string zh, en;
    bool operator==(const Coded&) const = default;
};

/// Words that a caller says first, in the citizen's language, and what is sent in writing after
/// calls in vain.
struct Script {
    std::string verify;     ///< Is it you, what happened, what is wished.
    std::string closing;    ///< Contacted, told, solved, satisfied, pressed to withdraw.
    std::string unreached;  ///< For the office to send (domain.md 2.6). Names no matter: whoever
                            ///< has the telephone reads it.
    bool operator==(const Script&) const = default;
};

struct CallRules {
    int attempts_min = 3;  ///< Calls in different half-days that reached nobody before one may
                           ///< decide without.
    int callers_min = 1;   ///< By so many different people; 1..3.
    std::map<domain::Language, Script> scripts;
    bool operator==(const CallRules&) const = default;
};

/// How many answered records are called back, in percent.
struct Sampling {
    int bad = 100;  ///< Of bad ratings.
    int rest = 5;   ///< Of all others.
    bool operator==(const Sampling&) const = default;
};

/// When nobody is told anything but what cannot wait; minutes of the day at the hall.
struct Quiet {
    int from = 20 * 60;
    int to = 8 * 60;
    int digest = 8 * 60 + 30;  ///< When the night's notices go out in one.
    bool operator==(const Quiet&) const = default;
};

/// Office hours from a day of the year on: "05-01", 10:00-14:00, 16:00-20:00.
struct Season {
    int from = 101;                          ///< Month * 100 + day.
    std::vector<std::pair<int, int>> hours;  ///< Minutes of the day, in order; 1..4.
    bool operator==(const Season&) const = default;
};

/// A paper that the center prints, and how it is numbered.
struct Document {
    std::string kind;    ///< "transfer_letter"
    std::string title;   ///< 转办函
    std::string number;  ///< "效投转〔{year}〕{n}号"
    bool operator==(const Document&) const = default;
};

/// A level of the rating scale with the tags that may be chosen for it.
struct Level5 {
    int level = 0;
    std::string name;
    std::vector<Coded> tags;
    bool operator==(const Level5&) const = default;
};

/// One dated edition of the rules of a deployment: a rule of office is data, not a constant.
struct Profile {
    std::string id;        ///< "hubei-xiangyang"
    std::string name;      ///< For people.
    domain::Date from;     ///< The first day on which this edition applies.
    std::string source;    ///< The paper that it stands on.
    std::string division;  ///< Six digits of GB/T 2260; part of ticket numbers.
    std::string issuer;    ///< Who signs letters and cards.
    Counting counting;
    Limit verify;  ///< Of a complaint, as in Clocks.
    Limit reply;
    Allowance pause;  ///< While the citizen is asked for something; afterwards it runs again.
    Allowance extension;
    Allowance rework;
    Start reply_from = Start::Filing;
    Limit feedback{0, Limit::Unit::WorkingDays};
    bool supervises_dissatisfied = false;  ///< 督办 as soon as an answer does not satisfy.
    Clocks rating;                         ///< Of a bad rating: contact, then mend.
    Clocks issue;                          ///< Of a monitor's issue.
    Internal internal;
    Review recheck;         ///< Of a closed complaint.
    Review appeal;          ///< Of a bad rating, by the unit; decided by somebody outside it.
    int return_hours = 24;  ///< For a unit to say that it is not its matter; closed days stand.
    CardRules cards;
    MonitoringRules monitoring;
    CallRules calls;
    int attempts_min = 3;  ///< calls.attempts_min
    Sampling sampling;
    Quiet quiet;
    std::vector<Season> seasons;  ///< In order of their first day; 1..4.
    std::vector<Coded> categories;
    std::vector<Coded> refusals;  ///< R1 ..
    std::vector<Level5> levels;   ///< Best first.
    std::vector<Document> documents;
    std::set<std::string> sealed_categories;  ///< Never shown to the accused unit.
    std::string toml;                         ///< As it was read; not compared.
    std::string lent;  ///< The text of the edition that lends what it does not say; empty: none.

    bool refuses_for(std::string_view code) const;
    Clocks clocks(domain::RecordKind kind) const;
    /// Working days from the filing within which the citizen has the answer to a complaint, if it
    /// is accepted and handed on in time; nothing where a limit is of calendar days.
    std::optional<int> answer_days() const;
    /// Whether the answer to anything is counted from another day than that of the filing.
    bool counts_from_later() const;
    /// The office hours of a day, whether it is open or not.
    const Season& season_on(domain::Date day) const;
    /// The minute at which the afternoon begins: after the first block of office hours.
    int noon_on(domain::Date day) const;
    const Document* document(std::string_view kind) const;
};

/// Reads assets/rules/*.toml. `base` lends what the text does not say, if it names it.
/// @return InvalidInput naming the field, as "reply.n".
Result<Profile> read_profile(std::string_view toml, const Profile* base = nullptr);

/// The profiles that the program brings along, parsed once. Any thread.
std::span<const Profile> built_in_profiles();

/// The text of the national edition that lends an edition, brought in today, what it does not say:
/// the one that applies on its first day. Kept with it: a national edition that comes later, of
/// whatever day, must not change what stands already. @return as read_profile().
Result<std::string> lender_of(std::string_view toml);

/// Reads an edition with what it was lent; empty: by the national edition of the program.
Result<Profile> read_edition(std::string_view toml, std::string_view lent);

/// Takes an operator's edition in, for this process and for ever: tickets that were filed under an
/// edition keep it. The same one again is no change. Any thread.
/// @return InvalidInput as read_profile(); Conflict, field "from", when that day has another
/// edition already.
Result<const Profile*> add_edition(std::string_view toml, std::string_view lent = {});

/// Every edition known, built in or taken in, by id and date.
std::vector<const Profile*> editions();

/// The edition of `id` that applies on `day`; its oldest one before all of them; the national one
/// for an id that is not known. Lives as long as the process.
const Profile& profile_on(std::string_view id, domain::Date day);

}  // namespace sunbooth::center::rules
