// SPDX-License-Identifier: Apache-2.0
#include "sync/wire/hall.h"
#include "sync/wire/json.h"
#include "sync/wire/routes.h"

#include <algorithm>
#include <set>

namespace sunbooth::wire {
namespace {

namespace json = boost::json;

constexpr std::size_t kUnitsMax = 200, kWindowsMax = 300, kTopicsMax = 7, kTagsMax = 20,
                      kDaysMax = 1000, kHoursMax = 28, kPointsMax = 500, kMonitorsMax = 1000,
                      kServicesMax = 3000, kServiceWindowsMax = 50, kQueuesMax = 26,
                      kKiosksMax = 100;
constexpr std::size_t kCodeBytes = 32, kNameBytes = 400, kNoticeBytes = 2000;
constexpr std::size_t kQueueBytes = 4;
/// A QR code of it on a terminal's page keeps modules of 1.2 mm (kiosk-ux V14).
constexpr std::size_t kAddressBytes = 120;
constexpr std::int64_t kCountMax = 1'000'000'000;

domain::LocalText local(FieldReader& in, const char* name, std::size_t bytes_max, bool required) {
    domain::LocalText text;
    std::optional<FieldReader> words = in.object(name, required);
    if (!words) return text;
    text.zh = words->text("zh", bytes_max);
    text.en = words->text_or_empty("en", bytes_max);
    text.ug = words->text_or_empty("ug", bytes_max);
    if (required && text.zh.empty()) words->fail("zh", "must not be empty");
    in.adopt(*words);
    return text;
}

std::string code(FieldReader& in, const char* name, std::set<std::string>& seen) {
    std::string text = in.text(name, kCodeBytes);
    if (text.empty()) in.fail(name, "must not be empty");
    if (!seen.insert(text).second) in.fail(name, "stands twice");
    return text;
}

domain::Date date(FieldReader& in, const char* name) {
    const Result<domain::Date> day = domain::Date::parse(in.text(name, 10));
    if (!day.ok()) in.fail(name, "must be a date such as 2026-11-26");
    return day.ok() ? day.value() : domain::Date{};
}

/// "09:30" as a minute of the day; 24:00 may end a slot.
int minute(FieldReader& in, const char* name) {
    const std::string text = in.text(name, 5);
    const auto digit = [&](std::size_t at) {
        return text.size() == 5 && text[at] >= '0' && text[at] <= '9' ? text[at] - '0' : 99;
    };
    const int at = (digit(0) * 10 + digit(1)) * 60 + digit(3) * 10 + digit(4);
    if (text.size() != 5 || text[2] != ':' || digit(3) > 5 || at > 24 * 60) {
        in.fail(name, "must be a time such as 09:30");
        return 0;
    }
    return at;
}

/// What the numbers of a window's queue begin with: feeds did not tell it at first.
std::vector<std::string> queues(FieldReader& row) {
    if (!row.has("queue")) return {};
    std::vector<std::string> begins = row.texts("queue", kQueuesMax, kQueueBytes);
    for (std::size_t i = 0; i < begins.size(); ++i) {
        const bool fits = !begins[i].empty() && std::ranges::all_of(begins[i], [](char c) {
            return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        });
        if (!fits) {
            row.fail("queue." + std::to_string(i), "must be 1 to 4 capitals or digits, as in A023");
        }
    }
    return begins;
}

/// Where else it can be done: online, and at the hall's other terminals. Both came late.
void read_elsewhere(FieldReader& in, domain::Hall& hall) {
    if (in.has("online_address")) {
        hall.online_address = in.text_or_empty("online_address", kAddressBytes);
        constexpr std::string_view kHttps = "https://";
        const bool plain =
            std::ranges::all_of(hall.online_address, [](char c) { return c > ' ' && c < 0x7f; });
        const bool whole =
            hall.online_address.starts_with(kHttps) && hall.online_address.size() > kHttps.size();
        if (!hall.online_address.empty() && (!plain || !whole)) {
            in.fail("online_address", "must be an address such as https://www.example.gov.cn");
        }
    }
    if (!in.has("kiosks")) return;
    std::set<std::string> names;
    in.objects("kiosks", kKiosksMax, [&](FieldReader& row) {
        domain::KioskPlace kiosk;
        kiosk.kiosk = code(row, "kiosk", names);
        kiosk.place = local(row, "place", kNameBytes, true);
        hall.kiosks.push_back(std::move(kiosk));
    });
}

void read_places(FieldReader& in, domain::Hall& hall) {
    std::set<std::string> units;
    in.objects("units", kUnitsMax, [&](FieldReader& row) {
        domain::Unit unit;
        unit.code = code(row, "code", units);
        unit.name = local(row, "name", kNameBytes, true);
        unit.phone = row.text_or_empty("phone", kCodeBytes);
        hall.units.push_back(std::move(unit));
    });
    std::set<std::string> windows;
    in.objects("windows", kWindowsMax, [&](FieldReader& row) {
        domain::Window window;
        window.code = code(row, "code", windows);
        window.unit = row.text("unit", kCodeBytes);
        window.name = local(row, "name", kNameBytes, true);
        window.queue = queues(row);
        if (!units.contains(window.unit)) row.fail("unit", "names no unit of this hall");
        hall.windows.push_back(std::move(window));
    });
}

/// A hall that does not tell its services is as good a hall: feeds did not name them at first.
void read_services(FieldReader& in, domain::Hall& hall) {
    if (!in.has("services")) return;
    std::set<std::string> codes;
    in.objects("services", kServicesMax, [&](FieldReader& row) {
        domain::Service service;
        service.code = code(row, "code", codes);
        service.unit = row.text("unit", kCodeBytes);
        if (hall.unit(service.unit) == nullptr) row.fail("unit", "names no unit of this hall");
        service.name = local(row, "name", kNameBytes, true);
        service.windows = row.texts("windows", kServiceWindowsMax, kCodeBytes);
        for (std::size_t i = 0; i < service.windows.size(); ++i) {
            if (hall.window(service.windows[i]) == nullptr)
                row.fail("windows." + std::to_string(i), "names no window of this hall");
        }
        hall.services.push_back(std::move(service));
    });
}

void read_topics(FieldReader& in, domain::Hall& hall) {
    std::set<std::string> codes;
    in.objects("topics", kTopicsMax, [&](FieldReader& row) {
        domain::Topic topic;
        topic.code = code(row, "code", codes);
        topic.name = local(row, "name", kNameBytes, true);
        topic.hint = local(row, "hint", kNameBytes, false);
        topic.icon = row.text_or_empty("icon", 64);
        topic.categories = row.texts("categories", 10, 8);
        if (topic.categories.empty()) row.fail("categories", "must name a category");
        hall.topics.push_back(std::move(topic));
    });
    if (hall.topics.empty()) in.fail("topics", "must hold 1 to 7 topics");
}

void read_scale(FieldReader& in, domain::Hall& hall) {
    std::optional<FieldReader> scale = in.object("scale");
    if (!scale) return;
    hall.scale.code = scale->text("code", kCodeBytes);
    int above = 6;
    scale->objects("levels", 5, [&](FieldReader& row) {
        domain::RatingLevel level;
        level.level = static_cast<int>(row.integer("level", 1, 5));
        if (level.level >= above) row.fail("level", "must fall from best to worst");
        above = level.level;
        level.name = local(row, "name", kNameBytes, true);
        std::set<std::string> codes;
        row.objects("tags", kTagsMax, [&](FieldReader& tag) {
            domain::RatingTag read;
            read.code = code(tag, "code", codes);
            read.text = local(tag, "text", kNameBytes, true);
            level.tags.push_back(std::move(read));
        });
        hall.scale.levels.push_back(std::move(level));
    });
    if (hall.scale.levels.size() < 4) scale->fail("levels", "must hold 4 or 5 levels");
    in.adopt(*scale);
}

void read_hours(FieldReader& in, domain::Hall& hall) {
    in.objects("hours", kHoursMax, [&](FieldReader& row) {
        domain::OpeningHours slot;
        slot.weekday = static_cast<int>(row.integer("weekday", 1, 7));
        slot.from = minute(row, "from");
        slot.to = minute(row, "to");
        if (slot.to <= slot.from) row.fail("to", "must be later than from");
        hall.hours.push_back(slot);
    });
}

int count(FieldReader& in, const char* name, int at_most) {
    const int value = static_cast<int>(in.integer(name, 0, kCountMax));
    if (value > at_most) in.fail(name, "is more than the number it is a part of");
    return value;
}

void read_figures(FieldReader& in, domain::Hall& hall) {
    std::optional<FieldReader> row = in.object("figures");
    if (!row) return;
    domain::PublicFigures& figures = hall.figures;
    constexpr int kAny = static_cast<int>(kCountMax);
    figures.until = date(*row, "until");
    figures.cases_done = count(*row, "cases_done", kAny);
    figures.cases_early = count(*row, "cases_early", figures.cases_done);
    figures.cases_in_time = count(*row, "cases_in_time", figures.cases_done);
    figures.ratings = count(*row, "ratings", kAny);
    figures.ratings_satisfied = count(*row, "ratings_satisfied", figures.ratings);
    figures.complaints_due = count(*row, "complaints_due", kAny);
    figures.complaints_in_time = count(*row, "complaints_in_time", figures.complaints_due);
    in.adopt(*row);
}

void read_promises(FieldReader& in, domain::Hall& hall) {
    std::optional<FieldReader> row = in.object("promises");
    if (!row) return;
    hall.promises.profile = row->text("profile", 64);
    hall.promises.profile_from = date(*row, "profile_from");
    hall.promises.verify_days = static_cast<int>(row->integer("verify_days", 1, kVerifyDaysMax));
    hall.promises.reply_days = static_cast<int>(row->integer("reply_days", 1, kReplyDaysMax));
    in.adopt(*row);
}

void read_days(FieldReader& in, const char* name, std::set<domain::Date>& days) {
    const std::vector<std::string> texts = in.texts(name, kDaysMax, 10);
    for (std::size_t i = 0; i < texts.size(); ++i) {
        const Result<domain::Date> day = domain::Date::parse(texts[i]);
        if (!day.ok()) {
            in.fail(std::string(name) + "." + std::to_string(i),
                    "must be a date such as 2026-11-26");
            return;
        }
        days.insert(day.value());
    }
}

void read_calendar(FieldReader& in, domain::Hall& hall) {
    std::optional<FieldReader> row = in.object("calendar");
    if (!row) return;
    read_days(*row, "off", hall.calendar.off);
    read_days(*row, "work", hall.calendar.work);
    hall.calendar.known_until = date(*row, "known_until");
    in.adopt(*row);
}

/// Both lists came with the monitors' terminal: a hall without them has none.
void read_monitors(FieldReader& in, domain::Hall& hall) {
    std::set<std::string> points;
    if (in.has("points")) {
        in.objects("points", kPointsMax, [&](FieldReader& row) {
            domain::MonitoringPoint point;
            point.code = code(row, "code", points);
            point.name = local(row, "name", kNameBytes, true);
            hall.points.push_back(std::move(point));
        });
    }
    if (!in.has("monitors")) return;
    std::set<std::string> codes;
    in.objects("monitors", kMonitorsMax, [&](FieldReader& row) {
        domain::Monitor monitor;
        monitor.code = code(row, "code", codes);
        monitor.point = row.text("point", kCodeBytes);
        if (!points.contains(monitor.point)) row.fail("point", "names no point of this hall");
        monitor.name = row.text("name", kNameBytes);
        monitor.from = date(row, "from");
        monitor.until = date(row, "until");
        if (monitor.until < monitor.from) row.fail("until", "must not be before from");
        monitor.badge_hash = row.text_or_empty("badge_hash", 64);
        monitor.has_pin = row.boolean_or("has_pin", false);
        hall.monitors.push_back(std::move(monitor));
    });
}

}  // namespace

Result<domain::Hall> read_hall(std::string_view text) {
    const Result<json::value> parsed = parse_json(text, kHallBytesMax);
    if (!parsed.ok()) return parsed.error().in("hall");
    FieldReader in(parsed.value());
    domain::Hall hall;
    hall.id = in.text("id", kCodeBytes);
    hall.version = static_cast<int>(in.integer("version", 1, kCountMax));
    hall.name = local(in, "name", kNameBytes, true);
    hall.notice = local(in, "notice", kNoticeBytes, false);
    hall.help_window = in.text_or_empty("help_window", kCodeBytes);
    hall.help_phone = in.text_or_empty("help_phone", kCodeBytes);
    read_elsewhere(in, hall);
    read_places(in, hall);
    read_services(in, hall);
    read_topics(in, hall);
    read_scale(in, hall);
    read_hours(in, hall);
    hall.receipts_only_after_hours = in.boolean_or("receipts_only_after_hours", false);
    read_figures(in, hall);
    read_promises(in, hall);
    read_calendar(in, hall);
    read_monitors(in, hall);
    if (in.error()) return in.error()->in("hall");
    return hall;
}

}  // namespace sunbooth::wire
