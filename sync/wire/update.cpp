// SPDX-License-Identifier: Apache-2.0
#include "sync/wire/update.h"

#include "sync/wire/json.h"

namespace sunbooth::wire {
namespace {

namespace json = boost::json;

constexpr std::size_t kBodyBytes = 4096;
constexpr std::size_t kSlotBytes = 16;
constexpr std::size_t kWhyBytes = 512;

std::string read_version(FieldReader& in) {
    std::string version = in.text("version", domain::kVersionBytesMax);
    if (!in.error() && !domain::is_version(version)) {
        in.fail("version", "must be numbers with dots between them");
    }
    return version;
}

domain::Update read_update(FieldReader& in) {
    domain::Update update;
    const auto state = domain::update_state_of(in.text("state", kSlotBytes));
    if (!in.error() && !state) in.fail("state", "is not a state of an update");
    update.state = state.value_or(domain::UpdateState::None);
    if (update.state != domain::UpdateState::None) update.version = read_version(in);
    update.why = in.text_or_empty("why", kWhyBytes);
    return update;
}

}  // namespace

std::string write(const UpdateQuestion& question) {
    json::object update{{"state", domain::to_string(question.update.state)}};
    if (!question.update.version.empty()) update["version"] = question.update.version;
    if (!question.update.why.empty()) update["why"] = question.update.why.substr(0, kWhyBytes);
    return json::serialize(json::object{
        {"version", question.version}, {"slot", question.slot}, {"update", std::move(update)}});
}

std::string write(const UpdateAnswer& answer) {
    json::object out;
    if (answer.offer) {
        out["offer"] = json::object{{"version", answer.offer->version},
                                    {"bytes", answer.offer->bytes},
                                    {"digest", to_base64(answer.offer->digest.view())}};
    }
    return json::serialize(out);
}

std::string write(const PartQuestion& question) {
    return json::serialize(
        json::object{{"version", question.version}, {"offset", question.offset}});
}

Result<UpdateQuestion> read_update_question(std::string_view text) {
    const Result<json::value> parsed = parse_json(text, kBodyBytes);
    if (!parsed.ok()) return parsed.error().in("update");
    FieldReader in(parsed.value());
    UpdateQuestion question;
    question.version = read_version(in);
    question.slot = in.text_or_empty("slot", kSlotBytes);
    if (auto update = in.object("update")) {
        question.update = read_update(*update);
        in.adopt(*update);
    }
    if (in.error()) return in.error()->in("update");
    return question;
}

Result<UpdateAnswer> read_update_answer(std::string_view text) {
    const Result<json::value> parsed = parse_json(text, kBodyBytes);
    if (!parsed.ok()) return parsed.error().in("update");
    FieldReader in(parsed.value());
    UpdateAnswer answer;
    if (auto offer = in.object("offer", false)) {
        answer.offer.emplace();
        answer.offer->version = read_version(*offer);
        answer.offer->bytes = offer->integer("bytes", 1, kUpdateBytesMax);
        answer.offer->digest = offer->fixed<seal::Digest>("digest");
        in.adopt(*offer);
    }
    if (in.error()) return in.error()->in("update");
    return answer;
}

Result<PartQuestion> read_part_question(std::string_view text) {
    const Result<json::value> parsed = parse_json(text, kBodyBytes);
    if (!parsed.ok()) return parsed.error().in("update part");
    FieldReader in(parsed.value());
    PartQuestion question;
    question.version = read_version(in);
    question.offset = in.integer("offset", 0, kUpdateBytesMax);
    if (in.error()) return in.error()->in("update part");
    return question;
}

}  // namespace sunbooth::wire
