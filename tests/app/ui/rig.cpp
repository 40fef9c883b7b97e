// SPDX-License-Identifier: Apache-2.0
#include "tests/app/ui/rig.h"

#include <doctest/doctest.h>

#include <array>

namespace sunbooth::app::ui::tests {

text::FontLibrary& fonts() {
    static const std::unique_ptr<text::FontLibrary> library = [] {
        auto opened = text::FontLibrary::open();
        REQUIRE_MESSAGE(opened.ok(), opened.error().line());
        return std::move(opened).value();
    }();
    return *library;
}

Glass::Pressed Glass::draw(const Page& page, domain::Language language) {
    Pressed pressed;
    ui->frame(painter, language);
    ui->begin(page.name, {});
    ui->heading("问题");
    if (page.field) pressed.field = ui->field("page.field", *page.field);
    if (page.chip) pressed.chip = ui->chip("page.chip", "一", false);
    ui->bottom();
    if (page.keyboard) pressed.key = ui->panel("keyboard", *page.keyboard);
    const std::array<Action, 2> strip = {Action{.id = "shell.zh", .label = "中文", .icon = {}},
                                         Action{.id = "shell.en", .label = "English", .icon = {}}};
    pressed.strip = ui->utilities(strip);
    const std::array<Action, 1> back = {Action{.id = "shell.back", .label = "返回", .icon = {}}};
    pressed.bar = ui->actions(back, Action{.id = "shell.continue", .label = "继续", .icon = {}});
    if (page.dialog) {
        pressed.dialog =
            ui->dialog("ask", "真的？", "是吗？", "", {.id = "ask.no", .label = "不", .icon = {}},
                       {.id = "ask.yes", .label = "是", .icon = {}});
    }
    ui->end();
    return pressed;
}

std::string focused(const Tree& tree) {
    for (const Node& node : tree.nodes) {
        if (node.focused) return node.id;
    }
    return {};
}

}  // namespace sunbooth::app::ui::tests
