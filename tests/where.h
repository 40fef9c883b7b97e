// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace sunbooth::test {

/// The folder that holds dev and README.md. In one source of its own: every other object of the
/// tests is the same in any clone, so that the compiler's cache serves them all.
std::string source_dir();

/// The preset's build folder, which holds bin/ and data/.
std::string build_dir();
/// In it: what is compiled for writing, pinyin/ and handwriting/.
std::string data_dir();

/// The strokes that the handwriting model is learnt from, a file a character.
std::string strokes_dir();

}  // namespace sunbooth::test
