#pragma once
// Values on their way along the schema: in POST and PUT bodies and in PATCH operations.

#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include "bridge/core/value.hpp"
#include "bridge/scim/schema.hpp"
#include "uses.hpp"

namespace bridge::dialect {

class Values {
 public:
  /// Where the values stand: in a POST or PUT body, or in an operation of a PATCH.
  enum class In : std::uint8_t { Body, Add, Replace };
  using Find = std::function<const scim::AttributeDefinition*(std::string_view)>;

  Values(In in, Uses& uses) : in_(in), uses_(uses) {}

  /// The value of an attribute or sub-attribute; nothing when it unassigns it.
  [[nodiscard]] std::optional<core::Value> value(const core::Value& given, const scim::AttributeDefinition& attribute);
  /// The value under a path with a filter: of what it picks, or of that one's sub-attribute.
  [[nodiscard]] std::optional<core::Value> picked(const core::Value& given, const scim::AttributeDefinition& attribute,
                                                  const scim::AttributeDefinition* sub);
  /// The members of a resource, an extension or a complex value. What is unassigned is left out of a
  /// body, and null in a PATCH.
  [[nodiscard]] core::Object members(const core::Object& object, const Find& find);

  /// Whether something within a value was unassigned, which only a replace does, since the last time
  /// this was asked.
  [[nodiscard]] bool take_cleared();

 private:
  [[nodiscard]] bool unassigns(const core::Value& value, const scim::AttributeDefinition& attribute);
  [[nodiscard]] bool allows_empty(const core::Value& value, const scim::AttributeDefinition& attribute) const;
  [[nodiscard]] std::optional<core::Value> reference(const core::Value& given,
                                                     const scim::AttributeDefinition& attribute);
  [[nodiscard]] core::Value single(const core::Value& given, const scim::AttributeDefinition& attribute);
  [[nodiscard]] core::Value list(const core::Value& given, const scim::AttributeDefinition& attribute);
  [[nodiscard]] core::Value element(const core::Value& given, const scim::AttributeDefinition& attribute);
  /// An element of a list. A replacing one of which nothing is known stays, to be refused: without it the
  /// list would be emptied.
  [[nodiscard]] core::Value listed(const core::Value& given, const scim::AttributeDefinition& attribute);
  [[nodiscard]] core::Array elements(const core::Array& array, const scim::AttributeDefinition& attribute);
  [[nodiscard]] core::Value boolean(const core::Value& given);

  In in_;
  Uses& uses_;
  bool cleared_ = false;
  /// Within an element of a list, an empty text is data.
  bool in_element_ = false;
};

/// The switch under which elements of this attribute with an empty value are left out of a body.
[[nodiscard]] std::optional<Leniency> empty_element_switch(const scim::AttributeDefinition& attribute);

/// Whether the elements refer to resources, like the members of a group: their value is immutable.
[[nodiscard]] bool is_reference_list(const scim::AttributeDefinition& attribute) noexcept;

}  // namespace bridge::dialect
