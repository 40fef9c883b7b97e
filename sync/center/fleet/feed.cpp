// SPDX-License-Identifier: Apache-2.0
#include "sync/center/fleet/feed.h"

#include "sync/center/registry/calendar.h"
#include "sync/center/registry/hall.h"
#include "sync/center/registry/monitors.h"
#include "sync/center/rules/profile.h"
#include "sync/wire/hall.h"

namespace sunbooth::center::fleet {
namespace {

/// So many days a terminal reads of either kind (wire/hall_read.cpp); the oldest are left out.
constexpr std::size_t kDaysMax = 1000;

void keep_newest(std::set<domain::Date>& days) {
    while (days.size() > kDaysMax) days.erase(days.begin());
}

/// A terminal promises a day by the hall's file: it must count by the days that this center does.
Status put_calendar(store::Database& db, domain::Hall& hall) {
    const auto calendar = registry::calendar_in_force(db);
    if (!calendar.ok()) return calendar.error();
    hall.calendar = *calendar.value();
    keep_newest(hall.calendar.off);
    keep_newest(hall.calendar.work);
    return ok_status();
}

/// The edition that counts what is filed today, if the hall's file was written before it.
const rules::Profile* newer_edition(const domain::Hall& hall, domain::Date today) {
    const rules::Profile& edition = rules::profile_on(hall.promises.profile, today);
    return edition.from > hall.promises.profile_from ? &edition : nullptr;
}

/// A receipt promises what the center counts by. What terminals cannot say, days that are not
/// working days and limits that are longer than they read, stays as it stood.
void put_promises(domain::Hall& hall, const rules::Profile& edition) {
    const auto days = edition.answer_days();
    const bool sayable = days && edition.verify.unit == rules::Limit::Unit::WorkingDays &&
                         edition.verify.n <= wire::kVerifyDaysMax && *days <= wire::kReplyDaysMax;
    if (!sayable) return;
    hall.promises.profile_from = edition.from;
    hall.promises.verify_days = edition.verify.n;
    hall.promises.reply_days = *days;
}

}  // namespace

Result<std::string> feed_tag(store::Database& db, const registry::Keys& keys, domain::Date today) {
    const Result<seal::Digest> hall = registry::hall_digest(db);
    if (!hall.ok()) return hall.error();
    const Result<registry::MonitorState> monitors = registry::monitor_state(db);
    if (!monitors.ok()) return monitors.error();
    const auto calendar = registry::calendar_version(db);
    if (!calendar.ok()) return calendar.error();
    ByteWriter all;
    all.raw(hall.value().view()).raw(keys.key_set).raw(as_bytes(monitors.value().digest_text));
    all.raw(as_bytes(std::to_string(calendar.value().edition) + "." +
                     std::to_string(calendar.value().program)));
    const auto read = registry::hall_in_force(db);
    if (!read.ok()) return read.error();
    if (const rules::Profile* edition = newer_edition(*read.value(), today)) {
        all.raw(as_bytes(edition->from.iso()));
    }
    return "\"" + to_base64url(seal::digest(all.bytes()).view().first(16)) + "\"";
}

Result<Feed> hall_feed(store::Database& db, const registry::Keys& keys, domain::Date today) {
    Result<registry::HallBytes> hall = registry::hall_bytes(db);
    if (!hall.ok()) return hall.error();
    const Result<registry::MonitorState> monitors = registry::monitor_state(db);
    if (!monitors.ok()) return monitors.error();
    const auto calendar = registry::calendar_version(db);
    if (!calendar.ok()) return calendar.error();
    const bool calendar_changed = calendar.value().edition != 0;
    const auto in_force = registry::hall_in_force(db);
    if (!in_force.ok()) return in_force.error();
    const rules::Profile* edition = newer_edition(*in_force.value(), today);
    if (monitors.value().any || calendar_changed || edition != nullptr) {
        // Who may sign in, which days are closed and what the rules promise change between imports:
        // the center's own go out.
        Result<domain::Hall> read = wire::read_hall(as_text(hall.value().json));
        if (!read.ok()) return read.error().in("fleet.hall_feed");
        Status put = monitors.value().any ? registry::put_monitors(db, read.value()) : ok_status();
        if (put.ok() && calendar_changed) put = put_calendar(db, read.value());
        if (!put.ok()) return put.error().in("fleet.hall_feed");
        if (edition != nullptr) put_promises(read.value(), *edition);
        hall.value().json = to_bytes(wire::write_hall(read.value()));
    }
    wire::HallEnvelope envelope;
    envelope.signature = seal::sign(keys.center, hall.value().json);
    envelope.hall = std::move(hall.value().json);
    envelope.key_set = keys.key_set;
    return Feed{wire::write_hall_envelope(envelope), hall.value().version};
}

}  // namespace sunbooth::center::fleet
