#include <utility>

#include "bridge_service.hpp"

namespace bridge::service {

void BridgeService::list_now(const Principal& who, const Listing& listing, const ListDone& done) {
  done(service::list(listing, tenant(who).index(), presenter(who), who.client));
}

void BridgeService::list(const Principal& who, std::optional<Kind> kind, const ListQuery& query, ListDone done) {
  work::Tenant& at = tenant(who);
  const TokenContext& asking = context(who);
  const ListReader reader{registry(who), *asking.token->dialect,    counters_,      who.tenant.text,
                          who.client,    asking.tenant->bare_names, at.cursor_key()};
  auto listing = Listing::read(kind ? std::optional(stored(*kind)) : std::nullopt, query, reader);
  if (!listing) return done(listing.passed_on());
  const bool complete = at.complete();
  if (!complete || at.verifies_misses()) {
    const auto name = sought_user_name(*listing);
    if (!name && !complete) return done(not_ready());
    // Asked for an empty address, Smartsheet would answer with a page of everybody.
    const bool known = !name || name->empty() || (complete && at.index().glimpse_by_name(store::Kind::User, *name));
    if (known) return list_known(who, *listing, done);
    return at.look_up_name(*name, [this, who, listing = *listing, done = std::move(done)](core::Outcome outcome) {
      outcome ? list_now(who, listing, done) : done(outcome.passed_on());
    });
  }
  list_known(who, *listing, done);
}

void BridgeService::list_known(const Principal& who, const Listing& listing, const ListDone& done) {
  if (is_cheap(listing)) return list_now(who, listing, done);
  context(who).tenant->scans->post([this, who, listing, done] { list_now(who, listing, done); });
}

}  // namespace bridge::service
