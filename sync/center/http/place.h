// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>

namespace sunbooth::center::http {

struct Shared;

/// A connection's place among those that are allowed, from its accept to its end.
class Place {
public:
    Place(std::shared_ptr<Shared> shared, std::string peer);
    Place(Place&&) = default;
    Place& operator=(Place&&) = delete;
    ~Place();

    const std::shared_ptr<Shared>& shared() const { return shared_; }
    const std::string& peer() const { return peer_; }

private:
    std::shared_ptr<Shared> shared_;
    std::string peer_;
};

}  // namespace sunbooth::center::http
