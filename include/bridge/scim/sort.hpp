#pragma once
// Sorting lists (RFC 7644 section 3.4.2.3).

#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "bridge/core/result.hpp"
#include "bridge/core/value.hpp"
#include "bridge/scim/attribute_path.hpp"
#include "bridge/scim/attribute_source.hpp"
#include "bridge/scim/schema.hpp"

namespace bridge::scim {

enum class SortOrder : std::uint8_t { Ascending, Descending };

/// From the parameter; absent or empty is ascending, case is ignored, another word is InvalidValue.
[[nodiscard]] core::Result<SortOrder> read_sort_order(std::optional<std::string_view> text);

/// How many bytes of a text count: a cursor carries the key of the last resource, and has to fit into a URL.
inline constexpr std::size_t kLongestSortKey = 1024;

/// What stands for a resource when it is sorted: null without a value, else true or false, a number (for a
/// dateTime the milliseconds since 1970) or a text, folded where case does not count and cut to what counts.
using SortKey = core::Value;

/// Which of two comes first: numbers by size, false before true, texts by code point. A resource without the
/// value is last when ascending, first when descending. Values of different kinds, which one attribute never
/// has, are kept apart.
[[nodiscard]] std::weak_ordering compare_sort_keys(const SortKey& a, const SortKey& b, SortOrder order);

/// An attribute to sort by, found in a resource type, which must outlive it.
class SortAttribute {
 public:
  /// `sort_by` names an attribute or sub-attribute; a complex attribute stands for its `value`. InvalidPath:
  /// malformed, unknown to the type, complex without `value`, or an extension as a whole; Sensitive: an
  /// attribute that is never returned.
  [[nodiscard]] static core::Result<SortAttribute> make(std::string_view sort_by, const ResourceType& type);

  /// Of several values the primary one, else the first.
  [[nodiscard]] SortKey key(const AttributeSource& resource) const;

 private:
  explicit SortAttribute(const ResolvedAttribute& at) : at_(at) {}
  ResolvedAttribute at_;
};

}  // namespace bridge::scim
