// SPDX-License-Identifier: Apache-2.0
// a full disk is announced before anybody types, and a full queue drains all the same.
#include "sync/base/mutant.h"
#include "tests/client/rig.h"
#include "tests/sim/disk.h"
#include "tests/sim/vfs.h"

using namespace sunbooth;
using client::NotSaved;
using client::Saved;
using client::Standing;

namespace {

constexpr std::uint64_t kMegabyte = 1024 * 1024;
constexpr int kLadderTop = 100;
constexpr int kForms = 40;  ///< Waiting when the room goes: more than a batch.

/// A small drive that others write to as well. The ballast is a file like any.
class SmallDrive final : public store::DiskSpace {
public:
    explicit SmallDrive(sim::Disk& disk) : disk_(disk) { settle(); }

    Result<std::uint64_t> free_bytes() override {
        const std::uint64_t used = disk_.bytes() + others_ + ballast_;
        return used >= kSize ? std::uint64_t{0} : kSize - used;
    }
    Status hold_ballast() override {
        if (ballast_ > 0) return ok_status();
        if (free_bytes().value() < store::kBallastBytes) {
            return Error{ErrorCode::Full, "no room", ""};
        }
        if (!mutant("test.no_ballast")) ballast_ = store::kBallastBytes;
        settle();
        return ok_status();
    }
    Status drop_ballast() override {
        ballast_ = 0;
        settle();
        return ok_status();
    }
    /// Others write until only so much is left.
    void leave(std::uint64_t bytes) {
        others_ = 0;
        const std::uint64_t free = free_bytes().value();
        if (free > bytes) others_ = free - bytes;
        settle();
    }

private:
    static constexpr std::uint64_t kSize = 256 * kMegabyte;
    /// The database's files may have what the others left.
    void settle() { disk_.limit(kSize - others_ - ballast_); }

    sim::Disk& disk_;
    std::uint64_t others_ = 0;
    std::uint64_t ballast_ = 0;
};

/// A terminal on such a drive.
class Terminal {
public:
    Terminal() : disk_("/small", power_), vfs_(random_), drive_(disk_), center_(random_) {
        vfs_.mount(disk_);
        center_.kiosk_key = identity_.key.public_key;
    }

    void start() {
        courier_.reset();
        transport_.waiting.clear();
        auto opened = client::Courier::open(
            {.outbox = {.path = "/small/outbox.db", .vfs = sim::Vfs::name()},
             .identity = identity_,
             .root = center_.root.public_key,
             .key_set = center_.key_set(),
             .boot_id = "boot-1"},
            {.transport = transport_,
             .disk = drive_,
             .outside = {clock_, random_, log_},
             .tell = [this](client::News one) { news_.push_back(std::move(one)); }});
        REQUIRE_MESSAGE(opened.ok(), (opened.ok() ? "" : opened.error().line()));
        courier_ = std::move(opened).value();
    }
    void file() { courier_->handle(client::FileRecord{++token_, test::complaint("满了")}); }
    void live(milliseconds span, bool reachable) {
        const Instant end = clock_.now() + span;
        while (true) {
            while (!transport_.waiting.empty()) {
                test::FakeTransport::Waiting one = transport_.take();
                one.done(reachable ? Result<wire::Response>(center_.answer(one.request))
                                   : Result<wire::Response>(Error{ErrorCode::Offline, "", ""}));
            }
            const Instant wake = courier_->wake_at();
            if (wake > end) break;
            if (wake > clock_.now()) clock_.advance(wake - clock_.now());
            courier_->tick();
        }
        clock_.advance(end - clock_.now());
    }
    template <class T>
    std::optional<T> last() const {
        for (auto at = news_.rbegin(); at != news_.rend(); ++at) {
            if (const T* fits = std::get_if<T>(&*at)) return *fits;
        }
        return std::nullopt;
    }
    std::size_t saved() const {
        return static_cast<std::size_t>(
            std::count_if(news_.begin(), news_.end(),
                          [](const auto& one) { return std::holds_alternative<Saved>(one); }));
    }
    client::OutboxCounts counts() { return courier_->outbox()->counts(); }
    SmallDrive& drive() { return drive_; }
    test::FakeCenter& center() { return center_; }

private:
    SeededRandom random_{53};
    sim::Power power_;
    sim::Disk disk_;
    sim::Vfs vfs_;
    SmallDrive drive_;
    test::FakeCenter center_;
    client::Identity identity_ = test::some_identity(random_);
    test::ManualClock clock_;
    NullLog log_;
    test::FakeTransport transport_;
    std::vector<client::News> news_;
    std::unique_ptr<client::Courier> courier_;
    client::Token token_ = 0;
};

/// One step of the ladder. @return the broken promise, or nothing.
std::optional<std::string> step(int megabytes, bool restarts) {
    Terminal terminal;
    terminal.start();
    for (int i = 0; i < kForms; ++i) terminal.file();
    terminal.live(std::chrono::minutes{1}, false);
    terminal.drive().leave(static_cast<std::uint64_t>(megabytes) * kMegabyte);
    terminal.live(std::chrono::minutes{1}, false);
    const bool roomy = static_cast<std::uint64_t>(megabytes) * kMegabyte >= store::kFreeBytesMin;
    if (terminal.last<Standing>()->accepting != roomy) return "it is not announced before typing";
    terminal.file();
    const std::size_t expected = kForms + (roomy ? 1U : 0U);
    if (terminal.saved() != expected) return "it takes a form without room, or refuses with room";
    // The rest of the ladder: others take the last byte, perhaps before a restart.
    terminal.drive().leave(0);
    if (restarts) terminal.start();
    terminal.live(std::chrono::minutes{40}, true);
    if (terminal.counts().unsent > 0) return "the queue does not drain";
    terminal.center().back_up();
    terminal.live(std::chrono::minutes{40}, true);
    if (terminal.counts().held > 0) return "what is backed up is not let go";
    if (terminal.center().stored().size() != expected) return "lost";
    terminal.drive().leave(80 * kMegabyte);
    terminal.live(std::chrono::minutes{2}, true);
    if (!terminal.last<Standing>()->accepting) return "with room again it takes no forms";
    return std::nullopt;
}

}  // namespace

TEST_CASE("faults R-7: from every free space, forms are refused in time and the queue drains") {
    int steps = 0;
    for (int megabytes = 0; megabytes <= kLadderTop; ++megabytes) {
        for (const bool restarts : {false, true}) {
            CAPTURE(megabytes);
            CAPTURE(restarts);
            const auto broken = step(megabytes, restarts);
            CHECK_MESSAGE(!broken, *broken);
            ++steps;
        }
    }
    MESSAGE("R-7 " << steps << " free spaces from 0 to " << kLadderTop
                   << " MB: announced before typing at each, the queue drained from each");
}

TEST_CASE("faults R-7: catches a terminal without a ballast") {
    const MutantScope on("test.no_ballast");
    const auto broken = step(1, false);
    REQUIRE(broken);
    MESSAGE("R-7 mutant no ballast: " << *broken);
}
