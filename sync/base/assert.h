// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace sunbooth {

/// Says where a promise between programmers was broken, and aborts. Never returns.
[[noreturn]] void assert_failed(const char* expression, const char* file, int line);

}  // namespace sunbooth

/// A programmer's promise, checked in release builds too. For bad input use Result instead.
#define SUNBOOTH_ASSERT(expression) \
    ((expression) ? void() : ::sunbooth::assert_failed(#expression, __FILE__, __LINE__))
