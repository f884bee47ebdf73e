#include <utility>

#include "bridge_service.hpp"

namespace bridge::service {

using core::FaultKind;

void BridgeService::me(const Principal& who, MeDone done) {
  const std::string& name = context(who).token->me;
  if (name.empty()) {
    return done(core::failure(FaultKind::NotImplemented,
                              "/Me: expected a token that acts for a User (\"me\" in the configuration), found one "
                              "that acts for nobody"));
  }
  work::Tenant& at = tenant(who);
  auto find = [&at, name, done = std::move(done)](const core::Outcome& known) {
    if (!known) return done(known.passed_on());
    const store::EntryPtr entry = at.index().find_by_name(store::Kind::User, name);
    if (!entry || entry->row.life != store::Life::Visible) {
      return done(core::failure(FaultKind::NotFound, "/Me: expected the User that the token acts for, found none"));
    }
    done(entry->row.id);
  };
  if (at.complete() || at.index().find_by_name(store::Kind::User, name)) return find(core::ok());
  at.look_up_name(name, std::move(find));
}

}  // namespace bridge::service
