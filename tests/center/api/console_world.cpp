// SPDX-License-Identifier: Apache-2.0
#include "console_world.h"

#include "contract.h"
#include "sync/center/api/health.h"
#include "sync/center/api/kiosk_routes.h"
#include "sync/center/api/problem_words.h"
#include "sync/center/fleet/enrolment.h"
#include "sync/center/intake/commit.h"
#include "sync/center/registry/hall.h"
#include "sync/wire/content.h"

#include <algorithm>

namespace sunbooth::tests {

using namespace center;

ConsoleWorld::ConsoleWorld() {
    REQUIRE(seal::start().ok());
    const auto callback = vault::found_vault(center_.folder(), random);
    REQUIRE(callback.ok());
    auto keys = registry::make_keys(center_.folder(), callback.value(), random);
    REQUIRE(keys.ok());
    keys_ = std::move(keys).value();
    auto opened = vault::LocalVault::open(center_.folder());
    REQUIRE(opened.ok());
    vault_ = std::move(opened).value();
    if (const auto state = registry::center_state(db()); !state.ok()) {
        REQUIRE(registry::found_center(db(), random).ok());
    }
    REQUIRE(registry::import_hall(db(), source_file("assets/demo/hall.json"), wall).ok());
    router_.emplace(
        api::console_routes({*keys_, *vault_, sessions_, desk_, calls, random, streams}));
    kiosk_key_ = seal::make_signing_key(random);
    const auto code = fleet::make_code(db(), kKiosk, random, wall);
    REQUIRE(code.ok());
    REQUIRE(fleet::enrol(db(), {kKiosk, code.value(), kiosk_key_.public_key, 1}, wall).ok());
}

std::string ConsoleWorld::Answer::field() const {
    const auto value = json();
    const auto* field = value.as_object().if_contains("field");
    return field == nullptr ? "" : std::string(field->as_string());
}

ConsoleWorld::Answer ConsoleWorld::request(std::string method, std::string path,
                                           const std::string& body) {
    wire::Request request;
    const std::size_t query = path.find('?');
    if (query != std::string::npos) request.query = path.substr(query + 1);
    request.path = path.substr(0, query);
    request.method = std::move(method);
    request.body = to_bytes(body);
    if (!cookie.empty()) request.headers["cookie"] = "theme=x; __Host-sunbooth=" + cookie;
    for (const auto& [name, value] : more_headers) request.headers[name] = value;
    if (!csrf.empty()) request.headers["x-sunbooth-csrf"] = csrf;
    auto found = router_->find(request.method, request.path);
    REQUIRE(std::holds_alternative<api::Router::Match>(found));
    const auto& match = std::get<api::Router::Match>(found);
    api::Context context{db(), now, wall, "192.0.2.1"};
    std::any prepared;
    Result<wire::Response> done = wire::Response{};
    if (match.route->prepare) {
        done = match.route->prepare(context, request, match.args, prepared);
    }
    if (done.ok()) {
        REQUIRE(db().run("SAVEPOINT job").ok());
        done = match.route->handle(context, request, match.args, prepared);
        if (!done.ok()) REQUIRE(db().run("ROLLBACK TO job").ok());
        REQUIRE(db().run("RELEASE job").ok());
    }
    const wire::Response response =
        done.ok() ? std::move(done).value() : api::problem_response(done.error());
    const auto type = response.headers.find("content-type");
    CHECK(departure_of_answer({request.method, match.route->pattern, response.status,
                               type == response.headers.end() ? "" : type->second,
                               std::string(as_text(response.body))}) == "");
    if (response.status >= 400) {
        // Every refusal is said in both languages.
        const auto problem = boost::json::parse(as_text(response.body)).as_object();
        const std::string detail(problem.at("detail").as_string());
        CHECK_MESSAGE(!api::in_chinese(std::string_view(detail)).empty(), detail);
    }
    return {response.status, std::string(as_text(response.body)), response.headers};
}

void ConsoleWorld::sit_down(rules::Role role, const std::string& unit, bool must_change) {
    const auto opened = sessions_.open(
        {role == rules::Role::Callback ? "wang" : "li", "李明", role, unit, must_change}, now);
    cookie = opened.token;
    csrf = opened.session.csrf;
}

void ConsoleWorld::sit_down_related(rules::Role role, const std::string& unit) {
    accounts::Account account;
    account.name = "sun";
    account.display = "孙亮";
    account.role = role;
    account.relations[unit] = "配偶";
    const auto opened = sessions_.open(account, now);
    cookie = opened.token;
    csrf = opened.session.csrf;
}

std::string ConsoleWorld::file(const std::string& text, const std::string& phone,
                               const std::string& window, const std::string& topic) {
    domain::Complaint complaint;
    complaint.topic = topic;
    complaint.window = window;
    complaint.text = SecretText(text);
    complaint.phone = SecretText(phone);
    take(complaint);
    store::Statement last = db().prepare("SELECT max(id) FROM ticket");
    REQUIRE(last.step().ok());
    return std::to_string(last.integer(0));
}

void ConsoleWorld::rate(int level, const std::string& window, const std::string& phone) {
    const auto hall = registry::hall_in_force(db());
    REQUIRE(hall.ok());
    domain::Rating rating;
    rating.window = window;
    rating.scale = hall.value()->scale.code;
    rating.level = level;
    rating.phone = SecretText(phone);
    for (const domain::RatingLevel& one : hall.value()->scale.levels) {
        if (one.level == level && level <= 2) rating.tags = {one.tags.front().code};
    }
    take(rating);
}

void ConsoleWorld::take(const domain::Filing& filing) {
    const wire::Boxes boxes = wire::write_boxes(filing, {wall, now, "boot-1"});
    seal::RecordParts parts;
    parts.kind = domain::kind_of(filing);
    random.fill(parts.id.bytes);
    parts.seq = ++seq_;
    parts.previous = head_;
    parts.kiosk = kKiosk;
    parts.intake_key = seal::name_of(keys_->set.intake);
    parts.callback_key = seal::name_of(keys_->set.callback);
    parts.content_box =
        seal::seal_padded(as_bytes(boxes.content.view()), keys_->set.intake).value();
    parts.contact_box =
        seal::seal_padded(as_bytes(boxes.contact.view()), keys_->set.callback).value();
    const Bytes record = seal::write_record(parts, kiosk_key_);
    head_ = seal::digest(record);
    const auto kiosk = fleet::find_kiosk(db(), kKiosk);
    REQUIRE(kiosk.ok());
    const auto checked = intake::check_batch({db(), *keys_, *vault_, random}, kiosk.value(),
                                             {wall, now, "boot-1", {record}});
    REQUIRE(checked.ok());
    const auto committed = intake::commit_batch(db(), *keys_, checked.value(), wall);
    REQUIRE(committed.ok());
    REQUIRE(committed.value().answer.verdicts.at(0).verdict == wire::Verdict::Stored);
}

std::vector<std::string> ConsoleWorld::routes() {
    std::vector<std::string> all;
    NullLog log;
    for (const auto& table :
         {api::console_routes({*keys_, *vault_, sessions_, desk_, calls, random, streams}),
          api::kiosk_routes({*keys_, *vault_, random, log, calls, [] { return true; }}),
          api::health_routes([] { return api::LanesFigures{}; })}) {
        for (const api::Route& route : table) all.push_back(route.method + " " + route.pattern);
    }
    std::ranges::sort(all);
    return all;
}

ConsoleWorld::Answer ConsoleWorld::act(const std::string& id, boost::json::object deed) {
    const Answer ticket = get("/api/v1/tickets/" + id);
    REQUIRE(ticket.status == 200);
    deed["expected_version"] = ticket.json().at("version");
    return post("/api/v1/tickets/" + id + "/actions", boost::json::serialize(deed));
}

std::string minute_of(WallTime at) {
    const int minute = domain::minute_of_day(at);
    char text[32];
    std::snprintf(text, sizeof text, "%sT%02d:%02d", domain::date_of(at).iso().c_str(), minute / 60,
                  minute % 60);
    return text;
}

}  // namespace sunbooth::tests
