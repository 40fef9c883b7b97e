// SPDX-License-Identifier: Apache-2.0
#include "app/input_method/pinyin/lexicon.h"

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstring>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace sunbooth::pinyin {

namespace {

constexpr std::size_t kBytesMax = 16u << 20u;  // Issue 4: at most 16 MB.

Error corrupt(std::string what) {
    return {ErrorCode::Corrupt, "pinyin word list: " + std::move(what), ""};
}

/// Takes a run of T off the front. The caller has checked the sum of all sizes.
template <class T>
std::span<const T> take(const char*& at, std::size_t count) {
    const auto* first = reinterpret_cast<const T*>(at);
    at += count * sizeof(T);
    return {first, count};
}

}  // namespace

std::uint64_t text_hash(std::string_view text) {
    std::uint64_t hash = 14695981039346656037u;
    for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211u;
    return hash;
}

std::uint64_t checksum(std::string_view bytes) {
    constexpr std::uint64_t kPrime = 1099511628211u;
    std::uint64_t lanes[4] = {14695981039346656037u, 1, 2, 3};
    while (bytes.size() >= sizeof lanes) {
        std::uint64_t words[4];
        std::memcpy(words, bytes.data(), sizeof words);
        for (int lane = 0; lane < 4; ++lane) {
            lanes[lane] = (lanes[lane] ^ words[lane]) * kPrime;
            lanes[lane] ^= lanes[lane] >> 32u;  // High bits come down, else they would never tell.
        }
        bytes.remove_prefix(sizeof words);
    }
    std::uint64_t hash = text_hash(bytes);
    for (const std::uint64_t lane : lanes) hash = (hash ^ lane) * kPrime;
    return hash;
}

DeepKey deep_key(std::uint32_t first, std::uint32_t second, std::uint32_t third, std::size_t size) {
    // The finaliser of MurmurHash3: every bit of the texts reaches every bit of the key.
    std::uint64_t key = std::uint64_t{first} * 0x9E3779B97F4A7C15u ^
                        std::uint64_t{second} * 0xC2B2AE3D27D4EB4Fu ^
                        std::uint64_t{third} * 0x165667B19E3779F9u;
    key = (key ^ key >> 33u) * 0xFF51AFD7ED558CCDu;
    key = (key ^ key >> 33u) * 0xC4CEB9FE1A85EC53u;
    key ^= key >> 33u;
    const auto print = static_cast<std::uint32_t>(key >> 44u);
    return {size == 0 ? 0 : (key & 0xFFFFFFFFFFFu) % size, print == 0 ? 1 : print};
}

Result<std::shared_ptr<const Lexicon>> Lexicon::open(const std::string& path) {
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return Error{ErrorCode::Io, "pinyin word list: " + path + ": " + strerror(errno), ""};
    struct stat facts {};
    const bool known = ::fstat(file, &facts) == 0;
    const auto bytes = static_cast<std::size_t>(std::max<off_t>(facts.st_size, 0));
    if (!known || bytes < sizeof(Header) || bytes > kBytesMax) {
        ::close(file);
        return corrupt("its size is impossible");
    }
    void* map = ::mmap(nullptr, bytes, PROT_READ, MAP_PRIVATE, file, 0);
    ::close(file);
    if (map == MAP_FAILED) return Error{ErrorCode::Io, "pinyin word list: cannot be mapped", ""};
    std::shared_ptr<Lexicon> lexicon(new Lexicon);
    lexicon->map_ = map;
    lexicon->raw_ = {static_cast<const char*>(map), bytes};
    const Status bound = lexicon->bind();
    if (!bound.ok()) return bound.error();
    lexicon->rest();
    return std::shared_ptr<const Lexicon>(lexicon);
}

Result<std::shared_ptr<const Lexicon>> Lexicon::from_bytes(std::string bytes) {
    std::shared_ptr<Lexicon> lexicon(new Lexicon);
    lexicon->owned_ = std::move(bytes);
    lexicon->raw_ = lexicon->owned_;
    const Status bound = lexicon->bind();
    if (!bound.ok()) return bound.error();
    return std::shared_ptr<const Lexicon>(lexicon);
}

void Lexicon::wake() const {
    if (map_ == nullptr) return;
    if (::madvise(map_, raw_.size(), MADV_POPULATE_READ) == 0) return;
    constexpr std::size_t kPage = 4096;  // A kernel before 5.14 has no such call.
    for (std::size_t at = 0; at < raw_.size(); at += kPage) {
        const volatile char touched = raw_[at];
        (void)touched;
    }
}

void Lexicon::rest() const {
    if (map_ != nullptr) ::madvise(map_, raw_.size(), MADV_DONTNEED);
}

Lexicon::~Lexicon() {
    if (map_ != nullptr) ::munmap(map_, raw_.size());
}

Status Lexicon::bind() {
    if (raw_.size() < sizeof(Header) || raw_.size() > kBytesMax)
        return corrupt("its size is impossible");
    Header head{};
    std::memcpy(&head, raw_.data(), sizeof head);
    if (std::memcmp(head.magic, "SBPINYIN", 8) != 0) return corrupt("not such a file");
    if (head.version != kFormatVersion)
        return Error{ErrorCode::Unsupported,
                     "pinyin word list: version " + std::to_string(head.version), ""};
    const std::uint64_t size = sizeof(Header) + std::uint64_t{head.syllables} * sizeof(Syllable) +
                               std::uint64_t{head.nodes} * sizeof(Node) +
                               std::uint64_t{head.words} * sizeof(Word) +
                               std::uint64_t{head.texts} * (sizeof(Away) + sizeof(End)) +
                               (std::uint64_t{head.texts} + 1) * sizeof(std::uint32_t) +
                               std::uint64_t{head.pairs} * sizeof(Pair) +
                               std::uint64_t{head.deep} * sizeof(Deep) + head.text;
    if (head.bytes != raw_.size() || size != raw_.size()) return corrupt("cut short or too long");
    if (checksum(raw_.substr(sizeof(Header))) != head.checksum) return corrupt("checksum is wrong");
    const char* at = raw_.data() + sizeof(Header);
    syllables_ = take<Syllable>(at, head.syllables);
    nodes_ = take<Node>(at, head.nodes);
    words_ = take<Word>(at, head.words);
    first_ = take<std::uint32_t>(at, std::size_t{head.texts} + 1);
    pairs_ = take<Pair>(at, head.pairs);
    deep_ = take<Deep>(at, head.deep);
    away_ = take<Away>(at, head.texts);
    end_ = take<End>(at, head.texts);
    text_ = {at, head.text};
    return check();
}

/// A checksum says that the bytes are those that were written, not that they were written well.
Status Lexicon::check() const {
    if (nodes_.empty() || syllables_.empty()) return corrupt("empty");
    for (const Syllable& syllable : syllables_)
        if (syllable.letters[7] != 0) return corrupt("a syllable has no end");
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
        const Node& node = nodes_[i];
        if (node.syllable >= syllables_.size() ||
            std::uint64_t{node.first_child} + node.children > nodes_.size() ||
            (node.children > 0 && node.first_child <= i) ||
            std::uint64_t{node.first_word} + node.words > words_.size())
            return corrupt("a node points outside");
    }
    for (const Word& word : words_)
        if (std::uint64_t{word.text} + word.bytes > text_.size() ||
            (word.number != kNoText && word.number >= away_.size()))
            return corrupt("a word points outside");
    // What is sorted by costs has no order among numbers that are none.
    for (const Word& word : words_)
        if (!std::isfinite(word.cost) || !std::isfinite(word.reading))
            return corrupt("a word costs no number");
    if (!std::is_sorted(first_.begin(), first_.end()) || first_.back() != pairs_.size())
        return corrupt("pairs are out of order");
    // A look-up ends at the first empty place: without one it would not end.
    if (!deep_.empty() && std::find(deep_.begin(), deep_.end(), 0u) == deep_.end())
        return corrupt("its table is full");
    return ok_status();
}

std::uint32_t Lexicon::child(const Node& node, std::uint16_t syllable) const {
    const auto run = nodes_.subspan(node.first_child, node.children);
    const auto found =
        std::lower_bound(run.begin(), run.end(), syllable,
                         [](const Node& n, std::uint16_t s) { return n.syllable < s; });
    if (found == run.end() || found->syllable != syllable) return 0;
    return node.first_child + static_cast<std::uint32_t>(found - run.begin());
}

float Lexicon::deep(std::uint32_t first, std::uint32_t second, std::uint32_t third) const {
    if (deep_.empty()) return -1;
    const DeepKey key = deep_key(first, second, third, deep_.size());
    for (std::size_t at = key.place; deep_[at] != 0; at = at + 1 == deep_.size() ? 0 : at + 1) {
        if (deep_[at] >> 12u == key.print)
            return static_cast<float>(deep_[at] & 0xFFFu) * kPairStep;
    }
    return -1;
}

float Lexicon::end(std::uint32_t last) const {
    if (end_.empty()) return 0;
    return static_cast<float>(end_[last < end_.size() ? last : kStart]) * kPairStep;
}

float Lexicon::cost(std::uint32_t left, const Word& right) const {
    if (left >= away_.size()) return right.cost;
    const auto run = pairs_.subspan(first_[left], first_[left + 1] - first_[left]);
    const auto found =
        right.number == kNoText
            ? run.end()
            : std::lower_bound(run.begin(), run.end(), right.number,
                               [](Pair pair, std::uint32_t text) { return pair >> 12u < text; });
    if (found == run.end() || *found >> 12u != right.number) {
        return right.cost + static_cast<float>(away_[left]) * kPairStep;
    }
    return static_cast<float>(*found & 0xFFFu) * kPairStep + right.reading;
}

}  // namespace sunbooth::pinyin
