// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/result.h"

#include <string>
#include <string_view>

namespace sunbooth::center::api {

/// The words of assets/problems/zh.toml for what a refusal says in English; empty when no line
/// fits.
/// "{}" in a line stands for anything, put in again in the same order. Any thread.
std::string in_chinese(std::string_view detail);
/// The same, or else what its kind of refusal means. Never empty.
std::string in_chinese(const Error& error);

}  // namespace sunbooth::center::api
