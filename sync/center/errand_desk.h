// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/log.h"
#include "sync/center/api/lanes.h"
#include "sync/center/errand_line.h"

#include <memory>
#include <thread>

namespace sunbooth::center {

/// Where the running center takes errands, one after the other, on a thread of its own: what needs
/// no writing is done on that thread, the rest on the lanes' writer. Only processes of the center's
/// own user (and root) are served. Dies before the lanes do; what was begun is finished first.
class ErrandDesk {
public:
    /// @return Io when DIR/errands.sock cannot be made.
    static Result<std::unique_ptr<ErrandDesk>> open(ErrandTools tools, api::Lanes& lanes, Log& log);
    ~ErrandDesk();
    ErrandDesk(const ErrandDesk&) = delete;
    ErrandDesk& operator=(const ErrandDesk&) = delete;

private:
    ErrandDesk(ErrandTools tools, api::Lanes& lanes, Log& log, Descriptor socket, Descriptor stop);
    void run();
    void serve_one(int fd);
    Result<ErrandReport> run_on_writer(const ErrandStep& step);

    const ErrandTools tools_;
    api::Lanes& lanes_;
    Log& log_;
    const Descriptor socket_;
    const Descriptor stop_;  ///< An eventfd; readable from the destructor on.
    std::thread thread_;     ///< Last: it uses all above.
};

}  // namespace sunbooth::center
