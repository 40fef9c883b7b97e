// SPDX-License-Identifier: Apache-2.0
#include "tests/tidy/rooms.h"
#include "tests/where.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace fs = std::filesystem;
using sunbooth::tidy::kMayInclude;

namespace {

std::string room_of(const std::string& path) {
    return fs::path(path).parent_path().generic_string();
}

bool is_source(const fs::path& path) {
    return path.extension() == ".h" || path.extension() == ".cpp";
}

/// Our own C++ files, relative to the top of the tree.
std::vector<std::string> sources() {
    std::vector<std::string> found;
    for (const char* top : {"app", "sync", "tests"}) {
        const fs::path root = fs::path(sunbooth::test::source_dir()) / top;
        for (auto at = fs::recursive_directory_iterator(root);
             at != fs::recursive_directory_iterator(); ++at) {
            if (at->is_directory() && at->path().filename() == "node_modules")
                at.disable_recursion_pending();
            if (at->is_regular_file() && is_source(at->path())) {
                found.push_back(
                    fs::relative(at->path(), sunbooth::test::source_dir()).generic_string());
            }
        }
    }
    REQUIRE(found.size() > 20);
    return found;
}

std::vector<std::string> lines_of(const std::string& path) {
    std::ifstream file(fs::path(sunbooth::test::source_dir()) / path);
    std::vector<std::string> lines;
    for (std::string line; std::getline(file, line);) lines.push_back(line);
    return lines;
}

/// Empty when the include is allowed, else why not.
std::string objection(const std::string& from, const std::string& included) {
    const std::string here = room_of(from);
    const std::string there = room_of(included);
    if (there.empty() || here == there) return {};
    if (!kMayInclude.contains(there)) return {};  // Generated files have no room.
    if (!kMayInclude.at(here).contains(there)) return here + " may not see " + there;
    if (here.starts_with("app/") && there == "sync/client" &&
        !sunbooth::tidy::app_may_see(included)) {
        return "the app sees nothing of sync/client but client.h";
    }
    return {};
}

}  // namespace

TEST_CASE("tidy: includes only point down the layers") {
    for (const std::string& path : sources()) {
        CAPTURE(path);
        if (path.starts_with("tests/")) continue;
        REQUIRE_MESSAGE(kMayInclude.contains(room_of(path)), "a room that the table does not know");
        for (const std::string& line : lines_of(path)) {
            if (!line.starts_with("#include \"")) continue;
            const std::string included = line.substr(10, line.rfind('"') - 10);
            CHECK_MESSAGE(objection(path, included).empty(), objection(path, included));
        }
    }
}

TEST_CASE("tidy: the include rule objects to an arrow that points up") {
    CHECK(objection("sync/base/x.h", "sync/store/database.h") ==
          "sync/base may not see sync/store");
    CHECK(objection("app/flow/x.h", "sync/client/outbox.h") ==
          "the app sees nothing of sync/client but client.h");
    CHECK(objection("app/flow/x.h", "sync/client/client.h").empty());
    CHECK(objection("sync/center/http/x.h", "sync/center/api/api.h") ==
          "sync/center/http may not see sync/center/api");
}

TEST_CASE("tidy: a file fits a sitting, says its licence and leaves no marks of unfinished work") {
    for (const std::string& path : sources()) {
        CAPTURE(path);
        const std::vector<std::string> lines = lines_of(path);
        CHECK(lines.size() <= 400);
        REQUIRE(!lines.empty());
        CHECK(lines.front() == "// SPDX-License-Identifier: Apache-2.0");
        const std::string forbidden = std::string("FIX") + "ME";
        for (const std::string& line : lines) CHECK(line.find(forbidden) == std::string::npos);
    }
}

TEST_CASE("tidy: heavy and foreign headers stay in the rooms that own them") {
    struct Rule {
        const char* header;
        std::vector<std::string> rooms;
    };
    const std::vector<Rule> rules = {
        {"<imgui", {"app/ui", "app/text", "app/shell"}},
        {"<SDL", {"app/shell", "app/input", "app/speech"}},
        {"<sqlite3.h>", {"sync/store"}},
        {"<sodium", {"sync/seal", "sync/center/accounts"}},
        {"<boost/beast", {"sync/client", "sync/center/http"}},
        {"<boost/asio", {"sync/client", "sync/center/http", "sync/center"}},
    };
    for (const std::string& path : sources()) {
        if (path.starts_with("tests/")) continue;
        CAPTURE(path);
        for (const std::string& line : lines_of(path)) {
            for (const Rule& rule : rules) {
                if (!line.starts_with(std::string("#include ") + rule.header)) continue;
                const bool allowed = std::find(rule.rooms.begin(), rule.rooms.end(),
                                               room_of(path)) != rule.rooms.end();
                CHECK_MESSAGE(allowed, line);
                if (std::string(rule.header) == "<boost/beast") CHECK(path.ends_with(".cpp"));
            }
        }
    }
}
