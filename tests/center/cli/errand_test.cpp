// SPDX-License-Identifier: Apache-2.0
// Verbs that write, at a stopped center and at a running one.
#include "sync/base/mutant.h"
#include "sync/center/errand_desk.h"
#include "sync/center/folder.h"
#include "sync/center/registry/center.h"
#include "sync/center/sweeps.h"
#include "sync/center/verbs.h"
#include "tests/center/cases/case_file.h"
#include "tests/store/temp_folder.h"

#include <doctest/doctest.h>

#include <cctype>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

using namespace sunbooth;
using namespace sunbooth::tests;
namespace fs = std::filesystem;

namespace {

/// One-time codes and passwords, "xxxx-xxxx-xxxx-xxxx", and a backup's name each become a star.
std::string without_random(std::string text) {
    constexpr std::size_t kLength = 19;
    const auto is_code = [&](std::size_t at) {
        for (std::size_t i = 0; i < kLength; ++i) {
            const auto c = static_cast<unsigned char>(text[at + i]);
            if (i % 5 == 4 ? c != '-' : std::isalnum(c) == 0) return false;
        }
        return true;
    };
    for (std::size_t at = 0; at + kLength <= text.size(); ++at) {
        if (is_code(at)) text.replace(at, kLength, "*");
    }
    const std::size_t backup = text.find("backup-");
    if (backup != std::string::npos) text.replace(backup, text.find('\n', backup) - backup, "*");
    return text;
}

/// A text with a folder's path left out.
std::string without(std::string text, const std::string& folder) {
    const std::size_t at = text.find(folder);
    return at == std::string::npos ? text : text.erase(at, folder.size());
}

/// A center made by `init`, which can be started and stopped.
class Hall {
public:
    explicit Hall(const std::string& name = "center") : folder(temp.path() / name) {
        REQUIRE(seal::start().ok());
        REQUIRE(center::init({.folder = folder}).ok());
    }
    ~Hall() { stop(); }
    Hall(const Hall&) = delete;
    Hall& operator=(const Hall&) = delete;

    void start() {
        auto taken = center::enter_folder(folder);
        REQUIRE(taken.ok());
        lock_.emplace(std::move(taken).value());
        auto db = center::registry::open_center(folder);
        REQUIRE(db.ok());
        auto lanes = center::api::Lanes::start(
            center::api::Router({}), std::move(db).value(),
            [this] { return center::registry::open_center_reader(folder); }, {clock_, log_});
        REQUIRE(lanes.ok());
        lanes_ = std::move(lanes).value();
        auto desk = center::ErrandDesk::open(
            {folder, random_, clock_,
             [this] {
                 return center::make_backup(folder, center::read_config(folder).value(),
                                            clock_.wall());
             },
             [this](const std::string& name) { signed_out.push_back(name); }},
            *lanes_, log_);
        REQUIRE(desk.ok());
        desk_ = std::move(desk).value();
    }
    /// With what looks after the clocks, as a center that serves has it.
    void sweep() {
        sweeps_.emplace([this] { return center::registry::open_center_reader(folder); }, *lanes_,
                        clock_, log_);
    }
    void stop() {
        if (sweeps_) sweeps_->stop();
        sweeps_.reset();
        desk_.reset();
        lanes_.reset();
        lock_.reset();
    }
    /// "out" and "notes" with what is random left out, or the error's line.
    std::string run(center::Errand errand) const {
        const auto report = center::run_errand(folder, std::move(errand));
        if (!report.ok()) return report.error().line();
        return without_random(report.value().out + "|" + report.value().notes);
    }
    std::int64_t count(const std::string& table) const {
        auto db = center::registry::open_center_reader(folder);
        REQUIRE(db.ok());
        store::Statement select = db.value().prepare("SELECT count(*) FROM " + table);
        REQUIRE(select.step().ok());
        return select.integer(0);
    }

    test::TempFolder temp;
    fs::path folder;
    std::vector<std::string> signed_out;

private:
    SystemClock clock_;
    OsRandom random_;
    NullLog log_;
    std::optional<center::FolderLock> lock_;
    std::unique_ptr<center::api::Lanes> lanes_;
    std::unique_ptr<center::ErrandDesk> desk_;
    std::optional<center::SweepClock> sweeps_;
};

center::Errand import_cases(const std::string& rows) {
    return {.verb = "import cases", .words = {{"file", "c.csv"}}, .body = kHeader + rows};
}

center::Errand account(const std::string& name, const std::string& reset = "") {
    return {.verb = "account", .words = {{"name", name}, {"role", "callback"}, {"reset", reset}}};
}

/// A closure of the hall on one day.
center::Errand calendar(const std::string& day, const std::string& dry_run = "") {
    return {.verb = "calendar import",
            .words = {{"file", "c.ics"}, {"dry_run", dry_run}},
            .body =
                "BEGIN:VCALENDAR\nX-WR-CALNAME:本厅\nX-SUNBOOTH-LAYER:HALL\n"
                "X-SUNBOOTH-SOURCE:通知\nBEGIN:VEVENT\nDTSTART:" +
                day + "\nX-SUNBOOTH-DAY:OFF\nEND:VEVENT\nEND:VCALENDAR\n"};
}

std::string edition(const std::string& from) {
    std::string toml = source_file("assets/rules/xinjiang-county.toml");
    return toml.replace(toml.find("\nfrom = \"") + 9, 10, from);
}

/// Good, half good and bad, each as the verbs make them.
std::vector<center::Errand> every_errand() {
    const std::string hall = source_file("assets/demo/hall.json");
    return {
        {.verb = "enrol", .words = {{"kiosk", "hall-1"}}},
        {.verb = "enrol", .words = {{"kiosk", "Hall 1"}}},
        {.verb = "enrol"},
        {.verb = "revoke", .words = {{"kiosk", "hall-9"}}},
        account("li"),
        account("li"),
        account("li", "yes"),
        account("wu", "yes"),
        account("No Name"),
        {.verb = "account", .words = {{"name", "wu"}, {"role", "king"}}},
        {.verb = "import hall", .words = {{"file", "h.json"}}, .body = hall},
        {.verb = "import hall", .words = {{"file", "h.json"}}, .body = "{\"id\":\"x\"}"},
        {.verb = "import hall", .words = {{"file", "h.json"}}},
        import_cases(kWang + kLi),
        import_cases(kWang + "x,y\n" + kLi),
        import_cases("\xff\xfe"),
        {.verb = "import cases", .words = {{"file", "c.csv"}}, .body = "case_no\n1\n"},
        calendar("20271213"),
        calendar("20271213", "yes"),
        calendar("20271399"),
        {.verb = "calendar withdraw", .words = {{"name", "本厅"}}},
        {.verb = "calendar withdraw", .words = {{"name", "本厅"}}},
        {.verb = "rules import", .words = {{"file", "r.toml"}}, .body = edition("2099-01-01")},
        {.verb = "rules import", .words = {{"file", "r.toml"}}, .body = edition("2020-01-01")},
        {.verb = "rules import", .words = {{"file", "r.toml"}}, .body = "id = 1"},
        {.verb = "backup"},
        {.verb = "dance"},
    };
}

/// A connection to the running center that says whatever it likes.
class Caller {
public:
    explicit Caller(const Hall& hall) : fd_(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        const std::string path = (hall.folder / center::kErrandSocket).string();
        REQUIRE(path.size() < sizeof(address.sun_path));
        path.copy(address.sun_path, sizeof(address.sun_path) - 1);
        REQUIRE(::connect(fd_.get(), reinterpret_cast<const sockaddr*>(&address),
                          sizeof(address)) == 0);
    }
    /// What the center answers when nothing more comes after these bytes.
    Result<center::ErrandReport> say(std::string_view bytes) {
        while (!bytes.empty()) {
            const ssize_t sent = ::send(fd_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (sent <= 0) break;  // It may refuse before it has read all.
            bytes.remove_prefix(static_cast<std::size_t>(sent));
        }
        ::shutdown(fd_.get(), SHUT_WR);
        return center::read_report(fd_.get(), {std::chrono::minutes{1}});
    }

private:
    center::Descriptor fd_;
};

std::string head(const std::string& verb, std::size_t bytes, int version = 1) {
    return "{\"errand\":" + std::to_string(version) + ",\"verb\":\"" + verb +
           "\",\"words\":{},\"body_bytes\":" + std::to_string(bytes) + "}\n";
}

/// Whether a file that is cut off at its half gets in.
bool half_a_file_gets_in() {
    Hall hall;
    hall.start();
    const std::string body = kHeader + kWang + kLi;
    const std::size_t half = kHeader.size() + kWang.size();
    const auto told = Caller(hall).say(head("import cases", body.size()) + body.substr(0, half));
    return told.ok() || hall.count("case_file") > 0;
}

}  // namespace

TEST_CASE("errands: stopped or running, a center gives the same report and holds the same") {
    Hall stopped, running;
    running.start();
    for (const center::Errand& errand : every_errand()) {
        CAPTURE(errand.verb);
        const std::string here = stopped.run(errand);
        CHECK(without(running.run(errand), running.folder.string()) ==
              without(here, stopped.folder.string()));
    }
    for (const char* table : {"case_file", "hall", "account", "enrolment", "kiosk",
                              "calendar_edition", "rule_edition", "journal"}) {
        CAPTURE(table);
        CHECK(stopped.count(table) == running.count(table));
    }
    CHECK(running.count("case_file") == 2);
    CHECK(running.count("account") == 2);
    CHECK(running.count("calendar_edition") == 2);
    CHECK(running.count("rule_edition") == 1);
    running.stop();
    CHECK(running.run(import_cases(kWang)) == "0 cases added, 1 updated, 0 errors\n|");
}

TEST_CASE("calendar: a running center counts every date again behind a change, each change once") {
    Hall hall;
    hall.start();
    hall.sweep();
    const auto counted = [&hall](std::int64_t times) {
        for (int i = 0; i < 600 && hall.count("due_recount") < times; ++i) {
            std::this_thread::sleep_for(milliseconds{50});
        }
        return hall.count("due_recount") == times;
    };
    REQUIRE(center::run_errand(hall.folder, {.verb = "import hall",
                                             .words = {{"file", "h.json"}},
                                             .body = source_file("assets/demo/hall.json")})
                .ok());
    CHECK(counted(1));
    REQUIRE(hall.run(calendar("20271213")).find("本厅: edition 1") == 0);
    CHECK(counted(2));
    REQUIRE(hall.run(calendar("20271213")).find("本厅: edition 1") == 0);  // No change.
    REQUIRE(hall.run(calendar("20271214", "yes")).find("0 of 0 open due dates would move") == 0);
    CHECK(hall.count("calendar_edition") == 1);
    CHECK(hall.count("due_recount") == 2);
}

TEST_CASE("errands: a good row beside bad ones goes in, and the bad are told by line") {
    Hall hall;
    hall.start();
    const std::string told = hall.run(import_cases(kWang + "x,y\n"));
    CHECK(told.find("1 cases added, 0 updated, 1 errors") == 0);
    CHECK(told.find("c.csv: line 3:") != std::string::npos);
}

TEST_CASE("errands: what the running center is told by a verb is seen by its readers at once") {
    Hall hall;
    hall.start();
    REQUIRE(hall.run(account("li")).find("account: li") == 0);
    CHECK(hall.signed_out.empty());
    REQUIRE(hall.run(account("li", "yes")).find("account: li") == 0);
    CHECK(hall.signed_out == std::vector<std::string>{"li"});
    CHECK(hall.run(account("wu", "yes")).find("not_found") == 0);
    CHECK(hall.signed_out.size() == 1);
    const auto made = center::run_errand(hall.folder, {.verb = "backup"});
    REQUIRE(made.ok());
    const fs::path copy = made.value().out.substr(0, made.value().out.size() - 1);
    CHECK(fs::is_regular_file(copy / "center.db"));
}

TEST_CASE("errands: only the center's own user can reach the socket, whatever was left there") {
    Hall hall;
    std::ofstream(hall.folder / center::kErrandSocket) << "left by a killed center";
    hall.start();
    struct stat found {};
    REQUIRE(::stat((hall.folder / center::kErrandSocket).c_str(), &found) == 0);
    CHECK(S_ISSOCK(found.st_mode));
    CHECK((found.st_mode & 0777U) == 0600);
    CHECK(hall.run(import_cases(kWang)).find("1 cases added") == 0);
    hall.stop();
    CHECK_FALSE(fs::exists(hall.folder / center::kErrandSocket));
}

TEST_CASE("errands: a folder whose path is longer than a socket's name may be serves as well") {
    Hall hall(std::string(150, 'x'));
    hall.start();
    CHECK(hall.run(import_cases(kWang)).find("1 cases added") == 0);
}

TEST_CASE("errands: whatever is said at the socket, nothing gets in and the next one is served") {
    Hall hall;
    hall.start();
    const std::string bad[] = {
        "",
        "\n",
        "{}\n",
        "[]\n",
        "GET / HTTP/1.1\r\n\r\n",
        head("import cases", 0, 2),
        head("import cases", 10),
        head("import cases", 3) + "four",
        head("import cases", center::kErrandBodyMax + 1),
        head("dance", 0),
        "{\"errand\":1,\"verb\":\"enrol\",\"words\":[],\"body_bytes\":0}\n",
        "{\"errand\":1,\"verb\":\"enrol\",\"words\":{\"kiosk\":7},\"body_bytes\":0}\n",
        "{\"errand\":1,\"verb\":\"enrol\",\"words\":{\"kiosk\":\"a\"},\"body_bytes\":-1}\n",
        std::string(center::kErrandHeadMax + 10, 'x'),
        std::string(1000, '['),
    };
    for (const std::string& bytes : bad) {
        CAPTURE(bytes.substr(0, 80));
        CHECK_FALSE(Caller(hall).say(bytes).ok());
    }
    CHECK(hall.count("case_file") == 0);
    CHECK(hall.count("enrolment") == 0);
    CHECK(hall.run(import_cases(kWang)).find("1 cases added") == 0);
}

TEST_CASE("errands: a verb that is killed half-way has asked for nothing") {
    CHECK_FALSE(half_a_file_gets_in());
    const MutantScope broken("errand.half_a_file");
    CHECK(half_a_file_gets_in());
}

TEST_CASE("errands: a center that dies before it answers is told of, not taken for an answer") {
    Hall hall;
    const auto lock = center::enter_folder(hall.folder);
    REQUIRE(lock.ok());
    auto listening = center::listen_for_errands(hall.folder);
    REQUIRE(listening.ok());
    for (const std::string_view last_words : {"", "{\"out\":\"1 cases ad"}) {
        std::thread dying([&] {
            const center::Descriptor caller(::accept(listening.value().get(), nullptr, nullptr));
            const auto asked = center::read_errand(caller.get(), {std::chrono::minutes{1}});
            CHECK(asked.ok());
            CHECK(::send(caller.get(), last_words.data(), last_words.size(), MSG_NOSIGNAL) ==
                  static_cast<ssize_t>(last_words.size()));
        });
        const auto report = center::run_errand(hall.folder, import_cases(kWang));
        dying.join();
        REQUIRE_FALSE(report.ok());
        CHECK(report.error().code == ErrorCode::Offline);
        CHECK(report.error().line().find("give the command again") != std::string::npos);
    }
}

TEST_CASE("errands: a center that stops waits for nobody who has only begun to speak") {
    Hall hall;
    hall.start();
    Caller slow(hall);
    hall.stop();  // Returns although `slow` never ends its first line.
    CHECK_FALSE(slow.say("{").ok());
    CHECK(hall.run(import_cases(kWang)).find("1 cases added") == 0);
}
