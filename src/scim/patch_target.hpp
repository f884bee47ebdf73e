#pragma once
// What one operation acts on, and what becomes of it.

#include <optional>
#include <utility>

#include "bridge/core/result.hpp"
#include "bridge/core/value.hpp"
#include "bridge/scim/filter.hpp"
#include "bridge/scim/patch.hpp"
#include "bridge/scim/schema.hpp"
#include "findings.hpp"
#include "value_checker.hpp"

namespace bridge::scim {

/// A path that was looked up. Points into the resource type.
struct Target {
  const ResourceType::Slot* slot = nullptr;        ///< the member of the resource
  const AttributeDefinition* attribute = nullptr;  ///< null pointer for a whole extension
  const AttributeDefinition* sub = nullptr;
  std::optional<ElementMatcher> picks{};  ///< of a multi-valued attribute, the elements meant
  std::optional<core::Object> missing{};  ///< what an element is made of where none is picked

  /// The extension that holds the attribute, or null pointer.
  [[nodiscard]] const Schema* extension() const noexcept { return slot->extension; }
};

/// The place of a target in messages. Not to be moved: its parts point at each other.
class TargetPlace {
 public:
  explicit TargetPlace(const Target& target);
  TargetPlace(const TargetPlace&) = delete;
  TargetPlace& operator=(const TargetPlace&) = delete;
  /// The attribute; the element picked, where the target picks one.
  [[nodiscard]] const Place& attribute() const noexcept { return picked_; }
  /// The attribute or its sub-attribute.
  [[nodiscard]] const Place& leaf() const noexcept { return leaf_; }

 private:
  Place slot_;
  Place attribute_;
  Place picked_;
  Place leaf_;
};

/// What becomes of an attribute's value; Append has the elements to be added to a list.
struct Edit {
  enum class Kind : std::uint8_t { Keep, Clear, Set, Append };
  Kind kind = Kind::Keep;
  core::Value value{};

  [[nodiscard]] static Edit keep() { return {}; }
  [[nodiscard]] static Edit clear() { return {Kind::Clear, {}}; }
  [[nodiscard]] static Edit set(core::Value value) { return {Kind::Set, std::move(value)}; }
  [[nodiscard]] static Edit append(core::Value elements) { return {Kind::Append, std::move(elements)}; }
};

/// Unknown names, filters where nothing can be picked, and readOnly attributes are faults.
[[nodiscard]] core::Result<Target> find_target(const PatchPath& path, const ResourceType& type);

/// The element that a filter describes completely: a conjunction of `eq` comparisons of the attribute's
/// sub-attributes, no two of them about the same. Nothing for every other filter.
[[nodiscard]] std::optional<core::Object> described_element(const Filter& filter, const AttributeDefinition& attribute);

/// The canonical value, or InvalidValue, or InvalidSyntax for a sub-attribute that the schema lacks.
/// `element` asks for one element of a multi-valued attribute.
[[nodiscard]] core::Result<std::optional<core::Value>> take_value(const core::Value& value,
                                                                  const AttributeDefinition& attribute, bool element,
                                                                  Completeness completeness, const Place& place);

[[nodiscard]] core::Failure read_only_fault(const Place& place);
[[nodiscard]] core::Failure immutable_fault(const Place& place);
[[nodiscard]] core::Failure required_fault(const Place& place);
[[nodiscard]] core::Failure no_target_fault(const Place& place);

/// Whether add_to() only adds elements, for which it need not know `current`.
[[nodiscard]] inline bool appends(const Target& target) noexcept {
  return target.attribute->multi_valued && target.sub == nullptr && !target.picks;
}

/// Whether a removal has a value beside it, which the RFC does not know.
[[nodiscard]] inline bool names_values(const PatchOperation& removal) noexcept {
  return removal.value && !removal.value->is_null();
}

/// The three operations on one attribute; `current` is null pointer where it has no value. The
/// operations on a whole extension are made of these.
[[nodiscard]] core::Result<Edit> add_to(const core::Value* current, const Target& target, const core::Value& value);
[[nodiscard]] core::Result<Edit> replace_in(const core::Value* current, const Target& target, const core::Value& value);
/// `spares_missing`: a filter that picks nothing is no fault.
[[nodiscard]] core::Result<Edit> remove_from(const core::Value* current, const Target& target, bool spares_missing);

}  // namespace bridge::scim
