// SPDX-License-Identifier: Apache-2.0
#include "sync/center/api/lanes.h"

#include "sync/base/mutant.h"
#include "tests/store/temp_folder.h"

#include <doctest/doctest.h>

#include <atomic>
#include <future>
#include <stdexcept>

using namespace sunbooth;
using namespace sunbooth::center::api;

namespace {

using Responses = std::vector<std::future<wire::Response>>;

Result<wire::Response> done(const std::string& text = "{}") {
    return json_response(200, text);
}

Route write(const char* pattern, Handler handle, Handler prepare = nullptr) {
    return {"POST", pattern, Lane::Writer, std::move(handle), std::move(prepare)};
}

Status insert(Context& context, const std::string& word) {
    store::Statement statement = context.db.prepare("INSERT INTO words(word) VALUES(:word)");
    return statement.bind(":word", word).run();
}

/// Stores the body of the request.
Result<wire::Response> keep(Context& context, const wire::Request& request, const PathArgs&,
                            std::any&) {
    const Status kept = insert(context, std::string(as_text(request.body)));
    if (!kept.ok()) return kept.error();
    return done();
}

/// Lanes over a real database with one table, and the routes of one test.
class World {
public:
    explicit World(std::vector<Route> routes, Lanes::Options options = {}) {
        store::Database owner = store::Database::open(path(), {}).value();
        REQUIRE(owner
                    .run("CREATE TABLE words(word TEXT UNIQUE);"
                         "CREATE TABLE deferred(word TEXT REFERENCES words(word) "
                         "DEFERRABLE INITIALLY DEFERRED)")
                    .ok());
        lanes_ = std::move(Lanes::start(
                               Router(std::move(routes)), std::move(owner),
                               [this] {
                                   return store::Database::open(path(),
                                                                {.access = store::Access::Reader});
                               },
                               {clock_, log_}, options))
                     .value();
    }

    Lanes& lanes() { return *lanes_; }

    std::future<wire::Response> ask(const char* method, const char* at,
                                    const std::string& body = {}) {
        auto promise = std::make_shared<std::promise<wire::Response>>();
        lanes_->serve({method, at, "", {}, to_bytes(body)}, "127.0.0.1",
                      [promise](wire::Response response) { promise->set_value(response); });
        return promise->get_future();
    }
    std::future<wire::Response> post(const char* at, const std::string& body = {}) {
        return ask("POST", at, body);
    }

    /// Keeps the writer busy until the result is set, so that jobs pile up behind it.
    std::promise<void> hold_writer() {
        std::promise<void> let_go;
        std::promise<void> held;
        std::future<void> is_held = held.get_future();
        REQUIRE(lanes_->post_to_writer(
            [until = let_go.get_future().share(),
             held = std::make_shared<std::promise<void>>(std::move(held))](store::Database&) {
                held->set_value();
                until.wait();
            }));
        is_held.wait();
        return let_go;
    }

    /// What another connection sees: only what is committed.
    std::int64_t committed_words() {
        store::Database reader =
            store::Database::open(path(), {.access = store::Access::Reader}).value();
        store::Statement count = reader.prepare("SELECT count(*) FROM words");
        REQUIRE(count.step().value());
        return count.integer(0);
    }

private:
    std::filesystem::path path() const { return folder_ / "center.db"; }
    test::TempFolder folder_;
    SystemClock clock_;
    NullLog log_;
    std::unique_ptr<Lanes> lanes_;
};

int status(std::future<wire::Response>& answer) {
    return answer.get().status;
}

}  // namespace

TEST_CASE("lanes: a reader answers, a writer stores, and what is no route is refused at once") {
    World world({{"GET", "/count", Lane::Reader,
                  [](Context& context, const wire::Request&, const PathArgs&,
                     std::any&) -> Result<wire::Response> {
                      store::Statement count = context.db.prepare("SELECT count(*) FROM words");
                      if (!count.step().ok()) return Error{};
                      return done(std::to_string(count.integer(0)));
                  },
                  nullptr},
                 write("/words", keep)});
    CHECK(world.post("/words", "a").get().status == 200);
    CHECK(as_text(world.ask("GET", "/count").get().body) == "1");
    CHECK(world.ask("GET", "/nowhere").get().status == 404);
    CHECK(world.ask("DELETE", "/words").get().status == 405);
}

TEST_CASE("lanes: a reader's connection cannot write") {
    World world({{"POST", "/words", Lane::Reader, keep, nullptr}});
    CHECK(world.post("/words", "a").get().status >= 500);
    CHECK(world.committed_words() == 0);
}

TEST_CASE("lanes: what waits for the writer shares one commit") {
    World world({write("/words", keep)}, {.batch_max = 8});
    std::promise<void> let_go = world.hold_writer();
    Responses answers;
    for (int i = 0; i < 12; ++i) answers.push_back(world.post("/words", std::to_string(i)));
    CHECK(world.lanes().figures().waiting_writer == 12);
    let_go.set_value();
    for (auto& answer : answers) CHECK(status(answer) == 200);
    world.lanes().stop();
    CHECK(world.committed_words() == 12);
    CHECK(world.lanes().figures().commits == 2);
    CHECK(world.lanes().figures().committed == 12);
}

TEST_CASE("lanes: a job that fails undoes its own writes and nobody else's") {
    World world({write("/words", keep),
                 write("/halfway",
                       [](Context& context, const wire::Request& request, const PathArgs&,
                          std::any&) -> Result<wire::Response> {
                           const Status kept = insert(context, "half " + to_hex(request.body));
                           if (!kept.ok()) return kept.error();
                           return invalid_input("word", "changed its mind");
                       })});
    std::promise<void> let_go = world.hold_writer();
    Responses answers;
    answers.push_back(world.post("/words", "before"));
    answers.push_back(world.post("/halfway"));
    answers.push_back(world.post("/words", "before"));  // Breaks UNIQUE.
    answers.push_back(world.post("/words", "after"));
    let_go.set_value();
    CHECK(status(answers[0]) == 200);
    CHECK(status(answers[1]) == 400);
    CHECK(status(answers[2]) == 409);
    CHECK(status(answers[3]) == 200);
    CHECK(world.committed_words() == 2);
}

namespace {

/// Counts the answers that left before another connection could see what they promise.
int answered_too_early() {
    World world({write("/words", keep)});
    std::promise<void> let_go = world.hold_writer();
    std::atomic<int> early{0};
    for (int i = 0; i < 3; ++i) {
        world.lanes().serve({"POST", "/words", "", {}, to_bytes(std::to_string(i))}, "127.0.0.1",
                            [&](const wire::Response&) {
                                if (world.committed_words() != 3) ++early;
                            });
    }
    let_go.set_value();
    world.lanes().stop();
    return early;
}

}  // namespace

TEST_CASE("lanes: nobody is answered before the commit; the mutant that does is caught") {
    CHECK(answered_too_early() == 0);
    const MutantScope scope("lanes.answer_before_commit");
    CHECK(answered_too_early() > 0);
}

TEST_CASE("lanes: when the commit fails, nothing was stored and everybody hears 503") {
    World world({write("/words", keep),
                 write("/poison",
                       [](Context& context, const wire::Request&, const PathArgs&,
                          std::any&) -> Result<wire::Response> {
                           // A deferred foreign key is judged by COMMIT alone.
                           const Status run =
                               context.db.run("INSERT INTO deferred VALUES('nobody')");
                           if (!run.ok()) return run.error();
                           return done();
                       })});
    std::promise<void> let_go = world.hold_writer();
    Responses answers;
    answers.push_back(world.post("/words", "a"));
    answers.push_back(world.post("/poison"));
    let_go.set_value();
    for (auto& answer : answers) {
        const wire::Response response = answer.get();
        CHECK(response.status == 503);
        CHECK(response.headers.contains("retry-after"));
    }
    CHECK(world.committed_words() == 0);
    CHECK(world.post("/words", "a").get().status == 200);
    CHECK(world.lanes().figures().failed_commits == 1);
    CHECK(world.committed_words() == 1);
}

TEST_CASE("lanes: a transaction that the database undid takes its whole batch along") {
    World world(
        {write("/words", keep), write("/undo",
                                      [](Context& context, const wire::Request&, const PathArgs&,
                                         std::any&) -> Result<wire::Response> {
                                          // What SQLite does by itself on a full disk.
                                          const Status undone = context.db.run("ROLLBACK");
                                          if (!undone.ok()) return undone.error();
                                          return done();
                                      })});
    std::promise<void> let_go = world.hold_writer();
    Responses answers;
    answers.push_back(world.post("/words", "a"));
    answers.push_back(world.post("/undo"));
    answers.push_back(world.post("/words", "b"));
    let_go.set_value();
    for (auto& answer : answers) CHECK(status(answer) == 503);
    CHECK(world.committed_words() == 0);
    CHECK(world.post("/words", "c").get().status == 200);
}

TEST_CASE("lanes: prepare runs on a reader, its finds reach the writer, its error is the answer") {
    const Handler prepare = [](Context& context, const wire::Request& request, const PathArgs&,
                               std::any& prepared) -> Result<wire::Response> {
        if (request.body.empty()) return invalid_input("body", "must not be empty");
        if (insert(context, "from prepare").ok()) return Error{};  // It must not be able to.
        prepared = "prepared " + std::string(as_text(request.body));
        return wire::Response{};
    };
    const Handler handle = [](Context& context, const wire::Request&, const PathArgs&,
                              std::any& prepared) -> Result<wire::Response> {
        const auto word = std::any_cast<std::string>(prepared);
        const Status kept = insert(context, word);
        if (!kept.ok()) return kept.error();
        return done(word);
    };
    World world({write("/words", handle, prepare)});
    CHECK(as_text(world.post("/words", "x").get().body) == "prepared x");
    CHECK(world.post("/words").get().status == 400);
    CHECK(world.committed_words() == 1);
}

TEST_CASE("lanes: a handler that throws is answered 500, and the lane goes on") {
    const Handler thrower = [](Context& context, const wire::Request&, const PathArgs&,
                               std::any&) -> Result<wire::Response> {
        if (!insert(context, "thrown").ok()) return Error{};
        throw std::runtime_error("secret path /srv");
    };
    World world({write("/throw", thrower), write("/words", keep)});
    const wire::Response response = world.post("/throw").get();
    CHECK(response.status == 500);
    CHECK(as_text(response.body).find("/srv") == std::string_view::npos);
    CHECK(world.post("/words", "a").get().status == 200);
    CHECK(world.committed_words() == 1);
}

TEST_CASE("lanes: a full queue turns callers away with 503, and loses nothing it accepted") {
    World world({write("/words", keep)}, {.queue_max = 4});
    std::promise<void> let_go = world.hold_writer();
    Responses answers;
    for (int i = 0; i < 6; ++i) answers.push_back(world.post("/words", std::to_string(i)));
    CHECK(status(answers[4]) == 503);
    CHECK(answers[5].get().headers.contains("retry-after"));
    let_go.set_value();
    for (std::size_t i = 0; i < 4; ++i) CHECK(status(answers[i]) == 200);
    CHECK(world.committed_words() == 4);
    CHECK(world.lanes().figures().turned_away == 2);
}

TEST_CASE("lanes: stopping finishes what was accepted and turns the rest away") {
    const Handler ready = [](Context&, const wire::Request&, const PathArgs&,
                             std::any&) -> Result<wire::Response> { return wire::Response{}; };
    World world({write("/words", keep, ready)});
    std::promise<void> let_go = world.hold_writer();
    Responses answers;
    for (int i = 0; i < 20; ++i) answers.push_back(world.post("/words", std::to_string(i)));
    bool housekept = false;
    CHECK(world.lanes().post_to_writer(
        [&](store::Database& db) { housekept = db.checkpoint().ok(); }));
    let_go.set_value();
    world.lanes().stop();
    for (auto& answer : answers) CHECK(status(answer) == 200);
    CHECK(world.committed_words() == 20);
    CHECK(housekept);
    CHECK(world.post("/words", "late").get().status == 503);
    CHECK_FALSE(world.lanes().post_to_writer([](store::Database&) {}));
}
