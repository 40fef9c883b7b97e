// SPDX-License-Identifier: Apache-2.0
// A list taken out of the house, as a file for a spreadsheet. The page lends its own words
// (headings and the names of states), so that the file reads as the page does; who took what, and
// how many rows, stands in the journal before the file leaves.
#include "sync/base/mutant.h"
#include "sync/center/api/console_routes.h"
#include "sync/center/api/export_file.h"
#include "sync/center/api/list_rows.h"
#include "sync/center/api/registry_routes.h"
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

constexpr std::size_t kRowsMax = 100'000;  ///< What is left out is told, never passed over.
constexpr std::size_t kColumnsMax = 20;
constexpr std::size_t kWordsMax = 200;

struct Wanted {
    std::string list = "tickets";
    bool xlsx = false;
    bool english = false;
    std::string query;
    std::size_t rows_max = kRowsMax;
    std::vector<std::pair<std::string, std::string>> columns;  ///< Field, heading.
    std::map<std::string, std::string> words;                  ///< "state.closed" -> 已办结
};

constexpr std::array<std::string_view, 16> kColumns = {
    "ticket_no", "kind",       "state",      "unit",    "window",  "handled_by",
    "topic",     "filed_date", "filed_half", "due_on",  "overdue", "callbacks",
    "unreached", "urges",      "waits_days", "language"};

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
    wanted.rows_max =
        static_cast<std::size_t>(in.integer_or("limit", 1, kRowsMax, std::int64_t{kRowsMax}));
    if (in.has("list")) wanted.list = in.text("list", 32);
    const bool tickets = wanted.list == "tickets";
    if (!in.error() && !tickets && !is_list(wanted.list)) {
        in.fail("list", "is not a list of this version");
    }
    in.objects("columns", kColumnsMax, [&](wire::FieldReader& column) {
        wanted.columns.emplace_back(column.text("field", 32), text_of(column, "title", {1, 40}));
        if (column.error()) return;
        const std::string& field = wanted.columns.back().first;
        const bool known =
            tickets ? std::ranges::find(kColumns, field) != kColumns.end() : is_column(field);
        if (!known) column.fail("field", "is not one of this version");
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

std::string cell_of(const json::object& row, const std::string& field, const Wanted& wanted,
                    const Names& names) {
    if (field == "filed_date") return cell_at(row, "filed.date");
    const std::string text = cell_at(row, field == "filed_half" ? "filed.half" : field);
    if (field == "unit" || field == "window" || field == "topic") return names.of(field, text);
    if (field == "handled_by") return names.of("unit", text);
    const auto word = wanted.words.find(field + "." + text);
    return word == wanted.words.end() ? text : word->second;
}

/// A cell of another list in the page's words: codes of the hall by their names.
std::string words_for(const std::string& field, const std::string& text, const Wanted& wanted,
                      const Names& names) {
    const std::string last = field.substr(field.rfind('.') + 1);
    if (last == "unit" || last == "window") return names.of(last, text);
    const auto word = wanted.words.find(field + "." + text);
    return word == wanted.words.end() ? text : word->second;
}

using RowsOf =
    std::function<Status(const std::string& list, const std::string& query, const EachRow& each)>;

struct Made {
    Bytes bytes;
    std::size_t rows = 0;
    Wanted wanted;
    bool more = false;  ///< The list has rows that the file has not.
};

/// The rows of the tickets that were asked for, page by page.
Status each_ticket(Context& context, const accounts::Session& session, const std::string& query,
                   const EachRow& each) {
    const domain::Date today = domain::date_of(context.wall);
    std::string cursor;
    do {
        wire::Request page;
        page.query = query + (query.empty() ? "" : "&") + "limit=100" +
                     (cursor.empty() ? "" : "&cursor=" + cursor);
        const auto asked = tickets_asked_for(context, session, page);
        if (!asked.ok()) return asked.error();
        for (const tickets::Ticket& ticket : asked.value().items) {
            const Result<bool> more = each(ticket_row(ticket, today));
            if (!more.ok()) return more.error();
            if (!more.value()) return ok_status();
        }
        cursor = asked.value().next;
    } while (!cursor.empty());
    return ok_status();
}

Result<Made> make_file(Context& context, const accounts::Session& session, Wanted wanted,
                       const RowsOf& rows_of) {
    const auto hall = registry::hall_in_force(context.db);
    if (!hall.ok()) return hall.error();
    const Names names(*hall.value(), wanted.english);
    auto xlsx = wanted.xlsx ? xlsx_file() : Result<std::unique_ptr<ExportFile>>(csv_file());
    if (!xlsx.ok()) return xlsx.error();
    ExportFile& file = *xlsx.value();
    std::vector<std::string> cells;
    for (const auto& [field, title] : wanted.columns) cells.push_back(title);
    if (Status added = file.add(cells); !added.ok()) return added.error();
    Made made{{}, 0, std::move(wanted), false};
    const bool of_tickets = made.wanted.list == "tickets";
    const EachRow add = [&](const json::object& row) -> Result<bool> {
        made.more = made.rows == made.wanted.rows_max && !mutant("api.export_stops_silently");
        if (made.rows == made.wanted.rows_max) return false;
        cells.clear();
        for (const auto& [field, title] : made.wanted.columns) {
            cells.push_back(of_tickets ? cell_of(row, field, made.wanted, names)
                                       : words_for(field, cell_at(row, field), made.wanted, names));
        }
        if (Status added = file.add(cells); !added.ok()) return added.error();
        ++made.rows;
        return true;
    };
    const Status read = of_tickets ? each_ticket(context, session, made.wanted.query, add)
                                   : rows_of(made.wanted.list, made.wanted.query, add);
    if (!read.ok()) return read.error();
    Result<Bytes> bytes = file.finish();
    if (!bytes.ok()) return bytes.error();
    made.bytes = std::move(bytes).value();
    return made;
}

StaffPreparation prepare(const std::vector<Route>& lists) {
    return [lists](Context& context, const accounts::Session& session, const wire::Request& request,
                   const PathArgs&) -> Result<std::any> {
        Result<Wanted> wanted = read_wanted(request);
        if (!wanted.ok()) return wanted.error();
        if (wanted.value().list == "tickets" &&
            session.account.role == rules::Role::Administrator) {
            return Error{ErrorCode::Forbidden, "this role sees no tickets", "role"};
        }
        const RowsOf rows_of = [&](const std::string& list, const std::string& query,
                                   const EachRow& each) {
            return each_row(lists, {list, query}, context, request, each);
        };
        Result<Made> made = make_file(context, session, std::move(wanted).value(), rows_of);
        if (!made.ok()) return made.error();
        return std::any(std::move(made).value());
    };
}

std::string file_name_of(std::string list) {
    std::ranges::replace(list, '/', '-');
    return list;
}

Result<wire::Response> hand_out(Context& context, const accounts::Session& session,
                                const wire::Request&, const PathArgs&, std::any& prepared) {
    auto& made = std::any_cast<Made&>(prepared);
    const std::string format = made.wanted.xlsx ? "xlsx" : "csv";
    const std::string rows = std::to_string(made.rows);
    const Status noted = registry::note(
        context.db, {0,
                     context.wall,
                     session.account.name,
                     "exported",
                     made.wanted.list,
                     {{"format", format}, {"query", made.wanted.query}, {"rows", rows}}});
    if (!noted.ok()) return noted.error();
    wire::Response response{200, {}, std::move(made.bytes)};
    response.headers["content-type"] =
        made.wanted.xlsx ? "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
                         : "text/csv; charset=utf-8";
    response.headers["content-disposition"] =
        "attachment; filename=\"" + file_name_of(made.wanted.list) + "-" +
        domain::date_of(context.wall).iso() + "." + format + "\"";
    response.headers["x-sunbooth-rows"] = rows;
    if (made.more) response.headers["x-sunbooth-more"] = "true";
    return response;
}

}  // namespace

std::vector<Route> export_routes(const ConsoleServices& services, const std::vector<Route>& lists) {
    accounts::Sessions& sessions = services.sessions;
    return {{"POST", "/api/v1/exports", Lane::Writer, prepared_staff(sessions, hand_out),
             prepare_staff(sessions, prepare(lists))}};
}

}  // namespace sunbooth::center::api
