// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/speech/pcm.h"
#include "app/speech/spoken.h"

#include <atomic>
#include <string>
#include <vector>

namespace sunbooth::app::speech {

/// The program that turns words into sound, run once for each piece: words on its standard input
/// (never on its command line, which everybody on the machine can read), a WAV file on its standard
/// output. espeak-ng is under the GPL and therefore never linked; an operator may name another
/// engine with the same manners.
struct Engine {
    /// "{voice}" and "{speed}" are put in. No shell reads it.
    std::vector<std::string> command = {"espeak-ng", "-v",      "{voice}", "-s",
                                        "{speed}",   "--stdin", "--stdout"};
};

/// The voice of a language. Never `cmn`: in Debian's espeak-ng 1.51 it reads the pinyin of Chinese
/// characters as English letters.
const char* voice_of(Language language);
/// Words a minute at rate 1: about four syllables a second in Chinese.
int speed_of(Language language);

/// Runs the engine. Blocks its thread: 12-30 ms a sentence, 5 s at most; ends early, with an empty
/// sound, when `stop` becomes another number than `run`.
/// @return Io when the engine cannot be run, fails, says nothing or too much.
Result<Pcm> synthesise(const Engine& engine, Language voice, std::string_view words,
                       const std::atomic<std::uint64_t>& stop, std::uint64_t run);

}  // namespace sunbooth::app::speech
