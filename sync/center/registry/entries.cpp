// SPDX-License-Identifier: Apache-2.0
#include "sync/center/registry/entries.h"

#include "sync/base/assert.h"
#include "sync/base/mutant.h"
#include "sync/center/registry/entry_rows.h"
#include "sync/center/registry/hall.h"
#include "sync/domain/date.h"
#include "sync/domain/language.h"
#include "sync/domain/text.h"

#include <algorithm>
#include <array>

namespace sunbooth::center::registry {
namespace {

using Form = FieldRule::Form;

constexpr std::size_t kCodeMax = 32;
constexpr int kListMax = 200;
constexpr int kDaysMax = 365;
constexpr std::array<std::string_view, 4> kPointKinds = {"enterprise", "window", "community",
                                                         "other"};

std::string about(EntryKind kind, const std::string& code) {
    return std::string(to_string(kind)) + "/" + code;
}

Status check_code(EntryKind kind, const std::string& code) {
    if (kind == EntryKind::Division) {
        if (!division_level(code).empty()) return ok_status();
        return invalid_input("code", "must have 4, 6, 9 or 12 digits (GB/T 2260 and 10114)");
    }
    const bool good =
        !code.empty() && code.size() <= kCodeMax && std::ranges::all_of(code, [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                   c == '-' || c == '_' || c == '.';
        });
    if (good) return ok_status();
    return invalid_input("code", "must be 1 to 32 of letters, digits, \"-\", \"_\" and \".\"");
}

/// Whether an entry of this kind and code is there and in use.
Result<bool> is_in_use(store::Database& db, EntryKind kind, const std::string& code) {
    const auto found = find_entry(db, kind, code);
    if (found.ok()) return found.value().active;
    if (found.error().code == ErrorCode::NotFound) return false;
    return found.error();
}

Status check_named(store::Database& db, std::string_view field, EntryKind kind,
                   const std::string& code) {
    const Result<bool> there = is_in_use(db, kind, code);
    if (!there.ok()) return there.error();
    if (there.value()) return ok_status();
    return invalid_input(std::string(field),
                         "names no " + std::string(to_string(kind)) + " that is in use");
}

Status check_value(store::Database& db, const FieldRule& rule, const std::string& value) {
    const std::string field = "fields." + std::string(rule.name);
    const auto length = domain::count_code_points(value);
    if (!length) return invalid_input(field, "is no UTF-8");
    if (*length > rule.max) {
        return invalid_input(field, "is longer than " + std::to_string(rule.max) + " characters");
    }
    if (value.empty()) {
        return rule.required ? Status(invalid_input(field, "must be given")) : ok_status();
    }
    switch (rule.form) {
        case Form::Text:
            return ok_status();
        case Form::Phone:
            if (value.find_first_not_of("0123456789+- ") == std::string::npos) return ok_status();
            return invalid_input(field, "must be digits, with blanks, \"-\" or \"+\" between");
        case Form::Date:
            if (domain::Date::parse(value).ok()) return ok_status();
            return invalid_input(field, "must be a date such as 2026-11-26");
        case Form::Days: {
            const bool digits = value.find_first_not_of("0123456789") == std::string::npos;
            if (digits && std::stoi(value) >= 1 && std::stoi(value) <= kDaysMax) return ok_status();
            return invalid_input(field, "must be working days from 1 to 365");
        }
        case Form::PointKind:
            if (std::ranges::find(kPointKinds, value) != kPointKinds.end()) return ok_status();
            return invalid_input(field, "must be enterprise, window, community or other");
        case Form::Unit:
            return check_named(db, field, EntryKind::Unit, value);
        case Form::Window:
            return check_named(db, field, EntryKind::Window, value);
        case Form::Division:
            return check_named(db, field, EntryKind::Division, value);
        case Form::Language:
            if (domain::language_of(value)) return ok_status();
            return invalid_input(field, "must be zh-CN, en or ug");
        case Form::Point:
            return check_named(db, field, EntryKind::Point, value);
    }
    return ok_status();
}

Status check_fields(store::Database& db, const Edit& edit) {
    const auto rules = fields_of(edit.kind);
    for (const auto& [name, value] : edit.fields) {
        if (std::ranges::find(rules, name, &FieldRule::name) == rules.end()) {
            return invalid_input("fields." + name, "is no field of this kind");
        }
    }
    for (const FieldRule& rule : rules) {
        const Status good = check_value(db, rule, text_in(edit.fields, rule.name));
        if (!good.ok()) return good;
    }
    if (edit.kind == EntryKind::Monitor &&
        text_in(edit.fields, "until") < text_in(edit.fields, "from")) {
        return invalid_input("fields.until", "must not be before the term begins");
    }
    if (edit.kind != EntryKind::Division) return ok_status();
    const std::string parent = division_parent(edit.code);
    return parent.empty() ? ok_status() : check_named(db, "code", EntryKind::Division, parent);
}

/// Who still names it; an empty text: nobody.
Result<std::string> holder_of(store::Database& db, EntryKind kind, const std::string& code) {
    struct Link {
        EntryKind from;
        const char* field;
        EntryKind to;
    };
    static constexpr std::array kLinks = {Link{EntryKind::Window, "unit", EntryKind::Unit},
                                          Link{EntryKind::Service, "unit", EntryKind::Unit},
                                          Link{EntryKind::Point, "unit", EntryKind::Unit},
                                          Link{EntryKind::Service, "window", EntryKind::Window},
                                          Link{EntryKind::Monitor, "point", EntryKind::Point},
                                          Link{EntryKind::Unit, "superior", EntryKind::Unit},
                                          Link{EntryKind::Unit, "division", EntryKind::Division},
                                          Link{EntryKind::Kiosk, "division", EntryKind::Division},
                                          Link{EntryKind::Point, "division", EntryKind::Division},
                                          Link{EntryKind::Division, "", EntryKind::Division}};
    for (const Link& link : kLinks) {
        if (link.to != kind) continue;
        const auto all = all_entries(db, link.from);
        if (!all.ok()) return all.error();
        for (const Entry& one : all.value()) {
            const bool names = std::string_view(link.field).empty()
                                   ? division_parent(one.code) == code
                                   : text_in(one.fields, link.field) == code;
            if (one.active && names) return about(one.kind, one.code);
        }
    }
    return std::string();
}

/// What the last one to edit it did, in words.
Status overtaken(store::Database& db, const Edit& edit, std::int64_t version) {
    const auto history = entry_history(db, edit.kind, edit.code, 0, 1);
    if (!history.ok()) return history.error();
    std::string why = version == 0 ? "there is no such entry yet"
                                   : "it has version " + std::to_string(version) + " by now";
    if (!history.value().empty()) {
        const JournalEntry& last = history.value().front();
        why += ": " + last.by + " changed";
        const char* between = " ";
        for (const auto& [field, change] : last.fields) {
            why += between + field + " (" + change + ")";
            between = ", ";
        }
    }
    return Error{ErrorCode::Conflict, why, "expected_version"};
}

Fields differences(const Entry& before, const Entry& after) {
    Fields fields;
    for (const FieldRule& rule : fields_of(after.kind)) {
        const std::string was = text_in(before.fields, rule.name);
        const std::string is = text_in(after.fields, rule.name);
        // Nobody's number stands in the journal.
        const std::string told = rule.form == Form::Phone ? "changed" : was + " -> " + is;
        if (was != is) fields[std::string(rule.name)] = told;
    }
    if (before.active != after.active) {
        fields["active"] = after.active ? "no -> yes" : "yes -> no";
    }
    return fields;
}

/// A language is changed by another one: a form that does not have the field leaves it alone.
void keep_language(const Entry& before, Entry& after) {
    const std::string was = text_in(before.fields, "language");
    if (!was.empty() && text_in(after.fields, "language").empty()) after.fields["language"] = was;
}

Status check_edit(store::Database& db, const Edit& edit, const Entry& before) {
    if (edit.expected_version != before.version && !mutant("registry.lost_update")) {
        return overtaken(db, edit, before.version);
    }
    if (Status good = check_code(edit.kind, edit.code); !good.ok()) return good;
    if (edit.active) return check_fields(db, edit);
    if (edit.kind == EntryKind::Monitor) {
        return invalid_input("active", "a monitor's term ends by its date: set fields.until");
    }
    const Result<std::string> holder = holder_of(db, edit.kind, edit.code);
    if (!holder.ok()) return holder.error();
    if (holder.value().empty()) return ok_status();
    return Error{ErrorCode::Conflict, holder.value() + " still belongs to it", "active"};
}

bool has_words(const Entry& entry, const std::string& words) {
    if (entry.code.starts_with(words)) return true;
    for (const char* name : {"name", "name.zh", "name.en", "name.ug"}) {
        if (text_in(entry.fields, name).find(words) != std::string::npos) return true;
    }
    return false;
}

bool fits(const Entry& entry, const EntryFilter& filter) {
    return (!filter.active || entry.active == *filter.active) &&
           (filter.unit.empty() || text_in(entry.fields, "unit") == filter.unit) &&
           has_words(entry, filter.words);
}

}  // namespace

Result<std::vector<Entry>> entries(store::Database& db, EntryKind kind, const std::string& after,
                                   int limit) {
    EntryFilter filter;
    filter.kind = kind;
    filter.cursor = after;
    filter.limit = limit;
    return entries(db, filter);
}

Result<std::vector<Entry>> entries(store::Database& db, const EntryFilter& filter) {
    SUNBOOTH_ASSERT(filter.limit >= 1 && filter.limit <= kListMax);
    auto all = all_entries(db, filter.kind);
    if (!all.ok()) return all.error().in("registry.entries");
    if (filter.last_first) std::ranges::reverse(all.value());
    std::vector<Entry> page;
    for (Entry& entry : all.value()) {
        const bool seen =
            filter.last_first ? entry.code >= filter.cursor : entry.code <= filter.cursor;
        if ((seen && !filter.cursor.empty()) || !fits(entry, filter)) continue;
        if (page.size() == static_cast<std::size_t>(filter.limit)) break;
        page.push_back(std::move(entry));
    }
    return page;
}

Result<Entry> find_entry(store::Database& db, EntryKind kind, const std::string& code) {
    auto all = all_entries(db, kind);
    if (!all.ok()) return all.error().in("registry.find_entry");
    const auto found = std::ranges::find(all.value(), code, &Entry::code);
    if (found == all.value().end()) {
        return Error{ErrorCode::NotFound, "there is no such entry", "code"};
    }
    return std::move(*found);
}

namespace {

/// An entry before and after an edit that is good, and what differs.
struct Turn {
    Entry before, after;
    Fields changed;
};
Result<Turn> turn_of(store::Database& db, const Edit& edit) {
    Turn turn{{edit.kind, edit.code, 0, edit.active, {}}, {}, {}};
    auto found = find_entry(db, edit.kind, edit.code);
    if (!found.ok() && found.error().code != ErrorCode::NotFound) return found.error();
    if (found.ok()) turn.before = std::move(found).value();
    if (Status good = check_edit(db, edit, turn.before); !good.ok()) return good.error();
    turn.after = turn.before;
    turn.after.version = turn.before.version + 1;
    turn.after.active = edit.active;
    if (edit.active) turn.after.fields = edit.fields;
    keep_language(turn.before, turn.after);
    turn.changed = differences(turn.before, turn.after);
    return turn;
}

}  // namespace

Result<Fields> preview_entry(store::Database& db, const Edit& edit) {
    Result<Turn> turn = turn_of(db, edit);
    if (!turn.ok()) return turn.error();
    return std::move(turn.value().changed);
}

Result<Entry> save_entry(store::Database& db, const Edit& edit, WallTime now) {
    const Result<Turn> turn = turn_of(db, edit);
    if (!turn.ok()) return turn.error();
    const auto& [before, after, changed] = turn.value();
    if (before.version > 0 && changed.empty()) return before;
    if (Status carried = carry_out(db, after, now); !carried.ok()) {
        return carried.error().in("registry.save_entry");
    }
    if (Status kept = keep_entry(db, after); !kept.ok()) return kept.error();
    const char* what = before.version == 0 ? "registry_made" : "registry_changed";
    const Status noted = note(db, {0, now, edit.by, what, about(edit.kind, edit.code), changed});
    if (!noted.ok()) return noted.error();
    return find_entry(db, edit.kind, edit.code);
}

Result<std::vector<JournalEntry>> entry_history(store::Database& db, EntryKind kind,
                                                const std::string& code, std::int64_t before,
                                                int limit) {
    return journal_about(db, about(kind, code), before, limit);
}

}  // namespace sunbooth::center::registry
