// SPDX-License-Identifier: Apache-2.0
#include "app/screens/home.h"

#include "app/screens/paper.h"
#include "app/screens/shell.h"
#include "app/screens/words.h"

#include <array>

namespace sunbooth::app::screens {
namespace {

/// Below this, a rate says more about chance than about the hall, and may unmask a person
/// (domain.md 1.5): the count is shown instead.
constexpr int kRateCountMin = 10;

std::string rate(const View& view, std::int64_t part, std::int64_t whole) {
    if (whole < kRateCountMin) return view.tr("home.too_few"_key, {{"n", whole}});
    return view.words.formats().percent(part, whole);
}

void draw_board(const View& view) {
    const domain::PublicFigures& figures = view.hall().figures;
    if (figures.cases_done <= 0) return;
    const std::int64_t late = figures.complaints_due - figures.complaints_in_time;
    const std::array<ui::Figure, 4> shown = {{
        {view.tr("home.cases_done"_key, {{"n", std::int64_t{figures.cases_done}}}),
         view.tr("home.cases_early"_key,
                 {{"rate", rate(view, figures.cases_early, figures.cases_done)}})},
        {rate(view, figures.cases_in_time, figures.cases_done), view.tr("home.cases_in_time"_key)},
        {rate(view, figures.ratings_satisfied, figures.ratings),
         view.tr("home.satisfied"_key,
                 {{"n", std::int64_t{figures.ratings}},
                  {"share", rate(view, figures.ratings, figures.cases_done)}})},
        {view.tr("home.complaints_answered"_key, {{"n", std::int64_t{figures.complaints_in_time}},
                                                  {"due", std::int64_t{figures.complaints_due}}}),
         view.tr("home.complaints_late"_key, {{"late", late}})},
    }};
    view.ui.board(id::kHomeBoard, view.tr("home.board"_key),
                  view.tr("home.board_until"_key, {{"day", view.day(figures.until)}}), shown);
}

/// A language that this terminal has no letters for is not there to be chosen; who wanted it is
/// told where to go.
void draw_font_notice(const View& view) {
    constexpr std::array kWords = {"home.no_font_zh"_key, "home.no_font_en"_key,
                                   "home.no_font_ug"_key};
    for (const domain::Language language : domain::kLanguages) {
        if (flow::is_readable(view.state, language)) continue;
        view.ui.banner(id_of(id::kHomeFont, domain::tag_of(language)), ui::Tone::Warn, "translate",
                       view.tr(kWords.at(static_cast<std::size_t>(language)),
                               {{"window", view.hall().help_window}}));
    }
}

void draw_banners(const View& view) {
    const client::Standing& standing = view.state.standing;
    if (!standing.accepting && !view.visit().trouble) {
        view.ui.banner(id::kHomeRefusal, ui::Tone::Warn, "error",
                       view.tr("trouble.not_accepting"_key, {{"window", view.hall().help_window}}));
    }
    if (!standing.online) {
        view.ui.banner(id::kHomeOffline, ui::Tone::Warn, "cloud_off", offline_text(view));
    }
    draw_paper_notice(view);
    draw_font_notice(view);
    if (const std::string& notice = view.in(view.hall().notice); !notice.empty()) {
        view.ui.banner(id::kHomeNotice, ui::Tone::Info, "campaign", notice);
    }
}

std::optional<Intent> draw_tasks(const View& view) {
    using Task = flow::OpenTask::Task;
    struct Card {
        std::string_view element, icon;
        i18n::Key title, hint;
        Task task;
    };
    const std::array<Card, 4> cards = {{
        {id::kHomeCase, "search", "home.case"_key, "home.case_hint"_key, Task::Case},
        {id::kHomeComplaint, "record_voice_over", "home.complaint"_key, "home.complaint_hint"_key,
         Task::Complaint},
        {id::kHomeRating, "sentiment_satisfied", "home.rating"_key, "home.rating_hint"_key,
         Task::Rating},
        {id::kHomeReceipt, "receipt_long", "home.receipt"_key, "home.receipt_hint"_key,
         Task::Receipt},
    }};
    std::optional<Intent> intent;
    for (const Card& card : cards) {
        if (view.ui.task_card(card.element, card.icon, view.tr(card.title),
                              hint(view, view.tr(card.hint)))) {
            intent = flow::OpenTask{card.task};
        }
    }
    return intent;
}

}  // namespace

std::optional<Intent> draw_home(const View& view) {
    begin_page(view);
    title(view, view.tr("home.title"_key), view.tr("home.lead"_key));
    draw_banners(view);
    if (!view.visit().modes.simple) draw_board(view);
    // Upright in the room between figures and tasks; on a wide screen that is below the tasks.
    const bool upright = view.ui.screen().portrait();
    if (upright) draw_helper(view);
    view.ui.bottom();
    std::optional<Intent> intent = draw_tasks(view);
    if (!upright) draw_helper(view);
    Bar bar{.secondary = {}, .primary = {}};
    if (!view.hall().monitors.empty() && !view.visit().modes.simple) {
        bar.secondary.push_back({{.id = std::string(id::kHomeStaff),
                                  .label = view.tr("home.staff"_key),
                                  .icon = "badge"},
                                 flow::OpenStaff{}});
    }
    if (auto pressed = end_page(view, bar)) intent = std::move(pressed);
    return intent;
}

}  // namespace sunbooth::app::screens
