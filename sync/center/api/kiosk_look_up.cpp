// SPDX-License-Identifier: Apache-2.0
#include "sync/center/api/kiosk_request.h"
#include "sync/center/cases/cases.h"
#include "sync/center/fleet/guesses.h"
#include "sync/center/intake/submissions.h"
#include "sync/center/monitoring/issues.h"
#include "sync/center/tickets/marks.h"
#include "sync/center/tickets/tickets.h"
#include "sync/domain/receipt_code.h"
#include "sync/wire/messages.h"
#include "sync/wire/routes.h"
#include "sync/wire/snapshot.h"

namespace sunbooth::center::api {
namespace {

Result<wire::Response> receipt(Context& context, const wire::Request& request,
                               const Caller& caller) {
    const auto question = wire::read_receipt_question(as_text(request.body));
    if (!question.ok()) return question.error();
    const auto code = domain::ReceiptCode::parse(question.value().code);
    if (!code.ok()) return code.error();
    const std::string& kiosk = caller.kiosk.name;
    const Status may = fleet::may_look_up(context.db, kiosk, context.wall);
    if (!may.ok()) return may.error();
    auto view = tickets::view_by_receipt(context.db, code.value().compact(), context.wall);
    // Good ratings need no handling and have no ticket, but their citizen holds a receipt too.
    if (!view.ok() && view.error().code == ErrorCode::NotFound) {
        view = intake::rating_by_receipt(context.db, code.value());
    }
    if (!view.ok() && view.error().code == ErrorCode::NotFound) {
        view = monitoring::view_by_receipt(context.db, code.value().compact());
    }
    if (view.ok()) return json_response(200, wire::write(view.value()));
    if (view.error().code == ErrorCode::NotFound) {
        const Status counted = fleet::count_miss(context.db, kiosk, context.wall);
        if (!counted.ok()) return counted.error();
    }
    return view.error();
}

/// The same limit as for looking up: a code that is not there is a guess.
Result<wire::Response> wish(const KioskServices& services, Context& context,
                            const wire::Request& request, const Caller& caller) {
    const auto asked = wire::read_wish_request(as_text(request.body));
    if (!asked.ok()) return asked.error();
    const auto code = domain::ReceiptCode::parse(asked.value().code);
    if (!code.ok()) return code.error();
    const Status may = fleet::may_look_up(context.db, caller.kiosk.name, context.wall);
    if (!may.ok()) return may.error();
    const std::string compact = code.value().compact();
    const auto done = tickets::make_wish(context.db, compact, asked.value().wish, context.wall);
    if (!done.ok()) {
        if (done.error().code != ErrorCode::NotFound) return done.error();
        const Status counted = fleet::count_miss(context.db, caller.kiosk.name, context.wall);
        return counted.ok() ? done.error() : counted.error();
    }
    for (const std::int64_t ticket : done.value()) {
        const Status marked = tickets::mark_events(context.db, ticket, services.keys.center);
        if (!marked.ok()) return marked.error();
    }
    const auto view = tickets::view_by_receipt(context.db, compact, context.wall);
    if (!view.ok()) return view.error();
    return json_response(200, wire::write(view.value()));
}

Result<wire::Response> one_case(const seal::SecretKey& key, Context& context,
                                const wire::Request& request, const Caller& caller) {
    const auto question = wire::read_case_question(as_text(request.body));
    if (!question.ok()) return question.error();
    const auto view = cases::look_up(
        context.db, key, {question.value().case_no, question.value().last4, caller.kiosk.name},
        context.wall);
    if (!view.ok()) return view.error();
    return json_response(200, wire::write(view.value()));
}

/// All cases of a person. The same answer whether nobody knows the person or the phone is another.
Result<wire::Response> cases_of_person(const seal::SecretKey& key, Context& context,
                                       const wire::Request& request, const Caller& caller) {
    const auto question = wire::read_person_question(as_text(request.body));
    if (!question.ok()) return question.error();
    const auto found = cases::look_up_person(
        context.db, key,
        {question.value().id_card, question.value().phone_last4, caller.kiosk.name}, context.wall);
    if (!found.ok()) return found.error();
    return json_response(200, wire::write(found.value()));
}

/// The tag says nothing of single cases: it is a digest of all of them as they are stored.
Result<wire::Response> snapshot(const KioskServices& services, const seal::SecretKey& key,
                                Context& context, const wire::Request& request) {
    const auto tag = cases::snapshot_tag(context.db);
    if (!tag.ok()) return tag.error();
    const auto known = request.headers.find("if-none-match");
    if (known != request.headers.end() && known->second == tag.value()) {
        return wire::Response{304, {{"etag", tag.value()}}, {}};
    }
    const auto made = cases::snapshot(context.db, key, services.random, context.wall);
    if (!made.ok()) return made.error();
    wire::Response response = json_response(200, wire::write_snapshot(made.value()));
    response.headers["etag"] = tag.value();
    return response;
}

/// A question that a citizen asks at a terminal; what it counts of wrong tries stays when it is
/// refused.
template <class Answer>
Route look_up_route(const KioskServices& services, std::string_view path, Answer answer) {
    KioskRoute route;
    route.method = "POST";
    route.path = path;
    route.on_refusal = OnRefusal::Keep;
    route.handle = [answer = std::move(answer)](Context& context, const wire::Request& request,
                                                const Caller& caller, std::any&) {
        return answer(context, request, caller);
    };
    return make_route(services, std::move(route));
}

}  // namespace

Route receipt_route(const KioskServices& services) {
    return look_up_route(services, wire::route::kLookUpReceipt, receipt);
}

Route wish_route(const KioskServices& services) {
    return look_up_route(
        services, wire::route::kWish,
        [services](Context& context, const wire::Request& request, const Caller& caller) {
            return wish(services, context, request, caller);
        });
}

Route case_route(const KioskServices& services) {
    return look_up_route(services, wire::route::kLookUpCase,
                         [key = cases::case_key(services.keys)](
                             Context& context, const wire::Request& request, const Caller& caller) {
                             return one_case(key, context, request, caller);
                         });
}

Route person_route(const KioskServices& services) {
    return look_up_route(services, wire::route::kLookUpPerson,
                         [key = cases::case_key(services.keys)](
                             Context& context, const wire::Request& request, const Caller& caller) {
                             return cases_of_person(key, context, request, caller);
                         });
}

Route snapshot_route(const KioskServices& services) {
    KioskRoute route;
    route.method = "GET";
    route.path = wire::route::kSnapshot;
    const seal::SecretKey key = cases::case_key(services.keys);
    route.handle = [services, key](Context& context, const wire::Request& request, const Caller&,
                                   std::any&) { return snapshot(services, key, context, request); };
    return make_route(services, std::move(route));
}

}  // namespace sunbooth::center::api
