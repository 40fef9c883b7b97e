// SPDX-License-Identifier: Apache-2.0
// The pages that no visitor sees: a terminal that is not set up, and its operator's page.
#include "app/shell/service_page.h"
#include "app/shell/setup_page.h"
#include "app/shell/stage.h"
#include "app/shell/tour.h"

namespace sunbooth::app::shell {
namespace {

Service sample_service() {
    Service service{.standing = {},
                    .machine = {},
                    .terminal = "hall-1",
                    .center = "10.8.0.2:8443",
                    .events = {}};
    service.standing.online = true;
    service.standing.held = 2;
    service.machine = {.version = "0.1.20261126110412",
                       .slot = "a",
                       .screens = "HDMI-A-1 1080x1920",
                       .printer = "lp0",
                       .sound = "HDA-Intel - HDA Intel PCH",
                       .temperature_c = 47,
                       .disk_free_mb = 561,
                       .memory_free_mb = 3310,
                       .up_minutes = 612};
    service.events = {"2026-11-26T02:11:09Z warn link_down tries=3",
                      "2026-11-26T00:00:31Z info started version=0.1.20261126110412"};
    return service;
}

Setup refused() {
    return {.step = Setup::Step::Refused,
            .terminal = "",
            .why =
                "unauthorized in setup file: is not signed by this deployment's root key, or was "
                "changed"};
}

}  // namespace

std::vector<OperatorPage> operator_pages(const i18n::Catalogues& words) {
    const i18n::Catalogue& chinese = words.of(domain::Language::Zh);
    const auto setup = [&words](Setup at) {
        return [&words, at](ui::Ui& ui) { draw_setup_page(ui, words, at); };
    };
    const auto service = [&chinese](bool journal) {
        return [&chinese, journal](ui::Ui& ui) {
            Service sample = sample_service();
            sample.journal_shown = journal;
            draw_service_page(ui, chinese, sample);
        };
    };
    return {{"setup-missing", setup({})},
            {"setup-refused", setup(refused())},
            {"setup-connecting",
             setup({.step = Setup::Step::Connecting, .terminal = "hall-1", .why = ""})},
            {"setup-broken", setup({.step = Setup::Step::Broken,
                                    .terminal = "",
                                    .why = "the TPM does not unlock the data partition"})},
            {"service", service(false)},
            {"service-events", service(true)}};
}

}  // namespace sunbooth::app::shell
