// SPDX-License-Identifier: Apache-2.0
// How a person writes into a field: a key, a look, the next key.
#include "app/screens/words.h"
#include "tests/app/screens/journey.h"

namespace sunbooth::app::screens::tests {
namespace {

constexpr char kCovered = '*';  ///< In the place of each character that is not shown.

/// Whether what is seen of a field may be the beginning of what was meant: a covered character
/// could be any.
bool may_be(std::string_view shown, std::string_view wanted) {
    if (shown.size() > wanted.size()) return false;
    for (std::size_t at = 0; at < shown.size(); ++at) {
        if (shown[at] != kCovered && shown[at] != wanted[at]) return false;
    }
    return true;
}

}  // namespace

/// The words of the page's field, without the marks that group them.
std::string Person::reads_field() {
    const Sight seen = kiosk_.look();
    for (const ui::Node& node : seen.tree.nodes) {
        if (node.role != ui::Role::Field) continue;
        std::string words(node.words.view());
        std::erase_if(words, [](char c) { return c == ' '; });
        constexpr std::string_view kDot = "•";
        for (auto at = words.find(kDot); at != std::string::npos; at = words.find(kDot)) {
            words.replace(at, kDot.size(), 1, kCovered);
        }
        return words;
    }
    return {};
}

/// Uncovers the field for a moment, as somebody does who is not sure. @return whether it can be.
bool Person::uncover() {
    const std::string words = tr("keyboard.show"_key);
    const ui::Node* eye = find(words, false);
    if (eye == nullptr) eye = find(words, true);
    if (eye == nullptr) return false;
    const ui::Node meant = *eye;
    tap(meant);
    return true;
}

/// Letter by letter, looking at the field after each; what is wrong is taken back.
bool Person::type(std::string_view letters) {
    constexpr int kTriesMax = 400;
    const auto shown_of = [](std::string words) {
        std::erase(words, '-');
        return words;
    };
    const std::string wanted = shown_of(std::string(letters));
    for (int attempt = 0; attempt < kTriesMax; ++attempt) {
        const std::string shown = shown_of(reads_field());
        const bool right = may_be(shown, wanted);
        if (right && shown.size() == wanted.size()) {
            if (shown == wanted) return true;
            if (uncover() || recovers()) continue;
        }
        const std::string next = right ? wanted.substr(shown.size(), 1) : "backspace";
        if (tap_key(next) || tap_key_with(next) || tap_key("close") || recovers()) continue;
        lost = "letters on " + kiosk_.tree().page;
        return false;
    }
    lost = "letters after all tries";
    return false;
}

}  // namespace sunbooth::app::screens::tests
