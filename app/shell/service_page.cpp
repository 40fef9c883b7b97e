// SPDX-License-Identifier: Apache-2.0
#include "app/shell/service_page.h"

#include "app/shell/appliance.h"
#include "app/shell/journal.h"
#include "app/shell/stage.h"

namespace sunbooth::app::shell {
namespace {

using namespace i18n::literals;
using std::chrono::seconds;

constexpr std::size_t kEventsShown = 8;  // What fits beside two buttons on the smallest glass.

std::string or_none(const i18n::Catalogue& words, const std::string& value) {
    return value.empty() ? words.tr("service.none"_key) : value;
}

std::vector<ui::Fact> link_facts(const i18n::Catalogue& words, const Service& service) {
    const client::Standing& now = service.standing;
    const auto count = [](std::size_t n) { return static_cast<std::int64_t>(n); };
    return {
        {words.tr("service.terminal"_key), service.terminal, {}},
        {words.tr("service.network"_key),
         now.online ? words.tr("shell.online"_key) : words.tr("shell.offline"_key), service.center},
        {words.tr("service.queue"_key),
         words.tr("service.queue_state"_key, {{"unsent", count(now.unsent)},
                                              {"parked", count(now.parked)},
                                              {"held", count(now.held)}}),
         now.accepting ? "" : words.tr("service.not_accepting"_key)}};
}

std::vector<ui::Fact> machine_facts(const i18n::Catalogue& words, const domain::Machine& machine) {
    const std::string warmth =
        machine.temperature_c
            ? words.tr("service.degrees"_key, {{"degrees", std::int64_t{*machine.temperature_c}}})
            : words.tr("service.none"_key);
    return {{words.tr("service.version"_key), or_none(words, machine.version),
             machine.slot.empty() ? "" : words.tr("service.slot"_key, {{"slot", machine.slot}})},
            {words.tr("service.screen"_key), or_none(words, machine.screens), {}},
            {words.tr("service.printer"_key), or_none(words, machine.printer), {}},
            {words.tr("service.sound"_key), or_none(words, machine.sound), {}},
            {words.tr("service.disk"_key),
             words.tr("service.megabytes"_key, {{"mb", machine.disk_free_mb}}),
             {}},
            {words.tr("service.memory"_key),
             words.tr("service.megabytes"_key, {{"mb", machine.memory_free_mb}}),
             {}},
            {words.tr("service.temperature"_key), warmth, {}},
            {words.tr("service.up"_key),
             words.tr("service.minutes"_key, {{"minutes", machine.up_minutes}}),
             {}}};
}

void draw_events(ui::Ui& ui, const i18n::Catalogue& words, const Service& service) {
    if (service.events.empty()) ui.body(words.tr("service.no_events"_key));
    for (std::size_t i = 0; i < std::min(kEventsShown, service.events.size()); ++i) {
        ui.body(service.events[i]);
    }
}

std::optional<ServiceWish> wish_of(const std::optional<std::string>& pressed) {
    if (pressed == "service.done") return ServiceWish::Done;
    if (pressed == "service.restart") return ServiceWish::Restart;
    return std::nullopt;
}

/// One round of waiting: touches go to the page. @return whether there was any.
bool listen(ServiceDesk& desk, milliseconds wait) {
    Window& window = desk.stage.window();
    window.wait(wait);
    if (window.exposed()) desk.stage.measure();
    bool any = false;
    for (const input::TouchEvent& event : window.take_touches()) {
        desk.stage.ui().touch(event);
        any = true;
    }
    window.take_strokes();
    desk.appliance.beat();
    return any;
}

}  // namespace

std::optional<ServiceWish> draw_service_page(ui::Ui& ui, const i18n::Catalogue& words,
                                             const Service& service) {
    ui.begin("service", {});
    ui.heading(words.tr("service.title"_key), "build");
    std::optional<ServiceWish> wish;
    if (service.journal_shown) {
        draw_events(ui, words, service);
    } else {
        ui.facts("service.link", words.tr("service.link"_key), link_facts(words, service));
        ui.facts("service.machine", words.tr("service.machine"_key),
                 machine_facts(words, service.machine));
        if (ui.button("service.calibrate", "touch_app", words.tr("service.calibrate"_key))) {
            wish = ServiceWish::Calibrate;
        }
    }
    if (ui.button("service.events", "list",
                  words.tr(service.journal_shown ? "service.back"_key : "service.events"_key))) {
        wish = ServiceWish::Events;
    }
    const ui::Action restart{
        .id = "service.restart", .label = words.tr("service.restart"_key), .icon = "refresh"};
    const ui::Action done{
        .id = "service.done", .label = words.tr("service.done"_key), .icon = "check"};
    const auto pressed = wish_of(ui.actions(std::span(&restart, 1), done));
    ui.end();
    return pressed ? pressed : wish;
}

bool run_service(ServiceDesk& desk, Clock& clock) {
    constexpr auto kIdleMax = std::chrono::minutes{2};
    constexpr milliseconds kLookEvery = seconds{2};
    Service service{.standing = {},
                    .machine = {},
                    .terminal = desk.config.kiosk,
                    .center = desk.config.host + ":" + std::to_string(desk.config.port),
                    .events = {}};
    const i18n::Catalogue& words = desk.stage.words().of(domain::Language::Zh);
    Instant touched = clock.now();
    while (!desk.stage.window().quit_asked() && clock.now() - touched < kIdleMax) {
        service.standing = desk.standing();
        service.machine = read_machine("/", desk.config.folder);
        service.events = desk.journal.last(kEventsShown);
        std::optional<ServiceWish> wish;
        desk.stage.paint(domain::Language::Zh,
                         [&](ui::Ui& ui) { wish = draw_service_page(ui, words, service); });
        if (wish == ServiceWish::Done) return false;
        if (wish == ServiceWish::Restart) return true;
        if (wish == ServiceWish::Events) service.journal_shown = !service.journal_shown;
        if (wish == ServiceWish::Calibrate) calibrate(desk, clock);
        const milliseconds wait =
            wish || desk.stage.ui().wants_frame() ? milliseconds{0} : kLookEvery;
        desk.stage.ui().tick(clock.now());
        if (listen(desk, wait) || wish) touched = clock.now();
    }
    return false;
}

}  // namespace sunbooth::app::shell
