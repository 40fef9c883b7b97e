// SPDX-License-Identifier: Apache-2.0
// What is linked and what is shipped, by licence. What the finished programs ask the loader for is
// read from the files themselves; whatever else those libraries bring along is seen in the memory
// of this test, which links all that the terminal does.
#include "tests/where.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <elf.h>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace fs = std::filesystem;

namespace {

/// A library that may be linked, by the part of its name before ".so", and the licence that its
/// Debian 12 package states (/usr/share/doc/PACKAGE/copyright, read on 2026-11-27).
struct Library {
    std::string_view name, licence;
};
constexpr auto kMayLink = std::to_array<Library>({
    {"ld-linux-x86-64", "LGPL-2.1+"},
    {"libOpenGL", "MIT"},
    {"libSDL2-2.0", "Zlib"},
    {"libboost_json", "BSL-1.0"},
    {"libboost_url", "BSL-1.0"},
    {"libc", "LGPL-2.1+"},
    {"libcrypto", "Apache-2.0"},
    {"libfmt", "MIT"},
    {"libfreetype", "FTL"},  // Or GPL-2, as one likes.
    {"libgcc_s", "GPL-3+ with the GCC runtime library exception"},
    {"libharfbuzz", "MIT"},
    {"libharfbuzz-icu", "MIT"},
    {"libicui18n", "Unicode"},
    {"libicuuc", "Unicode"},
    {"libm", "LGPL-2.1+"},
    {"libpng16", "libpng-2.0"},
    {"libqrencode", "LGPL-2.1+"},
    {"libsodium", "ISC"},
    {"libsqlite3", "public domain"},
    {"libssl", "Apache-2.0"},
    {"libstb", "MIT"},  // Or public domain.
    {"libstdc++", "GPL-3+ with the GCC runtime library exception"},
    {"libtomlplusplus", "MIT"},
    {"libxlsxwriter", "BSD-2-Clause"},
});

/// Libraries that the programs do not ask for everywhere: some tool chains name the loader.
bool may_be_unused(std::string_view name) {
    return name.starts_with("ld-linux");
}

const Library* library_of(std::string_view name) {
    const std::string_view base = name.substr(0, name.find(".so"));
    const auto found = std::ranges::find(kMayLink, base, &Library::name);
    return found == kMayLink.end() ? nullptr : &*found;
}

/// A program's file, as far as the loader reads it.
class Program {
public:
    explicit Program(const fs::path& path) {
        std::ifstream file(path, std::ios::binary);
        bytes_.assign(std::istreambuf_iterator<char>(file), {});
        const auto head = at<Elf64_Ehdr>(0);
        if (!head || std::memcmp(head->e_ident, ELFMAG, SELFMAG) != 0) return;
        for (std::size_t i = 0; i < head->e_phnum; ++i) {
            if (const auto part = at<Elf64_Phdr>(head->e_phoff + i * sizeof(Elf64_Phdr)))
                parts_.push_back(*part);
        }
    }

    /// DT_NEEDED: what the loader is asked for by name.
    std::vector<std::string> needed() const {
        std::vector<std::string> names;
        const std::size_t words = offset_of(entry(DT_STRTAB).value_or(0));
        each_entry([&](const Elf64_Dyn& one) {
            if (one.d_tag != DT_NEEDED) return;
            const std::size_t from = words + one.d_un.d_val;
            REQUIRE(from < bytes_.size());
            names.emplace_back(bytes_.data() + from);
        });
        return names;
    }

private:
    template <class T>
    std::optional<T> at(std::size_t offset) const {
        if (bytes_.size() < sizeof(T) || offset > bytes_.size() - sizeof(T)) return std::nullopt;
        T value;
        std::memcpy(&value, bytes_.data() + offset, sizeof value);
        return value;
    }
    template <class Take>
    void each_entry(Take take) const {
        for (const Elf64_Phdr& part : parts_) {
            if (part.p_type != PT_DYNAMIC) continue;
            for (std::size_t i = 0; i < part.p_filesz / sizeof(Elf64_Dyn); ++i) {
                const auto one = at<Elf64_Dyn>(part.p_offset + i * sizeof(Elf64_Dyn));
                if (!one || one->d_tag == DT_NULL) return;
                take(*one);
            }
        }
    }
    std::optional<std::size_t> entry(Elf64_Sxword tag) const {
        std::optional<std::size_t> found;
        each_entry([&](const Elf64_Dyn& one) {
            if (one.d_tag == tag) found = one.d_un.d_ptr;
        });
        return found;
    }
    std::size_t offset_of(std::size_t address) const {
        for (const Elf64_Phdr& part : parts_) {
            const bool here = part.p_type == PT_LOAD && address >= part.p_vaddr &&
                              address < part.p_vaddr + part.p_filesz;
            if (here) return address - part.p_vaddr + part.p_offset;
        }
        return bytes_.size();
    }

    std::string bytes_;
    std::vector<Elf64_Phdr> parts_;
};

std::vector<std::string> needed_by(const char* program) {
    return Program(fs::path(sunbooth::test::build_dir()) / "bin" / program).needed();
}

}  // namespace

TEST_CASE("licences: the programs ask for no library whose licence nobody has read") {
    std::vector<std::string> all;
    for (const char* program : {"sunbooth-kiosk", "sunbooth-center", "sunbooth-ink"}) {
        CAPTURE(program);
        const std::vector<std::string> needed = needed_by(program);
        CHECK(needed.size() >= 10);  // The file was read.
        for (const std::string& name : needed) {
            CHECK_MESSAGE(library_of(name) != nullptr,
                          name << ": read its licence and add it to the list, if it is not GPL");
            all.push_back(name);
        }
    }
    // The list says of nothing that it is linked which is not.
    for (const Library& one : kMayLink) {
        const bool used = std::ranges::any_of(
            all, [&](const std::string& name) { return library_of(name) == &one; });
        CHECK_MESSAGE((used || may_be_unused(one.name)), one.name);
        const bool gpl = one.licence.starts_with("GPL") &&
                         one.licence.find("exception") == std::string_view::npos;
        CHECK_FALSE(gpl);
    }
}

TEST_CASE("licences: a library that is not on the list would be found, whatever its version") {
    CHECK(library_of("libreadline.so.8") == nullptr);
    CHECK(library_of("libpinyin.so.15") == nullptr);
    CHECK(library_of("libespeak-ng.so.1") == nullptr);
    CHECK(library_of("libmy.so") == nullptr);  // Begins like libm.
    CHECK(library_of("libm.so.6") != nullptr);
    CHECK(library_of("libboost_json.so.1.81.0") != nullptr);
    // This very test asks for what its own programs do, and more is seen than an empty list.
    CHECK(Program("/nonexistent").needed().empty());
    CHECK(Program("/proc/self/exe").needed().size() >= 10);
}

TEST_CASE("licences: nothing that those libraries bring along is an engine or under the GPL") {
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
