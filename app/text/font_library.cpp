// SPDX-License-Identifier: Apache-2.0
#include "app/text/font_library.h"

#include "app_fonts.h"

#include <ft2build.h>
#include FT_FREETYPE_H
#include <hb-ot.h>
#include <hb.h>
#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <fcntl.h>
#include <optional>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace sunbooth::app::text {
namespace {

struct Font {
    std::string file;
    int index = 0;
    Face face = Face::Regular;
    std::vector<Language> languages;
    hb_blob_t* blob = nullptr;  ///< The file in memory; `ft` and `hb_face` both read it there.
    FT_Face ft = nullptr;
    hb_face_t* hb_face = nullptr;
    hb_font_t* hb_font = nullptr;
    int ft_px = 0;
    int hb_px = 0;
};

Face face_of(std::string_view name) {
    if (name == "bold") return Face::Bold;
    if (name == "mono") return Face::Mono;
    if (name == "icons") return Face::Icons;
    return Face::Regular;
}

std::vector<Font> font_list(std::string_view text) {
    std::vector<Font> fonts;
    const toml::table list = toml::parse(text);
    for (const toml::node& entry : *list["font"].as_array()) {
        const toml::table& row = *entry.as_table();
        Font font;
        font.file = row["file"].value_or<std::string>("");
        font.index = row["index"].value_or(0);
        font.face = face_of(row["face"].value_or<std::string_view>("regular"));
        for (const toml::node& tag : *row["languages"].as_array()) {
            const auto language = domain::language_of(tag.value_or<std::string_view>(""));
            if (language) font.languages.push_back(*language);
        }
        fonts.push_back(std::move(font));
    }
    return fonts;
}

struct Mapping {
    void* start;
    std::size_t bytes;
};

/// Mapped by ourselves rather than by HarfBuzz, which falls back to a copy in the heap: of a map we
/// know that its pages can be let go and read again.
hb_blob_t* map_font(const std::string& path) {
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) return nullptr;
    struct stat facts {};
    const bool known = ::fstat(file, &facts) == 0 && facts.st_size > 0;
    const auto bytes = static_cast<std::size_t>(std::max<off_t>(facts.st_size, 1));
    void* start = known ? ::mmap(nullptr, bytes, PROT_READ, MAP_PRIVATE, file, 0) : MAP_FAILED;
    ::close(file);
    if (start == MAP_FAILED) return nullptr;
    const auto unmap = [](void* held) {
        const std::unique_ptr<Mapping> map(static_cast<Mapping*>(held));
        ::munmap(map->start, map->bytes);
    };
    return hb_blob_create_or_fail(static_cast<const char*>(start), static_cast<unsigned>(bytes),
                                  HB_MEMORY_MODE_READONLY, new Mapping{start, bytes}, unmap);
}

bool speaks(const Font& font, Language language) {
    return std::find(font.languages.begin(), font.languages.end(), language) !=
           font.languages.end();
}

/// A face falls back to the regular text fonts, so that no character is lost for its weight.
bool may_follow(Face wanted, Face offered) {
    if (wanted == offered) return true;
    if (wanted == Face::Icons || offered == Face::Icons || offered == Face::Mono) return false;
    return wanted != Face::Regular;
}

constexpr std::size_t kFaces = 4;

/// A letter that no page of the language does without.
char32_t letter_of(Language language) {
    switch (language) {
        case Language::Zh:
            return U'办';
        case Language::En:
            return U'A';
        case Language::Ug:
            return U'ې';
    }
    return U'A';
}

void close_font(const Font& font) {
    if (font.ft != nullptr) FT_Done_Face(font.ft);
    hb_font_destroy(font.hb_font);
    hb_face_destroy(font.hb_face);
    hb_blob_destroy(font.blob);
}

}  // namespace

struct FontLibrary::Impl {
    FT_Library freetype = nullptr;
    std::vector<Font> fonts;
    std::vector<std::string> missing;
    std::array<std::array<std::vector<std::uint16_t>, domain::kLanguages.size()>, kFaces> stacks;

    /// The fonts of a collection share one mapping of their file.
    hb_blob_t* map_file(const std::string& file) const {
        for (const Font& font : fonts) {
            if (font.file == file && font.blob != nullptr) return hb_blob_reference(font.blob);
        }
        return map_font(file);
    }

    Status open_font(Font& font) const {
        font.blob = map_file(font.file);
        if (font.blob == nullptr) {
            return Error{ErrorCode::Io, font.file + " cannot be read: install its font package",
                         "fonts"};
        }
        font.hb_face = hb_face_create(font.blob, static_cast<unsigned>(font.index));
        font.hb_font = hb_font_create(font.hb_face);
        unsigned length = 0;
        const char* bytes = hb_blob_get_data(font.blob, &length);
        if (FT_New_Memory_Face(freetype, reinterpret_cast<const FT_Byte*>(bytes),
                               static_cast<FT_Long>(length), font.index, &font.ft) != 0) {
            return Error{ErrorCode::Io, font.file + " is no font", "fonts"};
        }
        return ok_status();
    }

    void build_stacks() {
        for (std::size_t face = 0; face < kFaces; ++face) {
            for (const Language language : domain::kLanguages) {
                auto& stack = stacks[face][static_cast<std::size_t>(language)];
                for (const bool own : {true, false})
                    add(stack, static_cast<Face>(face), language, own);
            }
        }
    }

    void add(std::vector<std::uint16_t>& stack, Face face, Language language, bool own) {
        for (const bool same_face : {true, false}) {
            for (std::size_t i = 0; i < fonts.size(); ++i) {
                if (speaks(fonts[i], language) != own || (fonts[i].face == face) != same_face ||
                    !may_follow(face, fonts[i].face)) {
                    continue;
                }
                stack.push_back(static_cast<std::uint16_t>(i));
            }
            if (own) return;  // Another weight of the own script comes after all bold ones.
        }
    }
};

FontLibrary::FontLibrary() : impl_(std::make_unique<Impl>()) {}

FontLibrary::~FontLibrary() {
    for (const Font& font : impl_->fonts) close_font(font);
    if (impl_->freetype != nullptr) FT_Done_FreeType(impl_->freetype);
}

Result<std::unique_ptr<FontLibrary>> FontLibrary::open() {
    return open(embedded::fonts_toml);
}

Result<std::unique_ptr<FontLibrary>> FontLibrary::open(std::string_view list) {
    std::unique_ptr<FontLibrary> library(new FontLibrary());
    if (FT_Init_FreeType(&library->impl_->freetype) != 0) {
        return Error{ErrorCode::Internal, "FreeType cannot start", "fonts"};
    }
    Impl& impl = *library->impl_;
    std::optional<Error> first;
    for (Font& font : font_list(list)) {
        const Status opened = impl.open_font(font);
        impl.fonts.push_back(std::move(font));
        if (opened.ok()) continue;
        // One language less is better than a dark terminal ("bad days").
        impl.missing.push_back(opened.error().line());
        if (!first) first = opened.error();
        close_font(impl.fonts.back());
        impl.fonts.pop_back();
    }
    impl.build_stacks();
    const auto shown = [&](Language language) { return library->shows(language); };
    if (std::ranges::none_of(domain::kLanguages, shown)) {
        return first.value_or(Error{ErrorCode::Io, "the list of fonts is empty", "fonts"});
    }
    return library;
}

bool FontLibrary::shows(Language language) const {
    return std::ranges::any_of(stack(Face::Regular, language), [&](std::uint16_t font) {
        return covers(font, letter_of(language));
    });
}

const std::vector<std::string>& FontLibrary::missing() const {
    return impl_->missing;
}

void FontLibrary::let_go() {
    for (const Font& font : impl_->fonts) {
        unsigned bytes = 0;
        const char* start = hb_blob_get_data(font.blob, &bytes);
        ::madvise(const_cast<char*>(start), bytes, MADV_DONTNEED);
    }
}

const std::vector<std::uint16_t>& FontLibrary::stack(Face face, Language language) const {
    return impl_->stacks[static_cast<std::size_t>(face)][static_cast<std::size_t>(language)];
}

bool FontLibrary::covers(std::uint16_t font, char32_t character) const {
    hb_codepoint_t glyph = 0;
    return hb_font_get_nominal_glyph(impl_->fonts[font].hb_font, character, &glyph) != 0;
}

hb_font_t* FontLibrary::shaping(std::uint16_t font, int px) {
    Font& used = impl_->fonts[font];
    if (used.hb_px != px) {
        hb_font_set_scale(used.hb_font, px * 64, px * 64);
        used.hb_px = px;
    }
    return used.hb_font;
}

Bitmap FontLibrary::rasterise(std::uint16_t font, std::uint32_t glyph, int px) {
    Font& used = impl_->fonts[font];
    if (used.ft_px != px) {
        FT_Set_Pixel_Sizes(used.ft, 0, static_cast<FT_UInt>(px));
        used.ft_px = px;
    }
    Bitmap bitmap;
    if (FT_Load_Glyph(used.ft, glyph, FT_LOAD_RENDER | FT_LOAD_TARGET_LIGHT) != 0) return bitmap;
    const FT_GlyphSlot slot = used.ft->glyph;
    bitmap.width = static_cast<int>(slot->bitmap.width);
    bitmap.height = static_cast<int>(slot->bitmap.rows);
    bitmap.left = slot->bitmap_left;
    bitmap.top = slot->bitmap_top;
    bitmap.grey.resize(static_cast<std::size_t>(bitmap.width) *
                       static_cast<std::size_t>(bitmap.height));
    for (int row = 0; row < bitmap.height; ++row) {
        const unsigned char* from = slot->bitmap.buffer + row * slot->bitmap.pitch;
        std::copy(from, from + bitmap.width, bitmap.grey.begin() + row * bitmap.width);
    }
    return bitmap;
}

}  // namespace sunbooth::app::text
