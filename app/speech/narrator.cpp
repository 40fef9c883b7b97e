// SPDX-License-Identifier: Apache-2.0
#include "app/speech/narrator.h"

#include "app/text/text.h"
#include "sync/base/mutant.h"
#include "sync/domain/text.h"

#include <algorithm>
#include <utility>

namespace sunbooth::app::speech {
namespace {

using namespace i18n::literals;
using ui::Node;
using ui::Role;
using ui::Tree;

constexpr std::string_view kErrorId = "shell.error";
/// Of a warning, these are said; every second would talk over everything else.
constexpr std::string_view kCountdownsSaid[] = {"20", "10"};

Language language_of(const Tree& tree) {
    for (const Language language : domain::kLanguages) {
        if (domain::tag_of(language) == tree.language) return language;
    }
    return Language::Zh;
}

bool is_walked(const Node& node) {
    return node.role != Role::Group && node.role != Role::Dialog && !node.id.empty() &&
           node.id != kCaptionId && node.rect.w > 0 && node.rect.h > 0;
}

/// What can be reached: under a dialog, the dialog alone.
std::vector<const Node*> reachable(const Tree& tree) {
    std::vector<const Node*> nodes;
    for (const Node& node : tree.nodes) {
        if (node.role == Role::Dialog) nodes.clear();
        if (is_walked(node)) nodes.push_back(&node);
    }
    return nodes;
}

const Node* dialog_of(const Tree& tree) {
    const Node* last = nullptr;
    for (const Node& node : tree.nodes) {
        if (node.role == Role::Dialog) last = &node;
    }
    return last;
}

const Node* focus_of(const Tree& tree) {
    for (const Node* node : reachable(tree)) {
        if (node->focused) return node;
    }
    return nullptr;
}

const Node* field_of(const Tree& tree) {
    for (const Node* node : reachable(tree)) {
        if (node->role == Role::Field) return node;
    }
    return nullptr;
}

bool has_secret_field(const Tree& tree) {
    const Node* field = field_of(tree);
    return field != nullptr && field->is_private;
}

/// How much stands in a field, in the page's words where it has some.
std::string count_of(const Node& field, const i18n::Catalogue& words) {
    if (!field.counter.empty()) return field.counter;
    const auto count = domain::count_code_points(field.words.view()).value_or(0);
    return words.tr("speech.entered"_key, {{"n", static_cast<std::int64_t>(count)}});
}

/// What is said of a key with a sign on it; nothing for a letter or a word, which say themselves.
std::optional<i18n::Key> sign_of(const std::string& name) {
    struct Sign {
        std::string_view icon;
        i18n::Key key;
    };
    static constexpr Sign kSigns[] = {
        {"backspace", "speech.key_backspace"_key},
        {"space_bar", "speech.key_space"_key},
        {"keyboard_return", "speech.key_newline"_key},
        {"keyboard", "speech.key_tabs"_key},
        {"close", "speech.key_groups"_key},
        {"arrow_upward", "speech.key_capitals"_key},
        {"arrow_downward", "speech.key_small"_key},
        {"keyboard_capslock", "speech.key_locked"_key},
        {"keyboard_arrow_up", "speech.key_former"_key},
        {"keyboard_arrow_left", "speech.key_left"_key},
        {"keyboard_arrow_right", "speech.key_right"_key},
    };
    for (const Sign& sign : kSigns) {
        if (sign.icon == name) return sign.key;
    }
    return std::nullopt;
}

std::string state_of(const Node& node) {
    return node.name + '\n' + node.value + (node.selected ? "\n+" : "\n-");
}

bool is_countdown(const Node& node) {
    return node.id.ends_with(".countdown");
}

bool is_said_status(const Node& node) {
    return node.role == Role::Status && node.id != kErrorId && !node.id.ends_with(".error");
}

/// "3 of 8" among the choices that stand together.
std::pair<std::int64_t, std::int64_t> place_of(const Tree& tree, const Node& node) {
    const auto group = [](const std::string& id) { return id.substr(0, id.rfind('.')); };
    std::int64_t at = 0, of = 0;
    for (const Node* other : reachable(tree)) {
        if (other->role != node.role || group(other->id) != group(node.id)) continue;
        ++of;
        if (other == &node) at = of;
    }
    return {at, of};
}

/// The title of a card, before the first thing on it.
const Node* title_of(const Tree& tree, const Node& node) {
    const Node* former = nullptr;
    for (const Node& other : tree.nodes) {
        if (&other == &node) break;
        former = &other;
    }
    const bool first =
        former != nullptr && former->role == Role::Group && node.id.starts_with(former->id + ".");
    return first ? former : nullptr;
}

Line begin(const Tree& tree, const std::string& node, const i18n::Catalogue& words) {
    return {node, {}, words.tr("speech.on_screen"_key), language_of(tree), Priority::Usual};
}

}  // namespace

Line Narrator::sentence(const i18n::Catalogue& words, i18n::Key key, i18n::Args args) {
    Line line{{}, {}, {}, words.language(), Priority::Usual};
    return line.add(words.tr(key, args));
}

Line Narrator::key(const Tree& tree, const Node& node, const i18n::Catalogue& words) const {
    Line line = begin(tree, node.id, words);
    if (const auto sign = sign_of(node.name)) return line.add(words.tr(*sign));
    // Whoever hears the keys hears what is written with them, also of nine keys and of groups: the
    // words are found again from them.
    const bool one = text::next_grapheme(node.name, 0) == node.name.size();
    const bool writes = node.writes && (one || !mutant("speech-groups-aloud"));
    const bool secret = writes && has_secret_field(tree) && !mutant("speech-keys-aloud");
    line.instead = words.tr("speech.hidden_key"_key);
    const std::string& name = node.speech.empty() ? node.name : node.speech;
    if (!name.empty()) line.add(name, secret);
    if (!node.words.empty()) line.add(node.words.view(), true);
    if (node.selected) line.add(words.tr("speech.chosen"_key));
    return line;
}

Line Narrator::element(const Tree& tree, const Node& node, const i18n::Catalogue& words) const {
    if (node.role == Role::Key) return key(tree, node, words);
    Line line = begin(tree, node.id, words);
    if (const Node* title = title_of(tree, node)) line.add(title->name, title->is_private);
    const bool field = node.role == Role::Field;
    if (is_countdown(node)) {
        line.add(words.tr("speech.seconds"_key, {{"n", node.name}}));
    } else {
        line.add(node.speech.empty() ? node.name : node.speech,
                 node.is_private && !field && node.words.empty());
    }
    if (node.value != node.name) line.add(node.value, node.is_private);
    if (node.masked && !node.words.empty()) {
        line.add(count_of(node, words));  // Until the visitor uncovers it (kiosk-ux S9).
    } else if (!node.words.empty()) {
        line.add(node.words.view(), node.is_private);
        if (field) line.instead = count_of(node, words);
    } else if (field) {
        line.add(words.tr("speech.empty"_key)).add(node.hint);
    }
    if (node.role == Role::Button || node.role == Role::Link) {
        line.add(words.tr("speech.button"_key));
    }
    if (node.role == Role::Choice) {
        line.add(words.tr(node.selected ? "speech.chosen"_key : "speech.choice"_key));
        const auto [at, of] = place_of(tree, node);
        if (of > 1) line.add(words.tr("speech.place"_key, {{"n", at}, {"of", of}}));
    }
    if (field) line.add(words.tr("speech.field"_key));
    if (node.id == kErrorId) line.priority = Priority::Urgent;
    for (std::size_t i = 0; i < domain::kLanguages.size(); ++i) {
        const std::string tag(domain::tag_of(domain::kLanguages[i]));
        const bool names_it = node.id == "shell." + tag.substr(0, 2);
        if (names_it && !voices_[i]) line.add(words.tr("speech.no_voice"_key));
    }
    return line;
}

std::vector<Line> Narrator::page(const Tree& tree, const i18n::Catalogue& words) const {
    const std::vector<const Node*> nodes = reachable(tree);
    auto from = std::find_if(nodes.begin(), nodes.end(),
                             [](const Node* node) { return node->role == Role::Heading; });
    if (from == nodes.end()) from = nodes.begin();
    std::vector<Line> lines;
    for (; from != nodes.end(); ++from) {
        lines.push_back(element(tree, **from, words));
        if ((*from)->interactive) break;
    }
    const bool warning = std::any_of(nodes.begin(), nodes.end(),
                                     [](const Node* node) { return is_countdown(*node); });
    if (warning && !lines.empty()) lines.front().priority = Priority::Urgent;
    return lines;
}

Narrator::Seen Narrator::see(const Tree& tree) {
    Seen seen;
    seen.any = true;
    seen.page = tree.page;
    seen.language = tree.language;
    if (const Node* dialog = dialog_of(tree)) seen.dialog = dialog->id + '\n' + dialog->name;
    if (const Node* focus = focus_of(tree)) {
        seen.focus = focus->id;
        if (focus->role != Role::Field) seen.focus_state = state_of(*focus);
    }
    for (const Node* node : reachable(tree)) {
        if (node->id == kErrorId) seen.error = node->name;
        if (node->id == tree.page + ".heading") seen.heading = node->name;
        if (is_said_status(*node)) seen.statuses.emplace_back(node->id, node->name);
    }
    if (const Node* field = field_of(tree)) {
        seen.field = field->id;
        seen.field_words = field->words;
        seen.begun = field->begun;
        if (const Node* selected = tree.find(field->id + ".selection"))
            seen.selected = selected->words;
        seen.masked = field->masked;
    }
    return seen;
}

std::string_view Narrator::chosen(const Seen& now) const {
    const text::Span was = seen_.begun;
    if (was.from == was.to || now.field != seen_.field || mutant("speech-chosen-unheard"))
        return {};
    const std::string_view is = now.field_words.view();
    const std::string_view before = seen_.field_words.view().substr(0, was.from);
    std::string_view behind = seen_.field_words.view().substr(was.to);
    // With the choice goes what was selected behind what was begun.
    const std::string_view over = seen_.selected.view();
    if (now.selected.empty() && behind.starts_with(over)) behind.remove_prefix(over.size());
    if (is.size() < before.size() + behind.size()) return {};
    if (!is.starts_with(before) || !is.ends_with(behind)) return {};
    // A choice may use up a part of the keys; the others begin behind it.
    const bool more = now.begun.from != now.begun.to;
    const std::size_t end = more ? now.begun.from : is.size() - behind.size();
    return end > was.from ? is.substr(was.from, end - was.from) : std::string_view();
}

std::string_view Narrator::put_over(std::string_view is) const {
    const std::string_view over = seen_.selected.view(), was = seen_.field_words.view();
    if (over.empty() || mutant("speech-chosen-unheard")) return {};
    for (auto at = was.find(over); at != was.npos; at = was.find(over, at + 1)) {
        const std::string_view before = was.substr(0, at), behind = was.substr(at + over.size());
        if (is.size() <= before.size() + behind.size()) return {};
        if (is.starts_with(before) && is.ends_with(behind)) {
            return is.substr(before.size(), is.size() - before.size() - behind.size());
        }
    }
    return {};
}

/// What was written: the character itself for the headset, how many there are for the loudspeaker.
Line Narrator::echo(const Node& field, const i18n::Catalogue& words) const {
    Line line{field.id, {}, {}, words.language(), Priority::Usual};
    const std::string_view was = seen_.field_words.view();
    const std::string_view is = field.words.view();
    line.instead = count_of(field, words);
    if (field.masked) {
        const auto fewer = domain::count_code_points(is) < domain::count_code_points(was);
        return (fewer ? line.add(words.tr("speech.deleted"_key)) : line).add(line.instead);
    }
    if (is.size() > was.size() && is.starts_with(was)) return line.add(is.substr(was.size()), true);
    // One key more may turn all that was begun into other words, also into shorter ones.
    const auto part = [](std::string_view of, text::Span span) {
        return of.substr(span.from, span.to - span.from);
    };
    const std::string_view begun = part(is, field.begun);
    if (!begun.empty() && !part(was, seen_.begun).starts_with(begun)) return line.add(begun, true);
    const std::string_view put = put_over(is);
    if (!put.empty()) return line.add(put, true);
    // A keypad's letter that turned into its next one.
    const std::size_t last = text::former_grapheme(is, is.size());
    const bool turned = !is.empty() && was.starts_with(is.substr(0, last)) &&
                        text::former_grapheme(was, was.size()) == last;
    if (turned) return line.add(is.substr(last), true);
    if (is.size() < was.size()) line.add(words.tr("speech.deleted"_key));
    return line.add(line.instead);
}

void Narrator::say_changes(const Tree& tree, const i18n::Catalogue& words, const Seen& now,
                           std::vector<Line>& lines) const {
    const Node* field = field_of(tree);
    if (now.error != seen_.error && !now.error.empty()) {
        Line line = element(tree, *tree.find(kErrorId), words);
        if (field != nullptr) line.node = field->id;  // Where it is mended.
        lines.push_back(std::move(line));
    }
    const std::string_view finished = field != nullptr ? chosen(now) : std::string_view();
    if (!finished.empty()) {
        Line line{field->id, {}, count_of(*field, words), words.language(), Priority::Usual};
        lines.push_back(std::move(line.add(finished, true)));
    } else if (field != nullptr && now.field == seen_.field &&
               now.field_words != seen_.field_words) {
        // Characters that are covered by and by are no news; those that are uncovered are asked
        // for.
        const bool uncovered = seen_.masked && !now.masked;
        const bool same = domain::count_code_points(now.field_words.view()) ==
                          domain::count_code_points(seen_.field_words.view());
        if (uncovered) lines.push_back(element(tree, *field, words));
        if (!uncovered && !(same && (now.masked || seen_.masked)))
            lines.push_back(echo(*field, words));
    } else if (field != nullptr && now.field == seen_.field && !now.selected.empty() &&
               now.selected != seen_.selected) {
        // What the next words will take the place of: to everybody that it is so, in private what.
        Line line{field->id, {}, {}, words.language(), Priority::Usual};
        line.add(words.tr("speech.selected"_key));
        lines.push_back(std::move(line.add(now.selected.view(), true)));
    }
    // A page that tells how something stands says so in its heading, which changes with it.
    if (!now.heading.empty() && !seen_.heading.empty() && now.heading != seen_.heading) {
        Line line = element(tree, *tree.find(now.page + ".heading"), words);
        line.node.clear();
        lines.push_back(std::move(line));
    }
    for (const auto& [id, name] : now.statuses) {
        const auto same = [&](const auto& old) { return old.first == id && old.second == name; };
        if (std::any_of(seen_.statuses.begin(), seen_.statuses.end(), same)) continue;
        const Node* node = tree.find(id);
        const bool silent =
            is_countdown(*node) && std::find(std::begin(kCountdownsSaid), std::end(kCountdownsSaid),
                                             name) == std::end(kCountdownsSaid);
        if (silent) continue;
        Line line = element(tree, *node, words);
        line.node.clear();  // The focus stays where the visitor is.
        lines.push_back(std::move(line));
    }
}

std::vector<Line> Narrator::look(const Tree& tree, const i18n::Catalogue& words, bool moved) {
    Seen now = see(tree);
    std::vector<Line> lines;
    const bool opens = !seen_.any || now.page != seen_.page || now.language != seen_.language ||
                       (now.dialog != seen_.dialog && !now.dialog.empty());
    const Node* focus = focus_of(tree);
    if (opens) {
        lines = page(tree, words);
    } else {
        say_changes(tree, words, now, lines);
        const bool closed = now.dialog != seen_.dialog;
        const bool wrote = now.field_words != seen_.field_words;
        const bool elsewhere = moved && now.focus != seen_.focus;
        const bool changed = now.focus == seen_.focus && now.focus_state != seen_.focus_state;
        if (focus != nullptr && !wrote && lines.empty() && (closed || elsewhere || changed)) {
            lines.push_back(element(tree, *focus, words));
        }
    }
    seen_ = std::move(now);
    return lines;
}

void Narrator::wipe() {
    seen_ = {};
}

}  // namespace sunbooth::app::speech
