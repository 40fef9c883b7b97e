// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/input_method/local_engines.h"
#include "app/screens/samples.h"
#include "sync/wire/hall.h"
#include "tests/where.h"

#include <doctest/doctest.h>

#include <array>
#include <fstream>
#include <iterator>
#include <memory>
#include <vector>

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

/// What reads ink and sounds, over the data that was really built.
inline std::shared_ptr<input_method::Engines> real_engines() {
    static const auto engines = [] {
        auto made = std::make_shared<input_method::LocalEngines>(test::build_dir() + "/data");
        REQUIRE(made->offers(input_method::Method::Hand));
        REQUIRE(made->offers(input_method::Method::Nine));
        return made;
    }();
    return engines;
}

/// All samples as visitors see them: where something is being written, with what was read of it.
/// Played once in a program, which keeps them.
inline const std::vector<Sample>& samples_of(domain::Language language) {
    static std::array<std::vector<Sample>, domain::kLanguages.size()> all;
    std::vector<Sample>& those = all.at(static_cast<std::size_t>(language));
    if (those.empty()) those = sample_states(demo_hall(), words_of(language), real_engines());
    return those;
}

/// The state of the sample of that name, at a terminal where nothing reads ink or sounds.
inline flow::State sample(const std::string& name,
                          domain::Language language = domain::Language::Zh) {
    for (Sample& one : sample_states(demo_hall(), words_of(language))) {
        if (one.name == name) return std::move(one.state);
    }
    FAIL("no sample is called " << name);
    return {};
}

}  // namespace sunbooth::app::screens::tests
