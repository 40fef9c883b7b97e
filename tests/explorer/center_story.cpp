// SPDX-License-Identifier: Apache-2.0
#include "sync/center/intake/verify.h"
#include "sync/center/registry/center.h"
#include "tests/explorer/story.h"
#include "tests/sim/center.h"
#include "tests/sim/kiosk.h"

#include <map>
#include <set>
#include <unistd.h>

namespace sunbooth::explorer {
namespace {

using domain::RecordId;

/// A folder of the real system, for the center's keys.
class KeyFolder {
public:
    KeyFolder() {
        std::string name = (std::filesystem::temp_directory_path() / "sunbooth-XXXXXX").string();
        SUNBOOTH_ASSERT(mkdtemp(name.data()) != nullptr);
        path = name;
    }
    ~KeyFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path, ignored);
    }
    std::filesystem::path path;
};

/// What the checks know: which records the center had answered by when, and its public key.
struct Past {
    std::map<RecordId, Moment> answered;
    Moment founded = 0;  ///< `init` was done, the kiosks enrolled.
    seal::SigningPublicKey key;
    std::string folder;
};

/// Two kiosks and a center in good weather; the center's disk is recorded.
class Teller {
public:
    Teller() : world_(9), vfs_(world_.draws()), center_(world_, keys_.path) {
        vfs_.mount(center_.disk());
        vfs_.mount(center_.backup_disk());
        center_.disk().record(&operations_);
        center_.found();
        for (const char* name : {"hall-1", "hall-2"}) {
            kiosks_.push_back(std::make_unique<sim::Kiosk>(
                world_, ledger_, keys_.path / name, center_.enrol(name),
                [this](sim::Kiosk&, wire::Request request, client::Transport::Done done) {
                    carry(std::move(request), std::move(done));
                }));
            vfs_.mount(kiosks_.back()->disk());
            kiosks_.back()->start();
        }
        past_.key = center_.keys().center.public_key;
        past_.folder = center_.disk().root();
        past_.founded = operations_.size();
    }
    ~Teller() {
        for (const auto& kiosk : kiosks_) kiosk->stop(sim::Loss::Nothing);
        center_.stop(sim::Loss::Nothing);
    }

    void tell() {
        for (int round = 0; round < 4; ++round) {
            for (std::size_t form = 0; form < 5; ++form) file(form % 2);
            pass(std::chrono::seconds{20});
            center_.back_up();
            pass(std::chrono::minutes{6});
            if (round == 1) restart();
        }
    }

    std::vector<sim::Operation> take_operations() { return std::move(operations_); }
    const Past& past() const { return past_; }

private:
    void file(std::size_t kiosk) {
        const auto kind =
            ledger_.size() % 3 == 2 ? domain::RecordKind::Rating : domain::RecordKind::Complaint;
        ledger_.push_back(sim::make_form(ledger_.size() + 1, kind, true));
        kiosks_[kiosk]->file(ledger_.size() - 1);
    }

    void restart() {
        center_.stop(sim::Loss::Nothing);
        center_.start();
    }

    void carry(wire::Request request, const client::Transport::Done& done) {
        world_.after(milliseconds{5}, [this, request = std::move(request), done] {
            center_.arrive(request, [this, done](wire::Response response) {
                note_answered();
                world_.after(milliseconds{5},
                             [done, response = std::move(response)] { done(response); });
            });
        });
    }

    void pass(milliseconds span) { world_.run_until(world_.now() + span); }

    /// An answer goes out: all that is stored was promised, from this moment on.
    void note_answered() {
        store::Statement select = center_.db().prepare("SELECT record_id FROM submission");
        while (true) {
            const Result<bool> row = select.step();
            SUNBOOTH_ASSERT(row.ok());
            if (!row.value()) return;
            past_.answered.try_emplace(select.fixed<RecordId>(0), operations_.size());
        }
    }

    KeyFolder keys_;
    sim::World world_;
    sim::Vfs vfs_;
    sim::Ledger ledger_;
    sim::Center center_;
    std::vector<std::unique_ptr<sim::Kiosk>> kiosks_;
    std::vector<sim::Operation> operations_;
    Past past_;
};

// --- checks -----------------------------------------------------------------------------------

/// With synchronous off even the tables may be gone.
bool has_table(store::Database& db, std::string_view name) {
    store::Statement select = db.prepare("SELECT 1 FROM sqlite_master WHERE name = :name");
    const Result<bool> row = select.bind(":name", name).step();
    return row.ok() && row.value();
}

Result<std::set<RecordId>> ids_of(store::Database& db, std::string_view table,
                                  std::string_view sql) {
    if (!has_table(db, table)) return Error{ErrorCode::Corrupt, "a table is gone", ""};
    store::Statement select = db.prepare(sql);
    std::set<RecordId> ids;
    while (true) {
        const Result<bool> row = select.step();
        if (!row.ok()) return row.error();
        if (!row.value()) return ids;
        ids.insert(select.fixed<RecordId>(0));
    }
}

Result<store::Database> open_whole(const std::string& path) {
    Result<store::Database> db = store::Database::open(path, {.exclusive = true});
    if (!db.ok()) return db;
    const Status whole = db.value().check_indexes();
    if (!whole.ok()) return whole.error();
    return db;
}

std::optional<std::string> check_rows(const Past& past, Moment moment) {
    Result<store::Database> center = open_whole(past.folder + "/center.db");
    if (!center.ok()) return "center.db: " + center.error().line();
    Result<store::Database> vault = open_whole(past.folder + "/vault/vault.db");
    if (!vault.ok()) return "vault.db: " + vault.error().line();
    if (moment < past.founded) return std::nullopt;
    const auto stored = ids_of(center.value(), "submission", "SELECT record_id FROM submission");
    const auto tickets = ids_of(center.value(), "ticket_event",
                                "SELECT record_id FROM ticket JOIN ticket_event ON ticket = id "
                                "WHERE n = 1");
    const auto contacts = ids_of(vault.value(), "contact", "SELECT record_id FROM contact");
    if (!stored.ok()) return "submissions: " + stored.error().line();
    if (!tickets.ok()) return "tickets: " + tickets.error().line();
    if (!contacts.ok()) return "contacts: " + contacts.error().line();
    for (const auto& [id, answered] : past.answered) {
        if (moment >= answered && !stored.value().contains(id)) return "an answered record is lost";
    }
    for (const RecordId& id : stored.value()) {
        if (!tickets.value().contains(id)) return "a record without its ticket";
        if (!contacts.value().contains(id)) return "a record without its contact";
    }
    return std::nullopt;
}

std::optional<std::string> check_opening(const Past& past, Moment moment) {
    Result<store::Database> db = center::registry::open_center(past.folder);
    if (!db.ok()) return "the program cannot open it: " + db.error().line();
    if (moment < past.founded) return std::nullopt;
    const auto report = center::intake::verify_chains(db.value(), past.key);
    if (!report.ok()) return "chains: " + report.error().line();
    if (report.value().fault) return "chain: " + report.value().fault->what;
    return std::nullopt;
}

}  // namespace

Story center_story() {
    SUNBOOTH_ASSERT(seal::start().ok());
    Teller teller;
    teller.tell();
    SUNBOOTH_ASSERT(teller.past().answered.size() == 20);
    Story story;
    story.root = teller.past().folder;
    story.operations = teller.take_operations();
    story.check = [past = teller.past()](Moment moment) { return check_rows(past, moment); };
    story.open = [past = teller.past()](Moment moment) { return check_opening(past, moment); };
    return story;
}

}  // namespace sunbooth::explorer
