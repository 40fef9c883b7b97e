// SPDX-License-Identifier: Apache-2.0
#include "app/shell/printing.h"

#include "app/screens/slip.h"

#include <utility>

namespace sunbooth::app::shell {

std::unique_ptr<receipt::Printer> make_printer(const PrinterConfig& config, Clock& clock) {
    if (!config.device.path.empty()) return receipt::device_printer(config.device, clock);
    if (!config.folder.empty()) return receipt::folder_printer(config.folder);
    return nullptr;
}

Printing::Printing(std::unique_ptr<receipt::Printer> printer, receipt::Paper paper,
                   std::function<void()> wake)
    : paper_(paper) {
    if (printer) desk_ = std::make_unique<receipt::PrintDesk>(std::move(printer), std::move(wake));
}

void Printing::print(Stage& stage, const flow::State& state, std::uint64_t number) {
    if (!desk_) return;
    const receipt::Slip slip = screens::slip_of(state, stage.words().of(state.visit.language));
    desk_->print(number, receipt::job_of(stage.set_slip(slip, paper_)));
}

std::vector<receipt::PrintNews> Printing::drain() {
    if (!desk_) return {};
    return desk_->drain();
}

flow::Paper paper_of(receipt::PrinterState state) {
    switch (state) {
        case receipt::PrinterState::Ready:
        case receipt::PrinterState::Low:
            return flow::Paper::Ready;
        case receipt::PrinterState::Out:
            return flow::Paper::Out;
        case receipt::PrinterState::Open:
            return flow::Paper::Open;
        case receipt::PrinterState::Fault:
            return flow::Paper::Fault;
    }
    return flow::Paper::Fault;
}

}  // namespace sunbooth::app::shell
