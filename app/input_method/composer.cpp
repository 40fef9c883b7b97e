// SPDX-License-Identifier: Apache-2.0
#include "app/input_method/composer.h"

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

void Composer::read(Engines& engines, std::string_view before) {
    candidates_.clear();
    page_ = 0;
    if (method_ != Method::Hand || ink_.empty() || !engines.reads_ink()) return;
    candidates_ = engines.read_ink(ink_, pad_mm_, before);
}

SecretText Composer::choose(std::size_t index) {
    if (index >= candidates_.size()) return {};
    SecretText chosen = std::move(candidates_[index].text);
    clear();
    return chosen;
}

void Composer::clear() {
    ink_.clear();
    candidates_.clear();
    page_ = 0;
}

void Composer::wipe() {
    clear();
    *this = Composer();
}

}  // namespace sunbooth::input_method
