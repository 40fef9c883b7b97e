// SPDX-License-Identifier: Apache-2.0
#include "sync/center/retention/schedule.h"

#include "retention_schedule.h"
#include "sync/base/assert.h"

#include <toml++/toml.h>

#include <initializer_list>

namespace sunbooth::center::retention {
namespace {

constexpr int kDaysMax = 36'500;

/// Finds the value whose name is `text`. @return false when none is.
template <class Value>
bool named(const std::string& text, std::initializer_list<Value> values, Value& found) {
    for (const Value value : values) {
        if (text != to_string(value)) continue;
        found = value;
        return true;
    }
    return false;
}

Result<Keep> read_rule(const toml::table& table) {
    const auto text = [&](const char* name) { return table[name].value_or(std::string()); };
    Keep rule;
    rule.name = text("name");
    const std::string at = "keep." + rule.name;
    if (rule.name.empty()) return invalid_input("keep.name", "must be given");
    if (!named(text("what"), {What::Contact, What::Words, What::Queue, What::Parked}, rule.what)) {
        return invalid_input(at + ".what", "must be contact, words, queue or parked");
    }
    if (!named(text("of"), {Of::Ticket, Of::Rating, Of::Issue, Of::Terminal}, rule.of)) {
        return invalid_input(at + ".of", "must be ticket, rating, issue or terminal");
    }
    const bool of_terminal = rule.what == What::Queue || rule.what == What::Parked;
    if (of_terminal != (rule.of == Of::Terminal)) {
        return invalid_input(at + ".what",
                             "queues and parked records are kept of a terminal, nothing else is");
    }
    if (rule.of == Of::Issue && rule.what == What::Contact) {
        return invalid_input(at + ".what", "a monitor leaves no contact with a report");
    }
    rule.days = table["days"].value_or(0);
    if (rule.days < 1 || rule.days > kDaysMax) {
        return invalid_input(at + ".days", "must be calendar days from 1 to 36500");
    }
    return rule;
}

}  // namespace

const char* to_string(What what) {
    switch (what) {
        case What::Contact:
            return "contact";
        case What::Words:
            return "words";
        case What::Queue:
            return "queue";
        case What::Parked:
            return "parked";
    }
    return "";
}
const char* to_string(Of of) {
    switch (of) {
        case Of::Ticket:
            return "ticket";
        case Of::Rating:
            return "rating";
        case Of::Issue:
            return "issue";
        case Of::Terminal:
            return "terminal";
    }
    return "";
}

Result<Schedule> read_schedule(std::string_view text) {
    try {
        const toml::table root = toml::parse(text);
        Schedule schedule;
        const auto from = domain::Date::parse(root["from"].value_or(std::string()));
        if (!from.ok()) return invalid_input("from", "must be a date such as 2026-01-01");
        schedule.from = from.value();
        schedule.hour = root["hour"].value_or(-1);
        if (schedule.hour < 0 || schedule.hour > 23) {
            return invalid_input("hour", "must be from 0 to 23");
        }
        schedule.spool_days = root["spool_days"].value_or(0);
        if (schedule.spool_days < 1 || schedule.spool_days > kDaysMax) {
            return invalid_input("spool_days", "must be calendar days from 1 to 36500");
        }
        schedule.replaced_days = root["replaced_days"].value_or(0);
        if (schedule.replaced_days < 1 || schedule.replaced_days > kDaysMax) {
            return invalid_input("replaced_days", "must be calendar days from 1 to 36500");
        }
        const toml::array* rules = root["keep"].as_array();
        if (rules == nullptr) return invalid_input("keep", "must be a list of rules");
        for (const toml::node& node : *rules) {
            const toml::table* table = node.as_table();
            if (table == nullptr) return invalid_input("keep", "must be a list of rules");
            Result<Keep> rule = read_rule(*table);
            if (!rule.ok()) return rule.error();
            schedule.rules.push_back(std::move(rule).value());
        }
        return schedule;
    } catch (const toml::parse_error& failed) {
        return invalid_input("schedule", std::string(failed.description()));
    }
}

const Schedule& schedule() {
    static const Schedule kSchedule = [] {
        auto read = read_schedule(assets::schedule_toml);
        SUNBOOTH_ASSERT(read.ok());  // It is compiled in, and a test reads it.
        return std::move(read).value();
    }();
    return kSchedule;
}

}  // namespace sunbooth::center::retention
