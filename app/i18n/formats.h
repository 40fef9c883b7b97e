// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/domain/date.h"
#include "sync/domain/language.h"

#include <memory>
#include <string>

namespace sunbooth::app::i18n {

using domain::Language;

/// Numbers, days and times in the way of one language, by ICU, always in the hall's civil time
/// (Asia/Shanghai, whatever zone the machine is set to). Immutable; UI thread.
class Formats {
public:
    explicit Formats(Language language);
    ~Formats();
    Formats(const Formats&) = delete;
    Formats& operator=(const Formats&) = delete;

    Language language() const { return language_; }
    std::string day(domain::Date date) const;  ///< 11月26日 · 26 November · 26-نويابىر
    std::string weekday(domain::Date date) const;  ///< 周四 · Thursday · پەيشەنبە
    std::string time(WallTime at) const;           ///< 10:24
    std::string number(std::int64_t value) const;  ///< 9,412
    /// Part of a whole, one decimal at most, never rounded up: 100% means all. @pre whole > 0.
    std::string percent(std::int64_t part, std::int64_t whole) const;

private:
    struct Impl;
    Language language_;
    std::unique_ptr<const Impl> impl_;
};

}  // namespace sunbooth::app::i18n
