// SPDX-License-Identifier: Apache-2.0
#include "app/screens/receipt.h"

#include "app/flow/idle.h"
#include "app/screens/delivery.h"
#include "app/screens/paper.h"
#include "app/screens/receipt_found.h"
#include "app/screens/shell.h"
#include "app/screens/words.h"
#include "sync/base/assert.h"

#include <vector>

namespace sunbooth::app::screens {
namespace {

ui::Fact promise(const View& view, domain::Date filed_on, int working_days, i18n::Key what) {
    const auto due = view.hall().calendar.after(filed_on, working_days);
    return {view.tr("receipt.by"_key, {{"day", view.day(due.date)}}), view.tr(what),
            due.provisional ? view.tr("receipt.provisional"_key) : std::string()};
}

void draw_promises(const View& view, const flow::Filed& filed) {
    const domain::Promises& promises = view.hall().promises;
    const domain::Date filed_on = filed.saved.filed_on;
    std::vector<ui::Fact> facts;
    if (promises.verify_days > 0) {
        facts.push_back(
            promise(view, filed_on, promises.verify_days,
                    filed.with_phone ? "receipt.verify_by_phone"_key : "receipt.verify"_key));
    }
    if (promises.reply_days > 0) {
        facts.push_back(promise(view, filed_on, promises.reply_days, "receipt.answer"_key));
    }
    facts.push_back({view.tr("receipt.late"_key),
                     view.tr("receipt.late_what"_key, {{"window", view.hall().help_window}}),
                     {}});
    view.ui.facts(id::kReceiptNext, view.tr("receipt.next"_key), facts);
}

std::optional<Intent> draw_filed(const View& view, const flow::Filed& filed) {
    const bool complaint = filed.kind == domain::RecordKind::Complaint;
    begin_page(view);
    view.ui.heading(
        complaint ? view.tr("receipt.title_complaint"_key) : view.tr("receipt.title_rating"_key),
        "check", ui::Tone::Success);
    if (view.visit().trouble) {
        view.ui.banner(id::kErrorBanner, ui::Tone::Danger, "error", trouble_text(view));
    }
    view.ui.receipt(id::kReceiptCard, view.tr("receipt.code"_key), filed.saved.code.grouped(),
                    view.tr("receipt.code_hint"_key), filed.saved.qr);
    if (complaint) draw_promises(view, filed);
    draw_delivery(view, id::kReceiptStanding, filed.delivered);
    if (filed.assisted) view.ui.note("badge", view.tr("receipt.assisted"_key));
    if (!complaint) {
        view.ui.body(view.tr("receipt.rating_thanks"_key));
        if (filed.with_phone) view.ui.note("call", view.tr("receipt.rating_call"_key));
    }
    draw_helper(view);
    view.ui.bottom();
    std::optional<Intent> intent = draw_paper(view);
    if (!complaint && !filed.bad) {
        view.ui.note("home",
                     view.tr("receipt.comes_home"_key,
                             {{"n", std::int64_t{flow::thanks_time(view.visit()).count()}}}));
    } else {
        view.ui.note("photo_camera", view.tr("receipt.keep"_key));
    }
    const Button home{
        {.id = std::string(id::kHome), .label = view.tr("shell.home"_key), .icon = "home"},
        flow::GoHome{}};
    const Button done{{.id = std::string(id::kReceiptDone),
                       .label = view.tr("receipt.done"_key),
                       .icon = "check"},
                      flow::EndVisit{}};
    const Bar bar{.secondary = {home}, .primary = done};
    if (auto pressed = end_page(view, bar)) intent = std::move(pressed);
    return intent;
}

}  // namespace

std::optional<Intent> draw_receipt(const View& view) {
    if (const auto* filed = std::get_if<flow::Filed>(&view.visit().receipt)) {
        return draw_filed(view, *filed);
    }
    const auto* looked_up = std::get_if<flow::LookedUp>(&view.visit().receipt);
    SUNBOOTH_ASSERT(looked_up != nullptr);
    return draw_receipt_found(view, *looked_up);
}

}  // namespace sunbooth::app::screens
