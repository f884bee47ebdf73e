#include <algorithm>
#include <utility>

#include "bridge_service.hpp"
#include "planning.hpp"

namespace bridge::service {

using core::FaultKind;

const TokenContext* BridgeService::context_of(const core::TenantName& tenant, std::string_view client) const {
  const auto found = std::find_if(contexts_.begin(), contexts_.end(), [&](const TokenContext& known) {
    return known.tenant->name == tenant && (client.empty() || known.token->name == client);
  });
  return found != contexts_.end() ? &*found : nullptr;
}

void BridgeService::plan(const PlanQuery& query, PlanDone done) {
  const TokenContext* known = context_of(query.tenant, query.client);
  if (known == nullptr) {
    return done(core::failure(FaultKind::NotFound, "expected a tenant and one of its tokens by name, found neither"));
  }
  const auto request = read_request(query.method, query.path);
  if (!request) return done(request.passed_on());
  const std::string& client = known->token->name;
  if (!request->verb) return done(shown_read(query, client));
  if (known->token->rights != Rights::ReadWrite) return done(read_only());
  if (!known->tenant->tenant->complete()) return done(not_ready());
  Write write;
  write.kind = request->kind;
  write.id = request->id;
  write.body = query.body;
  const store::Kind kind = stored(write.kind);
  // No identity provider sent it.
  dialect::Counters uncounted;
  auto prepared =
      prepare(*request->verb, write, type_of(*known->tenant->schemas, kind), *known->token->dialect, uncounted);
  if (!prepared) return done(prepared.passed_on());
  work::Edit edit;
  edit.kind = kind;
  edit.what = std::move(prepared->what);
  edit.client = client;
  edit.takes_access = prepared->takes_access;
  edit.rest_refused = std::move(prepared->rest_refused);
  known->tenant->tenant->plan(std::move(edit), [query, client, done](const core::Result<work::Planned>& planned) {
    planned ? done(shown_plan(query, client, *planned)) : done(planned.passed_on());
  });
}

}  // namespace bridge::service
