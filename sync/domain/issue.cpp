// SPDX-License-Identifier: Apache-2.0
#include "sync/domain/issue.h"

namespace sunbooth::domain {
namespace {

template <class All>
auto named(const All& all, std::string_view name) -> std::optional<typename All::value_type> {
    for (const auto one : all) {
        if (name == to_string(one)) return one;
    }
    return std::nullopt;
}

}  // namespace

const char* to_string(IssueKind kind) {
    switch (kind) {
        case IssueKind::Problem:
            return "problem";
        case IssueKind::Suggestion:
            return "suggestion";
        case IssueKind::Praise:
            return "praise";
        case IssueKind::Nil:
            return "nil";
    }
    return "problem";
}

std::optional<IssueKind> issue_kind_of(std::string_view name) {
    return named(kIssueKinds, name);
}

const char* to_string(Aspect aspect) {
    switch (aspect) {
        case Aspect::Duty:
            return "duty";
        case Aspect::Law:
            return "law";
        case Aspect::Efficiency:
            return "efficiency";
        case Aspect::Manner:
            return "manner";
        case Aspect::Quality:
            return "quality";
    }
    return "efficiency";
}

std::optional<Aspect> aspect_of(std::string_view name) {
    return named(kAspects, name);
}

const char* to_string(Severity severity) {
    switch (severity) {
        case Severity::Ordinary:
            return "ordinary";
        case Severity::Serious:
            return "serious";
        case Severity::Urgent:
            return "urgent";
    }
    return "ordinary";
}

std::optional<Severity> severity_of(std::string_view name) {
    return named(kSeverities, name);
}

}  // namespace sunbooth::domain
