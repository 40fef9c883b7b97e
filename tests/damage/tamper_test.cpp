// SPDX-License-Identifier: Apache-2.0
// S-2: somebody with the files in hand, who computes every digest again but has no key. Each edit
// is named by the first record or event that cannot be as it was written.
#include "sync/base/mutant.h"
#include "sync/center/registry/center.h"
#include "sync/center/tickets/events.h"
#include "sync/center/verify_store.h"
#include "tests/damage/center_story.h"
#include "tests/damage/queue_story.h"

#include <fmt/format.h>

using namespace sunbooth;
using namespace sunbooth::damage;
using client::Outbox;
using Kind = Finding::Kind;

namespace {

constexpr std::uint64_t kMutantEdits = 500;

std::uint64_t below(Random& chance, std::uint64_t end) {
    return chance.between(0, end - 1);
}

/// Runs SQL that a hand on the file would; the triggers are gone first.
void meddle(store::Database& db, const std::string& sql) {
    const Status done = db.run(
        "DROP TRIGGER IF EXISTS ticket_event_stays; DROP TRIGGER IF EXISTS "
        "ticket_event_is_kept; DROP TRIGGER IF EXISTS ticket_is_kept; " +
        sql);
    SUNBOOTH_ASSERT(done.ok());
}

std::string literal(ByteView bytes) {
    return "x'" + to_hex(bytes) + "'";
}

// --- the queue ----------------------------------------------------------------------------------

class WhyLog final : public Log {
public:
    void write(LogLevel, std::string_view, std::initializer_list<LogField> fields) override {
        for (const LogField& field : fields) {
            if (field.name == "why") why = std::get<std::string_view>(field.value);
        }
    }
    std::string why;
};

/// Edits of a queue whose last record is `end`; each says which record is the first bad one.
class QueueEditor {
public:
    explicit QueueEditor(const QueueStory& story)
        : story_(story), moment_(story.moments.back()), disk_(story.root(), power_), vfs_(draws_) {
        vfs_.mount(disk_);
    }

    Finding look(std::uint64_t number, std::string& done) {
        SeededRandom chance(number);
        put(disk_, moment_.image);
        const std::uint64_t bad = edit(number % 6, chance, done);
        WhyLog log;
        const auto opened = Outbox::open({story_.path(), sim::Vfs::name()}, story_.rig->identity,
                                         wall_ms(0), draws_, log);
        if (!opened.ok()) return {Kind::Broken, opened.error().line()};
        if (opened.value().quarantined().empty()) return {Kind::Broken, "not seen"};
        const std::string named = "record " + std::to_string(bad) + ":";
        if (log.why.find(named) == std::string::npos) {
            return {Kind::Broken, "not record " + std::to_string(bad) + " but " + log.why};
        }
        return {Kind::Detected, {}};
    }

private:
    std::uint64_t any_held(Random& chance) const {
        auto at = moment_.payloads.begin();
        std::advance(at, static_cast<std::ptrdiff_t>(below(chance, moment_.payloads.size())));
        return is_held(at->first) ? at->first : any_held(chance);
    }
    /// The payload was not yet erased: a row says so.
    bool is_held(std::uint64_t seq) const { return moment_.held.contains(seq); }

    std::uint64_t edit(std::uint64_t way, Random& chance, std::string& done) {
        const std::uint64_t end = moment_.end.seq;
        const std::uint64_t seq = any_held(chance);
        done = fmt::format("way {}, record {}", way, seq);
        switch (way) {
            case 0:  // Taken out.
                run(fmt::format("DELETE FROM record WHERE seq = {}", seq));
                return seq;
            case 1:  // Changed, with a right digest.
                replace(seq, changed(moment_.payloads.at(seq), chance));
                return seq;
            case 2: {  // Two change places.
                const std::uint64_t other = seq == end ? seq - 1 : seq + 1;
                if (!is_held(other)) return edit(0, chance, done);
                replace(seq, moment_.payloads.at(other));
                replace(other, moment_.payloads.at(seq));
                return std::min(seq, other);
            }
            case 3:  // The end cut off.
                run(fmt::format("DELETE FROM record WHERE seq >= {}", seq));
                return end;
            case 4:  // Another record that this kiosk's key signed for the same place: a clone's.
                replace(seq, clone_of(seq, chance));
                return seq == end ? seq : seq + 1;
            default:  // The disk as it was some time ago.
                put_older(chance);
                return end;
        }
    }

    void run(const std::string& sql) {
        Result<store::Database> db =
            store::Database::open(story_.path(), {.exclusive = true, .vfs = sim::Vfs::name()});
        SUNBOOTH_ASSERT(db.ok());
        const Status done = db.value().run(sql);
        SUNBOOTH_ASSERT(done.ok());
    }

    /// A row that agrees with its payload in everything that needs no key.
    void replace(std::uint64_t seq, const Bytes& payload) {
        const auto parts = seal::read_record(payload);
        Bytes id(16);
        draws_.fill(id);
        if (parts.ok() && parts.value().seq == seq) {
            id.assign(parts.value().id.bytes.begin(), parts.value().id.bytes.end());
        }
        run(
            fmt::format("UPDATE record SET id = {}, digest = {}, bytes = {}, payload = {} "
                        "WHERE seq = {}",
                        literal(id), literal(seal::digest(payload).view()), payload.size(),
                        literal(payload), seq));
    }

    static Bytes changed(Bytes payload, Random& chance) {
        const auto at = static_cast<std::size_t>(chance.between(120, payload.size() - 1));
        payload[at] = static_cast<std::uint8_t>(payload[at] ^ (1U + below(chance, 255)));
        return payload;
    }

    Bytes clone_of(std::uint64_t seq, Random& chance) const {
        seal::RecordParts parts = seal::read_record(moment_.payloads.at(seq)).value();
        chance.fill(parts.id.bytes);
        return seal::write_record(parts, story_.rig->identity.key);
    }

    /// The database goes back, the small file beside it does not.
    void put_older(Random& chance) {
        const std::size_t which = static_cast<std::size_t>(below(chance, 4));
        Image image = story_.moments.at(which).image;
        image[story_.path() + "-head"] = moment_.image.at(story_.path() + "-head");
        put(disk_, image);
    }

    const QueueStory& story_;
    const Moment& moment_;
    sim::Power power_;
    sim::Disk disk_;
    SeededRandom draws_{3};
    sim::Vfs vfs_;
};

// --- the center ---------------------------------------------------------------------------------

class CenterEditor {
public:
    explicit CenterEditor(const CenterStory& story)
        : story_(story), disk_(story.root, power_), vfs_(draws_) {
        vfs_.mount(disk_);
    }

    Finding look(std::uint64_t number, std::string& done) {
        SeededRandom chance(number);
        put(disk_, story_.image);
        std::string named;
        {
            Result<store::Database> db = store::Database::open(story_.path(), {});
            SUNBOOTH_ASSERT(db.ok());
            named = edit(db.value(), number % 8, chance, done);
        }
        Result<store::Database> db = store::Database::open(story_.path(), {});
        const auto report = center::verify_store(db.value(), story_.keys);
        if (report.ok()) return {Kind::Broken, "not seen"};
        const std::string told = report.error().detail + " " + report.error().field;
        if (told.find(named) == std::string::npos) {
            return {Kind::Broken, "not " + named + " but " + told};
        }
        return {Kind::Detected, {}};
    }

private:
    /// What the verifier must name. Records 1 and 2 are of hall-1, 3 and 4 of hall-2, where the
    /// second was erased; ticket 1 has four events.
    static std::string edit(store::Database& db, std::uint64_t way, Random& chance,
                            std::string& done) {
        const std::uint64_t row = 1 + below(chance, 4);
        const std::string record =
            fmt::format("kiosk hall-{}, record {}:", (row + 1) / 2, (row + 1) % 2 + 1);
        done = fmt::format("way {}, row {}", way, row);
        switch (way) {
            case 0:  // A clear column.
                meddle(db, fmt::format("UPDATE submission SET {} WHERE row_no = {}",
                                       any_change(chance), row));
                return record;
            case 1:  // Another text under a digest of its own; the countersignature stays.
                meddle(db, fmt::format("UPDATE submission SET sealed = x'00', digest = {} WHERE "
                                       "row_no = {}",
                                       literal(seal::digest(Bytes{0}).view()), row));
                return record;
            case 2:  // Words taken away as if they had been erased.
                meddle(db,
                       "DELETE FROM erasure; UPDATE submission SET sealed = NULL, words = x'', "
                       "words_key = NULL WHERE row_no = 4");
                return "kiosk hall-2, record 2:";
            case 3: {  // Two rows change places in the kiosk's chain.
                meddle(db,
                       "UPDATE submission SET seq = 9 WHERE row_no = 1; UPDATE submission SET "
                       "seq = 1 WHERE row_no = 2; UPDATE submission SET seq = 2 WHERE row_no = 1");
                return "kiosk hall-1, record 1:";
            }
            case 4: {  // A row taken out, with all that belongs to it.
                meddle(db, fmt::format("PRAGMA foreign_keys=OFF; DELETE FROM submission_mark WHERE "
                                       "row_no = {0}; DELETE FROM submission WHERE row_no = {0}",
                                       row));
                // A first one is missed by its follower; a last one by the chain's head.
                return row % 2 == 1 ? record_after(row) : record_before(row);
            }
            case 5:  // An event rewritten, and every digest after it computed again.
                return rewrite_event(db, 2 + static_cast<std::int64_t>(below(chance, 3)));
            case 6:  // The last event taken out, and the ticket set back to before it.
                meddle(db,
                       "DELETE FROM ticket_event WHERE ticket = 1 AND n = 4; UPDATE ticket SET "
                       "version = 3, state = 'accepted', reply = '' WHERE id = 1");
                return "event.4";
            default:  // A ticket moved to another unit, its first event and digests made to agree.
                return move_ticket(db);
        }
    }

    static std::string record_after(std::uint64_t row) {
        return fmt::format("kiosk hall-{}, record 2:", (row + 1) / 2);
    }
    static std::string record_before(std::uint64_t row) {
        return fmt::format("kiosk hall-{}, record 1:", (row + 1) / 2);
    }

    static std::string any_change(Random& chance) {
        const char* changes[] = {"unit = unit || 'x'",
                                 "window = '99'",
                                 "topic = 'other'",
                                 "category = '06'",
                                 "language = 'ug'",
                                 "half_day = '2026-01-01 am'",
                                 "filed_told_at_ms = filed_told_at_ms + 1",
                                 "filed_at_ms = filed_at_ms - 1",
                                 "filed_doubt = 1 - filed_doubt",
                                 "received_at_ms = received_at_ms + 1000"};
        return changes[below(chance, std::size(changes))];
    }

    /// Writes events from n on again with digests that follow one another.
    static std::string rewrite_event(store::Database& db, std::int64_t n) {
        auto events = center::tickets::events_of(db, 1);
        SUNBOOTH_ASSERT(events.ok());
        meddle(db, fmt::format("DELETE FROM ticket_event WHERE ticket = 1 AND n >= {}", n));
        for (center::tickets::Event event : events.value()) {
            if (event.n < n) continue;
            if (event.n == n) event.by = "wang";
            SUNBOOTH_ASSERT(center::tickets::append_event(db, 1, event).ok());
        }
        return "event." + std::to_string(n);
    }

    static std::string move_ticket(store::Database& db) {
        auto events = center::tickets::events_of(db, 1);
        SUNBOOTH_ASSERT(events.ok());
        meddle(db,
               "DELETE FROM ticket_event WHERE ticket = 1; UPDATE ticket SET unit = 'other', "
               "handled_by = 'other' WHERE id = 1");
        for (center::tickets::Event event : events.value()) {
            if (event.n == 1) event.fields["unit"] = "other";
            SUNBOOTH_ASSERT(center::tickets::append_event(db, 1, event).ok());
        }
        return "event.1";
    }

    const CenterStory& story_;
    sim::Power power_;
    sim::Disk disk_;
    SeededRandom draws_{3};
    sim::Vfs vfs_;
};

template <class Editor, class Story>
Count edits_of(const Story& story, std::uint64_t times, Until until = Until::End) {
    const auto make_look = [&]() -> Look {
        auto editor = std::make_shared<Editor>(story);
        return [editor](std::uint64_t number, std::string& done) {
            return editor->look(number, done);
        };
    };
    return sweep(times, cores(), make_look, until);
}

}  // namespace

TEST_CASE("damage S-2: every edit of a queue without the key is named by its first bad record") {
    const QueueStory story;
    const std::uint64_t wanted = wanted_images(0.05);
    const Count count = edits_of<QueueEditor>(story, wanted);
    MESSAGE("S-2 queue: " << count.detected << " of " << count.images << " edits named; "
                          << count.crashed << " crashed");
    CHECK_MESSAGE(count.detected == wanted, count.first);
}

TEST_CASE("damage S-2: every edit of the center's rows without the key is named") {
    const CenterStory story;
    const std::uint64_t wanted = wanted_images(0.05);
    const Count count = edits_of<CenterEditor>(story, wanted);
    MESSAGE("S-2 center: " << count.detected << " of " << count.images << " edits named; "
                           << count.crashed << " crashed");
    CHECK_MESSAGE(count.detected == wanted, count.first);
}

TEST_CASE("damage S-2: catches a chain that is not looked at, and marks that are not") {
    const QueueStory queue;
    {
        const MutantScope on("client.skip_prev_hash");
        const Count count = edits_of<QueueEditor>(queue, kMutantEdits, Until::Broken);
        MESSAGE("S-2, mutant client.skip_prev_hash: " << count.broken << " not named");
        CHECK(count.broken > 0);
    }
    const CenterStory center;
    for (const char* name : {"intake.skip_mark_check", "tickets.skip_mark_check"}) {
        const MutantScope on(name);
        const Count count = edits_of<CenterEditor>(center, kMutantEdits, Until::Broken);
        MESSAGE("S-2, mutant " << std::string(name) << ": " << count.broken << " not named");
        CHECK(count.broken > 0);
    }
}
