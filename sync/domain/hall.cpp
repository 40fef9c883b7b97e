// SPDX-License-Identifier: Apache-2.0
#include "sync/domain/hall.h"

#include <algorithm>

namespace sunbooth::domain {
namespace {

template <class T>
const T* find_code(const std::vector<T>& among, std::string_view code) {
    const auto found =
        std::find_if(among.begin(), among.end(), [&](const T& one) { return one.code == code; });
    return found == among.end() ? nullptr : &*found;
}

/// A holiday closes the hall whatever its weekday, and a make-up day opens it as a Friday does: the
/// hours of a hall are those of its working days.
bool opens_on(const OpeningHours& slot, Date day, const WorkingCalendar& calendar) {
    if (calendar.off.contains(day)) return false;
    constexpr int kFriday = 5;
    const int weekday =
        calendar.work.contains(day) && day.weekday() > kFriday ? kFriday : day.weekday();
    return slot.weekday == weekday;
}

char upper(char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

/// "A023" of "A": the beginning, and digits behind it.
bool is_number_of(std::string_view number, std::string_view begin) {
    if (number.size() <= begin.size()) return false;
    for (std::size_t i = 0; i < begin.size(); ++i) {
        if (upper(number[i]) != upper(begin[i])) return false;
    }
    return std::ranges::all_of(number.substr(begin.size()),
                               [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

const Unit* Hall::unit(std::string_view code) const {
    return find_code(units, code);
}
const Window* Hall::window(std::string_view code) const {
    return find_code(windows, code);
}
const Service* Hall::service(std::string_view code) const {
    return find_code(services, code);
}
const Topic* Hall::topic(std::string_view code) const {
    return find_code(topics, code);
}
const MonitoringPoint* Hall::point(std::string_view code) const {
    return find_code(points, code);
}
const Monitor* Hall::monitor(std::string_view code) const {
    return find_code(monitors, code);
}

const KioskPlace* Hall::nearest_kiosk(std::string_view own) const {
    const auto at = std::ranges::find(kiosks, own, &KioskPlace::kiosk);
    if (at == kiosks.end()) return kiosks.empty() ? nullptr : &kiosks.front();
    if (at + 1 != kiosks.end()) return &*(at + 1);
    return at == kiosks.begin() ? nullptr : &*(at - 1);
}

std::vector<const Window*> Hall::windows_calling(std::string_view number) const {
    std::vector<const Window*> calling;
    std::size_t longest = 1;
    for (const Window& window : windows) {
        for (const std::string& begin : window.queue) {
            if (begin.size() < longest || !is_number_of(number, begin)) continue;
            if (begin.size() > longest) calling.clear();
            longest = begin.size();
            if (calling.empty() || calling.back() != &window) calling.push_back(&window);
        }
    }
    return calling;
}

bool Hall::has_queues() const {
    return std::ranges::any_of(windows, [](const Window& one) { return !one.queue.empty(); });
}

std::vector<const Service*> Hall::services_at(std::string_view window) const {
    std::vector<const Service*> there;
    for (const Service& one : services) {
        if (std::find(one.windows.begin(), one.windows.end(), window) != one.windows.end())
            there.push_back(&one);
    }
    return there;
}

std::vector<std::string> Hall::names_zh() const {
    std::vector<std::string> names{name.zh};
    const auto add = [&](const auto& among) {
        for (const auto& one : among) names.push_back(one.name.zh);
    };
    add(units);
    add(windows);
    add(services);
    add(topics);
    return names;
}

const Monitor* Hall::monitor_of_badge(std::string_view hash, Date on) const {
    if (hash.empty()) return nullptr;
    const auto found = std::find_if(monitors.begin(), monitors.end(), [&](const Monitor& one) {
        return one.badge_hash == hash && one.from <= on && on <= one.until;
    });
    return found == monitors.end() ? nullptr : &*found;
}

bool Hall::is_open(Date day, int minute) const {
    if (hours.empty()) return true;
    return std::any_of(hours.begin(), hours.end(), [&](const OpeningHours& slot) {
        return opens_on(slot, day, calendar) && slot.from <= minute && minute < slot.to;
    });
}

std::optional<Hall::Opening> Hall::next_opening(Date day, int minute) const {
    constexpr int kDaysAhead = 14;  // The longest closure of a year, the Spring Festival, has nine.
    for (int ahead = 0; ahead <= kDaysAhead; ++ahead) {
        const Date on = day.plus(ahead);
        std::optional<int> first;
        for (const OpeningHours& slot : hours) {
            const bool later = ahead > 0 || slot.from > minute;
            if (later && opens_on(slot, on, calendar))
                first = std::min(first.value_or(slot.from), slot.from);
        }
        if (first) return Opening{on, *first};
    }
    return std::nullopt;
}

bool is_badge(std::string_view text) {
    constexpr std::size_t kDigits = 32;
    if (text.size() != kBadgePrefix.size() + kDigits) return false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = upper(text[i]);
        if (i < kBadgePrefix.size() ? c != kBadgePrefix[i]
                                    : !((c >= '0' && c <= '9') || (c >= 'A' && c <= 'F'))) {
            return false;
        }
    }
    return true;
}

}  // namespace sunbooth::domain
