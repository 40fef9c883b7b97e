// SPDX-License-Identifier: Apache-2.0
#include "sync/domain/update.h"

#include <doctest/doctest.h>

using namespace sunbooth::domain;

TEST_CASE("version: numbers with dots between them, and nothing else") {
    for (const char* text : {"0", "0.1.7", "0.1.20261126093000", "10.20.30"}) {
        CHECK_MESSAGE(is_version(text), text);
    }
    for (const char* text : {"", ".", ".1", "1.", "1..2", "1.2-3", "v1", "../x", "1 2", "一"}) {
        CHECK_FALSE_MESSAGE(is_version(text), text);
    }
    CHECK_FALSE(is_version(std::string(kVersionBytesMax + 1, '1')));
}

TEST_CASE("version: compared number by number, whatever their lengths") {
    CHECK(is_newer("0.1.10", "0.1.9"));
    CHECK_FALSE(is_newer("0.1.9", "0.1.10"));
    CHECK(is_newer("1.0", "0.99"));
    CHECK(is_newer("0.1.0", "0.1"));
    CHECK_FALSE(is_newer("0.1", "0.1.0"));
    CHECK_FALSE(is_newer("0.1.7", "0.1.7"));
    CHECK_FALSE(is_newer("0.01.7", "0.1.7"));
    CHECK(is_newer("0.1.20261126093001", "0.1.20261126093000"));
    CHECK(is_newer("0.1.99999999999999999999999", "0.1.18446744073709551615"));
}

TEST_CASE("update: each state has its name, and a name its state") {
    for (int i = 0; i <= static_cast<int>(UpdateState::FellBack); ++i) {
        const auto state = static_cast<UpdateState>(i);
        CHECK(update_state_of(to_string(state)) == state);
    }
    CHECK_FALSE(update_state_of("dancing"));
}
