// SPDX-License-Identifier: Apache-2.0
#include "app/screens/samples.h"

#include "app/screens/sample_play.h"

#include <tuple>

namespace sunbooth::app::screens {
namespace {

domain::TicketView ticket(domain::TicketState state) {
    domain::TicketView view;
    view.state = state;
    view.ticket_no = "XY-2026-000318";
    view.filed_on = domain::Date::of(2026, 11, 17);
    view.verify_by = domain::Date::of(2026, 11, 20);
    view.reply_by = domain::Date::of(2026, 12, 8);
    using domain::Wish;
    if (state == domain::TicketState::Replied) view.wishes = {Wish::Rework};
    if (state == domain::TicketState::Registered || state == domain::TicketState::Accepted) {
        view.wishes = {Wish::Urge, Wish::Withdraw};
    }
    if (state == domain::TicketState::NeedInfo) view.wishes = {Wish::Withdraw};
    return view;
}

void add_start(Album& album) {
    album.add("attract", [](Visitor& v) {
        const auto language = v.start().state.visit.language;
        flow::wipe(v.state, v.state.now);
        v.state.visit.language = language;
    });
    album.add("home", [](Visitor& v) { v.start(); });
    album.add("home-offline", [](Visitor& v) { v.online(false).start(); });
    album.add("home-refusing", [](Visitor& v) { v.refusing().open(Task::Complaint); });
}

void add_cases(Album& album) {
    using domain::CaseStage;
    const domain::Date soon = domain::Date::of(2026, 11, 30);
    const domain::Date past = domain::Date::of(2026, 11, 19);
    album.add("case_start", [](Visitor& v) { v.open(Task::Case); });
    album.add("case_number",
              [](Visitor& v) { v.to_case_number().type(Field::CaseNumber, kCaseNo); });
    album.add("case_number-error", [](Visitor& v) { v.to_case_number().go_on(); });
    album.add("case_secret",
              [](Visitor& v) { v.to_case_secret().type(Field::CaseSecret, kLast4); });
    album.add("case_secret-offline", [](Visitor& v) { v.online(false).to_case_secret(); });
    album.add("case_missing", [](Visitor& v) {
        v.to_case_secret().type(Field::CaseSecret, kLast4).go_on().not_found();
    });
    album.add("case_missing-person", [](Visitor& v) {
        v.to_id_card().type(Field::IdCard, kIdCard).go_on();
        v.type(Field::PhoneTail, "0017").go_on().not_found();
    });
    album.add("case_id_card",
              [](Visitor& v) { v.to_id_card().type(Field::IdCard, kIdCard.substr(0, 17)); });
    album.add("case_id_card-shown", [](Visitor& v) {
        v.to_id_card().type(Field::IdCard, kIdCard).act(flow::ShowField{});
    });
    album.add("case_id_card-error",
              [](Visitor& v) { v.to_id_card().type(Field::IdCard, "110105194912310021").go_on(); });
    album.add("case_phone", [](Visitor& v) {
        v.to_id_card().type(Field::IdCard, kIdCard).go_on().type(Field::PhoneTail, "0017");
    });
    album.add("case_list", [](Visitor& v) { v.to_case_list(7); });
    album.add("case_result", [&](Visitor& v) { v.to_case(CaseStage::Reviewing, soon); });
    album.add("case_result-overdue", [&](Visitor& v) { v.to_case(CaseStage::Reviewing, past); });
    album.add("case_result-supplement",
              [&](Visitor& v) { v.to_case(CaseStage::Supplement, soon, true); });
}

void add_complaint(Album& album) {
    album.add("complaint_start", [](Visitor& v) { v.open(Task::Complaint); });
    album.add("complaint_topic", [](Visitor& v) { v.to_window().act(flow::Back{}); });
    album.add("complaint_topic-error", [](Visitor& v) { v.to_topic().go_on(); });
    album.add("complaint_window", [](Visitor& v) { v.to_day().act(flow::Back{}); });
    album.add("complaint_window-unit", [](Visitor& v) {
        v.to_window().act(flow::FindPlace{}).type(Field::PlaceWords, v.unit_zh()).go_on();
        v.act(flow::ChoosePlace{v.state.visit.places.size() - 1});
    });
    album.add("place_words", [](Visitor& v) {
        v.to_window().act(flow::FindPlace{}).type(Field::PlaceWords, v.service_name());
    });
    album.add("place_words-error",
              [](Visitor& v) { v.to_window().act(flow::FindPlace{}).go_on(); });
    album.add("place_list", [](Visitor& v) {
        v.to_window().act(flow::FindPlace{}).type(Field::PlaceWords, v.unit_zh()).go_on();
    });
    album.add("complaint_day", [](Visitor& v) { v.to_text().act(flow::Back{}); });
    album.add("complaint_day-error", [](Visitor& v) { v.to_day().go_on(); });
    album.add("complaint_date", [](Visitor& v) {
        v.to_day().act(flow::ChooseHappened{flow::Happened::OnDay}).go_on();
        v.act(flow::ChooseHappened{flow::Happened::OnDay, kToday.plus(-4)});
    });
    album.add("complaint_text", [](Visitor& v) { v.to_reply().act(flow::Back{}); });
    album.add("complaint_reply", [](Visitor& v) { v.to_phone().act(flow::Back{}); });
    album.add("complaint_reply-error", [](Visitor& v) { v.to_reply().go_on(); });
    album.add("complaint_phone", [](Visitor& v) { v.to_check().act(flow::Back{}); });
    album.add("complaint_phone-error",
              [](Visitor& v) { v.to_phone().type(Field::ComplaintPhone, "138000").go_on(); });
    album.add("complaint_check", [](Visitor& v) { v.to_check(); });
    album.add("complaint_check-not_saved", [](Visitor& v) {
        v.to_check().act(flow::Submit{});
        v.tell(client::NotSaved{v.token(), {ErrorCode::Io, {}, {}}});
    });
    album.add("busy", [](Visitor& v) { v.to_check().act(flow::Submit{}).wait(flow::kWordsAfter); });
    album.add("busy-slow", [](Visitor& v) { v.to_busy_receipt().wait(flow::kCancelAfter); });
    album.add("receipt", [](Visitor& v) { v.to_check().act(flow::Submit{}).saved().delivered(); });
    album.add("receipt-offline",
              [](Visitor& v) { v.online(false).to_check().act(flow::Submit{}).saved(); });
}

void add_paper(Album& album) {
    using flow::Paper;
    album.add("home-no_paper", [](Visitor& v) { v.paper(Paper::Out).start(); });
    album.add("complaint_start-no_paper",
              [](Visitor& v) { v.paper(Paper::Out).open(Task::Complaint); });
    album.add("receipt-print", [](Visitor& v) {
        v.paper(Paper::Ready).to_check().act(flow::Submit{}).saved().delivered();
    });
    album.add("receipt-printed", [](Visitor& v) {
        v.paper(Paper::Ready).to_check().act(flow::Submit{}).saved().delivered();
        v.act(flow::Print{});
        flow::on_slip(v.state, v.state.last_slip, true);
    });
    album.add("case_result-print_failed", [](Visitor& v) {
        v.paper(Paper::Ready).to_case(domain::CaseStage::Reviewing, domain::Date::of(2026, 11, 30));
        v.act(flow::Print{});
        flow::on_slip(v.state, v.state.last_slip, false);
    });
}

/// 窗, stroke by stroke.
void write_window(Visitor& v) {
    v.keys(flow::Keys::Hand);
    v.stroke({{50, 4}, {53, 12}});
    v.stroke({{17, 17}, {13, 30}});
    v.stroke({{17, 18}, {86, 16}, {79, 27}});
    v.stroke({{40, 24}, {33, 31}, {22, 38}});
    v.stroke({{60, 24}, {69, 29}, {77, 36}});
    v.stroke({{47, 37}, {39, 47}});
    v.stroke({{27, 50}, {29, 94}});
    v.stroke({{27, 50}, {73, 48}, {72, 94}});
    v.stroke({{50, 55}, {45, 63}, {37, 70}});
    v.stroke({{46, 61}, {61, 60}, {54, 73}, {40, 84}});
    v.stroke({{45, 69}, {55, 77}});
    v.stroke({{29, 91}, {72, 90}});
}

void add_writing(Album& album) {
    using flow::Keys;
    album.add("complaint_text-hand", [](Visitor& v) {
        v.to_reply().act(flow::Back{});
        write_window(v);
    });
    // Only where an engine reads sounds: there is no such tab without one.
    // The long one is as much as the composer takes: its reading is wider than the panel.
    for (const auto& [name, keys, typed] :
         {std::tuple{"complaint_text-pinyin", Keys::Pinyin, "chuangkoumeiren"},
          std::tuple{"complaint_text-pinyin_long", Keys::Pinyin,
                     "chuangkougongzuorenyuantaidubuhaowodenglelianggexiaoshi"},
          std::tuple{"complaint_text-nine", Keys::Nine, "248264568634736"},
          std::tuple{"complaint_text-nine_long", Keys::Nine,
                     "2482645684664986736982682438284269633645354264439426744"}}) {
        Visitor probe = album.visitor();
        probe.to_text();
        const auto method =
            keys == Keys::Nine ? input_method::Method::Nine : input_method::Method::Pinyin;
        if (!flow::offers(probe.state, method)) continue;
        album.add(name, [keys = keys, typed = typed](Visitor& v) {
            v.to_text().keys(keys);
            for (const char key : std::string_view(typed)) v.act(flow::TypeSound{key});
        });
    }
    if (Visitor probe = album.visitor();
        flow::offers(probe.to_text().state, input_method::Method::Hand)) {
        // Chosen by hand: the words behind it stand in the bar.
        album.add("complaint_text-follow", [](Visitor& v) {
            v.to_text();
            write_window(v);
            v.act(flow::ChooseCandidate{0});
        });
    }
    album.add("complaint_text-hanzi",
              [](Visitor& v) { v.to_reply().act(flow::Back{}).keys(Keys::Hanzi); });
    album.add("complaint_text-latin",
              [](Visitor& v) { v.to_reply().act(flow::Back{}).keys(Keys::Latin); });
    album.add("complaint_text-uyghur",
              [](Visitor& v) { v.to_reply().act(flow::Back{}).keys(Keys::Uyghur); });
    album.add("complaint_text-numbers",
              [](Visitor& v) { v.to_reply().act(flow::Back{}).keys(Keys::Numbers); });
    album.add("complaint_text-selected", [](Visitor& v) {
        v.to_reply().act(flow::Back{});
        v.act(flow::TapField{Field::ComplaintText, 0});
        v.act(flow::TapField{Field::ComplaintText, 0});
    });
}

void add_rating(Album& album) {
    album.add("rating_window", [](Visitor& v) { v.to_rating().act(flow::Back{}); });
    album.add("rating_level", [](Visitor& v) { v.to_rating(); });
    album.add("queue_number",
              [](Visitor& v) { v.to_queue().type(Field::QueueNumber, v.queue_number()); });
    album.add("queue_number-error",
              [](Visitor& v) { v.to_queue().type(Field::QueueNumber, "0").go_on(); });
    album.add("place_list-queue",
              [](Visitor& v) { v.to_queue().type(Field::QueueNumber, v.queue_number()).go_on(); });
    album.add("rating_reason", [](Visitor& v) {
        v.to_rating().act(flow::ChooseLevel{2});
        for (const domain::RatingLevel& level : v.state.hall->scale.levels) {
            if (level.level == 2 && level.tags.size() > 2)
                v.act(flow::ToggleTag{level.tags[2].code});
        }
    });
    album.add("rating_reason-fair", [](Visitor& v) { v.to_rating().act(flow::ChooseLevel{3}); });
    album.add("rating_comment", [](Visitor& v) { v.to_rating_reply().act(flow::Back{}); });
    album.add("rating_reply", [](Visitor& v) { v.to_rating_reply().act(flow::ChooseCall{false}); });
    album.add("rating_phone", [](Visitor& v) {
        v.to_rating_reply().act(flow::ChooseCall{true}).go_on();
        v.type(Field::RatingPhone, kPhone);
    });
    album.add("receipt-bad_rating", [](Visitor& v) {
        v.to_rating_reply().act(flow::ChooseCall{true}).go_on();
        v.type(Field::RatingPhone, kPhone).act(flow::Submit{}).saved().delivered();
    });
    album.add("receipt-rating",
              [](Visitor& v) { v.to_rating().act(flow::ChooseLevel{5}).saved().delivered(); });
}

void add_look_up(Album& album) {
    using domain::TicketState;
    album.add("receipt_code",
              [](Visitor& v) { v.open(Task::Receipt).type(Field::ReceiptCode, "A7K29QXM"); });
    album.add("receipt_code-error",
              [](Visitor& v) { v.open(Task::Receipt).type(Field::ReceiptCode, "A7K29").go_on(); });
    album.add("receipt-queued", [](Visitor& v) {
        domain::TicketView view;
        view.filed_on = kToday;
        v.online(false).found(view, true);
    });
    album.add("receipt-accepted", [](Visitor& v) { v.found(ticket(TicketState::Accepted)); });
    album.add("receipt-extended", [&](Visitor& v) {
        domain::TicketView view = ticket(TicketState::Accepted);
        view.extension = album.tr("sample.extension"_key);
        view.reply_by = domain::Date::of(2026, 12, 22);
        v.found(view);
    });
    album.add("receipt-withdraw", [](Visitor& v) {
        v.found(ticket(TicketState::Accepted)).act(flow::MakeWish{domain::Wish::Withdraw});
    });
    album.add("receipt-urged", [](Visitor& v) {
        domain::TicketView urged = ticket(TicketState::Accepted);
        v.found(urged).act(flow::MakeWish{domain::Wish::Urge});
        std::erase(urged.wishes, domain::Wish::Urge);
        v.answered(urged);
    });
    album.add("receipt-overdue", [](Visitor& v) {
        domain::TicketView view = ticket(TicketState::Registered);
        view.overdue = true;
        v.found(view);
    });
    album.add("receipt-replied", [&](Visitor& v) {
        domain::TicketView view = ticket(TicketState::Replied);
        view.reply = album.tr("sample.reply"_key);
        view.finding = domain::Finding::True;
        v.found(view);
    });
    album.add("receipt-need_info", [&](Visitor& v) {
        domain::TicketView view = ticket(TicketState::NeedInfo);
        view.needed = album.tr("sample.needed"_key);
        view.needed_by = domain::Date::of(2026, 12, 4);
        view.reply_by = domain::Date::of(2026, 12, 22);
        v.found(view);
    });
    album.add("receipt-withdrawn", [](Visitor& v) { v.found(ticket(TicketState::Withdrawn)); });
    album.add("receipt-refused", [&](Visitor& v) {
        domain::TicketView view = ticket(TicketState::NotAccepted);
        view.refusal = album.tr("sample.refusal"_key);
        v.found(view);
    });
}

void add_endings(Album& album) {
    album.add("idle", [](Visitor& v) {
        v.to_check().wait(flow::idle_limit(flow::IdleClass::Shown)).wait(std::chrono::seconds{4});
    });
    album.add("leave", [](Visitor& v) { v.to_phone().act(flow::Exit{}); });
    album.add("home-modes", [](Visitor& v) { v.start().act(flow::OpenModes{}); });
    album.add("complaint_check-elder", [](Visitor& v) {
        v.act(flow::ChooseModes{flow::kElder}).to_check().act(flow::OpenModes{});
    });
    album.add("rating_window-contrast", [](Visitor& v) {
        v.act(flow::ChooseModes{{.text = flow::TextSize::Largest,
                                 .theme = flow::Theme::ContrastDark,
                                 .reach = true}})
            .open(Task::Rating);
    });
    album.add("complaint_check-send", [](Visitor& v) {
        v.act(flow::ChooseModes{{.steady = true}}).to_check().act(flow::Submit{});
    });
    album.add("complaint_topic-simple",
              [](Visitor& v) { v.act(flow::ChooseModes{{.simple = true}}).to_topic(); });
    album.add("out_of_order", [](Visitor& v) { v.start().state.broken = true; });
}

}  // namespace

std::vector<Sample> sample_states(std::shared_ptr<const domain::Hall> hall,
                                  const i18n::Catalogue& words,
                                  std::shared_ptr<input_method::Engines> engines) {
    Album album(std::move(hall), words, std::move(engines));
    add_start(album);
    add_cases(album);
    add_complaint(album);
    add_paper(album);
    add_writing(album);
    add_rating(album);
    add_look_up(album);
    add_staff(album);
    add_asides(album);
    add_endings(album);
    return std::move(album.samples);
}

}  // namespace sunbooth::app::screens
