// SPDX-License-Identifier: Apache-2.0
#include "app/screens/complaint_day.h"

#include "app/screens/shell.h"
#include "app/screens/words.h"

#include <array>

namespace sunbooth::app::screens {
namespace {

using flow::Happened;

struct Choice {
    Happened happened;
    std::string_view name, icon;
    i18n::Key label;
};
constexpr std::array kChoices = {
    Choice{Happened::Today, "today", "today", "complaint_day.today"_key},
    Choice{Happened::Yesterday, "yesterday", "history", "complaint_day.yesterday"_key},
    Choice{Happened::Week, "week", "date_range", "complaint_day.week"_key},
    Choice{Happened::OnDay, "on_day", "event", "complaint_day.on_day"_key},
    Choice{Happened::Unknown, "unknown", "help", "complaint_day.unknown"_key},
};

std::string day_text(const View& view, domain::Date day) {
    return view.tr("common.day_weekday"_key,
                   {{"day", view.day(day)}, {"weekday", view.words.formats().weekday(day)}});
}

}  // namespace

std::string happened_text(const View& view) {
    const flow::ComplaintDraft& draft = view.visit().complaint;
    if (draft.happened == Happened::OnDay && draft.day) return day_text(view, *draft.day);
    for (const Choice& choice : kChoices) {
        if (draft.happened == choice.happened) return view.tr(choice.label);
    }
    return view.tr("complaint_check.none"_key);
}

std::optional<Intent> draw_complaint_day(const View& view) {
    begin_page(view);
    title(view, view.tr("complaint_day.title"_key), view.tr("complaint_day.lead"_key));
    view.ui.bottom();
    std::optional<Intent> intent;
    for (const Choice& choice : kChoices) {
        // kiosk-ux 1.9: four choices where it is to be simple.
        if (view.visit().modes.simple && choice.happened == Happened::OnDay) continue;
        if (view.ui.choice(id_of(id::kDay, choice.name), choice.icon, view.tr(choice.label), {},
                           view.visit().complaint.happened == choice.happened)) {
            intent = flow::ChooseHappened{choice.happened};
        }
    }
    const Bar bar{.secondary = {back_button(view)}, .primary = continue_button(view)};
    if (auto pressed = end_page(view, bar)) intent = std::move(pressed);
    return intent;
}

std::optional<Intent> draw_complaint_date(const View& view) {
    begin_page(view);
    title(view, view.tr("complaint_date.title"_key), view.tr("complaint_date.lead"_key));
    view.ui.bottom();
    std::optional<Intent> intent;
    const domain::Date today = domain::date_of(view.state.wall);
    const Shown shown = shown_of(view, flow::kDaysBack);
    for (std::size_t i = shown.first; i < shown.last; ++i) {
        // Today and yesterday had choices of their own, and begin the list all the same.
        const domain::Date day = today.plus(-static_cast<int>(i));
        if (view.ui.chip(id_of(id::kDate, std::to_string(i)), day_text(view, day),
                         view.visit().complaint.day == day)) {
            intent = flow::ChooseHappened{Happened::OnDay, day};
        }
    }
    if (auto turned = draw_pager(view, id::kDatePager)) intent = turned;
    const Bar bar{.secondary = {back_button(view)}, .primary = continue_button(view)};
    if (auto pressed = end_page(view, bar)) intent = std::move(pressed);
    return intent;
}

}  // namespace sunbooth::app::screens
