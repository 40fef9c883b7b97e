// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace sunbooth::handwriting {

/// The share of a digit, letter or mark among all that may stand behind a character; 0: the
/// candidate is none of them. Lists of words have no signs, so these shares are judged, not
/// counted: what a complaint in Chinese looks like (windows, days, hours, years, telephone
/// numbers), and that letters come in words of their own case.
/// @param last the last character of the text; 0 where it begins.
float sign_share(char32_t last, char32_t candidate);
/// What is left for the characters of the list behind `last`.
float word_share(char32_t last);
/// Whether a sign stands at the foot of its square and fills a small part of it: ， 。 、
bool sits_low(char32_t code);

}  // namespace sunbooth::handwriting
