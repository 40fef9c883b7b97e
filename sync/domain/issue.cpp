// SPDX-License-Identifier: Apache-2.0
#include "sync/domain/issue.h"

#include "sync/base/named.h"

namespace sunbooth::domain {
namespace {

constexpr std::array kKindNames = {
    Named{IssueKind::Problem, "problem"}, Named{IssueKind::Suggestion, "suggestion"},
    Named{IssueKind::Praise, "praise"}, Named{IssueKind::Nil, "nil"}};
constexpr std::array kAspectNames = {
    Named{Aspect::Duty, "duty"}, Named{Aspect::Law, "law"}, Named{Aspect::Efficiency, "efficiency"},
    Named{Aspect::Manner, "manner"}, Named{Aspect::Quality, "quality"}};
constexpr std::array kSeverityNames = {Named{Severity::Ordinary, "ordinary"},
                                       Named{Severity::Serious, "serious"},
                                       Named{Severity::Urgent, "urgent"}};
static_assert(named_in_order(kKindNames, IssueKind::Nil));
static_assert(named_in_order(kAspectNames, Aspect::Quality));
static_assert(named_in_order(kSeverityNames, Severity::Urgent));

}  // namespace

const char* to_string(IssueKind kind) {
    return name_in(kKindNames, kind);
}
std::optional<IssueKind> issue_kind_of(std::string_view name) {
    return value_in(kKindNames, name);
}

const char* to_string(Aspect aspect) {
    return name_in(kAspectNames, aspect);
}
std::optional<Aspect> aspect_of(std::string_view name) {
    return value_in(kAspectNames, name);
}

const char* to_string(Severity severity) {
    return name_in(kSeverityNames, severity);
}
std::optional<Severity> severity_of(std::string_view name) {
    return value_in(kSeverityNames, name);
}

}  // namespace sunbooth::domain
