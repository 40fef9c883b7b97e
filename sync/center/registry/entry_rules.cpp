// SPDX-License-Identifier: Apache-2.0
// Which fields the entries of each kind have, and what a field may hold.
#include "sync/base/named.h"
#include "sync/center/registry/entries.h"

#include <algorithm>
#include <array>

namespace sunbooth::center::registry {
namespace {

using Form = FieldRule::Form;

constexpr std::size_t kNoteMax = 500;
constexpr std::size_t kCodeMax = 32;

constexpr FieldRule kNameZh{"name.zh", true};
constexpr FieldRule kNameEn{"name.en", false};
constexpr FieldRule kNameUg{"name.ug", false};

constexpr std::array kDivision = {kNameZh, kNameEn, kNameUg};
constexpr std::array kUnit = {kNameZh,
                              kNameEn,
                              kNameUg,
                              FieldRule{"phone", false, kCodeMax, Form::Phone},
                              FieldRule{"division", false, kCodeMax, Form::Division},
                              FieldRule{"language", false, 5, Form::Language},
                              FieldRule{"superior", false, kCodeMax, Form::Unit}};
constexpr std::array kWindow = {kNameZh, kNameEn, kNameUg,
                                FieldRule{"unit", true, kCodeMax, Form::Unit}};
constexpr std::array kService = {kNameZh,
                                 kNameEn,
                                 kNameUg,
                                 FieldRule{"unit", true, kCodeMax, Form::Unit},
                                 FieldRule{"window", false, kCodeMax, Form::Window},
                                 FieldRule{"promised_days", false, 3, Form::Days},
                                 FieldRule{"statutory_days", false, 3, Form::Days},
                                 FieldRule{"basis", false, kNoteMax}};
constexpr std::array kKiosk = {kNameZh, kNameEn, kNameUg,
                               FieldRule{"division", false, kCodeMax, Form::Division},
                               FieldRule{"note", false, kNoteMax}};
constexpr std::array kPoint = {kNameZh,
                               kNameEn,
                               kNameUg,
                               FieldRule{"kind", true, kCodeMax, Form::PointKind},
                               FieldRule{"unit", false, kCodeMax, Form::Unit},
                               FieldRule{"division", false, kCodeMax, Form::Division},
                               FieldRule{"since", true, 10, Form::Date}};
constexpr std::array kMonitor = {FieldRule{"name", true},
                                 FieldRule{"point", true, kCodeMax, Form::Point},
                                 FieldRule{"phone", false, kCodeMax, Form::Phone},
                                 FieldRule{"from", true, 10, Form::Date},
                                 FieldRule{"until", true, 10, Form::Date},
                                 FieldRule{"language", false, 5, Form::Language}};

constexpr std::array kKinds = {
    Named{EntryKind::Division, "division"}, Named{EntryKind::Unit, "unit"},
    Named{EntryKind::Window, "window"},     Named{EntryKind::Service, "service"},
    Named{EntryKind::Kiosk, "kiosk"},       Named{EntryKind::Point, "point"},
    Named{EntryKind::Monitor, "monitor"}};
static_assert(named_in_order(kKinds, EntryKind::Monitor));

// Length of a division's code by level.
struct Level {
    std::size_t length;
    const char* name;
};
constexpr std::array kLevels = {Level{4, "city"}, Level{6, "county"}, Level{9, "town"},
                                Level{12, "village"}};

}  // namespace

const char* to_string(EntryKind kind) {
    return name_in(kKinds, kind);
}

std::optional<EntryKind> entry_kind_of(std::string_view name) {
    return value_in(kKinds, name);
}

std::span<const FieldRule> fields_of(EntryKind kind) {
    switch (kind) {
        case EntryKind::Division:
            return kDivision;
        case EntryKind::Unit:
            return kUnit;
        case EntryKind::Window:
            return kWindow;
        case EntryKind::Service:
            return kService;
        case EntryKind::Kiosk:
            return kKiosk;
        case EntryKind::Point:
            return kPoint;
        case EntryKind::Monitor:
            return kMonitor;
    }
    return {};
}

std::string division_level(std::string_view code) {
    if (!std::ranges::all_of(code, [](char c) { return c >= '0' && c <= '9'; })) return {};
    for (const Level& level : kLevels) {
        if (level.length == code.size()) return level.name;
    }
    return {};
}

std::string division_parent(std::string_view code) {
    std::size_t above = 0;
    for (const Level& level : kLevels) {
        if (level.length == code.size()) return std::string(code.substr(0, above));
        above = level.length;
    }
    return {};
}

}  // namespace sunbooth::center::registry
