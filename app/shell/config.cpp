// SPDX-License-Identifier: Apache-2.0
#include "app/shell/config.h"

#include "sync/base/bytes.h"
#include "sync/domain/ids.h"

#include <toml++/toml.h>

#include <algorithm>
#include <fstream>
#include <optional>
#include <sstream>
#include <string_view>
#include <vector>

namespace sunbooth::app::shell {
namespace {

namespace fs = std::filesystem;

/// Takes entries out of a parsed file and keeps the first complaint.
class Entries {
public:
    Entries(const toml::table& table, const fs::path& file) : table_(table), file_(file) {}

    std::string text(const char* path, std::size_t length_max) {
        const auto found = table_.at_path(path).value<std::string>();
        if (!found) {
            fail(path, "is missing: add it as a text");
        } else if (found->empty() || found->size() > length_max) {
            fail(path, "must have 1 to " + std::to_string(length_max) + " characters");
        }
        return found.value_or("");
    }

    std::int64_t integer(const char* path, std::int64_t min, std::int64_t max) {
        const auto found = table_.at_path(path).value<std::int64_t>();
        if (!found || *found < min || *found > max) {
            fail(path, "must be a whole number from " + std::to_string(min) + " to " +
                           std::to_string(max));
        }
        return found.value_or(min);
    }

    double number_or(const char* path, double min, double max, double fallback) {
        if (!table_.at_path(path)) return fallback;
        const auto found = table_.at_path(path).value<double>();
        if (!found || *found < min || *found > max) {
            fail(path, "must be a number from " + std::to_string(static_cast<int>(min)) + " to " +
                           std::to_string(static_cast<int>(max)));
        }
        return found.value_or(fallback);
    }

    std::optional<std::int64_t> integer_if_given(const std::string& path, std::int64_t min,
                                                 std::int64_t max) {
        if (!table_.at_path(path)) return std::nullopt;
        return integer(path.c_str(), min, max);
    }

    TouchMatrix touch(const char* path) {
        TouchMatrix matrix;
        if (!table_.at_path(path)) return matrix;
        const toml::array* list = table_.at_path(path).as_array();
        if (list == nullptr || list->size() != matrix.row.size()) {
            fail(path, "must be a list of six numbers");
            return matrix;
        }
        for (std::size_t i = 0; i < matrix.row.size(); ++i) {
            const auto one = (*list)[i].value<double>();
            if (!one || !(*one >= -4 && *one <= 4)) {  // Also not a number at all.
                fail(path, "must hold numbers from -4 to 4");
                return {};
            }
            matrix.row[i] = static_cast<float>(*one);
        }
        return matrix;
    }

    std::string choice_or(const char* path, std::initializer_list<const char*> choices) {
        if (!table_.at_path(path)) return *choices.begin();
        const auto found = table_.at_path(path).value<std::string>();
        std::string listed;
        for (const char* choice : choices) {
            if (found && *found == choice) return choice;
            listed += listed.empty() ? choice : std::string(" or ") + choice;
        }
        fail(path, "must be " + listed);
        return *choices.begin();
    }

    /// Which of the names stand in an optional list.
    std::vector<bool> chosen(const char* path, std::initializer_list<const char*> names) {
        std::vector<bool> given(names.size());
        if (!table_.at_path(path)) return given;
        std::string listed;
        for (const char* name : names) {
            listed += (listed.empty() ? "\"" : ", \"") + std::string(name) + "\"";
        }
        const toml::array* list = table_.at_path(path).as_array();
        if (list == nullptr) fail(path, "must be a list of some of " + listed);
        for (std::size_t i = 0; list != nullptr && i < list->size(); ++i) {
            const std::string one = (*list)[i].value_or<std::string>("");
            const auto found = std::find(names.begin(), names.end(), std::string_view(one));
            if (found == names.end()) {
                fail(path, "holds \"" + one + "\", which is none of " + listed);
                return given;
            }
            given[static_cast<std::size_t>(found - names.begin())] = true;
        }
        return given;
    }

    std::string text_if_given(const char* path, std::size_t length_max) {
        return table_.at_path(path) ? text(path, length_max) : std::string();
    }

    /// A list of texts that may be left out.
    std::vector<std::string> texts(const char* path) {
        std::vector<std::string> given;
        if (!table_.at_path(path)) return given;
        const toml::array* list = table_.at_path(path).as_array();
        if (list != nullptr) {
            for (const toml::node& one : *list) given.push_back(one.value_or<std::string>(""));
        }
        const bool whole = std::find(given.begin(), given.end(), "") == given.end();
        if (given.empty() || !whole) fail(path, "must be a list of texts, none of them empty");
        return given;
    }

    fs::path path(const char* name) {
        const fs::path given = text(name, 4096);
        return given.is_absolute() ? given : file_.parent_path() / given;
    }

    fs::path path_if_given(const char* name) {
        return table_.at_path(name) ? path(name) : fs::path();
    }

    bool yes_or(const char* path, bool fallback) {
        if (!table_.at_path(path)) return fallback;
        const auto found = table_.at_path(path).value_exact<bool>();
        if (!found) fail(path, "must be true or false");
        return found.value_or(fallback);
    }

    void fail(const std::string& field, const std::string& why) {
        if (!error_) error_ = invalid_input(field, file_.string() + ": " + field + " " + why);
    }
    const std::optional<Error>& error() const { return error_; }

private:
    const toml::table& table_;
    fs::path file_;
    std::optional<Error> error_;
};

Result<toml::table> parse(const fs::path& file) {
    std::ifstream in(file);
    std::stringstream words;
    if (!in || !(words << in.rdbuf())) {
        return invalid_input("--config",
                             file.string() + ": cannot be read; give the path of a kiosk.toml");
    }
    try {
        return toml::parse(words.str());
    } catch (const toml::parse_error& wrong) {
        return invalid_input("line " + std::to_string(wrong.source().begin.line),
                             file.string() + ": is not TOML: " + std::string(wrong.description()));
    }
}

void check_root_key(Entries& in, const std::string& root_key) {
    const auto bytes = from_base64(root_key);
    if (!bytes || bytes->size() != 32) {
        in.fail("center.root_key",
                "must be 32 bytes in base64, as `sunbooth-center init` prints it");
    }
}

input::KeyMap keypad_in(Entries& in) {
    using input::Key;
    constexpr std::int64_t kFirst = 4;  // Usages below are errors, those above no keys.
    constexpr std::int64_t kLast = 231;
    input::KeyMap keypad;
    for (const auto& [name, key] :
         {std::pair{"up", Key::Up}, std::pair{"down", Key::Down}, std::pair{"left", Key::Left},
          std::pair{"right", Key::Right}, std::pair{"select", Key::Select},
          std::pair{"back", Key::Back}, std::pair{"help", Key::Help},
          std::pair{"repeat", Key::Repeat}, std::pair{"read_page", Key::ReadPage},
          std::pair{"pause", Key::Pause}, std::pair{"slower", Key::Slower},
          std::pair{"faster", Key::Faster}, std::pair{"softer", Key::Softer},
          std::pair{"louder", Key::Louder}, std::pair{"blank", Key::Blank},
          std::pair{"jack_in", Key::JackIn}, std::pair{"jack_out", Key::JackOut}}) {
        const std::string field = std::string("keypad.") + name;
        const auto usage = in.integer_if_given(field, kFirst, kLast);
        if (usage && !keypad.emplace(static_cast<std::uint16_t>(*usage), key).second) {
            in.fail(field, "is the code of another key too: give each key its own");
        }
    }
    return keypad;
}

PrinterConfig printer_in(Entries& in) {
    PrinterConfig printer;
    printer.device.path = in.path_if_given("printer.device");
    printer.folder = in.path_if_given("printer.folder");
    if (!printer.device.path.empty() && !printer.folder.empty()) {
        in.fail("printer.folder", "stands beside printer.device: leave one of them out");
    }
    const auto paper = in.integer_if_given("printer.paper_mm", 58, 80).value_or(80);
    if (paper != 58 && paper != 80) in.fail("printer.paper_mm", "must be 58 or 80");
    printer.paper.width_mm = paper == 58 ? 48 : 72;
    const auto baud = in.integer_if_given("printer.baud", 9600, 115200).value_or(0);
    if (baud != 0 && baud != 9600 && baud != 19200 && baud != 38400 && baud != 57600 &&
        baud != 115200) {
        in.fail("printer.baud", "must be 9600, 19200, 38400, 57600 or 115200");
    }
    printer.device.baud = static_cast<int>(baud);
    printer.device.answers = in.yes_or("printer.answers", true);
    return printer;
}

KioskConfig::Speech speech_in(Entries& in) {
    KioskConfig::Speech speech;
    speech.enabled = in.yes_or("speech.enabled", true);
    speech.engine = in.texts("speech.engine");
    speech.recordings = in.path_if_given("speech.recordings");
    speech.speaker = in.text_if_given("speech.speaker", 200);
    speech.headset = in.text_if_given("speech.headset", 200);
    speech.jack = in.path_if_given("speech.jack");
    speech.loudest_db = static_cast<float>(in.number_or("speech.loudest_db", -40, 0, 0));
    return speech;
}

pinyin::Fuzzy fuzzy_in(Entries& in) {
    const std::vector<bool> given =
        in.chosen("input.fuzzy", {"z-zh", "c-ch", "s-sh", "n-l", "an-ang", "en-eng", "in-ing"});
    return {.z_zh = given[0],
            .c_ch = given[1],
            .s_sh = given[2],
            .n_l = given[3],
            .an_ang = given[4],
            .en_eng = given[5],
            .in_ing = given[6]};
}

}  // namespace

Result<KioskConfig> read_config(const std::filesystem::path& file) {
    const Result<toml::table> table = parse(file);
    if (!table.ok()) return table.error();
    Entries in(table.value(), fs::absolute(file));
    KioskConfig config;
    config.client.kiosk = in.text("kiosk.id", 64);
    if (!domain::KioskId::parse(config.client.kiosk).ok()) {
        in.fail("kiosk.id", "must be 1 to 18 of a-z, 0-9 and \"-\"");
    }
    config.client.folder = in.path("kiosk.folder");
    config.client.host = in.text("center.host", 253);
    config.client.port = static_cast<std::uint16_t>(in.integer("center.port", 1, 65535));
    config.client.ca_file = in.path("center.ca_file");
    std::error_code ignored;
    if (!fs::is_regular_file(config.client.ca_file, ignored)) {
        in.fail("center.ca_file", "names no file: put the deployment's ca.pem there");
    }
    config.client.root_key = in.text("center.root_key", 64);
    check_root_key(in, config.client.root_key);
    // On less than 20 inches ten keys of 20 mm (kiosk-ux R1) do not stand side by side.
    config.diagonal_in = static_cast<float>(in.number_or("screen.diagonal_in", 20, 65, 27));
    config.bottom_mm = static_cast<float>(in.number_or("screen.bottom_mm", 300, 1500, 850));
    config.portrait = in.choice_or("screen.orientation", {"portrait", "landscape"}) == "portrait";
    const std::int64_t degrees = in.integer_if_given("screen.rotation", 0, 270).value_or(0);
    if (degrees % 90 != 0) in.fail("screen.rotation", "must be 0, 90, 180 or 270");
    config.turn = turn_of(static_cast<int>(degrees));
    config.touch = in.touch("screen.touch");
    config.enrol_code = table.value().at_path("enrol.code").value_or(std::string());
    config.fuzzy = fuzzy_in(in);
    config.printer = printer_in(in);
    config.keypad = keypad_in(in);
    config.speech = speech_in(in);
    if (in.error()) return *in.error();
    return config;
}

}  // namespace sunbooth::app::shell
