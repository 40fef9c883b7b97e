// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/input_method/composer.h"
#include "sync/base/result.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace sunbooth::app::shell {

// The ink of people who agreed to write for a measurement: one JSON object a line,
//     {"character":"窗","writer":"a","pad_mm":90.5,"strokes":[[[x,y],…],…]}
// in millimetres from the pad's top left. Only what the writer was asked to write, on the desk
// where it was written; a kiosk has no part in it.

/// One character as somebody wrote it.
struct Written {
    std::string character;  ///< UTF-8, one code point.
    std::string writer;     ///< A letter or a number; no name is needed.
    float pad_mm = 0;
    input_method::Ink ink;
};

std::string write_line(const Written& written);
/// @return InvalidInput that says what is wrong.
Result<Written> read_line(std::string_view line);
/// @return Io, and read_line's with the number of the line.
Result<std::vector<Written>> read_book(const std::filesystem::path& file);
/// Puts one more behind the others. @return Io.
Status append(const std::filesystem::path& file, const Written& written);

/// How many characters were read right.
struct Readings {
    std::string writer;  ///< Empty: all of them.
    int written = 0, first = 0, in_ten = 0;
};
/// Reads every character alone, without the text before it: a writer's order means nothing. One
/// row a writer, in their order, and one for all.
std::vector<Readings> measure(const std::vector<Written>& book, input_method::Engines& engines);

}  // namespace sunbooth::app::shell
