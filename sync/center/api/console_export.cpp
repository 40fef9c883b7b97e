// SPDX-License-Identifier: Apache-2.0
// A list taken out of the house, as a file for a spreadsheet. The page lends its own words
// (headings and the names of states), so that the file reads as the page does; who took what, and
// how many rows, stands in the journal before the file leaves.
#include "sync/center/api/console_routes.h"
#include "sync/center/api/export_file.h"
#include "sync/center/api/request_text.h"
#include "sync/center/api/ticket_deed.h"
#include "sync/center/api/ticket_json.h"
#include "sync/center/registry/hall.h"
#include "sync/center/registry/journal.h"
#include "sync/wire/json.h"

#include <algorithm>

namespace sunbooth::center::api {
namespace {

namespace json = boost::json;

constexpr std::size_t kRowsMax = 100'000;
constexpr std::size_t kColumnsMax = 20;
constexpr std::size_t kWordsMax = 200;

struct Wanted {
    bool xlsx = false;
    bool english = false;
    std::string query;
    std::vector<std::pair<std::string, std::string>> columns;  ///< Field, heading.
    std::map<std::string, std::string> words;                  ///< "state.closed" -> 已办结
};

constexpr std::array<std::string_view, 15> kColumns = {
    "ticket_no",  "kind",   "state",   "unit",      "window", "handled_by", "topic",   "filed_date",
    "filed_half", "due_on", "overdue", "callbacks", "urges",  "waits_days", "language"};

Result<Wanted> read_wanted(const wire::Request& request) {
    const auto body = wire::parse_json(as_text(request.body), 64 * 1024);
    if (!body.ok()) return body.error();
    wire::FieldReader in(body.value());
    Wanted wanted;
    const std::string format = in.text("format", 8);
    if (!in.error() && format != "csv" && format != "xlsx")
        in.fail("format", "must be csv or xlsx");
    const std::string language = in.text("language", 8);
    if (!in.error() && language != "zh-CN" && language != "en") {
        in.fail("language", "must be zh-CN or en");
    }
    wanted.xlsx = format == "xlsx";
    wanted.english = language == "en";
    wanted.query = in.text_or_empty("query", 1600);
    in.objects("columns", kColumnsMax, [&](wire::FieldReader& column) {
        wanted.columns.emplace_back(column.text("field", 32), text_of(column, "title", {1, 40}));
        if (!column.error() &&
            std::ranges::find(kColumns, wanted.columns.back().first) == kColumns.end()) {
            column.fail("field", "is not one of this version");
        }
    });
    if (in.has("words")) {
        in.objects("words", kWordsMax, [&](wire::FieldReader& word) {
            const std::string code = word.text("code", 64);
            wanted.words[code] = text_of(word, "text", {0, 40});
        });
    }
    if (!in.error() && wanted.columns.empty()) in.fail("columns", "must name at least one");
    if (in.error()) return *in.error();
    return wanted;
}

/// The hall's names by code, in the language of the file.
class Names {
public:
    Names(const domain::Hall& hall, bool english) {
        take("unit", hall.units, english);
        take("window", hall.windows, english);
        take("topic", hall.topics, english);
    }
    std::string of(const std::string& kind, const std::string& code) const {
        const auto found = names_.find(kind + "." + code);
        return found == names_.end() ? code : found->second;
    }

private:
    template <class Items>
    void take(const std::string& kind, const Items& items, bool english) {
        for (const auto& item : items) {
            const bool has = english && !item.name.en.empty();
            names_[kind + "." + item.code] = has ? item.name.en : item.name.zh;
        }
    }
    std::map<std::string, std::string> names_;
};

std::string plain(const json::value& value) {
    if (value.is_string()) return std::string(value.as_string());
    return value.is_null() ? std::string() : json::serialize(value);
}

std::string cell_of(const json::object& row, const std::string& field, const Wanted& wanted,
                    const Names& names) {
    if (field == "filed_date") return plain(row.at("filed").at("date"));
    std::string text = plain(field == "filed_half" ? row.at("filed").at("half") : row.at(field));
    if (field == "unit" || field == "window" || field == "topic") return names.of(field, text);
    if (field == "handled_by") return names.of("unit", text);
    const auto word = wanted.words.find(field + "." + text);
    return word == wanted.words.end() ? text : word->second;
}

struct Made {
    Bytes bytes;
    std::size_t rows = 0;
    Wanted wanted;
};

Result<Made> make_file(Context& context, const accounts::Session& session, Wanted wanted) {
    const auto hall = registry::hall_in_force(context.db);
    if (!hall.ok()) return hall.error();
    const Names names(*hall.value(), wanted.english);
    auto xlsx = wanted.xlsx ? xlsx_file() : Result<std::unique_ptr<ExportFile>>(csv_file());
    if (!xlsx.ok()) return xlsx.error();
    ExportFile& file = *xlsx.value();
    std::vector<std::string> cells;
    for (const auto& [field, title] : wanted.columns) cells.push_back(title);
    if (Status added = file.add(cells); !added.ok()) return added.error();
    const domain::Date today = domain::date_of(context.wall);
    Made made{{}, 0, std::move(wanted)};
    std::string cursor;
    do {
        wire::Request page;
        page.query = made.wanted.query + (made.wanted.query.empty() ? "" : "&") + "limit=100" +
                     (cursor.empty() ? "" : "&cursor=" + cursor);
        const auto asked = tickets_asked_for(context, session, page);
        if (!asked.ok()) return asked.error();
        for (const tickets::Ticket& ticket : asked.value().items) {
            const json::object row = ticket_row(ticket, today);
            cells.clear();
            for (const auto& [field, title] : made.wanted.columns) {
                cells.push_back(cell_of(row, field, made.wanted, names));
            }
            if (Status added = file.add(cells); !added.ok()) return added.error();
            ++made.rows;
        }
        cursor = asked.value().next;
    } while (!cursor.empty() && made.rows < kRowsMax);
    Result<Bytes> bytes = file.finish();
    if (!bytes.ok()) return bytes.error();
    made.bytes = std::move(bytes).value();
    return made;
}

Result<std::any> prepare(Context& context, const accounts::Session& session,
                         const wire::Request& request, const PathArgs&) {
    if (session.account.role == rules::Role::Administrator) {
        return Error{ErrorCode::Forbidden, "this role sees no tickets", "role"};
    }
    Result<Wanted> wanted = read_wanted(request);
    if (!wanted.ok()) return wanted.error();
    Result<Made> made = make_file(context, session, std::move(wanted).value());
    if (!made.ok()) return made.error();
    return std::any(std::move(made).value());
}

Result<wire::Response> hand_out(Context& context, const accounts::Session& session,
                                const wire::Request&, const PathArgs&, std::any& prepared) {
    auto& made = std::any_cast<Made&>(prepared);
    const std::string format = made.wanted.xlsx ? "xlsx" : "csv";
    const Status noted = registry::note(
        context.db,
        {0,
         context.wall,
         session.account.name,
         "exported",
         "tickets",
         {{"format", format}, {"query", made.wanted.query}, {"rows", std::to_string(made.rows)}}});
    if (!noted.ok()) return noted.error();
    wire::Response response{200, {}, std::move(made.bytes)};
    response.headers["content-type"] =
        made.wanted.xlsx ? "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
                         : "text/csv; charset=utf-8";
    response.headers["content-disposition"] = "attachment; filename=\"tickets-" +
                                              domain::date_of(context.wall).iso() + "." + format +
                                              "\"";
    response.headers["x-sunbooth-rows"] = std::to_string(made.rows);
    return response;
}

}  // namespace

std::vector<Route> export_routes(const ConsoleServices& services) {
    accounts::Sessions& sessions = services.sessions;
    return {{"POST", "/api/v1/exports", Lane::Writer, prepared_staff(sessions, hand_out),
             prepare_staff(sessions, prepare)}};
}

}  // namespace sunbooth::center::api
