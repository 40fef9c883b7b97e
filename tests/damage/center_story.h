// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/center/registry/keys.h"
#include "tests/damage/damage.h"
#include "tests/sim/center.h"
#include "tests/sim/kiosk.h"
#include "tests/sim/vfs.h"
#include "tests/store/temp_folder.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace sunbooth::damage {

/// A center that took records of two kiosks, and whose staff worked on the tickets.
class CenterStory {
public:
    CenterStory();

    std::string path() const { return root + "/center.db"; }
    std::string root;  ///< Of its disk.
    Image image;       ///< Its database as a stopped machine holds it, the log folded back.
    std::vector<std::size_t> pages;  ///< Of the rows below and their indexes.
    std::string rows;                ///< What rows_of() says of it.
    center::registry::Keys keys;

private:
    void live();
    void file(std::size_t kiosk, const sim::Form& form);
    void work(std::int64_t ticket);
    void carry(wire::Request request, const client::Transport::Done& done);

    test::TempFolder folder_;
    std::optional<sim::World> world_;
    std::optional<sim::Vfs> vfs_;
    std::optional<sim::Center> center_;
    sim::Ledger ledger_;
    std::vector<std::unique_ptr<sim::Kiosk>> kiosks_;
};

/// Every row that a verifier must see, as one text: submissions, ratings, tickets, their events.
/// @return nothing when it cannot be read.
std::optional<std::string> center_rows(store::Database& db);

}  // namespace sunbooth::damage
