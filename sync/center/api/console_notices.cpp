// SPDX-License-Identifier: Apache-2.0
// Who was told what, and who has read it.
#include "sync/center/api/life_routes.h"
#include "sync/center/api/query.h"
#include "sync/center/supervision/notices.h"

#include <boost/json.hpp>

namespace sunbooth::center::api {
namespace {

namespace json = boost::json;
using supervision::Notice;

constexpr int kPageMax = 100;
constexpr std::size_t kCodeMax = 32;

json::object notice_json(const Notice& notice) {
    json::object out{{"id", std::to_string(notice.id)},
                     {"what", notice.what},
                     {"card", nullptr},
                     {"about", notice.about},
                     {"to", rules::to_string(notice.recipient)},
                     {"unit", notice.unit},
                     {"level", rules::to_string(notice.level)},
                     {"text", notice.text.zh},
                     {"text_en", notice.text.en},
                     {"text_ug", notice.text.ug},
                     {"language", domain::tag_of(notice.language)},
                     {"made_on", notice.made_on.iso()},
                     {"digest", notice.held},
                     {"sent", notice.is_sent},
                     {"acknowledged_on", nullptr},
                     {"acknowledged_by", notice.acked_by}};
    if (notice.card != 0) out["card"] = std::to_string(notice.card);
    if (notice.acked_on) out["acknowledged_on"] = notice.acked_on->iso();
    return out;
}

Status read_number(supervision::NoticeFilter& filter, const std::string& name,
                   const std::string& value) {
    const Result<std::int64_t> number = number_of(value, name);
    if (!number.ok()) return number.error();
    if (name == "cursor") {
        filter.before = number.value();
        return ok_status();
    }
    if (number.value() < 1 || number.value() > kPageMax) {
        return invalid_input(name, "must be from 1 to 100");
    }
    filter.limit = static_cast<int>(number.value());
    return ok_status();
}

/// One parameter of GET /api/v1/notices.
Status read_parameter(supervision::NoticeFilter& filter, const std::string& name,
                      const std::string& value) {
    if (name == "open" || name == "digest") {
        if (value != "true") return invalid_input(name, "must be true");
        (name == "open" ? filter.open : filter.held) = true;
    } else if (name == "unit") {
        if (value.size() > kCodeMax) return invalid_input(name, "is too long");
        filter.unit = value;
    } else if (name == "what") {
        if (value != "card" && value != "moved") {
            return invalid_input(name, "must be card or moved");
        }
        filter.what = value;
    } else if (name == "level") {
        filter.level = rules::level_of(value);
        if (!filter.level) return invalid_input(name, "is not a level");
    } else if (name == "to") {
        filter.to = rules::recipient_of(value);
        if (!filter.to) return invalid_input(name, "is not one of this version");
    } else if (name == "sort") {
        if (value != "newest" && value != "oldest") {
            return invalid_input(name, "must be newest or oldest");
        }
        filter.oldest_first = value == "oldest";
    } else if (name == "cursor" || name == "limit") {
        return read_number(filter, name, value);
    }
    return ok_status();
}

Result<wire::Response> list(Context& context, const accounts::Session& session,
                            const wire::Request& request, const PathArgs&) {
    supervision::NoticeFilter filter;
    const Status asked =
        each_parameter(request, [&filter](const std::string& name, const std::string& value) {
            return read_parameter(filter, name, value);
        });
    if (!asked.ok()) return asked.error();
    const auto page = supervision::notices(context.db, viewer_of(session), filter);
    if (!page.ok()) return page.error();
    json::array items;
    for (const Notice& notice : page.value().items) items.push_back(notice_json(notice));
    json::object out{{"items", std::move(items)}, {"next", nullptr}};
    if (page.value().next != 0) out["next"] = std::to_string(page.value().next);
    return json_response(200, json::serialize(out));
}

Result<wire::Response> acknowledge(Context& context, const accounts::Session& session,
                                   const wire::Request&, const PathArgs& args) {
    const Result<std::int64_t> id = number_of(args.at("id"), "id");
    if (!id.ok()) return Error{ErrorCode::NotFound, "there is no such notice", "id"};
    const auto acked = supervision::acknowledge(context.db, session.account.name,
                                                viewer_of(session), id.value(), context.wall);
    if (!acked.ok()) return acked.error();
    return json_response(200, json::serialize(notice_json(acked.value())));
}

}  // namespace

std::vector<Route> notice_routes(const ConsoleServices& services) {
    accounts::Sessions& sessions = services.sessions;
    const std::string path = "/api/v1/notices";
    return {
        {"GET", path, Lane::Reader, staff_only(sessions, list), {}},
        {"POST",
         path + "/{id}/acknowledgement",
         Lane::Writer,
         staff_only(sessions, acknowledge),
         {}},
    };
}

}  // namespace sunbooth::center::api
