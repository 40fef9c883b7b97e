// SPDX-License-Identifier: Apache-2.0
#include "sync/center/monitoring/duties.h"

#include "sync/center/monitoring/issues.h"
#include "sync/center/registry/hall.h"
#include "sync/center/registry/monitors.h"
#include "sync/center/rules/profile.h"
#include "sync/domain/text.h"

#include <algorithm>

namespace sunbooth::center::monitoring {
namespace {

constexpr std::string_view kInsertContact = R"sql(
    INSERT INTO point_contact (point, monitor, mode, held_on, by, attendees, minutes, at_ms)
    VALUES (:point, :monitor, :mode, :held_on, :by, :attendees, :minutes, :at_ms))sql";

constexpr std::string_view kSelectContacts = R"sql(
    SELECT id, point, monitor, mode, held_on, by, attendees, minutes
      FROM point_contact WHERE (:point = '' OR point = :point)
     ORDER BY held_on DESC, id DESC LIMIT :limit)sql";

constexpr std::string_view kLastVisit = R"sql(
    SELECT max(held_on) FROM point_contact WHERE point = :point AND mode = 'visit')sql";

constexpr std::string_view kReported = R"sql(
    SELECT 1 FROM issue
     WHERE monitor = :monitor AND filed_on BETWEEN :from AND :until LIMIT 1)sql";

constexpr std::string_view kRaise = R"sql(
    INSERT INTO monitoring_duty (kind, subject, period, raised_on)
    VALUES (:kind, :subject, :period, :today) ON CONFLICT DO NOTHING)sql";

constexpr std::string_view kEndOne = R"sql(
    UPDATE monitoring_duty SET done_on = :today, done_by = :by
     WHERE kind = :kind AND subject = :subject AND period = :period AND done_on = '')sql";

// Who reports late is not called any more: what there was to say has come.
constexpr std::string_view kCaughtUp = R"sql(
    UPDATE monitoring_duty SET done_on = :today, done_by = :by
     WHERE subject = :monitor AND kind IN ('remind', 'call') AND done_on = ''
       AND EXISTS (SELECT 1 FROM issue
                    WHERE monitor = :monitor AND filed_on >= monitoring_duty.raised_on))sql";

constexpr std::string_view kOwed = R"sql(
    SELECT id, kind, subject, period, raised_on, done_on, done_by
      FROM monitoring_duty WHERE done_on = '' AND kind <> 'remind' ORDER BY id)sql";

// Of two visits an older one is not the one that is due.
constexpr std::string_view kEndAll = R"sql(
    UPDATE monitoring_duty SET done_on = :today, done_by = :by
     WHERE subject = :subject AND done_on = ''
       AND (kind = :kind OR (:kind = 'remind' AND kind = 'call'))
       AND (kind <> 'visit' OR period < :held_on))sql";

constexpr std::string_view kSelectDuties = R"sql(
    SELECT id, kind, subject, period, raised_on, done_on, done_by
      FROM monitoring_duty WHERE (:open = 0 OR done_on = '')
     ORDER BY done_on <> '', id DESC LIMIT :limit)sql";

constexpr std::string_view kCountOpen = "SELECT count(*) FROM monitoring_duty WHERE done_on = ''";

Status check(const Contact& contact, domain::Date today) {
    if (contact.mode != "phone" && contact.mode != "visit" && contact.mode != "meeting") {
        return invalid_input("mode", "must be phone, visit or meeting");
    }
    if (contact.held_on > today) return invalid_input("held_on", "must not be in the future");
    const auto length = domain::count_code_points(contact.minutes);
    if (!length || *length > kMinutesMax || *length == 0) {
        return invalid_input("minutes", "must have 1 to 4000 characters");
    }
    if (contact.mode == "meeting" && contact.attendees.empty()) {
        return invalid_input("attendees", "a meeting has somebody who was there");
    }
    return ok_status();
}

/// One judging: who owes what on this day.
class Judge {
public:
    Judge(store::Database& db, rules::MonitoringRules rules, domain::Date today)
        : db_(db), rules_(rules), today_(today) {}

    Status monitor(const domain::Monitor& who) {
        const Status judged = last_week(who);
        return judged.ok() ? caught_up(who.code) : judged;
    }

    Status point(const registry::Point& point) {
        store::Statement select = db_.prepare(kLastVisit);
        const Result<bool> row = select.bind(":point", point.code).step();
        if (!row.ok()) return row.error();
        const std::string last = std::max(select.text(0), point.since.iso());  // None: empty.
        const Result<domain::Date> day = domain::Date::parse(last);
        if (!day.ok() || today_ <= day.value().plus(rules_.visit_days)) return ok_status();
        return raise("visit", point.code, last);
    }

    int changed() const { return changed_; }

private:
    Status last_week(const domain::Monitor& who) {
        const domain::Date monday = week_of(today_).plus(-7);  // Of the last whole week.
        int missing = 0;
        for (int back = 0; back < rules_.call_after_weeks; ++back) {
            const domain::Date from = monday.plus(-7 * back);
            if (from < who.from || who.until < from.plus(6)) break;
            const Result<bool> came = reported(who.code, from);
            if (!came.ok()) return came.error();
            if (came.value()) break;
            ++missing;
        }
        const std::string period = monday.iso();
        if (missing == 0) {
            const Status ended = end("remind", who.code, period);
            return ended.ok() ? end("call", who.code, period) : ended;
        }
        if (missing >= rules_.call_after_weeks) return raise("call", who.code, period);
        if (missing >= rules_.remind_after_weeks) return raise("remind", who.code, period);
        return ok_status();
    }
    Status caught_up(const std::string& monitor) {
        store::Statement end = db_.prepare(kCaughtUp);
        end.bind(":monitor", monitor).bind(":today", today_.iso());
        return counted(end.bind(":by", "(rule)").run());
    }
    Result<bool> reported(const std::string& monitor, domain::Date monday) {
        store::Statement select = db_.prepare(kReported);
        select.bind(":monitor", monitor).bind(":from", monday.iso());
        return select.bind(":until", monday.plus(6).iso()).step();
    }
    Status raise(const char* kind, const std::string& subject, const std::string& period) {
        store::Statement insert = db_.prepare(kRaise);
        insert.bind(":kind", kind).bind(":subject", subject).bind(":period", period);
        return counted(insert.bind(":today", today_.iso()).run());
    }
    Status end(const char* kind, const std::string& subject, const std::string& period) {
        store::Statement end = db_.prepare(kEndOne);
        end.bind(":kind", kind).bind(":subject", subject).bind(":period", period);
        return counted(end.bind(":today", today_.iso()).bind(":by", "(rule)").run());
    }
    Status counted(Status done) {
        if (done.ok()) changed_ += static_cast<int>(db_.changes());
        return done;
    }

    store::Database& db_;
    rules::MonitoringRules rules_;
    domain::Date today_;
    int changed_ = 0;
};

}  // namespace

Status log_contact(store::Database& db, const Contact& contact, WallTime now) {
    const domain::Date today = domain::date_of(now);
    if (const Status good = check(contact, today); !good.ok()) return good;
    const auto point = registry::find_point(db, contact.point);
    if (!point.ok()) return point.error();
    if (!contact.monitor.empty()) {
        const auto monitor = registry::find_monitor(db, contact.monitor);
        if (!monitor.ok()) return monitor.error();
        if (monitor.value().monitor.point != contact.point) {
            return invalid_input("monitor", "belongs to another point");
        }
    }
    store::Statement insert = db.prepare(kInsertContact);
    insert.bind(":point", contact.point).bind(":monitor", contact.monitor);
    insert.bind(":mode", contact.mode).bind(":held_on", contact.held_on.iso());
    insert.bind(":by", contact.by).bind(":attendees", contact.attendees);
    insert.bind(":minutes", contact.minutes).bind(":at_ms", to_ms(now));
    if (const Status done = insert.run(); !done.ok()) return done.error().in("monitoring.contact");
    const bool visit = contact.mode == "visit";
    if (!visit && contact.monitor.empty()) return ok_status();
    store::Statement end = db.prepare(kEndAll);
    end.bind(":kind", visit ? "visit" : "remind");
    end.bind(":subject", visit ? contact.point : contact.monitor);
    end.bind(":held_on", contact.held_on.iso());
    return end.bind(":today", today.iso()).bind(":by", contact.by).run();
}

Result<std::vector<Contact>> contacts(store::Database& db, const std::string& point, int limit) {
    store::Statement select = db.prepare(kSelectContacts);
    select.bind(":point", point).bind(":limit", limit);
    std::vector<Contact> all;
    while (true) {
        const Result<bool> more = select.step();
        if (!more.ok()) return more.error().in("monitoring.contacts");
        if (!more.value()) return all;
        const Result<domain::Date> day = domain::Date::parse(select.text(4));
        all.push_back({select.integer(0), select.text(1), select.text(2), select.text(3),
                       day.ok() ? day.value() : domain::Date{}, select.text(5), select.text(6),
                       select.text(7)});
    }
}

namespace {

Result<std::vector<Duty>> read_duties(store::Statement select) {
    std::vector<Duty> all;
    while (true) {
        const Result<bool> more = select.step();
        if (!more.ok()) return more.error().in("monitoring.duties");
        if (!more.value()) return all;
        const Result<domain::Date> day = domain::Date::parse(select.text(4));
        all.push_back({select.integer(0), select.text(1), select.text(2), select.text(3),
                       day.ok() ? day.value() : domain::Date{}, select.text(5), select.text(6)});
    }
}

}  // namespace

Result<std::vector<Duty>> duties(store::Database& db, bool open_only, int limit) {
    store::Statement select = db.prepare(kSelectDuties);
    select.bind(":open", open_only ? 1 : 0).bind(":limit", limit);
    return read_duties(std::move(select));
}

Result<std::vector<Duty>> owed_by_center(store::Database& db) {
    return read_duties(db.prepare(kOwed));
}

Result<int> open_duties(store::Database& db) {
    store::Statement select = db.prepare(kCountOpen);
    const Result<bool> row = select.step();
    if (!row.ok()) return row.error().in("monitoring.open_duties");
    return static_cast<int>(select.integer(0));
}

Result<int> judge_duties(store::Database& db, WallTime now) {
    const domain::Date today = domain::date_of(now);
    const auto hall = registry::hall_in_force(db);
    if (!hall.ok()) return hall.error();
    const rules::Profile& profile = rules::profile_on(hall.value()->promises.profile, today);
    const auto points = registry::points(db);
    if (!points.ok()) return points.error();
    const auto monitors = registry::monitors(db);
    if (!monitors.ok()) return monitors.error();
    Judge judge(db, profile.monitoring, today);
    const auto is_active = [&](const std::string& code) {
        return std::ranges::any_of(points.value(), [&](const registry::Point& one) {
            return one.code == code && one.active;
        });
    };
    for (const registry::MonitorRow& row : monitors.value()) {
        if (!is_active(row.monitor.point)) continue;
        const Status judged = judge.monitor(row.monitor);
        if (!judged.ok()) return judged.error().in("monitoring.judge");
    }
    for (const registry::Point& point : points.value()) {
        if (!point.active) continue;
        const Status judged = judge.point(point);
        if (!judged.ok()) return judged.error().in("monitoring.judge");
    }
    return judge.changed();
}

}  // namespace sunbooth::center::monitoring
