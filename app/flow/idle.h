// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/flow/state.h"

#include <chrono>

namespace sunbooth::app::flow {

/// How long a page may stay untouched (kiosk-ux 2.7).
enum class IdleClass {
    None,     ///< Attract, out of order: nobody's page.
    Browse,   ///< N: 45 s
    Entry,    ///< E: 90 s; also while waiting for an answer.
    Shown,    ///< S: personal data on the page: 60 s, then covered.
    Receipt,  ///< R: 120 s; also while a citizen waits for a person.
    Staff,    ///< K: locked after 120 s, signed out after 300 s; not longer for anybody.
};
IdleClass idle_class(Page page);
/// Untouched for this long, the page warns. Zero: never.
std::chrono::seconds idle_limit(IdleClass idle);
/// From the warning to the wipe, in every class.
inline constexpr std::chrono::seconds kWarnTime{30};
/// How many times as long both are for who wants more time (kiosk-ux P2).
inline constexpr int kMoreTime = 3;
/// For this visitor on this page.
std::chrono::seconds idle_limit(const Visit& visit);
std::chrono::seconds warn_time(const Visit& visit);

/// A monitor who is untouched this long is locked out, then signed out (kiosk-ux 2.7, class K). Who
/// locks by hand finds everything again by badge within kHandLock (E9).
inline constexpr std::chrono::seconds kStaffLock{120};
inline constexpr std::chrono::seconds kStaffEnd{300};
inline constexpr std::chrono::seconds kHandLock{600};

/// Who asked for a person is told after this long that nobody heard (kiosk-ux X4).
inline constexpr std::chrono::seconds kCallMax{180};
inline constexpr std::chrono::seconds kCallAskEvery{3};

/// The receipt of a good rating stands this long, then comes home (kiosk-ux C4).
inline constexpr std::chrono::seconds kThanks{5};
std::chrono::seconds thanks_time(const Visit& visit);

/// A look-up without an answer is given up after this long; a cancel button stands earlier.
inline constexpr std::chrono::seconds kWaitMax{20};
inline constexpr std::chrono::seconds kCancelAfter{10};
/// The page of waiting says in words what it waits for after this long (kiosk-ux X7).
inline constexpr std::chrono::seconds kWordsAfter{1};

}  // namespace sunbooth::app::flow
