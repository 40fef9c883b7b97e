// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/clock.h"
#include "sync/base/result.h"
#include "sync/center/registry/keys.h"
#include "sync/center/rules/life.h"
#include "sync/domain/ids.h"
#include "sync/seal/secretbox.h"
#include "sync/store/database.h"

#include <optional>
#include <string>
#include <vector>

namespace sunbooth::center::callbacks {

// Of the ratings of a month the bad ones are all called back, and of the rest a random part, so
// that the figures can be trusted (domain.md 1.6). Whether a rating is drawn follows from the
// month's seed and its record's id alone:
//
//   drawn  = first 8 bytes of BLAKE2b-256("SBSA1" seed:32 id:16), big-endian, mod 10000 < percent *
//   100 seed   = derived from the center's key and the month
//
// Nobody who files or is rated knows the seed; an auditor is told it and draws the very same sample
// again, also after more ratings of the month have come in, which never change who was drawn.

struct Draw {
    std::string month;  ///< "2026-10"
    seal::SecretKey seed;
    int bad = 100;  ///< Percent of levels 1 and 2,
    int rest = 5;   ///< and of the others.
};
/// As this center draws it: by the rule profile of the month's first day.
/// @return InvalidInput, field "month"; NotFound before the first hall.
Result<Draw> draw_of(store::Database& db, const registry::Keys& keys, const std::string& month);
bool is_drawn(const Draw& draw, const domain::RecordId& record, int level);

/// A call to somebody who was drawn.
struct SampleCall {
    domain::Date on;
    std::string by;
    rules::Outcome outcome = rules::Outcome::NoAnswer;
    int level = 0;  ///< As heard; 0: not heard.
    std::string note;
};
/// Why nobody is called any more.
enum class SampleEnd {
    Open,
    Heard,      ///< Somebody spoke.
    InVain,     ///< Called as often as the rules ask.
    NoContact,  ///< No telephone was left: there is nobody to call.
    Erased,     ///< It was, and its time was over before anybody called.
    Ticket,     ///< The ticket's own calls.
};
const char* to_string(SampleEnd end);  ///< "open" ..; told to consoles: never rename.

struct SampleItem {
    domain::RecordId record;
    std::string half_day;  ///< "2026-10-26 am"
    std::string unit, window;
    int level = 0;
    bool is_bad = false;
    domain::Language language = domain::Language::Zh;  ///< In which it was given.
    std::int64_t ticket = 0;            ///< Whose calls are the ticket's own; 0: none.
    std::optional<bool> has_contact{};  ///< Nothing: the vault has to be asked.
    std::vector<SampleCall> calls{};
    SampleEnd end = SampleEnd::Open;
};
struct Sample {
    Draw draw;
    std::int64_t bad = 0, rest = 0;  ///< Ratings of the month that it was drawn from.
    std::vector<SampleItem> items;   ///< By day.
};
/// What came of a month's calls that are no ticket's: of those who were drawn (`n`) so many are
/// done, were heard, and said what their rating had said.
struct SampleTally {
    std::int64_t n = 0, done = 0, heard = 0, same = 0, without_contact = 0;
};
SampleTally tally_of(const std::vector<SampleItem>& items);
Result<Sample> sample_of(store::Database& db, const Draw& draw);

/// Writes a call down. Inside the caller's transaction.
struct NewCall {
    domain::RecordId record;
    rules::Outcome outcome = rules::Outcome::NoAnswer;
    int level = 0;
    std::string note{};
};
inline constexpr std::size_t kSampleNoteMax = 1000;  ///< Code points.
/// @return NotFound when it was not drawn; Conflict, field "record", naming who was heard already,
/// that it was called in this half-day, or that there is nobody to call; InvalidInput "level",
/// "note".
Status record_call(store::Database& db, const Draw& draw, const NewCall& call,
                   const std::string& account, WallTime now);

}  // namespace sunbooth::center::callbacks
