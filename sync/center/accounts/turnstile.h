// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <memory>
#include <optional>
#include <semaphore>

namespace sunbooth::center::accounts {

/// Keeps slow work from taking every thread: some work at once, a few wait, and whoever comes then
/// is turned away. Outlives its passes. Any thread.
class Turnstile {
public:
    struct Sizes {
        int at_once = 1;  ///< Who may be inside.
        int places = 1;   ///< Those and the ones who wait; not less than `at_once`.
    };
    explicit Turnstile(Sizes sizes) : places_(sizes.places), inside_(sizes.at_once) {}

    /// How many are inside or wait.
    int taken() const { return taken_; }

    /// Leaves when it goes out of scope.
    using Pass = std::unique_ptr<Turnstile, void (*)(Turnstile*)>;
    /// Waits for its turn. @return nothing, at once, when every place is taken.
    std::optional<Pass> enter() {
        if (++taken_ > places_) {
            --taken_;
            return std::nullopt;
        }
        inside_.acquire();
        return Pass(this, [](Turnstile* left) {
            left->inside_.release();
            --left->taken_;
        });
    }

private:
    const int places_;
    std::atomic<int> taken_ = 0;
    std::counting_semaphore<> inside_;
};

}  // namespace sunbooth::center::accounts
