#include "bridge_service.hpp"

#include <utility>

namespace bridge::service {

using core::FaultKind;

namespace {

constexpr std::chrono::seconds kNotReadyWait{5};

core::Failure unauthorized() {
  return core::failure(FaultKind::Unauthorized, "expected a valid bearer token in the Authorization header");
}

}  // namespace

store::Kind stored(Kind kind) noexcept { return kind == Kind::User ? store::Kind::User : store::Kind::Group; }

core::Failure not_ready() {
  return core::Failure{
      {FaultKind::NotReady, "the bridge is still reading the directory from Smartsheet", {}, kNotReadyWait}};
}

core::Failure read_only() {
  return core::failure(FaultKind::Forbidden, "this token is read-only; expected one with rights = \"read-write\"");
}

core::Result<Principal> BridgeService::authenticate(std::string_view segment, const core::IdpToken& token) const {
  const core::TokenDigest digest = core::TokenDigest::of(token);
  const TokenContext* found = nullptr;
  // Every token is compared, so that the time taken tells nothing about any of them.
  for (const TokenContext& candidate : contexts_) {
    const bool same = candidate.token->digest == digest;
    if (same && candidate.tenant->segment == segment) found = &candidate;
  }
  if (found == nullptr) return unauthorized();
  if (found->token->expires && *found->token->expires <= parts_.clock.now()) {
    return core::failure(FaultKind::Unauthorized, "the bearer token has expired");
  }
  Principal who;
  who.tenant = found->tenant->name;
  who.client = found->token->name;
  who.rights = found->token->rights;
  who.base_url = found->tenant->base_url;
  who.context = found;
  return who;
}

std::unique_ptr<Service> make_service(ServiceParts parts) { return std::make_unique<BridgeService>(std::move(parts)); }

}  // namespace bridge::service
