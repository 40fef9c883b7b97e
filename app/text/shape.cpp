// SPDX-License-Identifier: Apache-2.0
#include "app/text/shape.h"

#include "sync/base/assert.h"

#include <hb-icu.h>
#include <hb.h>

namespace sunbooth::app::text {
namespace {

/// Room for a paragraph of 500 characters (a citizen's longest text) several times over: a buffer
/// that grew would leave its former memory behind, unwiped.
constexpr unsigned kRoom = 4096;

constexpr float kUnitsPerPx = 64;

float px_of(hb_position_t position) {
    return static_cast<float>(position) / kUnitsPerPx;
}

ShapedGlyph missing_mark(hb_font_t* font, std::uint32_t unit) {
    ShapedGlyph mark{0, unit, 0, 0, 0};
    hb_font_get_nominal_glyph(font, kMissingMark, &mark.glyph);
    mark.advance = px_of(hb_font_get_glyph_h_advance(font, mark.glyph));
    return mark;
}

Shaped taken(hb_buffer_t* buffer, hb_font_t* font) {
    unsigned count = 0;
    const hb_glyph_info_t* infos = hb_buffer_get_glyph_infos(buffer, &count);
    const hb_glyph_position_t* positions = hb_buffer_get_glyph_positions(buffer, &count);
    Shaped shaped(count);
    for (unsigned i = 0; i < count; ++i) {
        const hb_glyph_position_t& at = positions[i];
        shaped[i] = {infos[i].codepoint, infos[i].cluster, px_of(at.x_advance), px_of(at.x_offset),
                     px_of(at.y_offset)};
        if (shaped[i].glyph == 0) shaped[i] = missing_mark(font, infos[i].cluster);
    }
    return shaped;
}

}  // namespace

RunShaper::RunShaper() : buffer_(hb_buffer_create()) {
    SUNBOOTH_ASSERT(hb_buffer_pre_allocate(buffer_, kRoom) != 0);
}

RunShaper::~RunShaper() {
    wipe();
    hb_buffer_destroy(buffer_);
}

Shaped RunShaper::shape(FontLibrary& fonts, const Paragraph& paragraph, const Run& run, int px,
                        Language language) {
    hb_buffer_clear_contents(buffer_);
    hb_buffer_add_utf16(buffer_, reinterpret_cast<const std::uint16_t*>(paragraph.units.data()),
                        static_cast<int>(paragraph.size()), static_cast<unsigned>(run.from),
                        static_cast<int>(run.to - run.from));
    const bool rtl = (run.level & 1U) != 0;
    hb_buffer_set_direction(buffer_, rtl ? HB_DIRECTION_RTL : HB_DIRECTION_LTR);
    hb_buffer_set_script(buffer_, hb_icu_script_to_script(static_cast<UScriptCode>(run.script)));
    hb_buffer_set_language(buffer_, hb_language_from_string(domain::tag_of(language), -1));
    hb_font_t* font = fonts.shaping(run.font, px);
    hb_shape(font, buffer_, nullptr, 0);
    return taken(buffer_, font);
}

void RunShaper::wipe() {
    hb_buffer_clear_contents(buffer_);
    // HarfBuzz overwrites what a length lays open, and positions when they are first asked for.
    hb_buffer_set_length(buffer_, kRoom);
    unsigned count = 0;
    hb_buffer_get_glyph_positions(buffer_, &count);
    hb_buffer_clear_contents(buffer_);
}

}  // namespace sunbooth::app::text
