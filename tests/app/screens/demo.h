// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/screens/samples.h"
#include "sync/wire/hall.h"
#include "tests/where.h"

#include <doctest/doctest.h>

#include <fstream>
#include <iterator>

namespace sunbooth::app::screens::tests {

/// The demo hall, as it lies in assets.
inline std::shared_ptr<const domain::Hall> demo_hall() {
    static const auto hall = [] {
        std::ifstream file(test::source_dir() + "/assets/demo/hall.json");
        const std::string json(std::istreambuf_iterator<char>(file), {});
        auto read = wire::read_hall(json);
        REQUIRE_MESSAGE(read.ok(), read.error().line());
        return std::make_shared<const domain::Hall>(std::move(read).value());
    }();
    return hall;
}

inline const i18n::Catalogue& words_of(domain::Language language) {
    static const i18n::Catalogues all = [] {
        auto loaded = i18n::Catalogues::load();
        REQUIRE(loaded.ok());
        return std::move(loaded).value();
    }();
    return all.of(language);
}

/// The state of the sample of that name.
inline flow::State sample(const std::string& name,
                          domain::Language language = domain::Language::Zh) {
    for (Sample& one : sample_states(demo_hall(), words_of(language))) {
        if (one.name == name) return std::move(one.state);
    }
    FAIL("no sample is called " << name);
    return {};
}

}  // namespace sunbooth::app::screens::tests
