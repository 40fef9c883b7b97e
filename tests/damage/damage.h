// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/random.h"
#include "tests/sim/disk.h"

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace sunbooth::damage {

/// Closed files by full path.
using Image = std::map<std::string, Bytes>;

/// The disk holds these files and nothing else. None may be open.
void put(sim::Disk& disk, const Image& image);
/// Those of the named files that the disk has.
Image take(const sim::Disk& disk, const std::vector<std::string>& paths);

/// Does one thing to one file, as a worn or a meddled drive does it: flips a bit (most often),
/// zeroes a sector, swaps two, or writes one over another. The image is never left as it was.
/// @return what was done, for the report.
std::string injure(Image& image, Random& chance);
/// The same within one of these pages of the only file.
std::string injure_page(Image& image, const std::vector<std::size_t>& pages, Random& chance);
/// Beginnings of the pages of a database that hold any of these bytes.
std::vector<std::size_t> pages_with(const Bytes& file, const std::vector<Bytes>& needles);

/// What became of one damaged image.
struct Finding {
    enum class Kind : std::uint8_t {
        Harmless,  ///< All that was promised is there, unchanged.
        Detected,  ///< Seen, kept, reported; what could be read goes on.
        Refused,   ///< Seen; nothing was touched and nothing is served.
        Broken,    ///< Silent, lost, or not kept.
    } kind = Kind::Harmless;
    std::string what;  ///< Of a broken one.
};

struct Count {
    std::uint64_t images = 0;
    std::uint64_t harmless = 0;
    std::uint64_t detected = 0;
    std::uint64_t refused = 0;
    std::uint64_t broken = 0;
    std::uint64_t crashed = 0;
    std::string first;  ///< The first broken promise or the last crash.
    std::string line() const;
};

/// Looks at one image after another in its own process. The number names the case: what is drawn
/// from it is the same in every run.
using Look = std::function<Finding(std::uint64_t number, std::string& what_was_done)>;

/// Whether a sweep goes on when a promise was found broken: a mutant is caught by the first.
enum class Until : std::uint8_t { End, Broken };

/// Cases 0 … times - 1, shared by `workers` processes, each with a look of its own making. A case
/// that kills its process is counted and the next goes on.
Count sweep(std::uint64_t times, unsigned workers, const std::function<Look()>& make_look,
            Until until = Until::End);

/// How many images a figure asks for: SUNBOOTH_DAMAGES of the environment, else a hundred thousand
/// (promise R-8 of the plan), times `share`.
std::uint64_t wanted_images(double share);
unsigned cores();

}  // namespace sunbooth::damage
