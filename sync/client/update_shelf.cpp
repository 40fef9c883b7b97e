// SPDX-License-Identifier: Apache-2.0
#include "sync/client/update_shelf.h"

#include "sync/base/assert.h"
#include "sync/base/mutant.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <unistd.h>

namespace sunbooth::client {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kReadBytes = std::size_t{64} * 1024;
constexpr const char* kReady = "ready";

Error failed(const fs::path& at) {
    return {errno == ENOSPC ? ErrorCode::Full : ErrorCode::Io,
            at.filename().string() + ": " + std::strerror(errno), ""};
}

class File {
public:
    File(const fs::path& path, int flags)
        : fd_(::open(path.c_str(), flags | O_CLOEXEC | O_NOFOLLOW, 0600)) {}
    File(const File&) = delete;
    File& operator=(const File&) = delete;
    ~File() {
        if (fd_ >= 0) ::close(fd_);
    }
    int fd() const { return fd_; }

private:
    int fd_;
};

Status sync_folder(const fs::path& folder) {
    const File opened(folder, O_RDONLY | O_DIRECTORY);
    if (opened.fd() < 0 || ::fsync(opened.fd()) != 0) return failed(folder);
    return ok_status();
}

Status write_at(const fs::path& path, ByteView bytes, std::int64_t offset) {
    const File file(path, O_WRONLY | O_CREAT);
    if (file.fd() < 0) return failed(path);
    std::size_t done = 0;
    while (done < bytes.size()) {
        const ssize_t wrote = ::pwrite(file.fd(), bytes.data() + done, bytes.size() - done,
                                       offset + static_cast<std::int64_t>(done));
        if (wrote < 0 && errno == EINTR) continue;
        if (wrote <= 0) return failed(path);
        done += static_cast<std::size_t>(wrote);
    }
    return ::fdatasync(file.fd()) == 0 ? ok_status() : Status(failed(path));
}

}  // namespace

fs::path UpdateShelf::part() const {
    return folder_ / (to_hex(offer_->digest.view()) + ".part");
}

Status UpdateShelf::want(const wire::UpdateOffer& offer) {
    if (offer_ == offer) return ok_status();
    offer_ = offer;
    std::error_code error;
    fs::create_directories(folder_ / kReady, error);
    if (error) return Error{ErrorCode::Io, folder_.string() + ": " + error.message(), ""};
    for (const auto& entry : fs::directory_iterator(folder_, error)) {
        const bool other = entry.path() != part() && entry.path().filename() != kReady;
        if (other) fs::remove(entry.path(), error);
    }
    return read_what_is_here();
}

Status UpdateShelf::read_what_is_here() {
    have_ = 0;
    digest_ = {};
    std::error_code error;
    const auto size = fs::file_size(part(), error);
    if (mutant("client.fetches_anew") || error ||
        size > static_cast<std::uint64_t>(offer_->bytes)) {
        fs::remove(part(), error);
        return ok_status();
    }
    std::ifstream in(part(), std::ios::binary);
    std::array<char, kReadBytes> piece{};
    while (in.read(piece.data(), piece.size()) || in.gcount() > 0) {
        const auto got = static_cast<std::size_t>(in.gcount());
        digest_.add(as_bytes(std::string_view(piece.data(), got)));
        have_ += static_cast<std::int64_t>(got);
    }
    if (in.bad()) return failed(part());
    return ok_status();
}

void UpdateShelf::forget() {
    offer_.reset();
    have_ = 0;
    std::error_code ignored;  // What stays is looked at by the next offer.
    fs::remove_all(folder_, ignored);
}

Status UpdateShelf::add(ByteView bytes) {
    SUNBOOTH_ASSERT(offer_.has_value());
    if (static_cast<std::int64_t>(bytes.size()) > offer_->bytes - have_) {
        return Error{ErrorCode::Corrupt, "more bytes than the update has", ""};
    }
    const Status written = write_at(part(), bytes, have_);
    if (!written.ok()) return written;
    digest_.add(bytes);
    have_ += static_cast<std::int64_t>(bytes.size());
    return ok_status();
}

Status UpdateShelf::hand_over() {
    SUNBOOTH_ASSERT(is_whole());
    std::error_code error;
    if (digest_.digest() != offer_->digest && !mutant("client.update_unchecked")) {
        fs::remove(part(), error);
        have_ = 0;
        digest_ = {};
        return Error{ErrorCode::Corrupt, "the update that came is not the one that was offered",
                     ""};
    }
    // Made elsewhere and moved there, so that whoever waits for a name in "ready" hears of one that
    // is whole; and one that a cut left there goes first, or moving would do nothing.
    const fs::path beside = folder_ / (offer_->version + ".link");
    const fs::path ready = folder_ / kReady / (offer_->version + ".raucb");
    fs::remove(ready, error);
    fs::remove(beside, error);
    if (::link(part().c_str(), beside.c_str()) != 0) return failed(beside);
    if (::rename(beside.c_str(), ready.c_str()) != 0) return failed(ready);
    return sync_folder(folder_ / kReady);
}

}  // namespace sunbooth::client
