// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/center/errand.h"

#include <cstddef>
#include <string>

namespace sunbooth::center {

// How an errand travels to the running center and its report back, over a Unix socket:
//
//   asked   = json-object LF body          {"errand":1,"verb":…,"words":{…},"body_bytes":n}
//   told    = json-object LF               {"out":…,"notes":…}, or a problem document (RFC 9457)
//
// One errand a connection. Whoever is cut off half-way has asked for nothing.

inline constexpr const char* kErrandSocket = "errands.sock";
inline constexpr std::size_t kErrandHeadMax = std::size_t{64} * 1024;
inline constexpr std::size_t kErrandBodyMax = std::size_t{256} * 1024 * 1024;
inline constexpr std::size_t kErrandReportMax = std::size_t{8} * 1024 * 1024;

/// A file descriptor that is closed with its holder.
class Descriptor {
public:
    explicit Descriptor(int fd) : fd_(fd) {}
    Descriptor(Descriptor&& other) noexcept;
    Descriptor& operator=(Descriptor&&) = delete;
    ~Descriptor();
    int get() const { return fd_; }
    bool ok() const { return fd_ >= 0; }

private:
    int fd_;
};

/// Listens at DIR/errands.sock, mode 0600, in the place of whatever a killed center left there. The
/// folder's lock must be held. @return Io.
Result<Descriptor> listen_for_errands(const std::filesystem::path& folder);

/// Waits up to `wait` for bytes; less when `cancel` becomes readable (-1: never).
struct Patience {
    milliseconds wait;
    int cancel = -1;
};

Status write_errand(int fd, const Errand& errand);
/// @return InvalidInput when it is malformed, too large or cut off; Offline when nothing came.
Result<Errand> read_errand(int fd, Patience patience);

Status write_report(int fd, const Result<ErrandReport>& report);
/// @return the error that was told; Offline when the other end went away before it told anything.
Result<ErrandReport> read_report(int fd, Patience patience);

/// Has the running center of `folder` do it.
Result<ErrandReport> hand_over(const std::filesystem::path& folder, const Errand& errand);

}  // namespace sunbooth::center
