// SPDX-License-Identifier: Apache-2.0
#include "sync/center/intake/verify.h"

#include "sync/center/fleet/alarms.h"
#include "sync/center/fleet/kiosks.h"
#include "sync/center/intake/marks.h"
#include "sync/seal/record.h"

namespace sunbooth::center::intake {
namespace {

constexpr std::string_view kWalk = R"sql(
    SELECT kiosk, epoch, seq, previous, digest, sealed, record_id, row_no, countersignature
      FROM submission
     UNION ALL
    SELECT kiosk, epoch, seq, previous, digest, sealed, record_id, 0, x''
      FROM parked WHERE in_chain = 1
     ORDER BY 1, 2, 3)sql";

/// One link as it is stored.
struct Link {
    std::string kiosk;
    std::int64_t epoch = 0;
    std::uint64_t seq = 0;
    seal::Digest previous;
    seal::Digest digest;
    std::optional<Bytes> sealed;
    domain::RecordId id;
    std::uint64_t row = 0;
    seal::Signature countersignature;
};

Link link_of(const store::Statement& row) {
    Link link;
    link.kiosk = row.text(0);
    link.epoch = row.integer(1);
    link.seq = static_cast<std::uint64_t>(row.integer(2));
    link.previous = row.fixed<seal::Digest>(3);
    link.digest = row.fixed<seal::Digest>(4);
    if (!row.is_null(5)) link.sealed = row.blob(5);
    link.id = row.fixed<domain::RecordId>(6);
    link.row = static_cast<std::uint64_t>(row.integer(7));
    link.countersignature = row.fixed<seal::Signature>(8);
    return link;
}

/// What is wrong with a row by itself; empty when nothing is.
std::string trouble_in(const Link& link, const seal::Signers& center) {
    if (link.row != 0 &&
        !seal::verify_countersign(link.id, link.digest, link.row, link.countersignature, center)) {
        return "id, digest or number is not what the center countersigned";
    }
    if (!link.sealed) return {};  // Erased: the digest stands for it.
    if (seal::digest(*link.sealed) != link.digest) return "the sealed original was changed";
    const Result<seal::RecordParts> parts = seal::read_record(*link.sealed);
    if (!parts.ok() || parts.value().id != link.id || parts.value().seq != link.seq ||
        parts.value().previous != link.previous || parts.value().kiosk != link.kiosk) {
        return "the columns are not those of the sealed original";
    }
    return {};
}

class Walk {
public:
    Walk(store::Database& db, const seal::Signers& center) : db_(db), center_(center) {}

    /// False once a fault was found.
    Result<bool> visit(Link link);
    Result<bool> end_of_chain();
    ChainReport report;

private:
    Result<bool> check_mark(const Link& link);
    Result<bool> check_place(const Link& link);
    bool fail(const Link& at, std::uint64_t row, std::string what) {
        report.fault = ChainFault{at.kiosk, at.seq, row, std::move(what)};
        return false;
    }

    store::Database& db_;
    const seal::Signers& center_;
    std::optional<Link> last_;
};

/// What the center wrote beside the original, and that nobody else took the original away.
Result<bool> Walk::check_mark(const Link& link) {
    if (link.row != 0) {
        const Result<bool> marked = is_as_marked(db_, link.row, center_);
        if (!marked.ok()) return marked;
        if (!marked.value()) return fail(link, link.row, "a column is not what the center marked");
    }
    if (link.sealed) return true;
    const Result<bool> erased = was_erased(db_, link.id, center_);
    if (!erased.ok()) return erased;
    if (erased.value()) return true;
    return fail(link, link.row, "the sealed original is gone, but nobody erased it");
}

Result<bool> Walk::check_place(const Link& link) {
    const std::uint64_t before = last_ ? last_->seq : 0;
    const seal::Digest head = last_ ? last_->digest : seal::Digest{};
    const bool follows = link.seq == before + 1;
    if (follows && link.previous == head) return true;
    const auto kind = follows ? fleet::AlarmKind::Fork : fleet::AlarmKind::Gap;
    const Result<bool> announced =
        fleet::was_raised(db_, {kind, link.kiosk, link.epoch, link.seq, {}});
    if (!announced.ok()) return announced;
    if (announced.value()) {
        ++report.alarmed;
        return true;
    }
    if (follows) return fail(link, link.row, "it does not follow the record before it");
    return fail(link, 0,
                "the " + std::to_string(link.seq - before - 1) + " records before it are missing");
}

Result<bool> Walk::visit(Link link) {
    if (last_ && (last_->kiosk != link.kiosk || last_->epoch != link.epoch)) {
        const Result<bool> ended = end_of_chain();
        if (!ended.ok() || !ended.value()) return ended;
    }
    if (!last_) ++report.kiosks;
    ++report.records;
    const std::string trouble = trouble_in(link, center_);
    if (!trouble.empty()) return fail(link, link.row, trouble);
    const Result<bool> marked = check_mark(link);
    if (!marked.ok() || !marked.value()) return marked;
    const Result<bool> placed = check_place(link);
    if (!placed.ok() || !placed.value()) return placed;
    last_ = std::move(link);
    return true;
}

/// The center remembers each kiosk's head: a tail cut off here would not reach it.
Result<bool> Walk::end_of_chain() {
    if (!last_) return true;
    const Link last = std::move(*last_);
    last_.reset();
    const Result<fleet::Kiosk> kiosk = fleet::find_kiosk(db_, last.kiosk);
    if (!kiosk.ok()) {
        if (kiosk.error().code != ErrorCode::NotFound) return kiosk.error();
        return fail(last, last.row, "its kiosk is not enrolled");
    }
    if (kiosk.value().epoch != last.epoch) return true;
    if (kiosk.value().head_seq == last.seq && kiosk.value().head == last.digest) return true;
    return fail(last, last.row,
                "it is the last record kept, but the chain's head is number " +
                    std::to_string(kiosk.value().head_seq));
}

/// A chain whose records are all gone has a head and no links.
Result<bool> check_empty_chains(store::Database& db, ChainReport& report) {
    const Result<std::vector<fleet::Standing>> kiosks = fleet::standings(db);
    if (!kiosks.ok()) return kiosks.error();
    constexpr std::string_view kAny = R"sql(
        SELECT 1 FROM submission WHERE kiosk = :kiosk AND epoch = :epoch
         UNION ALL
        SELECT 1 FROM parked WHERE kiosk = :kiosk AND epoch = :epoch AND in_chain = 1)sql";
    for (const fleet::Standing& kiosk : kiosks.value()) {
        if (kiosk.head_seq == 0) continue;
        store::Statement any = db.prepare(kAny);
        const Result<bool> row = any.bind(":kiosk", kiosk.name).bind(":epoch", kiosk.epoch).step();
        if (!row.ok()) return row.error();
        if (row.value()) continue;
        report.fault = ChainFault{kiosk.name, kiosk.head_seq, 0, "no record of the chain is kept"};
        return false;
    }
    return true;
}

}  // namespace

Result<ChainReport> verify_chains(store::Database& db, const seal::Signers& center) {
    Walk walk(db, center);
    store::Statement select = db.prepare(kWalk);
    while (true) {
        const Result<bool> row = select.step();
        if (!row.ok()) return row.error().in("intake.verify_chains");
        const Result<bool> good = row.value() ? walk.visit(link_of(select)) : walk.end_of_chain();
        if (!good.ok()) return good.error().in("intake.verify_chains");
        if (!good.value()) return walk.report;
        if (!row.value()) break;
    }
    const Result<bool> good = check_empty_chains(db, walk.report);
    if (!good.ok()) return good.error().in("intake.verify_chains");
    return walk.report;
}

}  // namespace sunbooth::center::intake
