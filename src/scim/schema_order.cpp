#include "schema_order.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "bridge/scim/resource.hpp"

namespace bridge::scim {
namespace {

using core::Array;
using core::Member;
using core::Object;
using core::Value;

bool has_values(std::span<const Member> members, std::string_view urn) {
  const Member* member = find_member(members, urn);
  return member != nullptr && !core::is_unassigned(member->value);
}

bool is_text(const Value& value, std::string_view text) {
  const std::string* found = value.if_string();
  return found != nullptr && *found == text;
}

/// Whether every member is one of the type's, spelled as in the schema, once, in order.
bool is_in_order(const Object& resource, const ResourceType& type) {
  auto slot = type.layout().begin();
  for (const Member& member : resource) {
    slot = std::find_if(slot, type.layout().end(),
                        [&](const ResourceType::Slot& candidate) { return candidate.name == member.name; });
    if (slot == type.layout().end()) return false;
    ++slot;
  }
  return true;
}

}  // namespace

const Member* find_member(std::span<const Member> members, std::string_view name) {
  const auto hit = std::find_if(members.begin(), members.end(), [&](const Member& m) { return m.name == name; });
  return hit != members.end() ? &*hit : nullptr;
}

Member* find_member(std::vector<Member>& members, std::string_view name) {
  const auto hit = std::find_if(members.begin(), members.end(), [&](const Member& m) { return m.name == name; });
  return hit != members.end() ? &*hit : nullptr;
}

bool has_right_schemas(std::span<const Member> members, const ResourceType& type) {
  const Member* schemas = find_member(members, "schemas");
  const Array* urns = schemas != nullptr ? schemas->value.if_array() : nullptr;
  if (urns == nullptr || urns->empty() || !is_text((*urns)[0], type.base().urn())) return false;
  std::size_t next = 1;
  for (const auto& extension : type.extensions()) {
    if (!has_values(members, extension.schema->urn())) continue;
    if (next >= urns->size() || !is_text((*urns)[next], extension.schema->urn())) return false;
    ++next;
  }
  return next == urns->size();
}

Value right_schemas(std::span<const Member> members, const ResourceType& type) {
  std::vector<Value> urns{Value(type.base().urn())};
  for (const auto& extension : type.extensions()) {
    if (has_values(members, extension.schema->urn())) urns.emplace_back(extension.schema->urn());
  }
  return Value(Array(std::move(urns)));
}

void put_in_order(std::vector<Member>& members, const ResourceType::Slot& slot, Value value, const ResourceType& type) {
  if (Member* member = find_member(members, slot.name)) {
    member->value = std::move(value);
    return;
  }
  // The layout up to the slot, walked along the members: where it stops is the slot's place.
  auto place = members.begin();
  for (const ResourceType::Slot& earlier : type.layout()) {
    if (&earlier == &slot || earlier.name == slot.name) break;
    if (place != members.end() && place->name == earlier.name) ++place;
  }
  members.insert(place, Member{std::string(slot.name), std::move(value)});
}

Object in_schema_order(const Object& resource, const ResourceType& type) {
  const bool ordered = is_in_order(resource, type);
  if (ordered && has_right_schemas({resource.begin(), resource.size()}, type)) return resource;
  std::vector<Member> members;
  members.reserve(resource.size() + 1);
  if (ordered) {
    members.assign(resource.begin(), resource.end());
  } else {
    for (const ResourceType::Slot& slot : type.layout()) {
      const Value* value = resource.find_ignoring_case(slot.name);
      if (value != nullptr) members.push_back(Member{std::string(slot.name), *value});
    }
  }
  put_in_order(members, type.layout().front(), right_schemas(members, type), type);
  return Object(std::move(members));
}

}  // namespace bridge::scim
