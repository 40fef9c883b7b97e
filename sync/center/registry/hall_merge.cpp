// SPDX-License-Identifier: Apache-2.0
#include "sync/center/registry/hall_merge.h"

#include "sync/base/mutant.h"

#include <algorithm>
#include <map>
#include <optional>

namespace sunbooth::center::registry {
namespace {

using Fields = std::map<std::string, std::string>;

void put_name(Fields& fields, const domain::LocalText& name) {
    fields["name.zh"] = name.zh;
    fields["name.en"] = name.en;
    fields["name.ug"] = name.ug;
}
domain::LocalText name_in(const Fields& fields) {
    return {fields.at("name.zh"), fields.at("name.en"), fields.at("name.ug")};
}

Fields fields_of(const domain::Unit& unit) {
    Fields fields{{"phone", unit.phone}};
    put_name(fields, unit.name);
    return fields;
}
void put_fields(domain::Unit& unit, const Fields& fields) {
    unit.name = name_in(fields);
    unit.phone = fields.at("phone");
}
Fields fields_of(const domain::Window& window) {
    Fields fields{{"unit", window.unit}};
    put_name(fields, window.name);
    return fields;
}
void put_fields(domain::Window& window, const Fields& fields) {
    window.name = name_in(fields);
    window.unit = fields.at("unit");
}
Fields fields_of(const domain::MonitoringPoint& point) {
    Fields fields;
    put_name(fields, point.name);
    return fields;
}
void put_fields(domain::MonitoringPoint& point, const Fields& fields) {
    point.name = name_in(fields);
}
Fields fields_of(const domain::Monitor& monitor) {
    return {{"point", monitor.point},
            {"name", monitor.name},
            {"from", monitor.from.iso()},
            {"until", monitor.until.iso()},
            {"badge", monitor.badge_hash}};
}
void put_fields(domain::Monitor& monitor, const Fields& fields) {
    monitor.point = fields.at("point");
    monitor.name = fields.at("name");
    monitor.from = domain::Date::parse(fields.at("from")).value();
    monitor.until = domain::Date::parse(fields.at("until")).value();
    monitor.badge_hash = fields.at("badge");
}

template <class Item>
const Item* find(const std::vector<Item>& items, const std::string& code) {
    const auto at = std::ranges::find(items, code, &Item::code);
    return at == items.end() ? nullptr : &*at;
}

/// One of units, windows, points, monitors.
template <class Item>
class List {
public:
    List(std::string name, const HallsToMerge& halls, std::vector<Item> domain::Hall::*items)
        : name_(std::move(name)), halls_(halls), items_(items) {}

    Status merge(MergedHall& merged) {
        std::vector<Item>& out = merged.hall.*items_;
        out.clear();
        for (const Item& item : halls_.file.*items_) {
            if (Status done = merge_one(item.code, out, merged.kept); !done.ok()) return done;
        }
        for (const Item& item : halls_.registry.*items_) {
            if (find(halls_.file.*items_, item.code) != nullptr) continue;
            if (Status done = merge_one(item.code, out, merged.kept); !done.ok()) return done;
        }
        return ok_status();
    }

private:
    /// What the file said before: where that is not known, what was edited is the registry's.
    const Item* before(const std::string& code, const Item* registry, const Item* file) const {
        if (halls_.file_before != nullptr) return find(halls_.file_before->*items_, code);
        return halls_.was_edited(name_, code) ? file : registry;
    }
    std::string at(const std::string& code, const std::string& field) const {
        return name_ + "." + code + (field.empty() ? "" : "." + field);
    }
    Error both_changed(const std::string& code, const std::string& field, const std::string& ours,
                       const std::string& theirs) const {
        const bool is_secret = field == "badge";
        return {ErrorCode::Conflict,
                "was changed since the last import in the registry" +
                    (is_secret ? std::string() : " (\"" + ours + "\")") + " and in the file" +
                    (is_secret ? std::string() : " (\"" + theirs + "\")") +
                    ": make the two agree, in either",
                at(code, field)};
    }

    Status merge_one(const std::string& code, std::vector<Item>& out,
                     std::vector<std::string>& kept) {
        const Item* const ours = find(halls_.registry.*items_, code);
        const Item* const theirs = find(halls_.file.*items_, code);
        const Item* const base = before(code, ours, theirs);
        if (mutant("registry.file_has_the_word")) {
            if (theirs != nullptr) out.push_back(*theirs);
            return ok_status();
        }
        if (ours != nullptr && theirs != nullptr) {
            return merge_fields(code, {base, ours, theirs}, out, kept);
        }
        const Item* const there = ours != nullptr ? ours : theirs;
        // Made on one side, or taken away on the other since.
        const bool was_made = base == nullptr;
        if (!was_made && fields_of(*base) != fields_of(*there)) {
            return both_changed(code, "", ours != nullptr ? "changed" : "taken away",
                                theirs != nullptr ? "changed" : "taken away");
        }
        if (was_made) out.push_back(*there);
        // The registry has the last word on what it made, and on what it took away.
        if (was_made == (ours != nullptr)) kept.push_back(at(code, ""));
        return ok_status();
    }

    struct Three {
        const Item *base, *ours, *theirs;
    };
    Status merge_fields(const std::string& code, const Three& three, std::vector<Item>& out,
                        std::vector<std::string>& kept) {
        const Fields ours = fields_of(*three.ours);
        Fields fields = fields_of(*three.theirs);
        const Fields base = three.base == nullptr ? Fields{} : fields_of(*three.base);
        for (auto& [field, theirs] : fields) {
            const std::string& mine = ours.at(field);
            if (mine == theirs) continue;
            const auto was = base.find(field);
            if (was != base.end() && was->second == mine) continue;
            if (was == base.end() || was->second != theirs) {
                return both_changed(code, field, mine, theirs);
            }
            theirs = mine;
            kept.push_back(at(code, field));
        }
        out.push_back(*three.theirs);
        put_fields(out.back(), fields);
        return ok_status();
    }

    std::string name_;
    const HallsToMerge& halls_;
    std::vector<Item> domain::Hall::*items_;
};

}  // namespace

Result<MergedHall> merge_halls(const HallsToMerge& halls) {
    MergedHall merged{halls.file, {}};
    Status done = List("units", halls, &domain::Hall::units).merge(merged);
    if (done.ok()) done = List("windows", halls, &domain::Hall::windows).merge(merged);
    if (done.ok()) done = List("points", halls, &domain::Hall::points).merge(merged);
    if (done.ok()) done = List("monitors", halls, &domain::Hall::monitors).merge(merged);
    if (!done.ok()) return done.error();
    return merged;
}

}  // namespace sunbooth::center::registry
