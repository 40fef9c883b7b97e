// SPDX-License-Identifier: Apache-2.0
// What the center's people did, and whether every chain is the one that was written.
#include "sync/center/api/console_routes.h"
#include "sync/center/api/journal_json.h"
#include "sync/center/api/query.h"
#include "sync/center/api/time_json.h"
#include "sync/center/documents/documents.h"
#include "sync/center/monitoring/issues.h"
#include "sync/center/registry/journal.h"
#include "sync/center/supervision/card_events.h"
#include "sync/center/tickets/desk.h"
#include "sync/center/tickets/marks.h"
#include "sync/domain/date.h"
#include "sync/wire/json.h"

namespace sunbooth::center::api {
namespace {

namespace json = boost::json;

constexpr std::int64_t kPageMax = 100;
constexpr std::size_t kWordMax = 64;

WallTime start_of(domain::Date day) {
    return wall_ms(std::int64_t{day.days} * 86'400'000) - domain::kHallOffset;
}

/// A day of the hall, from its first moment or to its last.
Status take_day(registry::JournalFilter& filter, const std::string& name,
                const std::string& value) {
    const auto date = domain::Date::parse(value);
    if (!date.ok()) return invalid_input(name, "is no date");
    if (name == "from") filter.from = start_of(date.value());
    if (name == "to") filter.until = start_of(date.value().plus(1));
    return ok_status();
}

Status take_number(registry::JournalFilter& filter, const std::string& name,
                   const std::string& value) {
    const Result<std::int64_t> number = number_of(value, name);
    if (!number.ok()) return number.error();
    if (name == "cursor") filter.cursor = number.value();
    if (name != "limit") return ok_status();
    if (number.value() < 1 || number.value() > kPageMax) {
        return invalid_input(name, "must be from 1 to 100");
    }
    filter.limit = static_cast<int>(number.value());
    return ok_status();
}

Status take_word(registry::JournalFilter& filter, const std::string& name,
                 const std::string& value) {
    if (name == "sort" && value != "newest" && value != "oldest") {
        return invalid_input(name, "must be newest or oldest");
    }
    if (value.size() > kWordMax) return invalid_input(name, "is too long");
    if (name == "sort") filter.oldest_first = value == "oldest";
    if (name == "what") filter.what = value;
    if (name == "by") filter.by = value;
    if (name == "about") filter.about = value;
    return ok_status();
}

Result<registry::JournalFilter> filter_of(const wire::Request& request) {
    registry::JournalFilter filter;
    const Status read =
        each_parameter(request, [&](const std::string& name, const std::string& value) -> Status {
            if (name == "cursor" || name == "limit") return take_number(filter, name, value);
            if (name == "from" || name == "to") return take_day(filter, name, value);
            return take_word(filter, name, value);
        });
    if (!read.ok()) return read.error();
    return filter;
}

Result<wire::Response> list(Context& context, const accounts::Session&,
                            const wire::Request& request, const PathArgs&) {
    Result<registry::JournalFilter> asked = filter_of(request);
    if (!asked.ok()) return asked.error();
    const std::size_t limit = static_cast<std::size_t>(asked.value().limit);
    asked.value().limit += 1;  // One more tells whether there is another page.
    const auto entries = registry::journal(context.db, asked.value());
    if (!entries.ok()) return entries.error();
    json::array items;
    for (const auto& entry : entries.value()) {
        if (items.size() < limit) items.push_back(json_of(entry));
    }
    json::object out{{"items", std::move(items)}, {"next", nullptr}};
    if (entries.value().size() > limit) {
        out["next"] = std::to_string(entries.value()[limit - 1].n);
    }
    return json_response(200, json::serialize(out));
}

json::object verdict(std::string_view chain, const Result<std::int64_t>& checked) {
    json::object out{{"chain", json::string(chain)},
                     {"whole", checked.ok()},
                     {"checked", nullptr},
                     {"place", ""}};
    if (checked.ok()) out["checked"] = checked.value();
    if (!checked.ok()) out["place"] = checked.error().field;
    return out;
}

/// A chain that is broken is what was asked for; a disk that fails is not.
bool is_failure(const Result<std::int64_t>& checked) {
    return !checked.ok() && checked.error().code != ErrorCode::Corrupt;
}

StaffHandler verify(const ConsoleServices& services) {
    return [services](Context& context, const accounts::Session&, const wire::Request&,
                      const PathArgs&) -> Result<wire::Response> {
        const Result<std::int64_t> events = tickets::verify_chains(context.db);
        const Result<std::int64_t> journal = registry::verify_journal(context.db);
        const Result<std::int64_t> cards = supervision::verify_cards(context.db);
        const Status marked = tickets::verify_marks(context.db, services.keys.signers());
        const Result<std::int64_t> marks =
            marked.ok() ? events : Result<std::int64_t>(marked.error());
        const Result<std::int64_t> issues = monitoring::verify_issues(context.db);
        // A number of a year that is missing, void ones included: a paper was made to vanish.
        const Result<std::int64_t> papers = documents::verify_numbers(context.db);
        for (const Result<std::int64_t>* one :
             {&events, &journal, &marks, &cards, &issues, &papers}) {
            if (is_failure(*one)) return one->error();
        }
        json::array chains{verdict("tickets", events),  verdict("marks", marks),
                           verdict("journal", journal), verdict("cards", cards),
                           verdict("issues", issues),   verdict("documents", papers)};
        return json_response(200, json::serialize(json::object{{"at", json_time(context.wall)},
                                                               {"chains", std::move(chains)}}));
    };
}

}  // namespace

std::vector<Route> audit_routes(const ConsoleServices& services) {
    using rules::Role;
    accounts::Sessions& sessions = services.sessions;
    const std::set<Role> readers{Role::Auditor, Role::Administrator, Role::Supervisor};
    const std::set<Role> auditors{Role::Auditor, Role::Supervisor};
    return {
        {"GET",
         "/api/v1/journal",
         Lane::Reader,
         staff_only(sessions, for_roles(readers, list)),
         {}},
        {"POST",
         "/api/v1/journal/verification",
         Lane::Reader,
         staff_only(sessions, for_roles(auditors, verify(services))),
         {}},
    };
}

}  // namespace sunbooth::center::api
