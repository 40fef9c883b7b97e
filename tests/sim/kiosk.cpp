// SPDX-License-Identifier: Apache-2.0
#include "tests/sim/kiosk.h"

#include "sync/wire/routes.h"
#include "sync/wire/signature.h"
#include "tests/sim/vfs.h"

namespace sunbooth::sim {
namespace {

/// Of a question by a citizen; no form has it.
constexpr client::Token kQuestion = ~client::Token{0};

}  // namespace

Kiosk::Kiosk(World& world, Ledger& ledger, std::string root, Provision provision, Carry carry)
    : world_(world),
      ledger_(ledger),
      name_(provision.identity.kiosk.text()),
      provision_(std::move(provision)),
      carry_(std::move(carry)),
      disk_(std::move(root), power_),
      clock_(world) {}

void Kiosk::start() {
    if (is_running() || held_) return;
    ++life_;
    planned_ = Instant::max();
    auto opened =
        client::Courier::open({.outbox = {.path = disk_.root() + "/outbox.db", .vfs = Vfs::name()},
                               .identity = provision_.identity,
                               .root = provision_.root,
                               .key_set = provision_.key_set,
                               .boot_id = "boot-" + std::to_string(boot_)},
                              {.transport = *this,
                               .disk = room_,
                               .outside = {clock_, world_.draws(), log_},
                               .tell = [this](const client::News& news) { hear(news); }});
    if (opened.ok()) courier_ = std::move(opened).value();
    if (!opened.ok() && power_.on()) {
        world_.blame(name_ + " does not open its queue: " + opened.error().line());
    }
    after_turn();
}

void Kiosk::stop(Loss loss) {
    courier_.reset();
    ++life_;
    if (loss == Loss::Unsynced) {
        power_.cut();
        ++boot_;
        clock_.boot();
    }
    disk_.stop(loss, world_.chance());
    power_.restore();
    world_.note(name_ + " stops");
}

Result<wire::Request> Kiosk::enrol_request(const std::string& code) {
    SUNBOOTH_ASSERT(!is_running());
    const auto number = [this]() -> Result<std::uint64_t> {
        Result<client::Outbox> outbox =
            client::Outbox::open({.path = disk_.root() + "/outbox.db", .vfs = Vfs::name()},
                                 provision_.identity, clock_.wall(), world_.draws(), log_);
        if (!outbox.ok()) return outbox.error();
        return outbox.value().next_counter();
    }();
    if (!power_.on()) {
        stop(Loss::Unsynced);
        return Error{ErrorCode::Io, "the power went", ""};
    }
    if (!number.ok()) return number.error();
    const wire::EnrolRequest message{code, name_, provision_.identity.key.public_key};
    wire::Request request{.method = "POST",
                          .path = std::string(wire::route::kEnrol),
                          .query = {},
                          .headers = {{"content-type", "application/json"}},
                          .body = to_bytes(wire::write(message))};
    wire::sign_request(request, name_, number.value(), provision_.identity.key);
    return request;
}

void Kiosk::file(std::size_t form) {
    if (!is_running()) return;
    courier_->handle(client::FileRecord{form + 1, filing_of(ledger_[form])});
    after_turn();
}

void Kiosk::look_up(const domain::ReceiptCode& code, std::function<void(client::News)> answer) {
    asked_ = std::move(answer);
    courier_->handle(client::LookUpReceipt{kQuestion, code});
    after_turn();
}

void Kiosk::send(wire::Request request, Done done) {
    carry_(*this, std::move(request),
           [this, done = std::move(done)](Result<wire::Response> response) {
               if (!is_running()) return;
               done(std::move(response));
               after_turn();
           });
}

/// A screen without power shows nothing, whatever the program still says.
void Kiosk::hear(const client::News& news) {
    if (!power_.on()) return;
    if (const auto* saved = std::get_if<client::Saved>(&news)) {
        Form& form = ledger_[static_cast<std::size_t>(saved->token - 1)];
        form.id = saved->id;
        form.code = saved->code;
        world_.note(name_ + " saved " + saved->code.compact());
    }
    if (const auto* refused = std::get_if<client::NotSaved>(&news)) {
        ledger_[static_cast<std::size_t>(refused->token - 1)].refused = true;
        // A disk that failed twice within an hour is believed to be failing (reliability.md 4.7).
        const bool excused =
            world_.strikes_at("client.commit_unsure") > 0 &&
            (refused->error.code == ErrorCode::Full || refused->error.code == ErrorCode::Io);
        if (!excused) world_.blame(name_ + " refuses a form: " + refused->error.line());
    }
    if (const auto* standing = std::get_if<client::Standing>(&news)) {
        if (standing->quarantined) world_.blame(name_ + " set its queue aside");
        if (standing->parked > 0 && !world_.fell_behind()) {
            world_.blame(name_ + " parked a record");
        }
    }
    if (const auto* changed = std::get_if<client::HallChanged>(&news)) {
        hall_version_ = changed->hall->version;
    }
    const auto* found = std::get_if<client::ReceiptFound>(&news);
    const auto* failed = std::get_if<client::LookUpFailed>(&news);
    if ((found != nullptr || failed != nullptr) && asked_) std::exchange(asked_, nullptr)(news);
}

void Kiosk::after_turn() {
    if (!power_.on()) {
        stop(Loss::Unsynced);
        world_.after(world_.between(std::chrono::seconds{30}, std::chrono::minutes{10}),
                     [this] { start(); });
        return;
    }
    plan_tick();
}

void Kiosk::plan_tick() {
    if (!is_running() || courier_->wake_at() >= planned_) return;
    planned_ = courier_->wake_at();
    world_.after(planned_ - clock_.now(), [this, life = life_, at = planned_] {
        if (life != life_ || at != planned_) return;
        planned_ = Instant::max();
        courier_->tick();
        after_turn();
    });
}

}  // namespace sunbooth::sim
