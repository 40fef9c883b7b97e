// SPDX-License-Identifier: Apache-2.0
#include "sync/base/random.h"
#include "sync/wire/content.h"
#include "sync/wire/hall.h"
#include "sync/wire/health.h"
#include "sync/wire/json.h"
#include "sync/wire/messages.h"
#include "sync/wire/routes.h"
#include "sync/wire/snapshot.h"
#include "sync/wire/update.h"
#include "tests/wire/golden.h"

#include <doctest/doctest.h>

#include <functional>

using namespace sunbooth;
using namespace sunbooth::wire;
using sunbooth::test::golden;

namespace {

namespace json = boost::json;

/// Reads a body and says what was wrong with it.
using Judge = std::function<std::optional<Error>(std::string_view)>;

template <class Read>
Judge judge(Read read) {
    return [read](std::string_view text) -> std::optional<Error> {
        const auto result = read(text);
        if (result.ok()) return std::nullopt;
        return result.error();
    };
}

struct Body {
    const char* file;
    Judge judge;
};

const std::vector<Body>& bodies() {
    using domain::RecordKind;
    static const std::vector<Body> all = {
        {"enrol_request.json", judge(read_enrol_request)},
        {"enrol_answer.json", judge(read_enrol_answer)},
        {"batch_request.json", judge(read_batch_request)},
        {"batch_answer.json", judge(read_batch_answer)},
        {"receipt_question.json", judge(read_receipt_question)},
        {"case_question.json", judge(read_case_question)},
        {"ticket_view.json", judge(read_ticket_view)},
        {"case_view.json", judge(read_case_view)},
        {"person_question.json", judge(read_person_question)},
        {"case_list.json", judge(read_case_list)},
        {"terminal_health.json", judge(read_terminal_health)},
        {"update_question.json", judge(read_update_question)},
        {"update_answer.json", judge(read_update_answer)},
        {"part_question.json", judge(read_part_question)},
        {"complaint.json",
         judge([](std::string_view text) { return read_content(RecordKind::Complaint, text); })},
        {"rating.json",
         judge([](std::string_view text) { return read_content(RecordKind::Rating, text); })},
        {"contact.json", judge(read_contact)},
        {"hall.json", judge(read_hall)},
        {"hall_envelope.json", judge(read_hall_envelope)},
        {"snapshot.json", judge(read_snapshot)},
    };
    return all;
}

const Body& body(std::string_view file) {
    for (const Body& known : bodies()) {
        if (known.file == file) return known;
    }
    FAIL("no such body");
    return bodies().front();
}

/// Puts a value (JSON text; empty: nothing) at "a.0.b" of a document.
void change(json::value& in, std::string_view path, std::string_view to) {
    const std::size_t dot = path.find('.');
    const std::string_view name = path.substr(0, dot);
    if (dot != std::string_view::npos) {
        json::value& next =
            in.is_array()
                ? in.as_array().at(static_cast<std::size_t>(std::stoul(std::string(name))))
                : in.as_object().at(name);
        return change(next, path.substr(dot + 1), to);
    }
    if (in.is_array()) {
        in.as_array().at(std::stoul(std::string(name))) = json::parse(to);
    } else if (to.empty()) {
        in.as_object().erase(name);
    } else {
        in.as_object()[name] = json::parse(to);
    }
}

struct Row {
    const char* file;
    const char* path;             ///< What is changed, and what the error must name.
    std::string to;               ///< JSON text; empty: the field is taken away.
    const char* named = nullptr;  ///< When the error names another field.
};

std::string list_of(std::size_t n, const std::string& item) {
    std::string list = "[";
    for (std::size_t i = 0; i < n; ++i) list += (i == 0 ? "" : ",") + item;
    return list + "]";
}

const std::string kLong = "\"" + std::string(9000, 'x') + "\"";

const Row kRows[] = {
    {"enrol_request.json", "code", ""},
    {"enrol_request.json", "kiosk", "7"},
    {"enrol_request.json", "public_key", R"("AAAA")"},
    {"enrol_request.json", "public_key", R"("not base64")"},
    {"enrol_answer.json", "generation", R"("AAAA")"},
    {"enrol_answer.json", "center_time_ms", "-1"},
    {"batch_request.json", "wall_ms", R"("12")"},
    {"batch_request.json", "wall_ms", "1.5"},
    {"batch_request.json", "wall_ms", "99999999999999999999"},
    {"batch_request.json", "boot_id", "\"" + std::string(37, 'b') + "\""},
    {"batch_request.json", "records", "[]"},
    {"batch_request.json", "records", "{}"},
    {"batch_request.json", "records", list_of(kBatchMax + 1, R"({"record":""})")},
    {"batch_request.json", "records.1", "5"},
    {"batch_request.json", "records.1.record", ""},
    {"batch_request.json", "records.1.record", "\"" + std::string(21848, 'A') + "\""},
    {"batch_answer.json", "verdicts.0.verdict", R"("maybe")"},
    {"batch_answer.json", "verdicts.2.id", "null"},
    {"batch_answer.json", "verdicts.0.countersignature", ""},
    {"batch_answer.json", "verdicts.0.row", "-3"},
    {"receipt_question.json", "code", "\"" + std::string(33, '0') + "\""},
    {"case_question.json", "last4", ""},
    {"update_question.json", "version", R"("0.1.7-rc1")"},
    {"update_question.json", "update.state", R"("dancing")"},
    {"update_question.json", "update.version", R"("../../etc")"},
    {"update_question.json", "update", ""},
    {"update_answer.json", "offer.version", ""},
    {"update_answer.json", "offer.bytes", "0"},
    {"update_answer.json", "offer.bytes", "99999999999"},
    {"update_answer.json", "offer.digest", R"("AAAA")"},
    {"part_question.json", "offset", "-1"},
    {"part_question.json", "version", R"("0..1")"},
    {"ticket_view.json", "kind", R"("praise")"},
    {"ticket_view.json", "state", R"("lost")"},
    {"ticket_view.json", "filed_on", R"("2026-02-30")"},
    {"ticket_view.json", "reply_by", R"("soon")"},
    {"ticket_view.json", "overdue", "1"},
    {"ticket_view.json", "reply", kLong},
    {"case_view.json", "stage", R"("asleep")"},
    {"case_view.json", "promised_days", "100000"},
    {"person_question.json", "phone_last4", ""},
    {"person_question.json", "id_card", "\"" + std::string(33, '1') + "\""},
    {"case_list.json", "cases.1.stage", R"("asleep")"},
    {"case_list.json", "cases.0", "5"},
    {"complaint.json", "text", "\"" + std::string(501, 'x') + "\""},
    {"complaint.json", "text", R"("a\u0000b")"},
    {"complaint.json", "text", R"("a\u001b[2J")"},
    {"complaint.json", "language", R"("fr")"},
    {"complaint.json", "topic", ""},
    {"complaint.json", "monotonic_ms", "-5"},
    {"rating.json", "level", "0"},
    {"rating.json", "level", "6"},
    {"rating.json", "tags", list_of(9, R"("1")")},
    {"rating.json", "tags.1", "208"},
    {"contact.json", "phone", R"("12345")"},
    {"contact.json", "phone", R"(["13812345678"])"},
    {"hall.json", "id", ""},
    {"hall.json", "version", "0"},
    {"hall.json", "name", R"("text")"},
    {"hall.json", "name.zh", R"("")"},
    {"hall.json", "units.0.code", R"("")"},
    {"hall.json", "units.0.code", R"("else")", "windows.0.unit"},
    {"hall.json", "windows.0.unit", R"("nobody")"},
    {"hall.json", "windows.0.name", ""},
    {"hall.json", "services.0.code", R"("")"},
    {"hall.json", "services.0.unit", R"("nobody")"},
    {"hall.json", "services.0.name.zh", R"("")"},
    {"hall.json", "services.0.windows", ""},
    {"hall.json", "services.0.windows.0", R"("99")"},
    {"hall.json", "topics", "[]"},
    {"hall.json", "topics", list_of(8, "{}")},
    {"hall.json", "topics.0.categories", "[]"},
    {"hall.json", "topics.0.categories.1", "5"},
    {"hall.json", "scale", ""},
    {"hall.json", "scale.levels", "[]"},
    {"hall.json", "scale.levels.1.level", "5"},
    {"hall.json", "scale.levels.0.tags.0.text.zh", ""},
    {"hall.json", "hours.0.weekday", "8"},
    {"hall.json", "hours.0.from", R"("9:00")"},
    {"hall.json", "hours.0.from", R"("09:60")"},
    {"hall.json", "hours.0.to", R"("24:01")"},
    {"hall.json", "hours.0.to", R"("08:00")"},
    {"hall.json", "figures.cases_in_time", "901"},
    {"hall.json", "figures.until", R"("2026-13-01")"},
    {"hall.json", "promises.reply_days", "0"},
    {"hall.json", "calendar.off.1", R"("holiday")"},
    {"hall.json", "calendar.known_until", ""},
    {"hall_envelope.json", "signature", R"("AAAA")"},
    {"snapshot.json", "entries.0.filed_under", R"("AAAA")"},
    {"snapshot.json", "entries.0.box", "7"},
};

}  // namespace

TEST_CASE("malformed: every field that breaks a limit is refused and named") {
    for (const Row& row : kRows) {
        CAPTURE(row.file);
        CAPTURE(row.path);
        CAPTURE(row.to.substr(0, 60));
        json::value document = json::parse(golden(row.file));
        change(document, row.path, row.to);
        const std::optional<Error> error = body(row.file).judge(json::serialize(document));
        REQUIRE(error);
        CHECK(error->code == ErrorCode::InvalidInput);
        CHECK(error->field == (row.named != nullptr ? row.named : row.path));
    }
}

TEST_CASE("malformed: what is no JSON object at all names the body") {
    const std::string deep = std::string(17, '[') + std::string(17, ']');
    for (const Body& known : bodies()) {
        CAPTURE(known.file);
        for (const std::string& text :
             {std::string(), std::string("<html>"), std::string("[]"), std::string("7"),
              std::string("{} {}"), deep, "{\"a\":" + deep + "}", std::string("{\"a\":\"\xff\"}"),
              std::string(kSnapshotBytesMax + 1, ' ')}) {
            CAPTURE(text.substr(0, 40));
            const std::optional<Error> error = known.judge(text);
            REQUIRE(error);
            CHECK(error->code == ErrorCode::InvalidInput);
            CHECK(error->field == "body");
        }
    }
}

TEST_CASE("malformed: fields of later versions are skipped") {
    for (const Body& known : bodies()) {
        CAPTURE(known.file);
        json::value document = json::parse(golden(known.file));
        document.as_object()["of_a_later_version"] = {{"deep", {1, 2, 3}}};
        CHECK_FALSE(known.judge(json::serialize(document)));
    }
}

TEST_CASE("malformed: random damage is read or refused with a named field, and nothing else") {
    SeededRandom random(17);
    for (const Body& known : bodies()) {
        CAPTURE(known.file);
        const std::string good = golden(known.file);
        for (int round = 0; round < 300; ++round) {
            std::string text = good;
            for (std::uint64_t n = random.between(1, 4); n > 0; --n) {
                text[random.between(0, text.size() - 1)] = static_cast<char>(random.next());
            }
            const std::optional<Error> error = known.judge(text);
            if (error) CHECK_FALSE(error->field.empty());
        }
    }
}
