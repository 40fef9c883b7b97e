// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/center/rules/life.h"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace sunbooth::tests {

/// The life of two tickets about one matter (domain.md 1.2, 2.5, 2.6) as the rules of the walk say
/// it, written a second time and knowing nothing of the program. Of time it knows half-days: all
/// that a walk lasts lies within the limits of days, which have tests of their own.
class WalkModel {
public:
    using Action = center::rules::Action;

    /// Who gives a command. Roles: i c h s, and others that do nothing.
    struct Person {
        std::string account;
        char role = ' ';
        bool of_unit = false;  ///< A handler of the unit that the tickets are about.
    };
    /// A command with all that it says.
    struct Command {
        std::size_t ticket = 0;
        Action action = Action::Accept;
        std::optional<center::rules::Outcome> outcome{};
        int satisfaction = 1;
        bool pressed = false;
        center::rules::RatingClass found = center::rules::RatingClass::Valid;
    };
    struct Now {
        int half = 0;          ///< Half-days since Monday at half past ten: even ones are mornings.
        bool is_open() const;  ///< Whether the office calls now.
    };
    struct One {
        std::string state = "registered", resumes;
        bool contact = false, with_unit = false, is_signed = false, returned = false;
        bool designated = false, asked_more = false, excluded = false, appealed = false;
        bool joined = false;  ///< The other goes with it.
        int asked = 0, extensions = 0, reworks = 0, rechecks = 0, heard = 0, supervised = 0;
        int dispatched = -1;  ///< In which half-day.
        std::set<int> halves, closing_halves;
        std::set<std::string> callers, closing_callers, parts;
        std::string answer_by, approved_by;  ///< The latter of a unit's answer.
        std::int64_t version = 1;
    };

    /// @param watches Whether an answer that does not satisfy is supervised by rule.
    WalkModel(bool is_rating, bool first_contact, bool second_contact, bool watches);

    const One& at(std::size_t i) const { return tickets_[i]; }
    /// @param other_is_later The other is to be answered later than this one.
    bool is_legal(const Command& command, const Person& person, Now now, bool other_is_later) const;
    void take(const Command& command, const Person& person, Now now);

private:
    bool is_seen(const One& one, const Person& person) const;
    bool is_ready(const Command& command, const Person& person, Now now) const;
    bool may_join(const Command& command, bool other_is_later) const;
    void take_call(One& one, const Command& command, const Person& person, Now now);
    void take_closing_call(One& one, const Command& command, const Person& person, Now now);
    void take_class(One& one, const Command& command, const Person& person, Now now);
    void take_waiting(const Command& command, const std::string& from);
    void take_answer(One& one, const Person& person);
    void tell_other(std::size_t main);

    bool is_rating_, watches_;
    One tickets_[2];
};

}  // namespace sunbooth::tests
