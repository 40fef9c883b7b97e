// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace sunbooth::domain {

/// How far a terminal is with an update of its image.
enum class UpdateState {
    None,        ///< Nothing is under way, or a power cut ended what was: it begins again.
    Fetching,    ///< Parts of it are here.
    Installing,  ///< It is being written into the slot that does not run.
    Installed,   ///< The machine starts into it next.
    Trial,       ///< It runs, and has not both shown a frame and heard the center.
    Good,        ///< It runs, and has.
    Failed,      ///< It was refused or could not be written.
    FellBack,    ///< It had its starts and the former version runs again.
};
const char* to_string(UpdateState state);  ///< "none", "fell_back" ..
std::optional<UpdateState> update_state_of(std::string_view text);

struct Update {
    UpdateState state = UpdateState::None;
    std::string version{};  ///< Of the update; empty with None.
    std::string why{};      ///< Of a failure, for an operator.
    bool operator==(const Update&) const = default;
};

/// Versions of images are numbers with dots between them, as "0.1.20261126093000".
inline constexpr std::size_t kVersionBytesMax = 64;
bool is_version(std::string_view text);
/// Number by number; one that goes on is newer. @pre both are versions.
bool is_newer(std::string_view version, std::string_view than);

}  // namespace sunbooth::domain
