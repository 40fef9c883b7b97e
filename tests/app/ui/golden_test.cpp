// SPDX-License-Identifier: Apache-2.0
// One page that holds every widget, painted onto a list of what was painted: glyph runs, boxes and
// lines, in whole pixels. Each of its tiles (a third of a row of the glass) has a number that
// stands in tests/golden/widgets.txt; whoever changes how a widget looks sees which tiles changed,
// looks at them, and writes the file anew with
//     SUNBOOTH_GOLDEN=write build/dev/bin/app_ui_test -tc="golden*"
#include "tests/app/ui/rig.h"
#include "tests/app/ui/tiles.h"
#include "tests/where.h"

#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <map>
#include <tuple>

using namespace sunbooth;
using namespace sunbooth::app;
using namespace sunbooth::app::ui;
using namespace sunbooth::app::ui::tests;

namespace {

Action action(const char* id, const char* label, const char* icon = "") {
    Action made;
    made.id = id;
    made.label = label;
    made.icon = icon;
    return made;
}

using PageOf = void (*)(Ui&);

void cards(Ui& ui) {
    ui.heading("您的办件进度", "check", Tone::Success);
    ui.lead("轻触一项开始，不用登录。");
    ui.banner("w.banner", Tone::Warn, "cloud_off", "网络断开。可以投诉和评价，联网后自动送达。");
    const std::array<Figure, 4> figures = {
        {{"9,412 件", "办结"}, {"100%", "按期"}, {"98.5%", "满意"}, {"17 / 18", "答复"}}};
    ui.board("w.board", "阳光公开", "10月31日", figures);
    const std::array<Step, 3> steps = {{{"受理", "check", Step::State::Done},
                                        {"审查", "fact_check", Step::State::Active},
                                        {"办结", "inventory_2", Step::State::Ahead}}};
    ui.progress("w.progress", "hourglass_top", "办理中", "王*", "食品经营许可", steps);
    const std::array<Fact, 2> facts = {
        {{"最迟办结", "11月30日", "还有 4 个工作日"}, {"承办", "3 号窗口", ""}}};
    ui.facts("w.facts", "接下来", facts);
    ui.quote("w.quote", "答复", "您反映的情况属实，我们已要求窗口设 A、B 岗。");
    ui.note("info", "要人帮忙？请到 1 号窗口");
}

void choices(Ui& ui) {
    ui.heading("遇到了什么问题？", {}, Tone::Info);
    ui.task_card("w.one", "search", "查办件进度", "凭受理编号");
    ui.task_card("w.two", "receipt_long", "看答复", "凭回执码");
    ui.chip("w.chip1", "窗口没人", true);
    ui.chip("w.chip2", "等了很久", false);
    ui.bottom();
    ui.choice("w.choice1", "schedule", "办事慢", "到时间还没办好", true);
    ui.choice("w.choice2", "block", "不办", "", false);
    ui.rating("w.rating", 5, "非常满意");
    ui.rating("w.worst", 1, "非常不满意");
    ui.button("w.button", "print", "打印");
    ui.pager("w.pager", 1, 3, {"第 2 / 3 页", "上一页", "下一页"});
}

void receipts(Ui& ui) {
    ui.heading("已收到您的投诉", "check", Tone::Success);
    ui.receipt("w.receipt", "回执码", "B8E9-63KQ-8BCF", "凭它查询。", "SB1.example");
    ui.bottom();
    ui.answer("w.answer", "窗口", "3 号窗口", "修改", false);
}

void explained(Ui& ui) {
    ui.heading("怎么用这台机器", "help", Tone::Info);
    const std::array<GuideLine, 2> lines = {{{"touch_app", "选一个问题和一个窗口，不知道也可以。"},
                                             {"qr_code", "提交后给您一个回执码。"}}};
    ui.guide("w.guide", "找人帮忙", lines);
    ui.bottom();
    ui.row("w.row1", "inbox", "问题 · 已登记", "11月24日");
    ui.row("w.row2", "check", "表扬 · 办结", "");
}

void asked(Ui& ui) {
    choices(ui);
    ui.dialog("w.dialog", "还需要时间吗？", "没有人操作，屏幕就会清空。", "26",
              action("w.stay", "继续使用", "check"), action("w.end", "结束并清除", "logout"));
}

/// The writing panel with what was begun on it.
void write_on(Ui& ui, Keyboard layout, std::string_view begun) {
    FieldView field;
    field.label = "情况";
    field.counter = "4 / 500";
    field.lines = 3;
    field.words = begun;
    field.caret = begun.size();
    field.preedit = {0, begun.size()};
    field.focused = true;
    ui.field("w.field", field);
    ui.bottom();
    PanelView panel;
    panel.layout = layout;
    const auto tab = [&](Keyboard to, const char* id, const char* label) {
        panel.tabs.push_back({to, id, label, domain::Language::Zh, to == layout});
    };
    tab(Keyboard::Hand, "keyboard.tab.hand", "手写");
    if (layout == Keyboard::Pinyin) tab(Keyboard::Pinyin, "keyboard.tab.pinyin", "拼音");
    tab(Keyboard::Nine, "keyboard.tab.nine", "九宫格");
    tab(Keyboard::Uyghur, "keyboard.tab.uyghur", "ئۇيغۇرچە");
    static const std::array<std::string_view, 4> read = {"窗口没人", "窗口", "床口", "窗"};
    const bool reads = layout == Keyboard::Pinyin || layout == Keyboard::Nine;
    if (reads) panel.candidates.assign(read.begin(), read.end());
    panel.pad_hint = "在这里写字";
    panel.undo = "撤一笔";
    panel.clear = "重写";
    panel.more = "更多";
    panel.hanzi = "常用字";
    panel.candidate = "候选";
    ui.panel("keyboard", panel);
}

void pinyin(Ui& ui) {
    write_on(ui, Keyboard::Pinyin, "chuangkoumeiren");
}
void nine(Ui& ui) {
    write_on(ui, Keyboard::Nine, "窗口没人");
}
void pad(Ui& ui) {
    write_on(ui, Keyboard::Hand, "");
}
void uyghur(Ui& ui) {
    write_on(ui, Keyboard::Uyghur, "");
}

/// All tiles of one page, as they stand in the file.
std::vector<std::string> tiles_of(const char* name, PageOf page, domain::Language language,
                                  const Screen& screen, const Look& look = {}) {
    Glass glass(screen);
    glass.ui->set_look(look);
    std::vector<std::string> lines;
    TilePainter painter(screen);
    {
        glass.ui->frame(painter, language);
        Shell shell;
        shell.hall_name = "襄阳市行政服务中心";
        shell.clock_text = "10:24";
        glass.ui->begin("w", shell);
        page(*glass.ui);
        const std::array<Action, 2> strip = {action("shell.zh", "中文"),
                                             action("shell.en", "English")};
        glass.ui->utilities(strip);
        const std::array<Action, 1> back = {action("shell.back", "返回", "arrow_back")};
        glass.ui->actions(back, action("shell.continue", "继续", "arrow_forward"));
        glass.ui->end();
    }
    for (int tile = 0; tile < kRows * kColumns; ++tile) {
        lines.push_back(std::string(name) + " " + domain::tag_of(language) + " " +
                        std::to_string(screen.width_px) + "x" + std::to_string(screen.height_px) +
                        " row " + std::to_string(tile / kColumns + 1) + " column " +
                        std::to_string(tile % kColumns + 1) + " " + painter.line_of(tile));
    }
    return lines;
}

std::vector<std::string> all_tiles() {
    constexpr std::array<std::pair<const char*, PageOf>, 5> kAll = {{{"cards", cards},
                                                                     {"choices", choices},
                                                                     {"receipts", receipts},
                                                                     {"asked", asked},
                                                                     {"explained", explained}}};
    std::vector<std::string> lines;
    for (const auto& [name, page] : kAll) {
        for (const domain::Language language : {domain::Language::Zh, domain::Language::Ug}) {
            for (auto& line : tiles_of(name, page, language, Screen{})) lines.push_back(line);
        }
    }
    // The panels of writing: as they are, and for a hand that trembles.
    constexpr std::array<std::tuple<const char*, PageOf, bool>, 7> kPanels = {
        {{"pinyin", pinyin, false},
         {"nine", nine, false},
         {"pad", pad, false},
         {"uyghur", uyghur, false},
         {"steady nine", nine, true},
         {"steady pad", pad, true},
         {"steady uyghur", uyghur, true}}};
    for (const auto& [name, page, steady] : kPanels) {
        const Look look{.steady = steady};
        for (auto& line : tiles_of(name, page, domain::Language::Zh, Screen{}, look))
            lines.push_back(line);
    }
    return lines;
}

}  // namespace

TEST_CASE("golden: every widget is painted as it was when somebody last looked at it") {
    const std::string file = test::source_dir() + "/tests/golden/widgets.txt";
    const std::vector<std::string> lines = all_tiles();
    const char* wanted = std::getenv("SUNBOOTH_GOLDEN");
    if (wanted != nullptr && std::string_view(wanted) == "write") {
        std::ofstream out(file);
        for (const std::string& line : lines) out << line << "\n";
        return;
    }
    std::ifstream in(file);
    std::vector<std::string> known;
    for (std::string line; std::getline(in, line);) known.push_back(line);
    REQUIRE(known.size() == lines.size());
    for (std::size_t i = 0; i < lines.size(); ++i) CHECK(lines[i] == known[i]);
}

TEST_CASE("golden: a pixel that moves is seen") {
    const std::vector<std::string> as_it_is =
        tiles_of("choices", choices, domain::Language::Zh, Screen{});
    const std::vector<std::string> moved =
        tiles_of("choices", choices, domain::Language::Zh, Screen{.diagonal_in = 27.03F});
    CHECK(as_it_is != moved);
}
