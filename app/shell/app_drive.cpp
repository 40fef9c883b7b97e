// SPDX-License-Identifier: Apache-2.0
// The app under remote control: it touches the glass where the tree says, and nothing else.
#include "app/shell/app.h"
#include "sync/domain/hall.h"

#include <charconv>
#include <cstdio>

namespace sunbooth::app::shell {
namespace {

void print(const std::string& line) {
    std::fputs((line + "\n").c_str(), stdout);
    std::fflush(stdout);
}

std::optional<std::int64_t> number(std::string_view digits) {
    std::int64_t value = 0;
    const auto [stop, failed] =
        std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (failed != std::errc{} || stop != digits.data() + digits.size() || value < 0) return {};
    return value;
}

}  // namespace

void App::serve_drive() {
    if (wait_) {
        const auto finished = waited();
        if (!finished) return;
        print(*finished);
        wait_.reset();
    }
    while (!done_ && !wait_) {
        const std::optional<std::string> line = drive_->next_line();
        if (!line) break;
        if (line->empty()) continue;
        if (dirty_) draw();  // A command sees what the visitor would see.
        if (const auto reply = answer(parse_drive_line(*line))) print(*reply);
    }
    if (drive_->closed()) done_ = true;
}

std::optional<std::string> App::answer(const DriveCommand& command) {
    const std::string& verb = command.verb;
    if (verb == "tree") return drive_ok("\"tree\":" + tree_json(stage_.ui().tree()));
    if (verb == "state") return drive_ok("\"state\":" + state_json(state_));
    if (verb == "tap") return tap(command.rest);
    if (verb == "type") return type(command.rest);
    if (verb == "key") return key(command.rest);
    if (verb == "stroke") return stroke(command.rest);
    if (verb == "hold") return hold(command.rest);
    if (verb == "jack") return plug(command.rest);
    if (verb == "speech") return drive_ok(assist_.log_json());
    if (verb == "scan") return scan(command.rest);
    if (verb == "badge") {
        if (!domain::is_badge(command.rest))
            return drive_error("that is no badge: SBB1- and 32 digits");
        return scan(command.rest);
    }
    if (verb == "advance") {
        const auto ms = number(command.rest);
        if (!ms) return drive_error("advance takes milliseconds");
        clock_.advance(milliseconds{*ms});
        tend_corner();
        tend_speech();
        apply(flow::tick(state_, clock_.now(), clock_.wall()));
        if (dirty_) draw();
        return drive_ok();
    }
    if (verb == "wait") {
        std::string failed = begin_wait(command.rest);
        if (failed.empty()) return std::nullopt;
        return failed;
    }
    if (verb == "shot") {
        dirty_ = true;
        draw();
        const Status saved = stage_.window().save_png(command.rest);
        return saved.ok() ? drive_ok() : drive_error(saved.error().line());
    }
    if (verb == "motion") {
        stage_.ui().set_motion(command.rest == "on");
        return drive_ok();
    }
    if (verb == "frames") {
        return drive_ok("\"frames\":" + std::to_string(stage_.window().frames_drawn()));
    }
    if (verb == "quit") {
        done_ = true;
        return drive_ok();
    }
    return drive_error("\"" + verb + "\" is not a command of this version");
}

void App::finger(input::TouchEvent::Kind kind, text::Point at) {
    constexpr std::int64_t kRemoteFinger = -2;
    feel({kind, kRemoteFinger, at.x, at.y, clock_.now()});
}

void App::touch(text::Point at) {
    finger(input::TouchEvent::Kind::Down, at);
    finger(input::TouchEvent::Kind::Up, at);
    settle();
}

void App::settle() {
    // Two touches of a person are further apart than the guard against double presses.
    clock_.advance(milliseconds{350});
    if (stage_.ui().take_tapped()) apply(flow::reduce(state_, flow::Touch{}, clock_.now()));
    dirty_ = true;
    draw();
    // Whose hand trembles takes longer: nearer presses are echoes there, whatever they hit.
    if (state_.visit.modes.steady) clock_.advance(milliseconds{250});
}

std::string App::tap(const std::string& id) {
    const ui::Node* node = stage_.ui().tree().find(id);
    if (node == nullptr) return drive_error(id + " is not on " + stage_.ui().tree().page);
    if (!node->interactive) return drive_error(id + " cannot be pressed");
    touch({node->rect.x + node->rect.w / 2, node->rect.y + node->rect.h / 2});
    return drive_ok("\"page\":\"" + stage_.ui().tree().page + "\"");
}

bool App::press_key(const std::string& name) {
    for (const ui::Node& node : stage_.ui().tree().nodes) {
        if (node.role != ui::Role::Key || !node.interactive || node.name != name) continue;
        touch({node.rect.x + node.rect.w / 2, node.rect.y + node.rect.h / 2});
        return true;
    }
    return false;
}

std::string App::type(std::string_view words) {
    // Each character is a key; the layouts are tried in turn, as a person would look for it.
    const std::string switches[] = {"shift", "tab.latin",   "shift",     "tab.hand",
                                    "hanzi", "tab.numbers", "tab.uyghur"};
    for (std::size_t at = 0; at < words.size();) {
        const std::size_t next = text::next_grapheme(words, at);
        std::string key(words.substr(at, next - at));
        if (key == " ") key = "space_bar";
        bool found = press_key(key);
        for (const std::string& to : switches) {
            if (found) break;
            const std::string id = std::string(flow::id::kKeyboard) + "." + to;
            if (stage_.ui().tree().find(id) == nullptr) continue;
            tap(id);
            found = press_key(key);
        }
        if (!found) return drive_error("no key for \"" + key + "\"");
        at = next;
    }
    return drive_ok();
}

/// One finger along points of the glass, in pixels: "540,1500 560,1620". Where it is lifted between
/// two strokes is said by a new line.
std::string App::stroke(std::string_view points) {
    using Kind = input::TouchEvent::Kind;
    constexpr milliseconds kReport{8};  // A panel tells of a finger about 120 times a second.
    const std::optional<std::vector<text::Point>> line = parse_drive_points(points);
    if (!line) return drive_error("stroke takes points X,Y in pixels, at least one");
    finger(Kind::Down, line->front());
    for (const text::Point& at : *line) {
        clock_.advance(kReport);
        finger(Kind::Move, at);
    }
    finger(Kind::Up, line->back());
    settle();
    return drive_ok("\"page\":\"" + stage_.ui().tree().page + "\"");
}

void App::strike(input::Stroke stroke, milliseconds after) {
    stroke.at = clock_.now();
    hear(keys_.feed(stroke));
    clock_.advance(after);
    hear(keys_.tick(clock_.now()));
    if (stage_.ui().take_tapped()) apply(flow::reduce(state_, flow::Touch{}, clock_.now()));
    draw();
}

std::string App::key(const std::string& name) {
    constexpr milliseconds kHand{60};  // No scanner is so slow.
    const auto stroke = input::stroke_named(name);
    if (!stroke) return drive_error("\"" + name + "\" is no key");
    strike(*stroke, kHand);
    std::string focus;
    for (const ui::Node& node : stage_.ui().tree().nodes) {
        if (node.focused) focus = node.id;
    }
    return drive_ok("\"page\":\"" + stage_.ui().tree().page + "\",\"focus\":\"" + focus + "\"");
}

std::string App::scan(std::string_view text) {
    constexpr milliseconds kScanner{3};
    for (const char character : text) {
        const auto stroke = input::stroke_of(character);
        if (!stroke) return drive_error("a scanner types ASCII characters only");
        strike(*stroke, kScanner);
    }
    strike(*input::stroke_named("return"), kScanner);
    return drive_ok("\"page\":\"" + stage_.ui().tree().page + "\"");
}

/// One finger that rests: "20,1900 3100".
std::string App::hold(std::string_view words) {
    constexpr milliseconds kLook{100};
    const std::size_t blank = words.find(' ');
    const auto at = parse_drive_points(words.substr(0, blank));
    std::int64_t left = -1;
    if (blank != std::string_view::npos) left = number(words.substr(blank + 1)).value_or(-1);
    if (!at || at->size() != 1 || left < 0) {
        return drive_error("hold takes a point X,Y and milliseconds");
    }
    finger(input::TouchEvent::Kind::Down, at->front());
    for (; left > 0; left -= kLook.count()) {
        clock_.advance(kLook);
        tend_corner();
    }
    finger(input::TouchEvent::Kind::Up, at->front());
    settle();
    return drive_ok("\"page\":\"" + stage_.ui().tree().page + "\"");
}

std::string App::plug(const std::string& way) {
    if (way != "in" && way != "out") return drive_error("jack takes in or out");
    take(flow::Plug{way == "in"});
    tend_speech();
    draw();
    tend_speech();
    return drive_ok("\"page\":\"" + stage_.ui().tree().page + "\"");
}

std::string App::begin_wait(const std::string& words) {
    const std::size_t blank = words.find(' ');
    const auto seconds = blank == std::string::npos
                             ? std::nullopt
                             : number(std::string_view(words).substr(blank + 1));
    if (!seconds) return drive_error("wait takes a state and seconds");
    const std::string condition = words.substr(0, blank);
    const Result<bool> known = drive_condition(condition, state_);
    if (!known.ok()) return drive_error(known.error().line());
    wait_ = Wait{condition, machine_.now() + std::chrono::seconds(*seconds)};
    return {};
}

std::optional<std::string> App::waited() {
    const Result<bool> reached = drive_condition(wait_->condition, state_);
    if (reached.ok() && reached.value()) return drive_ok("\"state\":" + state_json(state_));
    if (machine_.now() < wait_->until) return std::nullopt;
    return drive_error(wait_->condition + " did not come in time");
}

}  // namespace sunbooth::app::shell
