// SPDX-License-Identifier: Apache-2.0
#include "app/screens/paper.h"

namespace sunbooth::app::screens {
namespace {

constexpr std::string_view kReadAloud = "paper.read";

/// Why there is no paper; nothing while there is, or where nobody expects any.
std::optional<i18n::Key> lack_of(flow::Paper paper) {
    switch (paper) {
        case flow::Paper::None:
        case flow::Paper::Ready:
            return std::nullopt;
        case flow::Paper::Out:
            return "paper.out"_key;
        case flow::Paper::Open:
            return "paper.open"_key;
        case flow::Paper::Fault:
            return "paper.fault"_key;
    }
    return std::nullopt;
}

void draw_slip(const View& view, flow::Slip::Stands stands) {
    using Stands = flow::Slip::Stands;
    switch (stands) {
        case Stands::Printing:
            return view.ui.banner(id::kPaper, ui::Tone::Info, "print",
                                  view.tr("paper.printing"_key));
        case Stands::Printed:
            return view.ui.banner(id::kPaper, ui::Tone::Success, "check",
                                  view.tr("paper.printed"_key));
        case Stands::Failed:
            return view.ui.banner(id::kPaper, ui::Tone::Warn, "error", view.tr("paper.failed"_key));
    }
}

std::optional<Intent> draw_slip_button(const View& view) {
    const auto& slip = view.visit().slip;
    const auto lack = lack_of(view.state.paper);
    if (slip) {
        draw_slip(view, slip->stands);
    } else if (lack) {
        view.ui.banner(id::kPaper, ui::Tone::Warn, "print", view.tr(*lack));
    }
    // A second slip of the same is waste; after a failure it is not.
    const bool had = slip && slip->stands == flow::Slip::Stands::Printed;
    if (had || !flow::may_print(view.state)) return std::nullopt;
    const auto label = slip ? "paper.again"_key : "paper.print"_key;
    if (view.ui.button(id::kPrint, "print", view.tr(label))) return flow::Print{};
    return std::nullopt;
}

}  // namespace

std::optional<Intent> draw_paper(const View& view) {
    std::optional<Intent> intent = draw_slip_button(view);
    // What is one person's is for the headset alone (kiosk-ux 2.6, S10): the tree says what.
    if (view.state.has_sound && !view.visit().hearing.on() &&
        view.ui.button(kReadAloud, "volume_up", view.tr("help.read"_key))) {
        intent = flow::StartSpeech{};
    }
    return intent;
}

void draw_paper_notice(const View& view) {
    if (const auto lack = lack_of(view.state.paper)) {
        view.ui.banner(id::kHomePaper, ui::Tone::Warn, "print", view.tr(*lack));
    }
}

}  // namespace sunbooth::app::screens
