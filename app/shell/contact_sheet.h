// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/result.h"

#include <cstdint>
#include <filesystem>
#include <vector>

namespace sunbooth::app::shell {

/// Many pages on one picture, small, side by side: what a reviewer looks through first.
class ContactSheet {
public:
    /// @param columns pages in a row.  @param side pixels of one page's shorter side.
    ContactSheet(int columns, int side) : columns_(columns), side_(side) {}

    /// RGB rows from the top; all pages are of one size.
    void add(const std::vector<std::uint8_t>& rgb, int width, int height);
    /// @return Io.
    Status save(const std::filesystem::path& file) const;

private:
    struct Page {
        int width = 0, height = 0;
        std::vector<std::uint8_t> rgb;
    };
    int columns_, side_;
    std::vector<Page> pages_;
};

}  // namespace sunbooth::app::shell
