// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/text/text.h"
#include "sync/base/result.h"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace sunbooth::app::text {

class FontLibrary;

/// Lays texts out and remembers the results, bounded in bytes. UI thread only.
class Shaper {
public:
    /// `fonts` must outlive the shaper.
    explicit Shaper(FontLibrary& fonts);
    ~Shaper();
    Shaper(const Shaper&) = delete;
    Shaper& operator=(const Shaper&) = delete;

    std::shared_ptr<const Layout> layout(std::string_view utf8, const Style& style);
    /// Forgets every layout and overwrites the memory that held their words (kiosk-ux P3).
    void wipe();

private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace sunbooth::app::text
