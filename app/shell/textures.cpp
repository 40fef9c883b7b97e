// SPDX-License-Identifier: Apache-2.0
#include "app/shell/textures.h"

#define GL_GLEXT_PROTOTYPES
#include <GL/gl.h>
#include <GL/glext.h>

namespace sunbooth::app::shell {

GlTextures::~GlTextures() {
    if (!made_.empty()) glDeleteTextures(static_cast<GLsizei>(made_.size()), made_.data());
}

std::uintptr_t GlTextures::make_page(int side) {
    GLuint name = 0;
    glGenTextures(1, &name);
    glBindTexture(GL_TEXTURE_2D, name);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_NEAREST);
    const GLint swizzle[] = {GL_ONE, GL_ONE, GL_ONE, GL_RED};
    glTexParameteriv(GL_TEXTURE_2D, GL_TEXTURE_SWIZZLE_RGBA, swizzle);
    glTexImage2D(GL_TEXTURE_2D, 0, GL_R8, side, side, 0, GL_RED, GL_UNSIGNED_BYTE, nullptr);
    made_.push_back(name);
    clear(name, side);
    return name;
}

/// Writes over the page where it lies: a page made afresh would leave the old one behind.
void GlTextures::clear(std::uintptr_t page, int side) {
    const std::vector<std::uint8_t> zeros(static_cast<std::size_t>(side) *
                                          static_cast<std::size_t>(side));
    glBindTexture(GL_TEXTURE_2D, static_cast<GLuint>(page));
    glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
    glTexSubImage2D(GL_TEXTURE_2D, 0, 0, 0, side, side, GL_RED, GL_UNSIGNED_BYTE, zeros.data());
}

void GlTextures::upload(std::uintptr_t page, int x, int y, const text::Bitmap& bitmap) {
    glBindTexture(GL_TEXTURE_2D, static_cast<GLuint>(page));
    glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
    glTexSubImage2D(GL_TEXTURE_2D, 0, x, y, bitmap.width, bitmap.height, GL_RED, GL_UNSIGNED_BYTE,
                    bitmap.grey.data());
}

}  // namespace sunbooth::app::shell
