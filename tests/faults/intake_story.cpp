// SPDX-License-Identifier: Apache-2.0
#include "sync/center/api/job.h"
#include "sync/center/api/kiosk_routes.h"
#include "sync/center/fleet/call_board.h"
#include "sync/center/intake/submissions.h"
#include "sync/center/verify_store.h"
#include "sync/wire/routes.h"
#include "sync/wire/signature.h"
#include "tests/center/kiosk_world.h"
#include "tests/client/fakes.h"
#include "tests/faults/stories.h"

#include <map>

namespace sunbooth::faults {
namespace {

namespace fs = std::filesystem;
using namespace center;

/// What is sent, and by when which records must be there.
struct Past {
    std::vector<wire::Request> requests;
    std::vector<std::vector<domain::RecordId>> records;  ///< By request.
};

/// The center's program, as far as kiosks meet it.
class Program {
public:
    /// @return false when it does not start.
    bool start(const fs::path& folder) {
        stop();
        Result<registry::Keys> keys = registry::load_keys(folder);
        if (!keys.ok()) return fail(keys.error());
        keys_ = std::move(keys).value();
        auto vault = vault::LocalVault::open(folder);
        if (!vault.ok()) return fail(vault.error());
        vault_ = std::move(vault).value();
        Result<store::Database> owner = registry::open_center(folder);
        if (!owner.ok()) return fail(owner.error());
        owner_.emplace(std::move(owner).value());
        Result<store::Database> reader = registry::open_center_reader(folder);
        if (!reader.ok()) return fail(reader.error());
        reader_.emplace(std::move(reader).value());
        router_.emplace(
            api::kiosk_routes({*keys_, *vault_, random_, log_, calls_, [] { return true; }}));
        return true;
    }
    void stop() {
        router_.reset();
        reader_.reset();
        owner_.reset();
        vault_.reset();
        keys_.reset();
    }

    /// All in one commit. @return the answers; an empty body is none.
    std::vector<wire::Response> serve(const std::vector<wire::Request>& requests) {
        std::vector<wire::Response> answers(requests.size());
        std::vector<api::Job> jobs;
        for (std::size_t i = 0; i < requests.size(); ++i) {
            auto found = router_->find(requests[i].method, requests[i].path);
            api::Job job{requests[i],
                         "kiosk",
                         std::get<api::Router::Match>(std::move(found)),
                         {},
                         [&answers, i](wire::Response one) { answers[i] = std::move(one); }};
            const auto ready =
                api::run_handler(job.match.route->prepare, job, *reader_, {clock_, log_});
            if (ready.ok()) jobs.push_back(std::move(job));
        }
        api::run_batch(jobs, *owner_, {clock_, log_});
        return answers;
    }

    store::Database& db() { return *owner_; }
    vault::Vault& vault() { return *vault_; }
    const registry::Keys& keys() const { return *keys_; }
    const std::string& why() const { return why_; }

private:
    bool fail(const Error& error) {
        why_ = error.line();
        stop();
        return false;
    }

    test::ManualClock clock_;
    SeededRandom random_{91};
    NullLog log_;
    fleet::CallBoard calls_;
    std::optional<registry::Keys> keys_;
    std::unique_ptr<vault::LocalVault> vault_;
    std::optional<store::Database> owner_, reader_;
    std::optional<api::Router> router_;
    std::string why_;
};

bool is_taken(wire::Verdict verdict) {
    return verdict == wire::Verdict::Stored || verdict == wire::Verdict::Duplicate;
}

class IntakeStory final : public Story {
public:
    explicit IntakeStory(const Past& past) : past_(past) {}

    void act(const fs::path& folder) override {
        bool up = false;
        for (int i = 0; i < 3 && !up; ++i) up = program_.start(folder);
        if (!up) return;
        const std::vector<wire::Request> first(past_.requests.begin(), past_.requests.begin() + 2);
        const bool answered = note(program_.serve(first));
        // A kiosk sends what comes later only after what came before.
        if (answered) (void)note(program_.serve({past_.requests[2]}));
        (void)program_.db().checkpoint().ok();
    }

    std::optional<std::string> judge(const fs::path& folder) override {
        if (!program_.start(folder)) return "it does not start again: " + program_.why();
        for (const auto& [id, row] : told_) {
            const auto stored = intake::find_stored(program_.db(), id);
            if (!stored.ok() || !stored.value()) return "a record is gone that was answered for";
            if (stored.value()->row != row) return "a record has another number than was told";
        }
        for (const wire::Request& request : past_.requests) {
            const wire::Response answer = program_.serve({request}).front();
            if (answer.status != 200) return "sent again, it is not answered";
            const auto read = wire::read_batch_answer(as_text(answer.body));
            if (!read.ok()) return "sent again, the answer cannot be read";
            for (const wire::RecordVerdict& verdict : read.value().verdicts) {
                if (!is_taken(verdict.verdict)) return "sent again, a record is not taken";
            }
        }
        return count();
    }

private:
    /// @return whether all were answered for.
    bool note(const std::vector<wire::Response>& answers) {
        bool all = true;
        for (const wire::Response& answer : answers) {
            all = all && answer.status == 200;
            if (answer.status != 200) continue;
            const auto read = wire::read_batch_answer(as_text(answer.body));
            SUNBOOTH_ASSERT(read.ok());
            for (const wire::RecordVerdict& verdict : read.value().verdicts) {
                if (is_taken(verdict.verdict)) told_[verdict.id] = verdict.row;
            }
        }
        return all;
    }

    std::int64_t number(std::string_view sql) {
        store::Statement select = program_.db().prepare(sql);
        const Result<bool> row = select.step();
        return row.ok() && row.value() ? select.integer(0) : -1;
    }

    std::optional<std::string> count() {
        std::int64_t all = 0;
        for (const auto& records : past_.records) {
            all += static_cast<std::int64_t>(records.size());
            for (const domain::RecordId& id : records) {
                if (!program_.vault().mask(id).ok()) return "a record without its contact";
            }
        }
        if (number("SELECT count(*) FROM submission") != all) return "records lost or doubled";
        if (number("SELECT count(*) FROM ticket") != all) return "tickets lost or doubled";
        if (number("SELECT count(*) FROM alarm") != 0) return "an alarm without a reason";
        const Result<StoreReport> report = verify_store(program_.db(), program_.keys());
        return report.ok() ? std::nullopt : std::optional(report.error().line());
    }

    const Past& past_;
    Program program_;
    std::map<domain::RecordId, std::uint64_t> told_;
};

wire::Request batch_of(const tests::TestKiosk& kiosk, std::uint64_t counter,
                       const tests::Deployment& center, std::vector<Bytes> records) {
    wire::BatchRequest batch{center.wall, center.now, tests::kBoot, std::move(records)};
    wire::Request request{.method = "POST",
                          .path = std::string(wire::route::kRecords),
                          .query = {},
                          .headers = {{"content-type", "application/json"}},
                          .body = to_bytes(wire::write(batch))};
    wire::sign_request(request, kiosk.name, counter, kiosk.key);
    return request;
}

}  // namespace

Kind intake(const fs::path& folder) {
    tests::Deployment center;
    std::vector<tests::TestKiosk> kiosks;
    for (const char* name : {"hall-1", "hall-2"}) kiosks.emplace_back(center, name);
    auto past = std::make_shared<Past>();
    for (const std::size_t who : {0U, 1U, 0U}) {
        std::vector<Bytes> records;
        std::vector<domain::RecordId> ids;
        for (const char* phone : {"13812345678", ""}) {
            records.push_back(kiosks[who].make(tests::complaint("等了一上午", phone)));
            ids.push_back(tests::id_of(records.back()));
        }
        past->requests.push_back(
            batch_of(kiosks[who], past->requests.size() + 10, center, std::move(records)));
        past->records.push_back(std::move(ids));
    }
    REQUIRE(center.db().checkpoint().ok());
    center.close();
    fs::copy(center.folder(), folder / "begins", fs::copy_options::recursive);
    return {"intake", folder / "begins", [past] { return std::make_unique<IntakeStory>(*past); }};
}

}  // namespace sunbooth::faults
