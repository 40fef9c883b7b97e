// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/domain/language.h"

#include <string>
#include <vector>

namespace sunbooth::app::receipt {

/// One matter of a slip: "Reply by", "8 December 2026", "not final yet".
struct SlipFact {
    std::string label, value, sub;
};

/// What a slip of paper says, in words of one language. Paper is carried through the street, left
/// on counters and thrown away: it holds no name, no telephone number of a visitor, none of their
/// words and no time of day, only what finds the matter again and what comes next (kiosk-ux 2.6).
struct Slip {
    domain::Language language = domain::Language::Zh;
    std::string hall;
    std::string title;
    std::string code_label;
    std::string code;  ///< Large. Every language reads it from left to right.
    std::string qr;    ///< What the QR code holds; empty: none.
    std::string state;
    std::string facts_title;
    std::vector<SlipFact> facts;
    std::vector<std::string> notes;  ///< How to look it up, who helps.
    std::string foot;
};

}  // namespace sunbooth::app::receipt
