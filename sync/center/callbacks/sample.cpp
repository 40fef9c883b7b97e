// SPDX-License-Identifier: Apache-2.0
#include "sync/center/callbacks/sample.h"

#include "sync/base/mutant.h"
#include "sync/base/named.h"
#include "sync/center/intake/rating_count.h"
#include "sync/center/registry/hall.h"
#include "sync/center/rules/course.h"
#include "sync/center/tickets/of_record.h"
#include "sync/domain/text.h"

#include <algorithm>
#include <array>
#include <set>

namespace sunbooth::center::callbacks {
namespace {

constexpr int kBadUpTo = 2;  ///< 后两个等级为差评.
constexpr int kLevelMax = 5;

constexpr std::string_view kCalls = R"sql(
    SELECT at_ms, by, outcome, level, note FROM sample_call WHERE record_id = :record ORDER BY n)sql";
constexpr std::string_view kInsert = R"sql(
    INSERT INTO sample_call (record_id, n, at_ms, by, outcome, level, note)
    VALUES (:record, (SELECT count(*) + 1 FROM sample_call WHERE record_id = :record), :at_ms,
            :by, :outcome, :level, :note))sql";

/// The first day of "2026-10".
Result<domain::Date> first_of(const std::string& month) {
    const Result<domain::Date> day = domain::Date::parse(month + "-01");
    if (month.size() == 7 && day.ok()) return day;
    return invalid_input("month", "must be a month such as 2026-10");
}

domain::Date last_of(domain::Date first) {
    const domain::Date next = first.plus(31);
    return domain::Date::of(next.year(), next.month(), 1).plus(-1);
}

/// A call with the moment that lists do not show.
struct Made {
    SampleCall call;
    WallTime at{};
};
Result<std::vector<Made>> calls_of(store::Database& db, const domain::RecordId& record) {
    store::Statement select = db.prepare(kCalls);
    select.bind(":record", record.view());
    std::vector<Made> calls;
    while (true) {
        const Result<bool> row = select.step();
        if (!row.ok()) return row.error().in("callbacks.sample");
        if (!row.value()) return calls;
        const WallTime at = wall_ms(select.integer(0));
        const auto outcome = rules::outcome_of(select.text(2));
        if (!outcome) return Error{ErrorCode::Corrupt, "a call cannot be read", "sample_call"};
        calls.push_back({{domain::date_of(at), select.text(1), *outcome,
                          static_cast<int>(select.integer(3)), select.text(4)},
                         at});
    }
}

/// Whether somebody spoke: then there is no more to ask.
bool was_heard(const SampleCall& call) {
    return rules::confirms(call.outcome) || call.outcome == rules::Outcome::DeniedIdentity ||
           call.outcome == rules::Outcome::RefusedTalk;
}

SampleEnd end_of(const SampleItem& item, const std::vector<Made>& calls,
                 const rules::Profile& profile) {
    if (item.ticket != 0) return SampleEnd::Ticket;
    std::set<rules::HalfDay> halves;
    for (const Made& one : calls) {
        if (was_heard(one.call)) return SampleEnd::Heard;
        if (!rules::is_fruitless(one.call.outcome))
            continue;  // Who named another time was reached.
        halves.insert(rules::half_day_of(one.at, profile));
    }
    if (static_cast<int>(halves.size()) >= profile.calls.attempts_min) return SampleEnd::InVain;
    if (mutant("callbacks.waits_for_nobody")) return SampleEnd::Open;
    return item.has_contact == false ? SampleEnd::NoContact : item.end;
}

Result<const rules::Profile*> profile_of(store::Database& db, domain::Date day) {
    const auto hall = registry::hall_in_force(db);
    if (!hall.ok()) return hall.error();
    return &rules::profile_on(hall.value()->promises.profile, day);
}

Status check(const NewCall& call) {
    const bool heard = rules::confirms(call.outcome);
    if (heard != (call.level >= 1 && call.level <= kLevelMax)) {
        return invalid_input("level", heard ? "must be the level that was heard, 1 to 5"
                                            : "must be left out where nothing was heard");
    }
    const auto length = domain::count_code_points(call.note);
    if (!length || *length > kSampleNoteMax) {
        return invalid_input("note", "must have at most 1000 characters");
    }
    return ok_status();
}

/// Whom no call can reach is not called.
Status check_reachable(const SampleItem& item) {
    if (item.end == SampleEnd::NoContact) {
        return Error{ErrorCode::Conflict, "no telephone was left with this rating", "record"};
    }
    if (item.end == SampleEnd::Erased) {
        return Error{ErrorCode::Conflict, "its telephone was erased: its time was over", "record"};
    }
    return ok_status();
}

Status check_turn(const std::vector<Made>& calls, const rules::Profile& profile, WallTime now) {
    for (const Made& one : calls) {
        if (was_heard(one.call)) {
            return Error{ErrorCode::Conflict,
                         one.call.by + " spoke to them on " + one.call.on.iso(), "record"};
        }
    }
    // Whoever named another time is called at that, also in the same half of the day.
    const bool in_vain = !calls.empty() && rules::is_fruitless(calls.back().call.outcome);
    const bool again = in_vain && rules::half_day_of(calls.back().at, profile) ==
                                      rules::half_day_of(now, profile);
    if (!again) return ok_status();
    return Error{ErrorCode::Conflict,
                 calls.back().call.by + " called in vain in this half of the day: try in another",
                 "record"};
}

constexpr std::array kEnds = {
    Named{SampleEnd::Open, "open"},      Named{SampleEnd::Heard, "heard"},
    Named{SampleEnd::InVain, "in_vain"}, Named{SampleEnd::NoContact, "no_contact"},
    Named{SampleEnd::Erased, "erased"},  Named{SampleEnd::Ticket, "ticket"}};
static_assert(named_in_order(kEnds, SampleEnd::Ticket));

}  // namespace

const char* to_string(SampleEnd end) {
    return name_in(kEnds, end);
}

SampleTally tally_of(const std::vector<SampleItem>& items) {
    SampleTally tally;
    for (const SampleItem& item : items) {
        if (item.end == SampleEnd::Ticket) continue;
        ++tally.n;
        tally.done += item.end != SampleEnd::Open ? 1 : 0;
        tally.without_contact +=
            item.end == SampleEnd::NoContact || item.end == SampleEnd::Erased ? 1 : 0;
        for (const SampleCall& call : item.calls) {
            if (call.level == 0) continue;
            ++tally.heard;
            tally.same += call.level == item.level ? 1 : 0;
        }
    }
    return tally;
}

Result<Draw> draw_of(store::Database& db, const registry::Keys& keys, const std::string& month) {
    const Result<domain::Date> first = first_of(month);
    if (!first.ok()) return first.error();
    const auto profile = profile_of(db, first.value());
    if (!profile.ok()) return profile.error();
    const Bytes material = ByteWriter{}.raw(keys.cases.view()).raw(as_bytes(month)).take();
    return Draw{month, seal::derive_key("sunbooth sample", material), profile.value()->sampling.bad,
                profile.value()->sampling.rest};
}

bool is_drawn(const Draw& draw, const domain::RecordId& record, int level) {
    constexpr std::uint64_t kWhole = 10'000;
    constexpr std::uint64_t kPercent = 100;
    const int percent = level <= kBadUpTo ? draw.bad : draw.rest;
    const seal::Digest digest = seal::digest(
        ByteWriter{}.raw(as_bytes("SBSA1")).raw(draw.seed.view()).raw(record.view()).take());
    std::uint64_t number = 0;
    for (std::size_t i = 0; i < sizeof(number); ++i) number = number << 8U | digest.bytes.at(i);
    if (mutant("callbacks.draws_the_first")) number = record.bytes.at(0);
    return number % kWhole < static_cast<std::uint64_t>(percent) * kPercent;
}

Result<Sample> sample_of(store::Database& db, const Draw& draw) {
    const Result<domain::Date> first = first_of(draw.month);
    if (!first.ok()) return first.error();
    const auto profile = profile_of(db, first.value());
    if (!profile.ok()) return profile.error();
    Sample sample{draw, 0, 0, {}};
    const Status read = intake::each_rating(
        db, {first.value(), last_of(first.value()), ""}, [&](const intake::RatingOf& rating) {
            const bool bad = rating.level <= kBadUpTo;
            ++(bad ? sample.bad : sample.rest);
            if (!is_drawn(draw, rating.record, rating.level)) return;
            SampleItem item{rating.record, rating.half_day, rating.unit,
                            rating.window, rating.level,    bad};
            item.language = rating.language;
            item.has_contact = rating.has_contact;
            if (rating.is_erased) item.end = SampleEnd::Erased;
            sample.items.push_back(std::move(item));
        });
    if (!read.ok()) return read.error().in("callbacks.sample");
    for (SampleItem& item : sample.items) {
        const auto ticket = tickets::ticket_of(db, item.record);
        if (!ticket.ok()) return ticket.error().in("callbacks.sample");
        item.ticket = ticket.value();
        const auto calls = calls_of(db, item.record);
        if (!calls.ok()) return calls.error();
        item.end = end_of(item, calls.value(), *profile.value());
        for (const Made& one : calls.value()) item.calls.push_back(one.call);
    }
    return sample;
}

Status record_call(store::Database& db, const Draw& draw, const NewCall& call,
                   const std::string& account, WallTime now) {
    if (Status good = check(call); !good.ok()) return good;
    const Result<Sample> sample = sample_of(db, draw);
    if (!sample.ok()) return sample.error();
    const auto item = std::ranges::find(sample.value().items, call.record, &SampleItem::record);
    if (item == sample.value().items.end()) {
        return Error{ErrorCode::NotFound, "this rating was not drawn", "record"};
    }
    if (item->ticket != 0) {
        return Error{ErrorCode::Conflict, "its ticket has calls of its own", "record"};
    }
    if (Status reachable = check_reachable(*item); !reachable.ok()) return reachable;
    const auto calls = calls_of(db, call.record);
    if (!calls.ok()) return calls.error();
    const auto profile = profile_of(db, domain::date_of(now));
    if (!profile.ok()) return profile.error();
    if (Status turn = check_turn(calls.value(), *profile.value(), now); !turn.ok()) return turn;
    store::Statement insert = db.prepare(kInsert);
    insert.bind(":record", call.record.view())
        .bind(":at_ms", to_ms(now))
        .bind(":by", account)
        .bind(":outcome", rules::to_string(call.outcome))
        .bind(":level", call.level)
        .bind(":note", call.note);
    const Status inserted = insert.run();
    return inserted.ok() ? inserted : Status(inserted.error().in("callbacks.record_call"));
}

}  // namespace sunbooth::center::callbacks
