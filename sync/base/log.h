// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <variant>

namespace sunbooth {

/// One named value of a log line. Only ids, counts, states and words of our own belong here:
/// SecretText has no conversion to it, so what a visitor typed cannot be logged by accident.
struct LogField {
    std::string_view name;
    std::variant<std::int64_t, std::string_view> value;

    LogField(std::string_view n, std::string_view v) : name(n), value(v) {}
    LogField(std::string_view n, const char* v) : name(n), value(std::string_view{v}) {}
    LogField(std::string_view n, const std::string& v) : name(n), value(std::string_view{v}) {}
    LogField(std::string_view n, std::int64_t v) : name(n), value(v) {}
    LogField(std::string_view n, int v) : name(n), value(std::int64_t{v}) {}
    LogField(std::string_view n, std::size_t v) : name(n), value(static_cast<std::int64_t>(v)) {}
};

enum class LogLevel { Info, Warn, Error };

/// Where structured events go. Any thread.
class Log {
public:
    virtual ~Log() = default;
    virtual void write(LogLevel level, std::string_view event,
                       std::initializer_list<LogField> fields) = 0;

    void info(std::string_view event, std::initializer_list<LogField> fields = {}) {
        write(LogLevel::Info, event, fields);
    }
    void warn(std::string_view event, std::initializer_list<LogField> fields = {}) {
        write(LogLevel::Warn, event, fields);
    }
    void error(std::string_view event, std::initializer_list<LogField> fields = {}) {
        write(LogLevel::Error, event, fields);
    }
};

/// Drops everything: for tests and for tools that report by their exit code.
class NullLog final : public Log {
public:
    void write(LogLevel, std::string_view, std::initializer_list<LogField>) override {}
};

/// One JSON object a line on standard error, with a UTC time stamp.
class StderrLog final : public Log {
public:
    void write(LogLevel level, std::string_view event,
               std::initializer_list<LogField> fields) override;
};

}  // namespace sunbooth
