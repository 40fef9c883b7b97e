// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/client/client.h"
#include "sync/client/engine.h"
#include "sync/client/outbox.h"
#include "sync/client/transport.h"
#include "sync/client/trust.h"
#include "sync/client/update_shelf.h"
#include "sync/store/disk_space.h"

#include <functional>
#include <memory>

namespace sunbooth::client {

/// What a courier is told at its start.
struct CourierSetup {
    OutboxOptions outbox;
    Identity identity;
    seal::SigningPublicKey root;
    Bytes key_set;  ///< keyset/1 as enrolment brought it.
    std::string boot_id;
    Policy policy = {};
};

/// What a courier works with; all outlive it.
struct CourierWorld {
    Transport& transport;
    store::DiskSpace& disk;
    Outside outside;
    std::function<void(News)> tell;
    /// The envelope of a feed that was taken, for whoever keeps it beside the queue; or nothing.
    std::function<void(ByteView)> keep_feed = {};
};

/// Everything that the sync thread does, without a thread or a socket: files records, carries them
/// to the center, applies its answers, answers look-ups, keeps the hall feed. The driver calls
/// tick() at wake_at(); the simulator is a driver too. One thread. A response that comes after the
/// courier's end is dropped.
class Courier {
public:
    /// Opens and checks the queue. Tells the kept hall and the first standing at once.
    /// @return as Outbox::open and Trust::open.
    static Result<std::unique_ptr<Courier>> open(const CourierSetup& setup,
                                                 const CourierWorld& world);

    void handle(const Command& command);
    void tick();
    Instant wake_at() const;

    /// The last time that the center signed and this kiosk kept: a lower bound of the true time.
    std::optional<WallTime> center_time() const { return center_time_; }
    Outbox* outbox() { return outbox_ ? &*outbox_ : nullptr; }

private:
    /// An exchange of the engine's that is under way.
    struct Exchange {
        std::uint64_t number = 0;
        Lane lane = Lane::Records;
        std::vector<SentRecord> sent;
    };
    Courier(const CourierSetup& setup, const CourierWorld& world)
        : setup_(setup), world_(world), engine_(world.outside.random, setup.policy) {}

    // courier.cpp: the queue and the engine
    Status open_queue();
    WallTime wall() const;
    void file(const FileRecord& command);
    Status commit(const PreparedRecord& prepared);
    void hear(const TellHealth& told);
    void hear(const TellUpdate& told);
    void reopen(const Error& why);
    void turn(Event event);
    Queued queue();
    void look_at_disk();
    bool drop_ballast(const Error& failed);
    bool accepting() const;
    void announce(std::optional<domain::RecordId> delivered);

    // courier_exchange.cpp: what goes to the center, and what comes back
    Result<wire::Request> request_for(const Send& send);
    Result<wire::Request> batch_request(const Send& send);
    Result<wire::Request> health_request();
    /// Signed, with a JSON body.
    Result<wire::Request> post_request(std::string_view path, const std::string& body);
    Result<wire::Request> feed_request(std::string_view path, std::string_view tag_name);
    Status sign(wire::Request& request);
    void dispatch(const Send& send, wire::Request request);
    void on_response(std::uint64_t number, const Result<wire::Response>& response);
    Status take(const wire::Response& response);
    Status take_batch(const wire::Response& response);
    Status take_hall(const wire::Response& response);
    Status take_snapshot(const wire::Response& response);
    Result<Applied> apply(const wire::BatchAnswer& answer);
    void tidy();
    bool is_genuine(const wire::Response& response) const;
    Error refusal(const wire::Response& response);

    // courier_aside.cpp: queues that were set aside
    Result<wire::Request> aside_request();
    Status take_aside(const wire::Response& response);

    // courier_look_up.cpp: questions that a visitor waits for
    void look_up(const LookUpReceipt& question);
    void make_wish(const MakeWish& wish);
    void ask_record(std::string_view path, std::string body, Token token);
    void look_up(const LookUpCase& question);
    void look_up(const LookUpPerson& question);
    // courier_staff.cpp: monitors at the terminal, and citizens who ask for a person
    void sign_in(const SignInStaff& question);
    void list_own(const ListOwnIssues& question);
    void call_staff(const CallStaff& call);
    void note_own(const domain::Issue& issue, const PreparedRecord& record);
    Result<std::vector<OwnIssue>> own_issues(const std::string& monitor);
    Result<News> own_at_center(const ListOwnIssues& question, const wire::Response& response);
    Result<News> own_at_terminal(const ListOwnIssues& question);

    // courier_update.cpp: another image for the machine
    Result<wire::Request> update_request();
    Status take_update(const wire::Response& response);
    Status take_offer(const wire::UpdateOffer& offer);
    Status take_part(const wire::Response& response);
    Status hand_over();
    bool may_fetch() const;
    domain::Update update_now() const;

    using Read = std::function<Result<News>(const wire::Response&)>;
    using Otherwise = std::function<Result<News>(const Error&)>;
    void ask(std::string_view path, std::string body, Token token, Read read, Otherwise otherwise);
    News answer_of(const Result<wire::Response>& response, Token token, const Read& read,
                   const Otherwise& otherwise);
    Result<News> from_snapshot(const LookUpCase& question, const Error& why);

    CourierSetup setup_;
    CourierWorld world_;
    Engine engine_;
    std::optional<Outbox> outbox_;  ///< Nothing while the disk fails.
    std::optional<Trust> trust_;
    std::optional<domain::Machine> machine_;  ///< As the app told it last.
    std::optional<Exchange> exchange_;
    std::optional<UpdateShelf> shelf_;  ///< Once this machine was said to take updates.
    domain::Update update_;             ///< As the machine told it last.
    std::string unfit_;    ///< A version that cannot be had here: no room, or it comes wrong.
    std::string spoiled_;  ///< A version that came wrong once.
    bool quiet_ = false, asks_part_ = false, more_ = false;
    std::optional<WallTime> center_time_;
    std::optional<Instant> last_failure_;  ///< Of the disk.
    bool stopped_ = false;                 ///< The disk failed twice within an hour.
    /// Its visitor was told "not saved" while the queue could not be opened to look.
    std::optional<domain::RecordId> refused_;
    bool roomy_ = true;
    bool online_ = false;
    bool ballast_ = false;
    AsideFile aside_sent_;  ///< How far the center has the file that is on its way.
    OutboxCounts counts_;
    std::optional<Standing> told_;
    Instant engine_wake_ = Instant::max();
    Instant look_at_ = Instant::min();
    std::shared_ptr<const bool> alive_ = std::make_shared<const bool>(true);
};

}  // namespace sunbooth::client
