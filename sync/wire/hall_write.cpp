// SPDX-License-Identifier: Apache-2.0
#include "sync/wire/hall.h"
#include "sync/wire/json.h"
#include "sync/wire/routes.h"

#include <fmt/format.h>

namespace sunbooth::wire {
namespace {

namespace json = boost::json;

json::object local(const domain::LocalText& text) {
    return {{"zh", text.zh}, {"en", text.en}, {"ug", text.ug}};
}

json::array codes(const std::vector<std::string>& list) {
    return json::array(list.begin(), list.end());
}

json::array days(const std::set<domain::Date>& list) {
    json::array out;
    for (const domain::Date day : list) out.push_back(json::string(day.iso()));
    return out;
}

std::string clock(int minute) {
    return fmt::format("{:02}:{:02}", minute / 60, minute % 60);
}

json::array places(const domain::Hall& hall, bool windows) {
    json::array out;
    if (windows) {
        for (const domain::Window& window : hall.windows) {
            out.push_back(json::object{{"code", window.code},
                                       {"unit", window.unit},
                                       {"name", local(window.name)},
                                       {"queue", codes(window.queue)}});
        }
        return out;
    }
    for (const domain::Unit& unit : hall.units) {
        out.push_back(
            json::object{{"code", unit.code}, {"name", local(unit.name)}, {"phone", unit.phone}});
    }
    return out;
}

json::array kiosks(const domain::Hall& hall) {
    json::array out;
    for (const domain::KioskPlace& one : hall.kiosks) {
        out.push_back(json::object{{"kiosk", one.kiosk}, {"place", local(one.place)}});
    }
    return out;
}

json::array services(const domain::Hall& hall) {
    json::array out;
    for (const domain::Service& service : hall.services) {
        out.push_back(json::object{{"code", service.code},
                                   {"unit", service.unit},
                                   {"name", local(service.name)},
                                   {"windows", codes(service.windows)}});
    }
    return out;
}

json::array topics(const domain::Hall& hall) {
    json::array out;
    for (const domain::Topic& topic : hall.topics) {
        out.push_back(json::object{{"code", topic.code},
                                   {"name", local(topic.name)},
                                   {"hint", local(topic.hint)},
                                   {"icon", topic.icon},
                                   {"categories", codes(topic.categories)}});
    }
    return out;
}

json::object scale(const domain::RatingScale& scale) {
    json::array levels;
    for (const domain::RatingLevel& level : scale.levels) {
        json::array tags;
        for (const domain::RatingTag& tag : level.tags) {
            tags.push_back(json::object{{"code", tag.code}, {"text", local(tag.text)}});
        }
        levels.push_back(
            json::object{{"level", level.level}, {"name", local(level.name)}, {"tags", tags}});
    }
    return {{"code", scale.code}, {"levels", levels}};
}

json::array hours(const domain::Hall& hall) {
    json::array out;
    for (const domain::OpeningHours& slot : hall.hours) {
        out.push_back(json::object{
            {"weekday", slot.weekday}, {"from", clock(slot.from)}, {"to", clock(slot.to)}});
    }
    return out;
}

json::object figures(const domain::PublicFigures& figures) {
    return {{"until", figures.until.iso()},
            {"cases_done", figures.cases_done},
            {"cases_early", figures.cases_early},
            {"cases_in_time", figures.cases_in_time},
            {"ratings", figures.ratings},
            {"ratings_satisfied", figures.ratings_satisfied},
            {"complaints_due", figures.complaints_due},
            {"complaints_in_time", figures.complaints_in_time}};
}

json::array points(const domain::Hall& hall) {
    json::array out;
    for (const domain::MonitoringPoint& point : hall.points) {
        out.push_back(json::object{{"code", point.code}, {"name", local(point.name)}});
    }
    return out;
}

json::array monitors(const domain::Hall& hall) {
    json::array out;
    for (const domain::Monitor& monitor : hall.monitors) {
        out.push_back(json::object{{"code", monitor.code},
                                   {"point", monitor.point},
                                   {"name", monitor.name},
                                   {"from", monitor.from.iso()},
                                   {"until", monitor.until.iso()},
                                   {"badge_hash", monitor.badge_hash},
                                   {"has_pin", monitor.has_pin}});
    }
    return out;
}

}  // namespace

std::string write_hall(const domain::Hall& hall) {
    const domain::Promises& promises = hall.promises;
    return json::serialize(
        json::object{{"id", hall.id},
                     {"version", hall.version},
                     {"name", local(hall.name)},
                     {"notice", local(hall.notice)},
                     {"help_window", hall.help_window},
                     {"help_phone", hall.help_phone},
                     {"online_address", hall.online_address},
                     {"kiosks", kiosks(hall)},
                     {"units", places(hall, false)},
                     {"windows", places(hall, true)},
                     {"services", services(hall)},
                     {"topics", topics(hall)},
                     {"scale", scale(hall.scale)},
                     {"hours", hours(hall)},
                     {"receipts_only_after_hours", hall.receipts_only_after_hours},
                     {"figures", figures(hall.figures)},
                     {"promises",
                      {{"profile", promises.profile},
                       {"profile_from", promises.profile_from.iso()},
                       {"verify_days", promises.verify_days},
                       {"reply_days", promises.reply_days}}},
                     {"calendar",
                      {{"off", days(hall.calendar.off)},
                       {"work", days(hall.calendar.work)},
                       {"known_until", hall.calendar.known_until.iso()}}},
                     {"points", points(hall)},
                     {"monitors", monitors(hall)}});
}

std::string write_hall_envelope(const HallEnvelope& envelope) {
    return json::serialize(json::object{{"hall", to_base64(envelope.hall)},
                                        {"key_set", to_base64(envelope.key_set)},
                                        {"signature", to_base64(envelope.signature.view())}});
}

Result<HallEnvelope> read_hall_envelope(std::string_view text) {
    const Result<json::value> parsed = parse_json(text, 2 * kHallBytesMax);
    if (!parsed.ok()) return parsed.error().in("hall_envelope");
    FieldReader in(parsed.value());
    HallEnvelope envelope;
    envelope.hall = in.base64("hall", kHallBytesMax);
    envelope.key_set = in.base64("key_set", 1024);
    envelope.signature = in.fixed<seal::Signature>("signature");
    if (in.error()) return in.error()->in("hall_envelope");
    return envelope;
}

Result<TrustedHall> open_hall_envelope(const HallEnvelope& envelope,
                                       const seal::SigningPublicKey& root) {
    const Result<seal::KeySet> keys = seal::read_key_set(envelope.key_set, root);
    if (!keys.ok()) return keys.error().in("hall_envelope");
    if (!seal::verify(keys.value().center, envelope.hall, envelope.signature)) {
        return Error{ErrorCode::Corrupt, "the hall feed is not signed by the center", "signature"};
    }
    Result<domain::Hall> hall = read_hall(as_text(envelope.hall));
    if (!hall.ok()) return hall.error();
    return TrustedHall{std::move(hall).value(), keys.value()};
}

}  // namespace sunbooth::wire
