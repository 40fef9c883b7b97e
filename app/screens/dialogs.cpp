// SPDX-License-Identifier: Apache-2.0
#include "app/screens/dialogs.h"

#include "app/screens/modes.h"

namespace sunbooth::app::screens {

namespace {

struct Words {
    i18n::Key title, body, act;
    std::string_view icon;
};
Words words_of(domain::Wish wish) {
    if (wish == domain::Wish::Withdraw) {
        return {"wish.withdraw_title"_key, "wish.withdraw_body"_key, "wish.withdraw"_key, "undo"};
    }
    return {"wish.rework_title"_key, "wish.rework_body"_key, "wish.rework"_key, "edit_note"};
}

/// A wish that cannot be taken back is asked about once more.
std::optional<Intent> draw_wish(const View& view) {
    const Words words = words_of(*view.visit().asking);
    const ui::Action stay{
        .id = std::string(id::kWishStay), .label = view.tr("wish.stay"_key), .icon = "check"};
    const ui::Action act{.id = std::string(id::kWishDo),
                         .label = view.tr(words.act),
                         .icon = std::string(words.icon)};
    const auto pressed =
        view.ui.dialog(id::kWish, view.tr(words.title), view.tr(words.body), {}, stay, act);
    if (!pressed) return std::nullopt;
    if (*pressed == act.id) return flow::ConfirmWish{};
    return flow::Stay{};
}

/// Sending is asked about once more where the hand trembles.
std::optional<Intent> draw_send(const View& view) {
    const bool complaint = view.visit().page == flow::Page::ComplaintCheck;
    const bool rating = view.visit().page == flow::Page::RatingReason ||
                        view.visit().page == flow::Page::RatingReply ||
                        view.visit().page == flow::Page::RatingPhone ||
                        view.visit().page == flow::Page::RatingLevel;
    const ui::Action stay{
        .id = std::string(id::kSendStay), .label = view.tr("send.stay"_key), .icon = "arrow_back"};
    const ui::Action act{.id = std::string(id::kSendDo),
                         .label = complaint ? view.tr("complaint_check.submit"_key)
                                  : rating  ? view.tr("rating_reason.submit"_key)
                                            : view.tr("issue_check.submit"_key),
                         .icon = "send"};
    std::string body = view.tr("send.body"_key);
    for (const domain::RatingLevel& level : view.hall().scale.levels) {
        if (rating && level.level == view.visit().rating.level) {
            body = view.tr("send.rating"_key, {{"level", view.in(level.name)}});
        }
    }
    const auto pressed = view.ui.dialog(id::kSend, view.tr("send.title"_key), body, {}, stay, act);
    if (!pressed) return std::nullopt;
    if (*pressed == act.id) return flow::ConfirmSubmit{};
    return flow::Stay{};
}

}  // namespace

std::optional<Intent> draw_dialogs(const View& view) {
    const bool warned = view.visit().warned.has_value();
    if (!warned && view.visit().asking) return draw_wish(view);
    if (!warned && view.visit().sending) return draw_send(view);
    if (!warned && !view.visit().leaving) {
        return view.visit().choosing ? draw_modes(view) : std::nullopt;
    }
    const ui::Action stay{.id = std::string(warned ? id::kIdleStay : id::kLeaveStay),
                          .label = warned ? view.tr("idle.stay"_key) : view.tr("leave.stay"_key),
                          .icon = "check"};
    const ui::Action end{.id = std::string(warned ? id::kIdleEnd : id::kLeaveEnd),
                         .label = warned ? view.tr("idle.end"_key) : view.tr("leave.end"_key),
                         .icon = "logout"};
    const std::string countdown = warned ? std::to_string(flow::seconds_left(view.state)) : "";
    const auto pressed = view.ui.dialog(
        warned ? id::kIdle : id::kLeave,
        warned ? view.tr("idle.title"_key) : view.tr("leave.title"_key),
        warned ? view.tr("idle.body"_key) : view.tr("leave.body"_key), countdown, stay, end);
    if (!pressed) return std::nullopt;
    if (*pressed == end.id) return flow::EndVisit{};
    return flow::Stay{};
}

}  // namespace sunbooth::app::screens
