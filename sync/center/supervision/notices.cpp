// SPDX-License-Identifier: Apache-2.0
#include "sync/center/supervision/notices.h"

#include "sync/base/assert.h"
#include "sync/base/mutant.h"
#include "sync/center/registry/unit_language.h"

#include <boost/json.hpp>

#include <limits>

namespace sunbooth::center::supervision {
namespace {

namespace json = boost::json;

constexpr std::string_view kInsert = R"sql(
    INSERT INTO notice (what, card, about, recipient, unit, level, text, text_en, text_ug,
                        language, made_at_ms, send_at_ms, held)
    VALUES (:what, :card, :about, :recipient, :unit, :level, :text, :text_en, :text_ug,
            :language, :made_at_ms, :send_at_ms, :held) ON CONFLICT DO NOTHING)sql";
#define SUNBOOTH_NOTICE                                                               \
    "SELECT notice.id, what, ifnull(card, 0), notice.about, recipient, notice.unit,"  \
    "       notice.level, text, made_at_ms, held, sent_at_ms, acked_at_ms, acked_by," \
    "       ifnull(ticket.unit, ''), text_en, text_ug, notice.language"               \
    "  FROM notice LEFT JOIN card ON card.id = notice.card"                           \
    "              LEFT JOIN ticket ON ticket.id = card.ticket"
// What leads an index stands in the statement; the rest is asked of each row.
#define SUNBOOTH_NOTICES(lead, beyond, order)                                             \
    SUNBOOTH_NOTICE " WHERE " lead beyond                                                 \
                    " AND (:unit = '' OR notice.unit = :unit)"                            \
                    " AND (:open = 0 OR acked_at_ms IS NULL) AND (:held = 0 OR held = 1)" \
                    " AND (:what = '' OR what = :what)"                                   \
                    " AND (:level = '' OR notice.level = :level)"                         \
                    " AND (:to = '' OR recipient = :to) ORDER BY notice.id" order
/// One question in both orders.
struct BothWays {
    std::string_view newest, oldest;
};
#define SUNBOOTH_BOTH_WAYS(lead)                                \
    {                                                           \
        SUNBOOTH_NOTICES(lead, "notice.id < :before", " DESC"), \
            SUNBOOTH_NOTICES(lead, "notice.id > :before", "")   \
    }
constexpr BothWays kAll = SUNBOOTH_BOTH_WAYS("");
constexpr BothWays kOpen = SUNBOOTH_BOTH_WAYS("acked_at_ms IS NULL AND ");
constexpr BothWays kOfUnit = SUNBOOTH_BOTH_WAYS("notice.unit = :unit AND ");
constexpr BothWays kHeld = SUNBOOTH_BOTH_WAYS("held = 1 AND ");
constexpr BothWays kOfRecipient = SUNBOOTH_BOTH_WAYS("recipient = :to AND ");
constexpr BothWays kOfLevel = SUNBOOTH_BOTH_WAYS("notice.level = :level AND ");
constexpr BothWays kOfWhat = SUNBOOTH_BOTH_WAYS("what = :what AND ");
constexpr std::string_view kFind = SUNBOOTH_NOTICE " WHERE notice.id = :id";
constexpr std::string_view kDue = SUNBOOTH_NOTICE R"sql(
     WHERE sent_at_ms IS NULL AND send_at_ms <= :now_ms
     ORDER BY held, recipient, notice.unit, notice.id)sql";
constexpr std::string_view kAck = R"sql(
    UPDATE notice SET acked_at_ms = :now_ms, acked_by = :by
     WHERE id = :id AND acked_at_ms IS NULL)sql";
constexpr std::string_view kSent = R"sql(
    UPDATE notice SET sent_at_ms = :now_ms WHERE id = :id AND sent_at_ms IS NULL)sql";

Result<Notice> read_notice(const store::Statement& row) {
    Notice notice;
    notice.id = row.integer(0);
    notice.what = row.text(1);
    notice.card = row.integer(2);
    notice.about = row.text(3);
    const auto recipient = rules::recipient_of(row.text(4));
    const auto level = rules::level_of(row.text(6));
    if (!recipient || !level) return Error{ErrorCode::Corrupt, "a notice cannot be read", "notice"};
    notice.recipient = *recipient;
    notice.unit = row.text(5);
    notice.level = *level;
    notice.text = {row.text(7), row.text(14), row.text(15)};
    notice.language = domain::language_of(row.text(16)).value_or(domain::Language::Zh);
    notice.made_on = domain::date_of(wall_ms(row.integer(8)));
    notice.held = row.integer(9) != 0;
    notice.is_sent = !row.is_null(10);
    if (!row.is_null(11)) notice.acked_on = domain::date_of(wall_ms(row.integer(11)));
    notice.acked_by = row.text(12);
    notice.accused = row.text(13);
    return notice;
}

/// A notice before it has a number.
struct Made {
    std::string what;
    std::int64_t card = 0;
    std::string about, unit;
    domain::LocalText text;
    rules::Recipient recipient;
    rules::Level level;
};
/// Its people's own; the center is written to in Chinese.
Result<domain::Language> language_of(store::Database& db, const Made& made) {
    const bool to_center = made.unit.empty() || made.recipient == rules::Recipient::Center;
    if (to_center) return domain::Language::Zh;
    return registry::unit_language(db, made.unit);
}
Status insert(store::Database& db, const Made& made, const rules::Quiet& quiet, WallTime now) {
    const rules::SendAt when = rules::send_at(now, made.level, quiet);
    const auto language = language_of(db, made);
    if (!language.ok()) return language.error();
    store::Statement insert = db.prepare(kInsert);
    if (made.card == 0) {
        insert.bind_null(":card");
    } else {
        insert.bind(":card", made.card);
    }
    insert.bind(":what", made.what)
        .bind(":about", made.about)
        .bind(":recipient", rules::to_string(made.recipient))
        .bind(":unit", made.unit)
        .bind(":level", rules::to_string(made.level))
        .bind(":text", made.text.zh)
        .bind(":text_en", made.text.en)
        .bind(":text_ug", made.text.ug)
        .bind(":language", domain::tag_of(language.value()))
        .bind(":made_at_ms", to_ms(now))
        .bind(":send_at_ms", to_ms(when.at))
        .bind(":held", when.held ? 1 : 0);
    return insert.run();
}

json::object line_of(const Notice& notice) {
    return {{"notice", std::to_string(notice.id)},
            {"what", notice.what},
            {"level", rules::to_string(notice.level)},
            {"about", notice.about},
            {"language", domain::tag_of(notice.language)},
            {"text", notice.text.in(notice.language)},
            {"text_zh", notice.text.zh},
            {"text_en", notice.text.en},
            {"text_ug", notice.text.ug}};
}

Line single(const Notice& notice) {
    json::object out{{"to", rules::to_string(notice.recipient)}, {"unit", notice.unit}};
    const json::object line = line_of(notice);
    for (const auto& [name, value] : line) out[name] = value;
    return {json::serialize(out), {notice.id}};
}

/// All of one recipient.
Line digest(const std::vector<Notice>& notices) {
    json::array items;
    Line line;
    for (const Notice& one : notices) {
        items.push_back(line_of(one));
        line.notices.push_back(one.id);
    }
    line.json = json::serialize(json::object{{"to", rules::to_string(notices.front().recipient)},
                                             {"unit", notices.front().unit},
                                             {"digest", std::move(items)}});
    return line;
}

bool same_recipient(const Notice& a, const Notice& b) {
    return a.recipient == b.recipient && a.unit == b.unit;
}

}  // namespace

bool is_seen_by(const Notice& notice, const rules::Viewer& viewer) {
    const bool avoids =
        viewer.avoids.contains(notice.unit) || viewer.avoids.contains(notice.accused);
    if (avoids && !mutant("supervision.sees_related_notices")) return false;
    if (viewer.role == rules::Role::Administrator) return false;
    if (viewer.role != rules::Role::Handler) return true;
    return !notice.unit.empty() && notice.unit == viewer.unit &&
           notice.recipient != rules::Recipient::Center;
}

Status make_notices(store::Database& db, std::int64_t card, const Due& due,
                    const rules::Profile& profile, WallTime now) {
    const rules::NoticeFacts facts{due.about, due.clock, due.due_on.iso(),
                                   rules::is_card(due.level) ? due.answer_by.iso() : std::string()};
    const rules::NoticeRules told = rules::notice_rules(profile);
    const domain::LocalText text = rules::notice_text(due.level, facts, told);
    for (const rules::Recipient to : rules::recipients_of(due.level, !due.unit.empty(), told)) {
        const Status made = insert(db, {"card", card, due.about, due.unit, text, to, due.level},
                                   profile.quiet, now);
        if (!made.ok()) return made.error().in("supervision.make_notices");
    }
    return ok_status();
}

Status tell_moved(store::Database& db, const Moved& moved, const rules::Profile& profile,
                  WallTime now) {
    const rules::NoticeRules told = rules::notice_rules(profile);
    for (const auto& [unit, count] : moved.by_unit) {
        const auto to = unit.empty() ? rules::Recipient::Center : rules::Recipient::Handler;
        const Status made = insert(db,
                                   {"moved", 0, moved.edition, unit, rules::moved_text(count, told),
                                    to, rules::Level::Notice},
                                   profile.quiet, now);
        if (!made.ok()) return made.error().in("supervision.tell_moved");
    }
    return ok_status();
}

namespace {

/// The narrowest lead first.
std::string_view text_of(const NoticeFilter& filter, const std::string& unit) {
    const BothWays& both = filter.open            ? kOpen
                           : !unit.empty()        ? kOfUnit
                           : filter.held          ? kHeld
                           : filter.to            ? kOfRecipient
                           : filter.level         ? kOfLevel
                           : !filter.what.empty() ? kOfWhat
                                                  : kAll;
    return filter.oldest_first ? both.oldest : both.newest;
}

}  // namespace

Result<NoticePage> notices(store::Database& db, const rules::Viewer& viewer,
                           const NoticeFilter& filter) {
    SUNBOOTH_ASSERT(filter.limit >= 1 && filter.limit <= kNoticesMax);
    // A unit that is not the handler's own has nothing for them.
    const bool narrow = viewer.role == rules::Role::Handler;
    if (narrow && !filter.unit.empty() && filter.unit != viewer.unit) return NoticePage{};
    const std::string unit = narrow ? viewer.unit : filter.unit;
    const bool from_newest = filter.before == 0 && !filter.oldest_first;
    store::Statement select = db.prepare(text_of(filter, unit));
    select.bind(":before", from_newest ? std::numeric_limits<std::int64_t>::max() : filter.before)
        .bind(":unit", unit)
        .bind(":open", filter.open ? 1 : 0)
        .bind(":held", filter.held ? 1 : 0)
        .bind(":what", filter.what)
        .bind(":level", filter.level ? rules::to_string(*filter.level) : "")
        .bind(":to", filter.to ? rules::to_string(*filter.to) : "");
    NoticePage page;
    while (true) {
        const Result<bool> row = select.step();
        if (!row.ok()) return row.error().in("supervision.notices");
        if (!row.value()) return page;
        Result<Notice> notice = read_notice(select);
        if (!notice.ok()) return notice.error().in("supervision.notices");
        if (!is_seen_by(notice.value(), viewer)) continue;
        if (page.items.size() == static_cast<std::size_t>(filter.limit)) {
            page.next = page.items.back().id;
            return page;
        }
        page.items.push_back(std::move(notice).value());
    }
}

Result<Notice> find_notice(store::Database& db, const rules::Viewer& viewer, std::int64_t id) {
    const Error none{ErrorCode::NotFound, "there is no such notice", "id"};
    store::Statement select = db.prepare(kFind);
    const Result<bool> row = select.bind(":id", id).step();
    if (!row.ok()) return row.error().in("supervision.find_notice");
    if (!row.value()) return none;
    Result<Notice> notice = read_notice(select);
    if (notice.ok() && !is_seen_by(notice.value(), viewer)) return none;
    return notice;
}

Result<Notice> acknowledge(store::Database& db, const std::string& account,
                           const rules::Viewer& viewer, std::int64_t id, WallTime now) {
    const Result<Notice> found = find_notice(db, viewer, id);
    if (!found.ok()) return found;
    if (viewer.role == rules::Role::Auditor) {
        return Error{ErrorCode::Forbidden, "auditors read, and are told nothing", "role"};
    }
    const bool is_ours = viewer.role != rules::Role::Handler;
    if (is_ours && found.value().recipient != rules::Recipient::Center) {
        return Error{ErrorCode::Forbidden, "the unit acknowledges what it was told", "role"};
    }
    store::Statement update = db.prepare(kAck);
    const Status acked =
        update.bind(":id", id).bind(":now_ms", to_ms(now)).bind(":by", account).run();
    if (!acked.ok()) return acked.error().in("supervision.acknowledge");
    return find_notice(db, viewer, id);
}

Result<std::vector<Line>> due_lines(store::Database& db, WallTime now) {
    store::Statement select = db.prepare(kDue);
    select.bind(":now_ms", mutant("supervision.no_quiet_hours")
                               ? std::numeric_limits<std::int64_t>::max()
                               : to_ms(now));
    std::vector<Line> lines;
    std::vector<Notice> waiting;  // Of one recipient.
    while (true) {
        const Result<bool> row = select.step();
        if (!row.ok()) return row.error().in("supervision.due_lines");
        if (!row.value()) break;
        Result<Notice> notice = read_notice(select);
        if (!notice.ok()) return notice.error().in("supervision.due_lines");
        if (!notice.value().held) {
            lines.push_back(single(notice.value()));
            continue;
        }
        if (!waiting.empty() && !same_recipient(waiting.back(), notice.value())) {
            lines.push_back(digest(waiting));
            waiting.clear();
        }
        waiting.push_back(std::move(notice).value());
    }
    if (!waiting.empty()) lines.push_back(digest(waiting));
    return lines;
}

Status mark_sent(store::Database& db, std::span<const std::int64_t> sent, WallTime now) {
    for (const std::int64_t id : sent) {
        store::Statement update = db.prepare(kSent);
        const Status marked = update.bind(":id", id).bind(":now_ms", to_ms(now)).run();
        if (!marked.ok()) return marked.error().in("supervision.mark_sent");
    }
    return ok_status();
}

}  // namespace sunbooth::center::supervision
