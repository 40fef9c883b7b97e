// SPDX-License-Identifier: Apache-2.0
#include "sync/center/http/place.h"

#include "sync/center/http/session.h"

namespace sunbooth::center::http {

Place::Place(std::shared_ptr<Shared> shared, std::string peer)
    : shared_(std::move(shared)), peer_(std::move(peer)) {
    ++shared_->connections;
    ++shared_->connections_of[peer_];
}

Place::~Place() {
    if (!shared_) return;  // Moved from.
    const auto at = shared_->connections_of.find(peer_);
    if (--at->second == 0) shared_->connections_of.erase(at);
    if (--shared_->connections == 0 && shared_->stopping) shared_->grace.cancel();
}

}  // namespace sunbooth::center::http
