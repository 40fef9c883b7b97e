// SPDX-License-Identifier: Apache-2.0
// Another image for the machine: asked for at any time, so that the center hears what became of the
// last one; fetched and handed over in quiet hours alone.
#include "sync/base/mutant.h"
#include "sync/client/courier.h"
#include "sync/wire/routes.h"

#include <algorithm>
#include <utility>

namespace sunbooth::client {
namespace {

using domain::UpdateState;

constexpr int kOk = 200;
/// What an update may not take from the queue of a hall that is offline: the queue's own limit
/// (200 MB, reliability.md 4.4) and what must be free for forms to be taken.
constexpr std::uint64_t kQueueRoom = 264ULL * 1024 * 1024;

/// The machine is at work on an update, or about to start into it.
bool is_busy(const domain::Update& update) {
    return update.state == UpdateState::Installing || update.state == UpdateState::Installed;
}

}  // namespace

void Courier::hear(const TellUpdate& told) {
    if (!machine_ || !domain::is_version(machine_->version)) return;
    if (!shelf_) shelf_.emplace(setup_.outbox.path.parent_path() / "update");
    const bool news = update_ != told.update;
    update_ = told.update;
    quiet_ = told.quiet;
    const bool waits = shelf_->is_whole() && quiet_ && !is_busy(update_);
    turn(UpdatesKnown{news || waits || may_fetch()});
}

bool Courier::may_fetch() const {
    if (!quiet_ && !mutant("client.updates_by_day")) return false;
    return shelf_->offer() && shelf_->offer()->version != unfit_ && !is_busy(update_) &&
           !shelf_->is_whole();
}

domain::Update Courier::update_now() const {
    if (is_busy(update_) || !shelf_->offer()) return update_;
    const std::string& version = shelf_->offer()->version;
    if (version == unfit_) return {UpdateState::Failed, version, "could not be fetched"};
    if (shelf_->have() == 0) return update_;
    return {UpdateState::Fetching, version, ""};
}

Result<wire::Request> Courier::update_request() {
    asks_part_ = may_fetch();
    if (asks_part_) {
        const wire::PartQuestion part{shelf_->offer()->version, shelf_->have()};
        return post_request(wire::route::kUpdateParts, wire::write(part));
    }
    const wire::UpdateQuestion question{machine_->version, machine_->slot, update_now()};
    return post_request(wire::route::kUpdate, wire::write(question));
}

Status Courier::take_update(const wire::Response& response) {
    if (response.status != kOk || !is_genuine(response)) {
        // Withdrawn while it was fetched: the next question tells what is offered instead.
        const Error why = refusal(response);
        if (asks_part_ && why.code == ErrorCode::NotFound) shelf_->forget();
        return why;
    }
    if (asks_part_) return take_part(response);
    const Result<wire::UpdateAnswer> answer = wire::read_update_answer(as_text(response.body));
    if (!answer.ok()) return answer.error();
    if (answer.value().offer) return take_offer(*answer.value().offer);
    shelf_->forget();
    return ok_status();
}

Status Courier::take_offer(const wire::UpdateOffer& offer) {
    // The boot loader starts the higher version: a lower one would be written and never run.
    if (!domain::is_newer(offer.version, machine_->version)) {
        world_.outside.log.warn("update.not_newer", {{"version", offer.version}});
        return ok_status();
    }
    if (offer.version == unfit_ || is_busy(update_)) return ok_status();
    const Status wanted = shelf_->want(offer);
    if (!wanted.ok()) return wanted;
    const auto missing = static_cast<std::uint64_t>(offer.bytes - shelf_->have());
    const Result<std::uint64_t> free = world_.disk.free_bytes();
    if (!free.ok()) return free.error();
    if (free.value() < missing + kQueueRoom) {
        world_.outside.log.warn("update.no_room", {{"version", offer.version}});
        unfit_ = offer.version;
        return ok_status();
    }
    if (shelf_->is_whole() && quiet_) return hand_over();
    more_ = may_fetch();
    return ok_status();
}

Status Courier::take_part(const wire::Response& response) {
    const std::int64_t left = shelf_->offer()->bytes - shelf_->have();
    const auto came = static_cast<std::int64_t>(response.body.size());
    if (came != std::min(left, wire::kPartBytesMax)) {
        return Error{ErrorCode::Corrupt, "a part of another length than asked for", ""};
    }
    const Status added = shelf_->add(response.body);
    if (!added.ok()) return added;
    more_ = may_fetch();
    return shelf_->is_whole() ? hand_over() : ok_status();
}

/// Once more from the beginning when a power cut spoiled it; what comes wrong twice is told.
Status Courier::hand_over() {
    const std::string version = shelf_->offer()->version;
    const Status given = shelf_->hand_over();
    if (given.ok()) {
        world_.outside.log.info("update.handed_over", {{"version", version}});
        // The machine tells of it from here on; until it does, it is not handed over again.
        update_ = {UpdateState::Installing, version, ""};
        return given;
    }
    if (given.error().code == ErrorCode::Corrupt && std::exchange(spoiled_, version) == version) {
        unfit_ = version;
    }
    return given;
}

}  // namespace sunbooth::client
