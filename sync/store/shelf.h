// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <string_view>

struct sqlite3_stmt;

namespace sunbooth::store {

/// Prepared statements that wait for their next use, by their text. Reading SQL costs more than
/// most of our statements do. One thread, that of the database.
class Shelf {
public:
    Shelf() = default;
    Shelf(const Shelf&) = delete;
    Shelf& operator=(const Shelf&) = delete;
    ~Shelf() { close(); }

    /// A statement of this text that nobody uses; null when there is none.
    sqlite3_stmt* take(std::string_view sql);
    /// Takes a statement back: reset, its bindings freed, or finalized when it is not worth
    /// keeping.
    void put(sqlite3_stmt* statement);
    /// Finalizes all, and everything that is put back later.
    void close();

private:
    std::multimap<std::string, sqlite3_stmt*, std::less<>> ready_;
    bool open_ = true;
};

}  // namespace sunbooth::store
