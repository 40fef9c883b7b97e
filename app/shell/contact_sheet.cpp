// SPDX-License-Identifier: Apache-2.0
#include "app/shell/contact_sheet.h"

#include "app/shell/png.h"

#include <algorithm>

namespace sunbooth::app::shell {
namespace {

constexpr int kGap = 8;
constexpr std::uint8_t kGround = 0x9a;

std::size_t at(int x, int y, int width) {
    return (static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
            static_cast<std::size_t>(x)) *
           3;
}

/// The mean of the pixels that become one.
std::uint8_t mean(const std::vector<std::uint8_t>& rgb, int width, int x, int y, int step,
                  std::size_t part) {
    unsigned sum = 0;
    for (int dy = 0; dy < step; ++dy) {
        for (int dx = 0; dx < step; ++dx) {
            sum += rgb[at(x * step + dx, y * step + dy, width) + part];
        }
    }
    return static_cast<std::uint8_t>(sum / static_cast<unsigned>(step * step));
}

}  // namespace

void ContactSheet::add(const std::vector<std::uint8_t>& rgb, int width, int height) {
    const int step = std::max(1, std::min(width, height) / side_);
    Page page{width / step, height / step, {}};
    page.rgb.reserve(static_cast<std::size_t>(page.width) * static_cast<std::size_t>(page.height) *
                     3);
    for (int y = 0; y < page.height; ++y) {
        for (int x = 0; x < page.width; ++x) {
            for (std::size_t part = 0; part < 3; ++part) {
                page.rgb.push_back(mean(rgb, width, x, y, step, part));
            }
        }
    }
    pages_.push_back(std::move(page));
}

Status ContactSheet::save(const std::filesystem::path& file) const {
    if (pages_.empty()) return ok_status();
    const int count = static_cast<int>(pages_.size());
    const int rows = (count + columns_ - 1) / columns_;
    const int cell_width = pages_.front().width + kGap;
    const int cell_height = pages_.front().height + kGap;
    const int width = columns_ * cell_width + kGap;
    const int height = rows * cell_height + kGap;
    std::vector<std::uint8_t> sheet(at(0, height, width), kGround);
    for (int i = 0; i < count; ++i) {
        const Page& page = pages_[static_cast<std::size_t>(i)];
        const int left = kGap + i % columns_ * cell_width;
        const int top = kGap + i / columns_ * cell_height;
        for (int y = 0; y < page.height; ++y) {
            std::copy_n(&page.rgb[at(0, y, page.width)], at(page.width, 0, 0),
                        &sheet[at(left, top + y, width)]);
        }
    }
    return write_png(file, width, height, sheet);
}

}  // namespace sunbooth::app::shell
