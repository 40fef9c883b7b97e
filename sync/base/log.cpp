// SPDX-License-Identifier: Apache-2.0
#include "sync/base/log.h"

#include "sync/base/clock.h"

#include <fmt/format.h>

#include <cstdio>
#include <ctime>

namespace sunbooth {
namespace {

void append_quoted(std::string& line, std::string_view text) {
    line += '"';
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            line += '\\';
            line += c;
        } else if (byte < 0x20) {
            line += fmt::format("\\u{:04x}", byte);
        } else {
            line += c;
        }
    }
    line += '"';
}

const char* name_of(LogLevel level) {
    switch (level) {
        case LogLevel::Info:
            return "info";
        case LogLevel::Warn:
            return "warn";
        case LogLevel::Error:
            return "error";
    }
    return "error";
}

}  // namespace

void StderrLog::write(LogLevel level, std::string_view event,
                      std::initializer_list<LogField> fields) {
    const std::int64_t now_ms = to_ms(SystemClock{}.wall());
    const std::time_t seconds = now_ms / 1000;
    std::tm utc{};
    gmtime_r(&seconds, &utc);
    char stamp[32];
    std::strftime(stamp, sizeof stamp, "%Y-%m-%dT%H:%M:%S", &utc);
    std::string line = fmt::format(R"({{"at":"{}.{:03}Z","level":"{}","event":)", stamp,
                                   now_ms % 1000, name_of(level));
    append_quoted(line, event);
    for (const LogField& field : fields) {
        line += ',';
        append_quoted(line, field.name);
        line += ':';
        if (const auto* number = std::get_if<std::int64_t>(&field.value)) {
            line += fmt::format("{}", *number);
        } else {
            append_quoted(line, std::get<std::string_view>(field.value));
        }
    }
    line += "}\n";
    std::fwrite(line.data(), 1, line.size(), stderr);
}

}  // namespace sunbooth
