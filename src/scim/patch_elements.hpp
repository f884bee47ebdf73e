#pragma once
// Changes inside complex values and lists, for the PATCH operations.

#include <functional>
#include <optional>
#include <vector>

#include "bridge/core/result.hpp"
#include "bridge/core/value.hpp"
#include "bridge/scim/schema.hpp"
#include "patch_target.hpp"

namespace bridge::scim {

/// What a null among the sub-attributes of a merged value means.
enum class Nulls : std::uint8_t { Ignored, Clear };

/// The complex value after the sub-attributes given in `value` were set; the others stay. Nothing
/// when none is left. Faults: as take_value(), and Mutability for an immutable one that differs.
[[nodiscard]] core::Result<std::optional<core::Value>> merge_complex(const core::Value* current,
                                                                     const core::Value& value,
                                                                     const AttributeDefinition& attribute, Nulls nulls,
                                                                     const Place& place);

/// The complex value after one sub-attribute got this (raw) value; null clears it.
[[nodiscard]] core::Result<std::optional<core::Value>> set_sub(const core::Value* current, const core::Value& value,
                                                               const AttributeDefinition& attribute,
                                                               const AttributeDefinition& sub, const Place& place);

/// The complex value without one sub-attribute; required ones and immutable ones that are set are
/// Mutability. Nothing when no data is left: what only labels data (type, display, primary) is none.
[[nodiscard]] core::Result<std::optional<core::Value>> remove_sub(const core::Value& current,
                                                                  const AttributeDefinition& attribute,
                                                                  const AttributeDefinition& sub, const Place& place);

/// What becomes of one element; nothing drops it.
using ElementChange = std::function<core::Result<std::optional<core::Value>>(const core::Value&)>;

/// Applies the change to every element that the target picks (all of them without a filter). An
/// element that becomes the primary one takes that from the others.
[[nodiscard]] core::Result<Edit> change_elements(const core::Value* current, const Target& target,
                                                 const ElementChange& change);

/// How many elements the target picks.
[[nodiscard]] bool picks_any(const core::Value* current, const Target& target);

/// An element of its own for the target, which picks none: what its filter describes, and the value.
[[nodiscard]] core::Result<Edit> create_element(const Target& target, const core::Value& value);

}  // namespace bridge::scim
