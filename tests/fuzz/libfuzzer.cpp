// SPDX-License-Identifier: Apache-2.0
// One target under libFuzzer, which is guided by what the input reaches. Its name is compiled in,
// and the list that it stands in.
//
//   cmake --preset fuzz && ninja -C build/fuzz fuzzers
//   build/fuzz/bin/fuzz_record --seeds DIR      writes the sound inputs and the dictionary to DIR
//   build/fuzz/bin/fuzz_record -dict=DIR/words -max_total_time=60 tests/fuzz/corpus/record DIR/in
#include "tests/fuzz/targets.h"

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <string_view>

using namespace sunbooth;
using namespace sunbooth::fuzz;

namespace {

const Target& target() {
    static const std::vector<Target> all = SUNBOOTH_FUZZ_TARGETS();
    static const Target& chosen = [&]() -> const Target& {
        for (const Target& one : all) {
            if (std::string_view(one.name) == SUNBOOTH_FUZZ_TARGET) return one;
        }
        std::abort();
    }();
    return chosen;
}

void write(const std::filesystem::path& file, ByteView bytes) {
    std::ofstream out(file, std::ios::binary);
    out.write(reinterpret_cast<const char*>(bytes.data()),
              static_cast<std::streamsize>(bytes.size()));
}

void write_seeds(const std::filesystem::path& folder) {
    std::filesystem::create_directories(folder / "in");
    int number = 0;
    for (const Bytes& seed : target().seeds) {
        write(folder / "in" / ("seed-" + std::to_string(++number)), seed);
    }
    std::string words;
    for (const std::string_view word : dictionary()) {
        words += '"';
        for (const char c : word) {
            char hex[5];
            std::snprintf(hex, sizeof hex, "\\x%02x",
                          static_cast<unsigned>(static_cast<unsigned char>(c)));
            words += hex;
        }
        words += "\"\n";
    }
    write(folder / "words", as_bytes(words));
}

}  // namespace

extern "C" int LLVMFuzzerInitialize(int* count, char*** words) {
    if (*count == 3 && std::strcmp((*words)[1], "--seeds") == 0) {
        write_seeds((*words)[2]);
        std::exit(0);
    }
    return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    target().read({bytes, size});
    return 0;
}
