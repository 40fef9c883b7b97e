// SPDX-License-Identifier: Apache-2.0
#include "app/screens/receipt_found.h"

#include "app/screens/delivery.h"
#include "app/screens/paper.h"
#include "app/screens/shell.h"
#include "app/screens/words.h"
#include "app/text/text.h"

#include <algorithm>
#include <array>
#include <vector>

namespace sunbooth::app::screens {
namespace {

using domain::TicketState;
using Mark = ui::Step::State;

/// How a state reads: chip, icon, and how many of the four steps are done. What is under way is not
/// done yet: the step behind them is the current one.
struct Reading {
    i18n::Key chip;
    std::string_view icon;
    int done;
};
Reading reading_of(TicketState state) {
    switch (state) {
        case TicketState::Registered:
            return {"ticket.registered"_key, "inbox", 1};
        case TicketState::Verified:
            return {"ticket.verified"_key, "verified", 2};
        case TicketState::Accepted:
            return {"ticket.accepted"_key, "hourglass_top", 2};
        case TicketState::NotAccepted:
            return {"ticket.not_accepted"_key, "undo", 2};
        case TicketState::Replied:
            return {"ticket.replied"_key, "mark_chat_read", 4};
        case TicketState::Closed:
            return {"ticket.closed"_key, "check", 4};
        case TicketState::NeedInfo:
            return {"ticket.need_info"_key, "edit_note", 2};
        case TicketState::Withdrawn:
            return {"ticket.withdrawn"_key, "undo", 1};
        case TicketState::Merged:
            return {"ticket.merged"_key, "hourglass_top", 2};
        case TicketState::Transferred:
            return {"ticket.transferred"_key, "undo", 2};
        case TicketState::Rechecking:
            return {"ticket.rechecking"_key, "hourglass_top", 2};
        case TicketState::Reviewing:  // The center's own business: told as accepted and closed.
        case TicketState::Appealed:
            return {"ticket.accepted"_key, "hourglass_top", 2};
        case TicketState::Archived:
            return {"ticket.closed"_key, "check", 4};
    }
    return {"ticket.registered"_key, "inbox", 1};
}

struct WishButton {
    domain::Wish wish;
    std::string_view icon;
    i18n::Key label;
};
constexpr std::array kWishes = {
    WishButton{domain::Wish::Urge, "schedule", "wish.urge"_key},
    WishButton{domain::Wish::Rework, "edit_note", "wish.rework"_key},
    WishButton{domain::Wish::Withdraw, "undo", "wish.withdraw"_key},
};

std::vector<ui::Step> steps_of(const View& view, const client::ReceiptFound& found) {
    const std::array<std::pair<i18n::Key, const char*>, 4> names = {
        {{"step.received"_key, "inbox"},
         {"step.verified"_key, "call"},
         {"step.taken_up"_key, "edit_note"},
         {"step.replied"_key, "mark_chat_read"}}};
    const int done = found.queued ? 0 : reading_of(found.view.state).done;
    const bool ended = found.view.state == TicketState::NotAccepted ||
                       found.view.state == TicketState::Withdrawn ||
                       found.view.state == TicketState::Transferred;
    std::vector<ui::Step> steps;
    for (int i = 1; const auto& [name, icon] : names) {
        const Mark mark = i <= done                              ? Mark::Done
                          : i == done + 1 && !ended && done != 0 ? Mark::Active
                                                                 : Mark::Ahead;
        steps.push_back({view.tr(name), mark == Mark::Done ? "check" : icon, mark});
        ++i;
    }
    return steps;
}

void draw_progress(const View& view, const flow::LookedUp& looked_up) {
    const client::ReceiptFound& found = looked_up.found;
    const bool complaint = found.view.kind == domain::RecordKind::Complaint;
    const Reading reading = found.queued ? Reading{"ticket.queued"_key, "cloud_upload", 0}
                                         : reading_of(found.view.state);
    // A rating is done with when it has arrived: it has no further steps to show.
    view.ui.progress(
        id::kReceiptCard, reading.icon, view.tr(reading.chip), text::isolate(looked_up.code),
        complaint                                      ? view.tr("receipt_found.complaint"_key)
        : found.view.kind == domain::RecordKind::Issue ? view.tr("receipt_found.issue"_key)
                                                       : view.tr("receipt_found.rating"_key),
        complaint ? steps_of(view, found) : std::vector<ui::Step>());
}

bool is_open(TicketState state) {
    return state == TicketState::Registered || state == TicketState::Verified ||
           state == TicketState::Accepted || state == TicketState::NeedInfo ||
           state == TicketState::Merged || state == TicketState::Rechecking;
}

void draw_facts(const View& view, const client::ReceiptFound& found) {
    const domain::TicketView& ticket = found.view;
    std::vector<ui::Fact> facts;
    facts.push_back({view.tr("receipt_found.filed_on"_key), view.day(ticket.filed_on), {}});
    if (!ticket.ticket_no.empty()) {
        facts.push_back(
            {view.tr("receipt_found.ticket_no"_key), text::isolate(ticket.ticket_no), {}});
    }
    const std::string sub = ticket.provisional ? view.tr("receipt.provisional"_key) : std::string();
    if (ticket.verify_by && ticket.state == TicketState::Registered) {
        facts.push_back({view.tr("receipt_found.verify_by"_key), view.day(*ticket.verify_by), sub});
    }
    if (ticket.needed_by) {
        facts.push_back({view.tr("receipt_found.needed_by"_key), view.day(*ticket.needed_by), {}});
    }
    if (ticket.reply_by && is_open(ticket.state)) {
        facts.push_back({view.tr("receipt_found.reply_by"_key), view.day(*ticket.reply_by), sub});
    }
    hide_facts(view, facts);
    view.ui.facts(id::kReceiptFacts, {}, facts);
}

bool offers(const domain::TicketView& ticket, domain::Wish wish) {
    return std::find(ticket.wishes.begin(), ticket.wishes.end(), wish) != ticket.wishes.end();
}

/// What became of a wish, by how the record stands now: staff may have been quicker.
void draw_wished(const View& view, domain::Wish wish, const domain::TicketView& ticket) {
    bool done = false;
    i18n::Key words = "wish.urged"_key;
    switch (wish) {
        case domain::Wish::Urge:
            done = !offers(ticket, wish) && is_open(ticket.state);
            break;
        case domain::Wish::Rework:
            // What goes with another is handled anew there.
            done = ticket.state == TicketState::Accepted ||
                   ticket.state == TicketState::Rechecking || ticket.state == TicketState::Merged;
            words = "wish.reworked"_key;
            break;
        case domain::Wish::Withdraw:
            done = ticket.state == TicketState::Withdrawn;
            words = "wish.withdrawn"_key;
            break;
    }
    view.ui.banner(id::kReceiptStanding, done ? ui::Tone::Success : ui::Tone::Warn,
                   done ? "check" : "info", view.tr(done ? words : "wish.not_done"_key));
}

void draw_standing(const View& view, const flow::LookedUp& looked_up) {
    const client::ReceiptFound& found = looked_up.found;
    if (looked_up.wished) return draw_wished(view, *looked_up.wished, found.view);
    if (found.queued) {
        draw_delivery(view, id::kReceiptStanding, false);
    } else if (found.view.overdue && is_open(found.view.state)) {
        view.ui.banner(
            id::kReceiptStanding, ui::Tone::Danger, "schedule",
            view.tr(offers(found.view, domain::Wish::Urge) ? "receipt_found.overdue_urge"_key
                                                           : "receipt_found.overdue"_key,
                    {{"window", view.hall().help_window}}));
    }
}

i18n::Key words_of(domain::Finding finding) {
    switch (finding) {
        case domain::Finding::True:
            return "finding.true"_key;
        case domain::Finding::Partly:
            return "finding.partly"_key;
        case domain::Finding::Untrue:
            return "finding.untrue"_key;
        case domain::Finding::Unclear:
            return "finding.unclear"_key;
    }
    return "finding.unclear"_key;
}

/// The center's words are about the visitor's own matter: covered while the warning is up.
void draw_words(const View& view, const domain::TicketView& ticket) {
    const bool covered = flow::is_covered(view.state);
    const std::string cover = view.tr("common.covered"_key);
    if (ticket.finding) {
        view.ui.quote(id::kReceiptFinding, view.tr("receipt_found.finding"_key),
                      covered ? cover : view.tr(words_of(*ticket.finding)));
    }
    if (!ticket.reply.empty()) {
        view.ui.quote(id::kReceiptReply, view.tr("receipt_found.reply"_key),
                      covered ? cover : ticket.reply);
    }
    if (!ticket.extension.empty()) {
        view.ui.quote(id::kReceiptExtension, view.tr("receipt_found.extension"_key),
                      covered ? cover : ticket.extension);
    }
    if (!ticket.needed.empty()) {
        view.ui.quote(id::kReceiptNeeded, view.tr("receipt_found.needed"_key),
                      covered ? cover : ticket.needed);
    }
    if (!ticket.refusal.empty()) {
        view.ui.quote(id::kReceiptRefusal, view.tr("receipt_found.refusal"_key),
                      covered ? cover : ticket.refusal);
    }
}

}  // namespace

i18n::Key chip_of(domain::TicketState state) {
    return reading_of(state).chip;
}

std::optional<Intent> draw_receipt_found(const View& view, const flow::LookedUp& looked_up) {
    begin_page(view);
    title(view, view.tr("receipt_found.title"_key));
    draw_standing(view, looked_up);
    draw_progress(view, looked_up);
    draw_words(view, looked_up.found.view);
    draw_facts(view, looked_up.found);
    view.ui.bottom();
    std::optional<Intent> wish = draw_paper(view);
    for (const WishButton& button : kWishes) {
        if (!offers(looked_up.found.view, button.wish)) continue;
        if (view.ui.button(id_of(id::kReceiptWish, domain::to_string(button.wish)), button.icon,
                           view.tr(button.label))) {
            wish = flow::MakeWish{button.wish};
        }
    }
    for (const ui::GuideLine& line : helper_lines(view)) view.ui.note(line.icon, line.text);
    const Button again{{.id = std::string(id::kReceiptAgain),
                        .label = view.tr("receipt_found.again"_key),
                        .icon = "search"},
                       flow::OpenTask{flow::OpenTask::Task::Receipt}};
    const auto pressed = end_page(view, {.secondary = {back_button(view)}, .primary = again});
    return wish ? wish : pressed;
}

}  // namespace sunbooth::app::screens
