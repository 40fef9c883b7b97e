// SPDX-License-Identifier: Apache-2.0
// The files that an office or an operator gives to a center.
#include "sync/base/assert.h"
#include "sync/center/cases/cases.h"
#include "sync/center/config.h"
#include "sync/center/registry/ical.h"
#include "sync/center/rules/profile.h"
#include "tests/fuzz/targets.h"

#include <filesystem>
#include <fstream>
#include <stdlib.h>

namespace sunbooth::fuzz {
namespace {

/// An operator's center.toml.
void read_config(ByteView input) {
    static const std::filesystem::path folder = [] {
        std::string name = (std::filesystem::temp_directory_path() / "sunbooth-XXXXXX").string();
        SUNBOOTH_ASSERT(::mkdtemp(name.data()) != nullptr);
        return std::filesystem::path(name);
    }();
    {
        std::ofstream out(folder / "center.toml", std::ios::binary);
        out.write(reinterpret_cast<const char*>(input.data()),
                  static_cast<std::streamsize>(input.size()));
    }
    static_cast<void>(center::read_config(folder));
}

void read_cases(ByteView input) {
    static_cast<void>(center::cases::read_csv_cases(as_text(input)));
}

/// The same by the program of another office, as a request.
void read_cases_json(ByteView input) {
    static_cast<void>(center::cases::read_json_cases(as_text(input), center::cases::kRequestCases));
}

constexpr const char* kCaseJson =
    R"({"cases":[{"case_no":"XY20261103-0042","query_code":"7K2M-9QXT-41HB","service":"食品经营许可",)"
    R"("unit":"scjg","window":"3","name":"王小明","id_last4":"123X","phone":"13812345678",)"
    R"("stage":"received","accepted_on":"2026-11-03","promised_days":5,"due_on":null}]})";

void read_profile(ByteView input) {
    static_cast<void>(center::rules::read_profile(as_text(input)));
}

void read_calendar(ByteView input) {
    static_cast<void>(center::registry::read_ical(as_text(input)));
}

}  // namespace

std::vector<Target> center_targets() {
    return with_corpus({
        {"cases", read_cases, files({"assets/demo/cases.csv"}), 5},
        {"cases_json", read_cases_json, {to_bytes(kCaseJson)}},
        {"profile", read_profile, files({"assets/rules/national.toml"}), 20},
        {"calendar", read_calendar, files({"assets/calendars/xinjiang.ics"})},
        {"config", read_config, {to_bytes(center::write_config("127.0.0.1", 8443))}, 20},
    });
}

}  // namespace sunbooth::fuzz
