// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/i18n/catalogue.h"
#include "app/speech/pcm.h"
#include "app/speech/voice.h"

#include <filesystem>
#include <map>
#include <optional>
#include <set>

namespace sunbooth::app::speech {

/// Changes with the catalogues and with the engine: what was rendered by others is stale.
std::string edition_of(const i18n::Catalogues& words, const Engine& engine);

/// The prompts that never change: every text of the catalogues without a placeholder, as a WAV file
/// `<language>/<key>.wav`, e.g. zh-CN/home.title.wav. A recording of the operator's stands before
/// what the engine has rendered. Used by the thread that speaks only.
class Bank {
public:
    /// @param rendered kept by the program; what another catalogue or engine rendered there is
    /// dropped
    ///                 (`edition` says which). @param recorded the operator's; may be missing.
    Bank(const i18n::Catalogues& words, std::filesystem::path rendered,
         std::filesystem::path recorded, std::string edition);

    /// The prompt that says exactly this, if there is one.
    std::optional<Pcm> find(std::string_view text, Language language) const;

    /// A prompt that has not been rendered; nothing when all have.
    struct Missing {
        Language language = Language::Zh;
        std::string key, text;
    };
    std::optional<Missing> next_missing();
    /// Keeps what the engine made of it. @return Io.
    Status keep(const Missing& prompt, const Pcm& sound);
    /// Recordings that cannot be used, with the reason: for the log.
    const std::vector<std::string>& complaints() const { return complaints_; }

private:
    void check_recordings();
    std::filesystem::path file_of(const std::filesystem::path& folder, Language language,
                                  const std::string& key) const;

    std::filesystem::path rendered_, recorded_;
    struct Key {
        Language language;
        std::string text;
        auto operator<=>(const Key&) const = default;
    };
    std::map<Key, std::string> keys_;  ///< By what the page shows.
    std::map<Key, std::string>::const_iterator next_;
    std::set<std::filesystem::path> recordings_;
    std::vector<std::string> complaints_;
};

}  // namespace sunbooth::app::speech
