// SPDX-License-Identifier: Apache-2.0
// Builds the pinyin word list:
//   sunbooth-pinyin-compile RIME_LIST LIBIME_LIST LIBIME_MODEL HALL_WORDS HALL_SENTENCES OUT
#include "app/input_method/pinyin/compile/dictionary.h"
#include "app/input_method/pinyin/compile/language.h"

#include <fstream>

int main(int argc, char** argv) {
    using namespace sunbooth::pinyin;
    if (argc != 7) fail("RIME_LIST LIBIME_LIST LIBIME_MODEL HALL_WORDS HALL_SENTENCES OUT");
    const auto model = read_model(argv[3]);
    if (!model.ok()) fail(model.error().line());
    Source source = read_dictionaries(argv[1], argv[2], model.value());
    add_hall_words(source, argv[4]);
    learn_language(source, model.value(), argv[5]);
    const std::string bytes = build(source);
    std::ofstream out(argv[6], std::ios::binary);
    out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    out.close();
    if (!out) fail(std::string("cannot write ") + argv[6]);
    return 0;
}
