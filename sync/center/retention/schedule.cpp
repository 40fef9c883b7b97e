// SPDX-License-Identifier: Apache-2.0
#include "sync/center/retention/schedule.h"

#include "retention_schedule.h"
#include "sync/base/assert.h"

#include <toml++/toml.h>

namespace sunbooth::center::retention {
namespace {

constexpr int kDaysMax = 36'500;

Result<Keep> read_rule(const toml::table& table) {
    const auto text = [&](const char* name) { return table[name].value_or(std::string()); };
    Keep rule;
    rule.name = text("name");
    const std::string at = "keep." + rule.name;
    if (rule.name.empty()) return invalid_input("keep.name", "must be given");
    const std::string what = text("what");
    if (what != "contact" && what != "words") {
        return invalid_input(at + ".what", "must be contact or words");
    }
    rule.what = what == "contact" ? What::Contact : What::Words;
    const std::string of = text("of");
    if (of != "ticket" && of != "rating" && of != "issue") {
        return invalid_input(at + ".of", "must be ticket, rating or issue");
    }
    rule.of = of == "ticket" ? Of::Ticket : (of == "rating" ? Of::Rating : Of::Issue);
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
    return what == What::Contact ? "contact" : "words";
}
const char* to_string(Of of) {
    switch (of) {
        case Of::Ticket:
            return "ticket";
        case Of::Rating:
            return "rating";
        case Of::Issue:
            return "issue";
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
