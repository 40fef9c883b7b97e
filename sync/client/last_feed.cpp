// SPDX-License-Identifier: Apache-2.0
// The last hall feed as it came, beside the queue:
//
//   hall.signed    the envelope of the feed (wire/hall.h), JSON
//
// A terminal whose queue cannot be opened (a full disk, a damaged key) has nothing to serve with,
// but its page still says who helps, where another terminal stands and what is served online.
// Nothing else reads the file: what the queue keeps has the word as long as the queue opens.
#include "sync/client/config.h"
#include "sync/client/identity.h"
#include "sync/wire/hall.h"
#include "sync/wire/routes.h"

#include <fstream>

namespace sunbooth::client {
namespace {

std::filesystem::path feed_file(const std::filesystem::path& folder) {
    return folder / "hall.signed";
}

}  // namespace

Status keep_feed(const std::filesystem::path& folder, ByteView envelope) {
    return write_file(feed_file(folder), as_text(envelope));
}

std::shared_ptr<const domain::Hall> last_hall(const Config& config) {
    const Result<CheckedConfig> checked = check_config(config);
    if (!checked.ok()) return nullptr;
    std::ifstream file(feed_file(checked.value().folder), std::ios::binary);
    if (!file) return nullptr;
    std::string text(2 * wire::kHallBytesMax, '\0');
    file.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(file.gcount()));
    const Result<wire::HallEnvelope> envelope = wire::read_hall_envelope(text);
    if (!envelope.ok()) return nullptr;
    Result<wire::TrustedHall> opened =
        wire::open_hall_envelope(envelope.value(), checked.value().root);
    if (!opened.ok()) return nullptr;
    return std::make_shared<const domain::Hall>(std::move(opened.value().hall));
}

}  // namespace sunbooth::client
