// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sync/base/clock.h"
#include "sync/base/log.h"
#include "sync/base/random.h"
#include "sync/base/result.h"
#include "sync/base/secret.h"
#include "sync/domain/case.h"
#include "sync/domain/hall.h"
#include "sync/domain/receipt_code.h"
#include "sync/domain/record.h"
#include "sync/domain/terminal.h"
#include "sync/domain/ticket.h"
#include "sync/domain/update.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace sunbooth::client {

// All that the app sees of sync. The UI thread posts commands and drains news once a frame; the
// sync thread owns the queue, the link and the hall feed. Nothing mutable is shared.

/// Ties an answer to its question. Chosen by the app; 0 is never used.
using Token = std::uint64_t;

// --- commands -----------------------------------------------------------------------------------
struct FileRecord {
    Token token;
    domain::Filing filing;
};
struct LookUpReceipt {
    Token token;
    domain::ReceiptCode code;
};
/// `secret` is the last four of the id or phone (4 characters; needs the network) or the query code
/// of the department's receipt (longer; answered from the snapshot when there is no network).
struct LookUpCase {
    Token token;
    std::string case_no;
    SecretText secret;
};
/// All cases of a person with that phone on them. Needs the network. Answered by CasesFound, or
/// LookUpFailed (NotFound, TooMany, Offline).
struct LookUpPerson {
    Token token;
    SecretText id_card;      ///< 18 characters.
    SecretText phone_last4;  ///< 4 digits.
};
/// What the citizen wishes of a filed complaint. Answered by ReceiptFound, or LookUpFailed.
struct MakeWish {
    Token token;
    domain::ReceiptCode code;
    domain::Wish wish;
};
/// A monitor without the badge: only the center knows whether code and PIN belong together.
/// Answered by StaffSignedIn, or LookUpFailed (NotFound, TooMany, Offline).
struct SignInStaff {
    Token token;
    std::string monitor;
    SecretText pin;
};
/// What a monitor filed. Answered by OwnIssues.
struct ListOwnIssues {
    Token token;
    std::string monitor;
};
/// A citizen asks for a person, asks how that stands, or no longer does. Answered by StaffCalled
/// (not when it is called off), or LookUpFailed (Offline).
struct CallStaff {
    enum class What { Ring, Ask, Cancel } what = What::Ring;
    Token token = 0;
};
/// How the machine is, for the center; told again every few minutes. Answered by nothing.
struct TellHealth {
    domain::Machine machine;
};
/// This machine takes updates (kiosk-os alone does), and how it stands with the last one. Parts of
/// a bundle are fetched, and a whole one is handed to the machine, only while it is quiet: the hall
/// is closed and stays so for long enough. Told again every few minutes, after TellHealth. Answered
/// by nothing.
struct TellUpdate {
    domain::Update update;
    bool quiet = false;
};
using Command = std::variant<FileRecord, LookUpReceipt, MakeWish, LookUpCase, LookUpPerson,
                             SignInStaff, ListOwnIssues, CallStaff, TellHealth, TellUpdate>;

// --- news ---------------------------------------------------------------------------------------
/// The record is on disk: committed, synced, sealed and signed. Only this allows "received".
struct Saved {
    Token token;
    domain::RecordId id;
    domain::ReceiptCode code;
    std::string qr;  ///< "SB1.…"
    domain::Date filed_on;
};
/// Nothing was saved; what was typed must stay on the page.
struct NotSaved {
    Token token;
    Error error;
};
/// The state of a filed record. `queued` is set when this kiosk still holds it unsent: then only
/// kind and day are known.
struct ReceiptFound {
    Token token;
    domain::TicketView view;
    bool queued = false;
};
struct CaseFound {
    Token token;
    domain::CaseView view;
    bool from_snapshot = false;  ///< Answered without the network; see view.updated_at.
};
struct CasesFound {
    Token token;
    std::vector<domain::CaseView> cases;  ///< Newest first, at least one; without names.
};
struct LookUpFailed {
    Token token;
    Error error;  ///< NotFound, TooMany (with retry_after), Offline, InvalidInput.
};
struct StaffSignedIn {
    Token token;
};
/// One report of a monitor: number, kind, day and state, never the words.
struct OwnIssue {
    domain::ReceiptCode code = domain::ReceiptCode::of(domain::RecordId{});
    domain::IssueKind kind = domain::IssueKind::Problem;
    domain::Date day;
    /// Queued and Parked: this terminal still holds it. Delivered: the center has it, but did not
    /// say how it stands.
    enum class State {
        Queued,
        Parked,
        Delivered,
        Registered,
        Verified,
        Acted,
        Closed
    } state = State::Queued;
};
struct OwnIssues {
    Token token;
    std::vector<OwnIssue> items;  ///< Newest first, at most 100.
    int this_week = 0;            ///< Filed since Monday.
    bool from_center = false;     ///< False: only what was filed at this terminal.
};
struct StaffCalled {
    Token token;
    enum class State { Nobody, Ringing, Coming, Unheard } state = State::Nobody;
};
/// How the queue and the link stand. Sent on every change.
struct Standing {
    bool online = false;       ///< The last exchange with the center was its own typed answer.
    bool accepting = true;     ///< False: the disk is nearly full or failing; refuse forms.
    std::size_t unsent = 0;    ///< Records that the center does not have yet.
    std::size_t parked = 0;    ///< Refused or in conflict: shown, kept, not sent again.
    std::size_t held = 0;      ///< Stored at the center, not yet backed up there.
    bool quarantined = false;  ///< A damaged queue was set aside at start: call the operator.
    std::optional<domain::RecordId> delivered;  ///< The record whose delivery caused this news.
    bool operator==(const Standing&) const = default;
};
struct HallChanged {
    std::shared_ptr<const domain::Hall> hall;
};
using News = std::variant<Saved, NotSaved, ReceiptFound, CaseFound, CasesFound, LookUpFailed,
                          Standing, HallChanged, StaffSignedIn, OwnIssues, StaffCalled>;

// --- the client ---------------------------------------------------------------------------------
/// What a kiosk must know to reach its center, from its TOML file (app/shell/config.h).
struct Config {
    std::filesystem::path folder;  ///< Queue, key, feed. Made with mode 0700.
    std::string kiosk;             ///< The kiosk's name.
    std::string host;              ///< Center's host name or address, as in its certificate.
    std::uint16_t port = 0;
    std::filesystem::path ca_file;  ///< PEM of the deployment's own CA; nothing else is trusted.
    std::string root_key;           ///< Base64 of the root's Ed25519 key.
    std::string boot_id;            ///< Changes with each start of the machine.
};

/// What the app needs of the outside, for tests to replace.
struct Outside {
    Clock& clock;
    Random& random;
    Log& log;
};

/// The running client. Construct and use on the UI thread; it owns the sync thread.
class Client {
public:
    /// Opens (or makes) the queue and starts the thread. `wake` is called from the sync thread
    /// after news was put into the inbox; it must only poke the UI loop.
    /// @return InvalidInput naming a field of the config; NotFound when this kiosk is not enrolled;
    /// Corrupt when its key is damaged; Io; Unsupported.
    static Result<std::unique_ptr<Client>> start(const Config& config, Outside outside,
                                                 std::function<void()> wake);
    virtual ~Client() = default;  ///< Stops the thread; a running commit is finished first.

    virtual void post(Command command) = 0;
    virtual std::vector<News> drain() = 0;
};

/// The hall as the center signed it last, of a terminal whose client could not start: enough for a
/// page that says where to go instead. Null: no feed was kept, or its file is damaged.
std::shared_ptr<const domain::Hall> last_hall(const Config& config);

/// Enrols this kiosk with a one-time code: makes the key (kept in `folder`, mode 0600), sends the
/// public half, checks the key set against the root. Blocks up to 30 s. A terminal that was revoked
/// comes back by another code, with its key and its queue; a code that is refused changes nothing.
/// @return InvalidInput, Offline, Refused (with the center's words), Conflict while the terminal
/// runs.
Status enrol(const Config& config, const std::string& code, Outside outside);

}  // namespace sunbooth::client
