// SPDX-License-Identifier: Apache-2.0
#include "tests/wire/golden.h"

#include "tests/where.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace sunbooth::test {
namespace {

std::filesystem::path path_of(std::string_view name) {
    return std::filesystem::path(test::source_dir()) / "tests/golden/wire" / name;
}

}  // namespace

std::string golden(std::string_view name, std::string_view now) {
    const char* wish = std::getenv("SUNBOOTH_GOLDEN");
    if (wish != nullptr && std::string_view(wish) == "write") {
        std::ofstream(path_of(name), std::ios::binary) << now << '\n';
    }
    return golden(name);
}

std::string golden(std::string_view name) {
    std::ifstream in(path_of(name), std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(in), {}};
    if (text.ends_with('\n')) text.pop_back();
    return text;
}

}  // namespace sunbooth::test
