// SPDX-License-Identifier: Apache-2.0
#include "sync/wire/content.h"

#include "sync/domain/text.h"
#include "sync/wire/json.h"

#include <array>
#include <new>

namespace sunbooth::wire {
namespace {

namespace json = boost::json;

constexpr std::size_t kCodeBytes = 32;
constexpr std::size_t kTagsMax = 8;
constexpr std::size_t kBoxBytesMax = 4092;
constexpr std::size_t kTextBytesMax = domain::Complaint::kTextMax * 4;
/// Year 9999: far enough for any clock, near enough for every calendar.
constexpr std::int64_t kWallMsMax = 253'402'300'799'000;

/// What the JSON library holds of a visitor's words while it writes them: overwritten before it is
/// given back.
class WipingResource final : public json::memory_resource {
    void* do_allocate(std::size_t size, std::size_t alignment) override {
        return ::operator new (size, std::align_val_t{alignment});
    }
    void do_deallocate(void* at, std::size_t size, std::size_t alignment) override {
        wipe_memory(at, size);
        ::operator delete (at, std::align_val_t{alignment});
    }
    bool do_is_equal(const memory_resource& other) const noexcept override {
        return this == &other;
    }
};

json::storage_ptr wiping() {
    static WipingResource resource;  // Without state.
    return &resource;
}

/// Written piece by piece: a string that grows would leave its shorter selves behind.
SecretText to_secret(const json::object& object) {
    SecretText secret;
    std::array<char, 512> piece{};
    json::serializer writer;
    writer.reset(&object);
    while (!writer.done()) {
        const json::string_view part = writer.read(piece.data(), piece.size());
        secret.append({part.data(), part.size()});
    }
    wipe_memory(piece.data(), piece.size());
    return secret;
}

json::string_view words(const SecretText& text) {
    return {text.view().data(), text.size()};
}

SecretText contact_of(const SecretText& phone) {
    return to_secret({{{"phone", words(phone)}}, wiping()});
}

json::object start(const domain::FiledAt& filed_at, domain::Language language) {
    return {{{"wall_ms", to_ms(filed_at.wall)},
             {"monotonic_ms", to_ms(filed_at.monotonic)},
             {"boot_id", filed_at.boot_id},
             {"language", domain::tag_of(language)}},
            wiping()};
}

Boxes write_complaint(const domain::Complaint& complaint, const domain::FiledAt& filed_at) {
    json::object content = start(filed_at, complaint.language);
    content["topic"] = complaint.topic;
    content["window"] = complaint.window;
    content["unit"] = complaint.unit;
    if (complaint.occurred_from && complaint.occurred_to) {
        content["occurred_from"] = complaint.occurred_from->iso();
        content["occurred_to"] = complaint.occurred_to->iso();
    }
    content["text"] = words(complaint.text);
    if (!complaint.assisted.empty()) content["assisted"] = complaint.assisted;
    return {to_secret(content), contact_of(complaint.phone)};
}

Boxes write_rating(const domain::Rating& rating, const domain::FiledAt& filed_at) {
    json::object content = start(filed_at, rating.language);
    content["window"] = rating.window;
    content["unit"] = rating.unit;
    content["scale"] = rating.scale;
    content["level"] = rating.level;
    content["tags"] = json::array(rating.tags.begin(), rating.tags.end());
    content["text"] = words(rating.comment);
    return {to_secret(content), contact_of(rating.phone)};
}

Boxes write_issue(const domain::Issue& issue, const domain::FiledAt& filed_at) {
    json::object content = start(filed_at, issue.language);
    content["monitor"] = issue.monitor;
    content["issue"] = domain::to_string(issue.kind);
    content["window"] = issue.window;
    content["unit"] = issue.unit;
    content["aspect"] = domain::to_string(issue.aspect);
    content["severity"] = domain::to_string(issue.severity);
    content["occurred_on"] = issue.occurred_on ? issue.occurred_on->iso() : std::string();
    content["text"] = words(issue.text);
    return {to_secret(content), contact_of({})};
}

SecretText checked_words(FieldReader& in) {
    std::string raw = in.text("text", kTextBytesMax);
    Result<SecretText> text = domain::checked_text(raw, domain::Complaint::kTextMax, "text");
    wipe_memory(raw.data(), raw.size());
    if (text.ok()) return std::move(text).value();
    in.fail("text", text.error().detail);
    return {};
}

domain::Language language_in(FieldReader& in) {
    const auto language = domain::language_of(in.text("language", 8));
    if (!language) in.fail("language", "is not one of this version");
    return language.value_or(domain::Language::Zh);
}

std::optional<domain::Date> day_in(FieldReader& in, const char* name) {
    const std::string day = in.text_or_empty(name, 10);
    if (day.empty()) return std::nullopt;
    const Result<domain::Date> date = domain::Date::parse(day);
    if (!date.ok()) in.fail(name, "must be a date such as 2026-11-26");
    return date.ok() ? std::optional(date.value()) : std::nullopt;
}

domain::Complaint read_complaint(FieldReader& in) {
    domain::Complaint complaint;
    complaint.topic = in.text("topic", kCodeBytes);
    complaint.window = in.text("window", kCodeBytes);
    complaint.unit = in.text("unit", kCodeBytes);
    complaint.occurred_from = day_in(in, "occurred_from");
    complaint.occurred_to = day_in(in, "occurred_to");
    const bool both = complaint.occurred_from.has_value() == complaint.occurred_to.has_value();
    if (!both || (complaint.occurred_from && *complaint.occurred_to < *complaint.occurred_from)) {
        in.fail("occurred_to", "must be a day not before occurred_from, and both or neither");
    }
    complaint.text = checked_words(in);
    complaint.assisted = in.text_or_empty("assisted", kCodeBytes);
    complaint.language = language_in(in);
    return complaint;
}

domain::Rating read_rating(FieldReader& in) {
    domain::Rating rating;
    rating.window = in.text("window", kCodeBytes);
    rating.unit = in.text("unit", kCodeBytes);
    rating.scale = in.text("scale", kCodeBytes);
    rating.level = static_cast<int>(in.integer("level", 1, 5));
    rating.tags = in.texts("tags", kTagsMax, kCodeBytes);
    rating.comment = checked_words(in);
    rating.language = language_in(in);
    return rating;
}

/// What a name of a closed set stands for; its first one, with the field marked, when none does.
template <class Value>
Value named(FieldReader& in, std::string_view field,
            std::optional<Value> (*value_of)(std::string_view)) {
    const std::optional<Value> value = value_of(in.text(field, kCodeBytes));
    if (!value) in.fail(field, "is not one of this version");
    return value.value_or(Value{});
}

domain::Issue read_issue(FieldReader& in) {
    domain::Issue issue;
    issue.monitor = in.text("monitor", kCodeBytes);
    if (issue.monitor.empty()) in.fail("monitor", "must not be empty");
    issue.kind = named(in, "issue", domain::issue_kind_of);
    issue.window = in.text("window", kCodeBytes);
    issue.unit = in.text("unit", kCodeBytes);
    issue.aspect = named(in, "aspect", domain::aspect_of);
    issue.severity = named(in, "severity", domain::severity_of);
    if (const std::string day = in.text("occurred_on", 10); !day.empty()) {
        const Result<domain::Date> date = domain::Date::parse(day);
        if (!date.ok()) in.fail("occurred_on", "must be a date such as 2026-11-26");
        if (date.ok()) issue.occurred_on = date.value();
    }
    issue.text = checked_words(in);
    issue.language = language_in(in);
    return issue;
}

}  // namespace

Boxes write_boxes(const domain::Filing& filing, const domain::FiledAt& filed_at) {
    if (const auto* complaint = std::get_if<domain::Complaint>(&filing)) {
        return write_complaint(*complaint, filed_at);
    }
    if (const auto* issue = std::get_if<domain::Issue>(&filing)) {
        return write_issue(*issue, filed_at);
    }
    return write_rating(std::get<domain::Rating>(filing), filed_at);
}

Result<OpenedContent> read_content(domain::RecordKind kind, std::string_view text) {
    const Result<json::value> parsed = parse_json(text, kBoxBytesMax);
    if (!parsed.ok()) return parsed.error().in("content");
    FieldReader in(parsed.value());
    OpenedContent opened;
    opened.filed_at.wall = wall_ms(in.integer("wall_ms", 0, kWallMsMax));
    opened.filed_at.monotonic = instant_ms(in.integer("monotonic_ms", 0, kWallMsMax));
    opened.filed_at.boot_id = in.text("boot_id", 36);
    switch (kind) {
        case domain::RecordKind::Complaint:
            opened.filing = read_complaint(in);
            break;
        case domain::RecordKind::Rating:
            opened.filing = read_rating(in);
            break;
        case domain::RecordKind::Issue:
            opened.filing = read_issue(in);
            break;
    }
    if (in.error()) return in.error()->in("content");
    return opened;
}

Result<SecretText> read_contact(std::string_view text) {
    const Result<json::value> parsed = parse_json(text, kBoxBytesMax);
    if (!parsed.ok()) return parsed.error().in("contact");
    FieldReader in(parsed.value());
    std::string raw = in.text("phone", 32);
    if (in.error()) return in.error()->in("contact");
    if (raw.empty()) return SecretText();
    Result<SecretText> phone = domain::checked_phone(raw);
    wipe_memory(raw.data(), raw.size());
    return phone;
}

}  // namespace sunbooth::wire
