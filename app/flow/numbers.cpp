// SPDX-License-Identifier: Apache-2.0
#include "app/flow/numbers.h"

#include "app/flow/turn.h"
#include "sync/domain/id_card.h"

#include <array>

namespace sunbooth::app::flow {
namespace {

constexpr std::array<std::size_t, 3> kCode = {4, 4, 4}, kMobile = {3, 4, 4}, kCard = {6, 8, 4};
constexpr std::size_t kBirthFrom = kCard[0], kBirthTo = kCard[0] + kCard[1];

}  // namespace

std::span<const std::size_t> groups_of(Field field, std::string_view typed) {
    switch (field) {
        case Field::ReceiptCode:
            return kCode;
        case Field::ComplaintPhone:
        case Field::RatingPhone:
            if (typed.starts_with('1')) return kMobile;
            return {};
        case Field::IdCard:
            return kCard;
        case Field::CaseNumber:
        case Field::CaseSecret:
        case Field::ComplaintText:
        case Field::RatingComment:
        case Field::StaffCode:
        case Field::StaffPin:
        case Field::IssueText:
        case Field::PhoneTail:
        case Field::QueueNumber:
        case Field::PlaceWords:
            return {};
    }
    return {};
}

bool is_masked(Field field) {
    return field == Field::IdCard || field == Field::PhoneTail || field == Field::CaseSecret ||
           field == Field::StaffPin;
}

bool may_show(Field field) {
    return is_masked(field);
}

bool hides(const State& state, Field field, std::size_t at) {
    if (is_covered(state)) return true;
    if (!is_masked(field)) return false;
    const Visit& visit = state.visit;
    if (visit.shown) return false;
    if (field == Field::StaffPin) return true;
    const bool whole = visit.entry(field).text.size() >= kBirthTo;
    if (field == Field::IdCard && at >= kBirthFrom && at < kBirthTo && !whole) return false;
    return !visit.fresh || visit.fresh->at != at;
}

void show_field(const Turn& turn) {
    Visit& visit = turn.visit();
    const auto field = field_of(visit.page);
    if (!field || !may_show(*field)) return;
    visit.fresh.reset();
    visit.shown = visit.shown ? std::nullopt : std::optional(turn.state.now);
}

void cover_again(const Turn& turn) {
    Visit& visit = turn.visit();
    const Instant now = turn.state.now;
    if (visit.fresh && now - visit.fresh->since >= kFreshTime) visit.fresh.reset();
    if (visit.shown && now - *visit.shown >= kShownTime) visit.shown.reset();
}

void clear_field(const Turn& turn, const ClearField& intent) {
    Visit& visit = turn.visit();
    if (field_of(visit.page) != intent.field) return;
    if (visit.entry(intent.field).text.empty()) return;
    // Words can be brought back; numbers leave no trace, so they are asked about.
    const bool asks = !is_prose(intent.field);
    if (asks && !std::exchange(visit.clearing, true)) return;
    visit.clearing = false;
    if (!asks) visit.told = Told::Cleared;
    edit(turn, Edit{intent.field, 0, visit.entry(intent.field).text.size(), {}});
}

std::optional<SecretText> leave_id_card(const Turn& turn) {
    Entry& entry = turn.visit().entry(Field::IdCard);
    const domain::Date today = domain::date_of(turn.state.wall);
    const auto refuse = [&](Trouble trouble, std::size_t at) {
        turn.fail(trouble);
        input_method::set_caret(entry, std::min(at, entry.text.size()));
        return std::nullopt;
    };
    using domain::IdCardFault;
    switch (domain::id_card_fault(entry.text.view(), today)) {
        case IdCardFault::None:
            return domain::checked_id_card(entry.text.view(), today).value();
        case IdCardFault::Length:
        case IdCardFault::Sign:
            return refuse(Trouble::IdCardLength, entry.text.size());
        case IdCardFault::Division:
            return refuse(Trouble::IdCardLength, kBirthFrom);
        case IdCardFault::Day:
            return refuse(Trouble::IdCardDay, kBirthTo);
        case IdCardFault::Check:
            return refuse(Trouble::IdCardCheck, entry.text.size());
    }
    return std::nullopt;
}

std::optional<SecretText> leave_phone_tail(const Turn& turn) {
    const SecretText& typed = turn.visit().entry(Field::PhoneTail).text;
    if (typed.size() == length_max(Field::PhoneTail)) return typed;
    turn.fail(Trouble::PhoneTailShape);
    return std::nullopt;
}

}  // namespace sunbooth::app::flow
