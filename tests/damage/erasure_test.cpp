// SPDX-License-Identifier: Apache-2.0
// S-13: what was erased is in no file: not in the tables, not in free pages, not in the log, not in
// a copy made afterwards. What is sealed may be opened one day, so sealed bytes count as well.
#include "sync/base/mutant.h"
#include "sync/center/backups.h"
#include "sync/center/intake/parked.h"
#include "sync/center/intake/quarantine.h"
#include "sync/center/intake/submissions.h"
#include "sync/center/restore.h"
#include "sync/center/verify_store.h"
#include "tests/center/kiosk_world.h"
#include "tests/client/rig.h"

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <unordered_map>

using namespace sunbooth;
using namespace sunbooth::tests;

namespace {

constexpr int kRecords = 60;

/// A piece of bytes that were erased: long enough to be no chance.
constexpr std::size_t kPiece = 24;

/// How many of the pieces stand in any file below the folder. Every piece is looked for, at every
/// place.
class Search {
public:
    explicit Search(const std::filesystem::path& folder) {
        for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
            if (!entry.is_regular_file()) continue;
            std::ifstream in(entry.path(), std::ios::binary);
            std::stringstream bytes;
            bytes << in.rdbuf();
            all_ += bytes.str();
        }
    }

    std::size_t finds(const std::vector<Bytes>& erased) const {
        std::unordered_map<std::uint64_t, std::vector<std::string_view>> pieces;
        for (const Bytes& bytes : erased) {
            for (std::size_t at = 0; at + kPiece <= bytes.size(); at += kPiece) {
                const std::string_view piece = as_text(ByteView(bytes).subspan(at, kPiece));
                pieces[beginning(piece)].push_back(piece);
            }
        }
        std::size_t found = 0;
        for (std::size_t at = 0; at + kPiece <= all_.size(); ++at) {
            const std::string_view here = std::string_view(all_).substr(at, kPiece);
            const auto alike = pieces.find(beginning(here));
            if (alike == pieces.end()) continue;
            found += static_cast<std::size_t>(std::ranges::count(alike->second, here));
        }
        return found;
    }
    std::size_t bytes() const { return all_.size(); }

private:
    static std::uint64_t beginning(std::string_view piece) {
        std::uint64_t first = 0;
        std::memcpy(&first, piece.data(), sizeof(first));
        return first;
    }
    std::string all_;
};

Bytes column(store::Database& db, std::string_view sql, const domain::RecordId& id) {
    store::Statement select = db.prepare(sql);
    const Result<bool> row = select.bind(":id", id.view()).step();
    REQUIRE(row.ok());
    REQUIRE(row.value());
    return select.blob(0);
}

struct Leftovers {
    std::size_t before = 0;  ///< Pieces found while they should be there.
    std::size_t after = 0;
    std::size_t bytes = 0;  ///< Searched.
    bool verifies = false;
};

/// A center erases every second of its records, words and contact, and is copied.
Leftovers erase_at_center() {
    Deployment center;
    TestKiosk kiosk(center, "hall-1");
    std::vector<domain::RecordId> ids;
    for (int i = 0; i < kRecords; ++i) {
        const std::string words(static_cast<std::size_t>(20 + i * 7), 'w');
        const Bytes record = kiosk.make(complaint(words, "13987654321"));
        REQUIRE(kiosk.send_one(record).row != 0);
        ids.push_back(id_of(record));
    }
    std::vector<Bytes> erased;
    Leftovers left;
    for (std::size_t i = 0; i < ids.size(); i += 2) {
        Bytes record =
            column(center.db(), "SELECT sealed FROM submission WHERE record_id = :id", ids[i]);
        const seal::RecordParts parts = seal::read_record(record).value();
        erased.push_back(parts.content_box);
        erased.push_back(parts.contact_box);  // In the record and in the vault.
        for (const char* sql : {"SELECT words FROM submission WHERE record_id = :id",
                                "SELECT words_key FROM submission WHERE record_id = :id"}) {
            erased.push_back(column(center.db(), sql, ids[i]));
        }
    }
    // A damaged queue that the terminal sent: forms are in it as well.
    Bytes queue(50'000);
    center.random.fill(queue);
    for (Bytes& piece : send_queue(center, kiosk, "quarantine-1793577600", queue, queue.size())) {
        erased.push_back(std::move(piece));
    }
    // A form that could not be taken in: its words and its contact lie in it, sealed.
    domain::Complaint unknown = complaint(std::string(700, 'w'), "13987654321");
    unknown.topic = "no-such";
    const Bytes parked = kiosk.make(unknown);
    REQUIRE(kiosk.send_one(parked).row == 0);
    erased.push_back(seal::read_record(parked).value().content_box);
    erased.push_back(seal::read_record(parked).value().contact_box);
    // What a restore replaced: every record as it stood, those that are erased later among them.
    const std::filesystem::path replaced =
        center.folder() / ("replaced-" + std::to_string(to_ms(center.wall)));
    std::filesystem::create_directories(replaced);
    REQUIRE(center::copy_center(center.folder(), replaced).ok());
    {
        const Search search(center.folder());
        left.before = search.finds(erased);
    }
    REQUIRE(center::forget_replaced(center.folder(), center.wall).value() == 0);
    center.pass(milliseconds{1});
    REQUIRE(center::forget_replaced(center.folder(), center.wall).value() == 1);
    REQUIRE(center::intake::erase_parked(center.db(), center.keys(), 1, center.wall).ok());
    const domain::Date today = domain::date_of(center.wall);
    REQUIRE(center::intake::erase_quarantine(center.db(), 1, today).ok());
    for (std::size_t i = 0; i < ids.size(); i += 2) {
        REQUIRE(center::intake::erase_words(center.db(), center.keys(), ids[i], center.wall).ok());
        REQUIRE(center.vault().erase(ids[i]).ok());
    }
    REQUIRE(center.db().checkpoint().ok());
    const std::filesystem::path copy = center.folder() / "copy";
    std::filesystem::create_directories(copy);
    REQUIRE(center::copy_center(center.folder(), copy).ok());
    const Search search(center.folder());
    left.after = search.finds(erased);
    left.bytes = search.bytes();
    left.verifies = center::verify_store(center.db(), center.keys()).ok();
    return left;
}

/// A terminal whose records are backed up at its center lets go of them by itself.
Leftovers erase_at_kiosk() {
    test::Rig rig;
    std::vector<Bytes> erased;
    Leftovers left;
    for (int i = 0; i < kRecords; ++i) {
        rig.file(std::string(static_cast<std::size_t>(20 + i * 7), 'w'));
        erased.push_back(column(rig.courier->outbox()->database(),
                                "SELECT payload FROM record WHERE id = :id",
                                rig.last<client::Saved>().id));
    }
    {
        const Search search(rig.folder.path());
        left.before = search.finds(erased);
    }
    rig.exchange();
    rig.center.back_up();
    rig.live(std::chrono::minutes{30});
    REQUIRE(rig.counts().held == 0);
    const Search search(rig.folder.path());
    left.after = search.finds(erased);
    left.bytes = search.bytes();
    rig.start();
    left.verifies = rig.courier->outbox()->quarantined().empty();
    return left;
}

}  // namespace

TEST_CASE("damage S-13: what was erased is in no file, and the chains still hold") {
    const Leftovers center = erase_at_center();
    const Leftovers kiosk = erase_at_kiosk();
    MESSAGE("S-13: center " << center.before << " pieces before, " << center.after << " after in "
                            << center.bytes << " bytes; terminal " << kiosk.before << " before, "
                            << kiosk.after << " after in " << kiosk.bytes << " bytes");
    CHECK(center.before > 0);
    CHECK(center.after == 0);
    CHECK(center.verifies);
    CHECK(kiosk.before > 0);
    CHECK(kiosk.after == 0);
    CHECK(kiosk.verifies);
}

TEST_CASE("damage S-13: catches a center that only marks something as erased") {
    for (const char* mutant :
         {"intake.keeps_erased_queue", "intake.keeps_erased_parked", "restore.keeps_replaced"}) {
        const MutantScope on(mutant);
        const Leftovers center = erase_at_center();
        MESSAGE("S-13, mutant " << std::string(mutant) << ": " << center.after << " pieces left");
        CHECK(center.after > 0);
    }
}

TEST_CASE("damage S-13: catches a store that only forgets where the bytes are") {
    const MutantScope on("store.secure_delete_off");
    const Leftovers center = erase_at_center();
    const Leftovers kiosk = erase_at_kiosk();
    MESSAGE("S-13, mutant store.secure_delete_off: center " << center.after << ", terminal "
                                                            << kiosk.after << " pieces left");
    CHECK(center.after > 0);
    CHECK(kiosk.after > 0);
}
