// SPDX-License-Identifier: Apache-2.0
#include "app/screens/staff_records.h"

#include "app/screens/issue.h"
#include "app/screens/shell.h"
#include "app/screens/words.h"
#include "app/text/text.h"

#include <array>

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
    FilterWords{flow::Staff::Show::Open, "open", "own.open"_key},
    FilterWords{flow::Staff::Show::All, "all", "own.all"_key},
};

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
                        hint(view, view.day(one.day)))) {
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
}

}  // namespace

std::optional<Intent> draw_staff_records(const View& view) {
    begin_page(view);
    title(view, view.tr("own.title"_key), view.tr("own.lead"_key));
    draw_source(view);
    view.ui.bottom();
    std::optional<Intent> intent;
    const std::vector<client::OwnIssue> rows = flow::shown_own(view.state);
    if (rows.empty() && view.visit().staff->own) view.ui.body(view.tr("own.none"_key));
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
        const std::array<ui::Fact, 4> facts = {{
            {view.tr("issue_done.number"_key), text::isolate(one.code.grouped()), {}},
            {view.tr("issue_check.kind"_key), kind_text(view, one.kind), {}},
            {view.tr("receipt_found.filed_on"_key), view.day(one.day), {}},
            {view.tr("own.state"_key), view.tr(words_of(one.state).label), {}},
        }};
        view.ui.facts(id::kOwnFacts, {}, facts);
    }
    view.ui.bottom();
    const Button again{{.id = std::string(id::kOwnAgain),
                        .label = view.tr("staff_home.log"_key),
                        .icon = "edit_note"},
                       flow::OpenIssue{}};
    return end_page(view, {.secondary = {back_button(view)}, .primary = again});
}

}  // namespace sunbooth::app::screens
