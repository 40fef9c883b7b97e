// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/input_method/composer.h"
#include "app/input_method/pinyin/decoder.h"

#include <filesystem>
#include <memory>

namespace sunbooth::input_method {

/// The engines over data files of this machine. Each file is read once, when it is first needed; a
/// file that is missing or damaged leaves its way of writing out, and the others go on.
class LocalEngines final : public Engines {
public:
    /// @param folder holds handwriting/handwriting.model and handwriting.context, and
    /// pinyin/pinyin.lexicon.
    /// @param fuzzy sounds that the people of this place do not tell apart.
    explicit LocalEngines(std::filesystem::path folder, pinyin::Fuzzy fuzzy = {});
    ~LocalEngines() override;

    bool offers(Method method) override;
    void begin(Method method) override;
    Candidates read_ink(const Ink& ink, float pad_mm, std::string_view before) override;
    Candidates read_keys(Method method, std::string_view keys) override;
    Candidates follow(std::string_view before) override;
    void know(const std::vector<std::string>& names) override;
    void wipe() override;

private:
    struct Hand;
    struct Sounds;
    bool reads_ink();
    bool reads_sounds();
    std::filesystem::path folder_;
    pinyin::Fuzzy fuzzy_;
    std::vector<std::string> names_;
    bool tried_hand_ = false, tried_sounds_ = false;
    std::unique_ptr<Hand> hand_;
    std::unique_ptr<Sounds> sounds_;
};

}  // namespace sunbooth::input_method
