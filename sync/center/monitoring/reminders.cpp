// SPDX-License-Identifier: Apache-2.0
#include "sync/center/monitoring/reminders.h"

#include "sync/base/mutant.h"
#include "sync/center/registry/hall.h"
#include "sync/center/registry/monitor_language.h"
#include "sync/center/rules/notices.h"
#include "sync/center/rules/reminder.h"

#include <boost/json.hpp>

namespace sunbooth::center::monitoring {
namespace {

namespace json = boost::json;

/// Of older ones nobody is reminded: they were open when the center learnt to remind.
constexpr int kDaysBack = 7;

constexpr std::string_view kUntold = R"sql(
    SELECT id, subject, period FROM monitoring_duty
     WHERE done_on = '' AND kind IN ('remind', 'call') AND raised_on >= :since
       AND NOT EXISTS (SELECT 1 FROM reminder WHERE duty = monitoring_duty.id)
     ORDER BY id)sql";
constexpr std::string_view kInsert = R"sql(
    INSERT INTO reminder (duty, monitor, language, text, made_at_ms, send_at_ms)
    VALUES (:duty, :monitor, :language, :text, :made_at_ms, :send_at_ms))sql";
constexpr std::string_view kDue = R"sql(
    SELECT reminder.id, monitor, language, text
      FROM reminder JOIN monitoring_duty ON monitoring_duty.id = duty
     WHERE sent_at_ms IS NULL AND send_at_ms <= :now_ms AND done_on = ''
     ORDER BY reminder.id)sql";
constexpr std::string_view kSent = R"sql(
    UPDATE reminder SET sent_at_ms = :now_ms WHERE id = :id AND sent_at_ms IS NULL)sql";

struct Untold {
    std::int64_t duty = 0;
    std::string monitor;
    domain::Date week;
};
Result<std::vector<Untold>> untold(store::Database& db, domain::Date today) {
    store::Statement select = db.prepare(kUntold);
    select.bind(":since", today.plus(-kDaysBack).iso());
    std::vector<Untold> all;
    while (true) {
        const Result<bool> row = select.step();
        if (!row.ok()) return row.error();
        if (!row.value()) return all;
        const auto week = domain::Date::parse(select.text(2));
        if (!week.ok()) return Error{ErrorCode::Corrupt, "a duty cannot be read", "period"};
        all.push_back({select.integer(0), select.text(1), week.value()});
    }
}

Status make_one(store::Database& db, const Untold& one, domain::Language language,
                const rules::Profile& profile, WallTime now) {
    const rules::SendAt when = rules::send_at(now, rules::Level::Notice, profile.quiet);
    store::Statement insert = db.prepare(kInsert);
    return insert.bind(":duty", one.duty)
        .bind(":monitor", one.monitor)
        .bind(":language", domain::tag_of(language))
        .bind(":text", rules::reminder_text(profile, one.week).in(language))
        .bind(":made_at_ms", to_ms(now))
        .bind(":send_at_ms", to_ms(mutant("monitoring.reminds_at_night") ? now : when.at))
        .run();
}

}  // namespace

Result<int> make_reminders(store::Database& db, WallTime now) {
    const domain::Date today = domain::date_of(now);
    const auto hall = registry::hall_in_force(db);
    if (!hall.ok()) return hall.error();
    const auto all = untold(db, today);
    if (!all.ok()) return all.error().in("monitoring.make_reminders");
    if (all.value().empty()) return 0;
    const auto languages = registry::monitor_languages(db);
    if (!languages.ok()) return languages.error();
    const rules::Profile& profile = rules::profile_on(hall.value()->promises.profile, today);
    for (const Untold& one : all.value()) {
        const auto known = languages.value().find(one.monitor);
        const auto language =
            known == languages.value().end() ? domain::Language::Zh : known->second;
        const Status made = make_one(db, one, language, profile, now);
        if (!made.ok()) return made.error().in("monitoring.make_reminders");
    }
    return static_cast<int>(all.value().size());
}

Result<std::vector<Reminder>> due_reminders(store::Database& db, WallTime now) {
    store::Statement select = db.prepare(kDue);
    select.bind(":now_ms", to_ms(now));
    std::vector<Reminder> all;
    while (true) {
        const Result<bool> row = select.step();
        if (!row.ok()) return row.error().in("monitoring.due_reminders");
        if (!row.value()) return all;
        const std::int64_t id = select.integer(0);
        all.push_back({id, json::serialize(json::object{{"to", "monitor"},
                                                        {"monitor", select.text(1)},
                                                        {"reminder", std::to_string(id)},
                                                        {"what", "report_missing"},
                                                        {"language", select.text(2)},
                                                        {"text", select.text(3)}})});
    }
}

Status mark_reminded(store::Database& db, std::span<const std::int64_t> reminders, WallTime now) {
    for (const std::int64_t id : reminders) {
        store::Statement update = db.prepare(kSent);
        const Status marked = update.bind(":id", id).bind(":now_ms", to_ms(now)).run();
        if (!marked.ok()) return marked.error().in("monitoring.mark_reminded");
    }
    return ok_status();
}

}  // namespace sunbooth::center::monitoring
