// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/i18n/catalogue.h"
#include "app/ui/ui.h"

#include <filesystem>
#include <optional>
#include <string>

namespace sunbooth::app::shell {

class Appliance;
class Stage;

/// Why a terminal of kiosk-os cannot serve anybody.
struct Setup {
    enum class Step {
        Missing,     ///< No setup file was found.
        Refused,     ///< There is one, but it is unsigned, changed or wrong: `why`.
        Connecting,  ///< It was taken over; the center has not enrolled the terminal yet: `why`, if
                     ///< it tried.
        Broken       ///< Its disk cannot be used: `why`. It starts again by itself.
    } step = Step::Missing;
    std::string terminal = {};  ///< Its name, once known.
    std::string why = {};       ///< One line for an operator; English, as the programs' own words.
    bool operator==(const Setup&) const = default;
};

/// How it stands: FOLDER/setup and FOLDER/enrol are written by kiosk-os's own scripts, `config` by
/// --provision.
/// @return nothing once the terminal is set up and enrolled.
std::optional<Setup> read_setup(const std::filesystem::path& folder,
                                const std::filesystem::path& config);

/// What to do, in all languages at once: an operator stands before it, and nobody has chosen one.
void draw_setup_page(ui::Ui& ui, const i18n::Catalogues& words, const Setup& setup);

/// Shows the page until the terminal is set up or the screen is another; then the kiosk ends, to be
/// started again.
void show_setup(const std::filesystem::path& folder, const std::filesystem::path& config,
                Stage& stage, Appliance& appliance);

}  // namespace sunbooth::app::shell
