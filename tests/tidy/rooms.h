// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <set>
#include <string>

namespace sunbooth::tidy {

/// What a room may include, itself not named. Anything else breaks the build instead of waiting for
/// a reviewer: this table is the architecture (README, "rooms").
inline const std::map<std::string, std::set<std::string>> kMayInclude = [] {
    using Rooms = std::set<std::string>;
    const auto with = [](Rooms rooms, const Rooms& more) {
        rooms.insert(more.begin(), more.end());
        return rooms;
    };
    const Rooms base{"sync/base"};
    const Rooms domain = with(base, {"sync/domain"});
    const Rooms seal = with(domain, {"sync/seal"});
    const Rooms wire = with(seal, {"sync/wire"});
    const Rooms store = with(base, {"sync/store"});
    const Rooms client = with(with(wire, store), {"sync/client"});
    const Rooms rules = with(domain, {"sync/center/rules"});
    const Rooms registry = with(with(with(wire, store), rules), {"sync/center/registry"});
    const Rooms accounts = with(registry, {"sync/center/accounts"});
    const Rooms cases = with(registry, {"sync/center/cases"});
    const Rooms fleet = with(registry, {"sync/center/fleet"});
    const Rooms tickets = with(registry, {"sync/center/tickets"});
    const Rooms vault = with(with(wire, store), {"sync/center/vault"});
    const Rooms monitoring = with(with(tickets, accounts), {"sync/center/monitoring"});
    const Rooms intake =
        with(with(with(with(tickets, vault), fleet), monitoring), {"sync/center/intake"});
    const Rooms callbacks = with(intake, {"sync/center/callbacks"});
    const Rooms supervision =
        with(with(with(with(tickets, cases), fleet), monitoring), {"sync/center/supervision"});
    const Rooms retention = with(intake, {"sync/center/retention"});
    const Rooms statistics = with(with(intake, cases), {"sync/center/statistics"});
    const Rooms documents =
        with(with(with(monitoring, supervision), statistics), {"sync/center/documents"});
    const Rooms api =
        with(with(with(with(with(statistics, callbacks), documents), retention), accounts),
             {"sync/center/api"});
    const Rooms center = with(api, {"sync/center/http", "sync/center"});
    const Rooms i18n = with(base, {"sync/domain", "app/i18n"});
    const Rooms text = with(i18n, {"app/text"});
    const Rooms input = with(base, {"app/text", "sync/domain", "app/input"});
    const Rooms receipt = with(text, {"app/receipt"});
    const Rooms handwriting = with(base, {"app/input_method/handwriting"});
    const Rooms input_method = with(
        handwriting, {"sync/domain", "app/text", "app/input_method", "app/input_method/pinyin"});
    const Rooms ui = with(with(with(text, input), receipt), {"app/ui"});
    const Rooms speech = with(text, {"app/ui", "app/speech"});
    const Rooms flow = with(domain, {"app/flow", "app/input_method", "sync/client"});
    const Rooms screens = with(with(flow, ui), {"app/screens"});
    const Rooms shell = with(with(with(with(screens, wire), input_method), speech), {"app/shell"});
    return std::map<std::string, Rooms>{
        {"sync/base", base},
        {"sync/domain", domain},
        {"sync/seal", seal},
        {"sync/wire", wire},
        {"sync/store", store},
        {"sync/client", client},
        {"sync/center/rules", rules},
        {"sync/center/registry", registry},
        {"sync/center/accounts", accounts},
        {"sync/center/cases", cases},
        {"sync/center/fleet", fleet},
        {"sync/center/tickets", tickets},
        {"sync/center/vault", vault},
        {"sync/center/intake", intake},
        {"sync/center/monitoring", monitoring},
        {"sync/center/callbacks", callbacks},
        {"sync/center/supervision", supervision},
        {"sync/center/documents", documents},
        {"sync/center/retention", retention},
        {"sync/center/statistics", statistics},
        {"sync/center/api", api},
        {"sync/center/http", with(wire, {"sync/center/http"})},
        {"sync/center", center},
        {"app/i18n", i18n},
        {"app/text", text},
        {"app/input", input},
        {"app/receipt", receipt},
        {"app/input_method", input_method},
        {"app/input_method/handwriting", handwriting},
        {"app/input_method/handwriting/train",
         with(handwriting, {"app/input_method/handwriting/train"})},
        {"app/input_method/pinyin", base},
        {"app/input_method/pinyin/compile", with(base, {"app/input_method/pinyin"})},
        {"app/ui", ui},
        {"app/flow", flow},
        {"app/screens", screens},
        {"app/speech", speech},
        {"app/shell", shell},
    };
}();

/// The only header of a room that another room of the given kind may see.
/// The app sees of sync/client nothing but client.h (design: client.h is all that app sees).
inline bool app_may_see(const std::string& header) {
    return header == "sync/client/client.h";
}

}  // namespace sunbooth::tidy
