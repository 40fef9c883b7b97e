// SPDX-License-Identifier: Apache-2.0
#include "sync/center/tickets/stand.h"

#include <array>
#include <charconv>

namespace sunbooth::center::tickets {
namespace {

using rules::Standing;

/// Bits of the column; stored, so never renumbered.
constexpr std::array kFlags = {
    &Standing::has_contact, &Standing::may_ask,         &Standing::may_extend,
    &Standing::may_rework,  &Standing::has_handler,     &Standing::may_return,
    &Standing::is_signed,   &Standing::extension_asked, &Standing::may_appeal,
    &Standing::may_recheck, &Standing::was_heard,       &Standing::has_merged};
constexpr int kSealed = 1 << kFlags.size();
constexpr int kInVain = kSealed << 1;
constexpr int kFlagsEnd = kInVain << 1;

/// In the order in which they stand between the state and the flags.
constexpr std::array kNumbers = {&Standing::unreached,     &Standing::attempts_min,
                                 &Standing::callers,       &Standing::callers_min,
                                 &Standing::closing_tries, &Standing::closing_callers};

int flags_of(const Stand& stand) {
    int flags = (stand.sealed ? kSealed : 0) | (stand.in_vain ? kInVain : 0);
    for (std::size_t i = 0; i < kFlags.size(); ++i) {
        if (stand.standing.*kFlags[i]) flags |= 1 << i;
    }
    return flags;
}

void put_flags(Stand& stand, int flags) {
    stand.sealed = (flags & kSealed) != 0;
    stand.in_vain = (flags & kInVain) != 0;
    for (std::size_t i = 0; i < kFlags.size(); ++i) {
        stand.standing.*kFlags[i] = (flags & (1 << i)) != 0;
    }
}

/// Takes what stands before the next dot.
std::string_view take(std::string_view& text) {
    const std::size_t dot = std::min(text.find('.'), text.size());
    const std::string_view part = text.substr(0, dot);
    text.remove_prefix(std::min(dot + 1, text.size()));
    return part;
}

bool take_number(std::string_view& text, int& value) {
    const std::string_view digits = take(text);
    const auto [stop, failed] =
        std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return failed == std::errc{} && stop == digits.data() + digits.size() && value >= 0;
}

constexpr std::array kOpenStates = {
    domain::TicketState::Registered, domain::TicketState::Verified,
    domain::TicketState::Accepted,   domain::TicketState::NotAccepted,
    domain::TicketState::Replied,    domain::TicketState::NeedInfo,
    domain::TicketState::Reviewing,  domain::TicketState::Appealed,
    domain::TicketState::Rechecking};

/// A standing in which all is possible that its state may ever allow.
bool could_be_mine(domain::TicketState state, rules::Role role) {
    for (const auto kind : {domain::RecordKind::Complaint, domain::RecordKind::Rating}) {
        for (const bool contact : {false, true}) {
            for (const bool handler : {false, true}) {
                Standing standing{state, contact, 0, 0};
                standing.kind = kind;
                standing.has_handler = handler;
                standing.was_heard = standing.may_extend = true;
                standing.extension_asked = true;
                if (is_mine({standing}, role)) return true;
            }
        }
    }
    return false;
}

}  // namespace

bool Stand::awaits_callback() const {
    return standing.state == domain::TicketState::Registered && standing.has_contact;
}
bool Stand::awaits_closing_call() const {
    return standing.state == domain::TicketState::Replied && standing.has_contact &&
           !standing.was_heard;
}

Stand stand_of(const Ticket& ticket) {
    return {ticket.standing(), ticket.sealed, ticket.unreached > 0};
}

std::string write(const Stand& stand) {
    const Standing& at = stand.standing;
    std::string text = domain::to_string(at.state);
    text += "." + std::to_string(static_cast<int>(at.kind));
    for (const auto number : kNumbers) text += "." + std::to_string(at.*number);
    text += "." + std::to_string(flags_of(stand)) + ".";
    if (at.resumes_to) text += domain::to_string(*at.resumes_to);
    return text;
}

Result<Stand> read_stand(std::string_view text) {
    const Error wrong{ErrorCode::Corrupt, "a ticket's stand cannot be read", "stand"};
    Stand stand;
    const auto state = domain::ticket_state_of(take(text));
    int kind = 0;
    int flags = 0;
    if (!state || !take_number(text, kind)) return wrong;
    stand.standing.state = *state;
    stand.standing.kind = static_cast<domain::RecordKind>(kind);
    for (const auto number : kNumbers) {
        if (!take_number(text, stand.standing.*number)) return wrong;
    }
    if (!take_number(text, flags) || flags >= kFlagsEnd) return wrong;
    put_flags(stand, flags);
    if (text.empty()) return stand;
    stand.standing.resumes_to = domain::ticket_state_of(text);
    if (!stand.standing.resumes_to) return wrong;
    return stand;
}

bool is_seen_by(const rules::Viewer& viewer, const Stand& stand, std::string_view unit,
                std::string_view handler) {
    const auto state = stand.standing.resumes_to.value_or(stand.standing.state);
    return rules::may_see(viewer, {state, unit, stand.sealed, handler});
}

bool is_mine(const Stand& stand, rules::Role role) {
    // A call may be made again and again; it is a next step only where it decides something.
    for (const rules::Action action : rules::allowed(stand.standing, role)) {
        const bool first_call = action == rules::Action::Callback && stand.awaits_callback();
        const bool to_dispatch = action == rules::Action::Dispatch && !stand.standing.has_handler;
        const bool asked = action == rules::Action::Extend && stand.standing.extension_asked;
        if (rules::is_step(action) || first_call || to_dispatch || asked) return true;
    }
    return false;
}

std::vector<domain::TicketState> states_of(rules::Role role) {
    std::vector<domain::TicketState> states;
    for (const domain::TicketState state : kOpenStates) {
        if (could_be_mine(state, role)) states.push_back(state);
    }
    return states;
}

}  // namespace sunbooth::center::tickets
