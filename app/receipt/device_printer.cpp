// SPDX-License-Identifier: Apache-2.0
// A printer on a device file. Everything is written and read without blocking: a printer that lost
// its paper, or its plug, in the middle of a slip must not take the thread with it. What it says of
// itself is asked in real time (DLE EOT), which it answers even while it stands still; that a slip
// is really out is said by GS r 1, which stands in the queue behind the slip.
#include "app/receipt/printer.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <optional>
#include <poll.h>
#include <termios.h>
#include <unistd.h>

namespace sunbooth::app::receipt {
namespace {

constexpr milliseconds kSlice{100};       // How late it hears that the program ends.
constexpr milliseconds kAskAgain{1'000};  // While it waits for a slip.

speed_t speed_of(int baud) {
    switch (baud) {
        case 9600:
            return B9600;
        case 19200:
            return B19200;
        case 38400:
            return B38400;
        case 57600:
            return B57600;
        default:
            return B115200;
    }
}

Error failed(const std::string& what) {
    return {ErrorCode::Io, "printer: " + what, ""};
}

/// The open device; closed when it goes.
class Line {
public:
    explicit Line(const DeviceOptions& options)
        : file_(::open(options.path.c_str(),
                       (options.answers ? O_RDWR : O_WRONLY) | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)) {
        termios look{};
        if (file_ < 0 || ::isatty(file_) == 0 || ::tcgetattr(file_, &look) != 0) return;
        ::cfmakeraw(&look);  // No byte of a picture may be taken for a word to the line.
        if (options.baud > 0) {
            ::cfsetispeed(&look, speed_of(options.baud));
            ::cfsetospeed(&look, speed_of(options.baud));
        }
        ::tcsetattr(file_, TCSANOW, &look);
    }
    ~Line() {
        if (file_ >= 0) ::close(file_);
    }
    Line(const Line&) = delete;
    Line& operator=(const Line&) = delete;

    bool is_open() const { return file_ >= 0; }

    /// Waits for room or for an answer. False: neither came, or the line is dead.
    bool wait(short what, milliseconds time) const {
        pollfd one{file_, what, 0};
        return ::poll(&one, 1, static_cast<int>(time.count())) > 0 && (one.revents & what) != 0;
    }
    std::optional<std::uint8_t> read() const {
        std::uint8_t byte = 0;
        if (::read(file_, &byte, 1) != 1) return std::nullopt;
        return byte;
    }
    /// How many bytes it took; nothing when the device is gone.
    std::optional<std::size_t> write(const std::uint8_t* at, std::size_t size) const {
        const ssize_t took = ::write(file_, at, size);
        if (took >= 0) return static_cast<std::size_t>(took);
        if (errno == EAGAIN || errno == EINTR) return 0;
        return std::nullopt;
    }

private:
    int file_;
};

class DevicePrinter final : public Printer {
public:
    DevicePrinter(DeviceOptions options, Clock& clock)
        : options_(std::move(options)), clock_(clock) {}

    PrinterState state() override {
        const Line line(options_);
        return line.is_open() ? state_on(line) : PrinterState::Fault;
    }

    Status print(const Job& job, const std::stop_token& stop) override {
        const Line line(options_);
        if (!line.is_open()) return failed(options_.path.string() + " cannot be opened");
        const PrinterState before = state_on(line);
        if (before != PrinterState::Ready && before != PrinterState::Low) {
            return failed("it is not ready");
        }
        if (Status sent = send(line, job, stop); !sent.ok()) return sent;
        return options_.answers ? await_cut(line, stop) : ok_status();
    }

private:
    PrinterState state_on(const Line& line) const {
        if (!options_.answers) return PrinterState::Ready;
        while (line.wait(POLLIN, milliseconds{0}) && line.read()) {
        }  // What is left of earlier questions.
        Answers answers;
        answers.printer = ask(line, Ask::Printer);
        if (!answers.printer) return PrinterState::Fault;  // Silent: not four times over.
        answers.offline = ask(line, Ask::Offline);
        answers.errors = ask(line, Ask::Errors);
        answers.paper = ask(line, Ask::Paper);
        return state_of(answers);
    }

    std::optional<std::uint8_t> ask(const Line& line, Ask what) const {
        const Job question = ask_for(what);
        const auto until = clock_.now() + options_.answer_within;
        if (!line.wait(POLLOUT, options_.answer_within)) return std::nullopt;
        if (line.write(question.data(), question.size()) != question.size()) return std::nullopt;
        for (auto now = clock_.now(); now < until; now = clock_.now()) {
            const milliseconds left = until - now;
            if (!line.wait(POLLIN, left + milliseconds{1})) return std::nullopt;
            const auto byte = line.read();
            if (!byte) return std::nullopt;
            if (is_answer(*byte)) return byte;
        }
        return std::nullopt;
    }

    Status send(const Line& line, const Job& job, const std::stop_token& stop) const {
        auto taken_at = clock_.now();
        for (std::size_t at = 0; at < job.size();) {
            if (stop.stop_requested()) return failed("the program ends");
            if (clock_.now() - taken_at > options_.take_within) {
                return failed("it stopped taking the slip");
            }
            if (!line.wait(POLLOUT, kSlice)) continue;
            const auto took = line.write(job.data() + at, job.size() - at);
            if (!took) return failed(std::strerror(errno));
            if (*took > 0) taken_at = clock_.now();
            at += *took;
        }
        return ok_status();
    }

    /// Until the printer says that the slip is cut. It may run out of paper on the way.
    Status await_cut(const Line& line, const std::stop_token& stop) const {
        const auto until = clock_.now() + options_.print_within;
        auto ask_at = clock_.now() + kAskAgain;
        while (clock_.now() < until) {
            if (stop.stop_requested()) return failed("the program ends");
            if (line.wait(POLLIN, kSlice)) {
                const auto byte = line.read();
                if (!byte) return failed("it went away");
                if (is_done(*byte)) return ok_status();
                if (is_answer(*byte) && (*byte & 0x60U) != 0) return failed("its paper ran out");
                continue;
            }
            if (clock_.now() < ask_at) continue;
            ask_at = clock_.now() + kAskAgain;
            const Job question = ask_for(Ask::Paper);
            (void)line.write(question.data(), question.size());
        }
        return failed("it did not say that the slip is out");
    }

    DeviceOptions options_;
    Clock& clock_;
};

}  // namespace

std::unique_ptr<Printer> device_printer(DeviceOptions options, Clock& clock) {
    return std::make_unique<DevicePrinter>(std::move(options), clock);
}

}  // namespace sunbooth::app::receipt
