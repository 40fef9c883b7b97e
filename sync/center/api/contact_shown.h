// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/secret.h"
#include "sync/center/api/console_routes.h"

#include <string>

namespace sunbooth::center::api {

/// A contact on the way to whoever asked for it. The vault wrote down who and why before it told;
/// its log is read by nobody, so the journal says the same before anybody sees the number.
struct ContactShown {
    SecretText phone;
    std::string about;  ///< What the journal calls it: a ticket's number, a sampled rating.
    std::string reason;
    vault::Occasion occasion = vault::Occasion::LookUp;
};

/// Why somebody wants to see it, from the body of a request. @return InvalidInput, field "reason".
Result<std::string> reason_of(const wire::Request& request);

/// Asks the vault: another process, so on a reader's thread.
/// @return what reveal() of the vault does; else a ContactShown for show_contact().
Result<std::any> ask_vault(const ConsoleServices& services, const Context& context,
                           const vault::Asked& asked, std::string about);

/// Notes it and hands it out, on the writer's thread. For prepared_staff().
Result<wire::Response> show_contact(Context& context, const accounts::Session& session,
                                    const wire::Request& request, const PathArgs& args,
                                    std::any& prepared);

}  // namespace sunbooth::center::api
