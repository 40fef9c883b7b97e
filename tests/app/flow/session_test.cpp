// SPDX-License-Identifier: Apache-2.0
// kiosk-ux C2 over a whole session: what a visitor answered once stands there again, whatever way
// leads back to its question, until it is filed or the visit ends.
#include "tests/app/flow/visitor.h"

#include <doctest/doctest.h>

#include <functional>
#include <map>

using namespace sunbooth;
using namespace sunbooth::app::flow;
using namespace sunbooth::app::flow::tests;

namespace {

/// What the page asks, as it is answered so far; empty: not at all.
std::string answer_on(const Visit& visit, Page page) {
    const auto said = [](const auto& value, const char* what) {
        return value ? std::string(what) : std::string();
    };
    switch (page) {
        case Page::ComplaintTopic:
            return visit.complaint.topic.value_or("");
        case Page::ComplaintWindow:
            return visit.complaint.window ? "at " + *visit.complaint.window : "";
        case Page::ComplaintDay:
            return said(visit.complaint.happened, "a day");
        case Page::ComplaintReply:
            return said(visit.complaint.call, "a call or none");
        case Page::RatingWindow:
            return visit.rating.window ? "at " + *visit.rating.window : "";
        case Page::RatingLevel:
            return visit.rating.level ? std::to_string(*visit.rating.level) : "";
        default:
            break;
    }
    const auto field = field_of(page);
    return field ? std::string(visit.entry(*field).text.view()) : std::string();
}

/// One who goes through pages, and looks at each whether it asks again.
struct Session {
    Visitor visitor;
    std::map<Page, std::string> known;
    int seen = 0;

    void look() {
        const Page page = visitor.page();
        const std::string now = answer_on(visitor.state.visit, page);
        if (const auto before = known.find(page); before != known.end()) {
            CAPTURE(to_string(page));
            CHECK(now == before->second);
            ++seen;
        }
        if (!now.empty()) known[page] = now;
    }
    void act(const Intent& intent) {
        look();
        visitor.act(intent);
        look();
    }
    void back_home() {
        for (int i = 0; i < 12 && visitor.page() != Page::Home; ++i) act(Back{});
        REQUIRE(visitor.page() == Page::Home);
    }
    /// Through the questions of a task by "continue" alone, as far as answers lead.
    void again(Task task, Page to) {
        act(OpenTask{task});
        for (int i = 0; i < 12 && visitor.page() != to; ++i) act(Continue{});
        CHECK(visitor.page() == to);
    }
};

/// What a visitor may do on any page, and be back on it.
const std::vector<std::function<void(Session&)>>& interruptions() {
    static const std::vector<std::function<void(Session&)>> all = {
        [](Session& s) { s.act(OpenHelp{}), s.act(Back{}); },
        [](Session& s) { s.act(CallPerson{}), s.act(OpenHelp{}), s.act(Back{}), s.act(Back{}); },
        [](Session& s) { s.act(ChooseLanguage{domain::Language::Ug}); },
        [](Session& s) { s.act(OpenModes{}), s.act(ChooseModes{kElder}), s.act(Stay{}); },
        [](Session& s) { s.act(Exit{}), s.act(Stay{}); },
        [](Session& s) {
            s.visitor.wait(300s);
            REQUIRE(s.visitor.state.visit.warned);
            s.act(Stay{});
        }};
    return all;
}

}  // namespace

TEST_CASE("session C2: what was answered once is not asked again, on whatever way") {
    for (std::size_t way = 0; way < interruptions().size(); ++way) {
        CAPTURE(way);
        Session session;
        session.visitor.to_check("窗口没人", "13800000017");
        REQUIRE(session.visitor.page() == Page::ComplaintCheck);
        session.back_home();
        session.again(Task::Rating, Page::RatingWindow);
        session.act(ChooseWindow{"3"});
        session.act(Continue{});
        session.act(ChooseLevel{1});
        session.act(Back{});
        interruptions()[way](session);
        session.back_home();
        session.again(Task::Complaint, Page::ComplaintPhone);
        interruptions()[way](session);
        session.act(Continue{});
        CHECK(session.visitor.page() == Page::ComplaintCheck);
        session.back_home();
        session.again(Task::Rating, Page::RatingLevel);
        CHECK(session.seen > 30);
    }
}

TEST_CASE(
    "session C2: a number that was looked for stands there again, and where a case lies too") {
    Session session;
    session.visitor.ask_case("002X");
    session.visitor.tell(
        client::LookUpFailed{session.visitor.awaited(), {ErrorCode::NotFound, "", ""}});
    session.act(FindByNumber{});
    CHECK(session.visitor.page() == Page::CaseNumber);
    CHECK(session.visitor.text(Field::CaseNumber).view() == kCaseNumber);
    session.act(Continue{});
    session.visitor.type(Field::CaseSecret, "");
    session.act(Continue{});
    client::CaseFound found{session.visitor.awaited(), {}, false};
    found.view.window = "3";
    session.visitor.tell(found);
    REQUIRE(session.visitor.page() == Page::CaseResult);
    session.act(ComplainAboutCase{});
    CHECK(session.visitor.state.visit.complaint.window == "3");
}
