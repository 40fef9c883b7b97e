// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/center/rules/life.h"

#include <array>
#include <optional>
#include <string_view>

namespace sunbooth::center::tickets {

/// What an action is called in the log of events. Stored: never rename.
struct EventType {
    rules::Action action;
    const char* name;
};
inline constexpr std::array kEventTypes = {
    EventType{rules::Action::Callback, "callback"},
    EventType{rules::Action::Accept, "accepted"},
    EventType{rules::Action::Refuse, "refused"},
    EventType{rules::Action::Reply, "replied"},
    EventType{rules::Action::Close, "closed"},
    EventType{rules::Action::NeedInfo, "asked"},
    EventType{rules::Action::Supplement, "supplemented"},
    EventType{rules::Action::Extend, "extended"},
    EventType{rules::Action::Rework, "sent_back"},
    EventType{rules::Action::Withdraw, "withdrawn"},
    EventType{rules::Action::Dispatch, "dispatched"},
    EventType{rules::Action::Return, "returned"},
    EventType{rules::Action::Urge, "urged"},
    EventType{rules::Action::Classify, "classified"},
    EventType{rules::Action::Sign, "signed"},
    EventType{rules::Action::AskExtension, "extension_asked"},
    EventType{rules::Action::DenyExtension, "extension_denied"},
    EventType{rules::Action::Approve, "approved"},
    EventType{rules::Action::SendBack, "answer_sent_back"},
    EventType{rules::Action::ClosingCall, "closing_call"},
    EventType{rules::Action::Designate, "designated"},
    EventType{rules::Action::Merge, "merged"},
    EventType{rules::Action::Separate, "separated"},
    EventType{rules::Action::Join, "joined"},
    EventType{rules::Action::Leave, "left"},
    EventType{rules::Action::Transfer, "transferred"},
    EventType{rules::Action::Appeal, "appealed"},
    EventType{rules::Action::Dismiss, "appeal_dismissed"},
    EventType{rules::Action::Overturn, "overturned"},
    EventType{rules::Action::Recheck, "recheck_began"},
    EventType{rules::Action::Uphold, "upheld"},
    EventType{rules::Action::Reopen, "reopened"},
    EventType{rules::Action::Supervise, "supervised"},
    EventType{rules::Action::Archive, "archived"},
};

constexpr const char* event_type_of(rules::Action action) {
    for (const EventType& one : kEventTypes) {
        if (one.action == action) return one.name;
    }
    return "";
}
constexpr std::optional<rules::Action> action_of_event(std::string_view name) {
    for (const EventType& one : kEventTypes) {
        if (name == one.name) return one.action;
    }
    return std::nullopt;
}

}  // namespace sunbooth::center::tickets
