// SPDX-License-Identifier: Apache-2.0
#include "app/input_method/composer.h"

#include <algorithm>
#include <utility>

namespace sunbooth::input_method {

void Composer::turn_to(Method method) {
    if (method != method_) clear();
    method_ = method;
}

void Composer::stroke(std::span<const InkPoint> points, float pad_mm) {
    if (points.empty()) return;
    pad_mm_ = pad_mm;
    ink_.pen_down(points.front());
    for (const InkPoint& at : points.subspan(1)) ink_.pen_move(at);
}

void Composer::undo_stroke() {
    ink_.undo_stroke();
}

bool Composer::key(char key) {
    const bool letter = method_ == Method::Pinyin && key >= 'a' && key <= 'z';
    const bool digit = method_ == Method::Nine && key >= '2' && key <= '9';
    const bool sounds = method_ == Method::Pinyin || method_ == Method::Nine;
    const bool mark = sounds && key == '\'' && !keys_.empty();
    if ((!letter && !digit && !mark) || keys_.size() >= kKeysMax) return false;
    keys_.append({&key, 1});
    return true;
}

bool Composer::rub_out() {
    if (keys_.empty()) return false;
    keys_.erase(keys_.size() - 1, 1);
    return true;
}

std::string_view Composer::preedit() const {
    if (candidates_.empty() || keys_.empty()) return keys_.view();
    const Candidate& best = candidates_.front();
    if (method_ == Method::Nine) return best.text.view();
    return best.sounds.empty() ? keys_.view() : best.sounds.view();
}

void Composer::read(Engines& engines, std::string_view before) {
    candidates_.clear();
    page_ = 0;
    if (empty() || !engines.offers(method_)) return;
    candidates_ = method_ == Method::Hand ? engines.read_ink(ink_, pad_mm_, before)
                                          : engines.read_keys(method_, keys_.view());
}

void Composer::suggest(Engines& engines, std::string_view before) {
    if (!empty() || method_ == Method::Keys) return;
    candidates_ = engines.follow(before);
    page_ = 0;
}

void Composer::end_suggesting() {
    if (!suggests()) return;
    candidates_.clear();
    page_ = 0;
}

std::string_view Composer::reading(std::size_t index) const {
    if (index < candidates_.size()) return candidates_[index].text.view();
    // No syllable begins with i, u or v: such letters are what they are.
    return index == 0 ? keys_.view() : std::string_view();
}

SecretText Composer::choose(std::size_t index) {
    SecretText chosen(reading(index));
    if (chosen.empty()) return chosen;
    const std::size_t used = index < candidates_.size() ? candidates_[index].keys : keys_.size();
    SecretText left(keys_.view().substr(std::min(used, keys_.size())));
    clear();
    keys_ = std::move(left);
    return chosen;
}

void Composer::clear() {
    ink_.clear();
    keys_.wipe();
    candidates_.clear();
    page_ = 0;
}

void Composer::wipe() {
    clear();
    *this = Composer();
}

}  // namespace sunbooth::input_method
