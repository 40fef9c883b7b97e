// SPDX-License-Identifier: Apache-2.0
// A kiosk without a screen, for filing many records: the real queue, sealing, signing and link of
// sync/client, with the records from standard input, one JSON object a line:
//
//   {"text":"…","phone":"13800005678","language":"ug","topic":"slow","window":"2"}     a complaint
//   {"level":5,"window":"4","unit":"rlzy","tags":["510"]}                                a rating
//   {"monitor":"1001","text":"…","window":"2","unit":"scjg"}                 a monitor's report
//
//   file_records KIOSK.toml CODE < lines      CODE enrols it first; "-": it is enrolled already
//   file_records KIOSK.toml - DAYS < lines    so many days ago, before the network came and the
//                                             machine was switched on again: stays in the queue.
//                                             A line's own "days" is so many days ago instead:
//                                             months of records in one go, the oldest first
//
// Ends when the center has them all (0), or names what kept it from that (1).
#include "app/shell/config.h"
#include "sync/domain/language.h"
#include "sync/wire/json.h"
#include "tests/listener.h"

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <iostream>

using namespace sunbooth;

namespace {

using test::Listener;

constexpr std::size_t kLineMax = 16 * 1024;
constexpr std::chrono::seconds kPatience{120};

/// A line, and how many days ago it happened.
struct Line {
    domain::Filing filing;
    int days = 0;
};

domain::Filing rating_of(wire::FieldReader& in, int level) {
    domain::Rating rating;
    rating.scale = "national-5";
    rating.level = level;
    rating.window = in.text_or_empty("window", 8);
    rating.unit = in.text_or_empty("unit", 32);
    rating.comment = SecretText(in.text_or_empty("text", kLineMax));
    rating.phone = SecretText(in.text_or_empty("phone", 20));
    return rating;
}
domain::Filing issue_of(wire::FieldReader& in, std::string monitor) {
    domain::Issue issue;
    issue.monitor = std::move(monitor);
    issue.window = in.text_or_empty("window", 8);
    issue.unit = in.text_or_empty("unit", 32);
    issue.text = SecretText(in.text_or_empty("text", kLineMax));
    return issue;
}
domain::Filing complaint_of(wire::FieldReader& in) {
    const auto or_else = [&in](const char* name, const char* usual) {
        const std::string given = in.text_or_empty(name, 32);
        return given.empty() ? std::string(usual) : given;
    };
    domain::Complaint complaint;
    complaint.topic = or_else("topic", "slow");
    complaint.window = or_else("window", "2");
    complaint.unit = in.text_or_empty("unit", 32);
    complaint.text = SecretText(in.text("text", kLineMax));
    complaint.phone = SecretText(in.text_or_empty("phone", 20));
    const auto language = domain::language_of(in.text_or_empty("language", 8));
    complaint.language = language.value_or(domain::Language::Zh);
    return complaint;
}
Result<Line> read_line(const std::string& line, int days_ago) {
    const auto parsed = wire::parse_json(line, kLineMax);
    if (!parsed.ok()) return parsed.error();
    wire::FieldReader in(parsed.value());
    const auto* object = parsed.value().if_object();
    const bool dated = object != nullptr && object->contains("days");
    const bool rated = object != nullptr && object->contains("level");
    const int days = dated ? static_cast<int>(in.integer("days", 0, 366)) : days_ago;
    const int level = rated ? static_cast<int>(in.integer("level", 1, 5)) : 0;
    const std::string monitor = in.text_or_empty("monitor", 16);
    Line made{rated              ? rating_of(in, level)
              : !monitor.empty() ? issue_of(in, monitor)
                                 : complaint_of(in),
              days};
    if (in.error()) return *in.error();
    return made;
}

/// Files one and waits until it is on disk, and keeps the last standing that was told.
Status file(client::Client& client, Listener& listener, client::Token token, domain::Filing filing,
            client::Standing& standing) {
    client.post(client::FileRecord{token, std::move(filing)});
    bool done = false;
    while (!done && listener.wait(kPatience)) {
        for (const client::News& news : client.drain()) {
            if (const auto* now = std::get_if<client::Standing>(&news)) standing = *now;
            if (const auto* failed = std::get_if<client::NotSaved>(&news)) return failed->error;
            const auto* saved = std::get_if<client::Saved>(&news);
            if (saved == nullptr || saved->token != token) continue;
            done = true;
            standing.unsent = std::max<std::size_t>(standing.unsent, 1);  // Until the next word.
        }
    }
    if (done) return ok_status();
    return Error{ErrorCode::Offline, "nothing was saved for two minutes", {}};
}

Status deliver(client::Client& client, Listener& listener, client::Standing standing) {
    while (standing.unsent != 0 || !standing.online) {
        if (!listener.wait(kPatience))
            return Error{ErrorCode::Offline, "records stayed unsent", {}};
        for (const client::News& news : client.drain()) {
            if (const auto* now = std::get_if<client::Standing>(&news)) standing = *now;
        }
    }
    if (standing.parked != 0) return Error{ErrorCode::Refused, "the center refused some", {}};
    return ok_status();
}

/// The clock of a machine some days ago. Thread: any.
class EarlierClock final : public Clock {
public:
    explicit EarlierClock(int days) : days_(days) {}
    void go_to(int days_ago) { days_ = days_ago; }
    Instant now() override { return machine_.now(); }
    WallTime wall() override { return machine_.wall() - std::chrono::hours{24 * days_.load()}; }

private:
    SystemClock machine_;
    std::atomic<int> days_;
};

Status run(const char* config_file, const std::string& code, int days_ago) {
    const auto config = app::shell::read_config(config_file);
    if (!config.ok()) return config.error();
    EarlierClock clock(days_ago);
    OsRandom random;
    NullLog log;
    const client::Outside outside{clock, random, log};
    client::Config client_config = config.value().client;
    client_config.boot_id = days_ago > 0 ? "before" : "browser-test";
    constexpr std::uint16_t kNobody = 9;  // The port that answers nothing.
    if (days_ago > 0) client_config.port = kNobody;
    if (code != "-") {
        if (const Status enrolled = client::enrol(client_config, code, outside); !enrolled.ok()) {
            return enrolled.error();
        }
    }
    Listener listener;
    auto client = client::Client::start(client_config, outside, [&listener] { listener.wake(); });
    if (!client.ok()) return client.error();
    client::Standing standing;
    client::Token token = 0;
    for (std::string line; std::getline(std::cin, line);) {
        Result<Line> read = read_line(line, days_ago);
        if (!read.ok()) return read.error();
        clock.go_to(read.value().days);
        const Status filed =
            file(*client.value(), listener, ++token, std::move(read).value().filing, standing);
        if (!filed.ok()) return filed.error();
    }
    return days_ago > 0 ? ok_status() : deliver(*client.value(), listener, standing);
}

}  // namespace

int main(int count, char** words) {
    if (count != 3 && count != 4) {
        std::fputs("file_records KIOSK.toml CODE|- [DAYS] < lines of JSON\n", stderr);
        return 2;
    }
    const Status done = run(words[1], words[2], count == 4 ? std::atoi(words[3]) : 0);
    if (!done.ok()) std::fprintf(stderr, "%s\n", done.error().line().c_str());
    return done.ok() ? 0 : 1;
}
