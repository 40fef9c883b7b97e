// SPDX-License-Identifier: Apache-2.0
// The device printer against one made of a pseudo terminal: real bytes, real time, real silence.
#include "app/receipt/desk.h"
#include "tests/app/receipt/paper.h"
#include "tests/store/temp_folder.h"

#include <doctest/doctest.h>

#include <atomic>
#include <cstdlib>
#include <fcntl.h>
#include <fstream>
#include <poll.h>
#include <unistd.h>

using namespace sunbooth;
using namespace sunbooth::app::receipt;
using namespace sunbooth::app::receipt::tests;

namespace {

/// Plays a printer on the far end of a line until it is destroyed.
class Played {
public:
    struct Story {
        std::uint8_t answers[4] = {0x12, 0x12, 0x12, 0x12};
        bool silent = false;
        int stops_at = -1;       ///< Row where its paper ends: it stands still and says so.
        bool unplugged = false;  ///< At that row the line dies instead.
    };

    explicit Played(const Story& story) : story_(story), master_(posix_openpt(O_RDWR | O_NOCTTY)) {
        REQUIRE(master_ >= 0);
        REQUIRE(grantpt(master_) == 0);
        REQUIRE(unlockpt(master_) == 0);
        path = ptsname(master_);
        // The near end stays open here: a pseudo terminal without one reads as dead.
        near_ = ::open(path.c_str(), O_RDWR | O_NOCTTY);
        REQUIRE(near_ >= 0);
        std::copy(std::begin(story.answers), std::end(story.answers), std::begin(head.answers));
        head.silent = story.silent;
        thread_ = std::jthread([this](const std::stop_token& stop) { play(stop); });
    }
    ~Played() { end(); }

    void end() {
        thread_.request_stop();
        if (thread_.joinable()) thread_.join();
        if (master_ >= 0) ::close(std::exchange(master_, -1));
        if (near_ >= 0) ::close(std::exchange(near_, -1));
    }

    /// The line may still hold bytes of the slip.
    void end_when_cut() {
        for (int turns = 0; turns < 2'000 && !cut_; ++turns) {
            std::this_thread::sleep_for(milliseconds{5});
        }
        end();
    }

    std::filesystem::path path;
    Printhead head;  ///< To be looked at after end().

private:
    void play(const std::stop_token& stop) {
        bool still = false;
        while (!stop.stop_requested()) {
            pollfd one{master_, POLLIN, 0};
            if (::poll(&one, 1, 10) <= 0) continue;
            std::uint8_t bytes[512];
            const ssize_t got = ::read(master_, bytes, sizeof bytes);
            for (ssize_t i = 0; i < got; ++i) {
                if (still && question(bytes[i])) reply(head.answers[asked_ - 1]);
                if (still) continue;
                const int answer = head.feed(bytes[i]);
                cut_ = head.cuts > 0;
                if (answer >= 0) reply(static_cast<std::uint8_t>(answer));
                if (story_.stops_at < 0 || head.height < story_.stops_at) continue;
                still = true;
                head.answers[1] = 0x32;
                head.answers[3] = 0x72;
                if (!story_.unplugged) continue;
                ::close(std::exchange(near_, -1));
                ::close(std::exchange(master_, -1));
                return;
            }
        }
    }
    /// Out of paper it hears nothing but questions.
    bool question(std::uint8_t byte) {
        last_[0] = last_[1];
        last_[1] = asked_;
        asked_ = byte;
        return last_[0] == 0x10 && last_[1] == 0x04 && asked_ >= 1 && asked_ <= 4;
    }
    void reply(std::uint8_t byte) { CHECK(::write(master_, &byte, 1) == 1); }

    Story story_;
    int master_ = -1, near_ = -1;
    std::atomic<bool> cut_ = false;
    std::uint8_t last_[2] = {0, 0}, asked_ = 0;
    std::jthread thread_;
};

Raster bars(int height) {
    Raster raster;
    raster.width = 576;
    raster.height = height;
    raster.bits.assign(static_cast<std::size_t>(72 * height), 0xA5);
    return raster;
}

struct Bench {
    SystemClock clock;
    std::stop_source stop;
    std::unique_ptr<Printer> open(const std::filesystem::path& path, bool answers = true) {
        DeviceOptions options;
        options.path = path;
        options.answers = answers;
        options.take_within = milliseconds{1'500};
        options.print_within = milliseconds{3'000};
        return device_printer(options, clock);
    }
};

}  // namespace

TEST_CASE("printer: a slip comes out whole, byte for byte, and only then is it printed") {
    Bench bench;
    Played played({});
    const auto printer = bench.open(played.path);
    CHECK(printer->state() == PrinterState::Ready);
    const Status printed = printer->print(job_of(bars(700)), bench.stop.get_token());
    CHECK_MESSAGE(printed.ok(), printed.error().line());
    played.end();
    CHECK(played.head.wrong.empty());
    CHECK(played.head.height == 700);
    CHECK(played.head.cuts == 1);
    CHECK(played.head.dark(0, 699));
    CHECK_FALSE(played.head.dark(1, 699));
}

TEST_CASE("printer: out of paper, open and stuck are told before anything is sent") {
    const struct {
        Played::Story story;
        PrinterState state;
    } rows[] = {
        {{.answers = {0x1A, 0x32, 0x12, 0x72}}, PrinterState::Out},
        {{.answers = {0x1A, 0x16, 0x12, 0x12}}, PrinterState::Open},
        {{.answers = {0x1A, 0x52, 0x1A, 0x12}}, PrinterState::Fault},
        {{.answers = {0x12, 0x12, 0x12, 0x1E}}, PrinterState::Low},
        {{.silent = true}, PrinterState::Fault},
    };
    for (const auto& row : rows) {
        Bench bench;
        Played played(row.story);
        const auto printer = bench.open(played.path);
        CHECK(printer->state() == row.state);
        if (row.state == PrinterState::Low) continue;
        CHECK_FALSE(printer->print(job_of(bars(8)), bench.stop.get_token()).ok());
        played.end();
        CHECK(played.head.height == 0);
    }
}

TEST_CASE("printer: paper that ends in the middle of a slip is no slip") {
    Bench bench;
    Played played({.stops_at = 128});
    const auto printer = bench.open(played.path);
    const Status printed = printer->print(job_of(bars(900)), bench.stop.get_token());
    CHECK_FALSE(printed.ok());
    CHECK(printer->state() == PrinterState::Out);
}

TEST_CASE("printer: a plug that is pulled ends the slip, not the thread") {
    Bench bench;
    Played played({.stops_at = 128, .unplugged = true});
    const auto printer = bench.open(played.path);
    CHECK_FALSE(printer->print(job_of(bars(2'000)), bench.stop.get_token()).ok());
    CHECK(printer->state() == PrinterState::Fault);
    CHECK(bench.open("/dev/no/such/printer")->state() == PrinterState::Fault);
}

TEST_CASE("printer: one that has no way back is taken at its word, if the operator says so") {
    Bench bench;
    Played played({.silent = true});
    const auto printer = bench.open(played.path, false);
    CHECK(printer->state() == PrinterState::Ready);
    CHECK(printer->print(job_of(bars(300)), bench.stop.get_token()).ok());
    played.end_when_cut();
    CHECK(played.head.height == 300);
}

namespace {

/// The news of a desk, as a program that sleeps between them hears them.
class Heard {
public:
    std::function<void()> wake() {
        return [this] {
            const std::lock_guard lock(mutex_);
            ++wakes_;
            more_.notify_all();
        };
    }
    PrintNews next(PrintDesk& desk) {
        std::unique_lock lock(mutex_);
        while (news_.empty()) {
            REQUIRE(more_.wait_for(lock, std::chrono::seconds{20}, [this] { return wakes_ > 0; }));
            wakes_ = 0;
            lock.unlock();
            for (const PrintNews& one : desk.drain()) news_.push_back(one);
            lock.lock();
        }
        const PrintNews first = news_.front();
        news_.erase(news_.begin());
        return first;
    }

private:
    std::mutex mutex_;
    std::condition_variable more_;
    int wakes_ = 0;
    std::vector<PrintNews> news_;
};

}  // namespace

TEST_CASE(
    "printer: its thread tells how it stands, prints one slip at a time, and hears of paper") {
    const test::TempFolder folder;
    Heard heard;
    PrintDesk desk(folder_printer(folder.path()), heard.wake(), milliseconds{20});
    CHECK(heard.next(desk).state == PrinterState::Ready);
    desk.print(7, job_of(bars(40)));
    const PrintNews first = heard.next(desk);
    REQUIRE(first.slip);
    CHECK(first.slip->number == 7);
    CHECK(first.slip->printed);
    CHECK(std::filesystem::exists(folder.path() / "slip-1.escpos"));
    std::ofstream(folder.path() / "printer.state") << "out\n";
    CHECK(heard.next(desk).state == PrinterState::Out);
    desk.print(8, job_of(bars(40)));
    const PrintNews second = heard.next(desk);
    REQUIRE(second.slip);
    CHECK_FALSE(second.slip->printed);
    CHECK_FALSE(std::filesystem::exists(folder.path() / "slip-2.escpos"));
    std::filesystem::remove(folder.path() / "printer.state");
    CHECK(heard.next(desk).state == PrinterState::Ready);
}

TEST_CASE("printer: a second slip while one is printed has failed, and the end does not hang") {
    Bench bench;
    Played played({.silent = true});
    Heard heard;
    {
        DeviceOptions options;
        options.path = played.path;
        options.answers = true;
        options.answer_within = milliseconds{600};
        PrintDesk desk(device_printer(options, bench.clock), heard.wake());
        desk.print(1, job_of(bars(40)));
        desk.print(2, job_of(bars(40)));
        bool second_failed = false;
        for (int news = 0; news < 4 && !second_failed; ++news) {
            const PrintNews one = heard.next(desk);
            second_failed = one.slip && one.slip->number == 2 && !one.slip->printed;
        }
        CHECK(second_failed);
    }
}
