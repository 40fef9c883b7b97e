// SPDX-License-Identifier: Apache-2.0
// What is linked and what is shipped, by licence: this test links all that the terminal does.
#include "tests/where.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace fs = std::filesystem;

TEST_CASE("licences: no library under the GPL and no engine of another input method is linked") {
    std::ifstream maps("/proc/self/maps");
    const std::string mapped{std::istreambuf_iterator<char>(maps), {}};
    REQUIRE(mapped.find("libSDL2") != std::string::npos);
    for (const char* library :
         {"libespeak", "libpinyin", "librime", "libIMECore", "libIMEPinyin", "libIMETable",
          "libFcitx5", "libgooglepinyin", "libzinnia", "libreadline"}) {
        CAPTURE(library);
        CHECK(mapped.find(library) == std::string::npos);
    }
}

TEST_CASE("licences: the data of the input methods ships with its notices and licence texts") {
    const fs::path data = sunbooth::test::build_dir() + "/data";
    for (const char* file : {"pinyin/NOTICE.txt", "pinyin/LGPL-3", "pinyin/GPL-3",
                             "pinyin/LGPL-2.1", "pinyin/Apache-2.0", "handwriting/NOTICE.txt",
                             "handwriting/ARPHICPL.TXT", "handwriting/Apache-2.0"}) {
        CAPTURE(file);
        REQUIRE(fs::exists(data / file));
        CHECK(fs::file_size(data / file) > 500);
    }
}
