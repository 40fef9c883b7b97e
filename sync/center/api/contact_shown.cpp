// SPDX-License-Identifier: Apache-2.0
#include "sync/center/api/contact_shown.h"

#include "sync/base/mutant.h"
#include "sync/center/api/request_text.h"
#include "sync/center/api/response.h"
#include "sync/center/api/ticket_json.h"
#include "sync/center/registry/journal.h"

namespace sunbooth::center::api {

Result<std::string> reason_of(const wire::Request& request) {
    constexpr std::size_t kReasonMax = 200;  // Characters.
    const auto body = wire::parse_json(as_text(request.body), 4096);
    if (!body.ok()) return body.error();
    wire::FieldReader in(body.value());
    std::string reason = text_of(in, "reason", {1, kReasonMax});
    if (in.error()) return *in.error();
    return reason;
}

Result<std::any> ask_vault(const ConsoleServices& services, const Context& context,
                           const vault::Asked& asked, std::string about) {
    Result<SecretText> phone = services.vault.reveal(asked, context.wall);
    if (!phone.ok()) return phone.error();
    return std::any(
        ContactShown{std::move(phone).value(), std::move(about), asked.reason, asked.occasion});
}

Result<wire::Response> show_contact(Context& context, const accounts::Session& session,
                                    const wire::Request&, const PathArgs&, std::any& prepared) {
    const auto& shown = std::any_cast<const ContactShown&>(prepared);
    const bool called = shown.occasion == vault::Occasion::Call;
    const registry::JournalEntry entry{
        .at = context.wall,
        .by = session.account.name,
        .what = "contact_revealed",
        .about = shown.about,
        .fields = {{"reason", shown.reason}, {"occasion", called ? "call" : "look_up"}}};
    if (!mutant("api.contact_without_journal")) {
        if (const Status noted = registry::note(context.db, entry); !noted.ok()) {
            return noted.error();
        }
    }
    return json_response(200, contact_json(shown.phone));
}

}  // namespace sunbooth::center::api
