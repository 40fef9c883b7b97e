// SPDX-License-Identifier: Apache-2.0
#include "tests/damage/center_story.h"

#include "sync/center/intake/submissions.h"
#include "sync/center/registry/center.h"
#include "sync/center/tickets/desk.h"
#include "sync/center/tickets/marks.h"

#include <array>

namespace sunbooth::damage {

using namespace center;

CenterStory::CenterStory() {
    SUNBOOTH_ASSERT(seal::start().ok());
    world_.emplace(23);
    vfs_.emplace(world_->draws());
    center_.emplace(*world_, folder_.path());
    root = center_->disk().root();
    vfs_->mount(center_->disk());
    vfs_->mount(center_->backup_disk());
    center_->found();
    for (const char* name : {"hall-1", "hall-2"}) {
        kiosks_.push_back(std::make_unique<sim::Kiosk>(
            *world_, ledger_, folder_.path() / name, center_->enrol(name),
            [this](sim::Kiosk&, wire::Request request, client::Transport::Done done) {
                carry(std::move(request), done);
            }));
        vfs_->mount(kiosks_.back()->disk());
        kiosks_.back()->start();
    }
    live();
    keys = center_->keys();
    SUNBOOTH_ASSERT(center_->db().checkpoint().ok());
    rows = center_rows(center_->db()).value();
    image = take(center_->disk(), {path()});
    std::vector<Bytes> signs;
    for (const sim::Form& form : ledger_)
        signs.emplace_back(form.id->bytes.begin(), form.id->bytes.end());
    signs.push_back(to_bytes("registered"));
    pages = pages_with(image.at(path()), signs);
    for (const auto& kiosk : kiosks_) kiosk->stop(sim::Loss::Nothing);
    center_->stop(sim::Loss::Nothing);
    kiosks_.clear();
    center_.reset();
    vfs_.reset();
    world_.reset();
}

void CenterStory::live() {
    file(0, sim::make_form(1, domain::RecordKind::Complaint, true));
    file(0, sim::make_form(2, domain::RecordKind::Rating, false));
    file(1, sim::make_form(3, domain::RecordKind::Complaint, false));
    file(1, sim::make_form(4, domain::RecordKind::Complaint, true));
    world_->run_until(world_->now() + std::chrono::minutes{5});
    work(1);
    const domain::RecordId erased = *ledger_.at(3).id;
    SUNBOOTH_ASSERT(
        intake::erase_words(center_->db(), center_->keys(), erased, world_->wall()).ok());
}

void CenterStory::file(std::size_t kiosk, const sim::Form& form) {
    ledger_.push_back(form);
    kiosks_.at(kiosk)->file(ledger_.size() - 1);
}

/// Called, accepted, answered.
void CenterStory::work(std::int64_t ticket) {
    const tickets::Actor actor{"li", {rules::Role::Supervisor, ""}};
    std::array<tickets::Deed, 3> deeds;
    deeds[0].action = rules::Action::Callback;
    deeds[0].outcome = rules::Outcome::Verified;
    deeds[1].action = rules::Action::Accept;
    deeds[2].action = rules::Action::Reply;
    deeds[2].words = "已经督促改正。";
    std::int64_t version = 1;
    for (const tickets::Deed& deed : deeds) {
        const auto done =
            tickets::act(center_->db(), actor, ticket, version++, deed, world_->wall());
        SUNBOOTH_ASSERT(done.ok());
        SUNBOOTH_ASSERT(tickets::mark_events(center_->db(), ticket, center_->keys().center).ok());
    }
}

void CenterStory::carry(wire::Request request, const client::Transport::Done& done) {
    world_->after(milliseconds{5}, [this, request = std::move(request), done] {
        center_->arrive(request, [this, done](wire::Response response) {
            world_->after(milliseconds{5},
                          [done, response = std::move(response)] { done(response); });
        });
    });
}

std::optional<std::string> center_rows(store::Database& db) {
    constexpr std::array<std::string_view, 4> kSelects = {
        R"sql(SELECT row_no || quote(record_id) || quote(digest) || kiosk || epoch || '/' || seq ||
                     quote(previous) || kind || unit || window || topic || category || language ||
                     half_day || filed_told_at_ms || '/' || filed_at_ms || '/' || filed_doubt || '/' ||
                     received_at_ms || quote(sealed) || quote(words) || quote(words_key) ||
                     quote(countersignature) FROM submission ORDER BY row_no)sql",
        R"sql(SELECT quote(record_id) || quote(scale) || level FROM rating ORDER BY record_id)sql",
        R"sql(SELECT id || ticket_no || quote(record_id) || receipt_code || kind || unit || window ||
                     topic || category || language || filed_on || filed_half || has_contact ||
                     profile || state || version || callbacks || '/' || unreached || reply || refusal
                FROM ticket ORDER BY id)sql",
        R"sql(SELECT ticket || '/' || n || '/' || at_ms || type || by || fields || quote(digest)
                FROM ticket_event ORDER BY ticket, n)sql"};
    std::string rows;
    for (const std::string_view sql : kSelects) {
        store::Statement select = db.prepare(sql);
        while (true) {
            const Result<bool> row = select.step();
            if (!row.ok()) return std::nullopt;
            if (!row.value()) break;
            rows += select.text(0) + "\n";
        }
    }
    return rows;
}

}  // namespace sunbooth::damage
