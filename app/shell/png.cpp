// SPDX-License-Identifier: Apache-2.0
#include "app/shell/png.h"

#include <png.h>

namespace sunbooth::app::shell {

Status write_png(const std::filesystem::path& file, int width, int height,
                 const std::vector<std::uint8_t>& rgb) {
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    image.width = static_cast<png_uint_32>(width);
    image.height = static_cast<png_uint_32>(height);
    image.format = PNG_FORMAT_RGB;
    image.flags = PNG_IMAGE_FLAG_FAST;
    if (png_image_write_to_file(&image, file.c_str(), 0, rgb.data(), 3 * width, nullptr) == 0) {
        return Error{ErrorCode::Io, file.string() + ": " + image.message, "picture"};
    }
    return ok_status();
}

}  // namespace sunbooth::app::shell
