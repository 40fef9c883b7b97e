// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/receipt/escpos.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace sunbooth::app::receipt::tests {

/// What a printer of our own makes of bytes, by the commands' published rules and knowing nothing
/// of the room that sent them: rows of dots, cuts, and questions. Any other command is a test's
/// failure.
class Printhead {
public:
    /// Takes the next byte of the line. @return the answer that it calls for, or -1.
    int feed(std::uint8_t byte);

    int width = 0, height = 0;
    std::vector<bool> dots;  ///< Row by row.
    int cuts = 0, fed_lines = 0, done = 0;
    std::string wrong;  ///< The first command that is none.
    /// Answers to DLE EOT 1 to 4; nothing is answered in real time when `silent`.
    std::uint8_t answers[4] = {0x12, 0x12, 0x12, 0x12};
    bool silent = false;

    bool dark(int x, int y) const { return dots[static_cast<std::size_t>(y * width + x)]; }

private:
    void end_command();
    std::vector<std::uint8_t> command_;
    std::size_t rows_left_ = 0;  ///< Bytes of a picture that are still to come.
};

/// The whole of a job at once.
Printhead printed(const Job& job);

/// As a grey picture (PGM) with a white edge, for zbarimg.
void save(const Printhead& paper, const std::filesystem::path& file);
std::string read_by_zbar(const std::filesystem::path& file);

}  // namespace sunbooth::app::receipt::tests
