// SPDX-License-Identifier: Apache-2.0
#include "app/text/walk.h"

#include "sync/base/assert.h"

#include <unicode/utext.h>

namespace sunbooth::app::text {

void Walk::stand_on(const char16_t* units, std::int64_t size) {
    UErrorCode failed = U_ZERO_ERROR;
    UText text = UTEXT_INITIALIZER;
    utext_openUChars(&text, units, size, &failed);
    places_.setText(&text, failed);
    utext_close(&text);
    SUNBOOTH_ASSERT(U_SUCCESS(failed));
}

}  // namespace sunbooth::app::text
