// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/text/atlas.h"

#include <vector>

namespace sunbooth::app::shell {

/// Atlas pages as OpenGL textures: one byte a pixel, read as white with that alpha. The GL context
/// must be current and outlive this.
class GlTextures final : public text::TextureSink {
public:
    ~GlTextures() override;
    std::uintptr_t make_page(int side) override;
    void upload(std::uintptr_t page, int x, int y, const text::Bitmap& bitmap) override;
    void clear(std::uintptr_t page, int side) override;

private:
    std::vector<unsigned> made_;
};

}  // namespace sunbooth::app::shell
