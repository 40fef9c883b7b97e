// SPDX-License-Identifier: Apache-2.0
// S-3: no parser can be brought down by what it is given. SUNBOOTH_FUZZ: inputs for each target
// (1,170,000, twenty million together); SUNBOOTH_SEED: which (1).
#include "sync/base/mutant.h"
#include "tests/fuzz/mutate.h"

#include <doctest/doctest.h>

#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <string_view>
#include <sys/wait.h>
#include <unistd.h>

using namespace sunbooth;
using namespace sunbooth::fuzz;

namespace {

const std::vector<Target>& targets() {
    static const std::vector<Target> all = [] {
        std::vector<Target> both = wire_targets();
        for (Target& target : center_targets()) both.push_back(std::move(target));
        for (Target& target : input_targets()) both.push_back(std::move(target));
        return both;
    }();
    return all;
}

std::uint64_t from_environment(const char* name, std::uint64_t otherwise) {
    const char* told = std::getenv(name);
    return told == nullptr ? otherwise : std::strtoull(told, nullptr, 10);
}

void feed(const Target& target, std::uint64_t inputs, std::uint64_t seed) {
    SeededRandom random(seed);
    GuardedInput guarded;
    for (const Bytes& sound : target.seeds) target.read(guarded.put(sound));
    for (std::uint64_t i = 0; i < inputs / target.cost; ++i)
        target.read(guarded.put(mutate(target, random)));
}

/// Feeds a target in a process of its own. @return whether it came back.
bool survives(const Target& target, std::uint64_t inputs) {
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        for (const int signal : {SIGSEGV, SIGABRT, SIGBUS}) std::signal(signal, SIG_DFL);
        const int nowhere = ::open("/dev/null", O_WRONLY);  // What a sanitizer says of it is known.
        ::dup2(nowhere, STDERR_FILENO);
        feed(target, inputs, 1);
        ::_exit(0);
    }
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

const Target& target_of(std::string_view name) {
    for (const Target& target : targets()) {
        if (name == target.name) return target;
    }
    std::abort();
}

}  // namespace

TEST_CASE("fuzz: no parser is brought down by what it is given") {
    const std::uint64_t inputs = from_environment("SUNBOOTH_FUZZ", 1'170'000);
    const std::uint64_t seed = from_environment("SUNBOOTH_SEED", 1);
    std::uint64_t all = 0;
    std::size_t kept = 0;
    for (const Target& target : targets()) {
        CAPTURE(target.name);
        CAPTURE(seed);
        feed(target, inputs, seed);
        all += inputs / target.cost;
        kept += target.seeds.size();
    }
    MESSAGE("S-3: " << targets().size() << " parsers, " << all << " inputs (seed " << seed
                    << ") from a corpus of " << kept << ", 0 crashes");
}

TEST_CASE("fuzz: a reader that reads one byte too many is caught") {
    CHECK(survives(target_of("record"), 5'000));
    const MutantScope mutant("base.reads_one_over");
    CHECK_FALSE(survives(target_of("record"), 5'000));
    MESSAGE("S-3, mutant base.reads_one_over: the process ended");
}
