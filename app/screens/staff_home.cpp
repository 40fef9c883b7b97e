// SPDX-License-Identifier: Apache-2.0
#include "app/screens/staff_home.h"

#include "app/screens/shell.h"
#include "app/screens/words.h"
#include "app/text/text.h"

#include <algorithm>
#include <array>
#include <vector>

namespace sunbooth::app::screens {
namespace {

/// A monitor reports at least once a week (domain.md 5): the counter says whether it was done.
ui::Fact duty_fact(const View& view, const client::OwnIssues& own) {
    const std::string done = own.this_week > 0 ? view.tr("staff_home.duty_done"_key)
                                               : view.tr("staff_home.duty_open"_key);
    return {view.tr("staff_home.week"_key),
            view.tr("staff_home.reports"_key, {{"n", std::int64_t{own.this_week}}}),
            own.from_center ? done : view.tr("staff_home.only_here"_key)};
}

std::vector<ui::Fact> facts_of(const View& view) {
    const flow::Staff& staff = *view.visit().staff;
    std::vector<ui::Fact> facts;
    const domain::Monitor* monitor = view.hall().monitor(staff.monitor);
    if (monitor != nullptr) {
        const domain::MonitoringPoint* point = view.hall().point(monitor->point);
        facts.push_back({view.tr("staff_home.monitor"_key), text::isolate(monitor->code),
                         point != nullptr ? view.in(point->name) : std::string()});
        facts.push_back({view.tr("staff_home.term"_key), view.day(monitor->until), {}});
    }
    if (!staff.own) return facts;
    facts.push_back(duty_fact(view, *staff.own));
    const domain::Date today = domain::date_of(view.state.wall);
    const auto& items = staff.own->items;
    const auto filed = std::count_if(items.begin(), items.end(),
                                     [&](const auto& one) { return one.day == today; });
    facts.push_back({view.tr("staff_home.today"_key),
                     view.tr("staff_home.reports"_key, {{"n", std::int64_t{filed}}}),
                     {}});
    return facts;
}

}  // namespace

std::optional<Intent> draw_staff_home(const View& view) {
    begin_page(view);
    title(view, view.tr("staff_home.title"_key));
    view.ui.facts(id::kStaffDuty, {}, facts_of(view));
    view.ui.bottom();
    std::optional<Intent> intent;
    if (view.ui.task_card(id::kStaffLog, "edit_note", view.tr("staff_home.log"_key),
                          hint(view, view.tr("staff_home.log_hint"_key)))) {
        intent = flow::OpenIssue{};
    }
    if (view.ui.task_card(id::kStaffNil, "check", view.tr("staff_home.nil"_key),
                          hint(view, view.tr("staff_home.nil_hint"_key)))) {
        intent = flow::OpenIssue{domain::IssueKind::Nil};
    }
    if (view.ui.task_card(id::kStaffOwn, "list_alt", view.tr("staff_home.records"_key),
                          hint(view, view.tr("staff_home.records_hint"_key)))) {
        intent = flow::OpenOwn{};
    }
    if (view.ui.task_card(id::kStaffLockNow, "lock", view.tr("staff_home.lock"_key),
                          hint(view, view.tr("staff_home.lock_hint"_key)))) {
        intent = flow::LockStaff{};
    }
    const Button out{{.id = std::string(id::kExit),
                      .label = view.tr("staff_home.sign_out"_key),
                      .icon = "logout"},
                     flow::Exit{}};
    const Bar bar{.secondary = {out}, .primary = {}, .exit_in_strip = false};
    if (auto pressed = end_page(view, bar)) intent = std::move(pressed);
    return intent;
}

}  // namespace sunbooth::app::screens
