// SPDX-License-Identifier: Apache-2.0
#include "app/receipt/desk.h"

#include <utility>

namespace sunbooth::app::receipt {

PrintDesk::PrintDesk(std::unique_ptr<Printer> printer, std::function<void()> wake,
                     milliseconds look_every)
    : printer_(std::move(printer)),
      wake_(std::move(wake)),
      look_every_(look_every),
      thread_([this](const std::stop_token& stop) { run(stop); }) {}

PrintDesk::~PrintDesk() {
    thread_.request_stop();
    thread_.join();
}

void PrintDesk::print(std::uint64_t number, Job job) {
    const std::lock_guard lock(mutex_);
    if (busy_ || order_) {
        news_.push_back({told_.value_or(PrinterState::Fault), PrintNews::Slip{number, false}});
        wake_();
        return;
    }
    order_ = Order{number, std::move(job)};
    changed_.notify_one();
}

std::vector<PrintNews> PrintDesk::drain() {
    const std::lock_guard lock(mutex_);
    return std::exchange(news_, {});
}

void PrintDesk::tell(PrintNews news) {
    {
        const std::lock_guard lock(mutex_);
        busy_ = false;
        if (!news.slip && told_ == news.state) return;
        told_ = news.state;
        news_.push_back(news);
    }
    wake_();
}

void PrintDesk::run(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
        PrintNews news;
        std::optional<Order> order;
        {
            const std::lock_guard lock(mutex_);
            order = std::exchange(order_, std::nullopt);
            busy_ = order.has_value();
        }
        if (order) {
            const Status printed = printer_->print(order->job, stop);
            news.slip = PrintNews::Slip{order->number, printed.ok()};
            order.reset();  // Overwrites the slip.
        }
        news.state = printer_->state();
        tell(news);
        std::unique_lock lock(mutex_);
        changed_.wait_for(lock, stop, look_every_, [this] { return order_.has_value(); });
    }
}

}  // namespace sunbooth::app::receipt
