#include "group_patch.hpp"

#include <algorithm>
#include <string>

#include "bridge/core/ascii_case.hpp"
#include "bridge/core/overloaded.hpp"
#include "bridge/scim/member_edits.hpp"
#include "membership.hpp"

namespace bridge::work {

namespace {

using core::Object;
using core::ResourceId;

bool is_members(std::string_view name) { return core::equal_ignoring_case(name, "members"); }

void add_ids(const std::vector<std::string>& ids, Say& say) {
  for (const std::string& id : ids) say.members.insert(ResourceId(id));
}

void add_edits(const std::vector<scim::MemberEdit>& edits, Say& say) {
  for (const scim::MemberEdit& edit : edits) {
    std::visit(core::overloaded{[&](const scim::AddMembers& add) { add_ids(add.ids, say); },
                                [&](const scim::RemoveMembers& remove) { add_ids(remove.ids, say); },
                                [&](const auto&) { say.everybody = true; }},
               edit);
  }
}

/// The ids that an operation of any form gives in its value.
void add_given(const scim::PatchOperation& operation, Say& say) {
  if (!operation.value) return;
  const Object* attributes = operation.value->if_object();
  if (operation.path) {
    add_ids(member_ids(Object{{"members", *operation.value}}), say);
  } else if (attributes != nullptr) {
    const core::Value* members = attributes->find_ignoring_case("members");
    if (members != nullptr) add_ids(member_ids(Object{{"members", *members}}), say);
  }
}

void add_decided(const Decision& decision, Say& say) {
  for (const route::Step& step : decision.plan.steps) say.members.insert(step.members.begin(), step.members.end());
  for (const auto& change : decision.memberships) say.members.insert(change.added.begin(), change.added.end());
}

void add_patch(const State& state, const scim::PatchRequest& patch, const Decision& decision, Say& say) {
  if (const auto edits = scim::member_edits(patch, state.schemas.group())) return add_edits(edits->members, say);
  say.everybody = sets_all_members(patch);
  for (const scim::PatchOperation& operation : patch.operations) add_given(operation, say);
  add_decided(decision, say);
}

}  // namespace

bool names_who_leaves(const scim::PatchRequest& patch) {
  return std::all_of(patch.operations.begin(), patch.operations.end(), [](const scim::PatchOperation& operation) {
    const bool filtered = operation.path && operation.path->filter;
    return operation.op == scim::PatchOp::Add || !filtered || scim::mentions(*operation.path->filter, "value");
  });
}

bool sets_all_members(const scim::PatchRequest& patch) {
  return std::any_of(patch.operations.begin(), patch.operations.end(), [&](const scim::PatchOperation& operation) {
    if (operation.op == scim::PatchOp::Add) return false;
    if (operation.path) return is_members(operation.path->attribute.name) && !operation.path->filter;
    const Object* attributes = operation.value ? operation.value->if_object() : nullptr;
    return attributes != nullptr && attributes->find_ignoring_case("members") != nullptr;
  });
}

bool only_adds_members(const State& state, const Edit& edit) {
  const auto* modify = edit.kind == store::Kind::Group ? std::get_if<Modify>(&edit.what) : nullptr;
  if (modify == nullptr) return false;
  const auto edits = scim::member_edits(modify->patch, state.schemas.group());
  return edits && edits->attributes.operations.empty() && edits->members.size() == 1 &&
         std::holds_alternative<scim::AddMembers>(edits->members.front());
}

bool names_members(const Object& wanted, bool clears_members) {
  return clears_members || wanted.find("members") != nullptr;
}

std::optional<Say> say_of(const State& state, const Edit& edit, const Decision& decision) {
  Say say{decision.row.id, false, {}};
  if (edit.kind != store::Kind::Group || say.group.text.empty()) return std::nullopt;
  std::visit(core::overloaded{
                 [&](const Create&) { say.everybody = true; },
                 [&](const Replace& put) { say.everybody = names_members(put.wanted, put.clears_members); },
                 [&](const Modify& modify) { add_patch(state, modify.patch, decision, say); },
                 [&](const Remove&) { say.everybody = true; },
                 [](const Settle&) {},
                 [&](const Repair&) { add_decided(decision, say); },
             },
             edit.what);
  return say.everybody || !say.members.empty() ? std::optional(std::move(say)) : std::nullopt;
}

}  // namespace bridge::work
