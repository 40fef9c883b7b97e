// SPDX-License-Identifier: Apache-2.0
#include "sync/wire/health.h"

#include "sync/wire/json.h"

namespace sunbooth::wire {
namespace {

namespace json = boost::json;

constexpr std::size_t kBodyBytes = 4096;
constexpr std::size_t kNameBytes = 128;
constexpr std::size_t kScreensBytes = 512;
constexpr std::int64_t kCountMax = 10'000'000;
constexpr std::int64_t kMegabytesMax = 1'000'000'000;
constexpr std::int64_t kMinutesMax = 100LL * 366 * 24 * 60;
constexpr std::int64_t kDaysMax = 100LL * 366;
constexpr std::int64_t kColdest = -273;
constexpr std::int64_t kHottest = 1000;

domain::Machine read_machine(FieldReader& in) {
    domain::Machine machine;
    machine.version = in.text_or_empty("version", kNameBytes);
    machine.slot = in.text_or_empty("slot", kNameBytes);
    machine.screens = in.text_or_empty("screens", kScreensBytes);
    machine.printer = in.text_or_empty("printer", kNameBytes);
    machine.sound = in.text_or_empty("sound", kNameBytes);
    if (in.has("temperature_c")) {
        machine.temperature_c = static_cast<int>(in.integer("temperature_c", kColdest, kHottest));
    }
    machine.disk_free_mb = in.integer("disk_free_mb", 0, kMegabytesMax);
    machine.memory_free_mb = in.integer("memory_free_mb", 0, kMegabytesMax);
    machine.up_minutes = in.integer("up_minutes", 0, kMinutesMax);
    machine.starts = static_cast<int>(in.integer("starts", 0, kCountMax));
    return machine;
}

}  // namespace

json::object machine_json(const domain::Machine& machine) {
    json::object out{{"version", machine.version},
                     {"slot", machine.slot},
                     {"screens", machine.screens},
                     {"printer", machine.printer},
                     {"sound", machine.sound},
                     {"disk_free_mb", machine.disk_free_mb},
                     {"memory_free_mb", machine.memory_free_mb},
                     {"up_minutes", machine.up_minutes},
                     {"starts", machine.starts}};
    if (machine.temperature_c) out["temperature_c"] = *machine.temperature_c;
    return out;
}

std::string write(const domain::TerminalHealth& health) {
    json::object out{{"machine", machine_json(health.machine)},
                     {"unsent", health.unsent},
                     {"parked", health.parked},
                     {"accepting", health.accepting},
                     {"quarantined", health.quarantined}};
    if (health.oldest_unsent_days) out["oldest_unsent_days"] = *health.oldest_unsent_days;
    return json::serialize(out);
}

Result<domain::TerminalHealth> read_terminal_health(std::string_view text) {
    const Result<json::value> parsed = parse_json(text, kBodyBytes);
    if (!parsed.ok()) return parsed.error().in("health");
    FieldReader in(parsed.value());
    domain::TerminalHealth health;
    if (auto machine = in.object("machine")) {
        health.machine = read_machine(*machine);
        in.adopt(*machine);
    }
    health.unsent = in.integer("unsent", 0, kCountMax);
    health.parked = in.integer("parked", 0, kCountMax);
    if (in.has("oldest_unsent_days")) {
        health.oldest_unsent_days = static_cast<int>(in.integer("oldest_unsent_days", 0, kDaysMax));
    }
    health.accepting = in.boolean("accepting");
    health.quarantined = in.boolean("quarantined");
    if (in.error()) return in.error()->in("health");
    return health;
}

}  // namespace sunbooth::wire
