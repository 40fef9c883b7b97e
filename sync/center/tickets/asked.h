// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/center/rules/life.h"
#include "sync/domain/ticket.h"
#include "sync/store/database.h"

#include <optional>

namespace sunbooth::center::tickets {

// What every list of tickets may ask of their columns: Filter of all, WorkFilter of the open ones.

/// Asked of each row, behind whatever leads the index; an empty value asks for nothing.
#define SUNBOOTH_ASKED                                   \
    " AND (:state = '' OR state = :state)"               \
    " AND (:kind = 0 OR kind = :kind)"                   \
    " AND (:unit = '' OR unit = :unit)"                  \
    " AND (:handler = '' OR handled_by = :handler)"      \
    " AND (:window = '' OR window = :window)"            \
    " AND (:topic = '' OR topic = :topic)"               \
    " AND (:filed_from = '' OR filed_on >= :filed_from)" \
    " AND (:filed_to = '' OR filed_on <= :filed_to)"

/// The values of SUNBOOTH_ASKED; a list of several states is read state by state.
template <class Asked>
store::Statement& bind_asked(store::Statement& select, const Asked& asked,
                             std::optional<domain::TicketState> state) {
    return select.bind(":state", state ? domain::to_string(*state) : "")
        .bind(":kind", asked.kind ? static_cast<int>(*asked.kind) : 0)
        .bind(":unit", asked.unit)
        .bind(":handler", asked.handler)
        .bind(":window", asked.window)
        .bind(":topic", asked.topic)
        .bind(":filed_from", asked.filed_from)
        .bind(":filed_to", asked.filed_to);
}

/// A handler sees no other unit's tickets, so that theirs need not be read.
template <class Asked>
Asked narrowed(Asked asked, const rules::Viewer& viewer) {
    if (viewer.role == rules::Role::Handler) asked.handler = viewer.unit;
    return asked;
}

}  // namespace sunbooth::center::tickets
