// SPDX-License-Identifier: Apache-2.0
#include "app/screens/staff_home.h"

#include "app/screens/shell.h"
#include "app/screens/staff_records.h"
#include "app/screens/words.h"

#include <algorithm>
#include <ranges>
#include <string>
#include <vector>

namespace sunbooth::app::screens {
namespace {

constexpr std::size_t kLatestMax = 3;

std::string reports(const View& view, std::int64_t count) {
    return view.tr("staff_home.reports"_key, {{"n", count}});
}

/// Who is at work, and how much was reported.
void draw_board(const View& view) {
    const flow::Staff& staff = *view.visit().staff;
    std::string point = view.tr("staff_home.monitor"_key);
    std::string who;
    if (const domain::Monitor* monitor = view.hall().monitor(staff.monitor)) {
        who = view.tr("staff_home.who"_key,
                      {{"code", monitor->code}, {"day", view.day(monitor->until)}});
        const domain::MonitoringPoint* at = view.hall().point(monitor->point);
        if (at != nullptr) point = view.in(at->name);
    }
    std::vector<ui::Figure> figures;
    if (staff.own) {
        const domain::Date today = domain::date_of(view.state.wall);
        const auto filed =
            std::ranges::count(staff.own->items, today, [](const auto& one) { return one.day; });
        figures = {{reports(view, staff.own->this_week), view.tr("staff_home.week"_key)},
                   {reports(view, filed), view.tr("staff_home.today"_key)}};
    }
    view.ui.board(id::kStaffBoard, point, who, figures);
}

/// A monitor reports at least once a week (domain.md 5): the counter says whether it was done.
void draw_duty(const View& view) {
    const auto& own = view.visit().staff->own;
    if (!own) return;
    if (!own->from_center) {
        view.ui.banner(id::kStaffDuty, ui::Tone::Warn, "cloud_off",
                       view.tr("staff_home.only_here"_key));
    } else if (own->this_week > 0) {
        view.ui.banner(id::kStaffDuty, ui::Tone::Success, "check",
                       view.tr("staff_home.duty_done"_key));
    } else {
        view.ui.banner(id::kStaffDuty, ui::Tone::Info, "info", view.tr("staff_home.duty_open"_key));
    }
}

/// The last few that were filed, where a tall page would stand empty above its cards.
void draw_latest(const View& view) {
    const auto& own = view.visit().staff->own;
    if (!has_room_above(view) || !own || own->items.empty()) return;
    std::vector<ui::Fact> facts;
    for (const client::OwnIssue& one : own->items | std::views::take(kLatestMax)) {
        facts.push_back({view.day(one.day), kind_and_state(view, one), {}});
    }
    view.ui.facts(id::kStaffLatest, view.tr("staff_home.latest"_key), facts);
}

/// What the center does not have yet. Simple pages offer four tasks, no fifth.
std::optional<Intent> draw_waiting(const View& view, bool crowded) {
    const auto& own = view.visit().staff->own;
    if (!own || (crowded && view.visit().modes.simple)) return std::nullopt;
    const std::int64_t count = std::ranges::count_if(own->items, flow::is_waiting);
    const std::string told = view.tr("staff_home.waiting_hint"_key, {{"n", count}});
    if (!view.ui.task_card(id::kStaffWaiting, "cloud_upload", view.tr("staff_home.waiting"_key),
                           hint(view, told))) {
        return std::nullopt;
    }
    return flow::OpenOwn{flow::Staff::Show::Waiting};
}

}  // namespace

std::optional<Intent> draw_staff_home(const View& view) {
    begin_page(view);
    title(view, view.tr("staff_home.title"_key));
    draw_board(view);
    draw_duty(view);
    draw_latest(view);
    view.ui.bottom();
    std::optional<Intent> intent;
    if (view.ui.task_card(id::kStaffLog, "edit_note", view.tr("staff_home.log"_key),
                          hint(view, view.tr("staff_home.log_hint"_key)))) {
        intent = flow::OpenIssue{};
    }
    const auto& own = view.visit().staff->own;
    const bool reported = own && own->this_week > 0;  // Then this week is no quiet one.
    if (!reported && view.ui.task_card(id::kStaffNil, "check", view.tr("staff_home.nil"_key),
                                       hint(view, view.tr("staff_home.nil_hint"_key)))) {
        intent = flow::OpenIssue{domain::IssueKind::Nil};
    }
    if (view.ui.task_card(id::kStaffOwn, "list_alt", view.tr("staff_home.records"_key),
                          hint(view, view.tr("staff_home.records_hint"_key)))) {
        intent = flow::OpenOwn{};
    }
    if (auto opened = draw_waiting(view, !reported)) intent = std::move(opened);
    if (view.ui.task_card(id::kStaffLockNow, "lock", view.tr("staff_home.lock"_key),
                          hint(view, view.tr("staff_home.lock_hint"_key)))) {
        intent = flow::LockStaff{};
    }
    const Button out{{.id = std::string(id::kHome),
                      .label = view.tr("staff_home.sign_out"_key),
                      .icon = "logout"},
                     flow::Exit{}};
    const Bar bar{.secondary = {out}, .primary = {}};
    if (auto pressed = end_page(view, bar)) intent = std::move(pressed);
    return intent;
}

}  // namespace sunbooth::app::screens
