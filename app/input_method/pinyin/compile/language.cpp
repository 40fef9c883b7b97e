// SPDX-License-Identifier: Apache-2.0
#include "app/input_method/pinyin/compile/language.h"

#include "app/input_method/pinyin/compile/dictionary.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <memory>
#include <unordered_map>

namespace sunbooth::pinyin {

namespace {

// All chosen on the development set.
constexpr double kHallShare = 0.30;  // Of a word's probability: what the hall's sentences say.
constexpr double kDiscount = 0.6;    // Taken from every count of a pair, for pairs not met.
constexpr double kTrust = 4;         // The general model counts like so many words of the hall's.
constexpr double kTrustDeep = 3;     // The same behind two words.
// What is not worth this is not kept, so that the file stays below 16,000,000 bytes: how likely it
// is that the words are said in this order, times the nats that knowing it saves (Stolcke's
// pruning).
constexpr double kWorthKeeping = 1.125e-7;  // exp(-16)

struct Counts {
    std::map<std::uint32_t, double> words;
    std::map<std::uint32_t, std::map<std::uint32_t, double>> pairs;  ///< By the left word.
    std::map<std::pair<std::uint32_t, std::uint32_t>, std::map<std::uint32_t, double>> threes;
    std::map<std::uint32_t, double> ends;  ///< By the last word.
    double total = 0;
    double sentences = 0;
};

/// Every way to choose in "{a|b}".
void expand(const std::string& text, std::vector<std::string>& all) {
    const auto open = text.find('{');
    const auto close = text.find('}', open);
    if (open == std::string::npos || close == std::string::npos) {
        all.push_back(text);
        return;
    }
    std::size_t from = open + 1;
    while (from <= close) {
        const auto to = std::min(text.find('|', from), close);
        expand(text.substr(0, open) + text.substr(from, to - from) + text.substr(close + 1), all);
        from = to + 1;
    }
}

/// A sentence with choices counts like as many as it takes to say its longest list twice.
double weight(const std::string& pattern, std::size_t expanded) {
    std::size_t longest = 1;
    for (auto at = pattern.find('{'); at != std::string::npos; at = pattern.find('{', at + 1)) {
        const auto end = pattern.begin() + static_cast<std::ptrdiff_t>(pattern.find('}', at));
        const auto bars = std::count(pattern.begin() + static_cast<std::ptrdiff_t>(at), end, '|');
        longest = std::max(longest, static_cast<std::size_t>(bars) + 1);
    }
    return std::min(1.0, 2.0 * static_cast<double>(longest) / static_cast<double>(expanded));
}

class Counter {
public:
    explicit Counter(const Source& source) : source_(source) {
        const auto base = Lexicon::from_bytes(build(source));
        if (!base.ok()) fail(base.error().line());
        lexicon_ = base.value();
        reader_ = std::make_unique<Reader>(*lexicon_);
    }
    void add(const std::string& pattern) {
        std::vector<std::string> all;
        expand(pattern, all);
        const double times = weight(pattern, all.size());
        for (const std::string& sentence : all) add(sentence, times);
    }
    Counts counts;

private:
    void add(const std::string& sentence, double times) {
        const auto words = reader_->cut(sentence);
        if (words.empty()) fail("cannot read " + sentence);
        std::uint32_t left = kStart;
        std::uint32_t former = kNoText;
        for (const std::string_view word : words) {
            const std::uint32_t number = source_.language.numbers.at(std::string(word));
            counts.words[number] += times;
            counts.pairs[left][number] += times;
            counts.total += times;
            if (former != kNoText) counts.threes[{former, left}][number] += times;
            former = left;
            left = number;
        }
        counts.ends[left] += times;
        counts.sentences += times;
    }
    const Source& source_;
    std::shared_ptr<const Lexicon> lexicon_;
    std::unique_ptr<Reader> reader_;
};

Counts count(const Source& source, const std::string& path) {
    Counter counter(source);
    std::ifstream file(path);
    if (!file) fail("cannot read " + path);
    for (std::string line; std::getline(file, line);)
        if (!line.starts_with('#'))
            for (const std::string& sentence : split(line)) counter.add(sentence);
    return counter.counts;
}

/// Numbers every text, in order, behind kStart. @return the cost of each without its reading.
std::vector<double> number_texts(Source& source) {
    std::map<std::string, double> cheapest;
    for (const auto& entry : source.entries) {
        const double cost = entry.cost - entry.reading;
        const auto [at, fresh] = cheapest.try_emplace(entry.text, cost);
        if (!fresh) at->second = std::min(at->second, cost);
    }
    std::vector<double> costs{0};
    for (const auto& [text, cost] : cheapest) {
        source.language.numbers[text] = static_cast<std::uint32_t>(costs.size());
        costs.push_back(cost);
    }
    return costs;
}

double nats(double probability) {
    return -std::log(probability);
}

/// Pulls the costs of single words towards the counts, in the list and in `costs`.
void pull_words(Source& source, const Counts& counts, std::vector<double>& costs) {
    if (counts.total == 0) return;
    for (std::size_t text = 1; text < costs.size(); ++text) {
        const auto met = counts.words.find(static_cast<std::uint32_t>(text));
        const double share = met == counts.words.end() ? 0 : met->second / counts.total;
        costs[text] = nats((1 - kHallShare) * std::exp(-costs[text]) + kHallShare * share);
    }
    for (auto& entry : source.entries)
        entry.cost =
            static_cast<float>(costs[source.language.numbers.at(entry.text)]) + entry.reading;
}

/// Takes the model's pairs over, where both words can be typed.
void take_pairs(Source& source, const ModelFile& model) {
    Language& language = source.language;
    std::vector<std::uint32_t> number(model.words.size(), kNoText);
    for (std::size_t i = 1; i < model.words.size(); ++i) {
        const auto found = language.numbers.find(model.words[i]);
        if (found == language.numbers.end()) continue;
        number[i] = found->second;
        language.away[found->second] = model.away[i];
    }
    for (std::size_t right = 1; right < model.words.size(); ++right) {
        if (number[right] == kNoText) continue;
        for (const auto& before : model.before[right])
            if (number[before.word] != kNoText)
                language.pairs[number[before.word]].push_back({number[right], before.cost});
    }
}

double worth(double nats_likely, double gain) {
    return gain <= 0 ? 0 : std::exp(-nats_likely) * gain;
}

double discount(double times) {
    return kDiscount * std::min(1.0, times);
}

/// One left word: its pairs are those of the model and of the sentences, with the probability
/// (count - discount + (discount * kinds + trust) * general) / (counts + trust).
void pull_row(Language& language, const std::vector<double>& costs, std::uint32_t left,
              const std::map<std::uint32_t, double>& met) {
    std::map<std::uint32_t, double> general;
    for (const Language::Next& next : language.pairs[left]) general[next.text] = next.cost;
    double all = 0;
    double kept = kTrust;
    for (const auto& [right, times] : met) {
        all += times;
        kept += discount(times);
    }
    const double scale = nats(kept / (all + kTrust));
    const double away = language.away[left];
    for (const auto& [right, times] : met) general.try_emplace(right, costs[right] + away);
    language.away[left] = static_cast<float>(away + scale);
    auto& row = language.pairs[left];
    row.clear();
    for (auto& [right, cost] : general) {
        const auto found = met.find(right);
        const double times = found == met.end() ? 0 : found->second - discount(found->second);
        const double alone =
            std::min(cost, costs[right] + away);  // The hall may say it more often.
        cost = nats((times + kept * std::exp(-alone)) / (all + kTrust));
        const double gain = costs[right] + language.away[left] - cost;
        if (worth(costs[left] + cost, gain) > kWorthKeeping)
            row.push_back({right, static_cast<float>(cost)});
    }
}

/// Of a word behind one, as a decoder will look it up.
double pair_cost(const Language& language, const std::vector<double>& costs, std::uint32_t left,
                 std::uint32_t right) {
    const auto& row = language.pairs[left];
    const auto found = std::lower_bound(
        row.begin(), row.end(), right,
        [](const Language::Next& next, std::uint32_t text) { return next.text < text; });
    if (found != row.end() && found->text == right) return found->cost;
    return costs[right] + language.away[left];
}

using TwoKey = std::pair<std::uint32_t, std::uint32_t>;
struct Behind {  ///< Two words.
    double away = 0;
    std::map<std::uint32_t, double> known;  ///< Costs by the general model.
};

std::map<TwoKey, Behind> take_threes(const Source& source, const ModelFile& model) {
    std::vector<std::uint32_t> number(model.words.size(), kNoText);
    for (std::size_t i = 1; i < model.words.size(); ++i) {
        const auto found = source.language.numbers.find(model.words[i]);
        if (found != source.language.numbers.end()) number[i] = found->second;
    }
    std::map<TwoKey, Behind> all;
    for (const ModelFile::Three& three : model.threes) {
        const std::uint32_t first = number[three.first], second = number[three.second];
        const std::uint32_t third = number[three.third];
        if (first == kNoText || second == kNoText || third == kNoText) continue;
        all[{first, second}].known[third] = three.cost;
    }
    for (std::size_t right = 1; right < model.words.size(); ++right) {
        for (const auto& before : model.before[right]) {
            const auto found = all.find({number[before.word], number[right]});
            if (found != all.end()) found->second.away = before.away;
        }
    }
    return all;
}

/// As pull_row, behind two words.
void pull_three(Language& language, const std::vector<double>& costs, const TwoKey& two,
                const Behind& behind, const std::map<std::uint32_t, double>& met) {
    double all = 0;
    double kept = kTrustDeep;
    for (const auto& [third, times] : met) {
        all += times;
        kept += discount(times);
    }
    const double away = behind.away + nats(kept / (all + kTrustDeep));
    std::map<std::uint32_t, double> general = behind.known;
    for (const auto& [third, times] : met) general.try_emplace(third, 1e9);
    const std::size_t before = language.threes.size();
    const double first_pair = pair_cost(language, costs, two.first, two.second);
    for (const auto& [third, cost] : general) {
        const double backed = pair_cost(language, costs, two.second, third);
        const auto found = met.find(third);
        const double times = found == met.end() ? 0 : found->second - discount(found->second);
        const double alone = std::min(cost, behind.away + backed);
        const double pulled = nats((times + kept * std::exp(-alone)) / (all + kTrustDeep));
        const double likely = costs[two.first] + first_pair + pulled;
        if (worth(likely, std::abs(away + backed - pulled)) > kWorthKeeping)
            language.threes.push_back({two.first, two.second, third, static_cast<float>(pulled)});
    }
    if (language.threes.size() == before) return;
    language.twos.push_back({two.first, two.second, static_cast<float>(std::max(0.0, away))});
}

void learn_threes(Source& source, const ModelFile& model, const Counts& counts,
                  const std::vector<double>& costs) {
    std::map<TwoKey, Behind> all = take_threes(source, model);
    for (const auto& [two, met] : counts.threes) all[two];
    const std::map<std::uint32_t, double> none;
    for (const auto& [two, behind] : all) {
        const auto met = counts.threes.find(two);
        pull_three(source.language, costs, two, behind,
                   met == counts.threes.end() ? none : met->second);
    }
}

/// How likely a sentence is to end behind a word, by the hall's own sentences alone: the general
/// model has no mark of an end. A word that they never say ends as often as words do.
void learn_ends(Language& language, const Counts& counts) {
    const double often = counts.total > 0 ? counts.sentences / counts.total : 1;
    for (std::uint32_t text = 0; text < language.away.size(); ++text) {
        const auto said = counts.words.find(text);
        const auto last = counts.ends.find(text);
        const double all = said == counts.words.end() ? 0 : said->second;
        const double ended = last == counts.ends.end() ? 0 : last->second;
        language.end.push_back(static_cast<float>(nats((ended + kTrust * often) / (all + kTrust))));
    }
}

}  // namespace

void learn_language(Source& source, const ModelFile& model, const std::string& sentences) {
    std::vector<double> costs = number_texts(source);
    Language& language = source.language;
    language.away.assign(costs.size(), 0);
    language.pairs.resize(costs.size());
    const Counts counts = count(source, sentences);
    pull_words(source, counts, costs);
    take_pairs(source, model);
    const std::map<std::uint32_t, double> none;
    for (std::size_t left = 0; left < costs.size(); ++left) {
        const auto met = counts.pairs.find(static_cast<std::uint32_t>(left));
        pull_row(language, costs, static_cast<std::uint32_t>(left),
                 met == counts.pairs.end() ? none : met->second);
    }
    learn_threes(source, model, counts, costs);
    learn_ends(language, counts);
}

}  // namespace sunbooth::pinyin
