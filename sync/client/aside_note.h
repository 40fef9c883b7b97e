// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/result.h"

#include <filesystem>
#include <optional>
#include <string>

namespace sunbooth::client {

/// What is on disk while a damaged queue is being set aside, so that a cut in between loses
/// nothing: only the fresh database knows the files that were set aside, and until it is filled
/// nothing else would ever look at them again.
///
/// Two small files stand beside the queue. `<database>-aside` names the one to be set aside, from
/// before the first move until the fresh one is filled. `<database>-moved` says that the moves are
/// done: what stands under the queue's own name from then on is the fresh one, and holds nothing
/// that anybody was thanked for. Each is written once and whole, never changed in place.
class AsideNote {
public:
    AsideNote(std::filesystem::path database, std::string vfs)
        : database_(std::move(database)), vfs_(std::move(vfs)) {}

    /// The name of the queue whose setting aside is not finished. Torn: no move was begun.
    Result<std::optional<std::string>> unfinished() const;
    Status begin(const std::string& name);
    Result<bool> is_moved(const std::string& name) const;
    Status set_moved(const std::string& name);
    Status end();

private:
    Result<std::optional<std::string>> read(std::string_view suffix) const;
    Status write(std::string_view suffix, const std::string& name);
    std::filesystem::path beside(std::string_view suffix) const;

    std::filesystem::path database_;
    std::string vfs_;
};

}  // namespace sunbooth::client
