// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/input/keys.h"
#include "app/input_method/pinyin/decoder.h"
#include "app/shell/printing.h"
#include "app/shell/rotation.h"
#include "sync/base/result.h"
#include "sync/client/client.h"

#include <filesystem>
#include <string>
#include <vector>

namespace sunbooth::app::shell {

/// What an operator writes down for one terminal.
struct KioskConfig {
    client::Config client;
    float diagonal_in = 27;  ///< 20..65; with the pixels it gives millimetres.
    float bottom_mm = 850;   ///< 300..1500: the picture's lower edge above the floor.
    bool portrait = true;
    Turn turn = Turn::None;
    TouchMatrix touch;
    std::string enrol_code;  ///< In a terminal's signed setup file; else empty.
    pinyin::Fuzzy fuzzy;     ///< Sounds that the people of this place do not tell apart.
    PrinterConfig printer;
    input::KeyMap keypad;  ///< Codes of a tactile keypad, besides those of a keyboard.
    struct Speech {
        bool enabled = true;
        std::vector<std::string> engine;   ///< Empty: espeak-ng.
        std::filesystem::path recordings;  ///< Prompts that somebody has spoken; empty: none.
        std::string speaker, headset;      ///< Sound devices by SDL's names; empty: the system's.
        std::filesystem::path jack;        ///< Input device with the switch; empty: the first.
        float loudest_db = 0;              ///< -40..0: the highest step of the volume.
    } speech;
};

/// Reads a kiosk's TOML file. Relative paths in it count from the file's own folder.
///
///     [kiosk]   id, folder
///     [center]  host, port, ca_file, root_key
///     [screen]  diagonal_in, bottom_mm, orientation, rotation (0, 90, 180, 270: quarter turns
///     clockwise of the picture), touch (six numbers, TouchMatrix) (optional)
///     [enrol]   code (optional)
///     [input]   fuzzy: a list of "z-zh", "c-ch", "s-sh", "n-l", "an-ang", "en-eng", "in-ing"
///     (optional)
///     [keypad]  up, down, left, right, select, back, help, repeat, read_page, pause, slower,
///     faster, softer, louder, blank, jack_in, jack_out: USB usages (page 7), 4 to 231 (optional)
///     [speech]  enabled, engine (program and arguments, with {voice} and {speed}), recordings,
///     speaker, headset, jack, loudest_db (all optional)
///     [printer] device or folder; paper_mm: 80 or 58; baud, answers: of a device (optional)
///
/// @return InvalidInput whose detail names the file, whose field names the entry, and which says
/// how to mend it. Nothing is written.
Result<KioskConfig> read_config(const std::filesystem::path& file);

}  // namespace sunbooth::app::shell
