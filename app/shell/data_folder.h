// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

namespace sunbooth::app::shell {

/// Where the data of the input methods lies: PREFIX/share/sunbooth of an installed program in
/// PREFIX/bin, else PREFIX/data, as it was built.
std::filesystem::path data_folder();

}  // namespace sunbooth::app::shell
