// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/ui/ui.h"

#include <array>
#include <string>
#include <vector>

namespace sunbooth::app::screens::tests {

/// A widget layer that draws nothing: it writes down what a page shows, and presses one thing.
class FakeUi final : public ui::Ui {
public:
    struct Node {
        std::string kind, id, name, value;
    };

    explicit FakeUi(domain::Language language) : language_(language) {}

    /// The next frame answers as if this control was pressed.
    std::string pressed;
    int pager_by = 0;
    std::optional<ui::KeyPress> key;
    std::optional<std::size_t> caret;

    // What the frame showed.
    std::string page;
    std::vector<Node> nodes;
    std::vector<std::string> texts;
    ui::FieldView last_field;
    std::string field_words;
    std::vector<std::string> candidates;
    std::vector<ui::Step> steps;  ///< Of the page's progress.
    std::string heading_text;
    bool ended = false;
    bool staff_edge = false;

    const Node* find(std::string_view id) const {
        for (const Node& node : nodes) {
            if (node.id == id) return &node;
        }
        return nullptr;
    }
    bool shows(std::string_view part) const {
        for (const std::string& text : texts) {
            if (text.find(part) != std::string::npos) return true;
        }
        return false;
    }

    domain::Language language() const override { return language_; }
    const ui::Screen& screen() const override { return screen_; }

    void begin(std::string_view name, const ui::Shell& shell) override {
        page = name;
        nodes.clear();
        texts.clear();
        steps.clear();
        ended = false;
        staff_edge = shell.staff_edge;
        for (const std::string& text :
             {shell.hall_name, shell.status_text, shell.clock_text, shell.step_text}) {
            if (!text.empty()) texts.push_back(text);
        }
    }
    void end() override { ended = true; }

    void heading(std::string_view text, std::string_view, ui::Tone) override {
        say("heading", text);
        heading_text = text;
    }
    void subheading(std::string_view text) override { say("subheading", text); }
    void lead(std::string_view text) override { say("lead", text); }
    void body(std::string_view text) override { say("body", text); }
    void note(std::string_view, std::string_view text) override { say("note", text); }
    void helper(std::string_view id, std::string_view title,
                std::span<const ui::GuideLine> lines) override {
        put("helper", id, title);
        for (const ui::GuideLine& line : lines) say("note", line.text);
    }
    /// The value of a banner is its sign and its tone: "schedule danger".
    void banner(std::string_view id, ui::Tone tone, std::string_view icon,
                std::string_view text) override {
        constexpr std::array kTones = {"info", "warn", "success", "danger"};
        put("banner", id, text,
            std::string(icon) + " " + kTones.at(static_cast<std::size_t>(tone)));
    }
    /// The value of faults is how many there are said to be.
    void faults(std::string_view id, std::string_view count, std::string_view text) override {
        put("faults", id, text, count);
        say("count", count);
    }
    void board(std::string_view id, std::string_view title, std::string_view aside,
               std::span<const ui::Figure> figures) override {
        put("board", id, title, aside);
        for (const ui::Figure& figure : figures)
            say("figure", figure.value), say("figure", figure.label);
    }
    void facts(std::string_view id, std::string_view title,
               std::span<const ui::Fact> facts) override {
        nodes.push_back({"facts", std::string(id), std::string(title), {}});
        for (const ui::Fact& fact : facts) {
            say("fact", fact.label);
            say("fact", fact.value);
            if (!fact.sub.empty()) say("fact", fact.sub);
        }
    }
    void guide(std::string_view id, std::string_view title,
               std::span<const ui::GuideLine> lines) override {
        put("guide", id, title);
        for (const ui::GuideLine& line : lines) say("line", line.text);
    }
    void progress(std::string_view id, std::string_view, std::string_view chip,
                  std::string_view aside, std::string_view title,
                  std::span<const ui::Step> all) override {
        put("progress", id, title, aside);
        say("chip", chip);
        for (const ui::Step& step : all) say("step", step.label);
        steps.assign(all.begin(), all.end());
    }
    void receipt(std::string_view id, std::string_view label, std::string_view code,
                 std::string_view hint, std::string_view qr) override {
        put("receipt", id, label, code);
        say("hint", hint);
        say("qr", qr);
    }
    void address(std::string_view id, std::string_view title, std::string_view address) override {
        put("address", id, title, address);
        say("address", address);
    }
    void slip_sketch(std::string_view id, std::string_view label, bool) override {
        put("sketch", id, label);
    }
    void quote(std::string_view id, std::string_view title, std::string_view text) override {
        put("quote", id, title, text);
        say("quote", text);
    }
    void bottom() override {}

    bool task_card(std::string_view id, std::string_view, std::string_view title,
                   std::string_view hint) override {
        put("button", id, title);
        say("hint", hint);
        return press(id);
    }
    bool choice(std::string_view id, std::string_view, std::string_view label, std::string_view,
                bool selected) override {
        put("choice", id, label, selected ? "selected" : "");
        return press(id);
    }
    bool row(std::string_view id, std::string_view, std::string_view label,
             std::string_view) override {
        put("row", id, label);
        return press(id);
    }
    /// The value of a record is its chip: "hourglass_top 办理中".
    bool record(std::string_view id, const ui::Record& record) override {
        put("record", id, record.title, record.sign + " " + record.state);
        if (!record.state.empty()) say("state", record.state);
        if (!record.sub.empty()) say("sub", record.sub);
        return press(id);
    }
    bool chip(std::string_view id, std::string_view label, bool selected) override {
        put("chip", id, label, selected ? "selected" : "");
        return press(id);
    }
    bool rating(std::string_view id, int, std::string_view label) override {
        put("rating", id, label);
        return press(id);
    }
    bool answer(std::string_view id, std::string_view label, std::string_view value,
                std::string_view change, bool) override {
        put("answer", id, label, value);
        say("value", value);
        say("change", change);
        return press(id);
    }
    std::optional<std::size_t> field(std::string_view id, const ui::FieldView& view) override {
        put("field", id, view.label, view.words);
        last_field = view;
        field_words = view.words;
        last_field.words = {};
        if (!view.error.empty()) say("error", view.error);
        if (!view.counter.empty()) say("counter", view.counter);
        return std::exchange(caret, std::nullopt);
    }
    std::optional<ui::KeyPress> panel(std::string_view id, const ui::PanelView& view) override {
        nodes.push_back({"keyboard", std::string(id), "keys", {}});
        for (const ui::Tab& tab : view.tabs) put("tab", tab.id, tab.label);
        for (const std::string& word : {view.undo, view.clear, view.more, view.hanzi, view.hand}) {
            if (!view.tabs.empty()) say("key", word);
        }
        candidates.assign(view.candidates.begin(), view.candidates.end());
        return std::exchange(key, std::nullopt);
    }
    bool button(std::string_view id, std::string_view, std::string_view label) override {
        put("button", id, label);
        return press(id);
    }
    int pager(std::string_view id, int, int, const ui::PagerWords& words) override {
        put("pager", id, words.label);
        return std::exchange(pager_by, 0);
    }
    std::optional<std::string> utilities(std::span<const ui::Action> actions) override {
        return press_one(actions);
    }
    std::optional<std::string> actions(std::span<const ui::Action> secondary,
                                       const std::optional<ui::Action>& primary) override {
        auto found = press_one(secondary);
        if (primary) {
            put("button", primary->id, primary->label);
            if (press(primary->id)) found = primary->id;
        }
        return found;
    }
    std::optional<std::string> dialog(std::string_view id, std::string_view title,
                                      std::string_view body, std::string_view,
                                      const ui::Action& safe, const ui::Action& other) override {
        put("dialog", id, title);
        say("body", body);
        const std::vector<ui::Action> both = {safe, other};
        return press_one(both);
    }
    std::optional<std::string> sheet(std::string_view id, std::string_view title,
                                     std::span<const ui::SheetRow> rows,
                                     const ui::Action& close) override {
        put("sheet", id, title);
        std::optional<std::string> found = press_one(std::span(&close, 1));
        for (const ui::SheetRow& row : rows) {
            say("row", row.label);
            if (auto hit = press_one(row.keys)) found = hit;
        }
        return found;
    }
    std::optional<std::string> attract(const ui::AttractView& view) override {
        say("title", view.title);
        for (const std::string& line : view.lines) say("line", line);
        say("foot", view.foot);
        std::optional<std::string> found;
        for (const auto* keys : {&view.languages, &view.tasks, &view.helps}) {
            if (auto hit = press_one(*keys)) found = hit;
        }
        if (pressed == "anywhere") return std::exchange(pressed, {});
        return found;
    }

private:
    void say(std::string_view kind, std::string_view text) {
        texts.emplace_back(text);
        if (text.empty()) nodes.push_back({std::string(kind), "?", {}, {}});
    }
    void put(std::string_view kind, std::string_view id, std::string_view name,
             std::string_view value = {}) {
        nodes.push_back(
            {std::string(kind), std::string(id), std::string(name), std::string(value)});
        texts.emplace_back(name);
    }
    bool press(std::string_view id) {
        if (pressed != id) return false;
        pressed.clear();
        return true;
    }
    std::optional<std::string> press_one(std::span<const ui::Action> actions) {
        std::optional<std::string> found;
        for (const ui::Action& action : actions) {
            if (action.id.empty()) continue;  // A place that stays empty.
            put("button", action.id, action.label);
            if (press(action.id)) found = action.id;
        }
        return found;
    }

    domain::Language language_;
    ui::Screen screen_;
};

}  // namespace sunbooth::app::screens::tests
