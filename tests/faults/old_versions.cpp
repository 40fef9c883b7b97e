// SPDX-License-Identifier: Apache-2.0
#include "tests/faults/old_versions.h"

#include "sync/base/assert.h"
#include "tests/store/temp_folder.h"

#include <sqlite3.h>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iterator>

namespace sunbooth::faults {
namespace {

namespace fs = std::filesystem;
using store::Database;
using store::Statement;

struct Column {
    std::string name;
    std::string type;
    bool must = false;  ///< NOT NULL without a default.
};

void insist(const Status& status) {
    if (!status.ok()) std::fprintf(stderr, "%s\n", status.error().line().c_str());
    SUNBOOTH_ASSERT(status.ok());
}

std::map<std::string, std::vector<Column>> tables_of(Database& db, const std::string& schema) {
    Statement select = db.prepare(
        "SELECT t.name, c.name, c.type, c.\"notnull\" AND c.dflt_value IS NULL AND c.pk = 0 "
        "  FROM pragma_table_list AS t, pragma_table_xinfo(t.name, t.schema) AS c "
        " WHERE t.schema = :schema AND t.type = 'table' AND t.name NOT LIKE 'sqlite_%' "
        " ORDER BY t.name, c.cid");
    select.bind(":schema", schema);
    std::map<std::string, std::vector<Column>> tables;
    while (true) {
        const Result<bool> row = select.step();
        SUNBOOTH_ASSERT(row.ok());
        if (!row.value()) return tables;
        tables[select.text(0)].push_back({select.text(1), select.text(2), select.integer(3) != 0});
    }
}

bool has(const std::vector<Column>& columns, const std::string& name) {
    return std::any_of(columns.begin(), columns.end(),
                       [&](const Column& one) { return one.name == name; });
}

std::string blank(const std::string& type) {
    return type == "TEXT" ? "'-'" : type == "BLOB" ? "x'00'" : "0";
}

/// INSERT OR REPLACE INTO main.t (…) SELECT … FROM full.t
std::string copy_of(const std::string& table, const std::vector<Column>& to,
                    const std::vector<Column>& from) {
    std::string names, values;
    for (const Column& column : to) {
        const bool there = has(from, column.name);
        if (!there && !column.must) continue;
        names += (names.empty() ? "" : ", ") + column.name;
        values += (values.empty() ? "" : ", ") + (there ? column.name : blank(column.type));
    }
    return "INSERT OR REPLACE INTO main." + table + " (" + names + ") SELECT " + values +
           " FROM full." + table;
}

Bytes bytes_of(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

/// A database of its first `count` versions. No power cut can meet it: nothing waits for the disk.
Database at_version(const fs::path& file, std::span<const std::string_view> migrations,
                    std::size_t count) {
    Database db = std::move(Database::open(file, {})).value();
    insist(db.run("PRAGMA synchronous=OFF"));
    insist(store::migrate(db, migrations.first(count)));
    return db;
}

OldVersion make(const fs::path& full, std::span<const std::string_view> migrations,
                std::size_t version) {
    const test::TempFolder folder;
    OldVersion old;
    old.version = version;
    {
        Database db = at_version(folder / "old.db", migrations, version);
        insist(db.run("PRAGMA foreign_keys=OFF; ATTACH '" + full.string() + "' AS full"));
        const auto from = tables_of(db, "full");
        for (const auto& [table, columns] : tables_of(db, "main")) {
            const auto later = from.find(table);
            if (later == from.end()) continue;
            insist(db.run(copy_of(table, columns, later->second)));
            for (const Column& column : columns) {
                if (has(later->second, column.name)) old.stays[table].push_back(column.name);
            }
        }
        insist(db.run("DETACH full"));
        old.rows = rows_of(db, old.stays).value();
        insist(db.checkpoint());
    }
    old.file = bytes_of(folder / "old.db");
    return old;
}

}  // namespace

std::vector<OldVersion> old_versions(const fs::path& full,
                                     std::span<const std::string_view> migrations) {
    std::vector<OldVersion> all;
    for (std::size_t version = 1; version < migrations.size(); ++version) {
        all.push_back(make(full, migrations, version));
    }
    return all;
}

Result<std::string> rows_of(Database& db, const Shape& shape) {
    std::string text;
    for (const auto& [table, columns] : shape) {
        std::string wanted;
        for (const std::string& column : columns) {
            wanted += (wanted.empty() ? "quote(" : " || ',' || quote(") + column + ")";
        }
        // Not prepare(): a table that is gone must be told, not abort.
        sqlite3_stmt* select = nullptr;
        const std::string sql = "SELECT " + wanted + " FROM " + table + " ORDER BY 1";
        int code = sqlite3_prepare_v2(db.handle(), sql.c_str(), -1, &select, nullptr);
        if (code != SQLITE_OK) {
            return Error{ErrorCode::Corrupt, table + ": " + sqlite3_errmsg(db.handle()), ""};
        }
        text += "\n" + table + "\n";
        while ((code = sqlite3_step(select)) == SQLITE_ROW) {
            text += reinterpret_cast<const char*>(sqlite3_column_text(select, 0));
            text += '\n';
        }
        sqlite3_finalize(select);
        if (code != SQLITE_DONE) return store::sqlite_error(db.handle(), code).in(table);
    }
    return text;
}

Result<std::string> schema_of(Database& db) {
    Statement select = db.prepare(
        "SELECT type || name || tbl_name || ifnull(sql, '') FROM sqlite_schema ORDER BY 1");
    std::string text;
    while (true) {
        const Result<bool> row = select.step();
        if (!row.ok()) return row.error();
        if (!row.value()) return text;
        text += select.text(0) + "\n";
    }
}

std::string schema_after(std::span<const std::string_view> migrations, std::size_t count) {
    const test::TempFolder folder;
    Database db = at_version(folder / "fresh.db", migrations, count);
    return schema_of(db).value();
}

Result<std::size_t> version_of(Database& db) {
    Statement read = db.prepare("PRAGMA user_version");
    const Result<bool> row = read.step();
    if (!row.ok()) return row.error();
    return static_cast<std::size_t>(read.integer(0));
}

}  // namespace sunbooth::faults
