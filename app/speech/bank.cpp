// SPDX-License-Identifier: Apache-2.0
#include "app/speech/bank.h"

#include <fstream>
#include <iterator>

namespace sunbooth::app::speech {
namespace {

namespace fs = std::filesystem;

std::optional<Pcm> read_file(const fs::path& path, std::string& why) {
    std::ifstream file(path, std::ios::binary);
    if (!file) return std::nullopt;
    const std::string bytes(std::istreambuf_iterator<char>(file), {});
    Result<Pcm> sound = read_wav(bytes);
    if (sound.ok()) return std::move(sound).value();
    why = sound.error().detail;
    return std::nullopt;
}

std::string first_line(const fs::path& path) {
    std::ifstream file(path);
    std::string line;
    std::getline(file, line);
    return line;
}

/// Written beside and moved, so that a power cut leaves no half of a file.
Status write_file(const fs::path& path, const std::vector<char>& bytes) {
    std::error_code failed;
    fs::create_directories(path.parent_path(), failed);
    const fs::path beside = path.string() + ".part";
    {
        std::ofstream file(beside, std::ios::binary | std::ios::trunc);
        file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
        if (!file) failed = std::make_error_code(std::errc::io_error);
    }
    if (!failed) fs::rename(beside, path, failed);
    if (failed) return Error{ErrorCode::Io, path.string() + ": " + failed.message(), "speech"};
    return std::monostate{};
}

}  // namespace

std::string edition_of(const i18n::Catalogues& words, const Engine& engine) {
    constexpr std::uint64_t kPrime = 0x100000001b3;  // FNV-1a: to tell editions apart, no more.
    std::uint64_t sum = 0xcbf29ce484222325;
    const auto add = [&sum](std::string_view text) {
        for (const char c : text) sum = (sum ^ static_cast<unsigned char>(c)) * kPrime;
        sum = (sum ^ 0x100U) * kPrime;
    };
    for (const std::string& part : engine.command) add(part);
    for (const Language language : domain::kLanguages) {
        const i18n::Catalogue& catalogue = words.of(language);
        for (const std::string& key : catalogue.keys()) {
            if (!catalogue.placeholders(key).empty()) continue;
            add(key);
            for (const Piece& piece : spoken(catalogue.tr({key}), language)) {
                add(piece.words.view());
            }
        }
    }
    return std::to_string(sum);
}

Bank::Bank(const i18n::Catalogues& words, fs::path rendered, fs::path recorded, std::string edition)
    : rendered_(std::move(rendered)), recorded_(std::move(recorded)) {
    for (const Language language : domain::kLanguages) {
        const i18n::Catalogue& catalogue = words.of(language);
        for (const std::string& key : catalogue.keys()) {
            if (key.starts_with("sample.") || !catalogue.placeholders(key).empty()) continue;
            keys_.emplace(Key{language, catalogue.tr({key})}, key);
        }
    }
    next_ = keys_.begin();
    std::error_code ignored;
    if (!rendered_.empty() && first_line(rendered_ / "edition") != edition) {
        fs::remove_all(rendered_, ignored);
        const Status kept =
            write_file(rendered_ / "edition", std::vector<char>(edition.begin(), edition.end()));
        if (!kept.ok()) rendered_.clear();  // A full disk: every prompt is spoken live.
    }
    check_recordings();
}

void Bank::check_recordings() {
    if (recorded_.empty()) return;
    for (const auto& [key, name] : keys_) {
        const fs::path path = file_of(recorded_, key.language, name);
        std::string why;
        if (read_file(path, why)) recordings_.insert(path);
        if (!why.empty()) complaints_.push_back(path.string() + ": " + why);
    }
}

fs::path Bank::file_of(const fs::path& folder, Language language, const std::string& key) const {
    return folder / domain::tag_of(language) / (key + ".wav");
}

std::optional<Pcm> Bank::find(std::string_view text, Language language) const {
    const auto found = keys_.find({language, std::string(text)});
    if (found == keys_.end()) return std::nullopt;
    std::string ignored;
    const fs::path own = file_of(recorded_, language, found->second);
    if (recordings_.contains(own)) {
        if (auto sound = read_file(own, ignored)) return sound;
    }
    if (rendered_.empty()) return std::nullopt;
    return read_file(file_of(rendered_, language, found->second), ignored);
}

std::optional<Bank::Missing> Bank::next_missing() {
    std::error_code ignored;
    while (!rendered_.empty() && next_ != keys_.end()) {
        const auto& [key, name] = *next_++;
        if (fs::exists(file_of(rendered_, key.language, name), ignored)) continue;
        if (recordings_.contains(file_of(recorded_, key.language, name))) continue;
        return Missing{key.language, name, key.text};
    }
    return std::nullopt;
}

Status Bank::keep(const Missing& prompt, const Pcm& sound) {
    Status kept = write_file(file_of(rendered_, prompt.language, prompt.key), wav_of(sound));
    if (!kept.ok()) rendered_.clear();  // Not tried again a thousand times.
    return kept;
}

}  // namespace sunbooth::app::speech
