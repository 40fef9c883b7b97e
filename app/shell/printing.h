// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/flow/state.h"
#include "app/receipt/desk.h"
#include "app/shell/stage.h"

#include <functional>
#include <memory>
#include <vector>

namespace sunbooth::app::shell {

/// The printer that an operator wrote down: a device, a folder for demonstrations, or none.
struct PrinterConfig {
    receipt::DeviceOptions device;
    std::filesystem::path folder;
    receipt::Paper paper;
};
/// Null where there is none.
std::unique_ptr<receipt::Printer> make_printer(const PrinterConfig& config, Clock& clock);

/// Between the pages and the printer's thread. UI thread.
class Printing {
public:
    /// @param printer null: this terminal has none. @param wake as of PrintDesk.
    Printing(std::unique_ptr<receipt::Printer> printer, receipt::Paper paper,
             std::function<void()> wake);

    /// Sets what stands on the page and hands it over.
    void print(Stage& stage, const flow::State& state, std::uint64_t number);
    std::vector<receipt::PrintNews> drain();

private:
    receipt::Paper paper_;
    std::unique_ptr<receipt::PrintDesk> desk_;
};

/// What a visitor has to know of it.
flow::Paper paper_of(receipt::PrinterState state);

}  // namespace sunbooth::app::shell
