// SPDX-License-Identifier: Apache-2.0
// Many kiosks with full queues against a running center over real TLS. All records are sealed and
// signed before the clock starts: a kiosk's own work is not the center's.
#include "sync/client/config.h"
#include "sync/wire/routes.h"
#include "sync/wire/signature.h"
#include "tests/bench/bench.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>

#include <fstream>
#include <sstream>
#include <unistd.h>

namespace sunbooth::bench {
namespace {

constexpr double kRecordsPerSecondMin = 2000;
constexpr std::uint64_t kFirstCounter = 1'000'000;  ///< Above those that enrolling used.

/// Processor seconds of a process so far.
Seconds processor_of(int pid) {
    std::ifstream file("/proc/" + std::to_string(pid) + "/stat");
    std::string line;
    std::getline(file, line);
    std::istringstream rest(line.substr(line.rfind(')') + 1));
    std::string skipped;
    for (int i = 0; i < 11; ++i) rest >> skipped;
    double user = 0;
    double system = 0;
    rest >> user >> system;
    return Seconds{(user + system) / static_cast<double>(sysconf(_SC_CLK_TCK))};
}

/// One kiosk with its requests ready to go.
struct Kiosk {
    std::unique_ptr<client::Link> link;
    std::vector<wire::Request> requests;
    std::size_t sent = 0;
};

class Load {
public:
    explicit Load(const IntakeOptions& options) : options_(options) {}

    Status prepare(const std::string& name, const std::string& code);
    /// Sends all, one request at a time a kiosk. @return the first answer that is not "stored".
    Status run();
    std::size_t kiosks() const { return kiosks_.size(); }
    std::size_t stored() const { return stored_; }

private:
    Result<wire::Request> batch(RecordMaker& maker, const client::Identity& identity,
                                std::uint64_t counter);
    void send_next(Kiosk& kiosk);
    Status count(const Result<wire::Response>& response);

    IntakeOptions options_;
    boost::asio::io_context io_{1};
    std::vector<std::unique_ptr<Kiosk>> kiosks_;
    std::size_t stored_ = 0;
    Status failed_ = ok_status();
    SystemClock clock_;
    OsRandom random_;
    NullLog log_;
};

Result<wire::Request> Load::batch(RecordMaker& maker, const client::Identity& identity,
                                  std::uint64_t counter) {
    wire::BatchRequest batch{clock_.wall(), clock_.now(), kBootId, {}};
    while (batch.records.size() < wire::kBatchMax) {
        Result<Bytes> record = maker.next(random_);
        if (!record.ok()) return record.error();
        batch.records.push_back(std::move(record).value());
    }
    wire::Request request{.method = "POST",
                          .path = std::string(wire::route::kRecords),
                          .query = {},
                          .headers = {{"content-type", "application/json"}},
                          .body = to_bytes(wire::write(batch))};
    wire::sign_request(request, identity.kiosk.text(), counter, identity.key);
    return request;
}

Status Load::prepare(const std::string& name, const std::string& code) {
    const client::Config config{.folder = options_.folder / name,
                                .kiosk = name,
                                .host = "127.0.0.1",
                                .port = options_.port,
                                .ca_file = options_.ca_file,
                                .root_key = options_.root_key,
                                .boot_id = kBootId};
    const Status enrolled = client::enrol(config, code, {clock_, random_, log_});
    if (!enrolled.ok()) return enrolled;
    const Result<client::CheckedConfig> checked = client::check_config(config);
    if (!checked.ok()) return checked.error();
    const auto identity = client::load_identity(config.folder, checked.value().kiosk);
    const Result<Bytes> key_set = client::load_key_set(checked.value());
    if (!identity.ok() || !key_set.ok()) return Error{ErrorCode::Internal, "enrolment", name};
    const Result<seal::KeySet> keys = seal::read_key_set(key_set.value(), checked.value().root);
    if (!keys.ok()) return keys.error();
    Result<std::unique_ptr<client::Link>> link =
        client::Link::make(io_, client::link_of(config, client::build_time));
    if (!link.ok()) return link.error();
    auto kiosk = std::make_unique<Kiosk>();
    kiosk->link = std::move(link).value();
    RecordMaker maker(identity.value(), keys.value());
    for (int i = 0; i < options_.batches; ++i) {
        const std::uint64_t counter = kFirstCounter + static_cast<std::uint64_t>(i);
        Result<wire::Request> request = batch(maker, identity.value(), counter);
        if (!request.ok()) return request.error();
        kiosk->requests.push_back(std::move(request).value());
    }
    kiosks_.push_back(std::move(kiosk));
    return ok_status();
}

Status Load::count(const Result<wire::Response>& response) {
    if (!response.ok()) return response.error();
    const std::string_view body = as_text(response.value().body);
    if (response.value().status != 200) {
        return wire::read_problem(response.value().status, body);
    }
    const Result<wire::BatchAnswer> answer = wire::read_batch_answer(body);
    if (!answer.ok()) return answer.error();
    for (const wire::RecordVerdict& verdict : answer.value().verdicts) {
        if (verdict.verdict != wire::Verdict::Stored) {
            return Error{ErrorCode::Refused, wire::to_string(verdict.verdict), verdict.reason};
        }
        ++stored_;
    }
    return ok_status();
}

void Load::send_next(Kiosk& kiosk) {
    if (kiosk.sent == kiosk.requests.size() || !failed_.ok()) return;
    kiosk.link->send(kiosk.requests[kiosk.sent++], [this, &kiosk](Result<wire::Response> got) {
        const Status counted = count(got);
        if (!counted.ok() && failed_.ok()) failed_ = counted;
        send_next(kiosk);
    });
}

Status Load::run() {
    for (const auto& kiosk : kiosks_) send_next(*kiosk);
    io_.run();
    return failed_;
}

}  // namespace

Status intake(const IntakeOptions& options) {
    Load load(options);
    std::ifstream list(options.folder / "kiosks");
    for (std::string name, code; list >> name >> code;) {
        const Status prepared = load.prepare(name, code);
        if (!prepared.ok()) return prepared;
    }
    Status ran = ok_status();
    const Seconds center_before = processor_of(options.center_pid);
    const Seconds own_before = processor_of(static_cast<int>(getpid()));
    const Seconds taken = time_of([&] { ran = load.run(); });
    if (!ran.ok()) return ran;
    const auto records = static_cast<double>(load.stored());
    const Seconds center = processor_of(options.center_pid) - center_before;
    const Seconds own = processor_of(static_cast<int>(getpid())) - own_before;
    const double rate = records / taken.count();
    report("intake: " + std::to_string(load.kiosks()) + " kiosks, " + fixed(records, 0) +
               " records, batches of " + std::to_string(wire::kBatchMax) + ", durable",
           fixed(rate, 0) + " records/s", ">= 2000 records/s", rate >= kRecordsPerSecondMin);
    report("intake: the center's processor time a record", in_us(center / records));
    report("intake: the kiosks' processor time a record (same machine)", in_us(own / records));
    return ok_status();
}

}  // namespace sunbooth::bench
