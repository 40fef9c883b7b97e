// SPDX-License-Identifier: Apache-2.0
#include "app/screens/case_result.h"

#include "app/screens/paper.h"
#include "app/screens/shell.h"
#include "app/screens/words.h"
#include "app/text/text.h"

#include <array>
#include <cstdlib>
#include <vector>

namespace sunbooth::app::screens {
namespace {

using domain::CaseStage;
using domain::CaseView;
using Mark = ui::Step::State;

/// How a stage reads on the page. `done` and `active` count the four steps of the timeline.
struct Reading {
    i18n::Key chip, next;
    std::string_view icon;
    int done, active;  ///< Steps that are done; the step that is under way, 1-based, or 0.
};
Reading reading_of(CaseStage stage) {
    switch (stage) {
        case CaseStage::Received:
            return {"stage.received"_key, "next.received"_key, "inbox", 0, 1};
        case CaseStage::Accepted:
            return {"stage.accepted"_key, "next.accepted"_key, "hourglass_top", 1, 2};
        case CaseStage::Supplement:
            return {"stage.supplement"_key, "next.supplement"_key, "note_add", 1, 2};
        case CaseStage::Reviewing:
            return {"stage.reviewing"_key, "next.reviewing"_key, "hourglass_top", 1, 2};
        case CaseStage::Decided:
            return {"stage.decided"_key, "next.decided"_key, "gavel", 3, 4};
        case CaseStage::Completed:
            return {"stage.completed"_key, "next.completed"_key, "check", 4, 0};
        case CaseStage::Returned:
            return {"stage.returned"_key, "next.returned"_key, "undo", 1, 0};
    }
    return {"stage.received"_key, "next.received"_key, "inbox", 0, 1};
}

bool is_over(CaseStage stage) {
    return stage == CaseStage::Completed || stage == CaseStage::Returned;
}

/// Working days from today to the due day; negative when it has passed.
int days_left(const View& view, const CaseView& found) {
    return view.hall().calendar.between(domain::date_of(view.state.wall), *found.due_on);
}

bool is_overdue(const View& view, const CaseView& found) {
    return found.due_on && !is_over(found.stage) &&
           *found.due_on < domain::date_of(view.state.wall);
}

std::string due_text(const View& view, const CaseView& found) {
    const std::int64_t days = days_left(view, found);
    if (is_overdue(view, found)) return view.tr("case_result.overdue"_key, {{"n", std::abs(days)}});
    return view.tr("case_result.left"_key, {{"n", days}});
}

/// Lateness is said first and in so many words, with an excuse and what can be done (kiosk-ux A4).
void draw_lateness(const View& view, const CaseView& found) {
    if (!is_overdue(view, found) || flow::is_covered(view.state)) return;
    view.ui.banner(
        id::kCaseLate, ui::Tone::Danger, "schedule",
        view.tr("case_result.late"_key, {{"late", view.words.as_value(due_text(view, found))},
                                         {"window", view.hall().help_window}}));
}

void draw_progress(const View& view, const CaseView& found) {
    const Reading reading = reading_of(found.stage);
    const std::array<std::pair<i18n::Key, const char*>, 4> names = {
        {{"step.accepted"_key, "check"},
         {"step.review"_key, "fact_check"},
         {"step.decision"_key, "edit_note"},
         {"step.completed"_key, "inventory_2"}}};
    std::vector<ui::Step> steps;
    for (int i = 1; const auto& [name, icon] : names) {
        const Mark mark = i <= reading.done     ? Mark::Done
                          : i == reading.active ? Mark::Active
                                                : Mark::Ahead;
        steps.push_back({view.tr(name), mark == Mark::Done ? "check" : icon, mark});
        ++i;
    }
    const bool covered = flow::is_covered(view.state);
    view.ui.progress(id::kCaseProgress, reading.icon,
                     covered ? std::string("••••") : view.tr(reading.chip),
                     covered ? std::string("**") : text::isolate(found.masked_name),
                     covered ? std::string("••••") : found.service, steps);
}

void draw_facts(const View& view, const CaseView& found) {
    std::vector<ui::Fact> facts;
    if (found.due_on) {
        const std::string day = view.tr("common.day_weekday"_key,
                                        {{"day", view.day(*found.due_on)},
                                         {"weekday", view.words.formats().weekday(*found.due_on)}});
        const bool told = is_over(found.stage) || is_overdue(view, found);  // In a banner.
        facts.push_back(
            {view.tr("case_result.due"_key), day, told ? std::string() : due_text(view, found)});
    }
    facts.push_back({view.tr("case_result.next"_key), view.tr(reading_of(found.stage).next), {}});
    const domain::Unit* unit = view.hall().unit(found.unit);
    if (unit != nullptr) {
        facts.push_back({view.tr("case_result.unit"_key),
                         view.tr("case_result.unit_window"_key,
                                 {{"unit", view.in(unit->name)}, {"code", found.window}}),
                         view.tr("case_result.phone"_key, {{"phone", phone_text(unit->phone)}})});
    }
    hide_facts(view, facts);
    view.ui.facts(id::kCaseFacts, {}, facts);
}

}  // namespace

i18n::Key chip_of(domain::CaseStage stage) {
    return reading_of(stage).chip;
}
std::string_view sign_of(domain::CaseStage stage) {
    return reading_of(stage).icon;
}
i18n::Key next_of(domain::CaseStage stage) {
    return reading_of(stage).next;
}

std::optional<Intent> draw_case_result(const View& view) {
    const client::CaseFound& found = *view.visit().found_case;
    begin_page(view);
    title(view, view.tr("case_result.title"_key));
    if (found.from_snapshot) {
        const domain::Date as_of = domain::date_of(found.view.updated_at);
        view.ui.banner(id::kCaseSnapshot, ui::Tone::Warn, "cloud_off",
                       view.tr("case_result.snapshot"_key, {{"day", view.day(as_of)}}));
    }
    draw_lateness(view, found.view);
    draw_progress(view, found.view);
    draw_facts(view, found.view);
    view.ui.bottom();
    std::optional<Intent> intent = draw_paper(view);
    if (is_overdue(view, found.view) && view.ui.button(id::kCaseComplain, "record_voice_over",
                                                       view.tr("case_result.complain"_key))) {
        intent = flow::ComplainAboutCase{};
    }
    const Button again{{.id = std::string(id::kCaseAgain),
                        .label = view.tr("case_result.again"_key),
                        .icon = "search"},
                       flow::OpenTask{flow::OpenTask::Task::Case}};
    const Bar bar{.secondary = {back_button(view)}, .primary = again};
    if (auto pressed = end_page(view, bar)) intent = std::move(pressed);
    return intent;
}

}  // namespace sunbooth::app::screens
