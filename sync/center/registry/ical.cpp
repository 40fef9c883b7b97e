// SPDX-License-Identifier: Apache-2.0
#include "sync/center/registry/ical.h"

#include <fmt/format.h>

#include <vector>

namespace sunbooth::center::registry {
namespace {

using domain::Date;

constexpr std::size_t kBytesMax = 1024 * 1024;
constexpr std::size_t kNameMax = 120;
constexpr std::size_t kDaysMax = 4000;
constexpr int kEventDaysMax = 40;    ///< The longest closure known is nine days.
constexpr std::size_t kFoldAt = 74;  ///< RFC 5545 3.1: lines of at most 75 octets.

struct Line {
    int number = 0;  ///< Of its first part.
    std::string name, value;
};

Error wrong_at(int line, std::string why) {
    return invalid_input("ics", fmt::format("line {}: {}", line, why));
}

/// Unfolds (RFC 5545 3.1) and splits name from value; parameters are dropped.
std::vector<Line> lines_of(std::string_view text) {
    std::vector<Line> lines;
    std::vector<std::pair<int, std::string>> whole;
    int number = 0;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        std::string_view part = text.substr(0, end);
        text.remove_prefix(end == text.npos ? text.size() : end + 1);
        ++number;
        if (part.ends_with('\r')) part.remove_suffix(1);
        const bool goes_on = !part.empty() && (part.front() == ' ' || part.front() == '\t');
        if (goes_on && !whole.empty()) {
            whole.back().second += part.substr(1);
        } else if (!part.empty()) {
            whole.emplace_back(number, part);
        }
    }
    for (auto& [at, line] : whole) {
        const std::size_t colon = line.find(':');
        const std::size_t name_end = std::min(line.find(';'), colon);
        const std::string value = colon == line.npos ? std::string() : line.substr(colon + 1);
        lines.push_back({at, line.substr(0, name_end), value});
    }
    return lines;
}

std::string unescaped(std::string_view text) {
    std::string plain;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\\' && i + 1 < text.size()) {
            ++i;
            plain += text[i] == 'n' || text[i] == 'N' ? ' ' : text[i];
        } else {
            plain += text[i];
        }
    }
    return plain;
}

std::string escaped(std::string_view text) {
    std::string line;
    for (const char c : text) {
        if (c == '\\' || c == ';' || c == ',') line += '\\';
        line += c == '\n' || c == '\r' ? ' ' : c;
    }
    return line;
}

/// "20260215", also with a time of day behind it.
std::optional<Date> date_in(std::string_view text) {
    if (text.size() < 8) return std::nullopt;
    const std::string iso =
        fmt::format("{}-{}-{}", text.substr(0, 4), text.substr(4, 2), text.substr(6, 2));
    const Result<Date> date = Date::parse(iso);
    if (!date.ok()) return std::nullopt;
    return date.value();
}

std::string compact(Date date) {
    return fmt::format("{:04}{:02}{:02}", date.year(), date.month(), date.day());
}

/// An event as it is gathered between BEGIN and END.
struct Event {
    int line = 0;
    std::optional<Date> from, end;  ///< `end` is the first day that is no longer of it.
    std::string summary;
    std::optional<bool> works;
};

void take_property(Event& event, const Line& line) {
    if (line.name == "DTSTART") event.from = date_in(line.value);
    if (line.name == "DTEND") event.end = date_in(line.value);
    if (line.name == "SUMMARY") event.summary = unescaped(line.value);
    if (line.name == "X-SUNBOOTH-DAY") event.works = line.value == "WORK";
    if (line.name == "X-APPLE-SPECIAL-DAY" && !event.works) {
        event.works = line.value == "ALTERNATE-WORKDAY";
    }
}

/// Takes a mark such as "（休）" from the end of a summary. @return what it says.
std::optional<bool> take_mark(std::string& summary) {
    for (const auto& [mark, works] :
         {std::pair("（休）", false), std::pair("(休)", false), std::pair("休", false),
          std::pair("（班）", true), std::pair("(班)", true), std::pair("班", true)}) {
        if (!summary.ends_with(mark)) continue;
        summary.erase(summary.size() - std::string_view(mark).size());
        return works;
    }
    return std::nullopt;
}

Status take_event(CalendarLayer& layer, Event event) {
    const std::optional<bool> marked = take_mark(event.summary);
    if (!event.works) event.works = marked;
    if (!event.from) return wrong_at(event.line, "the event has no DTSTART that is a day");
    if (!event.works) {
        return wrong_at(event.line,
                        "the event does not say whether the day is off or worked: add "
                        "X-SUNBOOTH-DAY:OFF or :WORK");
    }
    const Date end = event.end.value_or(event.from->plus(1));
    if (end <= *event.from || end > event.from->plus(kEventDaysMax)) {
        return wrong_at(event.line, "the event must last from 1 to 40 days");
    }
    if (event.summary.size() > kNameMax) return wrong_at(event.line, "SUMMARY is too long");
    for (Date day = *event.from; day < end; day = day.plus(1)) {
        const auto [at, fresh] =
            layer.days.try_emplace(day, CalendarLayer::Day{*event.works, event.summary});
        if (!fresh && at->second.works != *event.works) {
            return wrong_at(event.line, day.iso() + " is both off and worked");
        }
    }
    if (layer.days.size() > kDaysMax) return wrong_at(event.line, "there are too many days");
    return ok_status();
}

/// As it stands in X-SUNBOOTH-LAYER.
const char* mark_of(CalendarLayer::Kind kind) {
    switch (kind) {
        case CalendarLayer::Kind::National:
            return "NATIONAL";
        case CalendarLayer::Kind::Regional:
            return "REGIONAL";
        case CalendarLayer::Kind::Hall:
            return "HALL";
    }
    return "";
}
std::optional<CalendarLayer::Kind> kind_named(std::string_view mark) {
    using Kind = CalendarLayer::Kind;
    for (const Kind kind : {Kind::National, Kind::Regional, Kind::Hall}) {
        if (mark == mark_of(kind)) return kind;
    }
    return std::nullopt;
}

Status take_header(CalendarLayer& layer, const Line& line) {
    if (line.name == "X-WR-CALNAME") layer.name = unescaped(line.value);
    if (line.name == "X-SUNBOOTH-SOURCE") layer.source = unescaped(line.value);
    if (line.name == "X-SUNBOOTH-LAYER") {
        const auto kind = kind_named(line.value);
        if (!kind) {
            return wrong_at(line.number, "X-SUNBOOTH-LAYER must be NATIONAL, REGIONAL or HALL");
        }
        layer.kind = *kind;
    }
    if (line.name == "X-SUNBOOTH-KNOWN-UNTIL") {
        layer.known_until = date_in(line.value);
        if (!layer.known_until) return wrong_at(line.number, "must be a day such as 20261231");
    }
    return ok_status();
}

Status check_whole(const CalendarLayer& layer) {
    if (layer.name.empty() || layer.name.size() > kNameMax) {
        return invalid_input("ics", "X-WR-CALNAME must name the calendar, in at most 120 bytes");
    }
    if (layer.source.empty()) {
        return invalid_input("ics", "X-SUNBOOTH-SOURCE must say which notice it stands on");
    }
    if (layer.days.empty()) return invalid_input("ics", "has no day in it");
    if (layer.kind == CalendarLayer::Kind::National && !layer.known_until) {
        return invalid_input("ics", "a national calendar must say X-SUNBOOTH-KNOWN-UNTIL");
    }
    return ok_status();
}

void put(std::string& text, const std::string& line) {
    std::size_t length = 0;
    for (std::size_t i = 0; i < line.size();) {
        std::size_t step = 1;
        while (i + step < line.size() &&
               (static_cast<unsigned char>(line[i + step]) & 0xC0U) == 0x80U)
            ++step;
        if (length + step > kFoldAt) {
            text += "\r\n ";
            length = 1;
        }
        text += line.substr(i, step);
        length += step;
        i += step;
    }
    text += "\r\n";
}

}  // namespace

const char* to_string(CalendarLayer::Kind kind) {
    switch (kind) {
        case CalendarLayer::Kind::National:
            return "national";
        case CalendarLayer::Kind::Regional:
            return "regional";
        case CalendarLayer::Kind::Hall:
            return "hall";
    }
    return "";
}

Result<CalendarLayer> read_ical(std::string_view text) {
    if (text.size() > kBytesMax) return invalid_input("ics", "is longer than 1 MiB");
    const std::vector<Line> lines = lines_of(text);
    if (lines.empty() || lines.front().name != "BEGIN" || lines.front().value != "VCALENDAR") {
        return wrong_at(1, "must begin with BEGIN:VCALENDAR");
    }
    CalendarLayer layer;
    std::optional<Event> event;
    bool ended = false;
    for (const Line& line : lines) {
        if (line.name == "BEGIN" && line.value == "VEVENT") {
            event.emplace().line = line.number;
        } else if (line.name == "END" && line.value == "VEVENT") {
            if (!event) return wrong_at(line.number, "END:VEVENT without a BEGIN");
            const Status taken = take_event(layer, *event);
            if (!taken.ok()) return taken.error();
            event.reset();
        } else if (line.name == "END" && line.value == "VCALENDAR") {
            ended = true;
        } else if (event) {
            take_property(*event, line);
        } else if (const Status taken = take_header(layer, line); !taken.ok()) {
            return taken.error();
        }
    }
    if (!ended || event) return invalid_input("ics", "ends before END:VCALENDAR: cut off?");
    if (const Status whole = check_whole(layer); !whole.ok()) return whole.error();
    return layer;
}

std::string write_ical(const CalendarLayer& layer) {
    std::string text;
    for (const char* line :
         {"BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Sunbooth//working calendar 1//ZH"}) {
        put(text, line);
    }
    put(text, "X-WR-CALNAME:" + escaped(layer.name));
    put(text, std::string("X-SUNBOOTH-LAYER:") + mark_of(layer.kind));
    if (layer.known_until) put(text, "X-SUNBOOTH-KNOWN-UNTIL:" + compact(*layer.known_until));
    put(text, "X-SUNBOOTH-SOURCE:" + escaped(layer.source));
    for (auto day = layer.days.begin(); day != layer.days.end();) {
        auto end = std::next(day);
        Date after = day->first.plus(1);
        while (end != layer.days.end() && end->first == after && end->second == day->second &&
               after < day->first.plus(kEventDaysMax)) {
            after = after.plus(1);
            ++end;
        }
        const char* kind = day->second.works ? "WORK" : "OFF";
        put(text, "BEGIN:VEVENT");
        put(text, fmt::format("UID:{}-{}@sunbooth", compact(day->first), kind));
        put(text, "DTSTAMP:" + compact(day->first) + "T000000Z");
        put(text, "DTSTART;VALUE=DATE:" + compact(day->first));
        put(text, "DTEND;VALUE=DATE:" + compact(after));
        put(text,
            "SUMMARY:" + escaped(day->second.name) + (day->second.works ? "（班）" : "（休）"));
        put(text, std::string("X-SUNBOOTH-DAY:") + kind);
        put(text, "TRANSP:TRANSPARENT");
        put(text, "END:VEVENT");
        day = end;
    }
    put(text, "END:VCALENDAR");
    return text;
}

void lay(domain::WorkingCalendar& below, const CalendarLayer& layer) {
    for (const auto& [day, is] : layer.days) {
        (is.works ? below.work : below.off).insert(day);
        (is.works ? below.off : below.work).erase(day);
    }
    if (!layer.known_until) return;
    // What a region knows of its own feasts does not tell the nation's holidays: beyond it nothing
    // is sure, however far the national notice reaches.
    if (layer.kind == CalendarLayer::Kind::National) {
        below.known_until = std::max(below.known_until, *layer.known_until);
    } else if (layer.kind == CalendarLayer::Kind::Regional) {
        below.known_until = std::min(below.known_until, *layer.known_until);
    }
}

}  // namespace sunbooth::center::registry
