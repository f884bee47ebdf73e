#include <algorithm>
#include <utility>

#include "bridge_service.hpp"

namespace bridge::service {

using core::FaultKind;
using store::EntryPtr;

namespace {

/// Ids are decimal numbers; anything else is nobody's, and must not become part of a call's path.
bool is_id(const core::ResourceId& id) {
  return !id.text.empty() && id.text.size() <= 20 &&
         std::all_of(id.text.begin(), id.text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

/// Until the first complete refresh the mirror can't say that somebody does not exist: Smartsheet is asked.
void BridgeService::with_target(const Principal& who, store::Kind kind, const core::ResourceId& id,
                                std::function<void(core::Outcome)> then) const {
  work::Tenant& at = tenant(who);
  if (at.complete() || at.index().find(kind, id) || !is_id(id)) return then(core::ok());
  if (kind == store::Kind::Group) return then(not_ready());
  at.look_up_id(id, std::move(then));
}

void BridgeService::get(const Principal& who, Kind kind, const core::ResourceId& id, const View& view, ReadDone done) {
  const store::Kind of = stored(kind);
  auto projection = scim::Projection::make(
      view.attributes ? std::optional<std::string_view>(*view.attributes) : std::nullopt,
      view.excluded_attributes ? std::optional<std::string_view>(*view.excluded_attributes) : std::nullopt,
      type_of(registry(who), of));
  if (!projection) return done(projection.passed_on());
  with_target(who, of, id, [this, who, of, id, projection = *projection, done = std::move(done)](core::Outcome known) {
    if (!known) return done(known.passed_on());
    const EntryPtr entry = tenant(who).index().find(of, id);
    if (!entry || entry->row.life != store::Life::Visible) {
      return done(core::failure(FaultKind::NotFound,
                                "no " + type_of(registry(who), of).name() + " with id \"" + id.text + "\""));
    }
    done(presenter(who).shown(*entry, projection));
  });
}

void BridgeService::list_now(const Principal& who, const Listing& listing, const ListDone& done) {
  done(service::list(listing, tenant(who).index(), registry(who), presenter(who), who.client));
}

void BridgeService::list(const Principal& who, std::optional<Kind> of, const ListQuery& query, ListDone done) {
  if (!of) return done(core::failure(FaultKind::NotImplemented, "path: expected /Users or /Groups, found the base"));
  const Kind kind = *of;
  auto listing = Listing::read(stored(kind), query, registry(who), *context(who).token->dialect, counters_);
  if (!listing) return done(listing.passed_on());
  work::Tenant& at = tenant(who);
  if (!at.complete()) {
    const auto name = kind == Kind::User ? sought(*listing, "userName") : std::nullopt;
    if (!name) return done(not_ready());
    // Asked for an empty address, Smartsheet would answer with a page of everybody.
    if (name->empty()) return list_now(who, *listing, done);
    return at.look_up_name(*name, [this, who, listing = *listing, done = std::move(done)](core::Outcome outcome) {
      outcome ? list_now(who, listing, done) : done(outcome.passed_on());
    });
  }
  if (is_indexed(*listing)) return list_now(who, *listing, done);
  parts_.scans.post([this, who, listing = *listing, done = std::move(done)] { list_now(who, listing, done); });
}

}  // namespace bridge::service
