// SPDX-License-Identifier: Apache-2.0
#include "app/i18n/formats.h"

#include "sync/base/assert.h"

#include <unicode/dtptngen.h>
#include <unicode/numberformatter.h>
#include <unicode/smpdtfmt.h>

namespace sunbooth::app::i18n {
namespace {

constexpr const char* kZone = "Asia/Shanghai";
constexpr std::int64_t kDayMs = 24LL * 60 * 60 * 1000;
constexpr std::int64_t kNoonMs = 4LL * 60 * 60 * 1000;  // 12:00 at the hall, in UTC.

/// English dates are written day first ("26 November"), as in the papers of the hall.
icu::Locale locale_of(Language language) {
    UErrorCode status = U_ZERO_ERROR;
    const char* tag = language == Language::En ? "en-GB" : domain::tag_of(language);
    return icu::Locale::forLanguageTag(tag, status);
}

std::string utf8(const icu::UnicodeString& text) {
    std::string out;
    return text.toUTF8String(out);
}

/// A format from a skeleton; ICU's ready-made forms are odd in Uyghur ("26-نويابىر، 2026").
std::unique_ptr<icu::SimpleDateFormat> date_format(const icu::Locale& locale,
                                                   icu::DateTimePatternGenerator& patterns,
                                                   const char* skeleton) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::UnicodeString pattern = patterns.getBestPattern(skeleton, status);
    auto format = std::make_unique<icu::SimpleDateFormat>(pattern, locale, status);
    SUNBOOTH_ASSERT(U_SUCCESS(status));  // Only missing ICU data leads here: a broken install.
    format->adoptTimeZone(icu::TimeZone::createTimeZone(kZone));
    return format;
}

std::string formatted(const icu::SimpleDateFormat& format, std::int64_t at_ms) {
    icu::UnicodeString out;
    format.format(static_cast<UDate>(at_ms), out);
    return utf8(out);
}

}  // namespace

struct Formats::Impl {
    std::unique_ptr<icu::SimpleDateFormat> day, weekday, time;
    icu::number::LocalizedNumberFormatter number, percent;
};

Formats::Formats(Language language) : language_(language) {
    const icu::Locale locale = locale_of(language);
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<icu::DateTimePatternGenerator> patterns(
        icu::DateTimePatternGenerator::createInstance(locale, status));
    SUNBOOTH_ASSERT(U_SUCCESS(status) && patterns);
    auto impl = std::make_unique<Impl>();
    impl->day = date_format(locale, *patterns, "MMMMd");
    impl->weekday = date_format(locale, *patterns, language == Language::Zh ? "EEE" : "EEEE");
    impl->time = date_format(locale, *patterns, "Hm");
    impl->number = icu::number::NumberFormatter::withLocale(locale);
    impl->percent = icu::number::NumberFormatter::withLocale(locale)
                        .unit(icu::NoUnit::percent())
                        .precision(icu::number::Precision::maxFraction(1));
    impl_ = std::move(impl);
}

Formats::~Formats() = default;

std::string Formats::day(domain::Date date) const {
    return formatted(*impl_->day, date.days * kDayMs + kNoonMs);
}

std::string Formats::weekday(domain::Date date) const {
    return formatted(*impl_->weekday, date.days * kDayMs + kNoonMs);
}

std::string Formats::time(WallTime at) const {
    return formatted(*impl_->time, to_ms(at));
}

std::string Formats::number(std::int64_t value) const {
    UErrorCode status = U_ZERO_ERROR;
    return utf8(impl_->number.formatInt(value, status).toString(status));
}

std::string Formats::percent(std::int64_t part, std::int64_t whole) const {
    SUNBOOTH_ASSERT(whole > 0);
    const std::int64_t tenths = part * 1000 / whole;
    UErrorCode status = U_ZERO_ERROR;
    return utf8(
        impl_->percent.formatDouble(static_cast<double>(tenths) / 10, status).toString(status));
}

}  // namespace sunbooth::app::i18n
