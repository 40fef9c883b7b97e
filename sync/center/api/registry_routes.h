// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/center/api/console_routes.h"
#include "sync/center/registry/entries.h"

namespace sunbooth::center::api {

// More parts of console_routes(), in a header of their own: what is added to it does not make every
// handler be built again.

/// The registry as the center's people keep it.
std::vector<Route> registry_routes(const ConsoleServices& services);
/// Cases as the approval system told them.
std::vector<Route> case_routes(const ConsoleServices& services);
/// What staff do with kiosks.
std::vector<Route> kiosk_deed_routes(const ConsoleServices& services);
/// Papers with numbers.
std::vector<Route> document_routes(const ConsoleServices& services);
/// How long personal data are kept, and what went.
std::vector<Route> retention_routes(const ConsoleServices& services);
/// Carries out somebody's edit of one entry. @return the entry; who was overtaken gets 409 with
/// the entry as it is and what the other changed.
Result<wire::Response> save_edit(Context& context, const registry::Edit& edit);
/// The same thing done with many things of a list. @param routes those that do it with one
std::vector<Route> many_routes(const ConsoleServices& services, const std::vector<Route>& routes);

/// Any list as a file. @param lists the routes that read them
std::vector<Route> export_routes(const ConsoleServices& services, const std::vector<Route>& lists);

/// What may be asked again under an Idempotency-Key: that which changes something, and whose answer
/// holds no secret that must be told again (a PIN, a contact).
bool heeds_idempotency(const Route& route);
/// A route whose Idempotency-Key is heeded: the same request under the same key, by the same
/// account and within a day, gets its first answer again and does nothing. Answers are kept locked
/// under a key that is in no table.
Route with_idempotency(const ConsoleServices& services, Route route);

}  // namespace sunbooth::center::api
