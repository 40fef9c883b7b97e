// SPDX-License-Identifier: Apache-2.0
#include "app/receipt/escpos.h"

#include "tests/app/receipt/paper.h"

#include <doctest/doctest.h>

#include <random>

using namespace sunbooth;
using namespace sunbooth::app::receipt;
using namespace sunbooth::app::receipt::tests;

namespace {

Raster noise(int width, int height, std::uint64_t seed) {
    std::mt19937_64 dice(seed);
    Raster raster;
    raster.width = width;
    raster.height = height;
    raster.bits.resize(static_cast<std::size_t>(width / 8 * height));
    for (auto& byte : raster.bits) byte = static_cast<std::uint8_t>(dice());
    return raster;
}

}  // namespace

TEST_CASE("escpos: a printer puts every dot where the picture has it, at any height") {
    for (const int width : {384, 576}) {
        for (const int height : {1, 127, 128, 129, 300}) {
            CAPTURE(height);
            const Raster raster = noise(width, height, static_cast<std::uint64_t>(height));
            const Printhead paper = printed(job_of(raster));
            REQUIRE(paper.width == width);
            REQUIRE(paper.height == height);
            CHECK(paper.cuts == 1);
            CHECK(paper.done == 1);
            CHECK(paper.fed_lines > 0);
            int lost = 0;
            for (int y = 0; y < height; ++y) {
                for (int x = 0; x < width; ++x) {
                    if (paper.dark(x, y) == raster.dark(x, y)) continue;
                    CHECK(raster.dark(x, y));  // Taken away, never put in.
                    ++lost;
                }
            }
            CHECK(lost * 2'000 <= width * height);  // See the next test.
        }
    }
}

TEST_CASE("escpos: no dots of a picture say a command that printers obey at once") {
    // DLE EOT asks, DLE ENQ clears the rest of the job, DLE DC4 opens a drawer or switches it off:
    // printers look for them in pictures too.
    Raster raster = noise(576, 400, 7);
    for (std::size_t i = 0; i + 1 < raster.bits.size(); i += 11) {
        raster.bits[i] = 0x10;
        raster.bits[i + 1] = i % 3 == 0 ? 0x04 : i % 3 == 1 ? 0x05 : 0x14;
    }
    const Job job = job_of(raster);
    for (std::size_t i = 0; i + 1 < job.size(); ++i) {
        if (job[i] != 0x10) continue;
        CHECK((job[i + 1] != 0x04 && job[i + 1] != 0x05 && job[i + 1] != 0x14));
    }
}

TEST_CASE("escpos: what a printer says of itself") {
    const auto told = [](int printer, int offline, int errors, int paper) {
        const auto byte = [](int value) { return static_cast<std::uint8_t>(value); };
        return state_of({byte(printer), byte(offline), byte(errors), byte(paper)});
    };
    CHECK(told(0x12, 0x12, 0x12, 0x12) == PrinterState::Ready);
    CHECK(told(0x12, 0x12, 0x12, 0x1E) == PrinterState::Low);
    CHECK(told(0x1A, 0x32, 0x12, 0x7E) == PrinterState::Out);
    CHECK(told(0x1A, 0x32, 0x12, 0x12) == PrinterState::Out);
    CHECK(told(0x1A, 0x16, 0x12, 0x12) == PrinterState::Open);
    CHECK(told(0x1A, 0x36, 0x12, 0x72) == PrinterState::Open);   // Open to bring a roll.
    CHECK(told(0x1A, 0x52, 0x1A, 0x12) == PrinterState::Fault);  // The cutter is stuck.
    CHECK(told(0x12, 0x12, 0x52, 0x12) == PrinterState::Fault);  // Too hot.
    CHECK(told(0x1A, 0x12, 0x12, 0x12) == PrinterState::Fault);  // Off-line, who knows why.
    CHECK(state_of({}) == PrinterState::Fault);
    CHECK(state_of({std::uint8_t{0x12}, {}, {}, {}}) == PrinterState::Ready);
}

TEST_CASE("escpos: an answer in real time is never taken for the end of a slip") {
    for (int byte = 0; byte < 256; ++byte) {
        const auto one = static_cast<std::uint8_t>(byte);
        CHECK_FALSE((is_answer(one) && is_done(one)));
    }
    CHECK(is_answer(0x12));
    CHECK(is_answer(0x7E));
    CHECK(is_done(0x00));
    CHECK(is_done(0x0F));
}
