#include "losses.hpp"

#include <algorithm>
#include <vector>

#include "access_change.hpp"

namespace bridge::work {

namespace {

using route::Purpose;

constexpr std::uint32_t kFew = 20;
/// 5 %.
constexpr std::size_t kOneOf = 20;

/// FNV-1a over the ids in order, 64 bits, as text.
std::string digest_of(std::vector<std::string> ids) {
  std::sort(ids.begin(), ids.end());
  std::uint64_t hash = 14695981039346656037U;
  const auto take = [&](unsigned char byte) { hash = (hash ^ byte) * 1099511628211U; };
  for (const std::string& id : ids) {
    for (const char c : id) take(static_cast<unsigned char>(c));
    take('/');
  }
  return std::to_string(hash);
}

std::uint32_t count(std::size_t number) {
  return static_cast<std::uint32_t>(std::min<std::size_t>(number, 10'000'000));
}

/// Who has no access any more, and could have it back until now.
bool removes(const Decision& decision) {
  const auto& steps = decision.plan.steps;
  return std::any_of(steps.begin(), steps.end(), [](const route::Step& step) {
    return step.purpose == Purpose::RemovePerson || step.purpose == Purpose::CancelInvitation;
  });
}

Losses losses_of_person(const Decision& decision) {
  const AccessChange change = access_change(decision);
  Losses losses;
  if (decision.before && (change.takes_access || removes(decision))) {
    losses.access = 1;
  } else if (decision.before && decision.before->row.life == store::Life::Visible && !change.taken.empty()) {
    losses.roles = 1;
  }
  return losses;
}

Losses losses_of_group(const store::Index& index, const Decision& decision) {
  Losses losses;
  for (const route::Step& step : decision.plan.steps) {
    if (step.purpose == Purpose::RemoveMembers) losses.members += count(step.members.size());
    if (step.purpose == Purpose::DeleteGroup) {
      losses.groups += std::max<std::uint32_t>(1, count(index.member_count(decision.row.id)));
    }
  }
  return losses;
}

}  // namespace

Losses& Losses::operator+=(const Losses& other) noexcept {
  access += other.access;
  roles += other.roles;
  members += other.members;
  groups += other.groups;
  return *this;
}

Losses& Losses::operator-=(const Losses& other) noexcept {
  access -= std::min(access, other.access);
  roles -= std::min(roles, other.roles);
  members -= std::min(members, other.members);
  groups -= std::min(groups, other.groups);
  return *this;
}

Losses losses_of(const store::Index& index, const Edit& edit, const Decision& decision) {
  if (decision.nothing || std::holds_alternative<Settle>(edit.what)) return {};
  return decision.row.kind == store::Kind::User ? losses_of_person(decision) : losses_of_group(index, decision);
}

std::string change_key(const Decision& decision, const Losses& losses) {
  const bool person = decision.row.kind == store::Kind::User;
  const std::string resource = (person ? "user/" : "group/") + decision.row.id.text;
  if (person) return resource + (losses.access > 0 ? "/access" : "/roles");
  if (losses.groups > 0) return resource + "/group";
  std::vector<std::string> leaving;
  for (const route::Step& step : decision.plan.steps) {
    if (step.purpose != Purpose::RemoveMembers) continue;
    for (const core::ResourceId& member : step.members) leaving.push_back(member.text);
  }
  return resource + "/members/" + digest_of(std::move(leaving));
}

std::uint32_t most_losses(const core::GuardPolicy& policy, std::size_t people) noexcept {
  if (policy.max_per_hour) return *policy.max_per_hour;
  const std::uint32_t share = std::max(kFew, count(people / kOneOf));
  return std::max<std::uint32_t>(1, std::min(share, count(people / 2)));
}

}  // namespace bridge::work
