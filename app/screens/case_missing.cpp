// SPDX-License-Identifier: Apache-2.0
#include "app/screens/case_missing.h"

#include "app/screens/shell.h"
#include "app/screens/words.h"
#include "app/text/text.h"

#include <array>
#include <vector>

namespace sunbooth::app::screens {
namespace {

/// The beginning and the end, enough for its owner to see a slip of the finger there; of a short
/// one the end alone.
std::string masked(std::string_view typed) {
    constexpr std::size_t kHead = 3, kTail = 2;
    const bool is_short = typed.size() <= 2 * (kHead + kTail);
    const std::string_view head = is_short ? std::string_view{} : typed.substr(0, kHead);
    const std::string_view tail = typed.substr(typed.size() - std::min(kTail, typed.size()));
    return text::isolate(std::string(head) + "****" + std::string(tail));
}

void draw_searched(const View& view, bool person) {
    const auto fact = [&](i18n::Key label, flow::Field field) {
        return ui::Fact{view.tr(label), masked(view.visit().entry(field).text.view()), {}};
    };
    std::vector<ui::Fact> facts;
    if (person) {
        facts = {fact("case_id_card.label"_key, flow::Field::IdCard),
                 fact("case_phone.label"_key, flow::Field::PhoneTail)};
    } else {
        facts = {fact("case_number.label"_key, flow::Field::CaseNumber),
                 fact("case_secret.label"_key, flow::Field::CaseSecret)};
    }
    hide_facts(view, facts);
    view.ui.facts(id::kMissingSearched, view.tr("case_missing.searched"_key), facts);
}

}  // namespace

std::optional<Intent> draw_case_missing(const View& view) {
    const bool person = view.visit().missing == flow::Waiting::For::Person;
    begin_page(view);
    title(view, view.tr("case_missing.title"_key));
    draw_searched(view, person);
    const std::array<ui::GuideLine, 3> reasons = {
        {{"edit_note", view.tr("case_missing.slip"_key)},
         {"badge", person ? view.tr("case_missing.other_phone"_key)
                          : view.tr("case_missing.other_secret"_key)},
         {"schedule", view.tr("case_missing.not_yet"_key)}}};
    view.ui.guide(id::kMissingReasons, view.tr("case_missing.why"_key), reasons);
    view.ui.guide(id::kMissingWho, {}, helper_lines(view));
    view.ui.bottom();
    std::optional<Intent> intent;
    if (view.ui.button(id::kMissingMend, "edit_note", view.tr("case_missing.mend"_key))) {
        intent = person ? Intent(flow::FindByPerson{}) : Intent(flow::FindByNumber{});
    }
    const Button other{{.id = std::string(id::kMissingOther),
                        .label = view.tr("case_missing.other"_key),
                        .icon = "search"},
                       flow::OpenTask{flow::OpenTask::Task::Case}};
    const Bar bar{.secondary = {back_button(view)}, .primary = other};
    if (auto pressed = end_page(view, bar)) intent = std::move(pressed);
    return intent;
}

}  // namespace sunbooth::app::screens
