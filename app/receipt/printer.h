// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/receipt/escpos.h"
#include "sync/base/clock.h"
#include "sync/base/result.h"

#include <filesystem>
#include <memory>
#include <stop_token>

namespace sunbooth::app::receipt {

/// Where slips go. All calls come from one thread and may take seconds.
class Printer {
public:
    Printer() = default;
    virtual ~Printer() = default;
    Printer(const Printer&) = delete;
    Printer& operator=(const Printer&) = delete;

    /// How it stands, asked afresh.
    virtual PrinterState state() = 0;
    /// Prints one slip and waits until it lies in the tray.
    /// @return Io when it did not come out whole; `detail` says why, for the log.
    virtual Status print(const Job& job, const std::stop_token& stop) = 0;
};

struct DeviceOptions {
    std::filesystem::path path;  ///< "/dev/usb/lp0", "/dev/ttyS0"
    int baud = 0;                ///< Of a serial line; 0: leave the line as it is.
    bool answers = true;         ///< False: a printer without a way back. It counts as ready
                                 ///< while its device is there, and as done when it took all.
    milliseconds answer_within{400};
    milliseconds take_within{8'000};    ///< It may stop taking bytes for so long.
    milliseconds print_within{20'000};  ///< From the last byte to the cut; 1 m of paper is 8 s.
};
/// A printer on a device file, opened when needed: it may be unplugged and come back.
/// @param clock outlives it, and may be read from any thread.
std::unique_ptr<Printer> device_printer(DeviceOptions options, Clock& clock);

/// A folder in the place of a printer, for demonstrations and tests: slip-1.escpos, slip-2 … in the
/// printer's own language. They stay there, so no hall should use it. Ready while the folder can
/// be written. A file `printer.state` in it that holds "out", "open" or "fault" makes it so.
std::unique_ptr<Printer> folder_printer(std::filesystem::path folder);

}  // namespace sunbooth::app::receipt
