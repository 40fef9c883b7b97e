// SPDX-License-Identifier: Apache-2.0
#include "sync/center/documents/bulletin.h"

#include "sync/center/cases/count.h"
#include "sync/center/documents/words.h"
#include "sync/center/monitoring/issues.h"
#include "sync/center/registry/hall.h"
#include "sync/center/rules/profile.h"
#include "sync/center/statistics/pictures.h"
#include "sync/center/supervision/cards.h"

#include <fmt/format.h>

#include <algorithm>

namespace sunbooth::center::documents {
namespace {

using statistics::Rate;
using Cells = std::vector<std::string>;

struct Month {
    domain::Date from, to;
};
/// Warnings, yellow and red cards that stood, by unit.
using CardCounts = std::map<std::string, std::array<std::int64_t, 3>>;

/// Everything that is counted.
struct Figures {
    statistics::Pictures pictures;
    Rate cases_in_time, cases_early;
    std::int64_t cases = 0;
    CardCounts cards;
    std::vector<monitoring::IssueFile> problems;
    std::int64_t found_true = 0;
};

/// What every language writes alike.
Both alike(std::string text) {
    return {text, text};
}

Both count_words(std::int64_t n) {
    const auto shown = statistics::shown_count(n);
    if (!shown) return word_of("month.few", statistics::kCountFrom);
    return alike(std::to_string(*shown));
}

Both rate_words(const Rate& rate) {
    const auto permille = statistics::shown_permille(rate);
    if (!permille) return word("month.too_few");
    return alike(fmt::format("{}.{}%", *permille / 10, *permille % 10));
}

/// A table in both languages; nothing when it has no row but its head.
class Table {
public:
    explicit Table(Both head) : head_(std::move(head)) {}
    void add(const std::vector<Both>& cells) {
        Cells zh, en;
        for (const Both& cell : cells) {
            zh.push_back(cell.zh);
            en.push_back(cell.en);
        }
        rows_.zh += "\n" + table_line(zh);
        rows_.en += "\n" + table_line(en);
    }
    Both text(const Both& nothing) const {
        if (rows_.zh.empty()) return nothing;
        return {head_.zh + rows_.zh, head_.en + rows_.en};
    }

private:
    Both head_, rows_;
};

Result<Month> month_of(std::int64_t yyyymm, domain::Date today) {
    const auto year = static_cast<int>(yyyymm / 100);
    const auto month = static_cast<unsigned>(yyyymm % 100);
    const Error none{ErrorCode::NotFound, "there is no such month", "subject.id"};
    if (yyyymm < 200001 || yyyymm > 999912 || month < 1 || month > 12) return none;
    const domain::Date from = domain::Date::of(year, month, 1);
    if (from > today) return none;
    const domain::Date after =
        month == 12 ? domain::Date::of(year + 1, 1, 1) : domain::Date::of(year, month + 1, 1);
    return Month{from, after.plus(-1)};
}

/// Newest first, until they are older than the month.
Status count_cards(store::Database& db, const rules::Viewer& viewer, const Month& month,
                   CardCounts& counts) {
    supervision::CardFilter filter{.limit = supervision::kCardsMax};
    while (true) {
        const auto page = supervision::list(db, viewer, filter);
        if (!page.ok()) return page.error().in("documents.bulletin");
        for (const supervision::Card& card : page.value().items) {
            if (card.issued_on < month.from) return ok_status();
            const bool counts_here = card.issued_on <= month.to &&
                                     card.level != rules::Level::Notice &&
                                     card.state != rules::CardState::Removed;
            if (!counts_here) continue;
            const bool red = card.level == rules::Level::Red;
            const std::size_t at = red ? 2U : card.level == rules::Level::Yellow ? 1U : 0U;
            ++counts[card.unit][at];
        }
        if (page.value().next == 0) return ok_status();
        filter.before = page.value().next;
    }
}

Status read_problems(store::Database& db, const Month& month, Figures& figures) {
    monitoring::IssueFilter filter{.limit = 200};
    const std::string in_bulletin = rules::to_string(rules::IssueOutcome::Bulletin);
    while (true) {
        const auto page = monitoring::list(db, filter);
        if (!page.ok()) return page.error().in("documents.bulletin");
        for (const monitoring::IssueFile& file : page.value().items) {
            // Filed on a kiosk without a network, one may come long after others: all are read.
            const auto& finding = file.standing.finding;
            const bool here = file.filed_on >= month.from && file.filed_on <= month.to &&
                              file.standing.kind == domain::IssueKind::Problem;
            if (!here || !finding || *finding == domain::Finding::Untrue) continue;
            ++figures.found_true;
            if (std::ranges::find(file.outcomes, in_bulletin) != file.outcomes.end()) {
                figures.problems.push_back(file);
            }
        }
        if (page.value().next == 0) return ok_status();
        filter.before = page.value().next;
    }
}

Result<Figures> count(store::Database& db, const Month& month, domain::Date today) {
    const rules::Viewer everything{.role = rules::Role::Auditor, .unit = {}};
    Figures figures;
    auto pictures = statistics::count_pictures(db, everything, {month.from, month.to}, today);
    if (!pictures.ok()) return pictures.error();
    figures.pictures = std::move(pictures).value();
    const auto completed = cases::count_completed(db, {month.from, month.to});
    if (!completed.ok()) return completed.error();
    for (const auto& one : completed.value()) {
        figures.cases += one.count;
        figures.cases_in_time.n += one.due;
        figures.cases_in_time.part += one.in_time;
        figures.cases_early.n += one.due;
        figures.cases_early.part += one.early;
    }
    if (Status cards = count_cards(db, everything, month, figures.cards); !cards.ok()) {
        return cards.error();
    }
    if (Status read_all = read_problems(db, month, figures); !read_all.ok()) {
        return read_all.error();
    }
    return figures;
}

Both name_of(const domain::Hall& hall, const std::string& unit) {
    if (unit.empty()) return word("month.center");
    const domain::Unit* known = hall.unit(unit);
    return known == nullptr ? alike(unit) : Both{known->name.zh, known->name.en};
}

Both categories_table(const Figures& figures, const rules::Profile& profile) {
    Table table(word("month.categories"));
    std::vector<std::pair<std::int64_t, std::string>> all;
    for (const auto& [code, n] : figures.pictures.categories) all.emplace_back(n, code);
    std::ranges::sort(all, std::greater<>());
    for (const auto& [n, code] : all) {
        Both name = code.empty() ? word("month.bad_ratings") : alike(code);
        const auto found = std::ranges::find(profile.categories, code, &rules::Coded::code);
        if (found != profile.categories.end()) {
            name = {found->zh, found->en.empty() ? found->zh : found->en};
        }
        table.add({name, count_words(n)});
    }
    return table.text(word("month.no_complaint"));
}

Both cards_table(const Figures& figures, const domain::Hall& hall) {
    Table table(word("month.cards"));
    for (const auto& [unit, counts] : figures.cards) {
        std::vector<Both> cells{name_of(hall, unit)};
        for (const std::int64_t n : counts) {
            cells.push_back(alike(std::to_string(n)));
        }
        table.add(cells);
    }
    return table.text(word("month.no_card"));
}

/// Best first; units with too few ratings stand at the end without a place.
Both ratings_table(const Figures& figures, const domain::Hall& hall) {
    std::map<std::string, statistics::Levels> units;
    for (const statistics::RatingLine& line : figures.pictures.windows) {
        for (std::size_t i = 0; i < line.levels.size(); ++i) {
            units[line.unit][i] += line.levels[i];
        }
    }
    std::vector<std::pair<std::int64_t, std::string>> order;
    for (const auto& [unit, levels] : units) {
        const auto permille = statistics::shown_permille(statistics::satisfied(levels));
        order.emplace_back(-permille.value_or(-1), unit);
    }
    std::ranges::sort(order);
    Table table(word("month.ratings"));
    int place = 0;
    int rows = 0;
    std::int64_t before = 1;
    for (const auto& [key, unit] : order) {
        ++rows;
        if (key != before) place = rows;  // Who is as good has the same place.
        before = key;
        const statistics::Levels& levels = units[unit];
        table.add({key > 0 ? word("month.no_place") : alike(std::to_string(place)),
                   name_of(hall, unit), count_words(statistics::total(levels)),
                   rate_words(statistics::satisfied(levels)), rate_words(statistics::bad(levels))});
    }
    return table.text(word("month.no_rating"));
}

Both problems_table(const Figures& figures, const domain::Hall& hall) {
    Table table(word("month.problems"));
    for (const monitoring::IssueFile& file : figures.problems) {
        const domain::Window* place = hall.window(file.window);
        const Both window =
            place == nullptr ? alike(file.window) : Both{place->name.zh, place->name.en};
        Both done;
        for (const std::string& outcome : file.outcomes) {
            const Both words = word_or_code("outcome", outcome);
            const Both& link = word("month.and");
            done.zh += (done.zh.empty() ? "" : link.zh) + words.zh;
            done.en += (done.en.empty() ? "" : link.en) + words.en;
        }
        // A report that names no unit is about the hall.
        const Both unit = file.unit.empty() ? word("month.hall") : name_of(hall, file.unit);
        table.add({alike(file.issue_no), unit, window, done});
    }
    return table.text(word("month.no_problem"));
}

void put_both(Said& said, const char* name, const Both& words) {
    put(said, name, words.zh, words.en);
}

std::int64_t reached(const statistics::Pictures& pictures, std::string_view stage) {
    const auto found =
        std::ranges::find(pictures.funnel, stage, &std::pair<std::string, std::int64_t>::first);
    return found == pictures.funnel.end() ? 0 : found->second;
}

}  // namespace

std::string table_line(const std::vector<std::string>& cells) {
    std::string line = "|";
    for (std::string cell : cells) {
        std::ranges::replace(cell, '|', '/');
        std::ranges::replace(cell, '\n', ' ');
        line += " " + cell + " |";
    }
    return line;
}

Result<Said> said_of_month(store::Database& db, std::int64_t yyyymm, domain::Date today) {
    const Result<Month> month = month_of(yyyymm, today);
    if (!month.ok()) return month.error();
    const auto hall = registry::hall_in_force(db);
    if (!hall.ok()) return hall.error();
    const Result<Figures> counted = count(db, month.value(), today);
    if (!counted.ok()) return counted.error().in("documents.bulletin");
    const Figures& figures = counted.value();
    const domain::Date from = month.value().from;
    Said said;
    said.profile = hall.value()->promises.profile;
    said.filed_on = from;
    if (month.value().to < today) said.events.insert("over");
    put_both(said, "addressee", word("month.everybody"));
    put_both(said, "month", word_of("month.month", from));
    put_both(said, "cases", count_words(figures.cases));
    put_both(said, "cases_in_time", rate_words(figures.cases_in_time));
    put_both(said, "cases_early", rate_words(figures.cases_early));
    put_both(said, "received", count_words(reached(figures.pictures, "registered")));
    put_both(said, "accepted", count_words(reached(figures.pictures, "accepted")));
    put_both(said, "closed", count_words(reached(figures.pictures, "closed")));
    put_both(said, "in_time", rate_words(figures.pictures.answered));
    const rules::Profile& profile = rules::profile_on(said.profile, month.value().to);
    put_both(said, "categories", categories_table(figures, profile));
    put_both(said, "cards", cards_table(figures, *hall.value()));
    put_both(said, "ratings", ratings_table(figures, *hall.value()));
    put_both(said, "found_true", count_words(figures.found_true));
    put_both(said, "problems", problems_table(figures, *hall.value()));
    return said;
}

}  // namespace sunbooth::center::documents
