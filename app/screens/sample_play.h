// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/flow/idle.h"
#include "app/flow/reduce.h"
#include "app/screens/samples.h"

#include <array>

namespace sunbooth::app::screens {

// How samples.cpp makes its pictures: visitors who play, and the album of where they end. Only the
// files of the samples include this.

using namespace i18n::literals;
using flow::Field;
using flow::OpenTask;
using flow::State;
using Task = OpenTask::Task;

inline constexpr std::string_view kCaseNo = "420600-2026-1109-0017";
/// Of GB 11643 as its text prints it; nobody's.
inline constexpr std::string_view kIdCard = "11010519491231002X";
inline constexpr std::string_view kLast4 = "002X";
inline constexpr std::string_view kQueryCode = "K7QM2P9XTB4W";
inline constexpr std::string_view kPhone = "13800000017";
inline constexpr std::string_view kWindow = "3";
/// Of no badge: the pictures' hall takes it for its first monitor's.
inline constexpr std::string_view kBadgeHash = "5a";

/// 2026-11-24 10:24 at the hall, a Tuesday.
inline const WallTime kWall{
    domain::Date::of(2026, 11, 24).days * milliseconds{std::chrono::hours{24}} +
    std::chrono::hours{10} + std::chrono::minutes{24} - domain::kHallOffset};
inline const domain::Date kToday = domain::date_of(kWall);

/// Plays one visit: what the visitor does, what the sync thread tells, how time passes.
class Visitor {
public:
    Visitor(std::shared_ptr<const domain::Hall> hall, const i18n::Catalogue& words,
            std::shared_ptr<input_method::Engines> engines)
        : words_(words) {
        state.hall = std::move(hall);
        if (!state.hall->kiosks.empty()) state.kiosk = state.hall->kiosks.front().kiosk;
        state.engines = std::move(engines);
        flow::tick(state, now_, kWall);
        online(true);
    }

    Visitor& online(bool online) {
        return tell(client::Standing{.online = online,
                                     .accepting = state.standing.accepting,
                                     .unsent = online ? 0U : 1U,
                                     .parked = 0,
                                     .held = 0,
                                     .delivered = {}});
    }
    Visitor& refusing() {
        client::Standing standing = state.standing;
        standing.accepting = false;
        return tell(standing);
    }
    Visitor& paper(flow::Paper paper) {
        flow::on_paper(state, paper);
        return *this;
    }
    Visitor& tell(const client::News& news) {
        flow::on_news(state, news, now_);
        return *this;
    }
    Visitor& act(const flow::Intent& intent) {
        flow::reduce(state, intent, now_);
        return *this;
    }
    Visitor& wait(std::chrono::seconds time) {
        now_ += time;
        flow::tick(state, now_, kWall);
        return *this;
    }
    /// The clock on the wall jumps to that time of the same day.
    Visitor& at(std::chrono::minutes time_of_day) {
        flow::tick(state, now_, kWall - std::chrono::minutes{10 * 60 + 24} + time_of_day);
        return *this;
    }
    Visitor& badge() { return act(flow::ShowBadge{std::string(kBadgeHash)}); }
    Visitor& start() { return act(flow::ChooseLanguage{words_.language()}); }
    Visitor& open(Task task) { return start().act(OpenTask{task}); }
    Visitor& keys(flow::Keys to) { return act(flow::SwitchKeys{to}); }
    /// Writes with a finger, on a pad of 90 mm: corners in hundredths of its side.
    Visitor& stroke(std::initializer_list<input_method::InkPoint> corners) {
        constexpr float kPadMm = 90;
        constexpr float kFromLeft = 8;  // On the first of two squares.
        constexpr int kPieces = 12;
        flow::WriteStroke stroke;
        stroke.pad_mm = kPadMm;
        const input_method::InkPoint* from = corners.begin();
        for (const input_method::InkPoint& to : corners) {
            for (int piece = 1; piece <= kPieces; ++piece) {
                const float share = static_cast<float>(piece) / kPieces;
                const float x = from->x + (to.x - from->x) * share + kFromLeft;
                const float y = from->y + (to.y - from->y) * share;
                stroke.points.push_back({x * kPadMm / 100, y * kPadMm / 100});
            }
            from = &to;
        }
        return act(stroke);
    }
    Visitor& go_on() { return act(flow::Continue{}); }
    Visitor& type(Field field, std::string_view text) {
        const std::size_t end = state.visit.entry(field).text.size();
        return act(flow::Edit{field, end, end, SecretText(text)});
    }

    // --- whole stretches of the way ---
    Visitor& to_case_number() { return open(Task::Case).act(flow::FindByNumber{}); }
    Visitor& to_case_secret() { return to_case_number().type(Field::CaseNumber, kCaseNo).go_on(); }
    Visitor& to_case(domain::CaseStage stage, domain::Date due, bool from_snapshot = false) {
        online(!from_snapshot).to_case_secret();
        type(Field::CaseSecret, from_snapshot ? kQueryCode : kLast4).go_on();
        return tell(client::CaseFound{token(), case_view(stage, due), from_snapshot});
    }
    Visitor& to_topic() { return open(Task::Complaint).go_on(); }
    Visitor& to_id_card() { return open(Task::Case).act(flow::FindByPerson{}); }
    Visitor& to_case_list(std::size_t cases) {
        to_id_card().type(Field::IdCard, kIdCard).go_on().type(Field::PhoneTail, "0017").go_on();
        client::CasesFound found{token(), {}};
        constexpr std::array kStages = {domain::CaseStage::Reviewing, domain::CaseStage::Completed,
                                        domain::CaseStage::Supplement};
        for (std::size_t i = 0; i < cases; ++i) {
            found.cases.push_back(case_view(kStages.at(i % 3), domain::Date::of(2026, 11, 30)));
            found.cases.back().masked_name.clear();
            found.cases.back().accepted_on = kToday.plus(-static_cast<int>(9 * i));
        }
        return tell(found);
    }
    Visitor& to_window() { return to_topic().act(flow::ChooseTopic{topic()}).go_on(); }
    Visitor& to_day() { return to_window().act(flow::ChooseWindow{window()}).go_on(); }
    Visitor& to_text() {
        return to_day().act(flow::ChooseHappened{flow::Happened::Yesterday}).go_on();
    }
    Visitor& to_reply() {
        return to_text().type(Field::ComplaintText, words_.tr("sample.text"_key)).go_on();
    }
    Visitor& to_phone() { return to_reply().act(flow::ChooseCall{true}).go_on(); }
    Visitor& to_check() { return to_phone().type(Field::ComplaintPhone, kPhone).go_on(); }
    /// A bad rating, up to what else there is to say.
    Visitor& to_comment() { return to_rating().act(flow::ChooseLevel{2}).go_on(); }
    Visitor& to_rating_reply() {
        return to_comment().type(Field::RatingComment, words_.tr("sample.text"_key)).go_on();
    }
    Visitor& not_found() {
        return tell(client::LookUpFailed{token(), {ErrorCode::NotFound, {}, {}}});
    }
    /// A hall whose windows call no numbers gets a queue, so that every page has its picture.
    Visitor& to_queue() {
        auto hall = std::make_shared<domain::Hall>(*state.hall);
        for (domain::Window& one : hall->windows) one.queue = {"A"};
        if (!state.hall->has_queues()) state.hall = hall;
        return open(Task::Rating).act(flow::OpenQueue{});
    }
    /// Of the first queue that two windows call, or else of the first.
    std::string queue_number() const {
        std::string number;
        for (const domain::Window& one : state.hall->windows) {
            for (const std::string& begin : one.queue) {
                const std::string here = begin + "023";
                if (number.empty()) number = here;
                if (state.hall->windows_calling(here).size() > 1) return here;
            }
        }
        return number;
    }
    /// Chinese names are found whatever the page's language.
    std::string unit_zh() const { return state.hall->unit(unit_code())->name.zh; }
    std::string service_name() const {
        return state.hall->services.empty()
                   ? unit_zh()
                   : state.hall->services.front().name.in(words_.language());
    }
    Visitor& to_rating() { return open(Task::Rating).act(flow::ChooseWindow{window()}).go_on(); }
    /// A monitor is signed in, and the center has told what was filed.
    Visitor& to_staff();
    Visitor& to_issue_check();
    Visitor& saved() { return tell(client::Saved{token(), kId, code(), kQr, kToday}); }
    Visitor& delivered() {
        client::Standing standing = state.standing;
        standing.delivered = kId;
        return tell(standing);
    }
    Visitor& to_busy_receipt() {
        return open(Task::Receipt).type(Field::ReceiptCode, code().compact()).go_on();
    }
    Visitor& found(const domain::TicketView& view, bool queued = false) {
        return to_busy_receipt().tell(client::ReceiptFound{token(), view, queued});
    }
    /// The center's answer to a wish.
    Visitor& answered(const domain::TicketView& view) {
        return tell(client::ReceiptFound{token(), view, false});
    }
    client::Token token() const { return state.visit.waiting ? state.visit.waiting->token : 0; }

    State state;

private:
    static domain::ReceiptCode code() { return domain::ReceiptCode::of(kId); }
    std::string topic() const { return state.hall->topics.front().code; }
    std::string unit_code() const { return state.hall->window(window())->unit; }
    /// The window of the pictures, or the first one in a hall that has no such window.
    std::string window() const {
        const domain::Window* wanted = state.hall->window(kWindow);
        return wanted != nullptr ? wanted->code : state.hall->windows.front().code;
    }
    domain::CaseView case_view(domain::CaseStage stage, domain::Date due) const {
        return {.case_no = std::string(kCaseNo),
                .service = words_.tr("sample.service"_key),
                .unit = state.hall->window(window())->unit,
                .window = window(),
                .masked_name = "王*",
                .stage = stage,
                .accepted_on = domain::Date::of(2026, 11, 9),
                .promised_days = 15,
                .due_on = due,
                .updated_at = kWall - std::chrono::hours{18}};
    }

    static constexpr domain::RecordId kId{{0x5a, 0x1c, 0x93, 0x0e, 0x77, 0x42, 0xd8, 0x6b, 0x21,
                                           0xf4, 0x09, 0xbe, 0x35, 0xc0, 0x88, 0x11}};
    /// The shape of a receipt's QR (seal/receipt.h); nothing signed this one.
    static constexpr const char* kQr =
        "SB1.AAEAKnhpYW5neWFuZy0wMQABWhyTDndC2GshvTXAiBEAAAGeWqXYAAAAAAAAAAAqgJ2s5cQx."
        "c2FtcGxlLW9ubHk"
        "tdGhpcy1waWN0dXJlLXdhcy1zaWduZWQtYnktbm9ib2R5LWF0LWFsbC1pbi10aGUtaGFsbCEhIQ";

    const i18n::Catalogue& words_;
    Instant now_ = instant_ms(1'000'000);
};

/// Collects the states that visits end in.
class Album {
public:
    Album(std::shared_ptr<const domain::Hall> hall, const i18n::Catalogue& words,
          std::shared_ptr<input_method::Engines> engines)
        : hall_(std::move(hall)), words_(words), engines_(std::move(engines)) {}

    Visitor visitor() const { return Visitor(hall_, words_, engines_); }
    template <class Play>
    void add(std::string name, Play play) {
        Visitor v = visitor();
        play(v);
        samples.push_back({std::move(name), v.state});
    }
    std::string tr(i18n::Key key) const { return words_.tr(key); }

    std::vector<Sample> samples;

private:
    std::shared_ptr<const domain::Hall> hall_;
    const i18n::Catalogue& words_;
    std::shared_ptr<input_method::Engines> engines_;
};

/// Those who work here, and what lies beside the way (samples_staff.cpp).
void add_staff(Album& album);
void add_asides(Album& album);

}  // namespace sunbooth::app::screens
