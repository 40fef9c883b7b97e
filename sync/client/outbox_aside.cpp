// SPDX-License-Identifier: Apache-2.0
// Queues that were found damaged and set aside: which of their files the center does not have
// whole.
#include "sync/client/outbox.h"
#include "sync/store/files.h"
#include "sync/wire/quarantine.h"

#include <algorithm>

namespace sunbooth::client {
namespace {

constexpr std::string_view kPrefix = "aside/";
constexpr std::string_view kSelect = R"sql(
    SELECT name, value FROM memory WHERE name GLOB 'aside/*' ORDER BY name)sql";

}  // namespace

std::string aside_name(std::string_view file) {
    return std::string(kPrefix) + std::string(file);
}

/// What is whole at a center of another generation may be lost there: it goes again. A file that
/// the center would refuse stays where it is, for somebody who comes with a stick.
Status Outbox::list_aside() {
    const Result<std::optional<Bytes>> generation = recall(kGeneration);
    if (!generation.ok()) return generation.error();
    aside_.clear();
    store::Statement rows = db_.prepare(kSelect);
    while (true) {
        const Result<bool> row = rows.step();
        if (!row.ok()) return row.error().in("outbox.aside");
        if (!row.value()) return ok_status();
        const Bytes whole_at = rows.blob(1);
        const bool whole =
            whole_at.size() == wire::Generation::kSize &&
            (!generation.value() || std::ranges::equal(*generation.value(), whole_at));
        const std::string file = rows.text(0).substr(kPrefix.size());
        const std::filesystem::path path = options_.path.parent_path() / file;
        const auto size = store::file_size(path, options_.vfs);
        const bool fits =
            size.ok() && size.value() > 0 && size.value() <= wire::kQuarantineBytesMax;
        if (!whole && fits) aside_.push_back({file, size.value()});
    }
}

Result<Bytes> Outbox::read_aside(const AsideFile& file, std::uint64_t offset,
                                 std::size_t bytes_max) const {
    return store::read_part(options_.path.parent_path() / file.name, options_.vfs, offset,
                            bytes_max);
}

Status Outbox::aside_is_whole(const AsideFile& file, const wire::Generation& generation) {
    Result<store::Transaction> transaction = store::Transaction::begin(db_);
    if (!transaction.ok()) return transaction.error();
    bool changed = false;
    Status done = start_generation(generation, changed);
    if (done.ok()) done = remember(aside_name(file.name), generation.view());
    if (done.ok()) done = transaction.value().commit();
    if (done.ok()) done = take_stock();
    return done.ok() ? list_aside() : done;
}

}  // namespace sunbooth::client
