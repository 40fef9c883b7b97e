// SPDX-License-Identifier: Apache-2.0
#pragma once

// What is compiled once for all tests; see sync/base/precompiled.h.

#include "sync/base/precompiled.h"

#include <doctest/doctest.h>
