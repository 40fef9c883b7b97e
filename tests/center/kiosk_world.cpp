// SPDX-License-Identifier: Apache-2.0
#include "tests/center/kiosk_world.h"

#include "sync/center/fleet/enrolment.h"
#include "sync/center/intake/again.h"
#include "sync/center/intake/quarantine.h"
#include "sync/center/registry/hall.h"
#include "sync/store/in_transaction.h"
#include "sync/wire/content.h"

namespace sunbooth::tests {

using namespace center;

Deployment::Deployment() {
    REQUIRE(seal::start().ok());
    const auto callback = vault::found_vault(folder(), random);
    REQUIRE(callback.ok());
    auto keys = registry::make_keys(folder(), callback.value(), random);
    REQUIRE(keys.ok());
    keys_ = std::move(keys).value();
    auto opened = vault::LocalVault::open(folder());
    REQUIRE(opened.ok());
    vault_ = std::move(opened).value();
    REQUIRE(registry::found_center(db(), random).ok());
    REQUIRE(registry::import_hall(db(), source_file("assets/demo/hall.json"), wall).ok());
}

void Deployment::close() {
    vault_.reset();
    center_.close();
}

void Deployment::reopen() {
    close();
    center_.reopen();
    auto opened = vault::LocalVault::open(folder());
    REQUIRE(opened.ok());
    vault_ = std::move(opened).value();
    auto keys = registry::load_keys(folder());
    REQUIRE(keys.ok());
    keys_ = std::move(keys).value();
}

std::int64_t Deployment::number(std::string_view sql) {
    store::Statement select = db().prepare(sql);
    const Result<bool> row = select.step();
    REQUIRE(row.ok());
    REQUIRE(row.value());
    return select.integer(0);
}

int Deployment::judge_parked() {
    constexpr int kPage = 3;  // Small, so that there is more than one.
    int taken = 0;
    std::int64_t after = 0;
    while (true) {
        const auto judged = intake::judge_parked({db(), keys(), vault(), random}, after, kPage);
        REQUIRE(judged.ok());
        const auto some = store::in_transaction(
            db(), [&] { return intake::take_parked(db(), keys(), judged.value().good, wall); });
        REQUIRE(some.ok());
        taken += some.value();
        after = judged.value().last;
        if (judged.value().is_end) return taken;
    }
}

TestKiosk::TestKiosk(Deployment& center, std::string its_name)
    : key(seal::make_signing_key(center.random)), name(std::move(its_name)), center_(center) {
    const auto code = fleet::make_code(center.db(), name, center.random, center.wall);
    REQUIRE(code.ok());
    REQUIRE(fleet::enrol(center.db(), {name, code.value(), key.public_key, 1}, center.wall).ok());
}

Bytes TestKiosk::make(const domain::Filing& filing, const Odd& odd) {
    const domain::FiledAt filed =
        odd.filed.value_or(domain::FiledAt{center_.wall, center_.now, kBoot});
    const wire::Boxes boxes = wire::write_boxes(filing, filed);
    const seal::KeySet& to = center_.keys().set;
    const std::string content = odd.content.value_or(std::string(boxes.content.view()));
    seal::RecordParts parts;
    parts.kind = domain::kind_of(filing);
    center_.random.fill(parts.id.bytes);
    if (odd.id) parts.id = *odd.id;
    parts.seq = odd.seq.value_or(memory.seq + 1);
    parts.previous = odd.previous.value_or(memory.head);
    parts.kiosk = odd.kiosk.value_or(name);
    parts.intake_key = seal::name_of(to.intake);
    parts.callback_key = seal::name_of(to.callback);
    parts.content_box =
        seal::seal_padded(as_bytes(content), odd.content_to.value_or(to.intake)).value();
    parts.contact_box =
        seal::seal_padded(as_bytes(boxes.contact.view()), odd.contact_to.value_or(to.callback))
            .value();
    Bytes record = seal::write_record(parts, odd.signed_by.value_or(key));
    memory = {parts.seq, seal::digest(record)};
    return record;
}

Result<intake::Committed> TestKiosk::send(std::vector<Bytes> records) {
    const auto kiosk = fleet::find_kiosk(center_.db(), name);
    if (!kiosk.ok()) return kiosk.error();
    const auto checked =
        intake::check_batch({center_.db(), center_.keys(), center_.vault(), center_.random},
                            kiosk.value(), {center_.wall, center_.now, kBoot, std::move(records)});
    if (!checked.ok()) return checked.error();
    Result<store::Transaction> transaction = store::Transaction::begin(center_.db());
    if (!transaction.ok()) return transaction.error();
    auto committed =
        intake::commit_batch(center_.db(), center_.keys(), checked.value(), center_.wall);
    if (!committed.ok()) return committed;
    const Status done = transaction.value().commit();
    if (!done.ok()) return done.error();
    return committed;
}

wire::RecordVerdict TestKiosk::send_one(const Bytes& record) {
    const auto committed = send({record});
    REQUIRE(committed.ok());
    REQUIRE(committed.value().answer.verdicts.size() == 1);
    return committed.value().answer.verdicts.front();
}

domain::Complaint complaint(std::string_view text, std::string_view phone) {
    domain::Complaint filed;
    filed.topic = "slow";
    filed.window = "2";
    filed.text = SecretText(text);
    filed.phone = SecretText(phone);
    return filed;
}

domain::Rating rating(int level, std::vector<std::string> tags) {
    domain::Rating filed;
    filed.window = "3";
    filed.scale = "national-5";
    filed.level = level;
    filed.tags = std::move(tags);
    return filed;
}

std::string next_demo_hall() {
    std::string hall = source_file("assets/demo/hall.json");
    const std::pair<std::string, std::string> edits[] = {
        {R"("version": 1)", R"("version": 2)"},
        {R"("code": "slow")", R"("code": "late")"},
        {R"({ "code": "1", "unit": "zwfw")",
         R"({ "code": "77", "unit": "zwfw", "name": { "zh": "新窗口" } }, { "code": "1", "unit": "zwfw")"},
        {R"("code": "1002", "point")", R"("code": "1077", "point")"}};
    for (const auto& [from, to] : edits) {
        REQUIRE(hall.find(from) != std::string::npos);
        hall.replace(hall.find(from), from.size(), to);
    }
    return hall;
}

domain::RecordId id_of(ByteView record) {
    const auto parts = seal::read_record(record);
    REQUIRE(parts.ok());
    return parts.value().id;
}

std::vector<Bytes> send_queue(Deployment& center, const TestKiosk& kiosk, const std::string& file,
                              const Bytes& queue, std::size_t bytes) {
    const seal::BoxPublicKey& intake = center.keys().intake.public_key;
    const auto sender = center::fleet::find_kiosk(center.db(), kiosk.name);
    REQUIRE(sender.ok());
    std::vector<Bytes> sealed;
    for (std::size_t at = 0; at < bytes; at += wire::kPieceBytes) {
        const ByteView plain = ByteView(queue).subspan(
            at, std::min<std::size_t>(wire::kPieceBytes, queue.size() - at));
        sealed.push_back(seal::seal_bytes(plain, intake));
        auto checked = center::intake::check_piece(
            center.keys(), {file, queue.size(), at, seal::name_of(intake), sealed.back()});
        REQUIRE(checked.ok());
        REQUIRE(
            center::intake::keep_piece(center.db(), sender.value(), checked.value(), center.wall)
                .ok());
    }
    return sealed;
}

}  // namespace sunbooth::tests
