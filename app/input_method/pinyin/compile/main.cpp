// SPDX-License-Identifier: Apache-2.0
// Builds the pinyin word list:
//   sunbooth-pinyin-compile RIME_LIST LIBIME_LIST LIBIME_MODEL HALL_WORDS HALL_SENTENCES FONT OUT
#include "app/input_method/pinyin/compile/dictionary.h"
#include "app/input_method/pinyin/compile/language.h"
#include "app/input_method/pinyin/compile/rare.h"

#include <fstream>

int main(int argc, char** argv) {
    using namespace sunbooth::pinyin;
    constexpr long kSimplified = 2;  // The faces of Noto's collection: JP, KR, SC, TC, HK.
    if (argc != 8) fail("RIME_LIST LIBIME_LIST LIBIME_MODEL HALL_WORDS HALL_SENTENCES FONT OUT");
    const auto model = read_model(argv[3]);
    if (!model.ok()) fail(model.error().line());
    Source source = read_dictionaries(argv[1], argv[2], model.value());
    add_hall_words(source, argv[4]);
    learn_language(source, model.value(), argv[5]);
    add_rare(source, argv[2], argv[6], kSimplified);
    const std::string bytes = build(source);
    std::ofstream out(argv[7], std::ios::binary);
    out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    out.close();
    if (!out) fail(std::string("cannot write ") + argv[7]);
    return 0;
}
