#include "membership.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <unordered_set>
#include <utility>

#include "bridge/core/first_characters.hpp"
#include "bridge/core/overloaded.hpp"

namespace bridge::work {

namespace {

using core::FaultKind;
using core::Object;
using core::ResourceId;
using core::Value;
using store::Kind;
using store::Life;

/// Of a text that came from outside, in the log; and of how many such texts.
constexpr std::size_t kLongestShownId = 64;
constexpr std::size_t kMostShownIds = 20;

bool is_person(const State& state, const ResourceId& id) {
  const store::Glimpse person = state.index.glimpse(Kind::User, id);
  return person && person.life() != Life::Deleted;
}

/// Asked for in the group, and gone from it in Smartsheet.
bool is_missing(const State& state, const ResourceId& group, const ResourceId& id) {
  const auto groups = state.index.groups_missing(id);
  return std::find(groups.begin(), groups.end(), group) != groups.end();
}

/// A client that is set up wrongly puts addresses and names where ids belong.
bool may_be_personal(const ResourceId& id) { return id.text.find_first_of("@ ") != std::string::npos; }

std::string told_of(const std::vector<ResourceId>& unknown) {
  std::string text;
  for (std::size_t i = 0; i < std::min(unknown.size(), kMostShownIds); ++i) {
    const std::string id(core::first_characters(unknown[i].text, kLongestShownId));
    text += (i == 0 ? "" : ", ") + (may_be_personal(unknown[i]) ? "no id of a User" : "\"" + id + "\"");
  }
  return text + (unknown.size() > kMostShownIds ? ", …" : "");
}

/// Of those who are to join, nobody may be unknown, unless the tenant wants them left out.
core::Outcome check_unknown(const State& state, const std::vector<ResourceId>& unknown) {
  if (unknown.empty() || state.settings.access.groups.unknown_members == core::UnknownMembers::Skip) return core::ok();
  const ResourceId& first = unknown.front();
  return core::failure(FaultKind::InvalidValue,
                       may_be_personal(first)
                           ? "members: expected the id of a User, found another text"
                           : "members: expected the id of a User, found \"" + first.text + "\", which is none");
}

void tell_left_out(const State& state, const std::vector<ResourceId>& unknown) {
  if (unknown.empty()) return;
  state.log(LogLevel::Warning, "left " + std::to_string(unknown.size()) + " unknown member" +
                                   (unknown.size() == 1 ? "" : "s") + " out of a group: " + told_of(unknown));
}

/// The wish for each id that was named: in (true) or out (false).
using Wishes = std::map<ResourceId, bool>;

struct Wish {
  Wishes named;
  /// Everybody who isn't named leaves.
  bool others_leave = false;
};

void apply(Wish& wish, const scim::MemberEdit& edit) {
  const auto name_all = [&](const std::vector<std::string>& ids, bool in) {
    for (const std::string& id : ids) wish.named[ResourceId(id)] = in;
  };
  std::visit(core::overloaded{
                 [&](const scim::AddMembers& add) { name_all(add.ids, true); },
                 [&](const scim::RemoveMembers& remove) { name_all(remove.ids, false); },
                 [&](const scim::ReplaceMembers& replace) {
                   wish = {{}, true};
                   name_all(replace.ids, true);
                 },
                 [&](const scim::RemoveAllMembers&) {
                   wish = {{}, true};
                 },
             },
             edit);
}

/// Everybody who isn't named.
void let_others_leave(const State& state, const ResourceId& group, const Wish& wish, bool managed_only,
                      MembershipDelta& delta) {
  for (const ResourceId& id : state.index.missing_members(group)) {
    if (!wish.named.contains(id)) delta.forgotten.push_back(id);
  }
  for (const ResourceId& id : state.index.members(group, managed_only)) {
    if (wish.named.contains(id)) continue;
    if (is_person(state, id)) delta.leaving.push_back(id);
  }
}

/// Such a list is one of another directory's ids: it would take everybody out.
bool knows_nobody(const MembershipDelta& delta, const std::vector<ResourceId>& unknown) {
  const bool takes_out = !delta.leaving.empty() || !delta.forgotten.empty();
  return takes_out && !unknown.empty() && delta.joining.empty() && delta.confirmed.empty();
}

core::Result<MembershipDelta> delta_of(const State& state, const ResourceId& group, const Wish& wish,
                                       bool managed_only) {
  MembershipDelta delta;
  std::vector<ResourceId> unknown;
  for (const auto& [id, in] : wish.named) {
    const bool is_member = state.index.is_member(group, id);
    if (in && !is_member) {
      (is_person(state, id) ? delta.joining : unknown).push_back(id);
    } else if (in) {
      delta.confirmed.push_back(id);
    } else if (is_member && is_person(state, id)) {
      delta.leaving.push_back(id);
    } else if (!is_member && is_missing(state, group, id)) {
      delta.forgotten.push_back(id);
    }
  }
  if (auto fine = check_unknown(state, unknown); !fine) return fine.passed_on();
  if (wish.others_leave) {
    let_others_leave(state, group, wish, managed_only, delta);
    if (knows_nobody(delta, unknown)) {
      return core::failure(FaultKind::InvalidValue,
                           "members: expected the id of one User at least in a list that takes others out of the "
                           "group, found none");
    }
  }
  tell_left_out(state, unknown);
  return delta;
}

}  // namespace

std::vector<std::string> member_ids(const Object& group) {
  std::vector<std::string> ids;
  const Value* attribute = group.find("members");
  const core::Array* members = attribute != nullptr ? attribute->if_array() : nullptr;
  if (members == nullptr) return ids;
  for (const Value& member : *members) {
    const Object* object = member.if_object();
    if (object != nullptr) ids.emplace_back(core::text_or_empty(*object, "value"));
  }
  return ids;
}

core::Result<MembershipDelta> membership_delta(const State& state, const ResourceId& group,
                                               const std::vector<scim::MemberEdit>& edits, bool managed_only) {
  Wish wish;
  for (const scim::MemberEdit& edit : edits) apply(wish, edit);
  return delta_of(state, group, wish, managed_only);
}

core::Result<MembershipDelta> membership_replaced(const State& state, const ResourceId& group,
                                                  const std::vector<std::string>& ids, bool managed_only) {
  Wish wish;
  apply(wish, scim::ReplaceMembers{ids});
  return delta_of(state, group, wish, managed_only);
}

MembershipDelta membership_left(const State& state, const ResourceId& group, const MembersLeft& left) {
  MembershipDelta delta;
  std::copy_if(left.joining.begin(), left.joining.end(), std::back_inserter(delta.joining),
               [&](const ResourceId& id) { return is_person(state, id) && !state.index.is_member(group, id); });
  std::copy_if(left.leaving.begin(), left.leaving.end(), std::back_inserter(delta.leaving),
               [&](const ResourceId& id) { return is_person(state, id) && state.index.is_member(group, id); });
  return delta;
}

core::Result<std::vector<ResourceId>> first_members(const State& state, const std::vector<std::string>& ids) {
  std::vector<ResourceId> members;
  std::vector<ResourceId> unknown;
  std::unordered_set<std::string_view> seen;
  for (const std::string& id : ids) {
    if (!seen.insert(id).second) continue;
    (is_person(state, ResourceId(id)) ? members : unknown).emplace_back(id);
  }
  if (auto fine = check_unknown(state, unknown); !fine) return fine.passed_on();
  tell_left_out(state, unknown);
  return members;
}

Object with_members(const State& state, const Object& resource, const ResourceId& group) {
  std::vector<Value> members;
  for (const ResourceId& id : state.index.members(group))
    members.emplace_back(Object{{"value", id.text}, {"type", "User"}});
  return members.empty() ? resource : resource.with("members", core::Array(std::move(members)));
}

}  // namespace bridge::work
