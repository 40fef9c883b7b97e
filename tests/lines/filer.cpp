// SPDX-License-Identifier: Apache-2.0
// A terminal without a screen, under the worst of lines and disks: the real queue, sealing and link
// of sync/client, and a citizen who files one form after the other.
//
//   filer KIOSK.txt CODE|- COUNT PAUSE_MS [NAME]
//
// KIOSK.txt holds one value a line: folder, kiosk, host, port, ca file, root key. CODE enrols it
// first. COUNT 0: files until it is killed. Says, a line each,
//
//   saved CODE ID NANOSECONDS    on disk: what a screen would show, by the monotonic clock
//   refused                      not saved; it goes on
//   delivered                    the center has all of them; it ends
#include "sync/base/bytes.h"
#include "sync/client/client.h"
#include "tests/listener.h"

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <thread>

using namespace sunbooth;

namespace {

using test::Listener;

client::Config read_config(const char* file) {
    std::ifstream in(file);
    std::string port;
    std::string folder;
    std::string ca;
    client::Config config;
    std::getline(in, folder);
    std::getline(in, config.kiosk);
    std::getline(in, config.host);
    std::getline(in, port);
    std::getline(in, ca);
    std::getline(in, config.root_key);
    config.folder = folder;
    config.ca_file = ca;
    config.port = static_cast<std::uint16_t>(std::atoi(port.c_str()));
    config.boot_id =
        "filer-" + std::to_string(std::chrono::steady_clock::now().time_since_epoch().count());
    return config;
}

/// One citizen after the other.
class Filer {
public:
    Filer(client::Client& client, Listener& listener, std::string name)
        : client_(client), listener_(listener), name_(std::move(name)) {}

    void file() {
        domain::Complaint complaint;
        complaint.topic = "slow";
        complaint.window = "2";
        complaint.text = SecretText(name_ + "：第" + std::to_string(++token_) + "件，等了很久");
        client_.post(client::FileRecord{token_, complaint});
        answered_ = false;
        while (!answered_) hear();
    }
    void deliver() {
        while (standing_.unsent > 0 || !standing_.online) hear();
    }

private:
    void hear() {
        listener_.wait(std::chrono::seconds{1});
        const auto now = std::chrono::steady_clock::now().time_since_epoch();
        for (const client::News& news : client_.drain()) {
            if (const auto* standing = std::get_if<client::Standing>(&news)) standing_ = *standing;
            if (std::holds_alternative<client::NotSaved>(news)) {
                std::puts("refused");
                answered_ = true;
            }
            const auto* saved = std::get_if<client::Saved>(&news);
            if (saved == nullptr) continue;
            std::printf("saved %s %s %lld\n", saved->code.compact().c_str(),
                        to_hex(saved->id.view()).c_str(),
                        static_cast<long long>(std::chrono::nanoseconds{now}.count()));
            answered_ = true;
            standing_.unsent = std::max<std::size_t>(standing_.unsent, 1);  // Until the next word.
        }
        std::fflush(stdout);
    }

    client::Client& client_;
    Listener& listener_;
    std::string name_;
    client::Token token_ = 0;
    bool answered_ = false;
    client::Standing standing_;
};

Status run(int count, char** words) {
    const client::Config config = read_config(words[1]);
    SystemClock clock;
    OsRandom random;
    NullLog log;
    const client::Outside outside{clock, random, log};
    const std::string code = words[2];
    if (code != "-") {
        if (const Status done = client::enrol(config, code, outside); !done.ok()) return done;
    }
    Listener listener;
    auto client = client::Client::start(config, outside, [&listener] { listener.wake(); });
    if (!client.ok()) return client.error();
    Filer filer(*client.value(), listener, count > 5 ? words[5] : config.kiosk);
    const int forms = std::atoi(words[3]);
    const std::chrono::milliseconds pause{std::atoi(words[4])};
    for (int filed = 0; forms == 0 || filed < forms; ++filed) {
        filer.file();
        std::this_thread::sleep_for(pause);
    }
    filer.deliver();
    std::puts("delivered");
    return ok_status();
}

}  // namespace

int main(int count, char** words) {
    if (count < 5) {
        std::fputs("filer KIOSK.txt CODE|- COUNT PAUSE_MS [NAME]\n", stderr);
        return 2;
    }
    const Status done = run(count, words);
    if (!done.ok()) std::fprintf(stderr, "%s\n", done.error().line().c_str());
    return done.ok() ? 0 : 1;
}
