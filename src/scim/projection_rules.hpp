#pragma once
// `returned` (RFC 7643 section 7) against what a request named (RFC 7644 section 3.9).

#include <optional>
#include <vector>

#include "bridge/core/value.hpp"
#include "bridge/scim/attribute_path.hpp"
#include "bridge/scim/schema.hpp"

namespace bridge::scim {

using AttributeNames = std::vector<ResolvedAttribute>;

/// `only` is the list of `attributes`, or null pointer when there was none.
class ProjectionRules {
 public:
  ProjectionRules(const AttributeNames* only, const AttributeNames& excluded) : only_(only), excluded_(excluded) {}

  /// Whether any part of the attribute can show.
  [[nodiscard]] bool shows(const AttributeDefinition& attribute, const Schema* extension) const;

  /// Whether any part of the member can show.
  [[nodiscard]] bool shows(const ResourceType::Slot& slot) const;

  /// The part of a member's value that shows.
  [[nodiscard]] std::optional<core::Value> project(const core::Value& value, const ResourceType::Slot& slot) const;

  /// Whether a projected value is the one that went in, told without comparing contents.
  [[nodiscard]] static bool is_same_tree(const core::Value& shown, const core::Value& whole);

 private:
  [[nodiscard]] bool shows_sub(const AttributeDefinition& attribute, const AttributeDefinition& sub,
                               const Schema* extension) const;
  [[nodiscard]] bool names_whole(const AttributeNames& names, const AttributeDefinition& attribute,
                                 const Schema* extension) const;
  [[nodiscard]] std::optional<core::Value> project_attribute(const core::Value& value,
                                                             const AttributeDefinition& attribute,
                                                             const Schema* extension) const;

  const AttributeNames* only_;
  const AttributeNames& excluded_;
};

}  // namespace bridge::scim
