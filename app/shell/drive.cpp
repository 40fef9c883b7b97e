// SPDX-License-Identifier: Apache-2.0
#include "app/shell/drive.h"

#include <boost/json.hpp>

#include <charconv>
#include <cmath>
#include <poll.h>
#include <unistd.h>

namespace sunbooth::app::shell {
namespace {

namespace json = boost::json;

json::object node_json(const ui::Node& node) {
    json::object out{{"id", node.id},
                     {"role", ui::to_string(node.role)},
                     {"name", node.name},
                     {"rect", json::array{node.rect.x, node.rect.y, node.rect.w, node.rect.h}}};
    if (!node.value.empty()) out["value"] = node.value;
    if (!node.words.empty())
        out["value"] = json::string_view(node.words.view().data(), node.words.size());
    if (!node.speech.empty()) out["speech"] = node.speech;
    const std::pair<const char*, bool> flags[] = {{"interactive", node.interactive},
                                                  {"selected", node.selected},
                                                  {"focused", node.focused},
                                                  {"private", node.is_private},
                                                  {"clipped", node.clipped}};
    for (const auto& [name, set] : flags) {
        if (set) out[name] = true;
    }
    return out;
}

const char* paper_name(flow::Paper paper) {
    switch (paper) {
        case flow::Paper::None:
            return "none";
        case flow::Paper::Ready:
            return "ready";
        case flow::Paper::Out:
            return "out";
        case flow::Paper::Open:
            return "open";
        case flow::Paper::Fault:
            return "fault";
    }
    return "fault";
}

const char* slip_name(flow::Slip::Stands stands) {
    switch (stands) {
        case flow::Slip::Stands::Printing:
            return "printing";
        case flow::Slip::Stands::Printed:
            return "printed";
        case flow::Slip::Stands::Failed:
            return "failed";
    }
    return "failed";
}

json::object receipt_json(const flow::Visit& visit) {
    if (const auto* filed = std::get_if<flow::Filed>(&visit.receipt)) {
        return {{"code", filed->saved.code.grouped()},
                {"qr", filed->saved.qr},
                {"delivered", filed->delivered}};
    }
    if (const auto* found = std::get_if<flow::LookedUp>(&visit.receipt)) {
        return {{"code", found->code},
                {"state", domain::to_string(found->found.view.state)},
                {"queued", found->found.queued},
                {"reply", found->found.view.reply}};
    }
    return {};
}

}  // namespace

DriveCommand parse_drive_line(std::string_view line) {
    while (!line.empty() && (line.back() == '\r' || line.back() == '\n')) line.remove_suffix(1);
    const std::size_t blank = line.find(' ');
    if (blank == std::string_view::npos) return {std::string(line), {}};
    return {std::string(line.substr(0, blank)), std::string(line.substr(blank + 1))};
}

std::optional<std::vector<text::Point>> parse_drive_points(std::string_view words) {
    std::vector<text::Point> points;
    const char* at = words.data();
    const char* const end = at + words.size();
    const auto number = [&](float& value, char after) {
        const auto read = std::from_chars(at, end, value);
        if (read.ec != std::errc{} || !std::isfinite(value)) return false;
        at = read.ptr;
        if (at == end) return after == ' ';
        return *at++ == after;
    };
    while (at != end) {
        text::Point point;
        if (!number(point.x, ',') || !number(point.y, ' ')) return std::nullopt;
        points.push_back(point);
    }
    if (points.empty()) return std::nullopt;
    return points;
}

std::string drive_ok(std::string_view extra) {
    std::string line = R"({"ok":true)";
    if (!extra.empty()) line.append(",").append(extra);
    return line + "}";
}

std::string drive_error(std::string_view why) {
    return json::serialize(json::object{{"ok", false}, {"error", why}});
}

std::string tree_json(const ui::Tree& tree) {
    json::array nodes;
    for (const ui::Node& node : tree.nodes) nodes.push_back(node_json(node));
    return json::serialize(
        json::object{{"page", tree.page}, {"language", tree.language}, {"nodes", nodes}});
}

std::string state_json(const flow::State& state) {
    const client::Standing& standing = state.standing;
    json::object out{{"page", flow::to_string(flow::page_of(state))},
                     {"language", domain::tag_of(state.visit.language)},
                     {"online", standing.online},
                     {"accepting", standing.accepting},
                     {"unsent", standing.unsent},
                     {"parked", standing.parked},
                     {"held", standing.held},
                     {"hall", state.hall ? state.hall->id : ""},
                     {"paper", paper_name(state.paper)}};
    if (state.visit.slip) out["slip"] = slip_name(state.visit.slip->stands);
    if (state.visit.receipt.index() != 0) out["receipt"] = receipt_json(state.visit);
    return json::serialize(out);
}

Result<bool> drive_condition(std::string_view name, const flow::State& state) {
    if (name == "online") return state.standing.online;
    if (name == "offline") return !state.standing.online;
    if (name == "hall") return state.hall != nullptr;
    if (name == "delivered") {
        const auto* filed = std::get_if<flow::Filed>(&state.visit.receipt);
        return filed != nullptr ? filed->delivered
                                : state.standing.online && state.standing.unsent == 0;
    }
    if (name == "printed") {
        return state.visit.slip && state.visit.slip->stands == flow::Slip::Stands::Printed;
    }
    if (name.starts_with("paper=")) return paper_name(state.paper) == name.substr(6);
    if (name.starts_with("page=")) return flow::to_string(flow::page_of(state)) == name.substr(5);
    return invalid_input(
        "wait", "knows delivered, online, offline, hall, printed, paper=STATE and page=NAME");
}

DriveInput::DriveInput(std::function<void()> wake) : wake_(std::move(wake)) {
    SUNBOOTH_ASSERT(pipe(stop_pipe_) == 0);
    thread_ = std::thread([this] { read(); });
}

DriveInput::~DriveInput() {
    close(stop_pipe_[1]);
    thread_.join();
    close(stop_pipe_[0]);
}

void DriveInput::read() {
    std::string pending;
    while (true) {
        pollfd waits[] = {{STDIN_FILENO, POLLIN, 0}, {stop_pipe_[0], POLLIN, 0}};
        if (poll(waits, 2, -1) < 0) continue;
        if (waits[1].revents != 0) return;
        char bytes[4096];
        const ssize_t got = ::read(STDIN_FILENO, bytes, sizeof bytes);
        {
            const std::lock_guard lock(mutex_);
            if (got > 0) pending.append(bytes, static_cast<std::size_t>(got));
            for (std::size_t end = pending.find('\n'); end != std::string::npos;
                 end = pending.find('\n')) {
                lines_.push_back(pending.substr(0, end));
                pending.erase(0, end + 1);
            }
            closed_ = got <= 0;
        }
        wake_();
        if (got <= 0) return;
    }
}

std::optional<std::string> DriveInput::next_line() {
    const std::lock_guard lock(mutex_);
    if (lines_.empty()) return std::nullopt;
    std::string line = std::move(lines_.front());
    lines_.pop_front();
    return line;
}

bool DriveInput::closed() const {
    const std::lock_guard lock(mutex_);
    return closed_ && lines_.empty();
}

}  // namespace sunbooth::app::shell
