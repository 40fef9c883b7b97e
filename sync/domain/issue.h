// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/secret.h"
#include "sync/domain/date.h"
#include "sync/domain/language.h"

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace sunbooth::domain {

// What a monitor 监测员 of a monitoring point 监测点 reports (domain.md 5). Names are stored and
// sent: never rename.

/// 问题, 建议, 表扬, 无情况: a week without anything to report is reported too.
enum class IssueKind { Problem, Suggestion, Praise, Nil };
inline constexpr std::array kIssueKinds = {IssueKind::Problem, IssueKind::Suggestion,
                                           IssueKind::Praise, IssueKind::Nil};
const char* to_string(IssueKind kind);  ///< "problem" ..
std::optional<IssueKind> issue_kind_of(std::string_view name);

/// 履行职责, 依法行政, 行政效率, 服务态度, 服务质量: the five things that a monitor watches.
enum class Aspect { Duty, Law, Efficiency, Manner, Quality };
inline constexpr std::array kAspects = {Aspect::Duty, Aspect::Law, Aspect::Efficiency,
                                        Aspect::Manner, Aspect::Quality};
const char* to_string(Aspect aspect);  ///< "duty" ..
std::optional<Aspect> aspect_of(std::string_view name);

/// 一般, 较重, 紧急
enum class Severity { Ordinary, Serious, Urgent };
inline constexpr std::array kSeverities = {Severity::Ordinary, Severity::Serious, Severity::Urgent};
const char* to_string(Severity severity);  ///< "ordinary" ..
std::optional<Severity> severity_of(std::string_view name);

/// One report as filed. Never changed: what is added later is another one.
struct Issue {
    static constexpr std::size_t kTextMax = 500;  ///< Code points.
    std::string monitor;                          ///< The monitor's code, from the badge or PIN.
    IssueKind kind = IssueKind::Problem;
    std::string window;  ///< Window code of the hall feed; empty: no particular one.
    std::string unit;    ///< From the window; may be empty.
    Aspect aspect = Aspect::Efficiency;
    Severity severity = Severity::Ordinary;
    std::optional<Date> occurred_on;  ///< Empty: some time before, or not a matter of one day.
    SecretText text;                  ///< 0..500 code points; of a nil report none.
    Language language = Language::Zh;
};

}  // namespace sunbooth::domain
