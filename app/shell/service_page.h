// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/i18n/catalogue.h"
#include "app/shell/machine.h"
#include "app/shell/rotation.h"
#include "app/ui/ui.h"
#include "sync/client/client.h"

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace sunbooth::app::shell {

class Appliance;
class Journal;
class Stage;

/// All that the operator's page shows. Nothing of any citizen.
struct Service {
    client::Standing standing;
    domain::Machine machine;
    std::string terminal, center;
    std::vector<std::string> events;  ///< The journal's newest, newest first.
    bool journal_shown = false;
};
enum class ServiceWish { Done, Calibrate, Events, Restart };

/// Draws the page in Chinese, which every operator of a hall reads. @return what was pressed.
std::optional<ServiceWish> draw_service_page(ui::Ui& ui, const i18n::Catalogue& words,
                                             const Service& service);

/// What the page needs of the running kiosk.
struct ServiceDesk {
    Stage& stage;
    Appliance& appliance;
    const Journal& journal;
    client::Config config;
    std::function<client::Standing()> standing;  ///< Drains the news, too.
};

/// Runs the page until the operator is done or does nothing for two minutes.
/// @return true when the kiosk shall be started again.
bool run_service(ServiceDesk& desk, Clock& clock);

/// Asks for three touches and then a fourth; keeps the matrix in FOLDER/touch when the fourth lands
/// where it should, else the former one stays in force. Ends by itself after 30 s without a touch:
/// who calibrated a dead panel cannot press "no".
void calibrate(ServiceDesk& desk, Clock& clock);

/// FOLDER/touch, if somebody calibrated this terminal: it replaces the setup file's matrix.
std::optional<TouchMatrix> read_calibration(const std::filesystem::path& folder);

}  // namespace sunbooth::app::shell
