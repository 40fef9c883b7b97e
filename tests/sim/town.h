// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/buggify.h"
#include "tests/sim/center.h"
#include "tests/sim/kiosk.h"
#include "tests/sim/ledger.h"
#include "tests/sim/vfs.h"
#include "tests/sim/world.h"

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace sunbooth::sim {

/// How bad the days are. Spans are means of waiting times unless they say otherwise; the rates of
/// faults follow the trials of reliability.md 3.7.
struct Weather {
    int kiosks = 5;
    milliseconds length = std::chrono::hours{24};
    milliseconds calm =
        std::chrono::hours{4};  ///< Good weather at the end, for everything to settle.
    milliseconds form_every = std::chrono::minutes{12};  ///< At each kiosk.
    int lost_per_mille = 150;                            ///< Of requests, and of answers.
    int doubled_per_mille = 100;                         ///< Of requests.
    milliseconds delay_max = std::chrono::seconds{40};
    milliseconds partition_every = std::chrono::hours{5};  ///< At each kiosk, for 1 min to 6 h.
    milliseconds kiosk_stop_every = std::chrono::minutes{50};
    milliseconds center_stop_every = std::chrono::minutes{40};
    milliseconds clock_jump_every = std::chrono::hours{8};
    milliseconds backup_every = std::chrono::minutes{45};
    milliseconds restore_every = std::chrono::hours{7};
    milliseconds rotate_every = std::chrono::hours{8};  ///< Intake, callback or signing key.
    milliseconds set_up_every = std::chrono::hours{9};  ///< Another terminal, up to kiosks_max.
    int kiosks_max = 8;
    milliseconds revoke_every = std::chrono::hours{10};  ///< One terminal, for 20 min to 5 h.
    /// The office brings another version of the hall, with words that the one before had not.
    milliseconds hall_every = std::chrono::hours{4};
    bool struck = true;   ///< At the places of sync/base/buggify.h.
    bool silent = false;  ///< No terminal reaches the center until the calm.
};

/// What a run came to.
struct Outcome {
    std::vector<std::string> faults;  ///< Broken promises; empty when all is well.
    std::size_t forms = 0;
    std::size_t thanked = 0;
    std::uint64_t stops = 0;     ///< Of kiosks and center, planned in the middle of a write or not.
    std::uint64_t restores = 0;  ///< Of the center, from its backup.
    std::uint64_t rotations = 0;   ///< Of keys.
    std::uint64_t enrolments = 0;  ///< Of terminals, in the weather.
    std::uint64_t revocations = 0;
    int halls = 0;             ///< Versions that the office brought.
    bool fell_behind = false;  ///< A restored center knew fewer words than its terminals.
    std::map<std::string, std::uint64_t, std::less<>> struck;
    milliseconds emptied_after{0};  ///< From the beginning of the calm until nothing was unsent.
    std::uint64_t events = 0;
    std::uint64_t fingerprint = 0;
};

/// Liveness: so long after the weather has healed every queue is empty (reliability.md, R-4).
inline constexpr milliseconds kEmptyWithin = std::chrono::minutes{15};

/// All machines of one deployment, the network between them, and the weather over it.
class Town {
public:
    Town(std::uint64_t seed, const Weather& weather);
    ~Town();
    Outcome live();

private:
    using Respond = std::function<void(Result<wire::Response>)>;

    // town.cpp: machines and network
    void settle_in();
    void add_kiosk(const std::string& name, Kiosk::Provision provision);
    bool is_reachable(const Kiosk& kiosk) const;
    void carry(Kiosk& from, wire::Request request, client::Transport::Done done);
    void deliver(Kiosk& from, const wire::Request& request, const Respond& respond);

    // weather.cpp: what happens by chance
    void begin_weather();
    void begin_weather_at(std::size_t place);
    /// Again and again until the calm.
    void repeat(milliseconds mean, std::function<void()> what);
    void file_somewhere(Kiosk& kiosk);
    void stop_kiosk(Kiosk& kiosk);
    void stop_center();
    void end_weather();
    void watch_queues(Instant healed);

    // fleet.cpp: terminals come, are revoked, and come back
    void begin_fleet();
    void set_up_another();
    void enrol(std::size_t place);
    void ask_to_enrol(std::size_t place, const std::string& code, Instant until);
    void on_enrolled(std::size_t place, const wire::Response& response);
    void revoke_one();
    void judge_silence(std::size_t place);
    void look_over_fleet();
    void begin_halls();
    void bring_hall();
    void look_over_hall();

    // count.cpp: what must be true when everything has settled
    void count();
    void count_forms();
    void count_tickets(const domain::RecordId& record, const Form& form);
    void count_queues();
    void ask_again();

    Weather weather_;
    std::filesystem::path folder_;  ///< For the center's keys, which are real files.
    World world_;
    Vfs vfs_;
    Ledger ledger_;
    Center center_;
    std::vector<std::unique_ptr<Kiosk>> kiosks_;
    /// What the town knows of a terminal besides, by its place.
    struct Terminal {
        Instant cut_off_until{};
        bool enrolling = false;
        bool revoked = false;
        std::int64_t rows = 0;  ///< At the center when it was revoked.
    };
    std::vector<Terminal> terminals_;
    bool is_calm_ = true;
    int hall_ = 1;  ///< The version of the office's file.
    std::uint64_t stops_ = 0;
    std::uint64_t enrolments_ = 0;
    std::uint64_t revocations_ = 0;
    std::optional<Instant> emptied_;
    bool late_ = false;
    BuggifyScope bugs_;
};

}  // namespace sunbooth::sim
