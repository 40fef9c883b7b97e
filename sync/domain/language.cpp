// SPDX-License-Identifier: Apache-2.0
#include "sync/domain/language.h"

namespace sunbooth::domain {

const char* tag_of(Language language) {
    switch (language) {
        case Language::Zh:
            return "zh-CN";
        case Language::En:
            return "en";
        case Language::Ug:
            return "ug";
    }
    return "zh-CN";
}

std::optional<Language> language_of(std::string_view tag) {
    for (const Language language : kLanguages) {
        if (tag == tag_of(language)) return language;
    }
    return std::nullopt;
}

const std::string& LocalText::in(Language language) const {
    switch (language) {
        case Language::Zh:
            return zh;
        case Language::En:
            return en.empty() ? zh : en;
        case Language::Ug:
            return ug.empty() ? zh : ug;
    }
    return zh;
}

}  // namespace sunbooth::domain
