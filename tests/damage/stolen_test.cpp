// SPDX-License-Identifier: Apache-2.0
// S-1: whoever carries the terminal away, or takes a picture of its memory after a visitor left,
// reads nothing that a visitor wrote.
#include "sync/base/mutant.h"
#include "tests/client/rig.h"
#include "tests/damage/memory.h"

#include <fmt/format.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

using namespace sunbooth;
using namespace sunbooth::damage;

namespace {

/// Keeps every line as it would be written.
class LineLog final : public Log {
public:
    void write(LogLevel, std::string_view event, std::initializer_list<LogField> fields) override {
        lines += event;
        for (const LogField& field : fields) {
            lines += fmt::format(" {}=", field.name);
            std::visit([this](const auto& value) { lines += fmt::format("{}", value); },
                       field.value);
        }
        lines += '\n';
    }
    std::string lines;
};

std::size_t wanted_canaries() {
    const char* text = std::getenv("SUNBOOTH_CANARIES");
    return text != nullptr ? std::strtoull(text, nullptr, 10) : 10'000;
}

/// A complaint whose every word is a canary, made in memory that is wiped.
domain::Complaint canary_complaint(std::uint64_t number) {
    domain::Complaint made;
    made.topic = "absent";
    made.text = canary_words(number);
    made.phone = canary_phone(number);
    return made;
}

std::string bytes_of(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::stringstream bytes;
    bytes << in.rdbuf();
    return bytes.str();
}

/// Ten thousand commits need no real disk: nothing here depends on what survives a power cut.
class FastFolders {
public:
    FastFolders() {
        if (std::filesystem::is_directory("/dev/shm")) ::setenv("TMPDIR", "/dev/shm", 1);
    }
    ~FastFolders() { ::unsetenv("TMPDIR"); }
    FastFolders(const FastFolders&) = delete;
    FastFolders& operator=(const FastFolders&) = delete;
};

/// A terminal that files `count` canaries: sends some, is answered, is damaged, starts again.
class Stolen {
public:
    Stolen() : center_(random_), identity_(test::some_identity(random_)) {
        center_.kiosk_key = identity_.key.public_key;
        start();
    }

    void live(std::size_t count) {
        for (std::size_t number = 0; number < count; ++number) {
            courier_->handle(client::FileRecord{number + 1, canary_complaint(number)});
            REQUIRE(saved_ == number + 1);
            if (number % 100 == 50) exchange(3);
            if (number == count / 3) center_.back_up();
            if (number == count / 2) damage();
        }
    }

    /// Every file of the terminal, its log lines, the news that its screen got and the requests
    /// that it sent.
    std::uint64_t finds_on_disk() const {
        std::uint64_t finds = find_canaries(log_.lines) + find_canaries(sent_);
        for (const auto& entry : std::filesystem::recursive_directory_iterator(folder_.path())) {
            if (entry.is_regular_file()) finds += find_canaries(bytes_of(entry.path()));
        }
        return finds;
    }
    std::uint64_t bytes_on_disk() const {
        std::uint64_t sum = log_.lines.size() + sent_.size();
        for (const auto& entry : std::filesystem::recursive_directory_iterator(folder_.path())) {
            if (entry.is_regular_file()) sum += entry.file_size();
        }
        return sum;
    }
    bool has_quarantine() const {
        return log_.lines.find("outbox.quarantined") != std::string::npos;
    }
    bool has_answers() const { return !center_.stored().empty(); }

private:
    void start() {
        courier_.reset();
        transport_.waiting.clear();
        auto opened = client::Courier::open({.outbox = {.path = folder_ / "outbox.db"},
                                             .identity = identity_,
                                             .root = center_.root.public_key,
                                             .key_set = center_.key_set(),
                                             .boot_id = "boot-1"},
                                            {.transport = transport_,
                                             .disk = disk_,
                                             .outside = {clock_, random_, log_},
                                             .tell = [this](const client::News& news) {
                                                 const auto* saved =
                                                     std::get_if<client::Saved>(&news);
                                                 if (saved != nullptr) saved_ = saved->token;
                                             }});
        REQUIRE(opened.ok());
        courier_ = std::move(opened).value();
    }

    void exchange(int turns) {
        for (int i = 0; i < turns && !transport_.waiting.empty(); ++i) {
            test::FakeTransport::Waiting one = transport_.take();
            sent_ += as_text(one.request.body);
            one.done(center_.answer(one.request));
        }
    }

    /// The first bytes of a few pages change; the next start sets the queue aside.
    void damage() {
        courier_.reset();
        const std::filesystem::path path = folder_ / "outbox.db";
        std::fstream file(path, std::ios::binary | std::ios::in | std::ios::out);
        for (int page = 8; page < 16; ++page) {
            file.seekp(page * 4096);
            file.put('!');
        }
        file.close();
        start();
    }

    FastFolders fast_;
    test::TempFolder folder_;
    test::ManualClock clock_;
    SeededRandom random_{41};
    LineLog log_;
    test::FakeTransport transport_;
    test::FakeDisk disk_;
    test::FakeCenter center_;
    client::Identity identity_;
    std::string sent_;
    std::uint64_t saved_ = 0;
    std::unique_ptr<client::Courier> courier_;
};

}  // namespace

TEST_CASE("damage S-1: a stolen terminal and its memory hold no word of ten thousand canaries") {
    const std::size_t count = wanted_canaries();
    REQUIRE(seal::start().ok());
    Stolen kiosk;
    kiosk.live(count);
    const std::uint64_t on_disk = kiosk.finds_on_disk();
    const std::uint64_t in_memory = finds_in_memory();
    MESSAGE("S-1: " << count << " canaries filed, " << kiosk.bytes_on_disk()
                    << " bytes of files, log and requests and the whole process searched: "
                    << on_disk << " on disk, " << in_memory << " in memory");
    CHECK(kiosk.has_quarantine());
    CHECK(kiosk.has_answers());
    CHECK(on_disk == 0);
    CHECK(in_memory == 0);
    // The search is not blind: it finds what is there, in each of its spellings.
    const SecretText one = canary_words(7);
    CHECK(find_canaries(one.view()) == 3);
    CHECK(find_canaries(to_base64(as_bytes(one.view()))) == 3);
    CHECK(find_canaries(to_base64(as_bytes(canary_phone(7).view()))) == 1);
    CHECK(finds_in_memory() > 0);
}

TEST_CASE("damage S-1: catches a terminal that stores the words before it seals them") {
    const MutantScope on("client.stores_plain");
    REQUIRE(seal::start().ok());
    Stolen kiosk;
    kiosk.live(20);
    const std::uint64_t on_disk = kiosk.finds_on_disk();
    MESSAGE("S-1, mutant client.stores_plain: " << on_disk << " canaries on disk");
    CHECK(on_disk > 0);
}
