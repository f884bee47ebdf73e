// POST /groups/{id}/members and DELETE /groups/{id}/members/{userId} (Smartsheet API, "Group Members").

#include "emulator/envelope.hpp"
#include "emulator/group_rules.hpp"

namespace bridge::emulator {

namespace {

void changed(Group& group, const Operation& operation) {
  if (const auto time = operation.membership_time()) group.modified_at = *time;
}

}  // namespace

Answer add_members(Operation& operation) {
  Group* group = operation.organisation.group(operation.ids[0]);
  if (group == nullptr) return refuse(1106);
  if (auto refused = refuse_editor(operation, *group)) return *refused;
  const core::Array* several = operation.body.if_array();
  const auto read = people_in(operation, several != nullptr ? *several : core::Array{operation.body});
  if (const ApiError* refused = std::get_if<ApiError>(&read)) return *refused;
  const auto& people = std::get<std::vector<User*>>(read);
  if (several == nullptr && group->members.contains(people.front()->id)) return refuse(1129);

  std::vector<core::Value> added;
  for (const User* user : people) {
    if (group->members.add(user->id)) added.push_back(render_member(*user));
  }
  if (!added.empty()) changed(*group, operation);
  if (several == nullptr) return core::Value(success(added.front()));
  return core::Value(success(core::Array(std::move(added))));
}

Answer remove_member(Operation& operation) {
  Group* group = operation.organisation.group(operation.ids[0]);
  if (group == nullptr) return refuse(1106);
  if (auto refused = refuse_editor(operation, *group)) return *refused;
  if (group->members.remove(operation.ids[1])) {
    changed(*group, operation);
  } else if (operation.facts.remove_non_member_is_404) {
    return refuse(1006);
  }
  return core::Value(success());
}

}  // namespace bridge::emulator
