// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/shell/ink_book.h"
#include "app/shell/stage.h"

namespace sunbooth::app::shell {

/// What is asked for on the page of the ink desk, and what was written so far.
struct InkDesk {
    std::vector<std::string> asked;  ///< One character each.
    std::size_t at = 0;
    input_method::Ink ink;
    float pad_mm = 0;

    bool done() const { return at >= asked.size(); }
};

/// The characters of a text, one each, without what lies between words.
std::vector<std::string> characters_of(std::string_view text);

/// Draws the page and does what was pressed on it. @return true when the character is written.
bool draw_ink_page(ui::Ui& ui, const i18n::Catalogue& words, InkDesk& desk);

/// Asks for every character of `text` in a window and puts what is written behind what `file`
/// holds. Ends with the last one, or when the window is closed. @return how many; Io.
Result<int> record_ink(const std::filesystem::path& file, const std::string& writer,
                       std::string_view text, Stage& stage);

}  // namespace sunbooth::app::shell
