// SPDX-License-Identifier: Apache-2.0
#include "sync/center/fleet/rollout.h"

#include "sync/base/bytes.h"
#include "sync/base/mutant.h"
#include "sync/domain/ids.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace sunbooth::center::fleet {
namespace {

using domain::UpdateState;

constexpr std::size_t kWavesMax = 20;
constexpr int kWhole = 100;
constexpr milliseconds kHeardLately = std::chrono::hours{24};

std::vector<std::string> split(std::string_view text, char at) {
    std::vector<std::string> parts;
    while (true) {
        const std::size_t end = std::min(text.find(at), text.size());
        parts.emplace_back(text.substr(0, end));
        if (end == text.size()) return parts;
        text.remove_prefix(end + 1);
    }
}

std::optional<int> share_of(std::string_view text) {
    if (text.empty() || text.back() != '%') return std::nullopt;
    int percent = 0;
    const char* last = text.data() + text.size() - 1;
    const auto [end, failed] = std::from_chars(text.data(), last, percent);
    if (failed != std::errc{} || end != last || percent < 1 || percent > kWhole) {
        return std::nullopt;
    }
    return percent;
}

/// 0..99, another one for each version.
int draw_of(const Rollout& rollout, const std::string& kiosk) {
    const seal::Digest drawn = seal::digest(as_bytes(rollout.version + "\n" + kiosk));
    const unsigned number = drawn.bytes[0] * 256U + drawn.bytes[1];
    return static_cast<int>(number % kWhole);
}

bool is_settled(const Rollout& rollout, const UpdatedKiosk& kiosk, WallTime now) {
    return kiosk.state == UpdateState::Good || is_failure(rollout, kiosk, now);
}

std::string why_of(const UpdatedKiosk& kiosk) {
    switch (kiosk.state) {
        case UpdateState::Failed:
            return kiosk.why.empty() ? "failed" : kiosk.why;
        case UpdateState::FellBack:
            return "the former version runs again";
        default:
            return "not heard since it was to start into it";
    }
}

}  // namespace

const char* to_string(Rollout::State state) {
    switch (state) {
        case Rollout::State::Rolling:
            return "rolling";
        case Rollout::State::Stopped:
            return "stopped";
        case Rollout::State::Aborted:
            return "aborted";
    }
    return "";
}

std::string write_waves(const std::vector<Wave>& waves) {
    std::string text;
    for (const Wave& wave : waves) {
        if (!text.empty()) text += ';';
        if (wave.percent > 0) text += fmt::format("{}%", wave.percent);
        for (const std::string& kiosk : wave.kiosks) {
            if (!text.empty() && text.back() != ';') text += ',';
            text += kiosk;
        }
    }
    return text;
}

Result<std::vector<Wave>> read_waves(std::string_view text) {
    std::vector<Wave> waves;
    for (const std::string& part : split(text, ';')) {
        if (const auto percent = share_of(part)) {
            waves.push_back({.kiosks = {}, .percent = *percent});
            continue;
        }
        Wave wave{.kiosks = split(part, ','), .percent = 0};
        for (const std::string& kiosk : wave.kiosks) {
            if (domain::KioskId::parse(kiosk).ok()) continue;
            return invalid_input("--wave", "\"" + part +
                                               "\": must be names of kiosks with commas between "
                                               "them, or a share of 1% to 100%");
        }
        waves.push_back(std::move(wave));
    }
    if (waves.size() > kWavesMax) return invalid_input("--wave", "is given more than 20 times");
    return waves;
}

bool is_reached(const Rollout& rollout, const std::string& kiosk) {
    const int draw = draw_of(rollout, kiosk);
    const int reached =
        mutant("fleet.all_waves_at_once") ? static_cast<int>(rollout.waves.size()) : rollout.wave;
    const auto end =
        rollout.waves.begin() + std::min<std::ptrdiff_t>(reached, std::ssize(rollout.waves));
    return std::any_of(rollout.waves.begin(), end, [&](const Wave& wave) {
        return draw < wave.percent || std::ranges::find(wave.kiosks, kiosk) != wave.kiosks.end();
    });
}

bool is_failure(const Rollout& rollout, const UpdatedKiosk& kiosk, WallTime now) {
    switch (kiosk.state) {
        case UpdateState::Failed:
        case UpdateState::FellBack:
            return kiosk.since > rollout.forgiven;
        case UpdateState::Installed:
        case UpdateState::Trial:
            return kiosk.heard > rollout.forgiven && now - kiosk.heard > kStartsWithin;
        case UpdateState::None:
        case UpdateState::Fetching:
        case UpdateState::Installing:
        case UpdateState::Good:
            return false;
    }
    return false;
}

Judgement judge(const Rollout& rollout, const std::vector<UpdatedKiosk>& kiosks, WallTime now) {
    if (rollout.state != Rollout::State::Rolling) return {};
    int failures = 0, good = 0;
    bool all_settled = true;
    std::string last;
    for (const UpdatedKiosk& one : kiosks) {
        if (is_failure(rollout, one, now)) {
            ++failures;
            last = one.kiosk + ": " + why_of(one);
        }
        if (!is_reached(rollout, one.kiosk) || now - one.heard > kHeardLately) continue;
        if (one.state == UpdateState::Good) ++good;
        all_settled = all_settled && is_settled(rollout, one, now);
    }
    if (failures >= rollout.stop_at && !mutant("fleet.rolls_on")) {
        return {.stop = fmt::format("{} failed, the last {}", failures, last), .next_wave = false};
    }
    const bool more = rollout.wave < static_cast<int>(rollout.waves.size());
    const bool soaked = now - rollout.wave_since >= rollout.soak;
    return {.stop = std::nullopt, .next_wave = more && soaked && all_settled && good > 0};
}

}  // namespace sunbooth::center::fleet
