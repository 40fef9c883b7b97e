// SPDX-License-Identifier: Apache-2.0
#include "app/input/keyboard.h"

#include <array>
#include <charconv>
#include <utility>

namespace sunbooth::app::input {
namespace {

constexpr milliseconds kPace{50};        ///< Between two characters of a scanner.
constexpr std::size_t kScanMin = 4;      ///< Shorter is a person.
constexpr std::size_t kBurstMax = 1024;  ///< Longer than any code: a weight on the keys.

// HID usage tables 1.3, page 7.
constexpr std::uint16_t kA = 4, kOne = 30, kReturn = 40, kEscape = 41, kBackspace = 42, kTab = 43,
                        kSpace = 44, kMinus = 45, kSemicolon = 51, kF1 = 58, kRight = 79,
                        kLeft = 80, kDown = 81, kUp = 82, kPadDivide = 84, kPadEnter = 88,
                        kPadOne = 89, kVolumeUp = 128, kVolumeDown = 129;

/// Keys whose usages follow each other: what they write, plain and with Shift.
struct Run {
    std::uint16_t first;
    std::string_view plain, shifted;
};
constexpr std::array kRuns = {
    Run{kA, "abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"},
    Run{kOne, "1234567890", "!@#$%^&*()"},
    Run{kSpace, " ", " "},
    Run{kMinus, "-=[]\\", "_+{}|"},
    Run{kSemicolon, ";'`,./", ":\"~<>?"},
    Run{kPadDivide, "/*-+", "/*-+"},
    Run{kPadOne, "1234567890.", "1234567890."},
};

struct Named {
    std::string_view name;
    std::uint16_t usage;
    bool shift = false;
};
constexpr std::array kNames = {
    Named{"up", kUp},
    Named{"down", kDown},
    Named{"left", kLeft},
    Named{"right", kRight},
    Named{"select", kReturn},
    Named{"return", kReturn},
    Named{"back", kEscape},
    Named{"escape", kEscape},
    Named{"help", kF1},
    Named{"tab", kTab},
    Named{"shift_tab", kTab, true},
    Named{"space", kSpace},
    Named{"backspace", kBackspace},
    Named{"repeat", kF1 + 1},
    Named{"read_page", kF1 + 2},
    Named{"pause", kF1 + 3},
    Named{"slower", kF1 + 4},
    Named{"faster", kF1 + 5},
    Named{"softer", kF1 + 6},
    Named{"louder", kF1 + 7},
    Named{"blank", kF1 + 8},
};

std::optional<Key> usual_key(const Stroke& stroke) {
    switch (stroke.usage) {
        case kUp:
            return Key::Up;
        case kDown:
            return Key::Down;
        case kLeft:
            return Key::Left;
        case kRight:
            return Key::Right;
        case kReturn:
        case kPadEnter:
            return Key::Select;
        case kEscape:
            return Key::Back;
        case kF1:
            return Key::Help;
        case kTab:
            return stroke.shift ? Key::ShiftTab : Key::Tab;
        case kVolumeUp:
            return Key::Louder;
        case kVolumeDown:
            return Key::Softer;
        default:
            break;
    }
    // F2 to F9, in the order of the keys for hearing.
    constexpr int kHearingKeys = 8;
    const int hearing = stroke.usage - (kF1 + 1);
    if (hearing < 0 || hearing >= kHearingKeys) return std::nullopt;
    return static_cast<Key>(static_cast<int>(Key::Repeat) + hearing);
}

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

}  // namespace

std::optional<char> character_of(const Stroke& stroke) {
    if (stroke.usage == kBackspace) return '\b';
    for (const Run& run : kRuns) {
        if (stroke.usage < run.first) continue;
        const std::size_t at = static_cast<std::size_t>(stroke.usage) - run.first;
        if (at >= run.plain.size()) continue;
        const bool shifted = stroke.shift != (stroke.caps && run.first == kA);
        return (shifted ? run.shifted : run.plain)[at];
    }
    return std::nullopt;
}

std::optional<Stroke> stroke_of(char character) {
    for (const Run& run : kRuns) {
        for (const bool shift : {false, true}) {
            const std::size_t at = (shift ? run.shifted : run.plain).find(character);
            if (at == std::string_view::npos) continue;
            return Stroke{static_cast<std::uint16_t>(run.first + at), shift, false, {}};
        }
    }
    return std::nullopt;
}

std::optional<Stroke> stroke_named(std::string_view name) {
    if (name.size() == 1) return stroke_of(name.front());
    if (constexpr std::string_view kUsb = "usb:"; name.starts_with(kUsb)) {
        std::uint16_t usage = 0;
        const char* const end = name.data() + name.size();
        const auto read = std::from_chars(name.data() + kUsb.size(), end, usage);
        if (read.ec != std::errc{} || read.ptr != end) return std::nullopt;
        return Stroke{usage, false, false, {}};
    }
    for (const Named& one : kNames) {
        if (one.name == name) return Stroke{one.usage, one.shift, false, {}};
    }
    return std::nullopt;
}

std::vector<Meaning> StrokeReader::feed(const Stroke& stroke) {
    std::vector<Meaning> out = tick(stroke.at);
    const auto key = key_of(stroke);
    const auto character = key ? std::nullopt : character_of(stroke);
    if (!character && !key) return out;  // Shift itself, Caps Lock, F7: no key of ours.
    last_ = stroke.at;
    if (flooded_) return out;
    if (character && burst_.size() < kBurstMax) {
        burst_.append({&*character, 1});
        const bool digit = *character >= '0' && *character <= '9';
        letters_ = letters_ || is_letter(*character);
        pads_.append(digit && stroke.usage >= kPadOne ? "p" : "-");
    } else if (character) {
        burst_.wipe();
        pads_.wipe();
        flooded_ = true;
    } else if (*key == Key::Select && burst_.size() >= kScanMin) {
        out.emplace_back(Scan{std::exchange(burst_, {})});
        pads_.wipe();
        letters_ = false;  // A scanner's are nobody's.
    } else {
        release(out);
        out.emplace_back(*key);
    }
    return out;
}

std::optional<Key> StrokeReader::key_of(const Stroke& stroke) const {
    const auto mapped = keypad_.find(stroke.usage);
    return mapped != keypad_.end() ? std::optional(mapped->second) : usual_key(stroke);
}

std::vector<Meaning> StrokeReader::tick(Instant now) {
    std::vector<Meaning> out;
    if (now - last_ < kPace) return out;
    flooded_ = false;
    release(out);
    return out;
}

void StrokeReader::release(std::vector<Meaning>& out) {
    for (std::size_t i = 0; i < burst_.size(); ++i) {
        out.emplace_back(Typed{burst_.view()[i], !letters_ && pads_.view()[i] == 'p'});
    }
    burst_.wipe();
    pads_.wipe();
}

std::optional<Instant> StrokeReader::wake_at() const {
    if (burst_.empty()) return std::nullopt;
    return last_ + kPace;
}

void StrokeReader::wipe() {
    burst_.wipe();
    pads_.wipe();
    letters_ = false;
}

}  // namespace sunbooth::app::input
