// SPDX-License-Identifier: Apache-2.0
#include "app/shell/memory.h"

#include <malloc.h>

namespace sunbooth::app::shell {

void tend_memory() {
    // By itself glibc learns from the large buffers of the start (the hall, the fonts) to keep as
    // much for ever, and a kiosk runs for months.
    constexpr int kTrimAtBytes = 128 * 1024;
    mallopt(M_TRIM_THRESHOLD, kTrimAtBytes);
    mallopt(M_MMAP_THRESHOLD, kTrimAtBytes);
}

void overwrite_freed() {
    // A graphics driver copies each frame, and a library each text, without a thought of who reads
    // the memory later: what any of them frees is filled with this byte.
    constexpr int kOverFreed = 0xA5;
    mallopt(M_PERTURB, kOverFreed);
}

}  // namespace sunbooth::app::shell
