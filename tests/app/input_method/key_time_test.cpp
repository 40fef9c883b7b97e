// SPDX-License-Identifier: Apache-2.0
// What one key costs on the kiosk's own way: the composer's question to the engines, with all that
// they offer. Work is bounded here by counting; time is printed, and judged by `./dev bench input`.
#include "app/input_method/composer.h"
#include "app/input_method/local_engines.h"
#include "tests/where.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <string>
#include <vector>

using namespace sunbooth;
using namespace sunbooth::input_method;

namespace {

/// What this thread has worked: how busy the machine is does not count.
double worked_ms() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

/// The development set as it is typed: letters without blanks, or their nine keys.
std::vector<std::string> typed(Method method) {
    std::ifstream file(test::source_dir() + "/tests/app/input_method/pinyin/dev.txt");
    std::vector<std::string> all;
    for (std::string line; std::getline(file, line);) {
        std::string keys;
        for (char c : line.substr(line.find('\t') + 1)) {
            if (c < 'a' || c > 'z') continue;
            keys += method == Method::Nine ? "22233344455566677778889999"[c - 'a'] : c;
        }
        all.push_back(keys.substr(0, Composer::kKeysMax));
    }
    REQUIRE(all.size() > 100);
    return all;
}

struct Times {
    std::vector<double> each;
    void add(double ms) { each.push_back(ms); }
    double part(std::size_t percent) {
        std::sort(each.begin(), each.end());
        return each.at(each.size() * percent / 100);
    }
};

Times time_keys(LocalEngines& engines, Method method) {
    Times times;
    Composer composer;
    composer.turn_to(method);
    for (const std::string& keys : typed(method)) {
        composer.clear();
        engines.wipe();
        engines.begin(method);  // As when the visitor turns to the panel.
        for (const char key : keys) {
            const double before = worked_ms();
            REQUIRE(composer.key(key));
            composer.read(engines, "");
            times.add(worked_ms() - before);
        }
    }
    return times;
}

}  // namespace

TEST_CASE("engines: how long a key takes on the kiosk's own way, for the report") {
    const struct {
        const char* name;
        Method method;
        pinyin::Fuzzy fuzzy;
    } rows[] = {
        {"letters", Method::Pinyin, {}},
        {"letters, all sounds fuzzy", Method::Pinyin, pinyin::Fuzzy::all()},
        {"nine keys", Method::Nine, {}},
        {"nine keys, all sounds fuzzy", Method::Nine, pinyin::Fuzzy::all()},
    };
    for (const auto& row : rows) {
        LocalEngines engines(test::data_dir(), row.fuzzy);
        const double before = worked_ms();
        REQUIRE(engines.offers(row.method));
        const double opened = worked_ms();
        engines.begin(row.method);
        const double begun = worked_ms();
        Composer composer;
        composer.turn_to(row.method);
        REQUIRE(composer.key(row.method == Method::Nine ? '9' : 'z'));
        composer.read(engines, "");
        const double first = worked_ms() - begun;
        Times times = time_keys(engines, row.method);
        std::printf("kiosk key, %s: median %.3f ms, p99 %.3f ms, first %.3f ms\n", row.name,
                    times.part(50), times.part(99), first);
        std::printf("kiosk key, %s: opened in %.1f ms, begun in %.1f ms\n", row.name,
                    opened - before, begun - opened);
        CHECK(times.each.size() > 1000);
    }
}
