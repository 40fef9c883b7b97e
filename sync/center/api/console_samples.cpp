// SPDX-License-Identifier: Apache-2.0
// The month's sample of ratings: who was drawn and by which seed, their numbers, their calls.
#include "sync/base/mutant.h"
#include "sync/center/api/contact_shown.h"
#include "sync/center/api/life_routes.h"
#include "sync/center/api/pages.h"
#include "sync/center/api/query.h"
#include "sync/center/api/ticket_json.h"
#include "sync/center/callbacks/sample.h"
#include "sync/wire/json.h"

namespace sunbooth::center::api {
namespace {

namespace json = boost::json;
using callbacks::Sample;
using rules::Role;

constexpr std::size_t kIdShown = 8;  ///< Digits of a record's id on the page.

std::string month_of(WallTime at) {
    return domain::date_of(at).iso().substr(0, 7);
}

/// Half-days and no finer; a record's id names nobody.
json::object item_json(const callbacks::SampleItem& item) {
    json::array calls;
    for (const callbacks::SampleCall& call : item.calls) {
        calls.push_back(json::object{{"on", call.on.iso()},
                                     {"by", call.by},
                                     {"outcome", rules::to_string(call.outcome)},
                                     {"level", call.level},
                                     {"note", call.note}});
    }
    json::object out{{"record", to_hex(item.record.view())},
                     {"half_day", item.half_day},
                     {"unit", item.unit},
                     {"window", item.window},
                     {"level", item.level},
                     {"bad", item.is_bad},
                     {"language", domain::tag_of(item.language)},
                     {"ticket", nullptr},
                     {"done", item.end != callbacks::SampleEnd::Open &&
                                  item.end != callbacks::SampleEnd::Ticket},
                     {"end", callbacks::to_string(item.end)},
                     {"calls", std::move(calls)}};
    if (item.ticket != 0) out["ticket"] = std::to_string(item.ticket);
    return out;
}

/// Nobody asks how the unit of a relative did.
bool is_seen_by(const callbacks::SampleItem& item, const rules::Viewer& viewer) {
    return !viewer.avoids.contains(item.unit) || mutant("api.samples_of_relatives");
}

/// What stands beside the page: whence the sample comes, and what came of it.
json::object sample_json(const Sample& sample) {
    const callbacks::SampleTally tally = callbacks::tally_of(sample.items);
    return {{"month", sample.draw.month},
            {"seed", to_hex(sample.draw.seed.view())},
            {"percent_bad", sample.draw.bad},
            {"percent_rest", sample.draw.rest},
            {"ratings_bad", sample.bad},
            {"ratings_rest", sample.rest},
            {"tally",
             {{"n", tally.n},
              {"done", tally.done},
              {"heard", tally.heard},
              {"same", tally.same},
              {"without_contact", tally.without_contact}}}};
}

/// Of ratings that came before it was written down the vault knows whether there is a number.
Status ask_vault(vault::Vault& vault, Sample& sample) {
    for (callbacks::SampleItem& item : sample.items) {
        if (item.end != callbacks::SampleEnd::Open || item.has_contact) continue;
        const Result<std::string> mask = vault.mask(item.record);
        if (!mask.ok() && mask.error().code != ErrorCode::NotFound) return mask.error();
        item.has_contact = mask.ok() && !mask.value().empty();
        if (!*item.has_contact) item.end = callbacks::SampleEnd::NoContact;
    }
    return ok_status();
}

/// The query of GET /api/v1/samples; `cursor` and `limit` are page_response()'s.
struct AskedSample {
    std::string month;
    bool open = false;
};
Result<AskedSample> asked_of(const wire::Request& request, std::string this_month) {
    AskedSample asked{std::move(this_month), false};
    const Status read = each_parameter(
        request, [&asked](const std::string& name, const std::string& value) -> Status {
            if (name == "month") asked.month = value;
            if (name != "open") return ok_status();
            if (value != "true") return invalid_input(name, "must be true");
            asked.open = true;
            return ok_status();
        });
    if (!read.ok()) return read.error();
    return asked;
}

StaffHandler list(const ConsoleServices& services) {
    return [services](Context& context, const accounts::Session& session,
                      const wire::Request& request, const PathArgs&) -> Result<wire::Response> {
        const auto asked = asked_of(request, month_of(context.wall));
        if (!asked.ok()) return asked.error();
        const auto draw = callbacks::draw_of(context.db, services.keys, asked.value().month);
        if (!draw.ok()) return draw.error();
        auto sample = callbacks::sample_of(context.db, draw.value());
        if (!sample.ok()) return sample.error();
        Sample drawn = std::move(sample).value();
        const rules::Viewer viewer = viewer_of(session);
        std::erase_if(drawn.items, [&](const auto& item) { return !is_seen_by(item, viewer); });
        if (Status told = ask_vault(services.vault, drawn); !told.ok()) return told.error();
        json::array items;
        for (const callbacks::SampleItem& item : drawn.items) {
            const bool is_open = item.end == callbacks::SampleEnd::Open;
            if (is_open || !asked.value().open) items.push_back(item_json(item));
        }
        return page_response(request, std::move(items), sample_json(drawn));
    };
}

/// What is drawn and has no ticket: whom to call, and by which draw.
struct Meant {
    callbacks::Draw draw;
    domain::RecordId record;
};
Result<Meant> meant(const ConsoleServices& services, Context& context, const PathArgs& args) {
    const Error none{ErrorCode::NotFound, "no such rating was drawn", "record"};
    const auto bytes = from_hex(args.at("record"));
    if (!bytes) return none;
    const auto record = domain::RecordId::from(*bytes);
    if (!record) return none;
    const auto draw = callbacks::draw_of(context.db, services.keys, args.at("month"));
    if (!draw.ok()) return draw.error();
    return Meant{draw.value(), *record};
}

/// What is drawn, as the viewer may see it. @return NotFound.
Result<callbacks::SampleItem> drawn(store::Database& db, const Meant& who,
                                    const rules::Viewer& viewer) {
    const auto sample = callbacks::sample_of(db, who.draw);
    if (!sample.ok()) return sample.error();
    for (const callbacks::SampleItem& item : sample.value().items) {
        if (item.record == who.record && is_seen_by(item, viewer)) return item;
    }
    return Error{ErrorCode::NotFound, "no such rating was drawn", "record"};
}

Result<callbacks::NewCall> call_in(const wire::Request& request) {
    const auto body = wire::parse_json(as_text(request.body), 16 * 1024);
    if (!body.ok()) return body.error();
    wire::FieldReader in(body.value());
    const auto outcome = rules::outcome_of(in.text("outcome", 32));
    if (!outcome) in.fail("outcome", "is no outcome of a call");
    callbacks::NewCall call;
    call.level = static_cast<int>(in.integer_or("level", 0, 5, 0));
    call.note = in.text_or_empty("note", callbacks::kSampleNoteMax * 4);
    if (in.error()) return *in.error();
    call.outcome = *outcome;
    return call;
}

/// The rating as the journal names it: by what the page shows of its id, which is not enough to
/// work out the receipt's code.
std::string name_of(const std::string& month, const domain::RecordId& record) {
    return month + "/" + to_hex(record.view()).substr(0, kIdShown);
}

StaffPreparation reveal(const ConsoleServices& services) {
    return [services](Context& context, const accounts::Session& session,
                      const wire::Request& request, const PathArgs& args) -> Result<std::any> {
        const Result<std::string> reason = reason_of(request);
        if (!reason.ok()) return reason.error();
        const Result<Meant> who = meant(services, context, args);
        if (!who.ok()) return who.error();
        const auto item = drawn(context.db, who.value(), viewer_of(session));
        if (!item.ok()) return item.error();
        if (item.value().ticket != 0) {
            return Error{ErrorCode::NotFound, "its ticket has calls of its own", "record"};
        }
        return ask_vault(
            services, context,
            {who.value().record, session.account.name, reason.value(), vault::Occasion::LookUp},
            name_of(args.at("month"), who.value().record));
    };
}

StaffHandler record(const ConsoleServices& services) {
    return
        [services](Context& context, const accounts::Session& session, const wire::Request& request,
                   const PathArgs& args) -> Result<wire::Response> {
            Result<callbacks::NewCall> call = call_in(request);
            if (!call.ok()) return call.error();
            const Result<Meant> who = meant(services, context, args);
            if (!who.ok()) return who.error();
            const auto seen = drawn(context.db, who.value(), viewer_of(session));
            if (!seen.ok()) return seen.error();
            call.value().record = who.value().record;
            const Status kept = callbacks::record_call(context.db, who.value().draw, call.value(),
                                                       session.account.name, context.wall);
            if (!kept.ok()) return kept.error();
            const auto item = drawn(context.db, who.value(), viewer_of(session));
            if (!item.ok()) return item.error();
            return json_response(200, json::serialize(item_json(item.value())));
        };
}

}  // namespace

std::vector<Route> sample_routes(const ConsoleServices& services) {
    accounts::Sessions& sessions = services.sessions;
    const std::set<Role> readers{Role::Callback, Role::Supervisor, Role::Auditor};
    const std::set<Role> callers{Role::Callback, Role::Supervisor};
    const std::string one = "/api/v1/samples/{month}/{record}";
    return {
        {"GET",
         "/api/v1/samples",
         Lane::Reader,
         staff_only(sessions, for_roles(readers, list(services))),
         {}},
        {"POST", one + "/contact", Lane::Writer, prepared_staff(sessions, show_contact),
         prepare_staff(sessions, prepare_for_roles(callers, reveal(services)))},
        {"POST",
         one + "/calls",
         Lane::Writer,
         staff_only(sessions, for_roles(callers, record(services))),
         {}},
    };
}

}  // namespace sunbooth::center::api
