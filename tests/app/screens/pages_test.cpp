// SPDX-License-Identifier: Apache-2.0
// What the pages show, in every state and language.
#include "app/screens/draw.h"
#include "app/screens/words.h"
#include "tests/app/screens/demo.h"
#include "tests/app/screens/fake_ui.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

using namespace sunbooth;
using namespace sunbooth::app;
using namespace sunbooth::app::screens;
using namespace sunbooth::app::screens::tests;

namespace {

FakeUi drawn(const flow::State& state, domain::Language language) {
    FakeUi ui(language);
    draw(state, words_of(language), ui);
    return ui;
}

FakeUi drawn(const std::string& name, domain::Language language = domain::Language::Zh) {
    return drawn(sample(name, language), language);
}

/// Calls `check` with every sample in every language, drawn.
template <class Check>
void for_each_picture(Check check) {
    for (const domain::Language language : domain::kLanguages) {
        for (const Sample& one : samples_of(language)) {
            CAPTURE(domain::tag_of(language));
            CAPTURE(one.name);
            check(one, language, drawn(one.state, language));
        }
    }
}

bool has_han(const std::string& text) {
    // U+4E00..U+9FFF begin with e4 b8 80 .. e9 bf bf.
    for (std::size_t i = 0; i + 2 < text.size(); ++i) {
        const auto lead = static_cast<unsigned char>(text[i]);
        const auto next = static_cast<unsigned char>(text[i + 1]);
        if (lead >= 0xe5 && lead <= 0xe9) return true;
        if (lead == 0xe4 && next >= 0xb8) return true;
    }
    return false;
}

}  // namespace

TEST_CASE("pages: the samples show every page, in 14 states and more, each under its own name") {
    std::set<std::string> pages, names;
    const auto& samples = samples_of(domain::Language::Zh);
    for (const Sample& one : samples) {
        pages.insert(flow::to_string(flow::page_of(one.state)));
        names.insert(one.name);
        CHECK(one.name.starts_with(flow::to_string(flow::page_of(one.state))) ==
              (one.name != "idle" && one.name != "leave"));
    }
    CHECK(pages.size() == flow::kPages.size());
    CHECK(names.size() == samples.size());
    CHECK(samples.size() >= 30);
}

TEST_CASE("pages: in every state and language all words are there and all ids are unique") {
    for_each_picture([](const Sample& one, domain::Language, const FakeUi& ui) {
        CHECK(ui.page == flow::to_string(flow::page_of(one.state)));
        CHECK(ui.ended);
        std::set<std::string> ids;
        for (const FakeUi::Node& node : ui.nodes) {
            CAPTURE(node.id);
            CHECK_MESSAGE(node.id != "?", "an empty text in a " << node.kind);
            CHECK(ids.insert(node.id).second);
            const bool untitled = node.kind == "facts" || node.kind == "guide";
            if (!untitled) CHECK_FALSE(node.name.empty());
            CHECK(node.id.find(' ') == std::string::npos);
        }
        for (const std::string& text : ui.texts) {
            CHECK_MESSAGE(text.find("._") == std::string::npos, text);
        }
    });
}

TEST_CASE("pages: no key stands on a page instead of its text") {
    const auto keys = words_of(domain::Language::Zh).keys();
    for_each_picture([&](const Sample&, domain::Language, const FakeUi& ui) {
        for (const std::string& text : ui.texts) {
            CHECK_FALSE(std::binary_search(keys.begin(), keys.end(), text));
        }
    });
}

TEST_CASE("pages: no Chinese on an English or Uyghur page but what is Chinese by nature") {
    for_each_picture([&](const Sample& one, domain::Language language, const FakeUi& ui) {
        if (language == domain::Language::Zh) return;
        const flow::Page page = flow::page_of(one.state);
        if (page == flow::Page::Attract || page == flow::Page::OutOfOrder) return;
        for (const std::string& text : ui.texts) {
            if (text == "中文") continue;
            CHECK_MESSAGE(!has_han(text), text);
        }
    });
}

TEST_CASE("pages: a telephone to call has no blank at which it could break") {
    const std::string broken = demo_hall()->help_phone;
    REQUIRE(broken.find(' ') != std::string::npos);
    const std::string whole = phone_text(broken);
    int told = 0;
    for_each_picture([&](const Sample&, domain::Language, const FakeUi& ui) {
        for (const std::string& text : ui.texts) {
            CHECK_MESSAGE(text.find(broken) == std::string::npos, text);
            told += text.find(whole) == std::string::npos ? 0 : 1;
        }
    });
    CHECK(told > 0);
}

TEST_CASE("pages: each has a way out, and each has the language keys") {
    for_each_picture([](const Sample& one, domain::Language, const FakeUi& ui) {
        const flow::Page page = flow::page_of(one.state);
        if (page == flow::Page::Attract || page == flow::Page::OutOfOrder) return;
        if (page == flow::Page::Closed) return;  // Nobody's, as attract is.
        CHECK(ui.find(flow::id::kZh) != nullptr);
        CHECK(ui.find(flow::id::kUg) != nullptr);
        if (one.name == "busy") return;  // The first seconds of waiting: time leads out.
        const bool out = ui.find(flow::id::kExit) || ui.find(flow::id::kReceiptDone) ||
                         ui.find(flow::id::kBusyCancel) || ui.find(flow::id::kHome);
        CHECK(out);
    });
}

TEST_CASE("pages: an error stands at the top and at the field, in the same words") {
    for (const char* name : {"case_number-error", "complaint_phone-error", "receipt_code-error"}) {
        const FakeUi ui = drawn(name);
        REQUIRE(ui.find(flow::id::kErrorBanner) != nullptr);
        CHECK(ui.find(flow::id::kErrorBanner)->name == ui.last_field.error);
    }
    CHECK(drawn("complaint_topic-error").find(flow::id::kErrorBanner) != nullptr);
    CHECK(drawn("complaint_topic").find(flow::id::kErrorBanner) == nullptr);
}

TEST_CASE("pages: home tells of the network and of a refusal, in words") {
    CHECK(drawn("home").find(flow::id::kHomeOffline) == nullptr);
    CHECK(drawn("home-offline").find(flow::id::kHomeOffline) != nullptr);
    CHECK(drawn("home-refusing").find(flow::id::kErrorBanner) != nullptr);
    CHECK(drawn("home").shows("98.5%"));  // 211 of 214, never rounded up.
}

TEST_CASE(
    "pages X8: without a network the page says since when, with the day when it was another") {
    CHECK(drawn("home-offline").shows("10:24"));
    flow::State state = sample("home-offline");
    state.wall += std::chrono::hours{24};
    CHECK(drawn(state, domain::Language::Zh).shows("11月24日"));
}

TEST_CASE(
    "pages X10: out of order, the nearest other terminal, who helps and the address stand there") {
    const FakeUi ui = drawn("out_of_order");
    CHECK(ui.shows("二楼电梯口"));
    CHECK_FALSE(ui.shows("一楼东门"));  // This terminal itself.
    CHECK(ui.shows(phone_text(demo_hall()->help_phone)));
    REQUIRE(ui.find(flow::id::kOutOnline) != nullptr);
    CHECK(ui.find(flow::id::kOutOnline)->value == demo_hall()->online_address);
    // What is not told is not promised.
    flow::State state = sample("out_of_order");
    auto hall = std::make_shared<domain::Hall>(*demo_hall());
    hall->online_address.clear();
    hall->kiosks.clear();
    state.hall = hall;
    CHECK(drawn(state, domain::Language::Zh).find(flow::id::kOutOnline) == nullptr);
    CHECK_FALSE(drawn(state, domain::Language::Zh).shows("另一台"));
    state.hall = nullptr;
    CHECK(drawn(state, domain::Language::Zh).ended);
}

TEST_CASE("pages X11: closed, the hours and the address stand there") {
    const FakeUi ui = drawn("closed");
    REQUIRE(ui.find(flow::id::kClosedOnline) != nullptr);
    CHECK(ui.find(flow::id::kClosedOnline)->value == demo_hall()->online_address);
    CHECK(ui.shows("9:00"));
}

TEST_CASE("pages A5: what was looked for is shown masked, with three reasons and who helps") {
    const FakeUi number = drawn("case_missing");
    CHECK(number.shows("\u2068420****17\u2069"));
    CHECK(number.shows("****2X"));
    CHECK_FALSE(number.shows("1109"));
    CHECK_FALSE(number.shows("002X"));
    const FakeUi person = drawn("case_missing-person");
    CHECK(person.shows("\u2068110****2X\u2069"));
    CHECK(person.shows("另一个手机号"));
    for (const FakeUi* ui : {&number, &person}) {
        CHECK(std::ranges::count(ui->nodes, "guide", &FakeUi::Node::kind) == 2);
        CHECK(ui->shows(phone_text(demo_hall()->help_phone)));
        CHECK(ui->find(flow::id::kMissingMend) != nullptr);
        CHECK(ui->find(flow::id::kMissingOther) != nullptr);
    }
    flow::State warned = sample("case_missing");
    warned.visit.warned = warned.now;
    CHECK_FALSE(drawn(warned, domain::Language::Zh).shows("420"));
}

TEST_CASE("pages A1: where the number stands on a slip is shown, on the page and in its help") {
    CHECK(drawn("case_number").find(flow::id::kCaseNumberSketch) != nullptr);
    CHECK(drawn("help-case").find(flow::id::kHelpSketch) != nullptr);
    CHECK(drawn("help").find(flow::id::kHelpSketch) == nullptr);
}

TEST_CASE("pages C0 B2: a window can be looked for, by number only where numbers are called") {
    CHECK(drawn("rating_window").find(flow::id::kRatingQueue) != nullptr);
    CHECK(drawn("rating_window").find(flow::id::kRatingFind) != nullptr);
    CHECK(drawn("complaint_window").find(flow::id::kComplaintFind) != nullptr);
    flow::State state = sample("rating_window");
    auto hall = std::make_shared<domain::Hall>(*demo_hall());
    for (domain::Window& one : hall->windows) one.queue.clear();
    state.hall = hall;
    CHECK(drawn(state, domain::Language::Zh).find(flow::id::kRatingQueue) == nullptr);
    const FakeUi both = drawn("place_list-queue");  // Two windows call it.
    CHECK(both.shows("企业开办"));
    CHECK(both.shows("食品经营许可"));
    // A unit that was chosen is named where it was looked for and where it is checked.
    const std::string& unit = demo_hall()->unit("scjg")->name.zh;
    const FakeUi chosen = drawn("complaint_window-unit");
    CHECK(chosen.find(flow::id::kComplaintFind)->name == unit);
    CHECK(chosen.find(flow::id::kComplaintFind)->value == "selected");
    CHECK(chosen.find(flow::id::kComplaintWindowUnknown)->value.empty());
    flow::State check = sample("complaint_check");
    check.visit.complaint.window = "";
    check.visit.complaint.unit = "scjg";
    CHECK(drawn(check, domain::Language::Zh).find(flow::id::kCheckWindow)->value == unit);
}

TEST_CASE("pages: a rate of too few cases is not shown as a rate") {
    auto hall = std::make_shared<domain::Hall>(*demo_hall());
    hall->figures.ratings = 9;
    hall->figures.ratings_satisfied = 9;
    flow::State state = sample("home");
    state.hall = hall;
    CHECK_FALSE(
        drawn(state, domain::Language::Zh).shows("满意（\u20689\u2069 人评价，占 \u2068100%"));
    CHECK_FALSE(drawn(state, domain::Language::Zh).texts.empty());
    for (const std::string& text : drawn(state, domain::Language::Zh).texts) {
        if (text == "100%") continue;  // Cases in time, of which there are thousands.
        CHECK(text.find("100%") == std::string::npos);
    }
}

TEST_CASE("pages: the receipt promises working days and tells the truth about the network") {
    const FakeUi sent = drawn("receipt");
    CHECK(sent.shows("11月27日"));  // 3 working days after Tuesday 24 November.
    CHECK(sent.shows("12月15日"));  // 15 working days.
    CHECK(sent.shows("已送达投诉中心"));
    const FakeUi kept = drawn("receipt-offline");
    CHECK(kept.shows("尚未送出"));
    CHECK_FALSE(kept.shows("已送达"));
    CHECK_FALSE(drawn("receipt-rating").shows("核实"));
}

TEST_CASE("pages: a visitor who left no number is promised no call") {
    flow::State state = sample("receipt");
    std::get<flow::Filed>(state.visit.receipt).with_phone = false;
    CHECK(drawn("receipt").shows("打电话"));
    CHECK_FALSE(drawn(state, domain::Language::Zh).shows("打电话"));
}

TEST_CASE("pages: a looked-up record shows its state, reply, refusal and lateness") {
    CHECK(drawn("receipt-replied").find(flow::id::kReceiptReply) != nullptr);
    CHECK(drawn("receipt-refused").find(flow::id::kReceiptRefusal) != nullptr);
    CHECK(drawn("receipt-overdue").shows("已经逾期"));
    CHECK(drawn("receipt-queued").shows("尚未送出"));
    CHECK(drawn("receipt-accepted").find(flow::id::kReceiptReply) == nullptr);
}

TEST_CASE("pages: what a complaint was found to be is said before the reply, and only with it") {
    CHECK(drawn("receipt-replied").shows("您反映的情况属实。"));
    CHECK(drawn("receipt-accepted").find(flow::id::kReceiptFinding) == nullptr);
    flow::State state = sample("receipt-replied");
    domain::TicketView& ticket = std::get<flow::LookedUp>(state.visit.receipt).found.view;
    for (const auto& [finding, words] :
         {std::pair{domain::Finding::Partly, "您反映的情况部分属实。"},
          std::pair{domain::Finding::Untrue, "您反映的情况不属实。"},
          std::pair{domain::Finding::Unclear, "您反映的情况没能核实清楚。"}}) {
        ticket.finding = finding;
        CHECK(drawn(state, domain::Language::Zh).shows(words));
    }
    ticket.finding.reset();  // A center that does not say it.
    const FakeUi silent = drawn(state, domain::Language::Zh);
    CHECK(silent.find(flow::id::kReceiptFinding) == nullptr);
    CHECK(silent.find(flow::id::kReceiptReply) != nullptr);
}

TEST_CASE("pages: a case shows what is left, or how late it is, with a way to complain") {
    CHECK(drawn("case_result").shows("还有 \u20684\u2069 个工作日"));
    CHECK(drawn("case_result").find(flow::id::kCaseComplain) == nullptr);
    CHECK(drawn("case_result-overdue").shows("已超期 \u20683\u2069 个工作日"));
    CHECK(drawn("case_result-overdue").find(flow::id::kCaseComplain) != nullptr);
    CHECK(drawn("case_result-supplement").find(flow::id::kCaseSnapshot) != nullptr);
}

TEST_CASE("pages: personal words are covered while the idle warning is up") {
    const FakeUi check = drawn("idle");
    REQUIRE(check.find(flow::id::kIdle) != nullptr);
    CHECK_FALSE(check.shows("138"));
    CHECK_FALSE(check.shows("来回跑"));
    flow::State typing = sample("complaint_text");
    typing.visit.warned = typing.now;
    const FakeUi covered = drawn(typing, domain::Language::Zh);
    CHECK(covered.field_words.find("窗口") == std::string::npos);
    CHECK(covered.field_words.find("•") != std::string::npos);
}

TEST_CASE("pages: the telephone is masked on the check page") {
    const FakeUi ui = drawn("complaint_check");
    REQUIRE(ui.find(flow::id::kCheckPhone) != nullptr);
    CHECK(ui.find(flow::id::kCheckPhone)->value == "\u2068138****0017\u2069");
}

TEST_CASE("pages: each group of a receipt code that is full has its tick") {
    const struct {
        const char* typed;
        int full;
    } rows[] = {{"", 0}, {"A7K", 0}, {"A7K2", 1}, {"A7K29QXM", 2}, {"A7K29QXM4T8R", 3}};
    for (const auto& row : rows) {
        CAPTURE(row.typed);
        flow::State state = sample("receipt_code-error");
        flow::Entry& entry = state.visit.entry(flow::Field::ReceiptCode);
        entry.text = SecretText(row.typed);
        entry.caret = entry.anchor = entry.text.size();
        FakeUi ui(domain::Language::Zh);
        draw(state, words_of(domain::Language::Zh), ui);
        CHECK(ui.last_field.groups == 3);
        CHECK(ui.last_field.full == row.full);
    }
}

TEST_CASE("pages: a language without a font has no key and no line, and who wanted it is told") {
    for (const char* name : {"home", "attract", "complaint_topic"}) {
        CAPTURE(name);
        flow::State state = sample(name);
        state.unreadable = {false, false, true};
        FakeUi ui(domain::Language::Zh);
        draw(state, words_of(domain::Language::Zh), ui);
        CHECK(ui.find(flow::id::kUg) == nullptr);
        CHECK(ui.find(flow::id::kEn) != nullptr);
        for (const std::string& text : ui.texts) {
            CHECK(text.find("باشلاش") == std::string::npos);
        }
        const bool told = ui.find("home.font.ug") != nullptr;
        CHECK(told == (std::string_view(name) == "home"));
    }
}
