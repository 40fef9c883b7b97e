// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/receipt/printer.h"

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace sunbooth::app::receipt {

/// What the printer's thread tells: how the printer stands, and what became of a slip.
struct PrintNews {
    PrinterState state = PrinterState::Fault;
    struct Slip {
        std::uint64_t number = 0;
        bool printed = false;
    };
    std::optional<Slip> slip;
};

/// A printer on a thread of its own: pages never wait for paper. One slip at a time; a second one
/// that comes while one is printed has failed. Called by the UI thread.
class PrintDesk {
public:
    /// @param wake is called, by the printer's thread, when there is news.
    PrintDesk(std::unique_ptr<Printer> printer, std::function<void()> wake,
              milliseconds look_every = milliseconds{5'000});
    ~PrintDesk();
    PrintDesk(const PrintDesk&) = delete;
    PrintDesk& operator=(const PrintDesk&) = delete;

    void print(std::uint64_t number, Job job);
    std::vector<PrintNews> drain();

private:
    void run(const std::stop_token& stop);
    void tell(PrintNews news);

    std::unique_ptr<Printer> printer_;
    std::function<void()> wake_;
    milliseconds look_every_;
    std::mutex mutex_;
    std::condition_variable_any changed_;
    struct Order {
        std::uint64_t number;
        Job job;
    };
    std::optional<Order> order_;
    bool busy_ = false;
    std::optional<PrinterState> told_;
    std::vector<PrintNews> news_;
    std::jthread thread_;  ///< Last: it uses all of the above.
};

}  // namespace sunbooth::app::receipt
