// SPDX-License-Identifier: Apache-2.0
#include "sync/center/fleet/updates.h"

#include "sync/base/mutant.h"

#include <algorithm>

namespace sunbooth::center::fleet {
namespace {

using domain::UpdateState;

constexpr std::string_view kSelect = R"sql(
    SELECT version, digest, bytes, waves, stop_at, soak_minutes, state, why, wave, wave_since_ms,
           forgiven_ms, added_at_ms
      FROM update_rollout)sql";
constexpr std::string_view kInsert = R"sql(
    INSERT INTO update_rollout
           (version, digest, bytes, waves, stop_at, soak_minutes, state, why, wave, wave_since_ms,
            forgiven_ms, added_at_ms)
    VALUES (:version, :digest, :bytes, :waves, :stop_at, :soak_minutes, 'rolling', '', 1, :now_ms,
            0, :now_ms))sql";
constexpr std::string_view kNote = R"sql(
    INSERT INTO update_kiosk (version, kiosk, runs, slot, state, why, since_ms, heard_ms)
    VALUES (:version, :kiosk, :runs, :slot, :state, :why, :now_ms, :now_ms)
        ON CONFLICT (version, kiosk) DO UPDATE
       SET since_ms = CASE WHEN state = excluded.state THEN since_ms ELSE excluded.since_ms END,
           runs = excluded.runs, slot = excluded.slot, state = excluded.state,
           why = excluded.why, heard_ms = excluded.heard_ms)sql";
constexpr std::string_view kKiosks = R"sql(
    SELECT kiosk, runs, slot, state, why, since_ms, heard_ms
      FROM update_kiosk
     WHERE version = :version
     ORDER BY kiosk)sql";

Result<Rollout> read_row(const store::Statement& row) {
    Rollout out;
    out.version = row.text(0);
    out.digest = row.fixed<seal::Digest>(1);
    out.bytes = row.integer(2);
    auto waves = read_waves(row.text(3));
    if (!waves.ok()) return Error{ErrorCode::Corrupt, "waves of " + out.version, ""};
    out.waves = std::move(waves).value();
    out.stop_at = static_cast<int>(row.integer(4));
    out.soak = std::chrono::minutes{row.integer(5)};
    const std::string state = row.text(6);
    out.state = state == "rolling"   ? Rollout::State::Rolling
                : state == "stopped" ? Rollout::State::Stopped
                                     : Rollout::State::Aborted;
    out.why = row.text(7);
    out.wave = static_cast<int>(row.integer(8));
    out.wave_since = wall_ms(row.integer(9));
    out.forgiven = wall_ms(row.integer(10));
    out.added = wall_ms(row.integer(11));
    return out;
}

/// What this terminal's words mean for this version.
domain::Update meaning(const wire::UpdateQuestion& told, const std::string& version) {
    const bool about_it = told.update.version == version;
    if (told.version == version) {
        const bool trial = about_it && told.update.state == UpdateState::Trial;
        return {trial ? UpdateState::Trial : UpdateState::Good, version, ""};
    }
    if (domain::is_newer(told.version, version)) return {UpdateState::Good, version, ""};
    return about_it ? told.update : domain::Update{};
}

Status note(store::Database& db, const std::string& kiosk, const wire::UpdateQuestion& told,
            const Rollout& rollout, WallTime now) {
    const domain::Update update = meaning(told, rollout.version);
    store::Statement note = db.prepare(kNote);
    note.bind(":version", rollout.version)
        .bind(":kiosk", kiosk)
        .bind(":runs", told.version)
        .bind(":slot", told.slot)
        .bind(":state", domain::to_string(update.state))
        .bind(":why", update.why)
        .bind(":now_ms", to_ms(now));
    return note.run();
}

Status stop(store::Database& db, Rollout& rollout, const std::string& why) {
    store::Statement set = db.prepare(
        "UPDATE update_rollout SET state = 'stopped', why = :why WHERE version = :version");
    rollout.state = Rollout::State::Stopped;
    return set.bind(":why", why).bind(":version", rollout.version).run();
}

Status begin_next_wave(store::Database& db, Rollout& rollout, WallTime now) {
    store::Statement set = db.prepare(
        "UPDATE update_rollout SET wave = :wave, wave_since_ms = :now_ms WHERE version = :version");
    ++rollout.wave;
    return set.bind(":wave", rollout.wave)
        .bind(":now_ms", to_ms(now))
        .bind(":version", rollout.version)
        .run();
}

/// Offered until it came to an end there; again after somebody resumed it.
bool may_have(const Rollout& rollout, const UpdatedKiosk& kiosk) {
    if (!domain::is_newer(rollout.version, kiosk.runs)) return false;
    const bool failed = kiosk.state == UpdateState::Failed || kiosk.state == UpdateState::FellBack;
    if (failed && kiosk.since > rollout.forgiven && !mutant("fleet.offers_again")) return false;
    return is_reached(rollout, kiosk.kiosk);
}

Result<Rollout> find(store::Database& db, const std::string& version) {
    const auto all = rollouts(db);
    if (!all.ok()) return all.error();
    for (const Rollout& one : all.value()) {
        if (one.version == version) return one;
    }
    return Error{ErrorCode::NotFound, "no update of this version was added", "VERSION"};
}

}  // namespace

std::filesystem::path bundle_file(const std::filesystem::path& updates,
                                  const std::string& version) {
    return updates / (version + ".raucb");
}

Result<std::vector<Rollout>> rollouts(store::Database& db) {
    store::Statement select = db.prepare(kSelect);
    std::vector<Rollout> all;
    while (true) {
        const Result<bool> row = select.step();
        if (!row.ok()) return row.error().in("fleet.rollouts");
        if (!row.value()) break;
        Result<Rollout> one = read_row(select);
        if (!one.ok()) return one.error();
        all.push_back(std::move(one).value());
    }
    std::ranges::sort(all, [](const Rollout& left, const Rollout& right) {
        return domain::is_newer(left.version, right.version);
    });
    return all;
}

Result<std::vector<UpdatedKiosk>> updated_kiosks(store::Database& db, const std::string& version) {
    store::Statement select = db.prepare(kKiosks);
    select.bind(":version", version);
    std::vector<UpdatedKiosk> all;
    while (true) {
        const Result<bool> row = select.step();
        if (!row.ok()) return row.error().in("fleet.updated_kiosks");
        if (!row.value()) return all;
        all.push_back({.kiosk = select.text(0),
                       .runs = select.text(1),
                       .slot = select.text(2),
                       .state = domain::update_state_of(select.text(3)).value_or(UpdateState::None),
                       .why = select.text(4),
                       .since = wall_ms(select.integer(5)),
                       .heard = wall_ms(select.integer(6))});
    }
}

Status add_rollout(store::Database& db, const Rollout& rollout) {
    const auto all = rollouts(db);
    if (!all.ok()) return all.error();
    if (!all.value().empty() && !domain::is_newer(rollout.version, all.value().front().version)) {
        return Error{ErrorCode::Conflict,
                     "is version " + rollout.version + ", and " + all.value().front().version +
                         " was added already: terminals start the higher one, so build it anew",
                     "FILE"};
    }
    store::Statement insert = db.prepare(kInsert);
    return insert.bind(":version", rollout.version)
        .bind(":digest", rollout.digest.view())
        .bind(":bytes", rollout.bytes)
        .bind(":waves", write_waves(rollout.waves))
        .bind(":stop_at", rollout.stop_at)
        .bind(":soak_minutes",
              std::int64_t{std::chrono::duration_cast<std::chrono::minutes>(rollout.soak).count()})
        .bind(":now_ms", to_ms(rollout.added))
        .run();
}

Status resume_rollout(store::Database& db, const std::string& version, WallTime now) {
    const auto found = find(db, version);
    if (!found.ok()) return found.error();
    if (found.value().state != Rollout::State::Stopped) {
        return Error{ErrorCode::Conflict,
                     std::string("is ") + to_string(found.value().state) + ", not stopped",
                     "VERSION"};
    }
    store::Statement set = db.prepare(
        "UPDATE update_rollout SET state = 'rolling', why = '', forgiven_ms = :now_ms "
        "WHERE version = :version");
    return set.bind(":now_ms", to_ms(now)).bind(":version", version).run();
}

Status abort_rollout(store::Database& db, const std::string& version) {
    const auto found = find(db, version);
    if (!found.ok()) return found.error();
    store::Statement set =
        db.prepare("UPDATE update_rollout SET state = 'aborted' WHERE version = :version");
    return set.bind(":version", version).run();
}

Result<Rollout> rolling(store::Database& db, const std::string& version) {
    const auto all = rollouts(db);
    if (!all.ok()) return all.error();
    const bool newest = !all.value().empty() && all.value().front().version == version;
    if (!newest || all.value().front().state != Rollout::State::Rolling) {
        return Error{ErrorCode::NotFound, "is not rolled out at present", "version"};
    }
    return all.value().front();
}

Result<wire::UpdateAnswer> answer_update(store::Database& db, const std::string& kiosk,
                                         const wire::UpdateQuestion& question, WallTime now) {
    const auto all = rollouts(db);
    if (!all.ok()) return all.error();
    if (all.value().empty()) return wire::UpdateAnswer{};
    Rollout rollout = all.value().front();
    if (Status noted = note(db, kiosk, question, rollout, now); !noted.ok()) return noted.error();
    const auto kiosks = updated_kiosks(db, rollout.version);
    if (!kiosks.ok()) return kiosks.error();
    const Judgement judged = judge(rollout, kiosks.value(), now);
    Status changed = ok_status();
    if (judged.stop) changed = stop(db, rollout, *judged.stop);
    if (judged.next_wave) changed = begin_next_wave(db, rollout, now);
    if (!changed.ok()) return changed.error();
    if (rollout.state != Rollout::State::Rolling) return wire::UpdateAnswer{};
    for (const UpdatedKiosk& one : kiosks.value()) {
        if (one.kiosk != kiosk || !may_have(rollout, one)) continue;
        return wire::UpdateAnswer{
            wire::UpdateOffer{rollout.version, rollout.bytes, rollout.digest}};
    }
    return wire::UpdateAnswer{};
}

}  // namespace sunbooth::center::fleet
