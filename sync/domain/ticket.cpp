// SPDX-License-Identifier: Apache-2.0
#include "sync/domain/ticket.h"

#include <array>

namespace sunbooth::domain {
namespace {

constexpr std::array kStates = {
    TicketState::Registered,  TicketState::Verified,    TicketState::Accepted,
    TicketState::NotAccepted, TicketState::Replied,     TicketState::Closed,
    TicketState::NeedInfo,    TicketState::Withdrawn,   TicketState::Reviewing,
    TicketState::Merged,      TicketState::Transferred, TicketState::Appealed,
    TicketState::Rechecking,  TicketState::Archived,
};

}  // namespace

const char* to_string(TicketState state) {
    switch (state) {
        case TicketState::Registered:
            return "registered";
        case TicketState::Verified:
            return "verified";
        case TicketState::Accepted:
            return "accepted";
        case TicketState::NotAccepted:
            return "not_accepted";
        case TicketState::Replied:
            return "replied";
        case TicketState::Closed:
            return "closed";
        case TicketState::NeedInfo:
            return "need_info";
        case TicketState::Withdrawn:
            return "withdrawn";
        case TicketState::Reviewing:
            return "reviewing";
        case TicketState::Merged:
            return "merged";
        case TicketState::Transferred:
            return "transferred";
        case TicketState::Appealed:
            return "appealed";
        case TicketState::Rechecking:
            return "rechecking";
        case TicketState::Archived:
            return "archived";
    }
    return "registered";
}

std::optional<TicketState> ticket_state_of(std::string_view name) {
    for (const TicketState state : kStates) {
        if (name == to_string(state)) return state;
    }
    return std::nullopt;
}

const char* to_string(Wish wish) {
    switch (wish) {
        case Wish::Urge:
            return "urge";
        case Wish::Rework:
            return "rework";
        case Wish::Withdraw:
            return "withdraw";
    }
    return "urge";
}

std::optional<Wish> wish_of(std::string_view name) {
    for (const Wish wish : {Wish::Urge, Wish::Rework, Wish::Withdraw}) {
        if (name == to_string(wish)) return wish;
    }
    return std::nullopt;
}

const char* to_string(Finding finding) {
    switch (finding) {
        case Finding::True:
            return "true";
        case Finding::Partly:
            return "partly";
        case Finding::Untrue:
            return "untrue";
        case Finding::Unclear:
            return "unclear";
    }
    return "unclear";
}

std::optional<Finding> finding_of(std::string_view name) {
    for (const Finding finding :
         {Finding::True, Finding::Partly, Finding::Untrue, Finding::Unclear}) {
        if (name == to_string(finding)) return finding;
    }
    return std::nullopt;
}

}  // namespace sunbooth::domain
