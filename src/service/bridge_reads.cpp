#include <algorithm>
#include <utility>

#include "bridge_service.hpp"
#include "view.hpp"

namespace bridge::service {

using core::FaultKind;
using store::Glimpse;

namespace {

/// Ids are decimal numbers; anything else is nobody's, and must not become part of a call's path.
bool is_id(const core::ResourceId& id) {
  return !id.text.empty() && id.text.size() <= 20 &&
         std::all_of(id.text.begin(), id.text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

/// Until the first complete refresh the mirror can't say that somebody does not exist: Smartsheet is asked. Where
/// misses are verified, also when the last one is too long ago.
void BridgeService::with_target(const Principal& who, store::Kind kind, const core::ResourceId& id,
                                std::function<void(core::Outcome)> then) const {
  work::Tenant& at = tenant(who);
  const bool unsure = kind == store::Kind::User && at.verifies_misses();
  if (unsure && is_id(id) && !at.index().glimpse(kind, id)) return at.look_up_id(id, std::move(then));
  if (at.complete() || at.index().glimpse(kind, id) || !is_id(id)) return then(core::ok());
  if (kind == store::Kind::Group) return then(not_ready());
  at.look_up_id(id, std::move(then));
}

void BridgeService::get(const Principal& who, Kind kind, const core::ResourceId& id, const View& view, ReadDone done) {
  const store::Kind of = stored(kind);
  auto projection = projection_of(view, type_of(registry(who), of));
  if (!projection) return done(projection.passed_on());
  with_target(who, of, id, [this, who, of, id, projection = *projection, done = std::move(done)](core::Outcome known) {
    if (!known) return done(known.passed_on());
    const Glimpse entry = tenant(who).index().glimpse(of, id);
    if (!entry || !entry.visible()) {
      return done(core::failure(FaultKind::NotFound,
                                "no " + type_of(registry(who), of).name() + " with id \"" + id.text + "\""));
    }
    done(presenter(who).shown(entry, projection));
  });
}

}  // namespace bridge::service
