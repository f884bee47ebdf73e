#pragma once
// The order of a resource's members, and the list of its schemas.

#include <span>
#include <string_view>
#include <vector>

#include "bridge/core/value.hpp"
#include "bridge/scim/schema.hpp"

namespace bridge::scim {

/// Whether `schemas` names the base schema and exactly the extensions that have values here.
[[nodiscard]] bool has_right_schemas(std::span<const core::Member> members, const ResourceType& type);

/// The list that the members demand.
[[nodiscard]] core::Value right_schemas(std::span<const core::Member> members, const ResourceType& type);

/// Puts a value under a slot's name: in the place of an earlier one, or where the order wants it.
/// The members must be in order.
void put_in_order(std::vector<core::Member>& members, const ResourceType::Slot& slot, core::Value value,
                  const ResourceType& type);

/// The member of exactly this name, or null pointer.
[[nodiscard]] core::Member* find_member(std::vector<core::Member>& members, std::string_view name);
[[nodiscard]] const core::Member* find_member(std::span<const core::Member> members, std::string_view name);

}  // namespace bridge::scim
