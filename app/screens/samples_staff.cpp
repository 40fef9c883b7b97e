// SPDX-License-Identifier: Apache-2.0
#include "app/screens/sample_play.h"

namespace sunbooth::app::screens {
namespace {

/// The hall with a badge for its first monitor; a hall without monitors gets one, so that every
/// page has its picture.
std::shared_ptr<const domain::Hall> with_badge(const domain::Hall& hall) {
    auto changed = std::make_shared<domain::Hall>(hall);
    if (changed->monitors.empty()) {
        changed->points.push_back({"jc01", changed->name});
        changed->monitors.push_back({.code = "1001",
                                     .point = "jc01",
                                     .name = "示例甲",
                                     .from = kToday,
                                     .until = kToday.plus(365),
                                     .badge_hash = {},
                                     .has_pin = true});
    }
    changed->monitors.front().badge_hash = kBadgeHash;
    return changed;
}

client::OwnIssue own(std::uint8_t first, domain::IssueKind kind, int days_ago,
                     client::OwnIssue::State state) {
    domain::RecordId id;
    id.bytes.fill(first);
    return {domain::ReceiptCode::of(id), kind, kToday.plus(-days_ago), state};
}

client::OwnIssues list_of(client::Token token, bool from_center) {
    using State = client::OwnIssue::State;
    using domain::IssueKind;
    return {token,
            {own(0x21, IssueKind::Problem, 0, State::Queued),
             own(0x32, IssueKind::Problem, 0, State::Registered),
             own(0x43, IssueKind::Suggestion, 1, State::Verified),
             own(0x54, IssueKind::Problem, 5, State::Acted),
             own(0x65, IssueKind::Praise, 6, State::Closed),
             own(0x76, IssueKind::Nil, 12, State::Closed)},
            3,
            from_center};
}

}  // namespace

Visitor& Visitor::to_staff() {
    state.hall = with_badge(*state.hall);
    start().badge();
    return tell(list_of(state.visit.staff->asked, state.standing.online));
}

Visitor& Visitor::to_issue_check() {
    to_staff().act(flow::OpenIssue{});
    act(flow::ChooseIssueKind{domain::IssueKind::Problem}).go_on();
    act(flow::ChooseWindow{window()}).go_on();
    act(flow::ChooseSeverity{domain::Severity::Serious}).go_on();
    act(flow::ChooseAspect{domain::Aspect::Manner}).act(flow::ChooseWhen{flow::When::Today});
    return go_on().type(Field::IssueText, words_.tr("sample.text"_key)).go_on();
}

void add_staff(Album& album) {
    album.add("staff_sign_in", [](Visitor& v) { v.start().act(flow::OpenStaff{}); });
    album.add("staff_sign_in-unknown",
              [](Visitor& v) { v.start().act(flow::OpenStaff{}).act(flow::ShowBadge{"00"}); });
    album.add("staff_code", [](Visitor& v) {
        v.start().act(flow::OpenStaff{}).act(flow::UsePin{}).type(Field::StaffCode, "1001");
    });
    album.add("staff_pin", [](Visitor& v) {
        v.start().act(flow::OpenStaff{}).act(flow::UsePin{}).type(Field::StaffCode, "1001");
        v.go_on().type(Field::StaffPin, "4821");
    });
    album.add("staff_home", [](Visitor& v) { v.to_staff(); });
    album.add("staff_home-offline", [](Visitor& v) { v.online(false).to_staff(); });
    const auto back = [](Visitor& v, int times) {
        v.to_issue_check();
        for (int i = 0; i < times; ++i) v.act(flow::Back{});
    };
    album.add("issue_kind", [&](Visitor& v) { back(v, 5); });
    album.add("issue_window", [&](Visitor& v) { back(v, 4); });
    album.add("issue_severity", [&](Visitor& v) { back(v, 3); });
    album.add("issue_aspect", [&](Visitor& v) { back(v, 2); });
    album.add("issue_text", [&](Visitor& v) { back(v, 1); });
    album.add("issue_check", [](Visitor& v) { v.to_issue_check(); });
    album.add("issue_check-nil", [](Visitor& v) {
        v.to_staff();
        v.tell(client::OwnIssues{v.state.visit.staff->asked, {}, 0, true});
        v.act(flow::OpenIssue{domain::IssueKind::Nil});
    });
    album.add("issue_done", [](Visitor& v) { v.to_issue_check().act(flow::Submit{}).saved(); });
    album.add("staff_records", [](Visitor& v) { v.to_staff().act(flow::OpenOwn{}); });
    album.add("staff_records-offline",
              [](Visitor& v) { v.online(false).to_staff().act(flow::OpenOwn{}); });
    album.add("staff_records-waiting", [](Visitor& v) {
        v.online(false).to_staff().act(flow::OpenOwn{flow::Staff::Show::Waiting});
        client::OwnIssues all = list_of(v.state.visit.staff->asked, false);
        all.items.push_back(
            own(0x87, domain::IssueKind::Problem, 3, client::OwnIssue::State::Parked));
        v.state.standing.unsent = 4;
        v.state.standing.parked = 1;
        v.tell(all);
    });
    album.add("staff_record",
              [](Visitor& v) { v.to_staff().act(flow::OpenOwn{}).act(flow::ChooseOwn{2}); });
    album.add("staff_lock", [](Visitor& v) { v.to_issue_check().act(flow::LockStaff{}); });
    album.add("receipt-assisted", [](Visitor& v) {
        v.state.hall = with_badge(*v.state.hall);
        v.to_check().badge().act(flow::Submit{}).saved().delivered();
    });
}

void add_asides(Album& album) {
    using Stands = client::StaffCalled::State;
    album.add("help", [](Visitor& v) { v.to_phone().act(flow::OpenHelp{}); });
    album.add("help-case", [](Visitor& v) { v.to_case_number().act(flow::OpenHelp{}); });
    album.add("help-home", [](Visitor& v) { v.start().act(flow::OpenHelp{}); });
    for (const auto& [name, state] :
         {std::pair{"call_staff", Stands::Ringing}, std::pair{"call_staff-coming", Stands::Coming},
          std::pair{"call_staff-unheard", Stands::Unheard},
          std::pair{"call_staff-nobody", Stands::Nobody}}) {
        album.add(name, [state = state](Visitor& v) {
            v.start().act(flow::CallPerson{});
            v.tell(client::StaffCalled{v.state.visit.calling->token, state});
        });
    }
    album.add("closed", [](Visitor& v) {
        auto hall = std::make_shared<domain::Hall>(*v.state.hall);
        hall->receipts_only_after_hours = true;
        v.state.hall = hall;
        const auto language = v.start().state.visit.language;
        flow::wipe(v.state, v.state.now);
        v.state.visit.language = language;
        v.at(std::chrono::hours{22});
    });
}

}  // namespace sunbooth::app::screens
