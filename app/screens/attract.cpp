// SPDX-License-Identifier: Apache-2.0
#include "app/screens/attract.h"

#include "app/screens/shell.h"
#include "app/screens/words.h"

#include <vector>

namespace sunbooth::app::screens {
namespace {

std::vector<ui::Action> task_keys(const View& view) {
    return {
        {.id = std::string(id::kAttractCase), .label = view.tr("home.case"_key), .icon = "search"},
        {.id = std::string(id::kAttractComplaint),
         .label = view.tr("home.complaint"_key),
         .icon = "record_voice_over"},
        {.id = std::string(id::kAttractRating),
         .label = view.tr("home.rating"_key),
         .icon = "sentiment_satisfied"},
        {.id = std::string(id::kAttractReceipt),
         .label = view.tr("home.receipt"_key),
         .icon = "receipt_long"},
    };
}

std::vector<ui::Action> help_keys(const View& view) {
    return {
        {.id = std::string(id::kAttractElder),
         .label = view.tr("modes.elder"_key),
         .icon = "elderly"},
        {.id = std::string(id::kAttractModes),
         .label = view.tr("modes.open"_key),
         .icon = "accessibility_new"},
        {.id = std::string(id::kAttractSpeech),
         .label = view.tr("hearing.speech"_key),
         .icon = "hearing"},
    };
}

Intent intent_of(const std::string& pressed) {
    using Task = flow::OpenTask::Task;
    if (pressed == id::kAttractCase) return flow::OpenTask{Task::Case};
    if (pressed == id::kAttractComplaint) return flow::OpenTask{Task::Complaint};
    if (pressed == id::kAttractRating) return flow::OpenTask{Task::Rating};
    if (pressed == id::kAttractReceipt) return flow::OpenTask{Task::Receipt};
    if (pressed == id::kAttractElder) return flow::ChooseModes{flow::kElder};
    if (pressed == id::kAttractModes) return flow::OpenModes{};
    if (pressed == id::kAttractSpeech) return flow::StartSpeech{};
    return language_intent(pressed).value_or(flow::Touch{});  // Anywhere else: home, in Chinese.
}

}  // namespace

std::optional<Intent> draw_attract(const View& view) {
    begin_page(view);
    ui::AttractView words{
        .title = view.in(view.hall().name),
        .lines = {view.tr("languages.touch_zh"_key), view.tr("languages.touch_en"_key),
                  view.tr("languages.touch_ug"_key)},
        .languages = language_keys(view),
        .tasks = task_keys(view),
        .helps = help_keys(view),
        .foot = hours_text(view) + "\n" + help_text(view),
        .corner = view.tr("hearing.corner"_key)};
    std::erase_if(words.languages, [](const ui::Action& key) { return key.id.empty(); });
    for (const domain::Language language : domain::kLanguages) {
        const auto at = static_cast<std::size_t>(language);
        if (!flow::is_readable(view.state, language)) words.lines.at(at).clear();
    }
    for (ui::Action& key : words.languages) key.selected = false;  // Nobody has chosen yet.
    const auto pressed = view.ui.attract(words);
    view.ui.end();
    if (!pressed) return std::nullopt;
    return intent_of(*pressed);
}

}  // namespace sunbooth::app::screens
