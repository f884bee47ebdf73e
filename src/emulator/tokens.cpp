#include "emulator/tokens.hpp"

#include <algorithm>

#include "bridge/core/ascii_case.hpp"
#include "emulator/query.hpp"

namespace bridge::emulator {

namespace {

Caller caller_as(const User& user, std::vector<std::string> scopes) {
  return {user.id, user.admin, user.group_admin, std::move(scopes)};
}

/// An admin acts as somebody who is no other admin, with a token made by hand.
std::variant<Caller, ApiError> assumed(std::string_view header, const Caller& admin, Organisation& organisation) {
  const User* target = organisation.user_by_email(percent_decoded(header, false));
  const bool allowed = admin.admin && admin.scopes.empty() && target != nullptr &&
                       (!target->admin || target->id == admin.user) && target->status == Status::Active;
  if (!allowed) return refuse(1030);
  return caller_as(*target, {});
}

}  // namespace

bool Caller::has_scope(std::string_view scope) const {
  return scopes.empty() || std::find(scopes.begin(), scopes.end(), scope) != scopes.end();
}

std::string bearer_of(std::string_view authorization) {
  constexpr std::string_view kScheme = "bearer ";
  if (!core::starts_with_ignoring_case(authorization, kScheme)) return {};
  authorization.remove_prefix(kScheme.size());
  while (!authorization.empty() && authorization.front() == ' ') authorization.remove_prefix(1);
  while (!authorization.empty() && authorization.back() == ' ') authorization.remove_suffix(1);
  return std::string(authorization);
}

void Tokens::add(TokenGrant grant) {
  std::string token = grant.token;
  grants_.insert_or_assign(std::move(token), std::move(grant));
}

void Tokens::revoke(const std::string& token) {
  const auto found = grants_.find(token);
  if (found != grants_.end()) found->second.revoked = true;
}

std::variant<Caller, ApiError> Tokens::caller(const std::string& bearer, std::string_view assume_user,
                                              Organisation& organisation, const Facts& facts, Face face,
                                              core::Instant now) const {
  if (bearer.empty()) return refuse(1001);
  const auto found = grants_.find(bearer);
  if (found == grants_.end()) return refuse(1002);
  const TokenGrant& grant = found->second;
  if (grant.use == (face == Face::Rest ? TokenUse::Scim : TokenUse::Rest)) return refuse(1002);
  if (grant.revoked) return refuse(facts.revoked_token_is_1002 ? 1002 : 1132);
  if (grant.expired || (grant.expires && *grant.expires <= now)) return refuse(1003);
  const User* owner = organisation.user_by_email(grant.owner_email);
  if (owner == nullptr) return refuse(1002);
  if (owner->status == Status::Deactivated) return refuse_with(2028, facts.blocked_owner_is_403 ? 403 : 401);
  Caller caller = caller_as(*owner, grant.scopes);
  if (assume_user.empty()) return caller;
  return assumed(assume_user, caller, organisation);
}

}  // namespace bridge::emulator
