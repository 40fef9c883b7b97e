// SPDX-License-Identifier: Apache-2.0
#include "tests/app/receipt/paper.h"

#include <doctest/doctest.h>

#include <array>
#include <cstdio>
#include <fstream>
#include <memory>

namespace sunbooth::app::receipt::tests {
namespace {

constexpr std::uint8_t kDle = 0x10, kEot = 0x04, kEsc = 0x1B, kGs = 0x1D;

/// How long a command is, by its first bytes; 0: none of those that we use.
std::size_t length_of(const std::vector<std::uint8_t>& command) {
    if (command.size() < 2) return 2;
    if (command[0] == kEsc && command[1] == '@') return 2;
    if (command[0] == kEsc && command[1] == 'd') return 3;
    if (command[0] == kGs && command[1] == 'v') return 8;
    if (command[0] == kGs && command[1] == 'V') return 4;
    if (command[0] == kGs && command[1] == 'r') return 3;
    if (command[0] == kDle && command[1] == kEot) return 3;
    return 0;
}

}  // namespace

int Printhead::feed(std::uint8_t byte) {
    if (rows_left_ > 0) {
        for (int bit = 7; bit >= 0; --bit) dots.push_back((byte >> bit & 1) != 0);
        if (--rows_left_ == 0) height = static_cast<int>(dots.size()) / width;
        return -1;
    }
    command_.push_back(byte);
    const std::size_t length = length_of(command_);
    if (length == 0) {
        if (wrong.empty())
            wrong = "command " + std::to_string(command_[0]) + " " + std::to_string(command_[1]);
        command_.clear();
        return -1;
    }
    if (command_.size() < length) return -1;
    const std::vector<std::uint8_t> whole = command_;
    end_command();
    if (whole[0] == kDle && !silent && whole[2] >= 1 && whole[2] <= 4) return answers[whole[2] - 1];
    if (whole[0] == kGs && whole[1] == 'r' && !silent) return 0x00;
    return -1;
}

void Printhead::end_command() {
    const auto at = [this](std::size_t i) { return static_cast<int>(command_[i]); };
    if (at(0) == kEsc && at(1) == 'd') fed_lines += at(2);
    if (at(0) == kGs && at(1) == 'V') ++cuts;
    if (at(0) == kGs && at(1) == 'r') ++done;
    if (at(0) == kGs && at(1) == 'v') {
        const int bytes = at(4) + 256 * at(5);
        if (width != 0 && width != 8 * bytes) wrong = "the width changes";
        width = 8 * bytes;
        rows_left_ = static_cast<std::size_t>(bytes * (at(6) + 256 * at(7)));
    }
    command_.clear();
}

Printhead printed(const Job& job) {
    Printhead head;
    for (const std::uint8_t byte : job) head.feed(byte);
    CHECK_MESSAGE(head.wrong.empty(), head.wrong);
    return head;
}

void save(const Printhead& paper, const std::filesystem::path& file) {
    constexpr int kEdge = 24;
    std::ofstream out(file, std::ios::binary);
    out << "P5\n" << paper.width + 2 * kEdge << ' ' << paper.height + 2 * kEdge << "\n255\n";
    for (int y = -kEdge; y < paper.height + kEdge; ++y) {
        for (int x = -kEdge; x < paper.width + kEdge; ++x) {
            const bool on = x >= 0 && x < paper.width && y >= 0 && y < paper.height;
            out.put(on && paper.dark(x, y) ? '\0' : '\xFF');
        }
    }
}

std::string read_by_zbar(const std::filesystem::path& file) {
    const std::string command =
        "zbarimg -q --raw -Sbinary -Sdisable -Sqrcode.enable '" + file.string() + "' 2>/dev/null";
    const std::unique_ptr<std::FILE, decltype(&pclose)> reader(popen(command.c_str(), "r"),
                                                               &pclose);
    REQUIRE(reader != nullptr);
    std::string words;
    std::array<char, 256> piece{};
    for (std::size_t got = piece.size(); got == piece.size();) {
        got = std::fread(piece.data(), 1, piece.size(), reader.get());
        words.append(piece.data(), got);
    }
    if (words.ends_with('\n')) words.pop_back();
    return words;
}

}  // namespace sunbooth::app::receipt::tests
