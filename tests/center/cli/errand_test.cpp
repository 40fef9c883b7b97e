// SPDX-License-Identifier: Apache-2.0
// Verbs that write, at a stopped center and at a running one.
#include "sync/base/mutant.h"
#include "sync/center/intake/quarantine.h"
#include "tests/center/cases/case_file.h"
#include "tests/center/cli/hall.h"

#include <doctest/doctest.h>

#include <csignal>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

using namespace sunbooth;
using namespace sunbooth::tests;
namespace fs = std::filesystem;

namespace {

/// A text with a folder's path left out.
std::string without(std::string text, const std::string& folder) {
    const std::size_t at = text.find(folder);
    return at == std::string::npos ? text : text.erase(at, folder.size());
}

center::Errand import_cases(const std::string& rows) {
    return {.verb = "import cases", .words = {{"file", "c.csv"}}, .body = kHeader + rows};
}

center::Errand account(const std::string& name, const std::string& reset = "") {
    return {.verb = "account", .words = {{"name", name}, {"role", "callback"}, {"reset", reset}}};
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
        {.verb = "quarantine take", .words = {{"id", "7"}}},
        {.verb = "quarantine erase", .words = {{"id", "7"}}},
        {.verb = "quarantine erase", .words = {{"id", "seven"}}},
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

constexpr std::uint64_t kQueueBytes = 5 * wire::kPieceBytes;

/// A terminal sent a damaged queue to a center that is stopped since.
void send_damaged_queue(const Hall& hall) {
    const auto keys = center::registry::load_keys(hall.folder);
    auto db = center::registry::open_center(hall.folder);
    REQUIRE(keys.ok());
    REQUIRE(db.ok());
    const seal::BoxPublicKey& intake = keys.value().intake.public_key;
    center::fleet::Kiosk kiosk;
    kiosk.name = "hall-1";
    for (std::uint64_t at = 0; at < kQueueBytes; at += wire::kPieceBytes) {
        const auto checked = center::intake::check_piece(
            keys.value(), {"quarantine-1793577600", kQueueBytes, at, seal::name_of(intake),
                           seal::seal_bytes(Bytes(wire::kPieceBytes, 7), intake)});
        REQUIRE(checked.ok());
        REQUIRE(center::intake::keep_piece(db.value(), kiosk, checked.value(), wall_ms(0)).ok());
    }
}

Status take_queue(const Hall& hall, const fs::path& to) {
    return center::take_quarantine({.folder = hall.folder, .id = 1, .to = to});
}

std::int64_t times_told(const Hall& hall) {
    return hall.count("journal WHERE what = 'quarantine_taken'");
}

/// For a scope, what this process writes to a file ends after so many bytes, as on a full stick.
class SmallFiles {
public:
    explicit SmallFiles(rlim_t bytes) : heard_(std::signal(SIGXFSZ, SIG_IGN)) {
        REQUIRE(::getrlimit(RLIMIT_FSIZE, &was_) == 0);
        const rlimit small{bytes, was_.rlim_max};
        REQUIRE(::setrlimit(RLIMIT_FSIZE, &small) == 0);
    }
    ~SmallFiles() {
        ::setrlimit(RLIMIT_FSIZE, &was_);
        std::signal(SIGXFSZ, heard_);
    }
    SmallFiles(const SmallFiles&) = delete;
    SmallFiles& operator=(const SmallFiles&) = delete;

private:
    void (*heard_)(int);
    rlimit was_{};
};

/// Tries to take a damaged queue out to where it does not fit.
Status take_too_much(const Hall& hall, const fs::path& to) {
    const SmallFiles stick(kQueueBytes / 2);
    return take_queue(hall, to);
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

TEST_CASE("errands: a good row beside bad ones goes in, and the bad are told by line") {
    Hall hall;
    hall.start();
    const std::string told = hall.run(import_cases(kWang + "x,y\n"));
    CHECK(told.find("1 cases added, 0 updated, 1 errors") == 0);
    CHECK(told.find("c.csv: line 3:") != std::string::npos);
    CHECK(told.find("有 2 个字段") != std::string::npos);
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

TEST_CASE("errands: an account made or given a password by command stands in the journal") {
    Hall hall;
    const std::string first = "journal WHERE by = '(command)' AND what = 'account_made'";
    CHECK(hall.count(first) == 1);  // The one that `init` makes.
    hall.start();
    hall.run(account("li"));
    CHECK(hall.count(first + " AND about = 'li'") == 1);
    CHECK(hall.count("journal WHERE what = 'account_reset_password'") == 0);
    hall.run(account("li", "yes"));
    hall.run(account("wu", "yes"));  // There is no such account: nothing was done.
    CHECK(hall.count("journal WHERE what = 'account_reset_password' AND about = 'li'") == 1);
    CHECK(hall.count("journal") == 3);
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

TEST_CASE("errands: a damaged queue that could not be written is not told of as taken") {
    for (const bool running : {false, true}) {
        CAPTURE(running);
        Hall hall;
        send_damaged_queue(hall);
        if (running) hall.start();
        const test::TempFolder out;
        const fs::path folder = out.path();
        std::ofstream(folder / "mine") << "mine";
        CHECK(take_queue(hall, folder / "mine").error().code == ErrorCode::Conflict);
        CHECK(take_queue(hall, folder / "nowhere" / "queue").error().code == ErrorCode::Io);
        CHECK(take_too_much(hall, folder / "queue").error().field == "--to");
        CHECK(times_told(hall) == 0);
        CHECK(std::distance(fs::directory_iterator(folder), {}) == 1);

        REQUIRE(take_queue(hall, folder / "queue").ok());
        CHECK(times_told(hall) == 1);
        CHECK(fs::file_size(folder / "queue") == kQueueBytes);
        CHECK(fs::status(folder / "queue").permissions() ==
              (fs::perms::owner_read | fs::perms::owner_write));
        CHECK(std::distance(fs::directory_iterator(folder), {}) == 2);
    }
}

TEST_CASE("errands: a journal that tells of a queue before it is written is caught") {
    Hall hall;
    send_damaged_queue(hall);
    const test::TempFolder out;
    const MutantScope early("center.told_before_written");
    CHECK_FALSE(take_too_much(hall, fs::path(out.path()) / "queue").ok());
    CHECK(times_told(hall) == 1);
}
