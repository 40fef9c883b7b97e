// SPDX-License-Identifier: Apache-2.0
#include "app/screens/words.h"

#include "app/text/text.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace sunbooth::app::screens {
namespace {

i18n::Key key_of(flow::Trouble trouble) {
    using flow::Trouble;
    switch (trouble) {
        case Trouble::NoTopic:
            return "trouble.no_topic"_key;
        case Trouble::NoWindow:
            return "trouble.no_window"_key;
        case Trouble::NoLevel:
            return "trouble.no_level"_key;
        case Trouble::CaseNumberShape:
            return "trouble.case_number_shape"_key;
        case Trouble::SecretShape:
            return "trouble.secret_shape"_key;
        case Trouble::PhoneShape:
            return "trouble.phone_shape"_key;
        case Trouble::PersonNotFound:
            return "trouble.person_not_found"_key;
        case Trouble::CodeShape:
            return "trouble.code_shape"_key;
        case Trouble::TextFull:
            return "trouble.text_full"_key;
        case Trouble::KeysFull:
            return "trouble.keys_full"_key;
        case Trouble::CaseNotFound:
            return "trouble.case_not_found"_key;
        case Trouble::ReceiptNotFound:
            return "trouble.receipt_not_found"_key;
        case Trouble::TooMany:
            return "trouble.too_many"_key;
        case Trouble::NeedsNetwork:
            return "trouble.needs_network"_key;
        case Trouble::NoAnswer:
            return "trouble.no_answer"_key;
        case Trouble::NotSaved:
            return "trouble.not_saved"_key;
        case Trouble::ScanUnknown:
            return "trouble.scan_unknown"_key;
        case Trouble::ScanNotHere:
            return "trouble.scan_not_here"_key;
        case Trouble::NotAccepting:
            return "trouble.not_accepting"_key;
        case Trouble::NoIssueKind:
        case Trouble::NoSeverity:
        case Trouble::NoAspect:
        case Trouble::NoReply:
        case Trouble::NoDay:
            return "trouble.no_window"_key;
        case Trouble::BadgeUnknown:
            return "trouble.badge_unknown"_key;
        case Trouble::StaffCodeShape:
            return "trouble.staff_code_shape"_key;
        case Trouble::PinShape:
            return "trouble.pin_shape"_key;
        case Trouble::PinWrong:
            return "trouble.pin_wrong"_key;
        case Trouble::IdCardLength:
            return "trouble.id_card_length"_key;
        case Trouble::IdCardDay:
            return "trouble.id_card_day"_key;
        case Trouble::IdCardCheck:
            return "trouble.id_card_check"_key;
        case Trouble::PhoneTailShape:
            return "trouble.phone_tail_shape"_key;
        case Trouble::QueueUnknown:
            return "trouble.queue_unknown"_key;
        case Trouble::NoPlaceWords:
            return "trouble.no_place_words"_key;
        case Trouble::PlaceNotFound:
            return "trouble.place_not_found"_key;
    }
    return "trouble.no_answer"_key;
}

/// A span of time is read in one go: its line does not end at the dash.
std::string unbroken(std::string span) {
    constexpr std::string_view kDash = "–", kJoiner = "\u2060";
    if (const auto at = span.find(kDash); at != std::string::npos) {
        span.insert(at + kDash.size(), kJoiner);
        span.insert(at, kJoiner);
    }
    return span;
}

/// Whether it lies in what was entered, and so can be mended on the page. The rest are the
/// terminal's own, or are said while somebody types.
bool is_fault(flow::Trouble trouble) {
    using enum flow::Trouble;
    switch (trouble) {
        case TextFull:
        case KeysFull:
        case TooMany:
        case NeedsNetwork:
        case NoAnswer:
        case NotSaved:
        case ScanUnknown:
        case ScanNotHere:
        case NotAccepting:
        case BadgeUnknown:
            return false;
        default:
            return true;
    }
}

std::string slots_of(const View& view, int weekday) {
    std::string slots;
    for (const domain::OpeningHours& hours : view.hall().hours) {
        if (hours.weekday != weekday) continue;
        const std::string slot = unbroken(view.tr(
            "common.slot"_key, {{"from", clock_text(hours.from)}, {"to", clock_text(hours.to)}}));
        slots += slots.empty() ? slot : view.tr("common.joint"_key) + slot;
    }
    return slots;
}

std::string weekday_name(const View& view, int weekday) {
    const domain::Date monday{4};  // 1970-01-05
    return view.words.formats().weekday(monday.plus(weekday - 1));
}

}  // namespace

std::string trouble_text(const View& view) {
    const auto field = flow::field_of(view.visit().page);
    const auto most = static_cast<std::int64_t>(field ? flow::length_max(*field) : 0);
    return view.tr(key_of(*view.visit().trouble),
                   {{"seconds", std::int64_t{view.visit().wait.count()}},
                    {"n", most},
                    {"window", view.hall().help_window}});
}

std::int64_t fault_count(const View& view) {
    const std::optional<flow::Trouble>& trouble = view.visit().trouble;
    return trouble && is_fault(*trouble) ? 1 : 0;  // One question a page has one answer (C1).
}

std::string field_error(const View& view) {
    return view.visit().trouble ? trouble_text(view) : std::string();
}

std::string window_text(const View& view, const domain::Window& window) {
    return view.tr("common.window_named"_key,
                   {{"code", window.code}, {"name", view.in(window.name)}});
}

std::string window_text(const View& view, const std::string& code) {
    const domain::Window* window = view.hall().window(code);
    if (window != nullptr) return window_text(view, *window);
    return view.tr("common.window"_key, {{"code", code}});
}

std::string phone_text(std::string_view phone) {
    std::string unbroken(phone);
    for (auto at = unbroken.find(' '); at != std::string::npos; at = unbroken.find(' ', at)) {
        unbroken.replace(at, 1, "\u00A0");
    }
    return text::isolate(unbroken);
}

std::string clock_text(int minute) {
    std::array<char, 8> out{};
    std::snprintf(out.data(), out.size(), "%d:%02d", minute / 60 % 24, minute % 60);
    return out.data();
}

std::string masked_phone(std::string_view phone) {
    constexpr std::size_t kShown = 7;  // 3 in front and 4 behind.
    if (phone.size() <= kShown) return "****";
    return text::isolate(std::string(phone.substr(0, 3)) + "****" +
                         std::string(phone.substr(phone.size() - 4)));
}

std::string hours_text(const View& view) {
    std::string text;
    for (int first = 1; first <= 7; ++first) {
        const std::string slots = slots_of(view, first);
        if (slots.empty()) continue;
        int last = first;
        while (last < 7 && slots_of(view, last + 1) == slots) ++last;
        const std::string days =
            first == last ? weekday_name(view, first)
                          : view.tr("common.days"_key, {{"first", weekday_name(view, first)},
                                                        {"last", weekday_name(view, last)}});
        const std::string line =
            view.tr("common.hours"_key,
                    {{"days", view.words.as_value(days)}, {"slots", view.words.as_value(slots)}});
        text += text.empty() ? line : view.tr("common.joint"_key) + line;
        first = last;
    }
    return text;
}

std::string offline_text(const View& view) {
    if (!view.state.offline_since) return view.tr("home.offline"_key);
    const WallTime since = *view.state.offline_since;
    const std::string time = view.words.formats().time(since);
    const domain::Date day = domain::date_of(since);
    const std::string when =
        day == domain::date_of(view.state.wall)
            ? time
            : view.tr("common.day_time"_key, {{"day", view.day(day)}, {"time", time}});
    return view.tr("home.offline_since"_key, {{"when", view.words.as_value(when)}});
}

std::string help_text(const View& view) {
    // Nobody sits at a window of a hall that is shut (kiosk-ux X11).
    if (flow::is_after_hours(view.state)) {
        return view.tr("common.help_closed"_key, {{"phone", phone_text(view.hall().help_phone)}});
    }
    return view.tr("common.help"_key, {{"window", view.hall().help_window},
                                       {"phone", phone_text(view.hall().help_phone)}});
}

std::vector<ui::GuideLine> helper_lines(const View& view) {
    std::vector<ui::GuideLine> lines = {{"support_agent", help_text(view)}};
    if (std::string hours = hours_text(view); !hours.empty()) {
        lines.push_back({"schedule", std::move(hours)});
    }
    return lines;
}

void draw_helper(const View& view) {
    view.ui.helper(id::kHelper, view.tr("help.who"_key), helper_lines(view));
}

ui::PagerWords pager_words(const View& view, int page, int pages) {
    ui::PagerWords words;
    words.label = view.tr("common.list_page"_key,
                          {{"page", std::int64_t{page + 1}}, {"pages", std::int64_t{pages}}});
    words.before = view.tr("common.page_before"_key);
    words.after = view.tr("common.page_after"_key);
    return words;
}

void hide_facts(const View& view, std::vector<ui::Fact>& facts) {
    for (ui::Fact& fact : facts) {
        fact.is_private = true;
        if (!flow::is_covered(view.state)) continue;
        fact.value = "••••";
        fact.sub.clear();
    }
}

std::string hint(const View& view, std::string text) {
    return view.visit().modes.simple ? std::string() : std::move(text);
}

Shown shown_of(const View& view, std::size_t choices) {
    const int rows = flow::list_rows(view.visit());
    if (rows == 0) return {0, choices};
    const int page = std::min(view.visit().list_page, flow::list_pages(view.state) - 1);
    const auto first = static_cast<std::size_t>(page * rows);
    return {first, std::min(choices, first + static_cast<std::size_t>(rows))};
}

std::optional<Intent> draw_pager(const View& view, std::string_view element) {
    const int pages = flow::list_pages(view.state);
    if (pages <= 1) return std::nullopt;
    const int page = std::min(view.visit().list_page, pages - 1);
    const int by = view.ui.pager(element, page, pages, pager_words(view, page, pages));
    return by == 0 ? std::nullopt : std::optional<Intent>(flow::TurnPage{by});
}

}  // namespace sunbooth::app::screens
