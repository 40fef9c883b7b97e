// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/flow/idle.h"
#include "app/flow/reduce.h"

#include <string>
#include <string_view>
#include <vector>

namespace sunbooth::app::flow::tests {

using namespace std::chrono_literals;
using Task = OpenTask::Task;

/// A small hall: two topics, seven windows (so that the list has two pages), the national scale.
std::shared_ptr<const domain::Hall> small_hall();

inline constexpr const char* kCaseNumber = "420600-2026-1109-0017";
/// A receipt code that is one.
std::string some_code();

/// What two badges of the small hall hash to.
inline constexpr const char* kBadge = "b1";
inline constexpr const char* kOtherBadge = "b2";

/// Reads a stroke as one of four characters, by how many there are.
class FourCharacters final : public input_method::Engines {
public:
    bool offers(input_method::Method) override { return true; }
    input_method::Candidates read_ink(const input_method::Ink& ink, float,
                                      std::string_view before) override;
    /// Each pair of keys is one of the four; a word for the first two comes last.
    input_method::Candidates read_keys(input_method::Method method, std::string_view keys) override;
    void know(const std::vector<std::string>&) override {}
    void wipe() override { ++wiped; }
    int wiped = 0;
};

/// A visitor at a terminal with a clock of its own. Keeps all commands that were posted.
class Visitor {
public:
    Visitor();

    Effects act(const Intent& intent);
    Effects tell(const client::News& news);
    Effects wait(milliseconds time);

    // --- what visitors do ---
    /// To the first question of a task, past the page that tells what it is.
    void open(Task task);
    void type(Field field, std::string_view text);
    void go_on() { act(Continue{}); }
    /// Asks for the case kCaseNumber, with the last four digits or the query code.
    void ask_case(std::string_view secret);
    /// To the page of a complaint's words.
    void to_words(std::string_view topic = "slow", std::string_view window = "1",
                  Happened happened = Happened::Today);
    /// To the check page of a complaint with these words.
    void to_check(std::string_view words = "", std::string_view phone = "");

    // --- what the sync thread tells ---
    void online(bool online);
    void accepting(bool accepting);
    client::Saved saved();  ///< Answers the record that is waited for.

    Page page() const { return page_of(state); }
    client::Token awaited() const;  ///< Of the question that waits for its answer.
    const SecretText& text(Field field) const { return state.visit.entry(field).text; }
    template <class T>
    std::vector<T> posted() const {
        std::vector<T> found;
        for (const client::Command& command : commands) {
            if (const T* one = std::get_if<T>(&command)) found.push_back(*one);
        }
        return found;
    }

    State state;
    Instant now = instant_ms(5'000'000);
    std::vector<client::Command> commands;

private:
    Effects kept(Effects effects);
};

/// What a visitor who knows what he wants types into a field.
std::string_view good_words(Field field);

/// Every word that the state holds, for "nothing is left" checks.
std::string all_words(const State& state);

}  // namespace sunbooth::app::flow::tests
