// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/center/tickets/desk.h"
#include "sync/center/tickets/tickets.h"
#include "tests/center/fresh_center.h"

namespace sunbooth::tests {

/// A center's database in a folder of its own, with the demo hall in force.
class Office {
public:
    /// @param profile The rules that the hall names; known already.
    explicit Office(const std::string& profile = "hubei-xiangyang");

    store::Database& db() { return center_.db(); }
    WallTime now() const { return now_; }
    void pass(milliseconds time) { now_ += time; }

    /// What differs from an ordinary complaint.
    struct Filing {
        std::string unit = "scjg";
        std::string category = "02";
        bool has_contact = true;
        domain::RecordKind kind = domain::RecordKind::Complaint;
    };
    std::int64_t file(const Filing& filing);
    std::int64_t file() { return file(Filing{}); }
    std::string code_of_last() const { return code_; }

    center::tickets::Ticket ticket(std::int64_t id);
    /// A supervisor does it, at the version that the ticket has.
    Result<center::tickets::Ticket> act(std::int64_t id, const center::tickets::Deed& deed);
    /// Somebody else does. Either way the chain holds afterwards.
    Result<center::tickets::Ticket> act_as(const std::string& account,
                                           const center::rules::Viewer& viewer, std::int64_t id,
                                           const center::tickets::Deed& deed);

private:
    FreshCenter center_;
    SeededRandom random_{7};
    WallTime now_;
    std::string code_;
};

center::tickets::Deed call(center::rules::Outcome outcome);
center::tickets::Deed accept();
center::tickets::Deed refuse(std::string words);
center::tickets::Deed reply(std::string words);
center::tickets::Deed close(std::string result);
/// A closing call; the satisfaction counts where somebody was reached.
center::tickets::Deed heard(int satisfaction,
                            center::rules::Outcome outcome = center::rules::Outcome::Verified);
/// Asks for more, or does what only needs a note.
center::tickets::Deed ask(std::string words);
center::tickets::Deed dispatch(std::string unit);
center::tickets::Deed noted(center::rules::Action action);
/// More time for the answer, and why, for the citizen.
center::tickets::Deed extend(std::string why);

/// A complaint whose citizen was reached and which was accepted.
std::int64_t accepted(Office& office, const Office::Filing& filing = {});
/// What the citizen reads with this code; of what was filed last, without one.
domain::TicketView view(Office& office, const std::string& code);
domain::TicketView view(Office& office);
/// The unit complained of in an ordinary filing does it.
Result<center::tickets::Ticket> by_unit(Office& office, std::int64_t id,
                                        const center::tickets::Deed& deed);
/// An accepted complaint whose unit has signed for it.
std::int64_t signed_for(Office& office);
/// The field that a refusal names. @pre it was refused.
std::string refused_field(const Result<center::tickets::Ticket>& done);

inline const center::rules::Viewer kSupervisor{center::rules::Role::Supervisor, ""};

}  // namespace sunbooth::tests
