// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/bytes.h"
#include "sync/base/result.h"

#include <filesystem>

namespace sunbooth::center::intake {

/// A file of mode 0600 on its way out of the house. It is written under another name,
/// "….unfinished", and gets its own only when all of it is on disk and the journal has told of it;
/// until then nothing is left of it when it goes.
class NewFile {
public:
    explicit NewFile(std::filesystem::path path);
    ~NewFile();
    NewFile(const NewFile&) = delete;
    NewFile& operator=(const NewFile&) = delete;

    // Each @return Conflict when the file is there already; Full; Io; field "--to".
    Status write(ByteView bytes);
    /// All of it is on disk.
    Status finish();
    /// Gives it its name. @pre finish() was well.
    Status publish();

private:
    Status standing() const;

    std::filesystem::path path_, unfinished_;
    int file_ = -1;
    int failed_ = 0;  ///< An errno.
    bool published_ = false;
};

}  // namespace sunbooth::center::intake
