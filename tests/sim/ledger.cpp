// SPDX-License-Identifier: Apache-2.0
#include "tests/sim/ledger.h"

#include "sync/base/assert.h"
#include "tests/where.h"

#include <fmt/format.h>

#include <fstream>
#include <sstream>

namespace sunbooth::sim {
namespace {

void put(std::string& text, std::string_view from, const std::string& to) {
    const std::size_t at = text.find(from);
    SUNBOOTH_ASSERT(at != std::string::npos);
    text.replace(at, from.size(), to);
}

}  // namespace

HallWords words_of_hall(int version) {
    if (version == 1) return {"slow", "3", "1001"};
    return {fmt::format("slow-{}", version), fmt::format("{}", 900 + version),
            fmt::format("{}", 2000 + version)};
}

std::string hall_file(int version) {
    std::ifstream file(test::source_dir() + "/assets/demo/hall.json");
    std::stringstream text;
    text << file.rdbuf();
    std::string hall = text.str();
    if (version == 1) return hall;
    const HallWords words = words_of_hall(version);
    put(hall, R"("version": 1)", fmt::format(R"("version": {})", version));
    put(hall, R"("code": "slow")", fmt::format(R"("code": "{}")", words.topic));
    put(hall, R"({ "code": "1", "unit": "zwfw")",
        fmt::format(R"({{ "code": "{}", "unit": "zwfw", "name": {{ "zh": "窗口" }} }}, )"
                    R"({{ "code": "1", "unit": "zwfw")",
                    words.window));
    put(hall, R"("code": "1002", "point")", fmt::format(R"("code": "{}", "point")", words.monitor));
    return hall;
}

Form make_form(std::size_t number, domain::RecordKind kind, bool leaves_phone, int hall) {
    Form form;
    form.hall = hall;
    form.kind = kind;
    form.text = fmt::format("第{}件：窗口没有人，等了很久", number);
    if (leaves_phone) form.phone = fmt::format("139{:08}", number);
    return form;
}

domain::Filing filing_of(const Form& form) {
    const HallWords words = words_of_hall(form.hall);
    if (form.kind == domain::RecordKind::Rating) {
        domain::Rating rating;
        rating.window = words.window;
        rating.scale = "national-5";
        rating.level = 1;
        rating.comment = SecretText(form.text);
        rating.phone = SecretText(form.phone);
        return rating;
    }
    if (form.kind == domain::RecordKind::Issue) {
        domain::Issue issue;
        issue.monitor = words.monitor;
        issue.window = "3";
        issue.text = SecretText(form.text);
        return issue;
    }
    domain::Complaint complaint;
    complaint.topic = words.topic;
    complaint.window = "2";
    complaint.text = SecretText(form.text);
    complaint.phone = SecretText(form.phone);
    return complaint;
}

}  // namespace sunbooth::sim
