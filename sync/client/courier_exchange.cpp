// SPDX-License-Identifier: Apache-2.0
// The center's side of the courier: what goes out, signed, and what comes back, checked.
#include "sync/base/assert.h"
#include "sync/base/buggify.h"
#include "sync/base/mutant.h"
#include "sync/client/courier.h"
#include "sync/wire/health.h"
#include "sync/wire/routes.h"
#include "sync/wire/signature.h"
#include "sync/wire/snapshot.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace sunbooth::client {
namespace {

/// The mutant's: after a cut all that is held goes out again, answered or not.
constexpr std::string_view kBeginAnew =
    "UPDATE record SET state = 1 WHERE state = 2 AND payload IS NOT NULL";

constexpr int kOk = 200;
constexpr int kNotModified = 304;

std::string header(const wire::Response& response, std::string_view name) {
    const auto found = response.headers.find(std::string(name));
    return found == response.headers.end() ? std::string{} : found->second;
}

/// The delay form only: the date form would need a clock that is right.
std::optional<std::chrono::seconds> retry_after(const wire::Response& response) {
    const std::string text = header(response, "retry-after");
    std::int64_t seconds = 0;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), seconds);
    if (text.empty() || failed != std::errc{} || end != text.data() + text.size()) {
        return std::nullopt;
    }
    return std::chrono::seconds{seconds};
}

}  // namespace

Result<wire::Request> Courier::request_for(const Send& send) {
    if (!outbox_) return Error{ErrorCode::Io, "the queue is closed", ""};
    switch (send.lane) {
        case Lane::Records:
        case Lane::Recheck:
            return batch_request(send);
        case Lane::Hall:
            return feed_request(wire::route::kHall, kHallTag);
        case Lane::Health:
            return health_request();
        case Lane::Snapshot:
            return feed_request(wire::route::kSnapshot, kSnapshotTag);
        case Lane::Update:
            return update_request();
        case Lane::Aside:
            return aside_request();
    }
    return Error{ErrorCode::Internal, "unknown lane", ""};
}

Result<wire::Request> Courier::batch_request(const Send& send) {
    const bool recheck = send.lane == Lane::Recheck;
    Result<std::vector<SentRecord>> records =
        recheck ? outbox_->oldest_held()
                : outbox_->unsent(buggify("client.batch_of_one") ? 1 : send.batch_max);
    if (!records.ok()) return records.error();
    if (records.value().empty()) return Error{ErrorCode::NotFound, "nothing to send", ""};
    wire::BatchRequest batch;
    batch.wall = wall();
    batch.monotonic = world_.outside.clock.now();
    batch.boot_id = setup_.boot_id;
    for (const SentRecord& record : records.value()) batch.records.push_back(record.record);
    Result<wire::Request> request = post_request(wire::route::kRecords, wire::write(batch));
    if (!request.ok()) return request;
    exchange_ = Exchange{send.number, send.lane, std::move(records).value()};
    return request;
}

Result<wire::Request> Courier::health_request() {
    SUNBOOTH_ASSERT(machine_.has_value());
    const Result<std::optional<domain::Date>> oldest = outbox_->oldest_unsent_day();
    if (!oldest.ok()) return oldest.error();
    domain::TerminalHealth health{.machine = *machine_,
                                  .unsent = static_cast<std::int64_t>(counts_.unsent),
                                  .parked = static_cast<std::int64_t>(counts_.parked),
                                  .oldest_unsent_days = {},
                                  .accepting = accepting(),
                                  .quarantined = !outbox_->quarantined().empty()};
    if (oldest.value()) {
        const int days = domain::date_of(wall()).days - oldest.value()->days;
        health.oldest_unsent_days = std::max(0, days);  // A clock that was set back.
    }
    return post_request(wire::route::kHealth, wire::write(health));
}

Result<wire::Request> Courier::post_request(std::string_view path, const std::string& body) {
    wire::Request request{.method = "POST",
                          .path = std::string(path),
                          .query = {},
                          .headers = {{"content-type", "application/json"}},
                          .body = to_bytes(body)};
    const Status signed_ok = sign(request);
    if (!signed_ok.ok()) return signed_ok.error();
    return request;
}

Result<wire::Request> Courier::feed_request(std::string_view path, std::string_view tag_name) {
    wire::Request request{
        .method = "GET", .path = std::string(path), .query = {}, .headers = {}, .body = {}};
    const Result<std::optional<Bytes>> tag = outbox_->recall(tag_name);
    if (!tag.ok()) return tag.error();
    if (tag.value()) request.headers["if-none-match"] = std::string(as_text(*tag.value()));
    const Status signed_ok = sign(request);
    if (!signed_ok.ok()) return signed_ok.error();
    return request;
}

Status Courier::sign(wire::Request& request) {
    const Result<std::uint64_t> counter = outbox_->next_counter();
    if (!counter.ok()) return counter.error();
    wire::sign_request(request, setup_.identity.kiosk.text(), counter.value(), setup_.identity.key);
    return ok_status();
}

void Courier::dispatch(const Send& send, wire::Request request) {
    if (!exchange_ || exchange_->number != send.number) {
        exchange_ = Exchange{send.number, send.lane, {}};
    }
    const std::weak_ptr<const bool> alive = alive_;
    world_.transport.send(std::move(request),
                          [this, alive, number = send.number](Result<wire::Response> response) {
                              if (!alive.expired()) on_response(number, response);
                          });
}

void Courier::on_response(std::uint64_t number, const Result<wire::Response>& response) {
    if (!engine_.awaits(number) || !exchange_ || exchange_->number != number) return;
    if (buggify("client.answer_too_late")) return turn(Failed{number});
    const Status taken = response.ok() ? take(response.value()) : Status(response.error());
    // A refusal is the center's word as well, if it is signed.
    const bool genuine = response.ok() && is_genuine(response.value());
    online_ = taken.ok() || genuine;
    if (taken.ok()) {
        turn(Answered{number, queue(), std::exchange(more_, false)});
    } else {
        world_.outside.log.warn("exchange.failed", {{"why", taken.error().line()}});
        if (mutant("client.no_resume") && outbox_) (void)outbox_->database().run(kBeginAnew);
        turn(Failed{number, taken.error().retry_after, genuine});
    }
    announce(std::nullopt);
}

Status Courier::take(const wire::Response& response) {
    if (!outbox_) return Error{ErrorCode::Io, "the queue is closed", ""};
    switch (exchange_->lane) {
        case Lane::Records:
        case Lane::Recheck:
            return take_batch(response);
        case Lane::Hall:
            return take_hall(response);
        case Lane::Health:
            if (response.status == kOk && is_genuine(response)) return ok_status();
            return refusal(response);
        case Lane::Snapshot:
            return take_snapshot(response);
        case Lane::Update:
            return take_update(response);
        case Lane::Aside:
            return take_aside(response);
    }
    return ok_status();
}

/// Whether the center signed these very bytes. Nothing else is an answer: not a captive portal's
/// page, not a proxy's error. The hall feed alone may come under a key that this kiosk learns by
/// it.
bool Courier::is_genuine(const wire::Response& response) const {
    const std::optional<Bytes> bytes = from_base64(header(response, wire::kAnswerSignature));
    const auto signature = bytes ? seal::Signature::from(*bytes) : std::nullopt;
    return signature && seal::verify(trust_->keys().center, response.body, *signature);
}

/// What an answer that is not the wanted one says. A used counter is one that this kiosk forgot.
Error Courier::refusal(const wire::Response& response) {
    const std::string status = "status " + std::to_string(response.status);
    if (!is_genuine(response)) {
        return {ErrorCode::Offline, "not an answer of the center: " + status, "",
                retry_after(response)};
    }
    Error error = wire::read_problem(response.status, as_text(response.body));
    if (!error.retry_after) error.retry_after = retry_after(response);
    if (response.status == 409 && outbox_) {
        const Status skipped = outbox_->skip_counters();
        if (!skipped.ok()) return skipped.error();
    }
    return error.in("the center answered " + status);
}

Status Courier::take_batch(const wire::Response& response) {
    if (response.status != kOk || !is_genuine(response)) return refusal(response);
    const Result<wire::BatchAnswer> answer = wire::read_batch_answer(as_text(response.body));
    if (!answer.ok()) return answer.error();
    const Result<Applied> applied = apply(answer.value());
    if (!applied.ok()) return applied.error();
    center_time_ = wall_ms(std::max<std::int64_t>(0, answer.value().center_time_ms));
    if (applied.value().generation_changed) world_.outside.log.warn("center.restored");
    (void)queue();
    // What is asked again from time to time is not told again.
    const bool first = exchange_->lane == Lane::Records;
    for (const domain::RecordId& id : applied.value().parked) {
        if (!first) break;
        world_.outside.log.error("record.parked", {{"id", to_hex(id.view())}});
    }
    if (exchange_->lane == Lane::Records) {
        online_ = true;
        for (const domain::RecordId& id : applied.value().delivered) announce(id);
    }
    const bool moved = !applied.value().delivered.empty() || !applied.value().parked.empty();
    if (moved) return ok_status();
    return Error{ErrorCode::Refused, "the answer held no verdict that counts", ""};
}

/// Else the log keeps what was erased, for days on a quiet kiosk. A disk that will not let it go
/// costs no record: it is told, and the next acknowledgement tries again.
void Courier::tidy() {
    if (buggify("client.log_not_shortened")) return;
    const Status tidied = outbox_->tidy();
    if (!tidied.ok()) {
        world_.outside.log.warn("outbox.log_not_shortened", {{"error", tidied.error().line()}});
    }
}

/// With one more try when the disk is full.
Result<Applied> Courier::apply(const wire::BatchAnswer& answer) {
    Result<Applied> applied = outbox_->apply(exchange_->sent, answer, trust_->keys().center);
    const bool again = !applied.ok() && drop_ballast(applied.error());
    if (again) applied = outbox_->apply(exchange_->sent, answer, trust_->keys().center);
    if (applied.ok() && (again || applied.value().erased)) tidy();
    if (applied.ok()) return applied;
    const ErrorCode code = applied.error().code;
    if (code == ErrorCode::Io || code == ErrorCode::Corrupt) reopen(applied.error());
    return applied;
}

Status Courier::take_hall(const wire::Response& response) {
    if (response.status == kNotModified && is_genuine(response)) return ok_status();
    if (response.status != kOk) return refusal(response);
    const Status taken = trust_->take_feed(*outbox_, response.body, header(response, "etag"));
    if (!taken.ok()) return taken;
    world_.tell(HallChanged{trust_->hall()});
    if (world_.keep_feed) world_.keep_feed(response.body);
    return taken;
}

Status Courier::take_snapshot(const wire::Response& response) {
    if (response.status == kNotModified && is_genuine(response)) return ok_status();
    if (response.status != kOk || !is_genuine(response)) return refusal(response);
    const Result<wire::Snapshot> snapshot = wire::read_snapshot(as_text(response.body));
    if (!snapshot.ok()) return snapshot.error();
    const Status kept = outbox_->remember(kSnapshot, response.body);
    if (!kept.ok()) return kept;
    return outbox_->remember(kSnapshotTag, as_bytes(header(response, "etag")));
}

}  // namespace sunbooth::client
