// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/ui/ui.h"

#include <optional>
#include <string>
#include <vector>

namespace sunbooth::app::screens::tests {

/// Passes a page on to the real widgets as if nothing on it were chosen: what is missing from that
/// picture is what tells that something is.
class NothingChosen final : public ui::Ui {
public:
    explicit NothingChosen(ui::Ui& real) : real_(real) {}

    domain::Language language() const override { return real_.language(); }
    const ui::Screen& screen() const override { return real_.screen(); }
    void begin(std::string_view page, const ui::Shell& shell) override { real_.begin(page, shell); }
    void end() override { real_.end(); }
    void heading(std::string_view text, std::string_view icon, ui::Tone tone) override {
        real_.heading(text, icon, tone);
    }
    void subheading(std::string_view text) override { real_.subheading(text); }
    void lead(std::string_view text) override { real_.lead(text); }
    void body(std::string_view text) override { real_.body(text); }
    void note(std::string_view icon, std::string_view text) override { real_.note(icon, text); }
    void helper(std::string_view id, std::string_view title,
                std::span<const ui::GuideLine> lines) override {
        real_.helper(id, title, lines);
    }
    void banner(std::string_view id, ui::Tone tone, std::string_view icon,
                std::string_view text) override {
        real_.banner(id, tone, icon, text);
    }
    void faults(std::string_view id, std::string_view count, std::string_view text) override {
        real_.faults(id, count, text);
    }
    void board(std::string_view id, std::string_view title, std::string_view aside,
               std::span<const ui::Figure> figures) override {
        real_.board(id, title, aside, figures);
    }
    void facts(std::string_view id, std::string_view title,
               std::span<const ui::Fact> facts) override {
        real_.facts(id, title, facts);
    }
    void guide(std::string_view id, std::string_view title,
               std::span<const ui::GuideLine> lines) override {
        real_.guide(id, title, lines);
    }
    void progress(std::string_view id, std::string_view chip_icon, std::string_view chip,
                  std::string_view aside, std::string_view title,
                  std::span<const ui::Step> steps) override {
        real_.progress(id, chip_icon, chip, aside, title, steps);
    }
    void receipt(std::string_view id, std::string_view label, std::string_view code,
                 std::string_view hint, std::string_view qr) override {
        real_.receipt(id, label, code, hint, qr);
    }
    void address(std::string_view id, std::string_view title, std::string_view address) override {
        real_.address(id, title, address);
    }
    void slip_sketch(std::string_view id, std::string_view label, bool besides) override {
        real_.slip_sketch(id, label, besides);
    }
    void quote(std::string_view id, std::string_view title, std::string_view text) override {
        real_.quote(id, title, text);
    }
    void bottom() override { real_.bottom(); }
    bool task_card(std::string_view id, std::string_view icon, std::string_view title,
                   std::string_view hint) override {
        return real_.task_card(id, icon, title, hint);
    }
    bool choice(std::string_view id, std::string_view icon, std::string_view label,
                std::string_view hint, bool) override {
        return real_.choice(id, icon, label, hint, false);
    }
    bool row(std::string_view id, std::string_view icon, std::string_view label,
             std::string_view hint) override {
        return real_.row(id, icon, label, hint);
    }
    bool record(std::string_view id, const ui::Record& record) override {
        return real_.record(id, record);
    }
    bool chip(std::string_view id, std::string_view label, bool) override {
        return real_.chip(id, label, false);
    }
    bool rating(std::string_view id, int level, std::string_view label) override {
        return real_.rating(id, level, label);
    }
    bool answer(std::string_view id, std::string_view label, std::string_view value,
                std::string_view change, bool is_private) override {
        return real_.answer(id, label, value, change, is_private);
    }
    std::optional<std::size_t> field(std::string_view id, const ui::FieldView& view) override {
        ui::FieldView none = view;
        none.shown = false;
        return real_.field(id, none);
    }
    std::optional<ui::KeyPress> panel(std::string_view id, const ui::PanelView& view) override {
        ui::PanelView none = view;
        for (ui::Tab& tab : none.tabs) tab.selected = false;
        return real_.panel(id, none);
    }
    bool button(std::string_view id, std::string_view icon, std::string_view label) override {
        return real_.button(id, icon, label);
    }
    int pager(std::string_view id, int page, int pages, const ui::PagerWords& words) override {
        return real_.pager(id, page, pages, words);
    }
    std::optional<std::string> utilities(std::span<const ui::Action> list) override {
        return real_.utilities(none_of(list));
    }
    std::optional<std::string> actions(std::span<const ui::Action> secondary,
                                       const std::optional<ui::Action>& primary) override {
        return real_.actions(secondary, primary);
    }
    std::optional<std::string> dialog(std::string_view id, std::string_view title,
                                      std::string_view body, std::string_view countdown,
                                      const ui::Action& safe, const ui::Action& other) override {
        return real_.dialog(id, title, body, countdown, safe, other);
    }
    std::optional<std::string> sheet(std::string_view id, std::string_view title,
                                     std::span<const ui::SheetRow> rows,
                                     const ui::Action& close) override {
        std::vector<ui::SheetRow> none(rows.begin(), rows.end());
        for (ui::SheetRow& row : none) row.keys = none_of(row.keys);
        return real_.sheet(id, title, none, close);
    }
    std::optional<std::string> attract(const ui::AttractView& view) override {
        return real_.attract(view);
    }

private:
    static std::vector<ui::Action> none_of(std::span<const ui::Action> list) {
        std::vector<ui::Action> none(list.begin(), list.end());
        for (ui::Action& action : none) action.selected = false;
        return none;
    }

    ui::Ui& real_;
};

}  // namespace sunbooth::app::screens::tests
