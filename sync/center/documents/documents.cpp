// SPDX-License-Identifier: Apache-2.0
#include "sync/center/documents/documents.h"

#include "sync/base/assert.h"
#include "sync/base/mutant.h"
#include "sync/center/documents/subjects.h"
#include "sync/center/rules/profile.h"
#include "sync/domain/text.h"
#include "sync/wire/json.h"

#include <boost/json.hpp>

#include <limits>

namespace sunbooth::center::documents {
namespace {

namespace json = boost::json;

constexpr std::size_t kAddresseeMax = 100;
constexpr std::size_t kReasonMax = 500;

constexpr std::string_view kNextSerial = R"sql(
    INSERT INTO document_serial (kind, year, last) VALUES (:kind, :year, 1)
        ON CONFLICT (kind, year) DO UPDATE SET last = last + 1)sql";
constexpr std::string_view kLastSerial = R"sql(
    SELECT last FROM document_serial WHERE kind = :kind AND year = :year)sql";
constexpr std::string_view kInsert = R"sql(
    INSERT INTO document (kind, year, n, number, profile, subject_kind, subject, issuer, addressee,
                          made_on, made_by, due_on, copies, basis, text_zh, text_en, state)
    VALUES (:kind, :year, :n, :number, :profile, :subject_kind, :subject, :issuer, :addressee,
            :made_on, :made_by, :due_on, :copies, :basis, :zh, :en, 'issued'))sql";
#define SUNBOOTH_DOCUMENT                                                                   \
    "SELECT id, kind, number, profile, subject_kind, subject, addressee, made_on, made_by," \
    "       due_on, copies, basis, text_zh, text_en, state, void_reason, void_by, void_on," \
    "       issuer"                                                                         \
    "  FROM document"
constexpr std::string_view kFind = SUNBOOTH_DOCUMENT " WHERE id = :id";
// What leads an index stands in the statement; the rest is asked of each row.
#define SUNBOOTH_DOCUMENTS(lead)                                                                  \
    SUNBOOTH_DOCUMENT " WHERE " lead                                                              \
                      "id < :before AND (:kind = '' OR kind = :kind)"                             \
                      " AND (:year = 0 OR year = :year) AND (:subject = 0 OR subject = :subject)" \
                      " AND (:subject_kind = '' OR subject_kind = :subject_kind)"                 \
                      " ORDER BY id DESC"
constexpr std::string_view kList = SUNBOOTH_DOCUMENTS("");
constexpr std::string_view kListOfKind = SUNBOOTH_DOCUMENTS("kind = :kind AND ");
constexpr std::string_view kListOfSubject =
    SUNBOOTH_DOCUMENTS("subject_kind = :subject_kind AND subject = :subject AND ");
constexpr std::string_view kVoid = R"sql(
    UPDATE document SET state = 'void', void_reason = :reason, void_by = :by, void_on = :on
     WHERE id = :id)sql";
constexpr std::string_view kSerials = "SELECT kind, year, last FROM document_serial";
constexpr std::string_view kNumbers = R"sql(
    SELECT n FROM document WHERE kind = :kind AND year = :year ORDER BY n)sql";

Result<Document> read(const store::Statement& row) {
    const auto made_on = domain::Date::parse(row.text(7));
    const auto of = subject_kind_of(row.text(4));
    const auto copies = wire::parse_json(row.text(10), 16 * 1024);
    if (!made_on.ok() || !of || !copies.ok() || !copies.value().is_array()) {
        return Error{ErrorCode::Corrupt, "a paper cannot be read", "document"};
    }
    Document document;
    document.id = row.integer(0);
    document.kind = row.text(1);
    document.number = row.text(2);
    const rules::Profile& profile = rules::profile_on(row.text(3), made_on.value());
    document.issuer = row.text(18).empty() ? profile.issuer : row.text(18);
    if (const rules::Document* told = profile.document(document.kind)) document.title = told->title;
    document.of = *of;
    document.subject = row.integer(5);
    document.addressee = row.text(6);
    document.made_on = made_on.value();
    document.made_by = row.text(8);
    document.due_on = row.text(9);
    for (const json::value& copy : copies.value().get_array()) {
        if (copy.is_string()) document.copies.emplace_back(copy.get_string());
    }
    document.basis = row.text(11);
    document.zh = row.text(12);
    document.en = row.text(13);
    document.is_void = row.text(14) == "void";
    document.void_reason = row.text(15);
    document.void_by = row.text(16);
    document.void_on = row.text(17);
    return document;
}

/// The next serial number of a kind and year. The same transaction writes the paper, so that a
/// refusal later on gives the number back.
Result<std::int64_t> draw_serial(store::Database& db, const std::string& kind, int year) {
    store::Statement next = db.prepare(kNextSerial);
    next.bind(":kind", kind).bind(":year", year);
    if (const Status drawn = next.run(); !drawn.ok()) return drawn.error();
    store::Statement last = db.prepare(kLastSerial);
    const Result<bool> row = last.bind(":kind", kind).bind(":year", year).step();
    if (!row.ok()) return row.error();
    return last.integer(0);
}

std::string number_of(const rules::Document& told, int year, std::int64_t n) {
    return filled_in(told.number, {{"year", std::to_string(year)}, {"n", std::to_string(n)}});
}

Status check_text(const char* field, const std::string& text, std::size_t max, bool required) {
    const auto length = domain::count_code_points(text);
    if (!length) return invalid_input(field, "is no UTF-8");
    if (required && *length == 0) return invalid_input(field, "must be given");
    if (*length <= max) return ok_status();
    return invalid_input(field, "is longer than " + std::to_string(max) + " characters");
}

bool is_to_citizen(const Template& told) {
    return told.kind == "acceptance" || told.kind == "refusal";
}

Result<const Template*> template_for(const Maker& maker, const Wish& wish, WallTime now) {
    const auto found = templates().find(wish.kind);
    if (found == templates().end()) return invalid_input("kind", "is no paper of this version");
    if (!found->second.makers.contains(maker.viewer.role)) {
        return Error{ErrorCode::Forbidden, "this role does not make such a paper", "role"};
    }
    if (Status good = check_text("words", wish.words, kWordsMax, false); !good.ok()) {
        return good.error();
    }
    if (Status good = check_text("addressee", wish.addressee, kAddresseeMax, false); !good.ok()) {
        return good.error();
    }
    if (found->second.needs_words && wish.words.find_first_not_of(" \n\t") == std::string::npos) {
        return invalid_input("words", "must be given: without them this paper says nothing");
    }
    if (wish.copies.size() > kCopiesMax) return invalid_input("copies", "are more than ten");
    if (wish.due_on && *wish.due_on < domain::date_of(now)) {
        return invalid_input("due_on", "must not be before today");
    }
    return &found->second;
}

Status check_true(const Template& told, const Said& said) {
    const bool happened = told.after.empty() || said.events.contains(told.after);
    const bool of_level = said.level == told.level;
    if ((happened && of_level) || mutant("documents.untrue")) return ok_status();
    return Error{ErrorCode::Conflict, "what it would say has not happened", "kind"};
}

struct Paper {
    std::string number, zh, en, issuer, addressee, due_on, basis;
};

Paper write(const Template& told, Said said, const Wish& wish, const rules::Profile& profile,
            domain::Date today) {
    const auto due = wish.due_on ? wish.due_on : said.due_on;
    const auto put = [&](const char* name, const std::string& zh, const std::string& en) {
        said.zh[name] = zh;
        said.en[name] = en;
    };
    const std::string issuer = told.by_unit ? said.zh["addressee"] : profile.issuer;
    if (told.by_unit) put("addressee", profile.issuer, profile.issuer);
    if (!wish.addressee.empty()) put("addressee", wish.addressee, wish.addressee);
    if (due) put("due_on", in_chinese(*due), due->iso());
    put("words", wish.words, wish.words);
    put("basis", told.basis_zh, told.basis_en);
    put("issuer", issuer, told.by_unit ? said.en["unit"] : issuer);
    put("date", today.iso(), today.iso());
    return {{},           filled(told.zh, said.zh), filled(told.en, said.en),
            issuer,       said.zh["addressee"],     due ? due->iso() : std::string(),
            told.basis_zh};
}

Result<std::int64_t> insert(store::Database& db, const Maker& maker, const Wish& wish,
                            const Paper& paper, const Template& told, const std::string& profile,
                            const std::pair<int, std::int64_t>& serial, domain::Date today) {
    json::array copies(wish.copies.begin(), wish.copies.end());
    store::Statement row = db.prepare(kInsert);
    row.bind(":kind", wish.kind).bind(":year", serial.first).bind(":n", serial.second);
    row.bind(":number", paper.number).bind(":profile", profile);
    row.bind(":subject_kind", to_string(told.of)).bind(":subject", wish.subject);
    row.bind(":issuer", paper.issuer)
        .bind(":addressee", paper.addressee)
        .bind(":made_on", today.iso());
    row.bind(":made_by", maker.account).bind(":due_on", paper.due_on);
    row.bind(":copies", json::serialize(copies)).bind(":basis", paper.basis);
    const Status done = row.bind(":zh", paper.zh).bind(":en", paper.en).run();
    if (!done.ok()) return done.error().in("documents.make");
    return db.last_insert_row();
}

bool may_read(const Document& document, const rules::Viewer& viewer) {
    if (viewer.role != rules::Role::Handler) return true;
    const auto told = templates().find(document.kind);
    return told != templates().end() && told->second.unit_sees;
}

/// A paper that is written, and waits for its number.
struct Composed {
    const Template* told = nullptr;
    const rules::Document* numbered = nullptr;
    std::string profile;
    Paper paper;
};

Result<Composed> compose(store::Database& db, const Maker& maker, const Wish& wish, WallTime now) {
    const Result<const Template*> found = template_for(maker, wish, now);
    if (!found.ok()) return found.error();
    const Template& told = *found.value();
    const domain::Date today = domain::date_of(now);
    Result<Said> said =
        said_of(db, maker.viewer, {told.of, wish.subject, is_to_citizen(told), today});
    if (!said.ok()) return said.error();
    if (Status happened = check_true(told, said.value()); !happened.ok()) return happened.error();
    const std::string profile_id = said.value().profile;
    const rules::Profile& profile = rules::profile_on(profile_id, today);
    const rules::Document* numbered = profile.document(wish.kind);
    if (numbered == nullptr) {
        return invalid_input("kind", "has no number in the rules in force");
    }
    Paper paper = write(told, std::move(said).value(), wish, profile, today);
    if (paper.addressee.empty()) return invalid_input("addressee", "must be given");
    return Composed{&told, numbered, profile_id, std::move(paper)};
}

}  // namespace

Result<Document> make(store::Database& db, const Maker& maker, const Wish& wish, WallTime now) {
    Result<Composed> composed = compose(db, maker, wish, now);
    if (!composed.ok()) return composed.error();
    auto& [told, numbered, profile, paper] = composed.value();
    const domain::Date today = domain::date_of(now);
    const int year = today.year();
    const Result<std::int64_t> n = draw_serial(db, wish.kind, year);
    if (!n.ok()) return n.error();
    paper.number = number_of(*numbered, year, n.value());
    const auto id = insert(db, maker, wish, paper, *told, profile, {year, n.value()}, today);
    if (!id.ok()) return id.error();
    return find(db, maker.viewer, id.value());
}

Result<Document> draft(store::Database& db, const Maker& maker, const Wish& wish, WallTime now) {
    const Result<Composed> composed = compose(db, maker, wish, now);
    if (!composed.ok()) return composed.error();
    const Paper& paper = composed.value().paper;
    Document document;
    document.kind = wish.kind;
    document.title = composed.value().numbered->title;
    document.of = composed.value().told->of;
    document.subject = wish.subject;
    document.issuer = paper.issuer;
    document.addressee = paper.addressee;
    document.made_on = domain::date_of(now);
    document.made_by = maker.account;
    document.due_on = paper.due_on;
    document.copies = wish.copies;
    document.basis = paper.basis;
    document.zh = paper.zh;
    document.en = paper.en;
    return document;
}

Result<Document> make_void(store::Database& db, const Maker& maker, std::int64_t id,
                           const std::string& reason, WallTime now) {
    if (Status good = check_text("reason", reason, kReasonMax, true); !good.ok()) {
        return good.error();
    }
    const Result<Document> document = find(db, maker.viewer, id);
    if (!document.ok()) return document;
    const auto told = templates().find(document.value().kind);
    if (told == templates().end() || !told->second.makers.contains(maker.viewer.role)) {
        return Error{ErrorCode::Forbidden, "this role does not make such a paper", "role"};
    }
    if (document.value().is_void) {
        return Error{ErrorCode::Conflict, document.value().void_by + " has made it void already",
                     "state"};
    }
    store::Statement update = db.prepare(kVoid);
    update.bind(":reason", reason).bind(":by", maker.account);
    update.bind(":on", domain::date_of(now).iso()).bind(":id", id);
    if (const Status done = update.run(); !done.ok()) return done.error();
    return find(db, maker.viewer, id);
}

Result<Page> list(store::Database& db, const rules::Viewer& viewer, const Filter& filter) {
    SUNBOOTH_ASSERT(filter.limit >= 1 && filter.limit <= kListMax);
    store::Statement select = db.prepare(filter.of && filter.subject != 0 ? kListOfSubject
                                         : !filter.kind.empty()           ? kListOfKind
                                                                          : kList);
    const std::int64_t newest = std::numeric_limits<std::int64_t>::max();
    select.bind(":before", filter.before == 0 ? newest : filter.before)
        .bind(":kind", filter.kind)
        .bind(":year", filter.year)
        .bind(":subject", filter.subject)
        .bind(":subject_kind", filter.of ? to_string(*filter.of) : "");
    Page page;
    while (true) {
        const Result<bool> row = select.step();
        if (!row.ok()) return row.error().in("documents.list");
        if (!row.value()) return page;
        Result<Document> document = read(select);
        if (!document.ok()) return document.error();
        if (!may_read(document.value(), viewer)) continue;
        const Status seen = check_seen(db, viewer, document.value().of, document.value().subject);
        if (!seen.ok() && seen.error().code != ErrorCode::NotFound) return seen.error();
        if (!seen.ok() && !mutant("documents.no_guard")) continue;
        if (page.items.size() == static_cast<std::size_t>(filter.limit)) {
            page.next = page.items.back().id;
            return page;
        }
        page.items.push_back(std::move(document).value());
    }
}

Result<Document> find(store::Database& db, const rules::Viewer& viewer, std::int64_t id) {
    Error hidden{ErrorCode::NotFound, "there is no such paper", "id"};
    store::Statement select = db.prepare(kFind);
    const Result<bool> row = select.bind(":id", id).step();
    if (!row.ok()) return row.error().in("documents.find");
    if (!row.value()) return hidden;
    Result<Document> document = read(select);
    if (!document.ok()) return document;
    if (!may_read(document.value(), viewer)) return hidden;
    const Status seen = check_seen(db, viewer, document.value().of, document.value().subject);
    if (seen.ok()) return document;
    return seen.error().code == ErrorCode::NotFound ? hidden : seen.error();
}

Result<std::int64_t> verify_numbers(store::Database& db) {
    std::int64_t count = 0;
    store::Statement serials = db.prepare(kSerials);
    while (true) {
        const Result<bool> one = serials.step();
        if (!one.ok()) return one.error();
        if (!one.value()) return count;
        const std::string kind = serials.text(0);
        const std::int64_t year = serials.integer(1);
        store::Statement numbers = db.prepare(kNumbers);
        numbers.bind(":kind", kind).bind(":year", year);
        for (std::int64_t n = 1; n <= serials.integer(2); ++n) {
            const Result<bool> row = numbers.step();
            if (!row.ok()) return row.error();
            if (!row.value() || numbers.integer(0) != n) {
                return Error{
                    ErrorCode::Corrupt, "a number is missing",
                    "document." + kind + "." + std::to_string(year) + "." + std::to_string(n)};
            }
            ++count;
        }
    }
}

}  // namespace sunbooth::center::documents
