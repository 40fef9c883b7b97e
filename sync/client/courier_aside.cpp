// SPDX-License-Identifier: Apache-2.0
// What was set aside goes to the center, sealed, piece by piece, when nothing else is waiting.
#include "sync/base/mutant.h"
#include "sync/client/courier.h"
#include "sync/wire/quarantine.h"
#include "sync/wire/routes.h"

namespace sunbooth::client {

Result<wire::Request> Courier::aside_request() {
    const std::optional<AsideFile> file = outbox_->next_aside();
    if (!file) return Error{ErrorCode::NotFound, "nothing was set aside", ""};
    if (aside_sent_.name != file->name) aside_sent_ = {file->name, 0};
    const std::uint64_t offset = std::min(aside_sent_.size, file->size - 1);
    const Result<Bytes> plain = outbox_->read_aside(*file, offset, wire::kPieceBytes);
    if (!plain.ok()) return plain.error();
    const seal::BoxPublicKey& intake = trust_->keys().intake;
    const wire::QuarantinePiece piece{file->name, file->size, offset, seal::name_of(intake),
                                      seal::seal_bytes(plain.value(), intake)};
    return post_request(wire::route::kQuarantine, wire::write(piece));
}

Status Courier::take_aside(const wire::Response& response) {
    if (response.status != 200 || !is_genuine(response)) return refusal(response);
    const auto answer = wire::read_quarantine_answer(as_text(response.body));
    if (!answer.ok()) return answer.error();
    const std::optional<AsideFile> file = outbox_->next_aside();
    if (!file || file->name != aside_sent_.name) return ok_status();
    aside_sent_.size = answer.value().have;
    const bool whole = aside_sent_.size >= file->size || mutant("client.aside_after_one_piece");
    if (!whole) return ok_status();
    world_.outside.log.info("outbox.quarantine_delivered", {{"file", file->name}});
    return outbox_->aside_is_whole(*file, answer.value().generation);
}

}  // namespace sunbooth::client
