// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/screens/view.h"

namespace sunbooth::app::screens {

/// The record behind a code: its state, dates, whether it is overdue, refusal or reply.
std::optional<Intent> draw_receipt_found(const View& view, const flow::LookedUp& looked_up);
/// What a state is called.
i18n::Key chip_of(domain::TicketState state);

}  // namespace sunbooth::app::screens
