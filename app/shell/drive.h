// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/flow/state.h"
#include "app/ui/tree.h"
#include "sync/base/result.h"

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace sunbooth::app::shell {

// Remote control for tests and the demo: one command a line on standard input, one line of JSON a
// command on standard output. It sees the semantic tree and touches the glass, nothing else.
//
//   tree | state | tap ID | type TEXT | key NAME | scan TEXT | advance MS
//   stroke X,Y X,Y ...        a finger that writes, in pixels
//                             NAME: see input::stroke_named; answers with page and focus
//   wait STATE SECONDS        STATE: delivered | online | offline | hall | page=NAME
//   hold X,Y MS               a finger that rests
//   jack in|out               the headset
//   speech                    what was said in this visit: t, text, lang, channel, priority, cut_by
//   shot FILE | quit

/// One command, split into its verb and the rest of the line.
struct DriveCommand {
    std::string verb;
    std::string rest;
};
DriveCommand parse_drive_line(std::string_view line);

/// "540,1500 560,1620"; nothing when it is something else.
std::optional<std::vector<text::Point>> parse_drive_points(std::string_view words);

/// {"ok":true} with `extra` members (JSON text such as `"page":"home"`) when not empty.
std::string drive_ok(std::string_view extra = {});
std::string drive_error(std::string_view why);

/// The tree as JSON: page, language and nodes with id, role, name, value, rect and flags.
std::string tree_json(const ui::Tree& tree);
/// Page, language, standing and receipt of the state. No words of the visitor.
std::string state_json(const flow::State& state);

/// Whether what `wait` waits for is true. @return InvalidInput for an unknown name.
Result<bool> drive_condition(std::string_view name, const flow::State& state);

/// Reads lines from standard input on a thread of its own and hands them to the UI thread.
class DriveInput {
public:
    /// `wake` pokes the UI loop; called from the reading thread.
    explicit DriveInput(std::function<void()> wake);
    ~DriveInput();
    std::optional<std::string> next_line();
    bool closed() const;

private:
    void read();
    std::function<void()> wake_;
    mutable std::mutex mutex_;
    std::deque<std::string> lines_;
    bool closed_ = false;
    int stop_pipe_[2] = {-1, -1};
    std::thread thread_;  ///< Last: starts when all above is there.
};

}  // namespace sunbooth::app::shell
