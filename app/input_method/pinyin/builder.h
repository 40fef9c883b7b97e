// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/input_method/pinyin/lexicon.h"

#include <map>
#include <string>
#include <vector>

namespace sunbooth::pinyin {

/// What is known of words behind words. Text 0 is kStart.
struct Language {
    struct Next {
        std::uint32_t text;
        float cost;  ///< Nats, of this text behind the other.
    };
    std::map<std::string, std::uint32_t> numbers;
    std::vector<float> away;  ///< By text: added where no pair is listed.
    std::vector<float> end;   ///< By text: nats for a sentence to end there; of kStart, anywhere.
    std::vector<std::vector<Next>> pairs;  ///< By the left text; sorted by the right one.
    /// Two texts in a row that say more of the next one than the last of them does.
    struct Two {
        std::uint32_t first, second;
        float away;  ///< Nats, not negative: added where no three is listed.
    };
    struct Three {
        std::uint32_t first, second, third;
        float cost;  ///< Nats, of the third behind the others.
    };
    std::vector<Two> twos;
    std::vector<Three> threes;
};

/// What a word list is made of. The same content gives the same bytes.
struct Source {
    struct Entry {
        std::string text;
        std::vector<std::uint16_t> syllables;
        float cost = 0;     ///< Nats.
        float reading = 0;  ///< Nats, in `cost` already: how much rarer it is read like this.
    };
    std::vector<std::string> syllables;  ///< Sorted; entries count into it.
    std::vector<Entry> entries;
    Language language;
};

/// The bytes of the compiled file.
std::string build(const Source& source);

/// A word list of a hall's own names (units, windows, services), read by what `base` knows.
/// A name is cut at whatever is no Chinese character: of 食品经营许可（新办） both parts are words.
/// Parts that it cannot read and single characters are left out.
/// @return the list, to be given to a Decoder beside the base; never an error for odd texts.
Result<std::shared_ptr<const Lexicon>> hall_list(const Lexicon& base,
                                                 const std::vector<std::string>& names);

}  // namespace sunbooth::pinyin
