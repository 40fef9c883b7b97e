// SPDX-License-Identifier: Apache-2.0
#include "sync/center/api/job.h"

#include "sync/base/buggify.h"
#include "sync/base/mutant.h"

#include <chrono>
#include <exception>
#include <thread>

namespace sunbooth::center::api {
namespace {

bool is_our_failure(ErrorCode code) {
    return code == ErrorCode::Io || code == ErrorCode::Full || code == ErrorCode::Corrupt ||
           code == ErrorCode::Internal;
}

Result<wire::Response> threw(const Job& job, const char* what, Log& log) {
    log.error("handler_threw", {{"route", job.match.route->pattern}, {"what", what}});
    return Error{ErrorCode::Internal, "the handler threw", ""};
}

/// Runs one job in its savepoint.
/// @return nothing when the transaction itself broke: SQLite undoes it whole on some failures (a
/// full disk, an I/O error), and then the savepoint is gone.
std::optional<wire::Response> run_in_savepoint(Job& job, store::Database& db,
                                               const Lanes::Outside& outside) {
    if (!db.run("SAVEPOINT job").ok()) return std::nullopt;
    Result<wire::Response> done = run_handler(job.match.route->handle, job, db, outside);
    if (!done.ok() && !db.run("ROLLBACK TO job").ok()) return std::nullopt;
    if (!db.run("RELEASE job").ok()) return std::nullopt;
    return done.ok() ? std::move(done).value() : problem_response(done.error());
}

/// Nothing of the batch was stored: all of it is answered "not saved, try again".
bool give_up(std::vector<Job>& jobs, const Lanes::Outside& outside, const std::string& why) {
    outside.log.error("commit_failed", {{"jobs", jobs.size()}, {"error", why}});
    for (Job& job : jobs) send(job, busy_response("nothing was saved"), outside.log);
    return false;
}

}  // namespace

Result<wire::Response> run_handler(const Handler& handler, Job& job, store::Database& db,
                                   const Lanes::Outside& outside) {
    Context context{db, outside.clock.now(), outside.clock.wall(), job.peer};
    try {
        Result<wire::Response> done = handler(context, job.request, job.match.args, job.prepared);
        if (!done.ok() && is_our_failure(done.error().code)) {
            outside.log.warn("request_failed",
                             {{"route", job.match.route->pattern}, {"error", done.error().line()}});
        }
        return done;
    } catch (const std::exception& failed) {
        return threw(job, failed.what(), outside.log);
    } catch (...) {
        return threw(job, "no exception of the standard library", outside.log);
    }
}

void send(Job& job, wire::Response response, Log& log) {
    try {
        job.answer(std::move(response));
    } catch (const std::exception& failed) {
        log.error("answer_threw", {{"what", failed.what()}});
    }
    job.answer = nullptr;
}

wire::Response busy_response(std::string why) {
    return problem_response({ErrorCode::Offline, std::move(why), ""});
}

bool run_batch(std::vector<Job>& jobs, store::Database& db, const Lanes::Outside& outside) {
    Result<store::Transaction> transaction = store::Transaction::begin(db);
    if (!transaction.ok()) return give_up(jobs, outside, transaction.error().line());
    std::vector<wire::Response> responses;
    for (Job& job : jobs) {
        std::optional<wire::Response> response = run_in_savepoint(job, db, outside);
        if (!response) return give_up(jobs, outside, "the transaction was undone by the database");
        if (mutant("lanes.answer_before_commit")) job.answer(*response);
        if (mutant("lanes.acks_early")) job.answer(*response);
        responses.push_back(std::move(*response));
    }
    // For real processes: a kill must be able to fall between.
    if (mutant("lanes.acks_early")) std::this_thread::sleep_for(std::chrono::milliseconds{40});
    if (buggify("lanes.commit_fails")) return give_up(jobs, outside, "the disk is full");
    const Status committed = transaction.value().commit();
    if (mutant("lanes.answer_before_commit") || mutant("lanes.acks_early")) return committed.ok();
    if (!committed.ok()) return give_up(jobs, outside, committed.error().line());
    for (std::size_t i = 0; i < jobs.size(); ++i) {
        send(jobs[i], std::move(responses[i]), outside.log);
    }
    return true;
}

}  // namespace sunbooth::center::api
