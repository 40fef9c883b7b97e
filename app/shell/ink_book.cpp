// SPDX-License-Identifier: Apache-2.0
#include "app/shell/ink_book.h"

#include "sync/domain/text.h"

#include <boost/json.hpp>

#include <algorithm>
#include <fstream>

namespace sunbooth::app::shell {
namespace {

namespace json = boost::json;

Error wrong(std::string why) {
    return invalid_input("ink", std::move(why));
}

bool read_stroke(const json::value& value, input_method::Ink& ink) {
    const json::array* points = value.if_array();
    if (points == nullptr || points->empty()) return false;
    bool first = true;
    for (const json::value& point : *points) {
        const json::array* at = point.if_array();
        if (at == nullptr || at->size() != 2 || !(*at)[0].is_number() || !(*at)[1].is_number()) {
            return false;
        }
        const input_method::InkPoint mm{(*at)[0].to_number<float>(), (*at)[1].to_number<float>()};
        if (first) ink.pen_down(mm);
        if (!first) ink.pen_move(mm);
        first = false;
    }
    return true;
}

void count(Readings& row, const Written& one, const input_method::Candidates& read) {
    const auto found = std::find_if(read.begin(), read.end(), [&](const auto& candidate) {
        return candidate.text.view() == one.character;
    });
    const auto place = found - read.begin();
    ++row.written;
    if (found != read.end() && place == 0) ++row.first;
    if (found != read.end() && place < 10) ++row.in_ten;
}

}  // namespace

std::string write_line(const Written& written) {
    json::array strokes;
    for (std::size_t i = 0; i < written.ink.strokes(); ++i) {
        json::array stroke;
        for (const input_method::InkPoint& at : written.ink.stroke(i)) {
            stroke.push_back(json::array{at.x, at.y});
        }
        strokes.push_back(std::move(stroke));
    }
    return json::serialize(json::object{{"character", written.character},
                                        {"writer", written.writer},
                                        {"pad_mm", written.pad_mm},
                                        {"strokes", std::move(strokes)}});
}

Result<Written> read_line(std::string_view line) {
    json::error_code failed;
    const json::value parsed = json::parse(line, failed);
    const json::object* object = failed ? nullptr : parsed.if_object();
    if (object == nullptr) return wrong("is no JSON object");
    const json::value* character = object->if_contains("character");
    const json::value* writer = object->if_contains("writer");
    const json::value* pad = object->if_contains("pad_mm");
    const json::value* strokes = object->if_contains("strokes");
    if (character == nullptr || !character->is_string() || writer == nullptr ||
        !writer->is_string() || pad == nullptr || !pad->is_number() || strokes == nullptr ||
        !strokes->is_array()) {
        return wrong("lacks character, writer, pad_mm or strokes");
    }
    Written written;
    written.character = std::string(character->get_string());
    written.writer = std::string(writer->get_string());
    written.pad_mm = pad->to_number<float>();
    if (domain::count_code_points(written.character) != 1) return wrong("character is not one");
    for (const json::value& stroke : strokes->get_array()) {
        if (!read_stroke(stroke, written.ink)) return wrong("strokes are lists of [x, y]");
    }
    if (written.ink.empty()) return wrong("has no ink");
    return written;
}

Result<std::vector<Written>> read_book(const std::filesystem::path& file) {
    std::ifstream in(file);
    if (!in) return Error{ErrorCode::Io, file.string() + " cannot be read", "ink"};
    std::vector<Written> book;
    int number = 0;
    for (std::string line; std::getline(in, line);) {
        ++number;
        if (line.empty()) continue;
        Result<Written> written = read_line(line);
        if (!written.ok()) return written.error().in("line " + std::to_string(number));
        book.push_back(std::move(written).value());
    }
    return book;
}

Status append(const std::filesystem::path& file, const Written& written) {
    std::ofstream out(file, std::ios::app);
    out << write_line(written) << '\n' << std::flush;
    if (!out) return Error{ErrorCode::Io, file.string() + " cannot be written", "ink"};
    return ok_status();
}

std::vector<Readings> measure(const std::vector<Written>& book, input_method::Engines& engines) {
    std::vector<Readings> rows;
    Readings all;
    for (const Written& one : book) {
        const input_method::Candidates read = engines.read_ink(one.ink, one.pad_mm, "");
        auto row = std::find_if(rows.begin(), rows.end(),
                                [&](const Readings& each) { return each.writer == one.writer; });
        if (row == rows.end()) row = rows.insert(rows.end(), {.writer = one.writer});
        count(*row, one, read);
        count(all, one, read);
    }
    std::sort(rows.begin(), rows.end(),
              [](const Readings& a, const Readings& b) { return a.writer < b.writer; });
    rows.push_back(all);
    return rows;
}

}  // namespace sunbooth::app::shell
