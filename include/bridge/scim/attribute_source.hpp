#pragma once
// Where a resource's members are found one by one, so that filters and sorting don't need it put together.

#include <string_view>

#include "bridge/core/value.hpp"

namespace bridge::scim {

/// The top-level members of one resource, each made at the earliest when it is asked for.
class AttributeSource {
 public:
  AttributeSource() = default;
  AttributeSource(const AttributeSource&) = delete;
  AttributeSource& operator=(const AttributeSource&) = delete;
  virtual ~AttributeSource() = default;

  /// The member of exactly this name, as canonical resources spell it (an extension under its URN), or
  /// null pointer when it is unassigned. The pointer lives as long as the source.
  [[nodiscard]] virtual const core::Value* find(std::string_view name) const = 0;
};

}  // namespace bridge::scim
