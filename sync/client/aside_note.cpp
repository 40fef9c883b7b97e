// SPDX-License-Identifier: Apache-2.0
#include "sync/client/aside_note.h"

#include "sync/base/mutant.h"
#include "sync/seal/record.h"
#include "sync/store/files.h"

namespace sunbooth::client {
namespace {

constexpr std::string_view kNote = "-aside";
constexpr std::string_view kMoved = "-moved";
constexpr std::string_view kMagic = "SBA1";
constexpr std::size_t kBytesMax = 300;  ///< A file's name has at most 255 (NAME_MAX).

}  // namespace

Result<std::optional<std::string>> AsideNote::unfinished() const {
    return read(kNote);
}

Status AsideNote::begin(const std::string& name) {
    if (mutant("client.aside_unnoted")) return ok_status();
    const Status cleared = store::remove_file(beside(kMoved), vfs_);
    return cleared.ok() ? write(kNote, name) : cleared;
}

Result<bool> AsideNote::is_moved(const std::string& name) const {
    const Result<std::optional<std::string>> moved = read(kMoved);
    if (!moved.ok()) return moved.error();
    return moved.value() == name;
}

Status AsideNote::set_moved(const std::string& name) {
    return mutant("client.aside_unnoted") ? ok_status() : write(kMoved, name);
}

/// The note goes first: alone it would have the fresh queue moved over the damaged one.
Status AsideNote::end() {
    const Status gone = store::remove_file(beside(kNote), vfs_);
    return gone.ok() ? store::remove_file(beside(kMoved), vfs_) : gone;
}

Result<std::optional<std::string>> AsideNote::read(std::string_view suffix) const {
    const auto bytes = store::read_small_file(beside(suffix), vfs_, kBytesMax);
    if (!bytes.ok() && bytes.error().code == ErrorCode::Corrupt)
        return std::optional<std::string>{};
    if (!bytes.ok()) return bytes.error();
    constexpr std::size_t kAround = kMagic.size() + seal::Digest::kSize;
    if (!bytes.value() || bytes.value()->size() <= kAround) return std::optional<std::string>{};
    ByteReader in(*bytes.value());
    const std::string magic(as_text(in.raw(kMagic.size())));
    const seal::Digest digest = in.fixed<seal::Digest>();
    const ByteView name = ByteView(*bytes.value()).subspan(kAround);
    if (magic != kMagic || digest != seal::digest(name)) return std::optional<std::string>{};
    return std::optional(std::string(as_text(name)));
}

Status AsideNote::write(std::string_view suffix, const std::string& name) {
    ByteWriter out;
    out.raw(as_bytes(kMagic)).raw(seal::digest(as_bytes(name)).view()).raw(as_bytes(name));
    return store::write_small_file(beside(suffix), vfs_, out.take(), store::Durable::Yes);
}

std::filesystem::path AsideNote::beside(std::string_view suffix) const {
    std::filesystem::path path = database_;
    path += suffix;
    return path;
}

}  // namespace sunbooth::client
