// SPDX-License-Identifier: Apache-2.0
#include "app/receipt/escpos.h"

#include <algorithm>

namespace sunbooth::app::receipt {
namespace {

constexpr std::uint8_t kEsc = 0x1B, kGs = 0x1D, kDle = 0x10, kEot = 0x04;
constexpr int kBandRows = 128;  // 9 KB at 72 mm: even printers with 64 KB print it as it comes.

void put(Job& job, std::initializer_list<int> bytes) {
    for (const int byte : bytes) job.push_back(static_cast<std::uint8_t>(byte));
}

/// Printers look for their real-time commands even among the dots of a picture. Where a DLE would
/// begin one, its dot is left out.
void mute(Job& job) {
    constexpr std::uint8_t kEnq = 0x05, kDc4 = 0x14;
    for (std::size_t i = 0; i + 1 < job.size(); ++i) {
        const std::uint8_t next = job[i + 1];
        if (job[i] == kDle && (next == kEot || next == kEnq || next == kDc4)) job[i] = 0;
    }
}

bool has(const std::optional<std::uint8_t>& answer, unsigned bits) {
    return answer && (*answer & bits) != 0;
}

}  // namespace

Job job_of(const Raster& raster) {
    Job job;
    job.reserve(raster.bits.size() + 64 + 8 * static_cast<std::size_t>(raster.height / kBandRows));
    put(job, {kEsc, '@'});
    for (int y = 0; y < raster.height; y += kBandRows) {
        const int rows = std::min(kBandRows, raster.height - y);
        put(job, {kGs, 'v', '0', 0, raster.stride() % 256, raster.stride() / 256, rows % 256,
                  rows / 256});
        const auto from = raster.bits.begin() + static_cast<std::ptrdiff_t>(y) * raster.stride();
        job.insert(job.end(), from, from + static_cast<std::ptrdiff_t>(rows) * raster.stride());
    }
    mute(job);
    put(job, {kEsc, 'd', 4, kGs, 'V', 66, 0, kGs, 'r', 1});
    return job;
}

Job ask_for(Ask ask) {
    return {kDle, kEot, static_cast<std::uint8_t>(ask)};
}

bool is_answer(std::uint8_t byte) {
    return (byte & 0x93U) == 0x12U;
}
bool is_done(std::uint8_t byte) {
    return (byte & 0x90U) == 0;
}

PrinterState state_of(const Answers& answers) {
    const bool any = answers.printer || answers.offline || answers.errors || answers.paper;
    if (!any) return PrinterState::Fault;
    if (has(answers.offline, 0x04)) return PrinterState::Open;
    if (has(answers.paper, 0x60) || has(answers.offline, 0x20)) return PrinterState::Out;
    // Cutter, unrecoverable, and too hot. Else off-line without a reason: a key is pressed.
    if (has(answers.errors, 0x68) || has(answers.offline, 0x40)) return PrinterState::Fault;
    if (has(answers.printer, 0x08)) return PrinterState::Fault;
    return has(answers.paper, 0x0C) ? PrinterState::Low : PrinterState::Ready;
}

}  // namespace sunbooth::app::receipt
