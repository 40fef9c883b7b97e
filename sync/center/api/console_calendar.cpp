// SPDX-License-Identifier: Apache-2.0
// The working calendar: what is in force and why, what a change would move, the change itself, and
// what it moved.
#include "sync/center/api/console_routes.h"
#include "sync/center/api/moves_json.h"
#include "sync/center/api/query.h"
#include "sync/center/registry/hall.h"
#include "sync/wire/json.h"

#include <fmt/format.h>

namespace sunbooth::center::api {
namespace {

namespace json = boost::json;

constexpr int kYearMin = 2000;
constexpr int kYearMax = 2100;
constexpr int kChangesShown = 50;
constexpr std::size_t kNameMax = 120;

/// Which days of a year are closed or made up, as they are in force.
json::array days_json(const registry::CalendarLayer& whole, int year) {
    json::array list;
    for (const auto& [day, is] : whole.days) {
        if (day.year() != year) continue;
        const bool weekend = day.weekday() >= 6;
        list.push_back(json::object{{"date", day.iso()},
                                    {"kind", is.works ? "work" : "off"},
                                    {"weekend", weekend},
                                    {"name", is.name}});
    }
    return list;
}

json::array layers_json(const std::vector<registry::LayerInForce>& layers) {
    json::array list;
    for (const registry::LayerInForce& one : layers) {
        json::object out{{"edition", std::to_string(one.edition)},
                         {"name", one.layer.name},
                         {"kind", registry::to_string(one.layer.kind)},
                         {"source", one.layer.source},
                         {"by", one.by},
                         {"on", nullptr},
                         {"known_until", nullptr},
                         {"days", one.layer.days.size()}};
        if (one.edition != 0) out["on"] = domain::date_of(one.at).iso();
        if (one.layer.known_until) out["known_until"] = one.layer.known_until->iso();
        list.push_back(std::move(out));
    }
    return list;
}

/// Office hours by season, as the rules of that year's first day say.
json::array hours_json(const domain::Hall& hall, int year) {
    json::array list;
    const rules::Profile& profile =
        rules::profile_on(hall.promises.profile, domain::Date::of(year, 1, 1));
    for (const rules::Season& season : profile.seasons) {
        json::array spans;
        for (const auto& [from, to] : season.hours) {
            spans.push_back(json::string(
                fmt::format("{:02}:{:02}-{:02}:{:02}", from / 60, from % 60, to / 60, to % 60)));
        }
        list.push_back(
            json::object{{"from", fmt::format("{:02}-{:02}", season.from / 100, season.from % 100)},
                         {"hours", std::move(spans)}});
    }
    return list;
}

/// The count that a change led to: its first. Later ones under it are of another hall file.
const tickets::RecountDone* recount_of(const std::vector<tickets::RecountDone>& newest_first,
                                       std::int64_t edition) {
    const tickets::RecountDone* first = nullptr;
    for (const tickets::RecountDone& one : newest_first) {
        if (one.version.edition == edition) first = &one;
    }
    return first;
}

/// Changes with what they moved, newest first.
Result<json::array> changes_json(store::Database& db) {
    const auto editions = registry::calendar_editions(db, kChangesShown);
    if (!editions.ok()) return editions.error();
    const auto done = tickets::recounts(db, 200);
    if (!done.ok()) return done.error();
    json::array list;
    for (const registry::CalendarEdition& one : editions.value()) {
        json::object out{{"edition", std::to_string(one.edition)}, {"name", one.name},
                         {"withdrawn", one.is_withdrawn},          {"by", one.by},
                         {"on", domain::date_of(one.at).iso()},    {"moved", nullptr}};
        if (const auto* recount = recount_of(done.value(), one.edition)) {
            out["moved"] = recount->moved;
        }
        list.push_back(std::move(out));
    }
    return list;
}

Result<int> year_of(const wire::Request& request, int otherwise) {
    int year = otherwise;
    const Status asked =
        each_parameter(request, [&year](const std::string& name, const std::string& value) {
            if (name != "year") return ok_status();
            const Result<std::int64_t> number = number_of(value, name);
            if (!number.ok()) return Status(number.error());
            if (number.value() < kYearMin || number.value() > kYearMax) {
                return Status(invalid_input(name, "must be from 2000 to 2100"));
            }
            year = static_cast<int>(number.value());
            return ok_status();
        });
    if (!asked.ok()) return asked.error();
    return year;
}

Result<wire::Response> read(Context& context, const accounts::Session& session,
                            const wire::Request& request, const PathArgs&) {
    const Result<int> year = year_of(request, domain::date_of(context.wall).year());
    if (!year.ok()) return year.error();
    const auto hall = registry::hall_in_force(context.db);
    if (!hall.ok()) return hall.error();
    const auto whole = registry::whole_calendar(context.db);
    if (!whole.ok()) return whole.error();
    const auto layers = registry::layers_in_force(context.db);
    if (!layers.ok()) return layers.error();
    const auto version = registry::calendar_version(context.db);
    if (!version.ok()) return version.error();
    Result<json::array> changes = changes_json(context.db);
    if (!changes.ok()) return changes.error();
    const domain::Date end = domain::Date::of(year.value(), 12, 31);
    const domain::Date known = whole.value().known_until.value_or(domain::Date{});
    return json_response(
        200, json::serialize(json::object{{"year", year.value()},
                                          {"edition", std::to_string(version.value().edition)},
                                          {"known_until", known.iso()},
                                          {"provisional", known < end},
                                          {"may_change", may_change_rules(session.account.role)},
                                          {"hours", hours_json(*hall.value(), year.value())},
                                          {"layers", layers_json(layers.value())},
                                          {"changes", std::move(changes).value()},
                                          {"days", days_json(whole.value(), year.value())}}));
}

Result<wire::Response> download(Context& context, const accounts::Session&,
                                const wire::Request& request, const PathArgs&) {
    std::string wanted;
    const Status asked = each_parameter(
        request, [&wanted](const std::string& name, const std::string& value) -> Status {
            if (name == "name") wanted = value;
            return ok_status();
        });
    if (!asked.ok()) return asked.error();
    std::string ics;
    if (wanted.empty()) {
        const auto whole = registry::whole_calendar(context.db);
        if (!whole.ok()) return whole.error();
        ics = registry::write_ical(whole.value());
    }
    const auto layers = registry::layers_in_force(context.db);
    if (!layers.ok()) return layers.error();
    for (const registry::LayerInForce& one : layers.value()) {
        if (!wanted.empty() && one.layer.name == wanted) ics = registry::write_ical(one.layer);
    }
    if (ics.empty()) return Error{ErrorCode::NotFound, "no calendar has this name", "name"};
    wire::Response response{200, {}, to_bytes(ics)};
    response.headers["content-type"] = "text/calendar; charset=utf-8";
    response.headers["content-disposition"] = "attachment; filename=\"calendar.ics\"";
    return response;
}

/// A change as it was sent, and what it would move.
struct Wish {
    registry::CalendarChange change;
    registry::Changer changer;
    tickets::Moves moves;
};

Result<Wish> wish_in(const wire::Request& request) {
    const auto body = wire::parse_json(as_text(request.body), kRuleFileMax * 2);
    if (!body.ok()) return body.error();
    wire::FieldReader in(body.value());
    Wish wish;
    const std::string ics = in.text_or_empty("ics", kRuleFileMax);
    wish.change.withdrawn = in.text_or_empty("withdraw", kNameMax);
    const std::string expected = in.text_or_empty("expected_edition", 20);
    if (in.error()) return *in.error();
    if (ics.empty() == wish.change.withdrawn.empty()) {
        return invalid_input("ics", "give either a calendar or the name of one to withdraw");
    }
    if (!expected.empty()) {
        const Result<std::int64_t> number = number_of(expected, "expected_edition");
        if (!number.ok()) return number.error();
        wish.changer.expected = number.value();
    }
    if (ics.empty()) return wish;
    Result<registry::CalendarLayer> layer = registry::read_ical(ics);
    if (!layer.ok()) return layer.error();
    wish.change.layer = std::move(layer).value();
    return wish;
}

/// On a reader: the file is read, and every open date counted anew, before anything is written.
Result<Wish> judged(Context& context, const accounts::Session& session,
                    const wire::Request& request) {
    if (const Status may = check_may_change_rules(session); !may.ok()) return may.error();
    Result<Wish> wish = wish_in(request);
    if (!wish.ok()) return wish;
    const auto would = registry::calendar_with(context.db, wish.value().change);
    if (!would.ok()) return would.error();
    auto moves = tickets::moves_under(context.db, viewer_of(session), would.value());
    if (!moves.ok()) return moves.error();
    wish.value().moves = std::move(moves).value();
    return wish;
}

Result<wire::Response> preview(Context& context, const accounts::Session& session,
                               const wire::Request& request, const PathArgs&) {
    const Result<Wish> wish = judged(context, session, request);
    if (!wish.ok()) return wish.error();
    return json_response(200, json::serialize(moves_json(wish.value().moves)));
}

Result<std::any> prepare(Context& context, const accounts::Session& session,
                         const wire::Request& request, const PathArgs&) {
    Result<Wish> wish = judged(context, session, request);
    if (!wish.ok()) return wish.error();
    return std::any(std::move(wish).value());
}

Result<wire::Response> change(Context& context, const accounts::Session& session,
                              const wire::Request&, const PathArgs&, std::any& prepared) {
    auto& wish = std::any_cast<Wish&>(prepared);
    wish.changer.by = session.account.name;
    const auto put = registry::change_calendar(context.db, wish.change, wish.changer, context.wall);
    if (!put.ok()) return put.error();
    return json_response(200, json::serialize(json::object{{"edition", std::to_string(put.value())},
                                                           {"moves", moves_json(wish.moves)}}));
}

Result<wire::Response> moved(Context& context, const accounts::Session& session,
                             const wire::Request& request, const PathArgs& args) {
    const Result<std::int64_t> edition = number_of(args.at("edition"), "edition");
    if (!edition.ok()) return Error{ErrorCode::NotFound, "there is no such change", "edition"};
    std::int64_t after = 0;
    const Status asked =
        each_parameter(request, [&after](const std::string& name, const std::string& value) {
            if (name != "cursor") return ok_status();
            const Result<std::int64_t> number = number_of(value, name);
            if (!number.ok()) return Status(number.error());
            after = number.value();
            return ok_status();
        });
    if (!asked.ok()) return asked.error();
    const auto done = tickets::recounts(context.db, 200);
    if (!done.ok()) return done.error();
    const tickets::RecountDone* recount = recount_of(done.value(), edition.value());
    if (recount == nullptr) {
        return Error{ErrorCode::NotFound, "this change was not counted yet, or is none", "edition"};
    }
    const auto page = tickets::moves_of(context.db, viewer_of(session), {recount->version, after});
    if (!page.ok()) return page.error();
    json::array list;
    for (const tickets::DueMove& one : page.value().items) list.push_back(move_json(one));
    const std::int64_t next = page.value().next;
    json::object out{{"on", recount->on.iso()},
                     {"open", recount->open},
                     {"moved", recount->moved},
                     {"items", std::move(list)},
                     {"next", nullptr}};
    if (next != 0) out["next"] = std::to_string(next);
    return json_response(200, json::serialize(out));
}

}  // namespace

std::vector<Route> calendar_routes(const ConsoleServices& services) {
    accounts::Sessions& sessions = services.sessions;
    const std::string path = "/api/v1/calendar";
    return {
        {"GET", path, Lane::Reader, staff_only(sessions, read), {}},
        {"GET", path + "/ics", Lane::Reader, staff_only(sessions, download), {}},
        {"POST", path + "/preview", Lane::Reader, staff_only(sessions, preview), {}},
        {"POST", path, Lane::Writer, prepared_staff(sessions, change),
         prepare_staff(sessions, prepare)},
        {"GET", path + "/changes/{edition}", Lane::Reader, staff_only(sessions, moved), {}},
    };
}

}  // namespace sunbooth::center::api
