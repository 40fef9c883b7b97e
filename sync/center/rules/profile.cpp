// SPDX-License-Identifier: Apache-2.0
// The editions that are known: those that come along and those that an operator brought in.
#include "sync/center/rules/profile.h"

#include "rule_profiles.h"
#include "sync/base/mutant.h"

#include <algorithm>
#include <atomic>
#include <deque>
#include <mutex>

namespace sunbooth::center::rules {
namespace {

using Table = std::vector<const Profile*>;

/// Editions are only ever added, so that a reference to one is good for ever; readers see a whole
/// table, before or after.
struct Shelf {
    std::mutex writing;
    std::deque<Profile> added;
    std::deque<Table> tables;  ///< Former ones stay: a reader may still hold one.
    std::atomic<const Table*> current;
};

std::vector<Profile> read_built_in() {
    std::vector<Profile> profiles;
    const Result<Profile> national = read_profile(assets::national_toml);
    SUNBOOTH_ASSERT(national.ok());  // They are compiled in, and a test reads each.
    for (const std::string_view text :
         {assets::hubei_xiangyang_toml, assets::hubei_xiangyang_2026_12_toml,
          assets::xinjiang_county_toml}) {
        Result<Profile> profile = read_profile(text, &national.value());
        SUNBOOTH_ASSERT(profile.ok());
        profiles.push_back(std::move(profile).value());
    }
    profiles.push_back(national.value());
    return profiles;
}

Shelf& shelf() {
    static Shelf* const kShelf = [] {
        auto* made = new Shelf();
        Table& first = made->tables.emplace_back();
        for (const Profile& profile : built_in_profiles()) first.push_back(&profile);
        made->current.store(&first);
        return made;
    }();
    return *kShelf;
}

int minute_after_first(const Season& season) {
    return season.hours.front().second;
}

}  // namespace

bool Profile::refuses_for(std::string_view code) const {
    return std::ranges::find(refusals, code, &Coded::code) != refusals.end();
}

Clocks Profile::clocks(domain::RecordKind kind) const {
    if (kind == domain::RecordKind::Complaint)
        return {verify, reply, extension, rework, reply_from, feedback};
    return kind == domain::RecordKind::Rating ? rating : issue;
}

std::optional<int> Profile::answer_days() const {
    const bool before = reply_from != Start::Filing;
    for (const Limit& limit : {before ? verify : reply, reply, feedback}) {
        if (limit.unit != Limit::Unit::WorkingDays) return std::nullopt;
    }
    return (before ? verify.n : 0) + reply.n + feedback.n;
}

bool Profile::counts_from_later() const {
    return reply_from != Start::Filing || rating.reply_from != Start::Filing;
}

const Season& Profile::season_on(domain::Date day) const {
    SUNBOOTH_ASSERT(!seasons.empty());
    const int date = static_cast<int>(day.month() * 100 + day.day());
    // Before the first day of the first season the last one of the year before still runs.
    const Season* found = &seasons.back();
    for (const Season& season : seasons) {
        if (season.from <= date) found = &season;
    }
    return *found;
}

int Profile::noon_on(domain::Date day) const {
    constexpr int kNoon = 12 * 60;
    const Season& season = season_on(day);
    return season.hours.size() > 1 ? minute_after_first(season) : kNoon;
}

const Document* Profile::document(std::string_view kind) const {
    const auto found = std::ranges::find(documents, kind, &Document::kind);
    return found == documents.end() ? nullptr : &*found;
}

std::span<const Profile> built_in_profiles() {
    static const std::vector<Profile> kProfiles = read_built_in();
    return kProfiles;
}

std::vector<const Profile*> editions() {
    Table all = *shelf().current.load();
    std::ranges::sort(all, [](const Profile* a, const Profile* b) {
        return std::pair(a->id, a->from) < std::pair(b->id, b->from);
    });
    return all;
}

Result<std::string> lender_of(std::string_view toml) {
    const domain::Date last = domain::Date::of(9999, 12, 31);
    const Result<Profile> read = read_profile(toml, &profile_on("national", last));
    if (!read.ok()) return read.error();
    const bool newest = mutant("rules.lends_the_newest");
    return profile_on("national", newest ? last : read.value().from).toml;
}

Result<Profile> read_edition(std::string_view toml, std::string_view lent) {
    const Profile& first = built_in_profiles().back();
    SUNBOOTH_ASSERT(first.id == "national");
    if (lent.empty()) return read_profile(toml, &first);
    const Result<Profile> lender = read_profile(lent, &first);
    if (!lender.ok()) return lender;
    return read_profile(toml, &lender.value());
}

Result<const Profile*> add_edition(std::string_view toml, std::string_view lent) {
    Result<Profile> read = read_edition(toml, lent);
    if (!read.ok()) return read.error();
    Shelf& all = shelf();
    const std::lock_guard lock(all.writing);
    const Table& current = *all.current.load();
    for (const Profile* known : current) {
        if (known->id != read.value().id || known->from != read.value().from) continue;
        if (known->toml == read.value().toml) return known;
        return Error{ErrorCode::Conflict,
                     "there is another edition of \"" + known->id + "\" from " + known->from.iso() +
                         " on: give the changed one a later day",
                     "from"};
    }
    const Profile& added = all.added.emplace_back(std::move(read).value());
    Table next = current;
    next.push_back(&added);
    all.current.store(&all.tables.emplace_back(std::move(next)));
    return &added;
}

const Profile& profile_on(std::string_view id, domain::Date day) {
    const Profile* best = nullptr;
    const Profile* oldest = nullptr;
    for (const Profile* profile : *shelf().current.load()) {
        if (profile->id != id) continue;
        if (oldest == nullptr || profile->from < oldest->from) oldest = profile;
        const bool applies = profile->from <= day;
        if (applies && (best == nullptr || best->from < profile->from)) best = profile;
    }
    if (best != nullptr) return *best;
    if (oldest != nullptr) return *oldest;
    SUNBOOTH_ASSERT(id != "national");
    return profile_on("national", day);
}

}  // namespace sunbooth::center::rules
