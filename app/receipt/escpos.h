// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/receipt/raster.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace sunbooth::app::receipt {

// ESC/POS, as receipt printers of all makes speak it (Epson's command reference; others follow it):
//
//   job    = ESC @  { GS v 0  0  xL xH  yL yH  row bytes }  ESC d 4  GS V 66 0  GS r 1
//   ask    = DLE EOT n                    n = 1 printer, 2 off-line, 3 error, 4 paper
//   answer = 1 byte  0xx1xx10             at once, also while the printer is off-line
//   done   = 1 byte  0xx0xxxx             to GS r 1, after everything before it was printed
//
// The picture goes out in bands, because cheap printers hold few rows; nothing but GS v 0 is used
// to draw, so no printer's own font, code page or line spacing is asked for.

/// Bytes for a printer; overwritten when freed.
using Job = std::vector<std::uint8_t, WipingAllocator<std::uint8_t>>;

/// The whole of one slip: print, feed, cut, and say when it is done.
Job job_of(const Raster& raster);

/// Which of its states a printer is asked for.
enum class Ask : std::uint8_t { Printer = 1, Offline = 2, Errors = 3, Paper = 4 };
Job ask_for(Ask ask);

/// Whether a byte is an answer to DLE EOT, or to GS r 1.
bool is_answer(std::uint8_t byte);
bool is_done(std::uint8_t byte);

/// What a printer may say of itself.
enum class PrinterState {
    Ready,
    Low,    ///< Ready, and somebody should bring a roll.
    Out,    ///< No paper.
    Open,   ///< Its cover is open.
    Fault,  ///< Jammed, hot, switched off, unplugged.
};

/// Puts the four answers together. An answer that did not come counts for nothing unless none came.
struct Answers {
    std::optional<std::uint8_t> printer, offline, errors, paper;
};
PrinterState state_of(const Answers& answers);

}  // namespace sunbooth::app::receipt
