// SPDX-License-Identifier: Apache-2.0
#include "sync/center/api/verdicts.h"

#include "sync/center/api/kiosk_request.h"
#include "sync/center/api/response.h"

#include <boost/json.hpp>

namespace sunbooth::center::api {
namespace {

namespace json = boost::json;

bool ends_all(ErrorCode code) {
    return code == ErrorCode::Io || code == ErrorCode::Full || code == ErrorCode::Corrupt ||
           code == ErrorCode::Internal;
}

}  // namespace

std::vector<Meant> meant_in(wire::FieldReader& in, std::string_view list) {
    std::vector<Meant> all;
    in.objects(list, kMeantMax, [&](wire::FieldReader& one) {
        all.push_back({one.text("id", 32), one.integer("expected_version", 1, 1'000'000)});
    });
    if (!in.error() && all.empty()) in.fail(list, "must name at least one");
    if (!in.error() && !in.object("deed")) in.fail("deed", "must be an object");
    return all;
}

Result<wire::Response> verdicts(Context& context, const std::vector<Meant>& all,
                                const std::function<Result<wire::Response>(const Meant&)>& act) {
    json::array items;
    int count = 0;
    for (const Meant& one : all) {
        const auto done = in_savepoint(context.db, OnRefusal::Undo, [&] { return act(one); });
        if (!done.ok() && ends_all(done.error().code)) return done.error();
        json::object item{{"id", one.id}, {"done", done.ok()}, {"problem", nullptr}};
        if (done.ok()) ++count;
        if (!done.ok()) {
            item["problem"] = json::parse(as_text(problem_response(done.error()).body));
        }
        items.push_back(std::move(item));
    }
    return json_response(
        200, json::serialize(json::object{{"items", std::move(items)}, {"done", count}}));
}

}  // namespace sunbooth::center::api
