// SPDX-License-Identifier: Apache-2.0
#include "app/screens/staff_records.h"

#include "app/screens/issue.h"
#include "app/screens/shell.h"
#include "app/screens/words.h"
#include "app/text/text.h"

#include <algorithm>
#include <array>
#include <vector>

namespace sunbooth::app::screens {
namespace {

struct StateWords {
    std::string_view icon;
    i18n::Key label;
};
StateWords words_of(client::OwnIssue::State state) {
    using enum client::OwnIssue::State;
    switch (state) {
        case Queued:
            return {"cloud_upload", "ticket.queued"_key};
        case Parked:
            return {"error", "own.parked"_key};
        case Delivered:
            return {"cloud_done", "own.delivered"_key};
        case Registered:
            return {"inbox", "ticket.registered"_key};
        case Verified:
            return {"verified", "ticket.verified"_key};
        case Acted:
            return {"hourglass_top", "own.acted"_key};
        case Closed:
            return {"check", "ticket.closed"_key};
    }
    return {"cloud_upload", "ticket.queued"_key};
}

struct FilterWords {
    flow::Staff::Show show;
    std::string_view code;
    i18n::Key label;
};
constexpr std::array kFilters = {
    FilterWords{flow::Staff::Show::Today, "today", "own.today"_key},
    FilterWords{flow::Staff::Show::Waiting, "waiting", "own.waiting"_key},
    FilterWords{flow::Staff::Show::Open, "open", "own.open"_key},
    FilterWords{flow::Staff::Show::All, "all", "own.all"_key},
};

/// For how long it has been waiting, and for what.
std::string wait_text(const View& view, const client::OwnIssue& one) {
    const bool parked = one.state == client::OwnIssue::State::Parked;
    const i18n::Key why = parked                       ? "own.why_parked"_key
                          : view.state.standing.online ? "own.why_sending"_key
                                                       : "own.why_offline"_key;
    const std::int64_t days{domain::date_of(view.state.wall).days - one.day.days};
    return view.tr("own.waits"_key, {{"n", std::max<std::int64_t>(0, days)},
                                     {"why", view.words.as_value(view.tr(why))}});
}

std::string row_hint(const View& view, const client::OwnIssue& one) {
    std::string text = view.day(one.day);
    if (flow::is_waiting(one)) text += view.tr("common.joint"_key) + wait_text(view, one);
    return hint(view, std::move(text));
}

std::optional<Intent> draw_rows(const View& view, const std::vector<client::OwnIssue>& rows) {
    std::optional<Intent> intent;
    const Shown shown = shown_of(view, rows.size());
    for (std::size_t i = shown.first; i < shown.last; ++i) {
        const client::OwnIssue& one = rows[i];
        const StateWords state = words_of(one.state);
        // What is heard of a row is its name: kind and state stand in it.
        const std::string name =
            view.tr("own.name"_key, {{"kind", view.words.as_value(kind_text(view, one.kind))},
                                     {"state", view.words.as_value(view.tr(state.label))},
                                     {"code", one.code.grouped()}});
        if (view.ui.row(id_of(id::kOwnRow, std::to_string(i + 1)), state.icon, name,
                        row_hint(view, one))) {
            intent = flow::ChooseOwn{i};
        }
    }
    if (auto turned = draw_pager(view, id::kOwnPager)) intent = turned;
    return intent;
}

void draw_source(const View& view) {
    const auto& own = view.visit().staff->own;
    if (!own) return view.ui.body(view.tr("own.loading"_key));
    if (!own->from_center) {
        view.ui.banner(id::kOwnSource, ui::Tone::Warn, "cloud_off", view.tr("own.only_here"_key));
    }
    const client::Standing& standing = view.state.standing;
    if (view.visit().staff->show != flow::Staff::Show::Waiting) return;
    // Of the visitors' records that wait here the number alone is known.
    view.ui.banner(id::kOwnQueue, ui::Tone::Info, "cloud_upload",
                   view.tr("own.queue"_key, {{"n", static_cast<std::int64_t>(standing.unsent)}}));
    if (standing.parked == 0) return;
    view.ui.note("error", view.tr("own.queue_parked"_key,
                                  {{"n", static_cast<std::int64_t>(standing.parked)}}));
}

/// How many each filter would show, where a tall page would stand empty above its rows.
void draw_counts(const View& view) {
    if (!has_room_above(view) || !view.visit().staff->own) return;
    std::vector<ui::Figure> figures;
    for (const FilterWords& filter : kFilters) {
        const auto count = static_cast<std::int64_t>(flow::own_of(view.state, filter.show).size());
        figures.push_back(
            {view.tr("staff_home.reports"_key, {{"n", count}}), view.tr(filter.label)});
    }
    view.ui.board(id::kOwnBoard, view.tr("own.counts"_key), {}, figures);
}

/// Nothing in the list: not whether there is nothing at all.
void draw_none(const View& view) {
    const bool waiting = view.visit().staff->show == flow::Staff::Show::Waiting;
    view.ui.body(view.tr(waiting ? "own.none_waiting"_key : "own.none"_key));
}

}  // namespace

std::optional<Intent> draw_staff_records(const View& view) {
    begin_page(view);
    title(view, view.tr("own.title"_key), view.tr("own.lead"_key));
    draw_counts(view);
    draw_source(view);
    view.ui.bottom();
    std::optional<Intent> intent;
    const std::vector<client::OwnIssue> rows = flow::shown_own(view.state);
    if (rows.empty() && view.visit().staff->own) draw_none(view);
    if (auto pressed = draw_rows(view, rows)) intent = std::move(pressed);
    // Below the rows, in reach of everybody (kiosk-ux R9).
    for (const FilterWords& filter : kFilters) {
        if (view.visit().modes.simple) break;
        if (view.ui.chip(id_of(id::kOwnFilter, filter.code), view.tr(filter.label),
                         view.visit().staff->show == filter.show)) {
            intent = flow::FilterOwn{filter.show};
        }
    }
    if (auto pressed = end_page(view, {.secondary = {back_button(view)}, .primary = {}})) {
        intent = std::move(pressed);
    }
    return intent;
}

std::optional<Intent> draw_staff_record(const View& view) {
    begin_page(view);
    title(view, view.tr("own.one"_key), view.tr("own.add"_key));
    const std::vector<client::OwnIssue> rows = flow::shown_own(view.state);
    const std::size_t chosen = view.visit().staff->chosen;
    if (chosen < rows.size()) {
        const client::OwnIssue& one = rows[chosen];
        std::vector<ui::Fact> facts = {
            {view.tr("issue_done.number"_key), text::isolate(one.code.grouped()), {}},
            {view.tr("issue_check.kind"_key), kind_text(view, one.kind), {}},
            {view.tr("receipt_found.filed_on"_key), view.day(one.day), {}},
            {view.tr("own.state"_key), view.tr(words_of(one.state).label), {}},
        };
        if (flow::is_waiting(one)) {
            facts.push_back({view.tr("own.wait"_key), wait_text(view, one), {}});
        }
        view.ui.facts(id::kOwnFacts, {}, facts);
    }
    view.ui.bottom();
    const Button again{{.id = std::string(id::kOwnAgain),
                        .label = view.tr("staff_home.log"_key),
                        .icon = "edit_note"},
                       flow::OpenIssue{}};
    return end_page(view, {.secondary = {back_button(view)}, .primary = again});
}

std::string kind_and_state(const View& view, const client::OwnIssue& one) {
    return view.tr("own.brief"_key,
                   {{"kind", view.words.as_value(kind_text(view, one.kind))},
                    {"state", view.words.as_value(view.tr(words_of(one.state).label))}});
}

}  // namespace sunbooth::app::screens
