// SPDX-License-Identifier: Apache-2.0
#include "sync/center/registry/calendar.h"

#include "center_calendars.h"
#include "sync/base/assert.h"
#include "sync/base/mutant.h"
#include "sync/center/registry/hall.h"
#include "sync/center/registry/journal.h"
#include "sync/center/rules/region.h"
#include "sync/seal/keys.h"

#include <algorithm>
#include <limits>

namespace sunbooth::center::registry {
namespace {

constexpr std::string_view kLayers = R"sql(
    SELECT id, ics, at_ms, by FROM calendar_edition
     WHERE id IN (SELECT max(id) FROM calendar_edition GROUP BY name) AND ics <> ''
     ORDER BY id)sql";
constexpr std::string_view kNewest = R"sql(
    SELECT id, digest, by, at_ms, name FROM calendar_edition ORDER BY id DESC LIMIT 1)sql";
constexpr std::string_view kInForce = R"sql(
    SELECT id, ics FROM calendar_edition WHERE name = :name ORDER BY id DESC LIMIT 1)sql";
constexpr std::string_view kEditions = R"sql(
    SELECT id, name, ics = '', at_ms, by FROM calendar_edition ORDER BY id DESC LIMIT :limit)sql";
constexpr std::string_view kInsert = R"sql(
    INSERT INTO calendar_edition (name, ics, at_ms, by, digest)
    VALUES (:name, :ics, :at_ms, :by, :digest))sql";
constexpr std::string_view kHallImport = "SELECT ifnull(max(import), 0) FROM hall";

CalendarLayer read_own(std::string_view ics) {
    Result<CalendarLayer> read = read_ical(ics);
    SUNBOOTH_ASSERT(read.ok());  // It is compiled in, and a test reads it.
    return std::move(read).value();
}

const CalendarLayer& built_in() {
    static const CalendarLayer kNational = read_own(assets::cn_ics);
    return kNational;
}

/// That of the region which the newest edition of these rules names: in force without an import,
/// until one of its name is brought in.
const CalendarLayer* built_in_region(const std::string& profile) {
    static const CalendarLayer kRegional = read_own(assets::xinjiang_ics);
    const domain::Date last = domain::Date::of(9999, 12, 31);
    // Editions live for ever, so one is known by its place; it is read once a thread.
    thread_local const rules::Profile* read = nullptr;
    thread_local bool here = false;
    if (const rules::Profile* newest = &rules::profile_on(profile, last); newest != read) {
        here = rules::region_of(*newest) == rules::kXinjiang;
        read = newest;
    }
    return here && !mutant("registry.forgets_the_region") ? &kRegional : nullptr;
}

/// Tells one set of built-in calendars from another: 63 bits of the digest of their texts.
std::int64_t built_in_number() {
    static const std::int64_t kNumber = [] {
        std::int64_t number = 0;
        const std::string all = std::string(assets::cn_ics) + std::string(assets::xinjiang_ics);
        const seal::Digest digest = seal::digest(as_bytes(all));
        for (const std::uint8_t byte : digest.view().first(8)) {
            number = static_cast<std::int64_t>((static_cast<std::uint64_t>(number) << 8U) | byte);
        }
        return number & std::numeric_limits<std::int64_t>::max();
    }();
    return kNumber;
}

CalendarLayer of_hall(const domain::Hall& hall) {
    CalendarLayer layer{hall.name.zh, CalendarLayer::Kind::National, hall.id, {}, {}};
    for (const domain::Date day : hall.calendar.off) layer.days[day] = {false, {}};
    for (const domain::Date day : hall.calendar.work) layer.days[day] = {true, {}};
    layer.known_until = hall.calendar.known_until;
    return layer;
}

/// The newest change of all. Id 0: there was none.
struct Newest {
    std::int64_t id = 0;
    seal::Digest digest{};
    std::string by;
    WallTime at{};
    std::string name;
};
Result<Newest> newest(store::Database& db) {
    store::Statement select = db.prepare(kNewest);
    const Result<bool> row = select.step();
    if (!row.ok()) return row.error().in("registry.calendar");
    if (!row.value()) return Newest{};
    return Newest{select.integer(0), select.fixed<seal::Digest>(1), select.text(2),
                  wall_ms(select.integer(3)), select.text(4)};
}

/// Layers that an operator brought in, as they were brought.
Result<std::vector<LayerInForce>> own_layers(store::Database& db) {
    std::vector<LayerInForce> layers;
    store::Statement select = db.prepare(kLayers);
    while (true) {
        const Result<bool> row = select.step();
        if (!row.ok()) return row.error().in("registry.layers");
        if (!row.value()) return layers;
        Result<CalendarLayer> layer = read_ical(select.text(1));
        if (!layer.ok())
            return Error{ErrorCode::Corrupt, "a stored calendar cannot be read", "ics"};
        layers.push_back({select.integer(0), std::move(layer).value(), wall_ms(select.integer(2)),
                          select.text(3)});
    }
}

/// Those above the national one that comes along, from the lowest to the highest: the region's, if
/// nobody brought one of its name in, lies below what was brought in.
std::vector<LayerInForce> above_national(const std::string& profile,
                                         std::vector<LayerInForce> own) {
    const CalendarLayer* region = built_in_region(profile);
    const bool replaced = region != nullptr && std::ranges::any_of(own, [&](const auto& one) {
                              return one.layer.name == region->name;
                          });
    if (region != nullptr && !replaced) own.insert(own.begin(), {0, *region, {}, {}});
    std::ranges::stable_sort(own, {}, [](const LayerInForce& one) { return one.layer.kind; });
    return own;
}

/// Every layer from the lowest to the highest.
std::vector<CalendarLayer> stacked(const domain::Hall& hall, std::vector<LayerInForce> own) {
    own = above_national(hall.promises.profile, std::move(own));
    std::vector<CalendarLayer> layers{built_in(), of_hall(hall)};
    for (LayerInForce& one : own) layers.push_back(std::move(one.layer));
    return layers;
}

domain::WorkingCalendar laid(const std::vector<CalendarLayer>& layers) {
    domain::WorkingCalendar calendar;
    for (const CalendarLayer& layer : layers) lay(calendar, layer);
    return calendar;
}

seal::Digest digest_of(const seal::Digest& previous, const std::string& name,
                       const std::string& ics) {
    ByteWriter out;
    out.raw(previous.view());
    for (const std::string* text : {&name, &ics}) {
        out.u32(static_cast<std::uint32_t>(text->size())).raw(as_bytes(*text));
    }
    return seal::digest(out.bytes());
}

Status check_expected(const Newest& last, const std::optional<std::int64_t>& expected) {
    if (!expected || *expected == last.id) return ok_status();
    return Error{ErrorCode::Conflict,
                 last.by + " changed the calendar \"" + last.name + "\" on " +
                     domain::date_of(last.at).iso() + " (edition " + std::to_string(last.id) +
                     "): look at it as it is, and change that",
                 "expected_edition"};
}

/// The edition that says the same already, or 0. @return NotFound when nothing is to be withdrawn.
Result<std::int64_t> same_already(store::Database& db, const std::string& name,
                                  const std::string& ics) {
    store::Statement select = db.prepare(kInForce);
    const Result<bool> row = select.bind(":name", name).step();
    if (!row.ok()) return row.error();
    const bool there = row.value() && !select.text(1).empty();
    if (ics.empty() && !there) {
        return Error{ErrorCode::NotFound, "no calendar of this name was brought in", "withdraw"};
    }
    return there && select.text(1) == ics ? select.integer(0) : std::int64_t{0};
}

}  // namespace

Result<std::shared_ptr<const domain::WorkingCalendar>> calendar_in_force(store::Database& db) {
    // One laid calendar a thread, found by the digests of the hall and of all changes and by the
    // region: a pure function of these, so it can never be stale.
    thread_local seal::Digest known_hall, known_changes;
    thread_local std::string known_profile;  // Of which a new edition may name a region.
    thread_local const CalendarLayer* known_region = nullptr;
    thread_local std::shared_ptr<const domain::WorkingCalendar> known;
    const auto digest = hall_digest(db);
    if (!digest.ok()) return digest.error();
    const Result<Newest> last = newest(db);
    if (!last.ok()) return last.error();
    const bool same = known_hall == digest.value() && known_changes == last.value().digest &&
                      known_region == built_in_region(known_profile);
    if (known && same) return known;
    const auto hall = hall_in_force(db);
    if (!hall.ok()) return hall.error();
    auto layers = own_layers(db);
    if (!layers.ok()) return layers.error();
    known = std::make_shared<const domain::WorkingCalendar>(
        laid(stacked(*hall.value(), std::move(layers).value())));
    known_profile = hall.value()->promises.profile;
    known_region = built_in_region(known_profile);
    known_hall = digest.value();
    known_changes = last.value().digest;
    return known;
}

Result<domain::WorkingCalendar> calendar_with(store::Database& db, const CalendarChange& change) {
    const auto hall = hall_in_force(db);
    if (!hall.ok()) return hall.error();
    auto layers = own_layers(db);
    if (!layers.ok()) return layers.error();
    std::vector<LayerInForce> own = std::move(layers).value();
    const auto gone = std::erase_if(
        own, [&](const LayerInForce& one) { return one.layer.name == change.name(); });
    if (!change.layer && gone == 0) {
        return Error{ErrorCode::NotFound, "no calendar of this name was brought in", "withdraw"};
    }
    if (change.layer) own.push_back({0, *change.layer, {}, {}});
    return laid(stacked(*hall.value(), std::move(own)));
}

Result<std::vector<LayerInForce>> layers_in_force(store::Database& db) {
    auto own = own_layers(db);
    if (!own.ok()) return own.error();
    const auto hall = hall_in_force(db);
    if (!hall.ok() && hall.error().code != ErrorCode::NotFound) return hall.error();
    std::vector<LayerInForce> layers{{0, built_in(), {}, {}}};
    const std::string profile = hall.ok() ? hall.value()->promises.profile : std::string();
    for (LayerInForce& one : above_national(profile, std::move(own).value())) {
        layers.push_back(std::move(one));
    }
    return layers;
}

Result<CalendarLayer> whole_calendar(store::Database& db) {
    const auto hall = hall_in_force(db);
    if (!hall.ok()) return hall.error();
    auto own = own_layers(db);
    if (!own.ok()) return own.error();
    CalendarLayer whole{hall.value()->name.zh, CalendarLayer::Kind::National, {}, {}, {}};
    const std::vector<CalendarLayer> layers = stacked(*hall.value(), std::move(own).value());
    for (const CalendarLayer& layer : layers) {
        for (const auto& [day, is] : layer.days) {
            // The hall file gives no names: what lies below knows them.
            CalendarLayer::Day& mine = whole.days[day];
            if (!is.name.empty()) mine.name = is.name;
            mine.works = is.works;
        }
        whole.source += (whole.source.empty() ? "" : "; ") + layer.source;
    }
    whole.known_until = laid(layers).known_until;
    return whole;
}

Result<std::vector<CalendarEdition>> calendar_editions(store::Database& db, int limit) {
    SUNBOOTH_ASSERT(limit >= 1 && limit <= 200);
    store::Statement select = db.prepare(kEditions);
    select.bind(":limit", limit);
    std::vector<CalendarEdition> editions;
    while (true) {
        const Result<bool> row = select.step();
        if (!row.ok()) return row.error().in("registry.calendar_editions");
        if (!row.value()) return editions;
        editions.push_back({select.integer(0), select.text(1), select.integer(2) != 0,
                            wall_ms(select.integer(3)), select.text(4)});
    }
}

Result<std::int64_t> change_calendar(store::Database& db, const CalendarChange& change,
                                     const Changer& changer, WallTime now) {
    const Result<Newest> last = newest(db);
    if (!last.ok()) return last.error();
    if (Status fits = check_expected(last.value(), changer.expected); !fits.ok())
        return fits.error();
    const std::string ics = change.layer ? write_ical(*change.layer) : std::string();
    const Result<std::int64_t> same = same_already(db, change.name(), ics);
    if (!same.ok()) return same.error();
    if (same.value() != 0) return same;
    store::Statement insert = db.prepare(kInsert);
    insert.bind(":name", change.name())
        .bind(":ics", ics)
        .bind(":at_ms", to_ms(now))
        .bind(":by", changer.by)
        .bind(":digest", digest_of(last.value().digest, change.name(), ics).view());
    const Status inserted = insert.run();
    if (!inserted.ok()) return inserted.error().in("registry.change_calendar");
    const std::int64_t edition = db.last_insert_row();
    const char* what = change.layer ? "calendar_changed" : "calendar_withdrawn";
    const Status noted = note(db, {0,
                                   now,
                                   changer.by,
                                   what,
                                   change.name(),
                                   {{"edition", std::to_string(edition)},
                                    {"source", change.layer ? change.layer->source : ""}}});
    if (!noted.ok()) return noted.error();
    return edition;
}

Result<CalendarVersion> calendar_version(store::Database& db) {
    const Result<Newest> last = newest(db);
    if (!last.ok()) return last.error();
    store::Statement select = db.prepare(kHallImport);
    const Result<bool> row = select.step();
    if (!row.ok()) return row.error().in("registry.calendar_version");
    const bool forgets = mutant("registry.forgets_the_program");
    return CalendarVersion{last.value().id, select.integer(0), forgets ? 0 : built_in_number()};
}

}  // namespace sunbooth::center::registry
